import { afterEach, describe, expect, it } from 'vitest';
import { kdfKey } from '#lib/crypto/brands.ts';
import { newDeviceKeys } from '#lib/crypto/device.ts';
import { randomKey } from '#lib/crypto/random.ts';
import { aBusiness, anInvoice, aParty } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { admitByRecovery } from '../workspace/admission.ts';
import { toHex } from '../workspace/bytes.ts';
import { workspaceKeys } from '../workspace/keys.ts';
import { openVault } from '../workspace/vault.ts';
import { Workspace } from '../workspace/workspace.ts';
import { BookCommands } from './book-commands.ts';
import { businessId } from './registry.ts';

const PARTY = 'a'.repeat(32);
const SERIES = 'b'.repeat(32);
const draftId = (n: number) => n.toString(16).padStart(32, '0');
const open: TestWorkspace[] = [];
afterEach(() => open.splice(0).forEach((device) => device.end()));

/** Alice's books with three invoices, and the same books restored on a new device by the recovery code. */
async function lostLaptop() {
	const device = await foundOnFile();
	open.push(device);
	const id = toHex(device.founded.wsId);
	const laptop = new BookCommands(await device.open(), device.home, id);
	await laptop.save('business', businessId(id), aBusiness({ timeZone: 'UTC' }));
	await laptop.save('party', PARTY, aParty());
	await laptop.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false });
	for (const n of [1, 2, 3]) await issue(laptop, n);
	const vault = openVault(randomKey(kdfKey), device.founded.wsId);
	for await (const rows of device.store.all('log', device.home.vault.ws, 100))
		await device.store.write({ puts: rows.map(({ key, bytes }) => ({ table: 'log' as const, ws: vault.ws, key, bytes })) }, 'relaxed');
	const keys = workspaceKeys(device.founded.wsId, newDeviceKeys());
	for (const [epoch, key] of device.home.keys.known()) keys.learn(epoch, key);
	const home = { ...device.home, vault, keys };
	const workspace = await Workspace.open(home);
	await admitByRecovery(workspace, keys, device.founded.seed);
	return { laptop, phone: new BookCommands(workspace, home, id), workspace, laptopId: toHex(device.founded.device.id) };
}

async function issue(books: BookCommands, n: number): Promise<string> {
	await books.save('draft', draftId(n), anInvoice({ seriesId: SERIES, partyId: PARTY, issueDate: '2026-11-01', dueDate: '2026-11-30' }));
	return (await books.issue(draftId(n))).document.number;
}
const leaseOf = async (books: BookCommands) => (await books.list('series')).rows[0]!.lease;

describe('a series whose device is lost', () => {
	it('is not numbered by another one before it is taken over', async () => {
		const { phone, laptopId } = await lostLaptop();
		await phone.save('draft', draftId(4), anInvoice({ seriesId: SERIES, partyId: PARTY }));
		const { findings } = await phone.issueCheck(draftId(4));
		expect(findings[0]).toEqual({ field: 'series.lease', message: 'checkSeriesHeld', args: { name: 'Invoices' }, level: 'error' });
		await expect(phone.issue(draftId(4))).rejects.toMatchObject({ error: { code: 'invalid', field: 'series.lease' } });
		expect(await phone.series.lease(SERIES)).toEqual({
			state: 'elsewhere',
			last: 'F-0003',
			lastSequence: 3,
			next: 'F-0004',
			nextSegment: 'FB-0001',
			holder: { id: laptopId, name: '', active: false },
			asked: false,
			declined: false,
			shared: false,
			own: [],
			mayTakeOver: true
		});
	});

	it('and which had given no number when the copy was made warns before its first: that device may have given it since', async () => {
		const { laptop, phone } = await lostLaptop();
		const fresh = 'e'.repeat(32);
		const messages = async (books: BookCommands) => {
			await books.save('series', fresh, { name: 'Shop', type: 'invoice', pattern: 'S-{0000}', start: 1, yearly: false });
			await books.save('draft', draftId(9), anInvoice({ seriesId: fresh, partyId: PARTY, issueDate: '2026-11-01' }));
			return (await books.issueCheck(draftId(9))).findings.filter(({ message }) => message === 'checkNumberAfterLoss');
		};
		expect(await messages(phone)).toMatchObject([{ level: 'warning', args: { number: 'S-0001' } }]);
		expect(await messages(laptop)).toEqual([]);
		await phone.issue(draftId(9));
		await phone.save('draft', draftId(10), anInvoice({ seriesId: fresh, partyId: PARTY, issueDate: '2026-11-01' }));
		const later = (await phone.issueCheck(draftId(10))).findings.map(({ message }) => message);
		expect(later).not.toContain('checkNumberAfterLoss');
	});

	it('begins the next run, chained to the last issue known', async () => {
		const { phone, workspace, laptopId } = await lostLaptop();
		await phone.series.takeOver(SERIES, { kind: 'next-segment' });
		expect(await leaseOf(phone)).toBe('mine');
		expect([await issue(phone, 4), await issue(phone, 5)]).toEqual(['FB-0001', 'FB-0002']);
		const [third, fourth] = [await phone.document(draftId(3)), await phone.document(draftId(4))];
		expect(fourth.document).toMatchObject({ segment: 1, sequence: 1 });
		expect(fourth.document.previousIssue).not.toBe(third.document.previousIssue);
		const [report] = await phone.series.report();
		expect(report!.periods.map(({ segment, count, missing }) => [segment, count, missing])).toEqual([
			[0, 3, 0],
			[1, 2, 0]
		]);
		expect(report!.events).toMatchObject([{ kind: 'next-segment', from: laptopId.slice(0, 6), segment: 1 }]);
		expect(report!.periods.map(({ ranges }) => ranges.map(({ thisDevice }) => thisDevice))).toEqual([[false], [true]]);
		expect(await workspace.verify()).toBeUndefined();
		expect(await issue(phone, 6)).toBe('FB-0003');
	});

	it('goes on in its run after what is declared; the numbers between are named', async () => {
		const { phone, workspace } = await lostLaptop();
		await expect(phone.series.takeOver(SERIES, { kind: 'declared', lastSequence: 2 })).rejects.toMatchObject({
			error: { code: 'invalid', field: 'lastSequence', detail: '3' }
		});
		expect(await leaseOf(phone)).toBe('elsewhere');
		await phone.series.takeOver(SERIES, { kind: 'declared', lastSequence: 5 });
		expect(await issue(phone, 4)).toBe('F-0006');
		const before = await phone.series.report();
		expect(before[0]!.periods[0]!.ranges.map(({ kind, first, last }) => [kind, first, last])).toEqual([
			['given', 'F-0001', 'F-0003'],
			['lost', 'F-0004', 'F-0005'],
			['given', 'F-0006', 'F-0006']
		]);
		expect(before[0]!.events).toMatchObject([{ kind: 'declared', lastNumber: 'F-0005' }]);
		expect(await workspace.verify()).toBeUndefined();
		expect(await phone.series.report()).toEqual(before);
	});

	it('names as lost no number below the first of the series, and not a hundred thousand by a slip', async () => {
		const { phone } = await lostLaptop();
		await phone.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F{YYYY}-{0000}', start: 1, yearly: true });
		const declare = (lastSequence: number) => phone.series.takeOver(SERIES, { kind: 'declared', lastSequence });
		await expect(declare(2_000_000)).rejects.toMatchObject({ error: { code: 'invalid', field: 'lastSequence' } });
		expect(await leaseOf(phone)).toBe('elsewhere');
		await declare(5);
		const [, period] = (await phone.series.report())[0]!.periods;
		expect(period!.ranges.map(({ kind, from, to }) => [kind, from, to])).toEqual([['lost', 1, 5]]);
	});

	it('gives no number dated back into a year of which nothing was declared', async () => {
		const { phone } = await lostLaptop();
		await phone.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F{YYYY}-{0000}', start: 1, yearly: true });
		await phone.series.takeOver(SERIES, { kind: 'declared', lastSequence: 5 });
		const old = anInvoice({ seriesId: SERIES, partyId: PARTY, issueDate: '2020-12-31', dueDate: '2026-11-30' });
		await phone.save('draft', draftId(4), old);
		const { findings } = await phone.issueCheck(draftId(4));
		expect(findings[0]).toMatchObject({ field: 'issueDate', message: 'checkPeriodClosed', args: { period: '2020' }, level: 'error' });
		await expect(phone.issue(draftId(4))).rejects.toMatchObject({ error: { code: 'invalid', field: 'issueDate' } });
	});
});

describe('a series given up', () => {
	it('is taken by whoever issues next, where it ended', async () => {
		const { laptop } = await lostLaptop();
		await laptop.series.release(SERIES);
		expect(await leaseOf(laptop)).toBe('free');
		await expect(laptop.series.release(SERIES)).rejects.toMatchObject({ error: { field: 'series.lease', detail: 'free' } });
		await expect(laptop.series.takeOver(SERIES, { kind: 'next-segment' })).rejects.toMatchObject({ error: { field: 'series.lease' } });
		expect(await issue(laptop, 7)).toBe('F-0004');
		expect(await leaseOf(laptop)).toBe('mine');
		expect((await laptop.series.report())[0]!.events).toMatchObject([{ kind: 'released' }]);
	});
});
