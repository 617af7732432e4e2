import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { creditContent, type CreditChoice } from '../documents/credit/content.ts';
import { leftOf } from '../documents/credit/taken.ts';
import type { DocumentContent } from '../documents/document.ts';
import { toHex } from '../workspace/bytes.ts';
import { encodeJson } from '../workspace/json.ts';
import { BookCommands } from './book-commands.ts';
import { businessId } from './registry.ts';

const PARTY = 'a'.repeat(32);
const [SERIES, CREDITS] = ['b'.repeat(32), 'c'.repeat(32)];
const INVOICE = '1'.repeat(32);
const noteId = (n: number) => n.toString(16).padStart(32, '2');
const TODAY = '2026-11-05';
let device: TestWorkspace;
afterEach(() => device?.end());

async function desk() {
	device = await foundOnFile();
	const id = toHex(device.founded.wsId);
	const workspace = await device.open();
	const books = new BookCommands(workspace, device.home, id);
	await books.save('business', businessId(id), aBusiness());
	await books.save('party', PARTY, aParty());
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false });
	await books.save('series', CREDITS, { name: 'Credit notes', type: 'credit-note', pattern: 'CN-{0000}', start: 1, yearly: false });
	const lines = [aLine({ id: 'a', quantity: '4', price: '100' }), aLine({ id: 'b', order: 'W', quantity: '1', price: '50' })];
	await books.save('draft', INVOICE, anInvoice({ seriesId: SERIES, partyId: PARTY, issueDate: '2026-11-01', lines }));
	await books.issue(INVOICE);
	return { books, workspace };
}

async function draftOf(books: BookCommands, choice: CreditChoice): Promise<DocumentContent> {
	const { document: invoice, facts } = await books.document(INVOICE);
	const words = { rounding: 'Rounding', terms: 'Set off or paid back.' };
	const made = creditContent({ invoiceId: INVOICE, invoice, left: leftOf(invoice, facts), choice, today: TODAY, words });
	if (!made.ok) throw new Error(made.problem);
	return made.content;
}
async function credit(books: BookCommands, n: number, choice: CreditChoice, change: Partial<DocumentContent> = {}) {
	await books.save('draft', noteId(n), { ...(await draftOf(books, choice)), ...change });
	return books.issue(noteId(n));
}

describe('a credit note', () => {
	it('takes a number of its own series, names the invoice, and leaves it as it was', async () => {
		const { books } = await desk();
		const before = (await books.document(INVOICE)).document;
		const note = await credit(books, 1, { kind: 'all' });
		expect(note.document).toMatchObject({ number: 'CN-0001', series: CREDITS, totals: before.totals });
		const after = await books.document(INVOICE);
		expect(after.document).toEqual(before);
		expect(after).toMatchObject({ status: 'credited', balance: 0n });
		expect(after.facts.map(({ fact }) => fact.kind)).toEqual(['corrected', 'credited']);
		expect(note).toMatchObject({ status: 'paid', balance: 0n });
	});

	it('on a paid invoice is credit of the client, and on a part-paid one what is over', async () => {
		const { books } = await desk();
		const payment = {
			kind: 'payment',
			partyId: PARTY,
			partyName: 'Maple Books Ltd',
			date: TODAY,
			amount: '400',
			currency: 'CAD',
			method: 'transfer'
		} as const;
		await books.payments.record(payment, [{ id: INVOICE, amount: '400' }]);
		const note = await credit(books, 1, { kind: 'lines', quantities: { a: '4' } });
		expect((await books.document(INVOICE)).balance).toBe(0n);
		expect(note.document.totals.payable).toBe('459.90');
		expect(note.balance).toBe(-(45990n - (51739n - 40000n)));
	});

	it('of an invoice below zero takes back what the business owed by it', async () => {
		const { books } = await desk();
		const below = 'e'.repeat(32);
		const lines = [aLine({ id: 'a', quantity: '-1', price: '50' })];
		await books.save('draft', below, anInvoice({ seriesId: SERIES, partyId: PARTY, issueDate: '2026-11-01', lines }));
		const { document: invoice, facts, balance } = await books.issue(below);
		expect(balance).toBe(-5749n);
		const words = { rounding: 'Rounding', terms: 'Set off or paid back.' };
		const left = leftOf(invoice, facts);
		const made = creditContent({ invoiceId: below, invoice, left, choice: { kind: 'all' }, today: TODAY, words });
		if (!made.ok) throw new Error(made.problem);
		await books.save('draft', noteId(1), made.content);
		const note = await books.issue(noteId(1));
		expect([note.balance, (await books.document(below)).balance]).toEqual([0n, 0n]);
	});

	it('is refused at the field when it credits more than is left', async () => {
		const { books } = await desk();
		await credit(books, 1, { kind: 'lines', quantities: { a: '3' } });
		const content = await draftOf(books, { kind: 'lines', quantities: { a: '1' } });
		const lines = content.lines.map((line) => ({ ...line, quantity: '2' }));
		await books.save('draft', noteId(2), { ...content, lines });
		const messages = async () => (await books.issueCheck(noteId(2))).findings.map(({ field, message }) => [field, message]);
		expect(await messages()).toContainEqual(['lines.0.quantity', 'checkCreditLineTooMuch']);
		await expect(books.issue(noteId(2))).rejects.toMatchObject({ error: { code: 'invalid', field: 'lines.0.quantity' } });
		await books.save('draft', noteId(2), { ...content, lines: [aLine({ id: 'c' })] });
		expect(await messages()).toContainEqual(['lines.0.name', 'checkCreditLine']);
		await books.save('draft', noteId(2), { ...content, lines: content.lines.map((line) => ({ ...line, taxes: [] })) });
		expect(await messages()).toContainEqual(['lines.0.taxes', 'checkCreditTaxes']);
		await books.save('draft', noteId(2), { ...content, preceding: undefined });
		expect(await messages()).toContainEqual(['preceding', 'checkNoPreceding']);
		await books.save('draft', noteId(2), { ...content, seriesId: SERIES });
		expect(await messages()).toContainEqual(['seriesId', 'checkSeriesType']);
	});

	it('is refused by the fold too, on whatever device, and nothing of it takes effect', async () => {
		const { books, workspace } = await desk();
		const first = await credit(books, 1, { kind: 'lines', quantities: { a: '3' } });
		await books.save('draft', noteId(2), await draftOf(books, { kind: 'lines', quantities: { a: '1' } }));
		const forged = { ...first.document, number: 'CN-0002', sequence: 2 };
		const attempt = (body: object) => workspace.save((transaction) => transaction.add('issued', noteId(2), 'put', encodeJson(body)));
		await expect(attempt(forged)).rejects.toMatchObject({ detail: 'chain-broken' });
		const chained = { ...forged, previousIssue: (await books.issue(noteId(2)), await books.document(noteId(2))).document.previousIssue };
		await expect(attempt(chained)).rejects.toMatchObject({ detail: 'number-used' });
		const third = (body: object) => workspace.save((transaction) => transaction.add('issued', noteId(3), 'put', encodeJson(body)));
		const last = workspace.ledger[`series/${CREDITS}`] as { lastIssue: string };
		const over = { ...forged, number: 'CN-0003', sequence: 3, previousIssue: last.lastIssue };
		await expect(third(over)).rejects.toMatchObject({ detail: 'over-credited' });
		await expect(third({ ...over, content: { ...over.content, partyId: 'd'.repeat(32) } })).rejects.toMatchObject({
			detail: 'other-client'
		});
		await expect(third({ ...over, content: { ...over.content, preceding: undefined } })).rejects.toMatchObject({ detail: 'no-source' });
		expect((await books.document(INVOICE)).facts.filter(({ fact }) => fact.kind === 'corrected')).toHaveLength(2);
	});

	it('or an invoice that is no whole document is refused, and stops nobody', async () => {
		const { books, workspace } = await desk();
		const { document } = await books.document(INVOICE);
		const { lastIssue } = workspace.ledger[`series/${SERIES}`] as { lastIssue: string };
		const next = { ...document, number: 'F-0002', sequence: 2, previousIssue: lastIssue };
		const attempt = (change: object) =>
			workspace.save((transaction) => transaction.add('issued', noteId(9), 'put', encodeJson({ ...next, ...change })));
		const { buyer: _buyer, ...nobody } = document;
		for (const change of [
			{ buyer: undefined },
			{ totals: { payable: 'much' } },
			{ content: nobody },
			{ run: '{CLIENT}{0}' },
			{ number: 7 }
		])
			await expect(attempt(change)).rejects.toMatchObject({ detail: 'unreadable' });
		await attempt({});
		expect((await books.list('document')).rows.map(({ number }) => number).sort()).toEqual(['F-0001', 'F-0002']);
	});

	it('cannot be written or taken back as a fact', async () => {
		const { books } = await desk();
		await credit(books, 1, { kind: 'lines', quantities: { a: '1' } });
		const [correction] = (await books.document(INVOICE)).facts;
		await expect(books.addFact(correction!.fact)).rejects.toMatchObject({ detail: 'unreadable' });
		const reversed = { kind: 'reversed', documentId: INVOICE, factId: correction!.id, at: TODAY, reason: 'wrong' } as const;
		await expect(books.addFact(reversed)).rejects.toMatchObject({ detail: 'nothing-to-reverse' });
	});

	it('is the same after everything but the log was deleted', async () => {
		const { books } = await desk();
		await credit(books, 1, { kind: 'lines', quantities: { a: '1' } });
		await credit(books, 2, { kind: 'amount', minor: 10000n });
		const before = [await books.document(INVOICE), await books.document(noteId(2)), await books.series.report()];
		await device.store.clear(device.home.vault.ws, ['record', 'page', 'meta']);
		const again = new BookCommands(await device.open(), device.home, toHex(device.founded.wsId));
		expect([await again.document(INVOICE), await again.document(noteId(2)), await again.series.report()]).toEqual(before);
		await credit(again, 3, { kind: 'all' });
		expect(leftOf((await again.document(INVOICE)).document, (await again.document(INVOICE)).facts).due).toBe(0n);
	});
});
