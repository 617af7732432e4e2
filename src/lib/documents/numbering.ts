/**
 * Document numbers: a pattern is literal text with {YYYY}, {YY}, {MM} (of the issue date) and one sequence {0000}, whose zeros are the
 * least width. The next number is derived from the numbers already issued, never from a counter.
 */
import type { Series } from './series.ts';

const TOKEN = /\{([^{}]*)\}/g;
const SEQUENCE = /^0{1,12}$/;
/** Longer numbers fit no tax authority's field. */
const LONGEST = 60;

export type PatternProblem = 'empty' | 'no-sequence' | 'several-sequences' | 'no-year' | 'unknown-token' | 'bad-character' | 'too-long';

/** What is wrong with a pattern; empty when it can be used. A series that begins again each year must tell the years apart. */
export function patternProblems(pattern: string, yearly: boolean): PatternProblem[] {
	const problems: PatternProblem[] = [];
	if (pattern.trim() === '') return ['empty'];
	const tokens = tokensOf(pattern);
	const sequences = tokens.filter((token) => SEQUENCE.test(token)).length;
	if (sequences === 0) problems.push('no-sequence');
	if (sequences > 1) problems.push('several-sequences');
	if (yearly && !tokens.includes('YYYY') && !tokens.includes('YY')) problems.push('no-year');
	if (tokens.some((token) => !SEQUENCE.test(token) && !['YYYY', 'YY', 'MM'].includes(token))) problems.push('unknown-token');
	const literalText = pattern.replace(TOKEN, '');
	if (/[{}\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(literalText) || pattern !== pattern.trim()) problems.push('bad-character');
	if (pattern.length > LONGEST) problems.push('too-long');
	return problems;
}

/** `formatNumber('F{YYYY}-{0000}', 42, '2026-11-21')` is "F2026-0042". */
export function formatNumber(pattern: string, sequence: number, issueDate: string): string {
	return pattern.replace(TOKEN, (whole, token: string) => {
		if (token === 'YYYY') return issueDate.slice(0, 4);
		if (token === 'YY') return issueDate.slice(2, 4);
		if (token === 'MM') return issueDate.slice(5, 7);
		return SEQUENCE.test(token) ? String(sequence).padStart(token.length, '0') : whole;
	});
}

/** The sequence inside a number made from the pattern at that date; undefined when it was not made so. */
export function parseSequence(pattern: string, number: string, issueDate: string): number | undefined {
	const sequenceToken = [...pattern.matchAll(TOKEN)].find((match) => SEQUENCE.test(match[1] as string));
	if (!sequenceToken) return undefined;
	const head = formatNumber(pattern.slice(0, sequenceToken.index), 0, issueDate);
	const tail = formatNumber(pattern.slice(sequenceToken.index + sequenceToken[0].length), 0, issueDate);
	const digits = number.slice(head.length, number.length - tail.length);
	const sequence = Number(digits);
	const madeSo = /^[0-9]+$/.test(digits) && Number.isSafeInteger(sequence) && formatNumber(pattern, sequence, issueDate) === number;
	return madeSo ? sequence : undefined;
}

/** A number that was given in the series. */
export interface NumberGiven {
	number: string;
	issueDate: string;
}

/**
 * The sequence the next document of the series gets: one more than the highest given (in the issue date's year when the series is
 * yearly), and at least `series.start`. `issues` are those of this series, in log order. A number given under an earlier pattern counts
 * as one step, so that a changed pattern goes on counting.
 */
export function nextSequence(
	series: Pick<Series, 'pattern' | 'start' | 'yearly'>,
	issues: readonly NumberGiven[],
	issueDate: string
): number {
	let last = series.start - 1;
	for (const issue of issues) {
		if (series.yearly && issue.issueDate.slice(0, 4) !== issueDate.slice(0, 4)) continue;
		last = Math.max(last, parseSequence(series.pattern, issue.number, issue.issueDate) ?? last + 1);
	}
	const taken = new Set(issues.map((issue) => issue.number));
	let next = last + 1;
	while (taken.has(formatNumber(series.pattern, next, issueDate)) && next - last <= issues.length) next++;
	return next;
}

/** The number that would be given at that date. */
export function nextNumber(
	series: Pick<Series, 'pattern' | 'start' | 'yearly'>,
	issues: readonly NumberGiven[],
	issueDate: string
): string {
	return formatNumber(series.pattern, nextSequence(series, issues, issueDate), issueDate);
}

function tokensOf(pattern: string): string[] {
	return [...pattern.matchAll(TOKEN)].map((match) => match[1] as string);
}
