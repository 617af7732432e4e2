/** Deposits, what was paid ahead, other currencies, members and time: each with figures worked out by hand. */
import { describe, expect, it } from 'vitest';
import { aLine } from '../../../tests/support/books.ts';
import { elsewhereDocument } from '../../../tests/support/elsewhere.ts';
import { aBill, aCost } from '../../../tests/support/expenses.ts';
import { idOf } from '../../../tests/support/money-desk.ts';
import { figuresWithoutSources, ReportDesk } from '../../../tests/support/report-desk.ts';
import type { LineTax } from '../documents/document.ts';
import type { TimeRow } from '../time/rows.ts';

const GST: LineTax = { name: 'GST', category: 'S', rate: '5' };
const line = (price: string, more = {}) => aLine({ price, taxes: [GST], ...more });

describe('a deposit and the invoice that deducts it', () => {
	/** 400.00 + 20.00 ahead in January, 1,000.00 less 400.00 in March: 600.00 + 30.00. */
	function desk() {
		const books = new ReportDesk();
		books.issue('D1', { type: 'deposit-invoice', issueDate: '2026-01-05', lines: [line('400')] });
		books.paid('P1', { date: '2026-01-20', amount: '420.00' }, { D1: '420.00' });
		const origin = { documentId: idOf('D1'), type: 'deposit-invoice', number: 'D1', issueDate: '2026-01-05' } as const;
		const deducting = line('400', { id: 'l2', order: 'W', quantity: '-1', from: [{ documentId: idOf('D1'), line: 'l1' }] });
		books.issue('F1', { issueDate: '2026-03-01', origins: [origin], lines: [line('1000', { itemId: 'design' }), deducting] });
		books.paid('P2', { date: '2026-04-02', amount: '630.00' }, { F1: '630.00' });
		return books;
	}
	const first = { from: '2026-01-01', to: '2026-01-31' };

	it('is a sale when the work is billed, or when the money comes', () => {
		expect(desk().told({ report: 'profit' })[0]).toBe('rowSales: 1000.00');
		expect(desk().told({ report: 'profit', ...first })).toContain('sumIncome: 0.00');
		expect(desk().told({ report: 'profit', basis: 'cash' }).slice(0, 2)).toEqual(['rowSales: 1000.00', 'sumIncome: 1000.00']);
		expect(
			desk()
				.told({ report: 'profit', basis: 'cash', ...first })
				.slice(0, 3)
		).toEqual(['rowSales: –', 'rowAdvances: 400.00', 'sumIncome: 400.00']);
	});

	it('is taxed with the deposit either way, and no item twice', () => {
		expect(desk().told({ report: 'taxes', ...first })).toContain('GST 5 %: 400.00 20.00');
		expect(desk().told({ report: 'taxes' })).toContain('GST 5 %: 1000.00 50.00');
		expect(desk().told({ report: 'items' })).toEqual(['Design day: 1000.00', 'sumAll: 1000.00']);
		expect(desk().told({ report: 'items', basis: 'cash' })).toEqual(['Design day: 600.00', 'Design day: 400.00', 'sumAll: 1000.00']);
	});
});

describe('what another program issued', () => {
	/** 200.00 + 10.00 issued here; there 100.00 + 5.00 with its taxes, and 400.00 as a total alone: 100.00 paid there, of the rest 200.00 here. */
	function desk() {
		const books = new ReportDesk();
		const partyId = 'a'.repeat(32);
		books.issue('F1', { issueDate: '2026-02-01', lines: [line('200')] });
		const there = { partyId, issueDate: '2026-02-03', dueDate: '2026-03-03' };
		const { order: _, ...known } = line('100');
		books.must(books.add('issued-elsewhere', 'E1', elsewhereDocument({ ...there, total: '105.00', lines: [known] })));
		books.must(
			books.add('issued-elsewhere', 'E2', elsewhereDocument({ ...there, number: 'OLD-2', total: '400.00', open: '300.00', lines: [] }))
		);
		const money = { partyId, partyName: 'Client', date: '2026-04-02', amount: '200.00' };
		books.must(books.pay('P1', 20_000n, money));
		books.must(books.share('P1', 'E2', 20_000n, { date: '2026-04-02' }));
		return books;
	}
	const row = (books: ReportDesk, key: string, basis: 'accrual' | 'cash' = 'accrual') =>
		books
			.report({ report: 'taxes', basis })
			.sections.flatMap(({ rows }) => rows)
			.find((each) => each.key === key)?.now[0];

	it('stands apart in the report of taxes; without its taxes it is in no line of it', () => {
		const books = desk();
		expect(books.told({ report: 'taxes' })).toContain('GST 5 %: 300.00 15.00');
		expect([row(books, 'counted'), row(books, 'apart')]).toEqual([10_000n, 30_000n]);
		// By money, as it came: two thirds of what was open of the one, and nothing of the other.
		expect([row(books, 'counted', 'cash'), row(books, 'apart', 'cash')]).toEqual([undefined, 20_000n]);
		books.preset = 'CA-ON';
		expect(row(books, '101')).toBe(30_000n);
	});

	it('is no sale where its taxes are unknown, but what came for it is income by cash', () => {
		expect(desk().told({ report: 'profit' })).toContain('rowSales: 300.00');
		const byCash = desk().told({ report: 'profit', basis: 'cash' });
		expect(byCash).toContain('rowBroughtForward: 200.00');
		expect(byCash.filter((line) => line.startsWith('rowSales'))).toEqual(['rowSales: –']);
		expect(desk().told({ report: 'items' }).at(-1)).toBe('sumAll: 300.00');
	});

	it('is owed as any other', () => {
		expect(desk().told({ report: 'receivables' }).at(-1)).toContain('415.00');
	});
});

describe('a payment of all that was owed', () => {
	it('counts by cash on its day, and the other way round on the day on which the bank takes it back', () => {
		const books = new ReportDesk();
		books.issue('F1', { issueDate: '2026-02-01', lines: [line('200')] });
		books.paid('P1', { date: '2026-02-20', amount: '210.00' }, { F1: '210.00' });
		const told = (from: string, to: string) => books.told({ report: 'profit', basis: 'cash', from, to })[0];
		expect(told('2026-02-01', '2026-03-31')).toBe('rowSales: 200.00');
		const fact = { kind: 'reversed', factId: idOf('P1'), documentId: idOf('P1'), at: '2026-03-02T10:00:00Z', reason: 'returned' };
		books.must(books.add('fact', 'P1', { ...fact, date: '2026-03-02' }));
		expect(told('2026-02-01', '2026-02-28')).toBe('rowSales: 200.00');
		expect(told('2026-03-01', '2026-03-31')).toBe('rowSales: -200.00');
	});
});

describe('money that nothing was billed for yet', () => {
	it('stands by itself by cash until a document gets it', () => {
		const books = new ReportDesk();
		books.paid('P1', { kind: 'deposit', date: '2026-01-20', amount: '300.00' });
		expect(books.told({ report: 'profit', basis: 'cash' }).slice(0, 3)).toEqual([
			'rowSales: –',
			'rowFromClients: 300.00',
			'sumIncome: 300.00'
		]);
		expect(books.told({ report: 'receivables' })[0]).toBe('Alice: – – – – – – -300.00 -300.00');
		books.issue('F1', { issueDate: '2026-02-01', lines: [line('200')] });
		const share = { documentId: idOf('F1'), paymentId: idOf('P1'), date: '2026-02-01', amount: '210.00', method: 'transfer' };
		books.must(books.add('fact', 'F1', { kind: 'payment', ...share }));
		expect(books.told({ report: 'profit', basis: 'cash' }).slice(0, 3)).toEqual([
			'rowSales: 200.00',
			'rowFromClients: 90.00',
			'sumIncome: 290.00'
		]);
	});

	it('paid ahead on an invoice that leaves nothing to pay becomes its sale', () => {
		const books = new ReportDesk();
		books.paid('P1', { kind: 'deposit', date: '2026-01-20', amount: '210.00' });
		books.issue('F1', { issueDate: '2026-02-01', lines: [line('200')], prepaid: '210' });
		// 210.00 came in January; in February 200.00 of it is a sale and 10.00 is tax.
		expect(books.told({ report: 'profit', basis: 'cash', from: '2026-02-01' })).toEqual([
			'rowSales: 200.00',
			'rowAdvances: -210.00',
			'sumIncome: -10.00',
			'sumCosts: 0.00',
			'rowProfit: -10.00'
		]);
		expect(books.told({ report: 'taxes', basis: 'cash' })).toContain('GST 5 %: 200.00 10.00');
	});
});

describe('other currencies', () => {
	const foreign = { currency: 'EUR', exchangeRate: '1.5', baseCurrency: 'CAD' };
	/** 1,000.00 EUR + 50.00 at 1.5 is 1,500.00 + 75.00; paid at 1.4, it brought 1,470.00 in. */
	function desk(rated: object = foreign) {
		const books = new ReportDesk();
		books.issue('F1', { issueDate: '2026-01-05', dueDate: '2026-02-04', lines: [line('1000')], ...rated });
		return books;
	}

	it('count at the rate of the document; what the day of payment made of it is a loss', () => {
		const books = desk();
		books.paid('P1', { date: '2026-02-01', amount: '1050.00', ...foreign, exchangeRate: '1.4' }, { F1: '1050.00' });
		for (const basis of ['accrual', 'cash'] as const)
			expect(books.told({ report: 'profit', basis })).toEqual([
				'rowSales: 1500.00',
				'sumIncome: 1500.00',
				'rowExchangeLosses: 105.00',
				'sumCosts: 105.00',
				'rowProfit: 1395.00'
			]);
		expect(books.told({ report: 'dashboard' })).toContain('rowMoneyIn: 1470.00');
	});

	it('set off by a credit note at another rate moves no money: by cash the two rates differ by a loss of exchange', () => {
		const books = desk();
		books.issue('C1', { type: 'credit-note', issueDate: '2026-01-20', lines: [line('500')], ...foreign, exchangeRate: '1.4' });
		books.creditedTo('C1', 'F1', '525.00', '2026-01-20');
		// 525.00 EUR of the invoice are 787.50, of the credit note 735.00: sales 750.00 − 700.00, tax 37.50 − 35.00, and 52.50 of loss.
		expect(books.told({ report: 'profit', basis: 'cash' })).toEqual([
			'rowSales: 50.00',
			'sumIncome: 50.00',
			'rowExchangeLosses: 52.50',
			'sumCosts: 52.50',
			'rowProfit: -2.50'
		]);
		expect(books.told({ report: 'taxes', basis: 'cash' })).toContain('GST 5 %: 50.00 2.50');
	});

	it('without a rate are told, and in no sum', () => {
		const report = desk({ ...foreign, exchangeRate: undefined }).report({ report: 'profit' });
		expect(report.notCounted).toEqual([{ why: 'no-rate', count: 1 }]);
		expect(report.sections.at(-1)!.rows[0]!.now).toEqual([0n]);
	});
});

it('a sale counts for all who look after its client, to the cent', () => {
	const books = new ReportDesk();
	books.issue('F1', { partyId: idOf('a'), issueDate: '2026-01-05', lines: [line('100')] });
	books.issue('F2', { partyId: idOf('b'), issueDate: '2026-01-05', lines: [line('7')] });
	books.assigned.set(idOf('a'), ['mia', 'leo', 'zoe']);
	expect(books.told({ report: 'members' })).toEqual(['leo: 33.34', 'mia: 33.33', 'zoe: 33.33', 'rowNobody: 7.00', 'sumAll: 107.00']);
});

it('time is told as it was worked: hours, those to be billed, their worth, and what of it is not billed', () => {
	const books = new ReportDesk();
	const row: TimeRow = {
		...{ id: idOf('t1'), member: 'mia', memberName: 'Mia', projectId: 'site', projectName: '', taskId: '', date: '2026-03-02' },
		...{ lastDate: '2026-03-02', running: false, seconds: 3600, note: '', tags: [], billable: true, billed: '', currency: 'CAD' },
		...{ worth: 5000n, changed: 1 }
	};
	books.time.push(
		row,
		{ ...row, id: idOf('t2'), billed: 'F1', seconds: 1800, worth: 2500n },
		{ ...row, id: idOf('t3'), billable: false, seconds: 900, worth: 0n, projectId: '' },
		{ ...row, id: idOf('t4'), currency: 'EUR', seconds: 60 },
		{ ...row, id: idOf('t5'), running: true, seconds: 0 },
		{ ...row, id: idOf('t6'), date: '2027-01-01' }
	);
	expect(books.told({ report: 'time-projects' })).toEqual([
		'site: 5460 5460 75.00 50.00',
		'rowNoProject: 900 – – –',
		'sumAll: 6360 5460 75.00 50.00'
	]);
	const report = books.report({ report: 'time-members' });
	expect(report.notCounted).toEqual([{ why: 'other-currency', count: 1 }]);
	expect(figuresWithoutSources(books.books(), report.wish)).toMatchObject({ wrong: [] });
});

describe('tax on purchases that comes back in part', () => {
	/** 100.00 + 5.00 GST in December, 200.01 + 10.00 in January, paid in February; 80 of a hundred come back in 2026. */
	function desk() {
		const books = new ReportDesk();
		books.deductible.set('2026', 80n);
		const cost = (amount: string) => [aCost({ amount, taxes: [{ name: 'GST', rate: '5', reclaim: true }] })];
		books.book('B0', aBill({ supplierId: idOf('printer'), date: '2025-12-31', dueDate: '', lines: cost('100') }));
		books.book('B1', aBill({ supplierId: idOf('printer'), date: '2026-01-10', dueDate: '', lines: cost('200.03') }));
		books.paid('Q0', { kind: 'supplier-payment', partyId: idOf('printer'), date: '2026-02-01', amount: '105.00' }, { B0: '105.00' });
		return books;
	}
	const of2025 = { from: '2025-01-01', to: '2025-12-31' };

	it('is a cost as far as it does not, in the year it belongs to', () => {
		expect(desk().told({ report: 'taxes' })).toContain('sumPaid: – 8.00');
		expect(desk().told({ report: 'profit' })).toEqual(
			expect.arrayContaining(['Goods and material: 200.03', 'rowNotDeducted: 2.00', 'sumCosts: 202.03'])
		);
		expect(desk().told({ report: 'expenses' })).toContain('sumAll: 202.03');
		expect(desk().told({ report: 'suppliers' })).toContain('sumAll: 202.03 8.00');
		expect(desk().told({ report: 'taxes', ...of2025 })).toContain('sumPaid: – 5.00');
		expect(desk().told({ report: 'profit', ...of2025 })).toContain('sumCosts: 100.00');
	});

	it('counts by money in the year it was paid', () => {
		const cash = { basis: 'cash' } as const;
		expect(desk().told({ report: 'taxes', ...cash })).toContain('sumPaid: – 4.00');
		expect(desk().told({ report: 'profit', ...cash })).toContain('sumCosts: 101.00');
	});

	it('has the same records behind it', () => {
		for (const report of ['taxes', 'profit', 'expenses', 'suppliers', 'dashboard'] as const) {
			const wish = { report, from: '2026-01-01', to: '2026-12-31', basis: 'accrual', comparison: 'before' } as const;
			expect(figuresWithoutSources(desk().books(), wish).wrong).toEqual([]);
		}
	});
});
