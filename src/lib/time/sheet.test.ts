import { describe, expect, test } from 'vitest';
import { orderBetween } from '../documents/order.ts';
import { column, placeAt, stepTo, type Placeable } from './board.ts';
import { budgetStanding } from './budget.ts';
import { firstDayOfWeek, secondsOn, sheetOf, weekOf } from './sheet.ts';
import type { TimeEntry } from './time.ts';

const entry = (changes: Partial<TimeEntry>): TimeEntry => ({
	member: 'a1',
	memberName: 'Alice',
	date: '2026-11-16',
	zone: 'UTC',
	note: '',
	tags: [],
	billable: true,
	...changes
});

describe('a week', () => {
	const entries = [
		{ id: '1', entry: entry({ projectId: 'p', seconds: 3600 }) },
		{ id: '2', entry: entry({ projectId: 'p', start: '2026-11-22T23:00:00Z', end: '2026-11-23T02:00:00Z', date: '2026-11-22' }) },
		{ id: '3', entry: entry({ projectId: 'p', taskId: 't', seconds: 1800, date: '2026-11-18' }) },
		{ id: '4', entry: entry({ start: '2026-11-20T09:00:00Z', date: '2026-11-20' }) }
	];
	test('has a row for each project and task, with the part of each day', () => {
		const sheet = sheetOf(entries, '2026-11-16', '2026-11-22', '2026-11-20T09:30:00Z');
		expect(sheet.dates[0]).toBe('2026-11-16');
		expect(sheet.rows).toEqual([
			{ projectId: 'p', taskId: '', days: [3600, 0, 0, 0, 0, 0, 3600], total: 7200 },
			{ projectId: 'p', taskId: 't', days: [0, 0, 1800, 0, 0, 0, 0], total: 1800 },
			{ projectId: '', taskId: '', days: [0, 0, 0, 0, 1800, 0, 0], total: 1800 }
		]);
		expect([sheet.totals, sheet.total]).toEqual([[3600, 0, 1800, 0, 1800, 0, 3600], 10_800]);
	});
	test('the next one has what went on after midnight', () => {
		expect(sheetOf(entries, '2026-11-23', '2026-11-29').total).toBe(7200);
		expect(secondsOn(entries[1]!.entry, '2026-11-23')).toBe(7200);
		expect(secondsOn(entries[1]!.entry, '2026-11-24')).toBe(0);
	});
	test('begins where people begin it', () => {
		expect(['2026-11-16', '2026-11-18', '2026-11-22'].map((date) => weekOf(date, 1))).toEqual(Array(3).fill('2026-11-16'));
		expect(weekOf('2026-11-22', 7)).toBe('2026-11-22');
		expect(weekOf('2026-11-21', 7)).toBe('2026-11-15');
		expect([firstDayOfWeek('de-DE'), firstDayOfWeek('en-US')]).toEqual([1, 7]);
	});
});

describe('a budget', () => {
	test('of hours or of money, with what is left', () => {
		const spent = { seconds: 45 * 3600, worth: 4_000_00n };
		expect(budgetStanding({ of: 'hours', amount: '40' }, 'EUR', spent)).toEqual({
			of: 'hours',
			budget: 144_000n,
			used: 162_000n,
			left: -18_000n,
			percent: 112
		});
		expect(budgetStanding({ of: 'money', amount: '5000' }, 'EUR', spent)).toMatchObject({ left: 1_000_00n, percent: 80 });
		expect(budgetStanding({ of: 'money', amount: '4000.01' }, 'EUR', spent)).toMatchObject({ percent: 99 });
		expect(budgetStanding(undefined, 'EUR', spent)).toBeUndefined();
		expect(budgetStanding({ of: 'hours', amount: '' }, 'EUR', spent)).toBeUndefined();
	});
});

describe('a board', () => {
	const orders = [orderBetween(undefined, undefined)];
	for (let n = 1; n < 3; n++) orders.push(orderBetween(orders.at(-1), undefined));
	const tasks: Placeable[] = orders.map((order, n) => ({ id: String(n), state: 'open', order }));
	const moved = (id: string, state: Placeable['state'], at: number) =>
		tasks.map((task) => (task.id === id ? { ...task, ...placeAt(tasks, id, state, at) } : task));
	const ids = (list: readonly Placeable[]) => list.map(({ id }) => id);
	test('puts a task anywhere, and moves nothing else', () => {
		expect(ids(column(moved('2', 'open', 0), 'open'))).toEqual(['2', '0', '1']);
		expect(ids(column(moved('0', 'open', 1), 'open'))).toEqual(['1', '0', '2']);
		expect(ids(column(moved('0', 'open', 99), 'open'))).toEqual(['1', '2', '0']);
		const other = moved('1', 'done', 0);
		expect([ids(column(other, 'open')), ids(column(other, 'done'))]).toEqual([['0', '2'], ['1']]);
	});
	test('of two with one place the order is the same everywhere', () => {
		const same: Placeable[] = [
			{ id: 'b', state: 'open', order: 'V' },
			{ id: 'a', state: 'open', order: 'V' }
		];
		expect(ids(column(same, 'open'))).toEqual(['a', 'b']);
	});
	test('ends at its edges', () => {
		expect([stepTo('open', -1), stepTo('open', 1), stepTo('doing', 1), stepTo('done', 1)]).toEqual([undefined, 'doing', 'done', undefined]);
	});
});
