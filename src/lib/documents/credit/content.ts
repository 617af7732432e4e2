/**
 * The draft of a credit note for an issued invoice: all of it, what is left of it, some lines, or an amount.
 *
 * All at once mirrors the invoice to the cent, because it is the same content: the same shares, the same rounding. In parts, each credit note
 * computes its own taxes as every document does; what is then left over by rounding goes into the last one, into its lines by an allowance or
 * charge of a cent and into its total as a rounding amount (BT-114), so that all together never take more than the invoice, and in the end all of it.
 */
import { amount, amountString } from '../../money/amount.ts';
import { apportion } from '../../money/apportion.ts';
import { currencyExponent } from '../../money/currencies.ts';
import { absolute, divideRounded, parseDecimal, pow10, QUANTITY_LIMITS, shortDecimalString, type Decimal } from '../../money/decimal.ts';
import type { AllowanceCharge, DocumentContent, DocumentLine, IssuedDocument } from '../document.ts';
import { billedTime } from '../convert/time-billing.ts';
import { partId } from '../ids.ts';
import { computeTotals } from '../totals.ts';
import { isUsedUp, partsOf, type Left } from './taken.ts';

export type CreditChoice =
	| { kind: 'all' }
	/** Quantities by line id: decimal strings, with the sign the invoice has. Lines left out are not credited. */
	| { kind: 'lines'; quantities: Record<string, string> }
	/** With tax, in minor units. */
	| { kind: 'amount'; minor: bigint };

export interface CreditDraft {
	/** Record id of the invoice. */
	invoiceId: string;
	invoice: IssuedDocument;
	left: Left;
	choice: CreditChoice;
	/** Calendar date where the business is. */
	today: string;
	seriesId?: string;
	/** In the document's language. */
	words: { rounding: string; terms: string };
}

export type CreditProblem = 'nothing-left' | 'nothing-chosen' | 'more-than-left' | 'not-a-quantity' | 'not-positive';
export type CreditResult = { ok: true; content: DocumentContent } | { ok: false; problem: CreditProblem; lineId?: string };

export function creditContent(draft: CreditDraft): CreditResult {
	const { left, choice } = draft;
	if (isUsedUp(left)) return { ok: false, problem: 'nothing-left' };
	if (choice.kind === 'amount') return byAmount(draft, choice.minor);
	if (choice.kind === 'lines') return byLines(draft, choice.quantities);
	return left.untouched ? { ok: true, content: { ...base(draft), ...mirrored(draft.invoice.content) } } : theRest(draft);
}

/** What belongs to the document as a whole and is the same for every credit note. */
function base({ invoiceId, invoice, today, seriesId, words }: CreditDraft): DocumentContent {
	const { content } = invoice;
	const time = billedTime(content);
	const copy: DocumentContent = {
		...content,
		type: 'credit-note',
		preceding: {
			documentId: invoiceId,
			number: invoice.number,
			issueDate: content.issueDate,
			...(time.length > 0 && { time })
		},
		issueDate: today,
		dueDate: '',
		lines: [],
		allowances: [],
		withholdings: content.withholdings.map((each) => ({ ...each })),
		terms: words.terms,
		notes: '',
		privateNotes: '',
		customFields: content.customFields.map((field) => ({ ...field }))
	};
	delete copy.seriesId;
	if (seriesId) copy.seriesId = seriesId;
	for (const field of ['stampDuty', 'cashRounding', 'rounding', 'prepaid', 'instalments', 'attachments'] as const) delete copy[field];
	return copy;
}

function mirrored(content: DocumentContent): Partial<DocumentContent> {
	const { stampDuty, cashRounding, rounding, prepaid } = content;
	return {
		lines: content.lines.map(copyOfLine),
		allowances: content.allowances.map(copyOfAllowance),
		...(stampDuty && { stampDuty: { ...stampDuty } }),
		...(cashRounding && { cashRounding }),
		...(rounding && { rounding }),
		...(prepaid && { prepaid })
	};
}

function byLines(draft: CreditDraft, quantities: Record<string, string>): CreditResult {
	const { invoice, left } = draft;
	const lines: DocumentLine[] = [];
	for (const line of invoice.content.lines) {
		const text = quantities[line.id];
		if (text === undefined || text.trim() === '') continue;
		const asked = parseDecimal(text, QUANTITY_LIMITS);
		if (!asked.ok) return { ok: false, problem: 'not-a-quantity', lineId: line.id };
		if (asked.value.digits === 0n) continue;
		const rest = left.lines.get(line.id)!;
		const order = compared(asked.value, rest.quantity);
		if (asked.value.digits > 0n !== rest.quantity.digits > 0n || (rest.quantity.digits > 0n ? order > 0 : order < 0))
			return { ok: false, problem: 'more-than-left', lineId: line.id };
		const part = partOfLine(draft, line, asked.value);
		const isAll = order === 0 || isBeyond(shownOf(draft, [part]).get(line.id)!, rest.amount);
		lines.push(isAll ? lineOf(draft, line, rest.amount, rest.quantity) : part);
	}
	if (lines.length === 0) return { ok: false, problem: 'nothing-chosen' };
	const chosen = shownOf(draft, lines);
	const open = [...left.lines].filter(([, part]) => part.amount !== 0n);
	if (open.every(([id, part]) => chosen.get(id) === part.amount)) return creditContent({ ...draft, choice: { kind: 'all' } });
	const whole = partsOf(invoice);
	const all = sumOf([...whole.lines.values()].map((part) => part.amount));
	const sum = sumOf([...chosen.values()]);
	const share = (effect: bigint) => (all === 0n ? 0n : divideRounded(effect * sum, all));
	const effectOf = (id: string) => {
		const [part, rest] = [share(whole.allowances.get(id)!), left.allowances.get(id)!];
		return isBeyond(part, rest) ? rest : part;
	};
	return finished(draft, { lines, allowances: allowancesOf(draft, effectOf) });
}

function theRest(draft: CreditDraft): CreditResult {
	const { invoice, left } = draft;
	const open = invoice.content.lines.filter(({ id }) => left.lines.get(id)!.amount !== 0n);
	const lines = open.map((line) => lineOf(draft, line, left.lines.get(line.id)!.amount, left.lines.get(line.id)!.quantity));
	if (lines.length === 0) lines.push(noLine(draft));
	return finished(
		draft,
		{ lines, allowances: allowancesOf(draft, (id) => left.allowances.get(id)!), ...stamp(draft, left.stampDuty) },
		left.due
	);
}

function byAmount(draft: CreditDraft, minor: bigint): CreditResult {
	const { invoice, left } = draft;
	const wanted = left.due < 0n ? -minor : minor;
	if (minor <= 0n) return { ok: false, problem: 'not-positive' };
	if (minor > absolute(left.due)) return { ok: false, problem: 'more-than-left' };
	if (wanted === left.due) return creditContent({ ...draft, choice: { kind: 'all' } });
	const share = (part: bigint) => divideRounded(part * wanted, left.due);
	const open = invoice.content.lines.filter(({ id }) => left.lines.get(id)!.amount !== 0n);
	const amounts = open.map(({ id }) => left.lines.get(id)!.amount);
	const shares = apportion(
		share(sumOf(amounts)),
		amounts.map((part) => part * wanted),
		left.due
	);
	const lines = open.map((line, index) => asAmount(draft, line, shares[index]!)).filter((_, index) => shares[index] !== 0n);
	if (lines.length === 0) lines.push(noLine(draft));
	return finished(
		draft,
		{ lines, allowances: allowancesOf(draft, (id) => share(left.allowances.get(id)!)), ...stamp(draft, share(left.stampDuty)) },
		wanted
	);
}

/** @param due what it must come to; without it, it only must not come to more than is left */
function finished(draft: CreditDraft, parts: Partial<DocumentContent>, due?: bigint): CreditResult {
	const content: DocumentContent = { ...base(draft), ...parts };
	const totals = computeTotals(content);
	if (!totals.ok) return { ok: false, problem: 'not-a-quantity' };
	const { left } = draft;
	// Lines below zero alone would make the client owe more, which no credit note can.
	if (due === undefined && (left.due < 0n ? totals.value.payable > 0n : totals.value.payable < 0n))
		return { ok: false, problem: 'more-than-left' };
	const target = due ?? (isBeyond(totals.value.payable, left.due) ? left.due : totals.value.payable);
	const rounding = target - totals.value.payable;
	return { ok: true, content: rounding === 0n ? content : { ...content, rounding: major(content, rounding) } };
}

/** Minor units by which parts of a line, each rounded, can miss the whole. */
const ROUNDED_AWAY = 2n;

/** The whole of what is left of a line, to the cent. */
function lineOf(draft: CreditDraft, line: DocumentLine, target: bigint, quantity: Decimal): DocumentLine {
	if (quantity.digits === 0n) return asAmount(draft, line, target);
	const part = partOfLine(draft, line, quantity);
	const difference = target - shownOf(draft, [part]).get(line.id)!;
	if (difference === 0n) return part;
	if (absolute(difference) > ROUNDED_AWAY) return asAmount(draft, line, target);
	const entry: AllowanceCharge = {
		id: partId(),
		kind: difference > 0n ? 'charge' : 'allowance',
		amount: major(draft.invoice.content, absolute(difference)),
		reason: draft.words.rounding
	};
	return { ...part, allowances: [...part.allowances, entry] };
}

/** So many of the line. Fixed amounts on it go down in proportion; percentages stay. */
function partOfLine({ invoice }: CreditDraft, line: DocumentLine, quantity: Decimal): DocumentLine {
	const whole = parseDecimal(line.quantity, QUANTITY_LIMITS);
	const copy = { ...copyOfLine(line), quantity: shortDecimalString(quantity) };
	if (!whole.ok || whole.value.digits === 0n || compared(whole.value, quantity) === 0) return copy;
	const part = (text: string | undefined) => {
		const typed = text === undefined ? undefined : parseDecimal(text, { maxScale: exponentOf(invoice.content) });
		if (!typed?.ok) return text;
		const minor = typed.value.digits * pow10(exponentOf(invoice.content) - typed.value.scale);
		const shared = divideRounded(minor * quantity.digits * pow10(whole.value.scale), whole.value.digits * pow10(quantity.scale));
		return major(invoice.content, shared);
	};
	const allowances = copy.allowances.map((entry) => ({
		...entry,
		...(entry.amount !== undefined && { amount: part(entry.amount) }),
		...(entry.base !== undefined && { base: part(entry.base) })
	}));
	return { ...copy, allowances };
}

/** One time an amount, where quantities no longer say what is credited. */
function asAmount({ invoice }: CreditDraft, line: DocumentLine, target: bigint): DocumentLine {
	const { priceBase: _base, ...copy } = copyOfLine(line);
	return { ...copy, quantity: target < 0n ? '-1' : '1', unit: 'C62', price: major(invoice.content, absolute(target)), allowances: [] };
}

/** Where only charges of the document or cents of tax are left: a document has a line at least. */
function noLine(draft: CreditDraft): DocumentLine {
	return asAmount(draft, draft.invoice.content.lines[0]!, 0n);
}

/** Discounts and charges of the document as amounts of their own. */
function allowancesOf({ invoice }: CreditDraft, effectOf: (id: string) => bigint): AllowanceCharge[] {
	return invoice.content.allowances
		.map((entry) => {
			const { percent: _percent, base: _base, ...rest } = copyOfAllowance(entry);
			return { ...rest, amount: major(invoice.content, effectOf(entry.id)) };
		})
		.filter((entry) => !/^-?[0.]+$/.test(entry.amount));
}

function stamp({ invoice }: CreditDraft, minor: bigint): Partial<DocumentContent> {
	const { stampDuty } = invoice.content;
	return stampDuty && minor !== 0n ? { stampDuty: { name: stampDuty.name, amount: major(invoice.content, minor) } } : {};
}

/** What each line comes to, by id. */
function shownOf({ invoice }: CreditDraft, lines: DocumentLine[]): Map<string, bigint> {
	const totals = computeTotals({ ...invoice.content, lines, allowances: [] });
	const { lines: each } = totals.ok ? totals.value : totals.provisional;
	return new Map(each.map(({ id, shown }) => [id, shown]));
}

function copyOfLine(line: DocumentLine): DocumentLine {
	return { ...line, taxes: line.taxes.map((tax) => ({ ...tax })), allowances: line.allowances.map(copyOfAllowance) };
}

function copyOfAllowance(entry: AllowanceCharge): AllowanceCharge {
	return { ...entry, ...(entry.taxes && { taxes: entry.taxes.map((tax) => ({ ...tax })) }) };
}

/** Further from zero than the limit, which decides the side. */
function isBeyond(value: bigint, limit: bigint): boolean {
	return limit >= 0n ? value > limit : value < limit;
}

function compared(a: Decimal, b: Decimal): number {
	const [left, right] = [a.digits * pow10(b.scale), b.digits * pow10(a.scale)];
	return left < right ? -1 : left > right ? 1 : 0;
}

function major({ currency }: Pick<DocumentContent, 'currency'>, minor: bigint): string {
	return amountString(amount(currency, minor));
}

function exponentOf({ currency }: Pick<DocumentContent, 'currency'>): number {
	return currencyExponent(currency);
}

function sumOf(values: readonly bigint[]): bigint {
	return values.reduce((sum, value) => sum + value, 0n);
}
