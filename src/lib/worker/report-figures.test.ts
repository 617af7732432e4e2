/** Figures that are kept are the ones that the records give, whatever happened in between. */
import fc from '../../../tests/support/property.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { aParty } from '../../../tests/support/books.ts';
import { issueInvoice, newDevice, newId, type TestDevice } from '../../../tests/support/device.ts';
import { aReceipt } from '../../../tests/support/expenses.ts';
import { INVOICE_NINJA } from '../../../tests/support/foreign-exports.ts';
import { generatedBooks, writeGenerated } from '../../../tests/support/generated-books.ts';
import { sharedBooks } from '../../../tests/support/shared-books.ts';
import { FigureMaker } from '../reports/figure-of.ts';
import type { MoneyFigure, TradeFigure } from '../reports/figure.ts';
import type { SealedBytes } from '../storage/store.ts';
import { saveInBulk } from '../workspace/bulk.ts';
import { DELTA_BASE, pageKey } from '../workspace/lists/pieces.ts';
import { Workspace } from '../workspace/workspace.ts';
import { ExpenseCommands } from './expense-commands.ts';
import { ForeignHost } from './foreign-host.ts';
import { PaymentCommands } from './payment-commands.ts';
import { REGISTRY } from './registry.ts';
import { ReportFigures } from './report-figures.ts';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

const go = () => true;
const write = (workspace: Workspace, documents: number, seed = 1) =>
	saveInBulk(workspace, generatedBooks({ documents, seed }), writeGenerated, { ids: (item) => item.ids });

async function filled(documents: number, seed?: number) {
	const device = await newDevice();
	ends.push(() => device.end());
	await write(device.host.open.workspace, documents, seed);
	return device;
}

/** Straight from the records, each opened by itself. */
async function fromRecords(workspace: Workspace, base = 'CAD') {
	const maker = new FigureMaker(base);
	const money = new Map<string, MoneyFigure>();
	const trades = new Map<string, TradeFigure>();
	for (const id of workspace.list('payment').keys()) {
		const figure = maker.payment(id, (await workspace.read(id))!);
		if (figure) money.set(id, figure);
	}
	for (const list of ['document', 'expense'] as const)
		for (const id of workspace.list(list).keys()) {
			const figure = maker[list](id, (await workspace.read(id))!, (payment) => money.get(payment)?.rated);
			if (figure) trades.set(id, figure);
		}
	return { trades, money, base };
}

/** Of a start of the app: what its figures are, and how many records it opened. */
async function nextStart(home: Workspace['books']['home'], base = 'CAD') {
	const workspace = await Workspace.open(home);
	let opened = 0;
	const { readMany } = workspace;
	workspace.readMany = (ids) => ((opened += ids.length), readMany.call(workspace, ids));
	const figures = await new ReportFigures(workspace).upToDate(base, go);
	workspace.readMany = readMany;
	return { workspace, figures, opened };
}

/** All pages on which something derived lies, its state included. */
async function derivedPages({ store, vault }: Workspace['books']['home']) {
	const rows = await store.range('page', vault.ws, pageKey({ list: 199, kind: 'rows', number: 0 }), DELTA_BASE - 1, 10_000);
	return rows.map(({ key, bytes }) => ({ key, bytes }));
}

const openHome = (device: TestDevice) => device.host.open.workspace.books.home;

describe('kept figures', () => {
	it('lie sealed: no name, number or id of the books can be read on their pages', async () => {
		const home = openHome(await filled(20));
		const { figures } = await nextStart(home);
		const bytes = Buffer.concat((await derivedPages(home)).map((page) => page.bytes));
		expect(bytes.length).toBeGreaterThan(1000);
		const words = [...figures.trades.values()].flatMap(({ id, name, number }) => [id, name, number]);
		for (const word of ['figures', 'output-tax', ...words.filter((word) => word.length > 3)]) expect(bytes.includes(word)).toBe(false);
	});

	it('open no record at the next start, and are what the records say', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 1000 }), async (documents, seed) => {
				const home = openHome(await filled(documents, seed));
				const first = await nextStart(home);
				expect(first.opened).toBeGreaterThan(0);
				const second = await nextStart(home);
				expect(second.opened).toBe(0);
				expect(second.figures).toEqual(await fromRecords(second.workspace));
				expect(first.figures).toEqual(second.figures);
			}),
			{ numRuns: 4 }
		);
	});

	it('are worked out again of what changed, before and after the changes are folded into pages', async () => {
		const device = await newDevice();
		ends.push(() => device.end());
		const { workspace } = device.host.open;
		for (let count = 0; count < 5; count++) await issueInvoice(device);
		const invoice = await issueInvoice(device);
		const home = openHome(device);
		await nextStart(home);
		const payments = new PaymentCommands(workspace);
		const expenses = new ExpenseCommands(workspace, device.books());
		const pay = async (to: string) => {
			const { partyId = '', currency } = (await device.books().document(to)).document.content;
			const payment = {
				kind: 'payment',
				partyId,
				partyName: '',
				date: '2026-11-20',
				amount: '12.00',
				currency,
				method: 'transfer'
			} as const;
			return payments.record(payment, [{ id: to, amount: '12.00' }]);
		};
		const detail = await pay(invoice);
		const paid = await nextStart(home);
		expect(paid.opened).toBe(2);
		expect(paid.figures).toEqual(await fromRecords(paid.workspace));
		const other = [...workspace.list('document').keys()].find((id) => id !== invoice)!;
		const kept = await pay(other);
		// Enough saves to fold the deltas, those above among them.
		for (let n = 0; n < 140; n++) await device.books().save('party', newId(), aParty({ name: `Client ${n}` }));
		await payments.reverse(detail.id, '2026-11-21T10:00:00.000Z', 'bounced', '2026-11-21');
		const receipt = newId();
		await device.books().save('expense', receipt, aReceipt({ supplierName: 'Papeterie' }));
		await expenses.book(receipt);
		const folded = await nextStart(home);
		expect(folded.workspace.books.projection.head.foldedTo).toBeGreaterThan(paid.workspace.books.projection.head.foldedTo);
		expect(folded.opened).toBe(5);
		expect(folded.figures.money.has(kept.id)).toBe(true);
		expect(folded.figures).toEqual(await fromRecords(folded.workspace));
		expect(folded.figures.money.get(detail.id)?.until).toBe('2026-11-21');
		expect(folded.figures.trades.get(receipt)?.name).toBe('Papeterie');
	});

	it('are worked out again where a page, or what is known of all pages, is damaged or gone', async () => {
		const home = openHome(await filled(30));
		const { figures } = await nextStart(home);
		const pages = await derivedPages(home);
		expect(pages.length).toBe(3);
		for (const { key, bytes } of pages) {
			const damaged = bytes.slice() as SealedBytes;
			damaged[damaged.length >> 1]! ^= 1;
			for (const change of [
				{ puts: [{ table: 'page' as const, ws: home.vault.ws, key, bytes: damaged }] },
				{ deletes: [{ table: 'page' as const, ws: home.vault.ws, key }] }
			]) {
				await home.store.write(change, 'strict');
				const mended = await nextStart(home);
				expect(mended.opened).toBeGreaterThan(0);
				expect(mended.figures).toEqual(figures);
				expect((await nextStart(home)).opened).toBe(0);
			}
		}
	});

	it('do not count when an older page was put in the place of a newer one', async () => {
		const device = await filled(30);
		const home = openHome(device);
		await nextStart(home);
		const before = await derivedPages(home);
		await device.host.open.workspace.verify();
		const { figures } = await nextStart(home);
		const state = pageKey({ list: 199, kind: 'derived', number: 0 });
		for (const page of before)
			if (page.key !== state) await home.store.write({ puts: [{ table: 'page', ws: home.vault.ws, ...page }] }, 'strict');
		const next = await nextStart(home);
		expect(next.opened).toBeGreaterThan(0);
		expect(next.figures).toEqual(figures);
	});

	it('do not count where what is known of all pages is older than the last fold', async () => {
		const device = await newDevice();
		ends.push(() => device.end());
		const { workspace } = device.host.open;
		for (let count = 0; count < 3; count++) await issueInvoice(device);
		const home = openHome(device);
		await nextStart(home);
		const state = (await derivedPages(home)).find(({ key }) => key === pageKey({ list: 199, kind: 'derived', number: 0 }))!;
		const [invoice] = workspace.list('document').keys();
		const { partyId, currency } = workspace.list('document').get(invoice!) as { partyId: string; currency: string };
		const payment = { kind: 'payment', partyId, partyName: '', date: '2026-11-20', amount: '12.00', currency, method: 'cash' } as const;
		await new PaymentCommands(workspace).record(payment, [{ id: invoice!, amount: '12.00' }]);
		for (let n = 0; n < 140; n++) await device.books().save('party', newId(), aParty({ name: `Client ${n}` }));
		await home.store.write({ puts: [{ table: 'page', ws: home.vault.ws, ...state }] }, 'strict');
		const next = await nextStart(home);
		expect(next.figures).toEqual(await fromRecords(next.workspace));
		expect(next.opened).toBe(4);
	});

	it('are others in another currency of the books, and gone when the lists are made again', async () => {
		const device = await filled(30);
		const home = openHome(device);
		await nextStart(home);
		const other = await nextStart(home, 'EUR');
		expect(other.opened).toBeGreaterThan(0);
		expect(other.figures).toEqual(await fromRecords(other.workspace, 'EUR'));
		expect(await derivedPages(home)).not.toEqual([]);
		await device.host.open.workspace.makeListsAgain();
		expect(await derivedPages(home)).toEqual([]);
		const again = await nextStart(home);
		expect(again.figures).toEqual(await fromRecords(again.workspace));
	});

	it('leave nothing behind when something is erased', async () => {
		const device = await filled(30);
		const home = openHome(device);
		await nextStart(home);
		const { workspace } = device.host.open;
		const client = newId();
		await device.books().save('party', client, aParty({ name: 'Nobody' }));
		await device.books().remove('party', client);
		await workspace.save(async (transaction) => {
			await transaction.erase('party', client, '2026-11-22');
		});
		expect(await derivedPages(home)).toEqual([]);
		const next = await nextStart(home);
		expect(next.figures).toEqual(await fromRecords(next.workspace));
	});

	it('are after an import that was taken back what they were before it, here and at the next start', async () => {
		const device = await filled(12);
		const home = openHome(device);
		const { workspace } = device.host.open;
		const live = new ReportFigures(workspace);
		const expenses = new ExpenseCommands(workspace, device.books());
		const receipt = newId();
		await device.books().save('expense', receipt, aReceipt({ supplierName: 'Papeterie' }));
		await expenses.book(receipt);
		const before = structuredClone(await live.upToDate('CAD', go));
		expect((await nextStart(home)).figures).toEqual(before);
		const host = new ForeignHost(device.host);
		const file = new Blob([JSON.stringify(INVOICE_NINJA)]);
		const { counts } = await host.import(file, { duplicates: 'skip', owedLine: '{number}' }, go);
		expect(counts.expense?.made).toBeGreaterThan(0);
		// What was imported is a draft until somebody books it; but an invoice that was issued elsewhere is owed.
		const during = await live.upToDate('CAD', go);
		const fresh = [...during.trades.values()].filter(({ id }) => !before.trades.has(id));
		expect(fresh).toMatchObject([{ type: 'document', number: '2026-0001', owed: 12_050n }]);
		expect(during.money.size).toBe(before.money.size);
		expect((await nextStart(home)).figures).toEqual(during);
		expect(await host.undo(go)).toMatchObject({ kept: 0 });
		expect(await live.upToDate('CAD', go)).toEqual(before);
		const next = await nextStart(home);
		expect(next.figures).toEqual(before);
		expect(next.figures).toEqual(await fromRecords(next.workspace));

		// Taken in once more, one of them is booked: it stays, with its figure, when the rest goes.
		await host.import(file, { duplicates: 'skip', owedLine: '{number}' }, go);
		const draft = [...workspace.list('expense').values()].find((row) => !(row as { booked: boolean }).booked) as { id: string };
		await expenses.book(draft.id);
		await live.upToDate('CAD', go);
		expect((await host.undo(go)).kept).toBeGreaterThan(0);
		const after = await live.upToDate('CAD', go);
		expect([...after.trades.keys()].filter((id) => !before.trades.has(id))).toEqual([draft.id]);
		const last = await nextStart(home);
		expect(last.figures).toEqual(after);
		expect(after).toEqual(await fromRecords(last.workspace));
	});

	it('follow what another device wrote, while it waits and when it has its place', async () => {
		const shared = await sharedBooks(1, { registry: REGISTRY });
		ends.push(() => shared.end());
		const [laptop, phone] = shared.devices as [(typeof shared.devices)[0], (typeof shared.devices)[0]];
		await laptop.hear();
		await phone.hear();
		await write(laptop.workspace, 12);
		await nextStart(laptop.home);
		await laptop.send();
		for (const device of [laptop, phone]) await device.hear();
		const figures = new ReportFigures(phone.workspace);
		expect(await figures.upToDate('CAD', go)).toEqual(await fromRecords(phone.workspace));
		const ids = [...phone.workspace.list('document').keys()];
		const payments = new PaymentCommands(phone.workspace);
		const payable = ids.find((id) => (phone.workspace.list('document').get(id) as { balance: bigint }).balance > 100n)!;
		const { partyId, currency } = phone.workspace.list('document').get(payable) as { partyId: string; currency: string };
		const payment = { kind: 'payment', partyId, partyName: '', date: '2026-11-20', amount: '1.00', currency, method: 'cash' } as const;
		await payments.record(payment, [{ id: payable, amount: '1.00' }]);
		await phone.send();
		for (const device of [laptop, phone]) {
			await device.hear();
			const next = await nextStart(device.home);
			expect(next.figures).toEqual(await fromRecords(next.workspace));
		}
		expect(await figures.upToDate('CAD', go)).toEqual(await fromRecords(phone.workspace));
	});
});
