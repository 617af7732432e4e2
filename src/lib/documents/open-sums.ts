/** What is open on rows of a list, and how late: by currency, and in the base currency. Pure; amounts in minor units. */
import { inBase } from '../rates/base.ts';
import { ageOf, dueOf, noAges, type Ageing } from './ageing.ts';

/** A document that is owed, or a bill. What is owed back on it (below zero) is in no sum. */
export interface OpenRow {
	currency: string;
	balance: bigint;
	dueDate: string;
	parts?: string | undefined;
	base?: string | undefined;
}

export interface OpenSum {
	currency: string;
	open: bigint;
	overdue: bigint;
	ageing: Ageing;
}

/** The currency with the most documents first. */
export function openSums(rows: readonly OpenRow[], today: string): OpenSum[] {
	const found = new Map<string, OpenSum & { count: number }>();
	for (const row of rows) {
		if (row.balance <= 0n) continue;
		const sum = found.get(row.currency) ?? { ...noSum(row.currency), count: 0 };
		for (const { date, amount } of dueOf(row)) add(sum, date, amount, today);
		sum.count++;
		found.set(row.currency, sum);
	}
	return [...found.values()].sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1)).map(({ count: _, ...sum }) => sum);
}

/** What has no rate to the base currency is left out. The parts of a document are together what all of it stands for. */
export function openInBase(rows: readonly OpenRow[], today: string, home: string): OpenSum {
	const sum = noSum(home);
	for (const row of rows) {
		if (row.balance <= 0n || inBase(row.balance, row.currency, row.base, home) === undefined) continue;
		let before = 0n;
		for (const { date, amount } of dueOf(row)) {
			const upTo = (minor: bigint) => inBase(minor, row.currency, row.base, home)!;
			add(sum, date, upTo(before + amount) - upTo(before), today);
			before += amount;
		}
	}
	return sum;
}

function noSum(currency: string): OpenSum {
	return { currency, open: 0n, overdue: 0n, ageing: noAges() };
}

function add(sum: OpenSum, date: string, amount: bigint, today: string): void {
	const age = ageOf(date, today);
	sum.open += amount;
	if (age !== 'current') sum.overdue += amount;
	sum.ageing[age] += amount;
}
