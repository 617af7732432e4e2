import { describe, expect, it } from 'vitest';
import { aLine } from '../../../tests/support/books.ts';
import { ReportDesk } from '../../../tests/support/report-desk.ts';
import { dateIn } from '../documents/dates.ts';
import { rangeOf } from '../listing/periods.ts';
import { comparedWith, isRange, monthsOf } from './range.ts';
import { stretchesOf } from './stretches.ts';

describe('what a period is compared with', () => {
	it('whole months with as many before, days with days, a year with the year before', () => {
		const before = (from: string, to: string) => comparedWith({ from, to }, 'before');
		expect(before('2026-04-01', '2026-06-30')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
		expect(before('2026-03-01', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
		expect(before('2025-07-01', '2026-06-30')).toEqual({ from: '2024-07-01', to: '2025-06-30' });
		expect(before('2026-03-10', '2026-03-19')).toEqual({ from: '2026-02-28', to: '2026-03-09' });
		expect(before('2026-01-01', '2026-01-15')).toEqual({ from: '2025-12-17', to: '2025-12-31' });
	});

	it('the same days of the year before, to the end of February', () => {
		const year = (from: string, to: string) => comparedWith({ from, to }, 'year-before');
		expect(year('2024-02-29', '2024-02-29')).toEqual({ from: '2023-02-28', to: '2023-02-28' });
		expect(year('2025-02-01', '2025-02-28')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
		expect(year('2026-05-03', '2026-05-09')).toEqual({ from: '2025-05-03', to: '2025-05-09' });
		expect(comparedWith({ from: '2026-05-03', to: '2026-05-09' }, 'none')).toBeUndefined();
	});

	it('refuses what is no period', () => {
		expect(isRange({ from: '2026-02-30', to: '2026-03-01' })).toBe(false);
		expect(isRange({ from: '2026-03-02', to: '2026-03-01' })).toBe(false);
		expect(isRange({ from: '', to: '2026-03-01' })).toBe(false);
	});

	it('names the months it touches', () => {
		expect(monthsOf({ from: '2025-11-30', to: '2026-02-01' })).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
	});
});

describe('a fiscal year from July, where the business is', () => {
	const desk = new ReportDesk('NZD');
	for (const [name, issueDate, price] of [
		['F1', '2025-06-30', '1'],
		['F2', '2025-07-01', '20'],
		['F3', '2026-06-30', '300'],
		['F4', '2026-07-01', '4000']
	] as const)
		desk.issue(name, { issueDate, lines: [aLine({ price, taxes: [] })] });

	it('ends on 30 June, and has begun in Auckland while it has not in Montréal', () => {
		const instant = new Date('2026-06-30T13:00:00Z');
		const year = (zone: string) => rangeOf('this-fiscal-year', { today: dateIn(zone, instant), fiscalYearStart: 7 });
		expect(desk.told({ report: 'profit', ...year('Pacific/Auckland'), comparison: 'before' })[0]).toBe('rowSales: 4000.00 | 320.00');
		expect(desk.told({ report: 'profit', ...year('America/Toronto'), comparison: 'before' })[0]).toBe('rowSales: 320.00 | 1.00');
	});

	it('is drawn from July to June', () => {
		const [chart] = desk.report({ report: 'profit', from: '2025-07-01', to: '2026-06-30' }).charts;
		expect(chart!.places.map((place) => 'text' in place && place.text)).toEqual(monthsOf({ from: '2025-07-01', to: '2026-06-30' }));
		expect(chart!.series[0]!.values).toEqual([2000n, ...Array.from({ length: 10 }, () => 0n), 30_000n]);
	});
});

describe('what is drawn as time goes by', () => {
	it('is cut into as many stretches as can be told apart, and no date of the range is in none', () => {
		const cut = (from: string, to: string, byWeek = false) => {
			const { head, labels, at } = stretchesOf({ from, to }, byWeek);
			expect([at(from), at(to)]).toEqual([0, labels.length - 1]);
			return [head, labels.length, labels[0], labels.at(-1)];
		};
		expect(cut('2026-03-01', '2026-03-31')).toEqual(['date', 31, '2026-03-01', '2026-03-31']);
		expect(cut('2026-03-01', '2026-04-01')).toEqual(['month', 2, '2026-03', '2026-04']);
		expect(cut('2026-03-01', '2026-04-01', true)).toEqual(['weekTo', 5, '2026-03-07', '2026-04-01']);
		expect(cut('2024-01-01', '2024-12-31', true)).toEqual(['weekTo', 53, '2024-01-07', '2024-12-31']);
		expect(cut('2025-12-31', '2027-01-01', true)).toEqual(['month', 14, '2025-12', '2027-01']);
		expect(cut('2021-07-15', '2026-06-30')).toEqual(['month', 60, '2021-07', '2026-06']);
		expect(cut('2021-07-15', '2026-07-01')).toEqual(['year', 6, '2021', '2026']);
	});
});

describe('how things stand', () => {
	const desk = new ReportDesk('CAD');
	desk.issue('F1', { issueDate: '2026-11-01', dueDate: '2026-11-30', lines: [aLine({ price: '70', taxes: [] })] });

	it('is told of the last day of a period, and of today where that day is to come', () => {
		const told = (today?: string) => desk.told({ report: 'dashboard', from: '2026-01-01', to: '2026-12-31', ...(today && { today }) });
		const late = (lines: readonly string[]) => lines.find((line) => line.startsWith('rowOwedLate'));
		expect(late(told())).toBe('rowOwedLate: 70.00');
		expect(late(told('2026-11-22'))).toBe('rowOwedLate: –');
		expect(late(told('2026-12-01'))).toBe('rowOwedLate: 70.00');
		const aged = (today?: string) => desk.told({ report: 'receivables', from: '2026-01-01', to: '2026-12-31', ...(today && { today }) });
		expect(aged('2026-11-22')).not.toEqual(aged());
		expect(aged('2027-01-31')).toEqual(aged());
	});
});
