import { afterEach, describe, expect, it } from 'vitest';
import { encodeClear } from '../../../sync-server/protocol/clear.ts';
import { KIND } from '../../../sync-server/protocol/codec.ts';
import type { Lease } from '../../../sync-server/protocol/membership-state.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { toHex } from './bytes.ts';
import { keepChoice, leasesToRepeat } from './choice.ts';
import { notesPut, readNotes, type Choice } from './device-notes.ts';

const of = (byte: number, length: number) => new Uint8Array(length).fill(byte);
const lease = (series: number, segment: number, next: number) =>
	encodeClear({ kind: KIND.SERIES_LEASE, series: of(series, 16), segment, holder: of(9, 16), next, prevIssue: of(0, 32) });

describe('leases of a branch that was given up', () => {
	it('are said again where nobody has the series, as far as the log takes them', () => {
		const here = { leases: new Map([[toHex(of(1, 16)), {} as Lease]]) };
		const leases = [lease(1, 0, 1), lease(2, 0, 40), lease(2, 0, 3), lease(2, 0, 41), lease(2, 1, 1), lease(3, 1, 1), new Uint8Array(3)];
		const said = leasesToRepeat(leases, here).map(({ series, segment, next }) => [series[0], segment, next]);
		expect(said).toEqual([
			[2, 0, 40],
			[2, 0, 41],
			[2, 1, 1]
		]);
	});
});

describe('a choice', () => {
	let device: TestWorkspace;
	afterEach(() => device.end());

	it('made before the last one was finished drops nothing that is still to be said', async () => {
		device = await foundOnFile();
		const { home } = device;
		await home.store.write({ puts: [notesPut(home.vault, { shared: true, n: 2, R: of(1, 32), made: [] })] }, 'strict');
		const kept = async (choice: Choice) => {
			await keepChoice({ home }, choice);
			return (await readNotes(home))!.choice;
		};
		const removal = (id: string) => ({ what: 'device' as const, id });
		const [first, second] = [
			{ n: 2, lostR: of(2, 32) },
			{ n: 1, lostR: of(3, 32) }
		];
		await kept({ fork: first, repeat: [removal('tablet')], leases: [lease(1, 0, 1)] });
		const anew = { fork: first, repeat: [removal('phone')], leases: [lease(1, 0, 1)] };
		expect(await kept({ ...anew, leases: [] })).toEqual(anew);
		const both = { fork: second, repeat: [removal('phone'), removal('desk')], leases: [lease(1, 0, 1), lease(2, 0, 1)] };
		expect(await kept({ fork: second, repeat: [removal('desk')], leases: [lease(2, 0, 1)] })).toEqual(both);
		expect(await kept({ repeat: [], leases: [] })).toEqual({ repeat: both.repeat, leases: both.leases });
	});
});
