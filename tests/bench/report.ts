/**
 * report.NAME@N: a report of all years from the click to its figures, through the built worker whose figures are read already; `report.sources` what is behind
 * its largest figure, `report.forecast` the forecast. The reference is one plain loop over the decrypted rows of the same documents in another worker.
 * report.first@N is the first report ever, which works out the figures of every record, beside reading and opening the same records plainly;
 * report.start@N the first one of a later start, which finds them kept; report.change@N one after a save.
 */
import type { Page } from '@playwright/test';
import type { ReportId, ReportWish } from '../../src/lib/reports/report.ts';
import { withBooks, type Bench } from './books.ts';
import { rowOf, takePairs, type Benchmark, type Row } from './measure.ts';

const WISH: ReportWish = { report: 'profit', basis: 'accrual', comparison: 'none', from: '2018-01-01', to: '2026-12-31' };
const REPORTED: [name: string, report: ReportId, basis: ReportWish['basis']][] = [
	['dashboard', 'dashboard', 'accrual'],
	['profit', 'profit', 'accrual'],
	['profit-cash', 'profit', 'cash'],
	['taxes', 'taxes', 'accrual'],
	['receivables', 'receivables', 'accrual'],
	['clients', 'clients', 'accrual'],
	['items', 'items', 'accrual']
];

function timeReport(page: Page, wish: ReportWish): Promise<number> {
	return page.evaluate(async (asked) => {
		const { books } = globalThis as unknown as Bench;
		const begun = performance.now();
		const result = await books.report(asked);
		if (!result.ok) throw new Error(result.error.code);
		return performance.now() - begun;
	}, wish);
}

function timeSources(page: Page): Promise<number> {
	return page.evaluate(async (wish) => {
		const { books } = globalThis as unknown as Bench;
		const begun = performance.now();
		const result = await books.reportSources(wish, { section: 'income', row: 'sum-income', column: 0 }, 0, 50);
		if (!result.ok || result.value.total === 0) throw new Error('nothing is behind it');
		return performance.now() - begun;
	}, WISH);
}

function timeForecast(page: Page): Promise<number> {
	return page.evaluate(async () => {
		const { books } = globalThis as unknown as Bench;
		const begun = performance.now();
		const result = await books.forecast();
		if (!result.ok) throw new Error(result.error.code);
		return performance.now() - begun;
	});
}

/** Of a worker just started, whose lists are read. */
async function timeStart(page: Page, code: string): Promise<number> {
	await page.evaluate(async (recovery) => {
		const bench = globalThis as unknown as Bench;
		bench.startWorker('books');
		const opened = await bench.books.unlockWithRecovery(recovery);
		if (!opened.ok) throw new Error(opened.error.code);
		await bench.books.list('document', { limit: 50, search: 'F2020' });
	}, code);
	return timeReport(page, WISH);
}

/** After one save that the report does not show, but has to find out about. */
async function timeChanged(page: Page): Promise<number> {
	await page.evaluate(async () => {
		const { books } = globalThis as unknown as Bench;
		const found = await books.list('document', { limit: 1, where: { issued: true } });
		if (!found.ok) throw new Error(found.error.code);
		const { partyId, currency } = found.value.rows[0]!;
		const payment = { kind: 'deposit', partyId, partyName: '', date: '2026-11-20', amount: '1.00', currency, method: 'cash' } as const;
		const recorded = await books.recordPayment(payment, []);
		if (!recorded.ok) throw new Error(recorded.error.code);
	});
	return timeReport(page, WISH);
}

const timeLoop = (page: Page) => page.evaluate(() => (globalThis as unknown as Bench).filler.sumRows());
const timeRecords = (page: Page) => page.evaluate(() => (globalThis as unknown as Bench).filler.rawRecords());

async function measure(documents: number, quick: boolean): Promise<Row[]> {
	return withBooks(documents, async ({ page, code }) => {
		const rows: Row[] = [];
		const about = { unit: 'ms', n: documents };
		// Once for each start: there is no second first time.
		const first = { subject: await timeReport(page, WISH), reference: await timeRecords(page) };
		rows.push(rowOf([first], { name: `report.first@${documents}`, ...about, reference: 'reading and opening the same records' }));
		const starts: { subject: number; reference: number }[] = [];
		for (let count = 0; count < 3; count++) starts.push({ subject: await timeStart(page, code), reference: await timeRecords(page) });
		rows.push(rowOf(starts, { name: `report.start@${documents}`, ...about, reference: 'reading and opening the same records' }));
		const reference = 'one plain loop over the decrypted rows';
		const add = async (name: string, subject: () => Promise<number>) =>
			rows.push(
				rowOf(await takePairs(quick ? 5 : 15, subject, () => timeLoop(page)), { name: `report.${name}@${documents}`, ...about, reference })
			);
		for (const [name, report, basis] of REPORTED) await add(name, () => timeReport(page, { ...WISH, report, basis }));
		await add('change', () => timeChanged(page));
		await add('sources', () => timeSources(page));
		await add('forecast', () => timeForecast(page));
		return rows;
	});
}

export const benchmarks: Benchmark[] = [1000, 10_000, 100_000].map((n) => ({
	name: `report@${n}`,
	run: ({ quick }) => measure(n, quick)
}));
