/** Three books worked out by hand: every figure below was reckoned on paper first, as the comments say. */
import { describe, expect, it } from 'vitest';
import { aLine } from '../../../tests/support/books.ts';
import { aBill, aCost, aReceipt } from '../../../tests/support/expenses.ts';
import { idOf } from '../../../tests/support/money-desk.ts';
import { ReportDesk } from '../../../tests/support/report-desk.ts';
import type { LineTax } from '../documents/document.ts';
import type { PurchaseSupply } from '../expenses/supplies.ts';

const TPS: LineTax = { name: 'TPS', category: 'S', rate: '5' };
const TVQ: LineTax = { name: 'TVQ', category: 'S', rate: '9.975' };

/**
 * Mireille, a freelance illustrator in Montréal. Her year 2026 so far:
 *
 *     12 Jan   F1   1,000.00 + TPS 50.00 + TVQ 99.75          = 1,149.75
 *     10 Feb   F2   2,400.00 + TPS 120.00 + TVQ 239.40        = 2,759.40
 *      5 Mar   C1   credit note on F1: 200.00 + 10.00 + 19.95 =   229.95, set off against F1 the same day
 *     20 Jan   paid   400.00 on F1
 *     15 Mar   paid   519.80 on F1: 1,149.75 − 400.00 − 229.95, so F1 is settled
 *     20 Apr   paid 1,000.00 on F2; 1,759.40 of it stays open
 *      3 Feb   receipt: paper, 114.98 with taxes = 100.00 + 5.00 + 9.98 (9.975 rounded), paid by card
 *      1 Mar   bill of a printer: 300.00 + 15.00 + 29.93 (29.925 rounded) = 344.93, of which 200.00 was paid on 10 April
 */
function mireille(): ReportDesk {
	const desk = new ReportDesk('CAD');
	desk.preset = 'CA-QC';
	const line = (price: string) => [aLine({ price, taxes: [TPS, TVQ] })];
	const taxes = [
		{ name: 'TPS', rate: '5', reclaim: true },
		{ name: 'TVQ', rate: '9.975', reclaim: true }
	];
	desk.issue('F1', { issueDate: '2026-01-12', dueDate: '2026-02-11', lines: line('1000') });
	desk.issue('F2', { issueDate: '2026-02-10', dueDate: '2026-03-12', lines: line('2400') });
	desk.issue('C1', { type: 'credit-note', issueDate: '2026-03-05', lines: line('200') });
	desk.paid('P1', { date: '2026-01-20', amount: '400.00' }, { F1: '400.00' });
	desk.creditedTo('C1', 'F1', '229.95', '2026-03-05');
	desk.paid('P2', { date: '2026-03-15', amount: '519.80' }, { F1: '519.80' });
	desk.paid('P3', { date: '2026-04-20', amount: '1000.00' }, { F2: '1000.00' });
	desk.book('E1', aReceipt({ date: '2026-02-03', lines: [aCost({ amount: '114.98', category: { id: 'office', name: 'Paper' }, taxes })] }));
	const supplierId = idOf('printer');
	desk.book('B1', aBill({ supplierId, date: '2026-03-01', dueDate: '2026-03-31', lines: [aCost({ amount: '300', taxes })] }));
	desk.paid('Q1', { kind: 'supplier-payment', partyId: supplierId, date: '2026-04-10', amount: '200.00' }, { B1: '200.00' });
	return desk;
}

/**
 * Nuria, a consultant in Madrid. IVA 21 %, and IRPF 15 % kept back by her clients. Second quarter of 2026:
 *
 *      4 Apr   A1   3,000.00 + IVA 630.00 − IRPF 450.00 = 3,180.00; paid whole on 2 May
 *     20 May   A2   1,393.50 + IVA 292.64 (292.635) − IRPF 209.03 (209.025) = 1,477.11; 500.00 of it paid on 28 June
 *     11 Jun   R1   credit note (rectificativa): 100.00 + IVA 21.00 − IRPF 15.00 = 106.00, given back on 15 June
 *     18 Jun   A3   to a client in Lisbon, intra-community, 800.00 without tax
 *      9 Apr   rent of an office: 600.00 + IVA 126.00 − IRPF kept back 114.00 (19 %) = 612.00, paid that day
 *     30 May   a lunch: 48.40 with IVA 10 % that does not come back, so all of it is cost
 */
function nuria(): ReportDesk {
	const desk = new ReportDesk('EUR');
	desk.preset = 'ES';
	const iva: LineTax = { name: 'IVA', category: 'S', rate: '21' };
	const sale = (price: string) => ({ lines: [aLine({ price, taxes: [iva] })], withholdings: [{ name: 'IRPF', rate: '15' }] });
	desk.issue('A1', { ...sale('3000'), issueDate: '2026-04-04' });
	desk.issue('A2', { ...sale('1393.50'), issueDate: '2026-05-20' });
	desk.issue('R1', { ...sale('100'), type: 'credit-note', issueDate: '2026-06-11' });
	const abroad: LineTax = { name: 'IVA', category: 'K', rate: '0', exemptionReason: 'Art. 25 LIVA' };
	desk.issue('A3', { issueDate: '2026-06-18', lines: [aLine({ price: '800', taxes: [abroad] })] });
	desk.paid('P1', { date: '2026-05-02', amount: '3180.00' }, { A1: '3180.00' });
	desk.paid('P2', { date: '2026-06-28', amount: '500.00' }, { A2: '500.00' });
	desk.paid('D1', { kind: 'refund', date: '2026-06-15', amount: '106.00' });
	desk.refunded('R1', 'D1', '106.00', '2026-06-15');
	const rent = { amount: '600', category: { id: 'rent', name: 'Rent' }, taxes: [{ name: 'IVA', rate: '21', reclaim: true }] };
	desk.book('E1', aReceipt({ currency: 'EUR', date: '2026-04-09', prices: 'net', lines: [aCost(rent)], withheld: '114.00' }));
	const lunch = { amount: '48.40', category: { id: 'meals', name: 'Meals' }, taxes: [{ name: 'IVA', rate: '10', reclaim: false }] };
	desk.book('E2', aReceipt({ currency: 'EUR', date: '2026-05-30', lines: [aCost(lunch)] }));
	return desk;
}

/**
 * Anselm, who builds instruments in Leipzig and buys all over the world. First quarter of 2026:
 *
 *     10 Jan   A1   5,000.00 + USt 950.00 (19 %), not paid yet
 *     15 Jan   wood from Lyon, 1,000.00: an acquisition, on which he owes 190.00 and takes 190.00 off; half of the bill paid on 2 March
 *     20 Jan   a program from Dublin, 99.99: he owes 18.9981, rounded 19.00, and takes as much off
 *      1 Feb   a program from Oregon, 200.00: 38.00 both ways
 *      3 Feb   the customs on strings from Japan: import tax of 100.00, paid at the border, all of it comes back
 *      1 Mar   rent 300.00 + 57.00, paid that day
 *      5 Mar   cleaning by a builder at home, 100.00: he owes 19.00, and does not get it back, so that it cost him 119.00
 */
function anselm(): ReportDesk {
	const desk = new ReportDesk('EUR');
	desk.preset = 'DE';
	desk.issue('A1', { issueDate: '2026-01-10', lines: [aLine({ price: '5000', taxes: [{ name: 'USt', category: 'S', rate: '19' }] })] });
	const bought = (amount: string, supply: PurchaseSupply | undefined, reclaim = true) => [
		aCost({ amount, category: { id: 'goods', name: 'Material' }, taxes: [{ name: 'USt', rate: '19', reclaim, ...(supply && { supply }) }] })
	];
	const supplierId = idOf('lyon');
	const euro = { currency: 'EUR', prices: 'net' } as const;
	desk.book('B1', aBill({ ...euro, supplierId, date: '2026-01-15', dueDate: '2026-02-14', lines: bought('1000', 'acquisition') }));
	desk.paid('Q1', { kind: 'supplier-payment', partyId: supplierId, date: '2026-03-02', amount: '500.00' }, { B1: '500.00' });
	desk.book('E1', aReceipt({ ...euro, date: '2026-01-20', lines: bought('99.99', 'services-eu') }));
	desk.book('E2', aReceipt({ ...euro, date: '2026-02-01', lines: bought('200', 'services-abroad') }));
	const border = { name: 'Einfuhrumsatzsteuer', amount: '100', reclaim: true, supply: 'customs' } as const;
	desk.book('E3', aReceipt({ ...euro, date: '2026-02-03', lines: [aCost({ amount: '0', taxes: [border] })] }));
	desk.book('E4', aReceipt({ ...euro, date: '2026-03-01', lines: bought('300', undefined) }));
	desk.book('E5', aReceipt({ ...euro, date: '2026-03-05', lines: bought('100', 'domestic', false) }));
	return desk;
}

describe('Mireille in Québec', () => {
	it('earned by documents', () => {
		// 1,000 + 2,400 − 200 = 3,200; costs 100 + 300.
		expect(mireille().told({ report: 'profit' })).toEqual([
			'rowSales: 3200.00',
			'sumIncome: 3200.00',
			'Goods and material: 300.00',
			'Paper: 100.00',
			'sumCosts: 400.00',
			'rowProfit: 2800.00'
		]);
	});

	it('earned by money: part of an invoice is part of its net and of each of its taxes', () => {
		// F1, settled in three: 400/1149.75 of 50.00 is 17.395… → 17.40, of 99.75 is 34.703… → 34.70, net 347.90.
		// The credit note takes as much off as it settles, so F1 is 1,000 − 200 = 800 in all. F2: 1000/2759.40 of 120.00 is 43.487… → 43.49,
		// of 239.40 is 86.758… → 86.76, net 869.75. Together 1,669.75.
		// Bill: 200/344.93 of 15.00 is 8.697… → 8.70, of 29.93 is 17.354… → 17.35, cost 173.95.
		expect(mireille().told({ report: 'profit', basis: 'cash' })).toEqual([
			'rowSales: 1669.75',
			'sumIncome: 1669.75',
			'Goods and material: 173.95',
			'Paper: 100.00',
			'sumCosts: 273.95',
			'rowProfit: 1395.80'
		]);
		// In January only the first 400.00 came.
		expect(mireille().told({ report: 'profit', basis: 'cash', to: '2026-01-31' })[0]).toBe('rowSales: 347.90');
	});

	it('declares TPS and TVQ', () => {
		// TPS 50 + 120 − 10 = 160, credits 5 + 15 = 20. TVQ 99.75 + 239.40 − 19.95 = 319.20, refunds 9.98 + 29.93 = 39.91.
		const told = mireille().told({ report: 'taxes' });
		expect(told.slice(0, 8)).toEqual([
			'101 · Sales and other revenue / Fournitures: 3200.00 –',
			'105 · GST/HST collected / TPS/TVH perçue: 3200.00 160.00',
			'108 · Input tax credits / CTI: 400.00 20.00',
			'109 · Net GST/HST / TPS/TVH nette: – 140.00',
			'205 · QST collected / TVQ perçue: 3200.00 319.20',
			'208 · Input tax refunds / RTI: 400.00 39.91',
			'209 · Net QST / TVQ nette: – 279.29',
			'rowDue: – 419.29'
		]);
		expect(told).toContain('TVQ 9.975 %: 3200.00 319.20');
	});

	it('declares them by money too: 40.00 of F1 and 43.49 of F2', () => {
		const told = mireille().told({ report: 'taxes', basis: 'cash' });
		// F1 50 − 10 = 40.00; F2 43.49. Paper 5.00 and 8.70 of the bill.
		expect(told[1]).toMatch(/: 1669\.7\d 83\.49$/);
		expect(told[2]).toMatch(/: 273\.9\d 13\.70$/);
		// F1 99.75 − 19.95 = 79.80; F2 86.76. 9.98 + 17.35.
		expect(told[4]).toMatch(/ 166\.56$/);
		expect(told[5]).toMatch(/ 27\.33$/);
	});

	it('is owed 1,759.40 and owes 144.93, by how late they are', () => {
		// F2 was due on 12 March: on 30 April 49 days late. The bill on 31 March: 30 days.
		const open = (report: 'receivables' | 'payables') => mireille().told({ report, to: '2026-04-30' });
		expect(open('receivables')[0]).toBe('Maple Books Ltd: – – 1759.40 – – 1759.40 – 1759.40');
		expect(open('payables')[0]).toBe(': – 144.93 – – – 144.93 – 144.93');
		// On 10 March F1 has 519.80 open, 27 days late, and F2 is not due.
		expect(mireille().told({ report: 'receivables', to: '2026-03-10' })[0]).toBe('Maple Books Ltd: 2759.40 519.80 – – – 3279.20 – 3279.20');
	});

	it('compares a quarter with the one before', () => {
		const told = mireille().told({ report: 'profit', basis: 'cash', from: '2026-04-01', to: '2026-06-30', comparison: 'before' });
		expect(told[0]).toBe('rowSales: 869.75 | 800.00');
		expect(told.at(-1)).toBe('rowProfit: 695.80 | 700.00');
	});

	it('at a glance: money in and out, and what is open', () => {
		// 400 + 519.80 + 1000 in; 114.98 and 200 out.
		expect(mireille().told({ report: 'dashboard' })).toEqual([
			'sectionIncome: 3200.00',
			'sectionCosts: 400.00',
			'rowProfit: 2800.00',
			'rowMoneyIn: 1919.80',
			'rowMoneyOut: 314.98',
			'rowMoneyMoved: 1604.82',
			'rowOwed: 1759.40',
			'rowOwedLate: 1759.40',
			'rowOwing: 144.93',
			'rowOwingLate: 144.93'
		]);
	});
});

describe('Nuria in Spain', () => {
	const quarter = { from: '2026-04-01', to: '2026-06-30' };

	it('declares IVA on form 303, and what was kept back', () => {
		// 630.00 + 292.64 on 4,393.50; the credit note by its own boxes; 922.64 − 21.00 = 901.64; 126.00 paid on the rent.
		// Kept back by clients 450.00 + 209.03 − 15.00 = 644.03; from the landlord 114.00.
		const told = nuria().told({ report: 'taxes', ...quarter });
		expect(told.slice(0, 11)).toEqual([
			'01–03 · Régimen general 4 %: – –',
			'04–06 · Régimen general 10 %: – –',
			'07–09 · Régimen general 21 %: 4393.50 922.64',
			'14–15 · Modificación de bases y cuotas: -100.00 -21.00',
			'27 · Total cuota devengada: – 901.64',
			'28–29 · Cuotas soportadas en operaciones interiores: 600.00 126.00',
			'45 · Total a deducir: – 126.00',
			'59 · Entregas intracomunitarias: 800.00 0.00',
			'46 · Resultado: – 775.64',
			'rowWithheldByClients: – 644.03',
			'rowWithheldFromSuppliers: – 114.00'
		]);
	});

	it('earned 5,093.50 by documents; the lunch is a cost with its tax', () => {
		// 3,000 + 1,393.50 − 100 + 800 = 5,093.50; 600 + 48.40.
		expect(nuria().told({ report: 'profit', ...quarter })).toEqual([
			'rowSales: 5093.50',
			'sumIncome: 5093.50',
			'Rent: 600.00',
			'Meals: 48.40',
			'sumCosts: 648.40',
			'rowProfit: 4445.10'
		]);
	});

	it('by money: 500.00 of 1,477.11 is 471.70 of its net amount, with 99.06 IVA and 70.76 IRPF', () => {
		// 500/1477.11: of 292.64 it is 99.058… → 99.06, of 209.03 it is 70.756… → 70.76; 500.00 − 99.06 + 70.76 = 471.70.
		// 3,000 + 471.70 − 100 = 3,371.70.
		expect(nuria().told({ report: 'profit', basis: 'cash', ...quarter })[0]).toBe('rowSales: 3371.70');
		const told = nuria().told({ report: 'taxes', basis: 'cash', ...quarter });
		// 630.00 + 99.06.
		expect(told[2]).toMatch(/ 729\.06$/);
		// 450.00 + 70.76 − 15.00.
		expect(told).toContain('rowWithheldByClients: – 505.76');
	});
});

describe('Anselm in Germany', () => {
	const quarter = { from: '2026-01-01', to: '2026-03-31' };

	it('declares what he owes himself on both sides of the Voranmeldung', () => {
		// Owed: 950.00 + 190.00 + 19.00 + (38.00 + 19.00) = 1,216.00. Off: 57.00 + 190.00 + 100.00 + (19.00 + 38.00) = 404.00.
		const told = anselm().told({ report: 'taxes', ...quarter });
		expect(told.slice(0, 7)).toEqual([
			'Kz 87 · 0 %: – –',
			'Kz 86 · 7 %: – –',
			'Kz 81 · 19 %: 5000.00 950.00',
			'Kz 46/47 · Sonstige Leistungen aus der EU (§ 13b Abs. 1 UStG): 99.99 19.00',
			'Kz 84/85 · Andere Leistungen nach § 13b Abs. 2 UStG: 300.00 57.00',
			'Kz 89 · Innergemeinschaftliche Erwerbe 19 %: 1000.00 190.00',
			'Umsatzsteuer: – 1216.00'
		]);
		expect(told).toEqual(
			expect.arrayContaining([
				'Kz 66 · Vorsteuer aus Rechnungen: 300.00 57.00',
				'Kz 61 · Vorsteuer aus innergemeinschaftlichen Erwerben: 1000.00 190.00',
				'Kz 62 · Entstandene Einfuhrumsatzsteuer: 0.00 100.00',
				'Kz 67 · Vorsteuer aus Leistungen nach § 13b UStG: 299.99 57.00',
				'Kz 83 · Vorauszahlung (Überschuss negativ): – 812.00'
			])
		);
	});

	it('declares by money what he owes himself on the day of the bill, paid or not', () => {
		// The sale is not paid. 190.00 + 19.00 + 57.00 = 266.00 owed, 404.00 off.
		const told = anselm().told({ report: 'taxes', basis: 'cash', ...quarter });
		expect(told).toContain('Kz 89 · Innergemeinschaftliche Erwerbe 19 %: 1000.00 190.00');
		expect(told).toContain('Kz 83 · Vorauszahlung (Überschuss negativ): – -138.00');
	});

	it('earned 3,281.01: what is owed for others and taken off again costs nothing, the rest does', () => {
		// 1,000.00 + 99.99 + 200.00 + 300.00 + 119.00 = 1,718.99.
		expect(
			anselm()
				.told({ report: 'profit', ...quarter })
				.slice(-3)
		).toEqual(['Material: 1718.99', 'sumCosts: 1718.99', 'rowProfit: 3281.01']);
		// The supplier in Lyon is owed what he charged, and no tax.
		expect(anselm().told({ report: 'payables', to: '2026-03-31' })[0]).toMatch(/ 500\.00$/);
	});
});
