/**
 * desk@N gives desk.list, desk.search, desk.save and desk.unlock: the work of the other benchmarks on N documents of which clients, items, invoices
 * and payments are everything there is, and on the same books with every other type of record beside them, in numbers like theirs. Each is measured
 * on the full books; the reference is the very same on the invoices alone, in a browser beside it. So what is read is whether a full desk costs
 * those who write invoices: a ratio of 1 is no difference. desk.unlock-all and desk.unlock-save (a draft is saved at once, which waits for all lists)
 * are beside books of invoices alone that are as many records as the full ones.
 */
import type { Page } from '@playwright/test';
import { typesOf } from '../../src/lib/documents/kinds.ts';
import type { ListQuery } from '../../src/lib/worker-api.ts';
import { anInvoice } from '../support/books.ts';
import { generatedId } from '../support/generated-books.ts';
import { NEWEST, withBooks, type Bench, type Books } from './books.ts';
import { timeSave } from './draft.ts';
import { rowOf, takePairs, type Benchmark, type Pair, type Row } from './measure.ts';
import { WORDS } from './search.ts';
import { firstRows } from './unlock.ts';

/** The records of a full desk, in so many times the invoices. */
const RECORDS = 2.7;

/** As the screen of invoices asks. */
const INVOICES: ListQuery<'document'> = { ...NEWEST, filters: { type: { anyOf: typesOf('invoices') } } };
/** Never the same twice in a row. */
const QUERIES: ListQuery<'document'>[] = [
	INVOICES,
	{ ...INVOICES, sort: { by: 'partyName' } },
	{ ...INVOICES, where: { status: 'overdue' } },
	{ ...INVOICES, offset: 200 },
	{ ...INVOICES, sort: { by: 'payable', descending: true } }
];

function timeList(page: Page, query: ListQuery<'document'>): Promise<number> {
	return page.evaluate(async (asked) => {
		const { books } = globalThis as unknown as Bench;
		const begun = performance.now();
		const result = await books.list('document', asked);
		if (!result.ok) throw new Error(result.error.code);
		return performance.now() - begun;
	}, query);
}

/** Answers are kept for the next start once nothing else was asked for a while. */
async function rest(page: Page): Promise<void> {
	await page.evaluate(async (newest) => {
		await (globalThis as unknown as Bench).books.list('document', newest);
		await new Promise((resolve) => setTimeout(resolve, 4000));
	}, INVOICES);
}

/** From the key to the answer of a save, in a worker just started. */
function firstSave(page: Page, code: string, turn: number): Promise<number> {
	const draft = anInvoice({ partyId: generatedId.party(0), notes: `At once for the ${turn}th time` });
	return page.evaluate(
		async ([recovery, value]) => {
			const bench = globalThis as unknown as Bench;
			bench.startWorker('books');
			await bench.books.status();
			const begun = performance.now();
			const opened = await bench.books.unlockWithRecovery(recovery);
			const saved = await bench.books.save('draft', 'd'.repeat(32), value);
			const took = performance.now() - begun;
			if (!opened.ok || !saved.ok) throw new Error('not saved');
			bench.endWorker('books');
			return took;
		},
		[code, draft] as const
	);
}

type Time = (books: Books, turn: number) => Promise<number>;

/** Of the full books and of others, in turn. */
function pairs(count: number, full: Books, others: Books, time: Time): Promise<Pair[]> {
	const turns = new Map<Books, number>();
	const next = (books: Books) => {
		const turn = (turns.get(books) ?? 0) + 1;
		turns.set(books, turn);
		return time(books, turn);
	};
	return takePairs(
		count,
		() => next(full),
		() => next(others)
	);
}

async function compare(full: Books, alone: Books, asMany: Books, quick: boolean): Promise<Row[]> {
	const { documents } = full;
	const rows: Row[] = [];
	const measure = async (name: string, count: number, others: Books, time: Time, note?: string) => {
		const about = { name: `desk.${name}@${documents}`, unit: 'ms', n: documents, ...(note && { note }) };
		const reference = others === alone ? 'the same, the invoices alone' : 'the same, as many records of invoices alone';
		rows.push(rowOf(await pairs(count, full, others, time), { ...about, reference }));
	};
	const search: Time = ({ page }, turn) => timeList(page, { ...INVOICES, search: WORDS[turn % WORDS.length]! });
	await measure('list', quick ? 50 : 150, alone, ({ page }, turn) => timeList(page, QUERIES[turn % QUERIES.length]!));
	await measure('search', quick ? 33 : 99, alone, search);
	await measure('save', quick ? 50 : 300, alone, ({ page }, turn) => timeSave(page, turn));
	for (const { page } of [full, alone, asMany]) await rest(page);
	const starts = quick ? 7 : 15;
	await measure('unlock', starts, alone, ({ page, code }) => firstRows(page, code, INVOICES));
	// Another limit: nothing was kept of its answer.
	const all: Time = ({ page, code }) => firstRows(page, code, { ...INVOICES, limit: 49 });
	await measure('unlock-all', starts, asMany, all, 'nothing kept of the session before');
	await measure('unlock-all/alone', starts, alone, all, 'nothing kept of the session before');
	await measure('unlock-save', starts, asMany, ({ page, code }, turn) => firstSave(page, code, turn));
	return rows;
}

export const benchmarks: Benchmark[] = [1000, 10_000].map((n) => ({
	name: `desk@${n}`,
	run: ({ quick }) =>
		withBooks(n, (alone) => withBooks(n * RECORDS, (asMany) => withBooks(n, (full) => compare(full, alone, asMany, quick), 'desk')))
}));
