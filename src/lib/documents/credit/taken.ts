/**
 * What credit notes take back of the invoice they correct, and what is left of it. Amounts are minor units in the terms the invoice's prices
 * were typed in (net, or with tax), part by part: lines and document-level allowances and charges keep the ids they have on the invoice.
 */
import { amount, amountString, parseAmount } from '../../money/amount.ts';
import { decimalString, divideRounded, parseDecimal, pow10, QUANTITY_LIMITS, ZERO, type Decimal } from '../../money/decimal.ts';
import type { DocumentFact, IssuedDocument } from '../document.ts';
import { conversionsIn, type Converted } from '../convert/conversions.ts';
import type { StatedFact } from '../status.ts';
import { thawTotals } from '../totals.ts';

export type Corrected = Extract<DocumentFact, { kind: 'corrected' }>;

export interface Part {
	amount: bigint;
	quantity: Decimal;
}
export interface Parts {
	/** Both by id. */
	lines: ReadonlyMap<string, Part>;
	allowances: ReadonlyMap<string, bigint>;
	stampDuty: bigint;
	/** BT-115 before anything prepaid: total with tax, stamp duty and rounding, less what is withheld. */
	due: bigint;
	prepaid: bigint;
}

/** All of an invoice, or all that a credit note takes. */
export function partsOf({ content, totals: frozen }: Pick<IssuedDocument, 'content' | 'totals'>): Parts {
	const totals = thawTotals(frozen);
	return {
		lines: new Map(
			totals.lines.map((line) => {
				const quantity = content.lines.find(({ id }) => id === line.id)?.quantity;
				return [line.id, { amount: line.shown, quantity: quantityOf(quantity) }];
			})
		),
		allowances: new Map(totals.allowances.map((each) => [each.id, each.amount])),
		stampDuty: totals.stampDuty,
		due: totals.payable + totals.prepaid,
		prepaid: totals.prepaid
	};
}

export interface Left extends Parts {
	/** No credit note has taken anything yet. */
	untouched: boolean;
}

export function leftOf(invoice: IssuedDocument, facts: readonly StatedFact[]): Left {
	const all = partsOf(invoice);
	const lines = new Map(all.lines);
	const allowances = new Map(all.allowances);
	let { stampDuty, due, prepaid } = all;
	const corrections = correctionsIn(facts);
	for (const fact of corrections) {
		const minor = (text: string | undefined) => minorOf(invoice.content.currency, text);
		for (const taken of fact.lines) {
			const line = lines.get(taken.id);
			if (!line) continue;
			const quantity = minus(line.quantity, quantityOf(taken.quantity));
			lines.set(taken.id, { amount: line.amount - minor(taken.amount), quantity });
		}
		for (const taken of fact.allowances) allowances.set(taken.id, (allowances.get(taken.id) ?? 0n) - minor(taken.amount));
		stampDuty -= minor(fact.stampDuty);
		due -= minor(fact.amount);
		prepaid -= minor(fact.prepaid);
	}
	const deductions = conversionsIn(facts, 'deducted');
	if (deductions.length > 0) due -= withoutDeducted(invoice.content.currency, deductions, lines, due);
	return { lines, allowances, stampDuty, due, prepaid, untouched: corrections.length === 0 && deductions.length === 0 };
}

/**
 * Of a deposit invoice: what a later invoice has deducted cannot be credited here any more, but only with that one. Takes it off the lines, and
 * answers its share of what is due.
 */
function withoutDeducted(currency: string, deductions: readonly Converted[], lines: Map<string, Part>, due: bigint): bigint {
	const sum = () => [...lines.values()].reduce((all, { amount }) => all + amount, 0n);
	const before = sum();
	for (const { id, amount } of deductions.flatMap((each) => each.lines)) {
		const line = lines.get(id);
		if (!line) continue;
		// Deducted twice, or deducted and credited apart, it can be more than there was: then nothing is left, not less than nothing.
		const rest = line.amount - minorOf(currency, amount);
		lines.set(id, { ...line, amount: line.amount !== 0n && rest > 0n === line.amount > 0n ? rest : 0n });
	}
	return before === 0n ? 0n : divideRounded(due * (before - sum()), before);
}

/** The credit notes of an invoice, in the order of the log. */
export function correctionsIn(facts: readonly StatedFact[]): Corrected[] {
	return facts.map(({ fact }) => fact).filter((fact): fact is Corrected => fact.kind === 'corrected');
}

/** True when nothing is left to credit. */
export function isUsedUp(left: Left): boolean {
	return !left.untouched && left.due === 0n && [...left.lines.values()].every((line) => line.amount === 0n);
}

/** Path of the part that takes more than is left of it; undefined when the credit note may stand. */
export function takesTooMuch(invoice: IssuedDocument, left: Left, taken: Parts): string | undefined {
	const all = partsOf(invoice);
	let at = 0;
	for (const [id, line] of taken.lines) {
		if (!fits(all.lines.get(id)?.amount, left.lines.get(id)?.amount, line.amount)) return `lines.${at}`;
		at++;
	}
	at = 0;
	for (const [id, effect] of taken.allowances) {
		if (!fits(all.allowances.get(id), left.allowances.get(id), effect)) return `allowances.${at}`;
		at++;
	}
	if (!fits(all.stampDuty, left.stampDuty, taken.stampDuty)) return 'stampDuty.amount';
	// What was paid before belongs to the whole: it goes back with all of the invoice, or not at all.
	if (taken.prepaid !== 0n && !(left.untouched && taken.prepaid === all.prepaid && taken.due === all.due)) return 'prepaid';
	return fits(all.due, left.due, taken.due) ? undefined : 'lines';
}

/** The same side of zero as the whole, and no further from it than what is left. A part the invoice does not have is nothing. */
function fits(whole: bigint | undefined, left: bigint | undefined, taken: bigint): boolean {
	if (whole === undefined || left === undefined) return false;
	return whole >= 0n ? taken >= 0n && taken <= left : taken <= 0n && taken >= left;
}

/** As it stands on the invoice. */
export function correctedBy(creditNoteId: string, invoiceId: string, note: IssuedDocument): Corrected {
	const { currency, issueDate } = note.content;
	const text = (minor: bigint) => amountString(amount(currency, minor));
	const parts = partsOf(note);
	return {
		kind: 'corrected',
		documentId: invoiceId,
		creditNote: creditNoteId,
		number: note.number,
		date: issueDate,
		amount: text(parts.due),
		lines: [...parts.lines].map(([id, line]) => ({ id, amount: text(line.amount), quantity: decimalString(line.quantity) })),
		allowances: [...parts.allowances].map(([id, effect]) => ({ id, amount: text(effect) })),
		...(parts.stampDuty !== 0n && { stampDuty: text(parts.stampDuty) }),
		...(parts.prepaid !== 0n && { prepaid: text(parts.prepaid) })
	};
}

function minus(a: Decimal, b: Decimal): Decimal {
	const scale = Math.max(a.scale, b.scale);
	return { digits: a.digits * pow10(scale - a.scale) - b.digits * pow10(scale - b.scale), scale };
}

function quantityOf(text: string | undefined): Decimal {
	const parsed = parseDecimal(text ?? '', QUANTITY_LIMITS);
	return parsed.ok ? parsed.value : ZERO;
}

function minorOf(currency: string, text: string | undefined): bigint {
	const parsed = parseAmount(currency, text ?? '0');
	return parsed.ok ? parsed.value.minor : 0n;
}
