/**
 * [Note: issued elsewhere] An invoice that another program issued before these books were kept. It keeps the number it had there and takes none of any
 * series here; its place in series, segment and chain is empty. What was paid on it there is prepaid (BT-113): nobody knows on which days, and the other
 * program's books have it. From there on it is a document like the others: locked, paid, credited, reminded of. It can be taken back as long as
 * nothing followed on it (`taken-back`).
 */
import { parseAmount } from '../money/amount.ts';
import type { IssuedDocument } from './document.ts';

export interface Elsewhere {
	/** The program that issued it, as people call it: "Invoice Ninja". */
	program: string;
	/**
	 * `exact`: lines and taxes are those of the document, and nothing was paid on it there: it counts as a sale, and is named apart. `unknown`: only its
	 * total is known, and its one line stands for all; what is open of it is brought forward and counts as no sale (accounting/document-entries.ts).
	 */
	taxes: 'exact' | 'unknown';
}

/** What an issued document says of its place in a series, of one that has none. */
export const NO_PLACE = { series: '', segment: 0, sequence: 0, sequenceYear: '', run: '', previousIssue: '' } as const;

const LONGEST_PROGRAM = 100;
const LONGEST_NUMBER = 200;

/**
 * True when a document from the log can be one that was issued elsewhere: an invoice of a client, with a place in no series, that names nothing of
 * these books but him. Its sums must agree with each other; whether they follow from its lines is for the engine that computed them.
 */
export function isElsewhereWhole(document: IssuedDocument): boolean {
	const { elsewhere, content, totals, number } = document;
	if (typeof elsewhere !== 'object' || !/^[^\p{Cc}]+$/u.test(elsewhere.program) || elsewhere.program.length > LONGEST_PROGRAM) return false;
	if (elsewhere.taxes !== 'exact' && elsewhere.taxes !== 'unknown') return false;
	if (!/^[^\p{Cc}]*\S[^\p{Cc}]*$/u.test(number) || number.length > LONGEST_NUMBER) return false;
	if (Object.entries(NO_PLACE).some(([field, empty]) => document[field as keyof typeof NO_PLACE] !== empty)) return false;
	if (content.type !== 'invoice' || !/^[0-9a-f]{32}$/.test(content.partyId ?? '') || NEVER.some((field) => content[field] !== undefined))
		return false;
	const isUntaxed = content.lines.every(({ taxes }) => taxes.length === 0) && totals.taxes.length === 0;
	if (elsewhere.taxes === 'unknown' ? !isUntaxed || content.withholdings.length > 0 : content.prepaid !== undefined) return false;
	if (content.lines.some((line) => line.from || line.expense || line.time)) return false;
	return sumsAgree(document);
}

/** What would tie it to other records here, or to a series. */
const NEVER = ['preceding', 'origins', 'receipt', 'recurring', 'lateFee', 'seriesId'] as const;

/** BR-CO-14 to BR-CO-16 of EN 16931, with what is withheld and the stamp duty. */
function sumsAgree({ content, totals }: IssuedDocument): boolean {
	const minor = (text: string) => {
		const read = parseAmount(totals.currency, text);
		if (!read.ok) throw new RangeError('no amount');
		return read.value.minor;
	};
	try {
		const taxes = totals.taxes.reduce((sum, { tax }) => sum + minor(tax), 0n);
		const inclusive = minor(totals.taxExclusive) + taxes;
		const payable = inclusive + minor(totals.stampDuty) - minor(totals.withheld) - minor(totals.prepaid) + minor(totals.rounding);
		if (minor(totals.prepaid) < 0n || minor(totals.prepaid) !== minor(content.prepaid ?? '0')) return false;
		return minor(totals.taxTotal) === taxes && minor(totals.taxInclusive) === inclusive && minor(totals.payable) === payable;
	} catch {
		return false;
	}
}

/** True of a document that was taken back with the import that brought it. */
export function isTakenBack({ facts }: { facts: readonly { body: unknown }[] }): boolean {
	return facts.some(({ body }) => (body as { kind?: string } | null)?.kind === 'taken-back');
}
