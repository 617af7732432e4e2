/** Two devices of one person number documents: under leases, offline, by hand-over, by takeover, and when a device thought destroyed comes back. */
import { afterEach, describe, expect, it } from 'vitest';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { exportText, importText } from '../support/json-books.ts';
import type { TestWorkspace } from '../support/workspace.ts';
import { CREDITS, desk, draftId, openDesk, same, SERIES } from './number-desk.ts';
import { endAll, setup } from './setup.ts';

afterEach(endAll);

/** Alice's laptop numbers the series and has issued F-0001; her phone has all of it and numbers nothing. */
async function twoDevices() {
	const scene = await setup(['laptop', 'phone']);
	const { laptop, phone, converge } = scene;
	const onLaptop = await openDesk(laptop);
	await converge(laptop, phone);
	return { ...scene, onLaptop, onPhone: desk(phone) };
}

describe('two devices that number documents', () => {
	it('issue offline on both, each from the series it numbers, and meet', async () => {
		const { laptop, phone, converge, onLaptop, onPhone } = await twoDevices();
		const own = await onPhone.books.series.makeOwn(SERIES);
		await converge(laptop, phone);
		await laptop.session.stop();
		await phone.session.stop();

		expect([await onLaptop.issue(2), await onLaptop.issue(3)]).toEqual(['F-0002', 'F-0003']);
		expect([await onPhone.issue(4, own), await onPhone.issue(5, own)]).toEqual(['F-A0001', 'F-A0002']);
		await onPhone.pay(4, '100');
		await onPhone.draft(6);
		const { findings } = await onPhone.books.issueCheck(draftId(6));
		expect(findings[0]).toMatchObject({ field: 'series.lease', message: 'checkSeriesHeld' });
		expect(await onPhone.books.series.lease(SERIES)).toMatchObject({
			state: 'elsewhere',
			shared: true,
			asked: false,
			holder: { id: laptop.workspace.device, active: true },
			own: [{ id: own, next: 'F-A0003' }]
		});
		expect((await onPhone.books.document(draftId(4))).waiting).toBe(true);

		await laptop.reconnect();
		await phone.reconnect();
		await converge(laptop, phone);
		await same(onLaptop, onPhone);
		expect(await onLaptop.numbers()).toEqual(['F-0001 open', 'F-0002 open', 'F-0003 open', 'F-A0001 partly-paid', 'F-A0002 open']);
		expect((await onPhone.books.document(draftId(4))).waiting).toBe(false);
		expect(laptop.workspace.refusals).toEqual([]);
		expect(await phone.workspace.verify()).toBeUndefined();
		await same(onLaptop, onPhone);
	});

	it('hand a series over: asked for offline, given by a click, and never without the relay', async () => {
		const { laptop, phone, converge, onLaptop, onPhone } = await twoDevices();
		await phone.session.stop();
		await onPhone.books.series.ask(SERIES);
		expect((await onPhone.books.series.lease(SERIES)).asked).toBe(true);
		await phone.reconnect();
		await converge(laptop, phone);
		expect(await onLaptop.notices()).toEqual([['asked', 'Invoices']]);

		// Kept, without a network; asked again.
		await laptop.session.stop();
		await onLaptop.books.series.note(SERIES);
		expect(await onLaptop.notices()).toEqual([]);
		await laptop.reconnect();
		await converge(laptop, phone);
		expect(await onPhone.books.series.lease(SERIES)).toMatchObject({ state: 'elsewhere', asked: false, declined: true });
		await onPhone.books.series.ask(SERIES);
		expect(await onPhone.books.series.lease(SERIES)).toMatchObject({ asked: true, declined: false });
		await converge(laptop, phone);
		expect(await onLaptop.notices()).toEqual([['asked', 'Invoices']]);
		expect(await onPhone.notices()).toEqual([]);

		await laptop.session.stop();
		await onLaptop.issue(2);
		await expect(onLaptop.books.series.release(SERIES)).rejects.toMatchObject({ code: 'needs-relay' });
		expect(await onLaptop.issue(3)).toBe('F-0003');
		await laptop.reconnect();
		await laptop.session.settled();
		await onLaptop.books.series.release(SERIES);
		await converge(laptop, phone);
		expect(await onLaptop.notices()).toEqual([]);
		expect(await onPhone.books.series.lease(SERIES)).toMatchObject({ state: 'free', next: 'F-0004' });
		expect(await onPhone.notices()).toEqual([['handed-over', 'Invoices']]);
		await onPhone.books.series.leaseOne(SERIES);
		expect(await onPhone.notices()).toEqual([]);
		expect(await onPhone.issue(4)).toBe('F-0004');
		await phone.session.stop();
		expect(await onPhone.issue(5)).toBe('F-0005');
		await phone.reconnect();
		await converge(laptop, phone);
		await onLaptop.draft(6);
		await expect(onLaptop.books.issue(draftId(6))).rejects.toMatchObject({ error: { field: 'series.lease' } });
		await same(onLaptop, onPhone);
	});

	it('a series that nobody numbers is not begun offline: the draft stays, and what is missing is said', async () => {
		const { laptop, phone, converge, onLaptop, onPhone } = await twoDevices();
		const fresh = 'e'.repeat(32);
		await onPhone.books.save('series', fresh, { name: 'Shop', type: 'invoice', pattern: 'S-{0000}', start: 1, yearly: false });
		await converge(laptop, phone);
		await phone.session.stop();
		await expect(onPhone.issue(2, fresh)).rejects.toMatchObject({ code: 'needs-relay' });
		expect(await onPhone.books.get('draft', draftId(2))).toMatchObject({ seriesId: fresh });
		await phone.reconnect();
		await phone.session.settled();
		await Promise.allSettled([onLaptop.books.series.leaseOne(fresh), onPhone.books.series.leaseOne(fresh)]);
		await converge(laptop, phone);
		const states = [(await onLaptop.books.series.lease(fresh)).state, (await onPhone.books.series.lease(fresh)).state];
		expect(states.sort()).toEqual(['elsewhere', 'mine']);
	});

	it('a takeover into the next run while the holder issues, is paid and credits offline: all of it stands', async () => {
		const { laptop, phone, converge, onLaptop, onPhone } = await twoDevices();
		await laptop.session.stop();
		expect(await onLaptop.issue(2)).toBe('F-0002');
		await onLaptop.pay(2, '50');
		await onLaptop.credit(draftId(2), draftId(20));
		await onPhone.books.series.takeOver(SERIES, { kind: 'next-segment' });
		expect(await onPhone.issue(3)).toBe('FB-0001');
		expect(await onLaptop.issue(4)).toBe('F-0003');
		await laptop.reconnect();
		await converge(laptop, phone);
		await same(onLaptop, onPhone);
		expect((await onPhone.numbers()).map((each) => each.split(' ')[0])).toEqual(['C-0001', 'F-0001', 'F-0002', 'F-0003', 'FB-0001']);
		expect((await onPhone.books.document(draftId(2))).facts.map(({ fact }) => fact.kind).sort()).toEqual([
			'corrected',
			'credited',
			'payment'
		]);
		expect(laptop.workspace.refusals).toEqual([]);
		expect(await onLaptop.books.series.lease(SERIES)).toMatchObject({ state: 'elsewhere', next: 'FB-0002' });

		// The one passed by is told, until its user has seen it.
		expect(await onLaptop.books.notices.all()).toMatchObject([{ kind: 'taken-over', series: 'Invoices', declared: false }]);
		expect(await onPhone.notices()).toEqual([]);
		await onLaptop.books.series.note(SERIES);
		expect(await onLaptop.notices()).toEqual([]);
	});

	it('a device declared destroyed comes back: what it sent fills what was declared, what is doubled is marked, and a credit note cancels it', async () => {
		const { laptop, phone, converge, onLaptop, onPhone } = await twoDevices();
		await laptop.session.stop();
		for (const n of [2, 3, 4]) await onLaptop.issue(n);
		await onLaptop.pay(4, '40');
		await onPhone.books.series.takeOver(SERIES, { kind: 'declared', lastSequence: 2 });
		for (const n of [5, 6, 7]) await onPhone.issue(n);
		expect((await onPhone.numbers()).map((each) => each.split(' ')[0])).toEqual(['F-0001', 'F-0003', 'F-0004', 'F-0005']);
		await phone.level();

		await laptop.reconnect();
		await converge(laptop, phone);
		await same(onLaptop, onPhone);
		expect((await onLaptop.numbers()).map((each) => each.split(' ')[0])).toEqual([
			'F-0001',
			'F-0002',
			'F-0003',
			'F-0003',
			'F-0004',
			'F-0004',
			'F-0005'
		]);
		const [told, ...doubled] = await onLaptop.books.notices.all();
		expect(told).toMatchObject({ kind: 'taken-over', declared: true });
		await onLaptop.books.series.note(SERIES);
		expect(await onLaptop.notices()).toEqual([
			['number-doubled', 'F-0003'],
			['number-doubled', 'F-0004']
		]);
		expect(doubled).toEqual(await onLaptop.books.notices.all());
		// Both documents say so, each with a link to the other: whoever came first in the log keeps the number.
		for (const each of [onLaptop, onPhone]) {
			expect(await each.doubled()).toEqual({ 'F-0003': [draftId(3), draftId(5)], 'F-0004': [draftId(4), draftId(6)] });
			expect(await each.marks(5)).toEqual([{ other: draftId(3), first: true }]);
			expect(await each.marks(3)).toEqual([{ other: draftId(5) }]);
		}
		expect(await onPhone.notices()).toEqual(await onLaptop.notices());
		expect((await onPhone.books.document(draftId(4))).paid).toBe(4000n);
		const [series] = await onPhone.books.series.report();
		expect(series!.periods[0]).toMatchObject({ missing: 0, count: 5 });
		expect(series!.periods[0]!.ranges.flatMap(({ kind, first, id }) => (id ? [[kind, first, id]] : []))).toEqual([
			['shared', 'F-0003', draftId(5)],
			['doubled', 'F-0003', draftId(3)],
			['shared', 'F-0004', draftId(6)],
			['doubled', 'F-0004', draftId(4)]
		]);

		await onLaptop.credit(draftId(3), draftId(30));
		const [flag] = (await onLaptop.books.document(draftId(3))).facts.filter(({ fact }) => fact.kind === 'flagged');
		const at = '2026-11-03T10:00:00.000Z';
		await onLaptop.books.addFact({ kind: 'reversed', documentId: draftId(3), factId: flag!.id, at, reason: 'settled' });
		await converge(laptop, phone);
		expect(await onPhone.notices()).toEqual([['number-doubled', 'F-0004']]);
		expect(await onPhone.doubled()).toEqual({ 'F-0004': [draftId(4), draftId(6)] });
		expect(await onPhone.issue(8)).toBe('F-0006');
		await converge(laptop, phone);
		expect(await laptop.workspace.verify()).toBeUndefined();
		await same(onLaptop, onPhone);

		// Everything as a file, and in other books: who held what is another device's there, the numbers and their marks are the same.
		const { home, workspace } = laptop;
		const { text } = await exportText({ home, founded: { wsId: home.keys.wsId } } as unknown as TestWorkspace, workspace);
		const copy = await importText(text);
		const elsewhere = new BookCommands(copy.workspace, copy.device.home, toHex(copy.device.founded.wsId));
		const marks = async (books: BookCommands) => (await books.notices.all()).map((notice) => 'factId' in notice && notice.factId);
		expect(await marks(elsewhere)).toEqual(await marks(onLaptop.books));
		const standing = async (books: BookCommands) =>
			(await books.series.report()).map(({ periods }) => periods.map(({ count, missing }) => [count, missing]));
		expect(await standing(elsewhere)).toEqual(await standing(onLaptop.books));
		copy.device.end();
	});

	it('both credit one invoice offline: both notes keep their numbers, the second is marked, and the next number follows it', async () => {
		const { laptop, phone, converge, onLaptop, onPhone } = await twoDevices();
		const own = await onPhone.books.series.makeOwn(CREDITS);
		await onLaptop.issue(2);
		await converge(laptop, phone);
		await phone.session.stop();
		await onPhone.credit(draftId(1), draftId(20), own);
		await onPhone.credit(draftId(2), draftId(21), own);
		await onLaptop.credit(draftId(1), draftId(30));
		await laptop.level();
		await phone.reconnect();
		await converge(laptop, phone);
		await same(onLaptop, onPhone);
		expect((await onLaptop.numbers()).map((each) => each.split(' ')[0])).toEqual(['C-0001', 'C-A0001', 'C-A0002', 'F-0001', 'F-0002']);
		expect(await onLaptop.notices()).toEqual([['over-credited', 'C-A0001']]);
		expect((await onLaptop.books.document(draftId(2))).balance).toBe(0n);
	});

	it('a page that may only go out when the relay has its number is held until then', async () => {
		const { laptop, phone, converge, onLaptop } = await twoDevices();
		await onLaptop.books.save('series', SERIES, {
			name: 'Invoices',
			type: 'invoice',
			pattern: 'F-{0000}',
			start: 1,
			yearly: false,
			strict: true
		});
		await converge(laptop, phone);
		await laptop.session.stop();
		await onLaptop.issue(2);
		expect(await onLaptop.books.document(draftId(2))).toMatchObject({ waiting: true, held: true });
		expect(await onLaptop.books.document(draftId(1))).toMatchObject({ waiting: false, held: false });
		await laptop.reconnect();
		await converge(laptop, phone);
		expect(await onLaptop.books.document(draftId(2))).toMatchObject({ waiting: false, held: false });
	});
});
