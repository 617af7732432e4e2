import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomKey } from '../crypto/random.ts';
import { kdfKey } from '../crypto/brands.ts';
import { encodeClear } from '../../../sync-server/protocol/clear.ts';
import { KIND, parseEntry, type Entry } from '../../../sync-server/protocol/codec.ts';
import type { Lease } from '../../../sync-server/protocol/membership-state.ts';
import { anItem } from '../../../tests/support/books.ts';
import { sharedBooks, type SharedBooks, type SharingDevice } from '../../../tests/support/shared-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { toHex } from './bytes.ts';
import { revokeDevice } from './admission.ts';
import { finishChoice, keepChoice, leasesToRepeat } from './choice.ts';
import { notesPut, readNotes, type Choice } from './device-notes.ts';
import { unshare } from './shared-log.ts';
import { seriesTag } from './transaction.ts';

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
		const both = { fork: second, repeat: [removal('phone'), removal('desk')], leases: [lease(1, 0, 1), lease(2, 0, 1)], earlier: 1 };
		expect(await kept({ fork: second, repeat: [removal('desk')], leases: [lease(2, 0, 1)] })).toEqual(both);
		// Made anew it takes the place of itself, and of nothing before it.
		const again = { ...both, repeat: [removal('phone'), removal('lamp')] };
		expect(await kept({ fork: second, repeat: [removal('lamp')], leases: [] })).toEqual(again);
		expect(await kept({ repeat: [], leases: [] })).toEqual({ repeat: again.repeat, leases: both.leases, earlier: 2 });
	});
});

describe('a series that was leased in a branch given up', () => {
	const SERIES = 'ab'.repeat(16);
	let shared: SharedBooks;
	let laptop: SharingDevice;
	let phone: SharingDevice;
	beforeEach(async () => {
		shared = await sharedBooks(1);
		[laptop, phone] = shared.devices as [SharingDevice, SharingDevice];
		await laptop.hear();
		await phone.hear();
	});
	afterEach(() => shared.end());

	const leased = ({ home }: SharingDevice) =>
		encodeClear({
			kind: KIND.SERIES_LEASE,
			series: seriesTag(home.keys.wsId, SERIES),
			segment: 0,
			holder: home.keys.device.id,
			next: 1,
			prevIssue: of(0, 32)
		});
	const kinds = async ({ port }: SharingDevice, from: number) =>
		(await port.read(from, Number.MAX_SAFE_INTEGER)).map((bytes) => (parseEntry(bytes) as Entry).kind);
	const choiceOf = async ({ home }: SharingDevice) => (await readNotes(home))!.choice;
	const save = ({ workspace }: SharingDevice) => workspace.save((transaction) => transaction.putLive('item', '22'.repeat(16), anItem()));

	it('is leased again when the log becomes this device’s alone, before what waits', async () => {
		await revokeDevice(laptop.workspace, laptop.home.keys, phone.home.keys.device.id, randomKey(kdfKey));
		await keepChoice(laptop, { repeat: [], leases: [leased(laptop)] });
		await save(laptop);
		const { entries } = laptop.workspace;
		expect(await unshare(laptop.workspace)).toBe(true);
		expect(await kinds(laptop, entries)).toEqual([KIND.SERIES_LEASE, KIND.DATA]);
		expect(laptop.workspace.lease(SERIES)).toMatchObject({ holder: laptop.workspace.device, next: 1 });
		expect([laptop.workspace.waiting, await choiceOf(laptop)]).toEqual([0, undefined]);
		await laptop.reopen();
		expect(await laptop.workspace.verify()).toBeUndefined();
	});

	it('is still to be said where others may write, and is said on the next connection', async () => {
		await keepChoice(laptop, { repeat: [], leases: [leased(laptop)] });
		expect(await unshare(laptop.workspace)).toBe(false);
		expect((await choiceOf(laptop))?.leases).toHaveLength(1);
		await finishChoice(laptop.workspace, () => Promise.reject(new Error('nobody is put out')));
		expect(laptop.workspace.lease(SERIES)).toMatchObject({ holder: laptop.workspace.device });
		expect(await choiceOf(laptop)).toBeUndefined();
	});

	it('is leased again although a later choice came to nothing, and that one is not said', async () => {
		await keepChoice(laptop, { repeat: [{ what: 'device', id: phone.workspace.device }], leases: [leased(laptop)] });
		const { n, R } = laptop.workspace.books.head.log;
		// The branch it was to give up is the log as it is.
		await keepChoice(laptop, { fork: { n, lostR: R }, repeat: [{ what: 'device', id: 'cd'.repeat(16) }], leases: [] });
		const repeated: string[] = [];
		await finishChoice(laptop.workspace, async ({ id }) => void repeated.push(id));
		expect(repeated).toEqual([phone.workspace.device]);
		expect(await kinds(laptop, n)).toEqual([KIND.SERIES_LEASE]);
		expect(await choiceOf(laptop)).toBeUndefined();
	});
});
