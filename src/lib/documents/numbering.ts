/**
 * Document numbers. A pattern is literal text with {YYYY}, {YY} and {MM} (of the issue date), {SERIES} (the series' code), {CLIENT} (the
 * client's number) and one sequence {0000}, whose zeros are the least width. Which sequence comes next is said by the ledger of the numbers given.
 *
 * A pattern with all but sequence and client filled in is a *run*: "F2026-{0000}". What a run gave is remembered as one range.
 */

const TOKEN = /\{([^{}]*)\}/g;
const SEQUENCE = /^0{1,12}$/;
const WORDS = ['YYYY', 'YY', 'MM', 'SERIES', 'CLIENT'];
/** Longer numbers fit no tax authority's field. */
const LONGEST = 60;
/** A pattern with its code and the mark of its segment. */
const LONGEST_RUN = 100;

export type PatternProblem =
	| 'empty'
	| 'no-sequence'
	| 'several-sequences'
	| 'no-year'
	| 'no-month'
	| 'unknown-token'
	| 'several-clients'
	| 'client-beside-sequence'
	| 'bad-character'
	| 'too-long';

/** How often the sequence begins again. */
export interface Reset {
	yearly: boolean;
	monthly?: boolean;
}

/** What is wrong with a pattern; empty when it can be used. A series that begins again must tell the years, or months, apart. */
export function patternProblems(pattern: string, { yearly, monthly = false }: Reset): PatternProblem[] {
	const problems: PatternProblem[] = [];
	if (pattern.trim() === '') return ['empty'];
	const tokens = tokensOf(pattern);
	const sequences = tokens.filter((token) => SEQUENCE.test(token)).length;
	if (sequences === 0) problems.push('no-sequence');
	if (sequences > 1) problems.push('several-sequences');
	if ((yearly || monthly) && !tokens.includes('YYYY') && !tokens.includes('YY')) problems.push('no-year');
	if (monthly && !tokens.includes('MM')) problems.push('no-month');
	if (tokens.some((token) => !SEQUENCE.test(token) && !WORDS.includes(token))) problems.push('unknown-token');
	if (tokens.filter((token) => token === 'CLIENT').length > 1) problems.push('several-clients');
	if (RUNNING_TOGETHER.test(pattern)) problems.push('client-beside-sequence');
	const literal = pattern.replace(TOKEN, '');
	if (/[{}\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(literal) || pattern !== pattern.trim()) problems.push('bad-character');
	if (pattern.length > LONGEST) problems.push('too-long');
	return problems;
}

/** Client and sequence with nothing but letters and digits between them: "{CLIENT}{0}" gives 111 to client 1 and to client 11. */
const RUNNING_TOGETHER = /\{CLIENT\}(?:[\p{L}\p{N}]|\{(?!0)[^{}]*\})*\{0+\}|\{0+\}(?:[\p{L}\p{N}]|\{(?!0)[^{}]*\})*\{CLIENT\}/u;

export interface NumberContext {
	/** Calendar date. */
	issueDate: string;
	/** Code of the series. */
	code?: string;
	/** Of the series: above 0 after another device took it over. */
	segment?: number;
	/** Number of the client. */
	client?: string;
}

/** `formatNumber('F{YYYY}-{0000}', 42, { issueDate: '2026-11-21' })` is "F2026-0042". */
export function formatNumber(pattern: string, sequence: number, context: NumberContext): string {
	return fillRun(runOf(pattern, context), sequence, context.client ?? '');
}

/** The pattern with everything filled in that is the same for all numbers of the run. */
export function runOf(pattern: string, { issueDate, code = '', segment = 0 }: NumberContext): string {
	const run = pattern.replace(TOKEN, (whole, token: string) => {
		if (token === 'YYYY') return issueDate.slice(0, 4);
		if (token === 'YY') return issueDate.slice(2, 4);
		if (token === 'MM') return issueDate.slice(5, 7);
		return token === 'SERIES' ? code : whole;
	});
	return segment === 0 ? run : withMark(run, segmentMark(segment));
}

/** Whether a text from the log is a run: one sequence, at most one client, apart from each other, nothing else in braces. */
export function isRun(run: unknown): run is string {
	if (typeof run !== 'string' || run.length > LONGEST_RUN || RUNNING_TOGETHER.test(run)) return false;
	const tokens = tokensOf(run);
	const sequences = tokens.filter((token) => SEQUENCE.test(token)).length;
	const clients = tokens.filter((token) => token === 'CLIENT').length;
	return sequences === 1 && clients <= 1 && tokens.length === sequences + clients && !/[{}]/.test(run.replace(TOKEN, ''));
}

export function fillRun(run: string, sequence: number, client: string): string {
	return run.replace(TOKEN, (whole, token: string) => {
		if (token === 'CLIENT') return client;
		return SEQUENCE.test(token) ? String(sequence).padStart(token.length, '0') : whole;
	});
}

/** The sequence in a number of the run; undefined for any other text. */
export function sequenceIn(run: string, number: string): number | undefined {
	const found = shapeOf(run).exec(number);
	if (!found) return undefined;
	const { client = '', digits = '' } = found.groups ?? {};
	const sequence = Number(digits);
	return Number.isSafeInteger(sequence) && fillRun(run, sequence, client) === number ? sequence : undefined;
}

/** "B" for the segment after the first, as in F2026B-0001. */
export function segmentMark(segment: number): string {
	let mark = '';
	for (let left = segment + 1; left > 0; left = Math.floor((left - 1) / 26)) mark = String.fromCharCode(65 + ((left - 1) % 26)) + mark;
	return mark;
}

/** The mark stands after the last letter or digit before the sequence. */
function withMark(run: string, mark: string): string {
	const at = run.search(/\{0+\}/);
	if (at === -1) return run + mark;
	const before = run.slice(0, at);
	const head = before.replace(/[^\p{L}\p{N}}]*$/u, '');
	const between = before.slice(head.length);
	return head === '' ? `${between}${mark}-${run.slice(at)}` : `${head}${mark}${between || '-'}${run.slice(at)}`;
}

const shapes = new Map<string, RegExp>();
function shapeOf(run: string): RegExp {
	let shape = shapes.get(run);
	if (!shape) {
		const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		let source = '';
		let end = 0;
		for (const match of run.matchAll(TOKEN)) {
			source += escaped(run.slice(end, match.index)) + (match[1] === 'CLIENT' ? '(?<client>.*)' : '(?<digits>\\d+)');
			end = match.index + match[0].length;
		}
		shapes.set(run, (shape = new RegExp(`^${source}${escaped(run.slice(end))}$`, 'su')));
	}
	return shape;
}

/** True when some number of the one pattern is a number of the other: then the two series would meet one day. */
export function patternsCollide(a: string, b: string): boolean {
	const [left, right] = [lettersOf(a), lettersOf(b)];
	const seen = new Set<string>();
	const open: [number, number][] = [[0, 0]];
	for (let at = open.pop(); at; at = open.pop()) {
		const [i, j] = at;
		if (i === left.length && j === right.length) return true;
		const key = `${i},${j}`;
		if (seen.has(key)) continue;
		seen.add(key);
		const [one, two] = [left[i], right[j]];
		if (one?.repeats) open.push([i + 1, j]);
		if (two?.repeats) open.push([i, j + 1]);
		if (one && two && meet(one.what, two.what)) open.push([one.repeats ? i : i + 1, two.repeats ? j : j + 1]);
	}
	return false;
}

interface Letter {
	/** One character, any digit, or any character at all. */
	what: string | 'digit' | 'any';
	/** Any number of times, also none. */
	repeats: boolean;
}

function lettersOf(pattern: string): Letter[] {
	const letters: Letter[] = [];
	let end = 0;
	const literally = (text: string) => letters.push(...[...text].map((what) => ({ what, repeats: false })));
	for (const match of pattern.matchAll(TOKEN)) {
		literally(pattern.slice(end, match.index));
		end = match.index + match[0].length;
		const token = match[1] as string;
		const free = token === 'CLIENT' || token === 'SERIES';
		const places = free ? 0 : token.length;
		for (let place = 0; place < places; place++) letters.push({ what: 'digit', repeats: false });
		if (free || SEQUENCE.test(token)) letters.push({ what: free ? 'any' : 'digit', repeats: true });
	}
	literally(pattern.slice(end));
	return letters;
}

function meet(a: string, b: string): boolean {
	if (a === b || a === 'any' || b === 'any') return true;
	return (a === 'digit' && /^\d$/.test(b)) || (b === 'digit' && /^\d$/.test(a));
}

function tokensOf(pattern: string): string[] {
	return [...pattern.matchAll(TOKEN)].map((match) => match[1] as string);
}
