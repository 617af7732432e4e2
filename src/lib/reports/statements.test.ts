/** Statements worked out by hand: what a client and a supplier see of a quarter. */
import { describe, expect, it } from 'vitest';
import { aLine } from '../../../tests/support/books.ts';
import { aBill, aCost } from '../../../tests/support/expenses.ts';
import { idOf } from '../../../tests/support/money-desk.ts';
import { ReportDesk } from '../../../tests/support/report-desk.ts';
import { csvTable } from './csv-table.ts';
import { en } from './messages/en.ts';
import { reportTable, type Say } from './table.ts';

const [ALICE, PRINTER] = [idOf('alice'), idOf('printer')];
const SECOND_QUARTER = { from: '2026-04-01', to: '2026-06-30' };
const say: Say = (word) => String(en[word]);

/**
 *     10 Feb   F1  300.00 CAD            1 Apr   150.00 paid on F1       15 May   C1   −50.00 CAD
 *      5 May   F2  200.00 CAD           20 May   150.00 paid on F1, which the bank took back on 2 June
 *      1 May   U1  900.00 USD           10 June  20.00 of F2 given up
 *
 *     of the printer: 3 Mar B1 80.00, 9 May B2 120.00, a credit of 30.00 on 1 June; 80.00 paid on 20 April
 */
function books(): ReportDesk {
	const desk = new ReportDesk('CAD');
	const sold = (price: string) => ({ partyId: ALICE, lines: [aLine({ price, taxes: [] })] });
	desk.issue('F1', { issueDate: '2026-02-10', ...sold('300') });
	desk.issue('F2', { issueDate: '2026-05-05', ...sold('200') });
	desk.issue('C1', { type: 'credit-note', issueDate: '2026-05-15', ...sold('50') });
	desk.issue('U1', { issueDate: '2026-05-01', currency: 'USD', exchangeRate: '1.4', ...sold('900') });
	desk.paid('P1', { partyId: ALICE, date: '2026-04-01', amount: '150.00', reference: 'wire 7' }, { F1: '150.00' });
	desk.paid('P2', { partyId: ALICE, date: '2026-05-20', amount: '150.00' }, { F1: '150.00' });
	const back = { kind: 'reversed', factId: idOf('P2'), documentId: idOf('P2'), at: '2026-06-02T10:00:00Z', reason: 'returned' };
	desk.must(desk.add('fact', 'P2', { ...back, date: '2026-06-02' }));
	desk.givenUp('F2', '20.00', '2026-06-10');
	const bill = (number: string, date: string, amount: string) =>
		desk.book(
			number,
			aBill({ number, supplierId: PRINTER, supplierName: 'Printworks', date, dueDate: '', lines: [aCost({ amount, taxes: [] })] })
		);
	bill('B1', '2026-03-03', '80');
	bill('B2', '2026-05-09', '120');
	bill('B3', '2026-06-01', '-30');
	desk.paid('Q1', { kind: 'supplier-payment', partyId: PRINTER, date: '2026-04-20', amount: '80.00' }, { B1: '80.00' });
	return desk;
}

describe('statements', () => {
	it('tell of each client, currency by currency, what stood open, what happened and what stands open', () => {
		expect(books().told({ report: 'client-statements', ...SECOND_QUARTER, comparison: 'before' })).toEqual([
			'Maple Books Ltd: 300.00 200.00 -50.00 -150.00 -20.00 280.00 | – 300.00 – – – 300.00',
			'sumAll: 300.00 200.00 -50.00 -150.00 -20.00 280.00 | 0.00 300.00 0.00 0.00 0.00 300.00',
			'Maple Books Ltd: – 900.00 – – – 900.00 | – – – – – –',
			'sumAll: 0.00 900.00 0.00 0.00 0.00 900.00 | 0.00 0.00 0.00 0.00 0.00 0.00'
		]);
	});

	it('tell of suppliers by the same rules what the business owes', () => {
		expect(books().told({ report: 'supplier-statements', ...SECOND_QUARTER })).toEqual([
			'Printworks: 80.00 120.00 -30.00 -80.00 – 90.00',
			'sumAll: 80.00 120.00 -30.00 -80.00 0.00 90.00'
		]);
		expect(books().told({ report: 'supplier-statements', ...SECOND_QUARTER, partyId: PRINTER })).toEqual([
			'rowOpening: – – 80.00',
			'kind_supplier-payment: – 80.00 0.00',
			'kind_bill: 120.00 – 120.00',
			'entrySupplierCredit: – 30.00 90.00',
			'rowClosing: 120.00 110.00 90.00'
		]);
	});

	it('are drawn currency by currency as what stood open at the end of each stretch, up to today and to what happens after it', () => {
		const drawn = (more: object) =>
			books()
				.report({ report: 'client-statements', ...SECOND_QUARTER, ...more })
				.charts.map(({ currency, head, places, series }) => [
					currency,
					head,
					...places.map((place, at) => `${'text' in place ? place.text : ''} ${series[0]!.values[at]! / 100n}`)
				]);
		const [canadian, american] = drawn({});
		expect(canadian!.slice(0, 4)).toEqual(['CAD', 'weekTo', '2026-04-07 150', '2026-04-14 150']);
		expect(canadian!.slice(-6)).toEqual([
			'2026-05-26 150',
			'2026-06-02 300',
			'2026-06-09 300',
			'2026-06-16 280',
			'2026-06-23 280',
			'2026-06-30 280'
		]);
		expect(american!.slice(0, 2)).toEqual(['USD', 'weekTo']);
		expect(american).toContain('2026-05-05 900');
		expect(drawn({ today: '2026-04-20' })[0]!.at(-1)).toBe('2026-06-10 280');
		expect(drawn({ to: '2026-04-20', today: '2026-04-05' })).toEqual([
			['CAD', 'date', '2026-04-01 150', ...[2, 3, 4, 5].map((day) => `2026-04-0${day} 150`)]
		]);
		expect(drawn({ partyId: PRINTER })).toEqual([]);
		const abroad = new ReportDesk('USD');
		for (const currency of ['CAD', 'USD'])
			abroad.issue(currency, { issueDate: '2026-05-05', currency, exchangeRate: '0.7', lines: [aLine({ price: '9', taxes: [] })] });
		const { charts, sections } = abroad.report({ report: 'client-statements', ...SECOND_QUARTER });
		expect([charts.map(({ currency }) => currency), sections.map(({ key }) => key)]).toEqual([
			['USD', 'CAD'],
			['USD', 'CAD']
		]);
	});

	it('of one client to take along have a line for each entry, with its day, and the balances of the period before', () => {
		const report = books().report({ report: 'client-statements', ...SECOND_QUARTER, partyId: ALICE, comparison: 'before' });
		expect(
			csvTable(reportTable(report, 'Statement', say))
				.slice(1)
				.trimEnd()
				.split('\r\n')
		).toEqual([
			'Statement',
			'2026-04-01 – 2026-06-30',
			expect.stringContaining('Date,Row,Owed,Settled,Balance,Owed (2026-01-01 – 2026-03-31)'),
			'CAD',
			',Opening balance,,,300.00,,,',
			'2026-04-01,Payment wire 7,,150.00,150.00,,,',
			'2026-05-05,Invoice F2,200.00,,350.00,,,',
			'2026-05-15,Credit note C1,,50.00,300.00,,,',
			'2026-05-20,Payment,,150.00,150.00,,,',
			'2026-06-02,Payment undone,150.00,,300.00,,,',
			'2026-06-10,Written off F2,,20.00,280.00,,,',
			',Closing balance,350.00,370.00,280.00,300.00,0.00,300.00',
			'USD',
			',Opening balance,,,0.00,,,',
			'2026-05-01,Invoice U1,900.00,,900.00,,,',
			',Closing balance,900.00,0.00,900.00,0.00,0.00,0.00'
		]);
		expect(books().report({ report: 'client-statements', partyId: idOf('nobody') }).sections).toHaveLength(1);
	});
});
