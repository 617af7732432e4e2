/** Drafts made from issued documents: an invoice, a delivery note or a proforma of some of the lines, and an invoice for a deposit. */
import { amount, amountString, parseAmount } from '../../money/amount.ts';
import { apportion } from '../../money/apportion.ts';
import {
	absolute,
	divideRounded,
	parseDecimal,
	pow10,
	QUANTITY_LIMITS,
	RATE_LIMITS,
	shortDecimalString,
	type Decimal
} from '../../money/decimal.ts';
import type { AllowanceCharge, DocumentContent, DocumentLine, DocumentType, IssuedDocument, LineSource, Origin } from '../document.ts';
import { partId } from '../ids.ts';
import { purposeOf } from '../kinds.ts';
import { copyAllowance, copyLine, sameTaxes } from '../lines.ts';
import { orderBetween } from '../order.ts';
import type { StatedFact } from '../status.ts';
import { computeTotals, thawTotals } from '../totals.ts';
import { leftForDeposits, leftOfLines, leftToDeduct } from './used.ts';

/** An issued document with what happened to it. */
export interface Source {
	id: string;
	document: IssuedDocument;
	facts: readonly StatedFact[];
}

/** What a new draft has of its own: kind, series, dates, texts. The rest is the source's. */
export type Beginning = Pick<DocumentContent, 'type' | 'issueDate' | 'dueDate' | 'terms' | 'notes' | 'template'> & { seriesId?: string };

export type ConvertProblem = 'done-before' | 'nothing-chosen' | 'nothing-left' | 'more-than-left' | 'not-a-quantity' | 'not-positive';
type ConvertResult = { ok: true; content: DocumentContent } | { ok: false; problem: ConvertProblem; lineId?: string };

/** What was billed is not billed again by way of its delivery note, nor what was delivered delivered again by way of its invoice. */
export function mayBecome({ type, origins = [] }: Pick<DocumentContent, 'type' | 'origins'>, target: DocumentType): boolean {
	return purposeOf(target, type) !== undefined && !origins.some((origin) => origin.type === target);
}

/** @param quantities by line id, as typed, with the sign they have there; all that is left of each where undefined */
export function convertContent(source: Source, beginning: Beginning, quantities?: Readonly<Record<string, string>>): ConvertResult {
	const { content } = source.document;
	if (!mayBecome(content, beginning.type)) return { ok: false, problem: 'done-before' };
	const limited = beginning.type !== 'proforma';
	const purpose = beginning.type === 'delivery-note' ? 'delivered' : 'billed';
	const left = limited ? leftOfLines(source.document, source.facts, purpose) : undefined;
	const lines: DocumentLine[] = [];
	const deposits = new Set((content.origins ?? []).filter(({ type }) => type === 'deposit-invoice').map(({ documentId }) => documentId));
	const dealt = content.lines.filter(({ from = [] }) => !from.some(({ documentId }) => deposits.has(documentId)));
	for (const line of dealt) {
		const whole = parseDecimal(line.quantity, QUANTITY_LIMITS);
		const rest = left?.get(line.id) ?? (whole.ok ? whole.value : undefined);
		if (!rest) continue;
		const text = quantities ? (quantities[line.id] ?? '').trim() : shortDecimalString(rest);
		if (text === '') continue;
		const asked = parseDecimal(text, QUANTITY_LIMITS);
		if (!asked.ok) return { ok: false, problem: 'not-a-quantity', lineId: line.id };
		if (asked.value.digits === 0n) continue;
		if (isBeyond(asked.value, rest)) return { ok: false, problem: 'more-than-left', lineId: line.id };
		lines.push(partOfLine(line, asked.value, content, source.id));
	}
	if (lines.length === 0) return { ok: false, problem: quantities ? 'nothing-chosen' : 'nothing-left' };
	const isWhole =
		lines.length === content.lines.length &&
		dealt.length === lines.length &&
		lines.every(({ quantity }, at) => same(quantity, content.lines[at]!.quantity));
	const made: DocumentContent = {
		...inherited(source, beginning),
		lines,
		// A discount on the whole is shared by amounts where only a part is taken over.
		allowances: content.allowances.filter((entry) => isWhole || isProportional(entry)).map(copyAllowance)
	};
	if (isWhole && content.cashRounding) made.cashRounding = content.cashRounding;
	if (isWhole && content.stampDuty) made.stampDuty = { ...content.stampDuty };
	if (!isWhole) made.allowances.push(...shareOfAllowances(source, made));
	return { ok: true, content: made };
}

/** Discounts and charges of fixed amounts, in proportion to the lines taken over. */
function shareOfAllowances({ document }: Source, made: DocumentContent): DocumentContent['allowances'] {
	const totals = thawTotals(document.totals);
	const computed = computeTotals(made);
	const part = sumOf((computed.ok ? computed.value : computed.provisional).lines.map(({ shown }) => shown));
	const whole = sumOf(totals.lines.map(({ shown }) => shown));
	if (whole === 0n) return [];
	const effects = new Map(totals.allowances.map((entry) => [entry.id, entry.amount]));
	return document.content.allowances.flatMap((entry) => {
		if (isProportional(entry)) return [];
		const { base: _, percent: __, ...rest } = copyAllowance(entry);
		const minor = divideRounded((effects.get(entry.id) ?? 0n) * part, whole);
		return minor === 0n ? [] : [{ ...rest, amount: major(made, minor) }];
	});
}

/** It goes down by itself with the lines. */
function isProportional({ percent, base }: AllowanceCharge): boolean {
	return percent !== undefined && base === undefined;
}

type DepositChoice = { percent: string } | { minor: bigint };

/**
 * An invoice for a part of the source ahead of it: a line for each way its lines are taxed, so that every tax has its share.
 *
 * @param choice percent of the whole, or an amount in the terms the prices were typed in, in minor units
 * @param name of a line, in the document's language
 */
export function depositContent(source: Source, beginning: Beginning, choice: DepositChoice, name: string): ConvertResult {
	const { document, facts, id } = source;
	const groups = groupsOf(document);
	const whole = sumOf(groups.map((group) => group.shown));
	const percent = 'percent' in choice ? parseDecimal(choice.percent, RATE_LIMITS) : undefined;
	if (percent && !percent.ok) return { ok: false, problem: 'not-a-quantity' };
	const total = 'minor' in choice ? choice.minor : divideRounded(whole * percent!.value.digits, 100n * pow10(percent!.value.scale));
	if (total <= 0n || whole <= 0n) return { ok: false, problem: 'not-positive' };
	const shares = apportion(
		total,
		groups.map(({ shown }) => shown * total),
		whole
	);
	let order: string | undefined;
	const lines = groups.flatMap(({ line }, at): DocumentLine[] => {
		if (shares[at] === 0n) return [];
		order = orderBetween(order, undefined);
		const { from: _, itemId: __, priceBase: ___, periodStart: ____, periodEnd: _____, ...copy } = copyLine(line);
		const share = shares[at]!;
		const price = major(document.content, absolute(share));
		return [{ ...copy, order, name, description: '', quantity: share < 0n ? '-1' : '1', unit: 'C62', price, allowances: [] }];
	});
	const content: DocumentContent = { ...inherited({ document, facts, id }, beginning), lines, allowances: [] };
	const totals = computeTotals(content);
	if (!totals.ok || totals.value.taxExclusive > leftForDeposits(document, facts)) return { ok: false, problem: 'more-than-left' };
	return { ok: true, content };
}

/** The lines by how they are taxed, with what they come to together with the document's discounts. */
function groupsOf({ content, totals: frozen }: IssuedDocument): { line: DocumentLine; shown: bigint }[] {
	const totals = thawTotals(frozen);
	const groups: { line: DocumentLine; shown: bigint }[] = [];
	for (const line of content.lines) {
		const shown = totals.lines.find(({ id }) => id === line.id)?.shown ?? 0n;
		const known = groups.find((group) => sameTaxes(group.line.taxes, line.taxes));
		if (known) known.shown += shown;
		else groups.push({ line, shown });
	}
	const lines = sumOf(groups.map(({ shown }) => shown));
	const effect = sumOf(totals.allowances.map(({ kind, amount }) => (kind === 'charge' ? amount : -amount)));
	if (effect === 0n || lines === 0n) return groups;
	const after = apportion(
		lines + effect,
		groups.map(({ shown }) => shown * (lines + effect)),
		lines
	);
	return groups.map(({ line }, at) => ({ line, shown: after[at]! }));
}

/**
 * The invoice with the deposit deducted: a line below zero for each of the deposit's, by its number and date, so that its taxes are deducted too.
 * Never more than the invoice has under the same taxes; what is left of the deposit is for a later invoice.
 *
 * @param name of a line: number and date of the deposit, in the document's language
 */
export function withDeduction(content: DocumentContent, deposit: Source, name: string): DocumentContent {
	const left = leftToDeduct(deposit.document, deposit.facts);
	const rest = new Map(groupsNow(content).map((group) => [group, group.shown]));
	const lines = [...content.lines];
	for (const line of deposit.document.content.lines) {
		const group = [...rest.keys()].find((each) => sameTaxes(each.taxes, line.taxes));
		const room = group ? rest.get(group)! : 0n;
		const minor = lesser(left.get(line.id) ?? 0n, room);
		if (!group || minor <= 0n) continue;
		rest.set(group, room - minor);
		const { itemId: _, ...copy } = copyLine(line);
		lines.push({
			...copy,
			order: orderBetween(lines.at(-1)?.order, undefined),
			name,
			description: '',
			quantity: '-1',
			unit: 'C62',
			price: major(content, minor),
			allowances: [],
			from: [{ documentId: deposit.id, line: line.id }]
		});
	}
	if (lines.length === content.lines.length) return content;
	return { ...content, lines, allowances: onDealt(content), origins: [...(content.origins ?? []), originOf(deposit)] };
}

/** Percentages are of what was delivered, not of what a deposit leaves of it. */
function onDealt(content: DocumentContent): AllowanceCharge[] {
	const deposits = new Set((content.origins ?? []).filter(({ type }) => type === 'deposit-invoice').map(({ documentId }) => documentId));
	const dealt = content.lines.filter(({ from = [] }) => !from.some(({ documentId }) => deposits.has(documentId)));
	const computed = computeTotals({ ...content, lines: dealt });
	const base = major(content, sumOf((computed.ok ? computed.value : computed.provisional).lines.map(({ shown }) => shown)));
	return content.allowances.map((entry) => (isProportional(entry) ? { ...entry, base } : entry));
}

function groupsNow(content: DocumentContent): { taxes: DocumentLine['taxes']; shown: bigint }[] {
	const computed = computeTotals(content);
	const totals = computed.ok ? computed.value : computed.provisional;
	const groups: { taxes: DocumentLine['taxes']; shown: bigint }[] = [];
	for (const line of content.lines) {
		const shown = totals.lines.find(({ id }) => id === line.id)?.shown ?? 0n;
		const known = groups.find((group) => sameTaxes(group.taxes, line.taxes));
		if (known) known.shown += shown;
		else groups.push({ taxes: line.taxes, shown });
	}
	return groups;
}

/** What the deal was about, without what belonged to that one paper. */
function inherited({ id, document, facts }: Source, beginning: Beginning): DocumentContent {
	const { content } = document;
	const {
		seriesId: _series,
		preceding: _preceding,
		rounding: _rounding,
		prepaid: _prepaid,
		cashRounding: _cash,
		stampDuty: _stamp,
		instalments: _instalments,
		attachments: _attachments,
		receipt: _receipt,
		supplyDate: _supply,
		periodStart: _start,
		periodEnd: _end,
		...copy
	} = content;
	const origin = originOf({ id, document, facts });
	return {
		...copy,
		...beginning,
		origins:
			beginning.type === 'deposit-invoice'
				? [origin]
				: [origin, ...(content.origins ?? []).filter(({ type }) => type !== 'deposit-invoice')],
		lines: [],
		allowances: [],
		withholdings: content.withholdings.map((entry) => ({ ...entry })),
		privateNotes: '',
		customFields: content.customFields.map((field) => ({ ...field, id: partId() }))
	};
}

function originOf({ id, document: { number, content } }: Source): Origin {
	return { documentId: id, type: content.type as DocumentType, number, issueDate: content.issueDate };
}

function partOfLine(line: DocumentLine, quantity: Decimal, content: DocumentContent, documentId: string): DocumentLine {
	const from: LineSource[] = [{ documentId, line: line.id }, ...(line.from ?? [])];
	const whole = parseDecimal(line.quantity, QUANTITY_LIMITS);
	const copy = { ...copyLine(line), quantity: shortDecimalString(quantity), from };
	if (!whole.ok || whole.value.digits === 0n || same(line.quantity, copy.quantity)) return copy;
	// Fixed amounts on the line go down in proportion; percentages stay.
	const part = (text: string) => {
		const parsed = parseAmount(content.currency, text);
		if (!parsed.ok) return text;
		const shared = parsed.value.minor * quantity.digits * pow10(whole.value.scale);
		return major(content, divideRounded(shared, whole.value.digits * pow10(quantity.scale)));
	};
	const allowances = copy.allowances.map((entry) => ({
		...entry,
		...(entry.amount !== undefined && { amount: part(entry.amount) }),
		...(entry.base !== undefined && { base: part(entry.base) })
	}));
	return { ...copy, allowances };
}

/** Further from zero than what is left, or on the other side of it. */
function isBeyond(asked: Decimal, left: Decimal): boolean {
	const scale = Math.max(asked.scale, left.scale);
	const [a, b] = [asked.digits * pow10(scale - asked.scale), left.digits * pow10(scale - left.scale)];
	return a > 0n !== b > 0n || absolute(a) > absolute(b);
}

function same(a: string, b: string): boolean {
	const [left, right] = [parseDecimal(a, QUANTITY_LIMITS), parseDecimal(b, QUANTITY_LIMITS)];
	return left.ok && right.ok && left.value.digits * pow10(right.value.scale) === right.value.digits * pow10(left.value.scale);
}

function lesser(a: bigint, b: bigint): bigint {
	return a < b ? a : b;
}

function sumOf(values: readonly bigint[]): bigint {
	return values.reduce((sum, value) => sum + value, 0n);
}

function major({ currency }: Pick<DocumentContent, 'currency'>, minor: bigint): string {
	return amountString(amount(currency, minor));
}
