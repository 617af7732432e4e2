/** How late what is open is: each part of it by the day on which that part was due. Pure; amounts in minor units. */
import { daysBetween } from './dates.ts';
import type { DocumentContent } from './document.ts';
import { instalmentsOf } from './instalments.ts';

/** Not due yet, then days after the due date: 1 to 30, 31 to 60, 61 to 90, more. What is due at no day stays in the first. */
export const AGES = ['current', 'upTo30', 'upTo60', 'upTo90', 'over90'] as const;
export type Age = (typeof AGES)[number];
export type Ageing = Record<Age, bigint>;

export function noAges(): Ageing {
	return { current: 0n, upTo30: 0n, upTo60: 0n, upTo90: 0n, over90: 0n };
}

/** Whole days after the due date; 0 while it is not late, and where it is due at no day. */
export function daysLate(dueDate: string, day: string): number {
	return dueDate === '' || dueDate >= day ? 0 : daysBetween(dueDate, day);
}

export function ageOf(dueDate: string, day: string): Age {
	const late = daysLate(dueDate, day);
	return late === 0 ? 'current' : late <= 30 ? 'upTo30' : late <= 60 ? 'upTo60' : late <= 90 ? 'upTo90' : 'over90';
}

/** A part of what is due, by its day. */
export interface DuePart {
	date: string;
	amount: bigint;
}

/** The parts of what is paid by instalments, in the order of their days; empty where all is due on one. */
export function dueParts(content: Pick<DocumentContent, 'instalments' | 'currency'>, payable: bigint): DuePart[] {
	if ((content.instalments?.length ?? 0) < 2) return [];
	return instalmentsOf(content, payable).map(({ date, amount }) => ({ date, amount }));
}

/** What is open of each part: what was settled went to the parts that were due first. `at` counts from 0 over all parts. */
export function openParts(parts: readonly DuePart[], balance: bigint): (DuePart & { at: number; due: bigint })[] {
	let settled = parts.reduce((sum, { amount }) => sum + amount, 0n) - balance;
	return parts.flatMap(({ date, amount: due }, at) => {
		const taken = settled <= 0n ? 0n : settled < due ? settled : due;
		settled -= taken;
		return due > taken ? [{ date, at, due, amount: due - taken }] : [];
	});
}

/** How a row of a list carries open parts: "2026-10-01:3333 2026-11-01:3334". */
export function partsText(parts: readonly DuePart[]): string {
	return parts.map(({ date, amount }) => `${date}:${amount}`).join(' ');
}

export function readParts(text: string | undefined): DuePart[] {
	if (!text) return [];
	return text.split(' ').map((part) => ({ date: part.slice(0, 10), amount: BigInt(part.slice(11)) }));
}

/** What is open by the day it was due, from a row of a list. */
export function dueOf({ balance, dueDate, parts }: { balance: bigint; dueDate: string; parts?: string | undefined }): DuePart[] {
	return parts ? readParts(parts) : [{ date: dueDate, amount: balance }];
}
