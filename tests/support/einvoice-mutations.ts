/**
 * E-invoices as they may come: changed in one place or many, by accident or by an attacker. Whatever it is, reading it ends, in an answer or in a
 * reason, and what it makes of the amounts is never silently something else than the file says.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Business } from '#lib/business/business.ts';
import { expenseTotals } from '#lib/expenses/totals.ts';
import { parseAmount } from '#lib/money/amount.ts';
import type { EInvoice } from '#lib/einvoice/model.ts';
import { billOf } from '#lib/einvoice/reading/bill/bill-of.ts';
import { readEInvoiceFile } from '#lib/einvoice/reading/read-file.ts';
import { CREDIT_NOTE_TYPES } from '#lib/einvoice/ubl/document.ts';
import { aBusiness } from './books.ts';
import { invoicePdf } from './invoice-pdf.ts';

export type Next = (below: number) => number;

/** The same numbers at each run. */
export function numbers(seed: number): Next {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

const HUGE = ['9'.repeat(16), '9'.repeat(400), '-1', '1e9', 'NaN', '0x10', '-0.00', '1,5', '00000012.50', `0.${'0'.repeat(300)}1`, '٣', ''];
const MANY = 100_000;
const ELEMENT = /<((?:\w+:)?\w+)(?:\s[^<>]*)?>[^<>]*<\/\1>/g;
const NUMBER = />(-?\d+(?:\.\d+)?)</g;

const pick = <T>(all: readonly T[], next: Next): T | undefined => all[next(Math.max(all.length, 1))];

function cutOut(text: string, at: RegExpMatchArray | undefined, put: string): string {
	return at ? text.slice(0, at.index) + put + text.slice(at.index! + at[0].length) : text;
}

const LINE = /<((?:\w+:)?(?:InvoiceLine|CreditNoteLine|IncludedSupplyChainTradeLineItem))>[^]*?<\/\1>/;

/** The first line again and again, until the file has a hundred thousand elements more. */
function manyElements(text: string): string {
	const found = LINE.exec(text);
	return found ? cutOut(text, found, found[0].repeat(Math.ceil(MANY / found[0].split('</').length))) : text;
}

/** In place of the first line a hundred thousand that say nothing. */
function manyLines(text: string): string {
	const found = LINE.exec(text);
	return found ? cutOut(text, found, `<${found[1]}><x/></${found[1]}>`.repeat(MANY)) : text;
}

/** One way to spoil an XML; each answers with another text, or the same where there is nothing of its kind. */
export const SPOILS: Readonly<Record<string, (text: string, next: Next) => string>> = {
	'bytes are others': (text, next) => {
		const bytes = Buffer.from(text);
		for (let left = 1 + next(4); left > 0; left--) bytes[next(bytes.length)]! ^= 1 + next(255);
		return bytes.toString('latin1');
	},
	'an element is missing': (text, next) => cutOut(text, pick([...text.matchAll(ELEMENT)], next), ''),
	'an element is there twice': (text, next) => {
		const at = pick([...text.matchAll(ELEMENT)], next);
		return cutOut(text, at, at ? at[0] + at[0] : '');
	},
	'a number is no amount of money': (text, next) => cutOut(text, pick([...text.matchAll(NUMBER)], next), `>${pick(HUGE, next)}<`),
	'a number is another': (text, next) => {
		const at = pick([...text.matchAll(NUMBER)], next);
		return cutOut(text, at, at ? `>${Number(at[1]) + 1 + next(900)}<` : '');
	},
	'two texts have changed places': (text, next) => {
		const all = [...text.matchAll(/>([^<>\s][^<>]*)</g)];
		const [one, other] = [pick(all, next), pick(all, next)].sort((a, b) => (a?.index ?? 0) - (b?.index ?? 0));
		return one && other && one !== other ? cutOut(cutOut(text, other, one[0]), one, other[0]) : text;
	},
	'it ends early': (text, next) => text.slice(0, next(text.length)),
	'all namespaces are others': (text) => text.replace(/urn:[\w:.-]+/g, 'urn:other')
};

export const LARGE_SPOILS: typeof SPOILS = {
	'it has a hundred thousand elements more': manyElements,
	'it has a hundred thousand lines': manyLines,
	'a text is a megabyte long': (text, next) =>
		cutOut(text, pick([...text.matchAll(/>([^<>\s][^<>]*)</g)], next), `>${'ä '.repeat(500_000)}<`),
	'elements lie in a thousand others': (text) => text.replace(/<(\/?)((?:\w+:)?(?:Note|Content))>/, (all) => '<a>'.repeat(1000) + all)
};

export interface Outcome {
	/** "read", or the problem it was refused for. */
	answer: string;
	/** What must never be. */
	wrong?: string;
}

const cents = (text: string | undefined): bigint | undefined => {
	if (text === undefined || text === '') return 0n;
	const [, sign, whole, places = ''] = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
	return whole === undefined ? undefined : BigInt(`${sign}${whole}${places.padEnd(2, '0')}`);
};

/** BT-115 by the parts of the file, in cents; undefined where one of them is no such number. */
function byParts({ lines, allowances, charges, vat, totals, vatCurrency, currency }: EInvoice): bigint | undefined {
	const parts = [
		...lines.map(({ net }) => cents(net)),
		...allowances.map(({ amount }) => negated(cents(amount))),
		...charges.map(({ amount }) => cents(amount)),
		...vat.map(({ tax }) => cents(tax)),
		negated(cents(totals.paid)),
		cents(totals.rounding)
	];
	if (lines.length === 0 || (vatCurrency && vatCurrency !== currency)) return undefined;
	return parts.reduce<bigint | undefined>((sum, part) => (sum === undefined || part === undefined ? undefined : sum + part), 0n);
}

const negated = (value: bigint | undefined) => (value === undefined ? undefined : -value);

/** Takes a file in as the screen does: read, checked, and made a bill of. */
export async function takeIn(bytes: Uint8Array<ArrayBuffer>, business: Business): Promise<Outcome> {
	const answer = await readEInvoiceFile(bytes);
	if (!answer.ok) return { answer: answer.problem };
	const { invoice, unread } = answer.read;
	const made = billOf(invoice, { business, today: '2026-11-21', words: (key) => key, unread });
	if (!made.ok) return { answer: 'read', ...(made.refusal ? {} : { wrong: 'refused without a reason' }) };
	const totals = expenseTotals(made.bill);
	const due = parseAmount(invoice.currency, invoice.totals.due);
	const sign = CREDIT_NOTE_TYPES.has(invoice.typeCode) ? -1n : 1n;
	if (!totals.ok) return { answer: 'read', wrong: 'the bill cannot be computed' };
	const kinds = new Set(made.notices.map(({ kind }) => kind));
	if (due.ok && totals.value.payable !== due.value.minor * sign)
		return { answer: 'read', wrong: `comes to ${totals.value.payable}, not ${due.value.minor * sign}` };
	const parts = byParts(invoice);
	const isTold = kinds.has('difference') || kinds.has('taxByAmount') || kinds.has('fractions');
	if (parts !== undefined && cents(invoice.totals.due) !== undefined && parts !== cents(invoice.totals.due) && !isTold)
		return { answer: 'read', wrong: `its parts come to ${parts}, it asks for ${invoice.totals.due}, and nothing is told` };
	return { answer: 'read' };
}

/** Spoils the official examples, as XML and inside PDFs, and takes each in. @returns how many went wrong */
export async function spoilExamples(folder: string, count: number): Promise<number> {
	const next = numbers(20261123);
	const files = ['valid', 'invalid'].flatMap((kind) =>
		readdirSync(join(folder, kind))
			.filter((name) => name.endsWith('.xml'))
			.map((name) => [name, readFileSync(join(folder, kind, name), 'utf8')] as const)
	);
	const business = aBusiness({ name: 'Nobody else', taxIds: [], currency: 'EUR' });
	const ways = Object.entries(SPOILS);
	const answers = new Map<string, number>();
	let wrong = 0;
	for (let at = 0; at < count; at++) {
		const [name, text] = pick(files, next)!;
		const [way, spoil] = ways[at % ways.length]!;
		const spoilt = spoil(text, next);
		const bytes = at % 3 === 2 ? invoicePdf({ files: { 'factur-x.xml': spoilt } }) : new Uint8Array(Buffer.from(spoilt));
		const outcome = await takeIn(bytes, business).catch((cause: unknown): Outcome => ({ answer: 'thrown', wrong: String(cause) }));
		answers.set(outcome.answer, (answers.get(outcome.answer) ?? 0) + 1);
		if (!outcome.wrong) continue;
		wrong++;
		console.log(`    ${name}, ${way}: ${outcome.wrong}`);
	}
	console.log(`examples spoilt: ${count}, ${wrong} wrong; ${[...answers].map(([answer, many]) => `${answer} ${many}`).join(', ')}`);
	return wrong;
}
