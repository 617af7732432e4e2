import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import type { StatementInput } from '../bank/api.ts';
import type { CsvLayout } from '../bank/formats/csv-layout.ts';
import type { BankLineRow } from '../bank/rows.ts';
import type { ReadLine, ReadStatement } from '../bank/statement.ts';
import { toHex } from '../workspace/bytes.ts';
import type { DocumentRow, PaymentRow } from '../worker-api.ts';
import { BankCommands } from './bank-commands.ts';
import { BookCommands } from './book-commands.ts';
import { partyData, partyFile } from './party-rights.ts';
import { businessId } from './registry.ts';

const ALICE = 'a'.repeat(32);
const BOB = 'b'.repeat(32);
const SERIES = 'c'.repeat(32);
const F1 = '1'.repeat(32);
const F2 = '2'.repeat(32);
const F3 = '3'.repeat(32);
const IBAN = 'DE89370400440532013000';
const AT = '2026-03-30T10:00:00.000Z';

let device: TestWorkspace;
afterEach(() => device?.end());

/** Two invoices of Alice's, one of Bob's, 735.84 each. */
async function desk() {
	device = await foundOnFile();
	const id = toHex(device.founded.wsId);
	const workspace = await device.open();
	const books = new BookCommands(workspace, device.home, id);
	await books.save('business', businessId(id), aBusiness());
	await books.save('party', ALICE, aParty({ name: 'Alice Works' }));
	await books.save('party', BOB, aParty({ name: 'Bob Sawmill' }));
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F2026-{0000}', start: 1, yearly: false });
	for (const [each, partyId] of [
		[F1, ALICE],
		[F2, ALICE],
		[F3, BOB]
	] as const) {
		await books.save(
			'draft',
			each,
			anInvoice({ seriesId: SERIES, partyId, issueDate: '2026-03-02', dueDate: '2026-04-01', lines: [aLine()] })
		);
		await books.issue(each);
	}
	const bank = new BankCommands(workspace, books);
	const lines = () => [...workspace.list('bank-line').values()] as BankLineRow[];
	const lineOf = (reference: string) => lines().find(({ bankReference }) => bankReference === reference)!;
	const balance = (each: string) => (workspace.list('document').get(each) as DocumentRow).balance;
	return { workspace, books, bank, lines, lineOf, balance };
}

const line = (bankReference: string, amount: string, changes: Partial<ReadLine> = {}): ReadLine => ({
	date: '2026-03-20',
	amount,
	currency: 'CAD',
	bankReference,
	name: '',
	counterAccount: '',
	text: '',
	references: [],
	...changes
});
const statement = (lines: ReadLine[], changes: Partial<ReadStatement> = {}): ReadStatement => ({
	format: 'camt.053',
	account: IBAN,
	bank: '',
	holder: '',
	currency: 'CAD',
	number: '1',
	from: '2026-03-01',
	to: '2026-03-31',
	lines,
	...changes
});
const input = (read: ReadStatement, changes: Partial<StatementInput> = {}): StatementInput => ({
	statement: read,
	skipTwins: true,
	onlyIn: false,
	...changes
});

describe('reading statements into the books', () => {
	it('takes each line once: read again, and where files overlap, nothing is added', async () => {
		const { bank, lines } = await desk();
		const first = [line('A', '1.00'), line('B', '2.00')];
		expect(await bank.import([input(statement(first))])).toEqual({ taken: 2 });
		expect(await bank.check([input(statement(first))])).toMatchObject([{ fresh: 0, known: 2, twins: 0 }]);
		expect(await bank.import([input(statement(first))])).toEqual({ taken: 0 });
		expect(await bank.import([input(statement([...first.slice(1), line('C', '3.00')], { number: '2' }))])).toEqual({ taken: 1 });
		expect(lines().map(({ amount }) => amount)).toEqual([100n, 200n, 300n]);
	});

	it('two lines that are equal in all the bank says of them are two', async () => {
		const { bank, lines } = await desk();
		const twice = [line('', '5.00', { text: 'Coffee' }), line('', '5.00', { text: 'Coffee' })];
		expect(await bank.import([input(statement(twice))])).toEqual({ taken: 2 });
		expect(await bank.import([input(statement([...twice, line('', '5.00', { text: 'COFFEE' })], { number: '2' }))])).toEqual({ taken: 1 });
		expect(lines()).toHaveLength(3);
	});

	it('leaves out what a file of another kind has brought, unless it is told not to', async () => {
		const { bank } = await desk();
		await bank.import([input(statement([line('A', '1.00'), line('B', '2.00')]))]);
		const csv = statement([line('', '1.00', { text: 'x' }), line('', '1.00', { text: 'y' }), line('', '9.00')], { format: 'csv' });
		expect(await bank.check([input(csv)])).toMatchObject([{ fresh: 3, known: 0, twins: 1 }]);
		expect(await bank.import([input(csv)])).toEqual({ taken: 2 });
		expect(await bank.import([input(csv, { skipTwins: false })])).toEqual({ taken: 1 });
	});

	it('takes only what came in, where that is wanted', async () => {
		const { bank, lines } = await desk();
		await bank.import([input(statement([line('A', '1.00'), line('B', '-2.00')]), { onlyIn: true })]);
		expect(lines().map(({ amount }) => amount)).toEqual([100n]);
	});

	it('says whether the sums are right, and that a statement is missing between two', async () => {
		const { bank } = await desk();
		const balances = { opening: { date: '2026-03-01', amount: '10.00' }, closing: { date: '2026-03-31', amount: '13.00' } };
		const right = statement([line('A', '1.00'), line('B', '2.00')], balances);
		expect(await bank.check([input(right)])).toMatchObject([{ sums: 'right' }]);
		expect(await bank.check([input(statement([line('A', '1.00')], balances))])).toMatchObject([{ sums: 'differ', difference: 200n }]);
		expect(await bank.check([input(statement([]))])).toMatchObject([{ sums: 'unknown' }]);
		await bank.import([input(right)]);
		const april = (amount: string) => statement([], { from: '2026-04-01', to: '2026-04-30', opening: { date: '', amount }, number: '2' });
		expect((await bank.check([input(april('13.00'))]))[0]).not.toHaveProperty('gapAfter');
		expect(await bank.check([input(april('14.00'))])).toMatchObject([{ gapAfter: '2026-03-31' }]);
	});

	it('remembers what a table was read by, the newest of each heading, and knows the accounts', async () => {
		const { bank } = await desk();
		const layout = (head: number): CsvLayout => ({
			delimiter: ';',
			head,
			columns: { date: 0, amount: 1 },
			dates: 'dmy',
			decimal: ',',
			account: IBAN,
			currency: 'CAD'
		});
		const csv = (number: string, head: number) =>
			input(statement([], { format: 'csv', number }), { layout: { signature: 'datum|betrag', layout: layout(head) } });
		await bank.import([csv('1', 1)]);
		await bank.import([csv('2', 3)]);
		expect(await bank.layouts()).toEqual(new Map([['datum|betrag', layout(3)]]));
		expect(await bank.accounts()).toContainEqual({ account: IBAN, label: '', currency: 'CAD', through: '2026-03-31' });
	});

	it('is erased with the lines that pay nothing, and can be read again', async () => {
		const { bank, lines, lineOf, workspace } = await desk();
		const read = statement([line('A', '735.84', { text: 'F2026-0001' }), line('B', '2.00', { name: 'Secretword' })]);
		await bank.import([input(read)]);
		await bank.acceptSure();
		const [{ id }] = [...workspace.list('bank-statement').values()] as [{ id: string }];
		expect(await bank.erase(id)).toEqual({ kept: 1 });
		expect(lines().map(({ bankReference }) => bankReference)).toEqual(['A']);
		await bank.free(lineOf('A').id, lineOf('A').payments[0]!, AT, 'wrong');
		expect(await bank.erase(id)).toEqual({ kept: 0 });
		expect(workspace.list('bank-statement').size).toBe(0);
		expect(await bank.check([input(read)])).toMatchObject([{ fresh: 2, known: 0 }]);
		expect(await bank.import([input(read)])).toEqual({ taken: 2 });
		expect(await bank.check([input(read)])).toMatchObject([{ fresh: 0, known: 2 }]);
		expect(workspace.refusals).toEqual([]);
	});
});

describe('a client’s data', () => {
	it('holds the lines booked for him, and what else came from his account', async () => {
		const { bank, workspace } = await desk();
		const theirs = { counterAccount: 'NL1', name: 'A. Works' };
		await bank.import([
			input(
				statement([
					line('A', '735.84', { ...theirs, text: 'F2026-0001' }),
					line('B', '7.00', { ...theirs, text: 'later' }),
					line('C', '9.00', { counterAccount: 'NL2' })
				])
			)
		]);
		await bank.acceptSure();
		const business = aBusiness();
		const books = { workspace, registry: device.home.registry, business, today: '2026-03-31' };
		const { bankLines } = await partyData(books, ALICE);
		expect(bankLines.map(({ name, booked, amount }) => [name, booked, amount])).toEqual([
			['A. Works', true, 73_584n],
			['A. Works', false, 700n]
		]);
		const file = JSON.parse(await partyFile(books, ALICE)) as { bankLines: { facts: { value: { line?: { text: string } } }[] }[] };
		expect(file.bankLines.map(({ facts }) => facts[0]!.value.line!.text)).toEqual(['F2026-0001', 'later']);
		expect((await partyData(books, BOB)).bankLines).toEqual([]);
	});
});

describe('booking lines', () => {
	it('what is sure is booked together: invoices are paid, and each line says by what', async () => {
		const { bank, lineOf, balance, workspace } = await desk();
		await bank.import([
			input(
				statement([
					line('A', '735.84', { text: 'Invoice F2026-0001', name: 'A. Works', counterAccount: 'NL1' }),
					line('B', '735.84', { name: 'BOB SAWMILL' }),
					line('C', '400.00', { text: 'F2026-0002 first half' }),
					line('D', '-12.00', { name: 'The bank' })
				])
			)
		]);
		expect(await bank.summary()).toEqual({ open: 4, sure: 1, unmatched: 0 });
		expect(await bank.acceptSure()).toEqual({ booked: 1, left: 0 });
		expect(balance(F1)).toBe(0n);
		expect(lineOf('A')).toMatchObject({ status: 'booked', parties: [ALICE] });
		const payment = workspace.list('payment').get(lineOf('A').payments[0]!) as PaymentRow;
		expect(payment).toMatchObject({ date: '2026-03-20', amount: 73_584n, credit: 0n, partyId: ALICE, reference: 'Invoice F2026-0001' });
		// A second line for Alice from the account she paid from: it is known now.
		const proposals = await bank.proposals([lineOf('B').id, lineOf('C').id, lineOf('D').id]);
		expect(proposals.map(({ level, partyId }) => [level, partyId])).toEqual([
			['likely', BOB],
			['likely', ALICE]
		]);
		await bank.accept(proposals[1]!);
		expect(balance(F2)).toBe(33_584n);
		await bank.accept(proposals[0]!);
		expect(balance(F3)).toBe(0n);
		expect(await bank.summary()).toEqual({ open: 1, sure: 0, unmatched: 0 });
	});

	it('looking at many lines is stopped: what was found stays, lines that are asked for are looked at, and the rest when it goes on', async () => {
		const { bank, books, lineOf } = await desk();
		const others = Array.from({ length: 998 }, (_, n) => line(`N${n}`, `-${n + 1}.07`, { name: `Shop ${n}` }));
		const paying = [line('A', '735.84', { text: 'F2026-0001' }), line('B', '735.84', { text: 'F2026-0002' })];
		await bank.import([input(statement([paying[0]!, ...others, paying[1]!]))]);
		const heard: [number, number][] = [];
		const shown = [lineOf('A').id];
		const found = await bank.proposals(shown, async (done, all) => {
			heard.push([done, all]);
			return Promise.resolve(false);
		});
		expect(found).toMatchObject([{ level: 'sure', shares: [{ id: F1 }] }]);
		expect(heard[0]).toEqual([100, 1000]);
		const left = (await bank.summary()).unmatched;
		expect(left).toBeGreaterThan(500);
		// Nobody begins again behind his back: not what reads the summary, a line or what is sure, nor a change.
		expect((await bank.line(lineOf('A').id)).proposal).toMatchObject({ level: 'sure' });
		expect(await bank.acceptSure()).toEqual({ booked: 1, left: 0 });
		await books.save('party', BOB, aParty({ name: 'Bob' }));
		expect((await bank.summary()).unmatched).toBeGreaterThanOrEqual(left - 1);
		expect((await bank.proposals([lineOf('B').id]))[0]).toMatchObject({ level: 'sure', shares: [{ id: F2 }] });
		const rest: number[] = [];
		await bank.proposals([], (_, all) => void rest.push(all));
		expect(rest.at(-1)).toBeLessThan(1000);
		expect(await bank.summary()).toEqual({ open: 999, sure: 1, unmatched: 0 });
		expect(await bank.acceptSure()).toEqual({ booked: 1, left: 0 });
	});

	it('a proposal that has been overtaken is refused, and nothing of it is written', async () => {
		const { bank, books, lineOf, balance, workspace } = await desk();
		await bank.import([input(statement([line('A', '735.84', { text: 'F2026-0001' })]))]);
		const [proposal] = await bank.proposals([lineOf('A').id]);
		const shares = [{ id: F1, amount: '735.84' }];
		await books.payments.record(
			{ kind: 'payment', partyId: ALICE, partyName: 'Alice', date: '2026-03-19', amount: '735.84', currency: 'CAD', method: 'cash' },
			shares
		);
		await expect(bank.accept(proposal!)).rejects.toMatchObject({ error: { detail: 'more-than-open' } });
		expect(workspace.list('payment').size).toBe(1);
		expect(lineOf('A').status).toBe('open');
		expect(balance(F1)).toBe(0n);
		// The payment recorded by hand is what the line is.
		const { proposal: next, payments } = await bank.line(lineOf('A').id);
		expect(next).toMatchObject({ level: 'sure', shares: [] });
		expect(payments.map(({ id }) => id)).toEqual([next!.paymentId]);
		await bank.accept(next!);
		expect(lineOf('A')).toMatchObject({ status: 'booked', payments: [next!.paymentId] });
		expect(workspace.list('payment').size).toBe(1);
	});

	it('by hand, in parts, and freed again', async () => {
		const { bank, lineOf, balance, workspace } = await desk();
		await bank.import([input(statement([line('A', '1000.00', { name: 'A collecting agency' })]))]);
		const { id } = lineOf('A');
		const part = (partyId: string, document: string, amount: string) => ({
			kind: 'payment' as const,
			...{ partyId, partyName: 'x', currency: 'CAD', amount, taken: amount },
			shares: [{ id: document, amount }]
		});
		await bank.book(id, part(ALICE, F1, '600.00'));
		await bank.book(id, part(BOB, F3, '400.00'));
		expect(lineOf('A')).toMatchObject({ status: 'booked', left: 0n, parties: [ALICE, BOB] });
		await expect(bank.book(id, part(BOB, F3, '0.01'))).rejects.toMatchObject({ detail: 'line-booked' });
		const { bookings } = await bank.line(id);
		expect(bookings.map(({ partyName, amount, documents, found }) => [partyName, amount, documents, found])).toEqual([
			['x', '600.00', 'F2026-0001', false],
			['x', '400.00', 'F2026-0003', false]
		]);
		await bank.free(id, bookings[0]!.paymentId, AT, 'not hers');
		expect(lineOf('A')).toMatchObject({ status: 'partly-booked', left: 60_000n });
		expect(balance(F1)).toBe(73_584n);
		await bank.book(id, part(BOB, F3, '335.84'));
		expect(balance(F3)).toBe(0n);
		expect((workspace.list('payment').get(bookings[0]!.paymentId) as PaymentRow).reversed).toBe(true);
	});

	it('a payment found on a line is let go, and stays', async () => {
		const { bank, books, lineOf, workspace } = await desk();
		const { id: paymentId } = await books.payments.record(
			{ kind: 'payment', partyId: BOB, partyName: 'Bob', date: '2026-03-19', amount: '735.84', currency: 'CAD', method: 'transfer' },
			[{ id: F3, amount: '735.84' }]
		);
		await bank.import([input(statement([line('A', '735.84')]))]);
		const { id } = lineOf('A');
		await bank.find(id, paymentId);
		expect((await bank.line(id)).bookings).toMatchObject([{ paymentId, found: true }]);
		await bank.free(id, paymentId, AT, 'another line');
		expect(lineOf('A').status).toBe('open');
		expect(workspace.list('payment').get(paymentId)).toMatchObject({ reversed: false, credit: 0n });
		await bank.find(id, paymentId);
		expect(lineOf('A').status).toBe('booked');
	});

	it('money in another currency keeps the rate the bank took', async () => {
		const { bank, books, lineOf, workspace } = await desk();
		const foreign = 'e'.repeat(32);
		const draft = anInvoice({
			seriesId: SERIES,
			partyId: BOB,
			issueDate: '2026-03-02',
			dueDate: '',
			currency: 'EUR',
			exchangeRate: '1.6',
			lines: [aLine()]
		});
		await books.save('draft', foreign, draft);
		await books.issue(foreign);
		const original = { amount: '735.84', currency: 'EUR' };
		await bank.import([input(statement([line('A', '1177.34', { text: 'F2026-0004', original })]))]);
		expect(await bank.acceptSure()).toEqual({ booked: 1, left: 0 });
		const { payment } = await books.payments.detail(lineOf('A').payments[0]!);
		expect(payment).toMatchObject({
			amount: '735.84',
			currency: 'EUR',
			baseCurrency: 'CAD',
			exchangeRate: '1.599994564'
		});
		expect(lineOf('A')).toMatchObject({ status: 'booked', left: 0n });
		expect(workspace.refusals).toEqual([]);
	});

	it('by hand, two lines pay one invoice in a third currency, at a rate with its day and source', async () => {
		const { bank, books, lineOf, workspace } = await desk();
		const foreign = 'e'.repeat(32);
		const content = { seriesId: SERIES, partyId: BOB, issueDate: '2026-03-02', dueDate: '', currency: 'EUR', exchangeRate: '1.6' };
		await books.save('draft', foreign, anInvoice({ ...content, lines: [aLine()] }));
		await books.issue(foreign);
		const dollars = (reference: string, amount: string) => line(reference, amount, { currency: 'USD', text: 'thanks' });
		const account = { ...statement([dollars('A', '400.00'), dollars('B', '410.00')]), account: 'US1', currency: 'USD' };
		await bank.import([input(account)]);
		const rate = { exchangeRate: '1.59', exchangeRateDate: '2026-03-04', exchangeRateSource: 'ECB', baseCurrency: 'CAD' };
		const pays = (amount: string, taken: string) => ({
			...{ kind: 'payment' as const, partyId: BOB, partyName: 'Bob', currency: 'EUR', amount, taken, rate },
			shares: [{ id: foreign, amount }]
		});
		for (const nothing of [{ rate: {} }, { rate: { ...rate, exchangeRate: '' } }])
			await expect(bank.book(lineOf('A').id, { ...pays('365.84', '400.00'), ...nothing })).rejects.toMatchObject({
				error: { field: 'rate' }
			});
		expect(lineOf('A').status).toBe('open');
		await bank.book(lineOf('A').id, pays('365.84', '400.00'));
		await expect(bank.book(lineOf('A').id, pays('1.00', '0.01'))).rejects.toMatchObject({ code: 'invalid' });
		await bank.book(lineOf('B').id, pays('370.00', '410.00'));
		for (const reference of ['A', 'B']) {
			expect(lineOf(reference)).toMatchObject({ status: 'booked', left: 0n });
			const { payment } = await books.payments.detail(lineOf(reference).payments[0]!);
			expect(payment).toMatchObject({ currency: 'EUR', ...rate });
		}
		expect(workspace.list('document').get(foreign)).toMatchObject({ balance: 0n, status: 'paid' });
		expect(workspace.refusals).toEqual([]);
	});

	it('is set aside and taken up, and what is aside is proposed no more', async () => {
		const { bank, lineOf } = await desk();
		await bank.import([input(statement([line('A', '735.84', { text: 'F2026-0001' })]))]);
		const { id } = lineOf('A');
		await bank.setAside([id], true, AT);
		expect(await bank.summary()).toEqual({ open: 0, sure: 0, unmatched: 0 });
		await bank.setAside([id], false, AT);
		expect(await bank.summary()).toEqual({ open: 1, sure: 1, unmatched: 0 });
	});
});
