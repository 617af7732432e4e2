/** A choice between two versions of the books: said once, made once, and finished when it was cut short. */
import { afterEach, describe, expect, it } from 'vitest';
import { endSeats, forks, isForked, own, Seat, twoVersions } from '../../../tests/support/forked-seats.ts';
import { PASSPHRASE } from '../../../tests/support/device.ts';
import { KIND, parseEntry, type Entry } from '../../../sync-server/protocol/codec.ts';
import { toHex } from '../workspace/bytes.ts';
import { SharedLog } from '../workspace/shared-log.ts';

afterEach(endSeats);

describe('a choice', () => {
	const both = {
		inFirst: async (seat: Seat) => void (await seat.save('by laptop')),
		inSecond: async (seat: Seat) => void (await seat.save('by phone'))
	};

	it('is said once, where the relay has taken it and the answer was lost', async () => {
		const { laptop, liar } = await twoVersions(both);
		laptop.online(true);
		await laptop.when(isForked);
		liar.names.set(toHex(laptop.device.host.open.home.keys.device.sign.publicKey), 'laptop');
		let said: number | undefined;
		let isLost = false;
		liar.lies.set('laptop', {
			fromDevice(frame) {
				if (frame.type === 'append' && frame.entries.some((bytes) => (parseEntry(bytes) as Entry).kind === KIND.FORK)) said ??= frame.ref;
			},
			fromRelay(frame, line) {
				if (isLost || frame.type !== 'ack' || frame.ref !== said) return undefined;
				isLost = true;
				line.cut(1012);
				return [];
			}
		});
		liar.cut();
		await laptop.when(isForked);
		await laptop.sync.resolveFork('theirs', []);
		await laptop.when(async ({ link, waiting }) => link === 'live' && waiting === 0 && (await laptop.clients()).includes('by phone'));
		expect(isLost).toBe(true);
		expect(await forks(laptop)).toHaveLength(1);
		expect((await own(laptop)).at(-1)).toBe(KIND.DATA);
	});

	it('that was made already is not made over: the second one asks for nothing', async () => {
		const { laptop, phone } = await twoVersions(both);
		laptop.online(true);
		await laptop.when(isForked);
		const before = await phone.entries();
		await Promise.all([laptop.sync.resolveFork('theirs', []), laptop.sync.resolveFork('mine', [])]);
		await laptop.when(async ({ link, waiting }) => link === 'live' && waiting === 0 && (await laptop.clients()).includes('by phone'));
		expect((await laptop.entries()).slice(0, before.length)).toEqual(before);
		expect(await forks(laptop)).toHaveLength(1);
		expect((await phone.sync.status()).alarms).toEqual([]);
	});

	it('that came to nothing, because the relay shows this log again, is not said', async () => {
		const { laptop, liar, first } = await twoVersions(both);
		laptop.online(true);
		await laptop.when(isForked);
		const { common } = await laptop.sync.forkReport();
		const { workspace } = laptop.device.host.open;
		await workspace.books.marks.load([common + 1], workspace.entries);
		// The tab was closed between the choice and what follows from it.
		await new SharedLog(workspace).choose({ repeat: [], fork: { n: common + 1, lostR: workspace.books.marks.at(common + 1)! } });
		await laptop.sync.close();
		liar.relay = () => first.url.replace(/\/relay$/, '');
		liar.cut();
		const host = await laptop.device.restart();
		await host.unlock(PASSPHRASE);
		const again = await Seat.open({ ...laptop.device, host });
		await again.when(({ link, alarms }) => link === 'live' && alarms.length === 0);
		await again.save('after it');
		await again.level();
		expect(await forks(again)).toEqual([]);
		expect((await own(again)).at(-1)).toBe(KIND.DATA);
	});
});

describe('a choice that is cut short', () => {
	it('holds back what waits until the log says it', async () => {
		const { laptop, phone, liar } = await twoVersions({
			inFirst: async (seat) => void (await seat.save('by laptop')),
			inSecond: async (seat) => void (await seat.save('by phone'))
		});
		laptop.online(true);
		await laptop.when(isForked);
		// Nothing this device writes gets through; what others write comes.
		liar.names.set(toHex(laptop.device.host.open.home.keys.device.sign.publicKey), 'laptop');
		liar.lies.set('laptop', { fromDevice: (frame) => (frame.type === 'append' ? [] : undefined) });
		liar.cut();
		await laptop.when(isForked);
		await laptop.sync.resolveFork('theirs', []);
		await laptop.when(({ link, waiting }) => link === 'live' && waiting > 0);
		expect(await laptop.device.host.open.workspace.books.home.locked(async () => (await laptop.entries()).length)).toBe(
			phone.workspace.entries
		);
		await laptop.sync.close();
		liar.lies.clear();
		const host = await laptop.device.restart();
		await host.unlock(PASSPHRASE);
		const again = await Seat.open({ ...laptop.device, host });
		await again.level();
		await again.when(async () => (await forks(again)).length === 1);
		expect(await again.clients()).toEqual(expect.arrayContaining(['by laptop', 'by phone']));
	});
});
