/**
 * Document numbers: a pattern is literal text with {YYYY}, {YY}, {MM} (of the issue date) and one sequence {0000}, whose zeros are the
 * least width. Which sequence comes next is said by the ledger of the numbers given.
 */

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
	const literal = pattern.replace(TOKEN, '');
	if (/[{}\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(literal) || pattern !== pattern.trim()) problems.push('bad-character');
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

function tokensOf(pattern: string): string[] {
	return [...pattern.matchAll(TOKEN)].map((match) => match[1] as string);
}
