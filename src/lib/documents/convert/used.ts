/**
 * What other documents have used up of one, and what is left of it, by line and purpose. An estimate is billed and delivered line by line, each by
 * itself; a deposit invoice is deducted by amounts, in the terms its prices were typed in.
 */
import { parseAmount } from '../../money/amount.ts';
import { parseDecimal, pow10, QUANTITY_LIMITS, ZERO, type Decimal } from '../../money/decimal.ts';
import { correctionsIn } from '../credit/taken.ts';
import type { DocumentContent, IssuedDocument } from '../document.ts';
import { purposeOf, type Purpose } from '../kinds.ts';
import type { StatedFact } from '../status.ts';
import { thawTotals } from '../totals.ts';
import { conversionsIn } from './conversions.ts';

/** Quantities by line. Of what two devices used up twice nothing is left, not less than nothing. */
export function leftOfLines({ content }: IssuedDocument, facts: readonly StatedFact[], purpose: Purpose): Map<string, Decimal> {
	const left = new Map(content.lines.map(({ id, quantity }) => [id, quantityOf(quantity)]));
	for (const { lines } of conversionsIn(facts, purpose))
		for (const { id, quantity } of lines) {
			const line = left.get(id);
			if (line && quantity !== undefined) left.set(id, minus(line, quantityOf(quantity)));
		}
	for (const { id, quantity } of content.lines) {
		const line = left.get(id)!;
		left.set(id, { ...line, digits: onTheSide(quantityOf(quantity).digits, line.digits) });
	}
	return left;
}

/** Of a deposit invoice: what can still be deducted of each line, in minor units. What was credited of it cannot. */
export function leftToDeduct(document: IssuedDocument, facts: readonly StatedFact[]): Map<string, bigint> {
	const { currency } = document.content;
	const { lines } = thawTotals(document.totals);
	const left = new Map(lines.map(({ id, shown }) => [id, shown]));
	const taken = [...correctionsIn(facts), ...conversionsIn(facts, 'deducted')].flatMap((fact) => fact.lines);
	for (const { id, amount } of taken) if (left.has(id)) left.set(id, left.get(id)! - minorOf(currency, amount));
	for (const { id, shown } of lines) left.set(id, onTheSide(shown, left.get(id)!));
	return left;
}

/** Before tax, in minor units: what no deposit invoice has billed ahead yet. */
export function leftForDeposits(document: IssuedDocument, facts: readonly StatedFact[]): bigint {
	const whole = thawTotals(document.totals).taxExclusive;
	const billed = conversionsIn(facts, 'deposit').reduce((sum, { amount }) => sum + minorOf(document.content.currency, amount), 0n);
	return onTheSide(whole, whole - billed);
}

/** Nothing, where more was taken than there was. */
function onTheSide(whole: bigint, left: bigint): bigint {
	return whole !== 0n && whole > 0n === left > 0n ? left : 0n;
}

/** How much of it is billed (or of another purpose): `none`, `part` or `all`. Lines without a quantity do not count. */
export function usedState(document: IssuedDocument, facts: readonly StatedFact[], purpose: Purpose): 'none' | 'part' | 'all' {
	if (!conversionsIn(facts, purpose).some(({ lines }) => lines.length > 0)) return 'none';
	return [...leftOfLines(document, facts, purpose).values()].every(({ digits }) => digits === 0n) ? 'all' : 'part';
}

/** What a document uses of one of its origins, or would. */
export interface Use {
	purpose: Purpose;
	lines: Map<string, { quantity: Decimal; amount: bigint }>;
	/** Of a deposit: all of it before tax. */
	amount: bigint;
}

/** Undefined where nothing of the kind is made from the other. Throws for totals that are no amounts. */
export function useOf(
	{ content, totals }: Pick<IssuedDocument, 'content' | 'totals'>,
	source: IssuedDocument,
	sourceId: string
): Use | undefined {
	const purpose = purposeOf(content.type, source.content.type);
	if (!purpose) return undefined;
	const sums = thawTotals(totals);
	const shown = new Map(sums.lines.map((line) => [line.id, line.shown]));
	const lines: Use['lines'] = new Map();
	for (const line of content.lines)
		for (const { documentId, line: id } of line.from ?? []) {
			if (documentId !== sourceId) continue;
			const before = lines.get(id) ?? { quantity: ZERO, amount: 0n };
			// A deduction stands below zero on the invoice.
			const amount = before.amount - (shown.get(line.id) ?? 0n);
			lines.set(id, { quantity: minus(before.quantity, negated(quantityOf(line.quantity))), amount });
		}
	return { purpose, lines, amount: sums.taxExclusive };
}

/** Id of the first line (empty: the whole) that takes more than is left; undefined when it may stand. */
export function usesTooMuch(use: Use, source: IssuedDocument, facts: readonly StatedFact[]): string | undefined {
	if (use.purpose === 'proforma') return undefined;
	if (use.purpose === 'deposit') return use.amount > leftForDeposits(source, facts) ? '' : undefined;
	if (use.purpose === 'deducted') {
		const [whole, left] = [thawTotals(source.totals).lines, leftToDeduct(source, facts)];
		for (const [id, { amount }] of use.lines) {
			const all = whole.find((line) => line.id === id)?.shown;
			if (all === undefined || !fits(all, left.get(id) ?? 0n, amount)) return id;
		}
		return undefined;
	}
	const left = leftOfLines(source, facts, use.purpose);
	for (const [id, { quantity }] of use.lines) {
		const all = source.content.lines.find((line) => line.id === id);
		const rest = left.get(id);
		if (!all || !rest) return id;
		const scale = Math.max(rest.scale, quantity.scale);
		if (!fits(quantityOf(all.quantity).digits, scaled(rest, scale), scaled(quantity, scale))) return id;
	}
	return undefined;
}

/** The same side of zero as the whole, and no further from it than what is left. */
function fits(whole: bigint, left: bigint, taken: bigint): boolean {
	return whole >= 0n ? taken >= 0n && taken <= left : taken <= 0n && taken >= left;
}

/** Every line that says where it comes from names a document of the content's origins. */
export function originsAreWhole({ origins = [], lines }: Pick<DocumentContent, 'origins' | 'lines'>): boolean {
	const known = new Set(origins.map(({ documentId }) => documentId));
	return lines.every(({ from = [] }) => from.every(({ documentId, line }) => known.has(documentId) && typeof line === 'string'));
}

export function quantityOf(text: string): Decimal {
	const parsed = parseDecimal(text, QUANTITY_LIMITS);
	return parsed.ok ? parsed.value : ZERO;
}

function minus(a: Decimal, b: Decimal): Decimal {
	const scale = Math.max(a.scale, b.scale);
	return { digits: scaled(a, scale) - scaled(b, scale), scale };
}

function negated({ digits, scale }: Decimal): Decimal {
	return { digits: -digits, scale };
}

function scaled({ digits, scale }: Decimal, to: number): bigint {
	return digits * pow10(to - scale);
}

function minorOf(currency: string, text: string | undefined): bigint {
	const parsed = parseAmount(currency, text ?? '0');
	return parsed.ok ? parsed.value.minor : 0n;
}
