/**
 * BG-25. A price is net and never below zero: a negative one is turned by negating the quantity too. Where prices were typed with their taxes, the price
 * is the line's net for its whole quantity (BT-149), after its allowances, so that nothing is lost by rounding it for one piece.
 */
import type { AllowanceCharge, DocumentContent, DocumentLine, Totals } from '../../documents/document.ts';
import { FigureReader } from '../../documents/figures.ts';
import {
	absolute,
	divide,
	multiply,
	ONE,
	parseDecimal,
	PRICE_LIMITS,
	QUANTITY_LIMITS,
	RATE_LIMITS,
	shortDecimalString,
	ZERO,
	type Decimal,
	type DecimalLimits
} from '../../money/decimal.ts';
import type { AllowanceOrCharge, InvoiceLine } from '../model.ts';
import { vatOf } from './taxes.ts';

export interface LineContext {
	content: DocumentContent;
	totals: Totals;
	money: (minor: bigint) => string;
	/** Decimals of the currency. */
	exponent: number;
}

export function linesOf(context: LineContext): InvoiceLine[] {
	const reader = new FigureReader(context.content);
	const nets = new Map(context.totals.lines.map(({ id, net }) => [id, net]));
	return context.content.lines.map((line, index) => lineOf(line, index, nets.get(line.id) ?? 0n, reader, context));
}

function lineOf(
	line: DocumentLine,
	index: number,
	net: bigint,
	reader: FigureReader,
	{ content, money, exponent }: LineContext
): InvoiceLine {
	const quantity = read(line.quantity, QUANTITY_LIMITS) ?? ZERO;
	const price = read(line.price, PRICE_LIMITS) ?? ZERO;
	const base = read(line.priceBase, QUANTITY_LIMITS) ?? ONE;
	const amount = divide(multiply(quantity, price), base, exponent).digits;
	const gross = content.prices === 'gross';
	const flips = gross ? net < 0n !== quantity.digits < 0n && net !== 0n : price.digits < 0n;
	const period = { ...(line.periodStart && { start: line.periodStart }), ...(line.periodEnd && { end: line.periodEnd }) };
	return {
		id: String(index + 1),
		quantity: shortDecimalString(flips ? negated(quantity) : quantity),
		unit: line.unit,
		net: money(net),
		...(Object.keys(period).length > 0 && { period }),
		allowances: gross ? [] : effects(line.allowances, false, amount, reader, money),
		charges: gross ? [] : effects(line.allowances, true, amount, reader, money),
		price: gross ? wholePrice(net, quantity, line.unit, money) : unitPrice(price, base, line.unit),
		...vatOf(line.taxes),
		item: {
			name: line.name.trim() || line.description.trim(),
			...(line.name.trim() && line.description.trim() && { description: line.description }),
			classifications: [],
			attributes: []
		}
	};
}

function unitPrice(price: Decimal, base: Decimal, unit: string): InvoiceLine['price'] {
	const isOne = shortDecimalString(base) === '1';
	return {
		net: shortDecimalString({ ...price, digits: absolute(price.digits) }),
		...(!isOne && { baseQuantity: shortDecimalString(base), baseUnit: unit })
	};
}

function wholePrice(net: bigint, quantity: Decimal, unit: string, money: (minor: bigint) => string): InvoiceLine['price'] {
	const pieces = shortDecimalString({ ...quantity, digits: absolute(quantity.digits) });
	if (quantity.digits === 0n) return { net: '0' };
	return { net: money(absolute(net)), ...(pieces !== '1' && { baseQuantity: pieces, baseUnit: unit }) };
}

/** An allowance below zero is a charge, and the other way about. */
function effects(
	all: readonly AllowanceCharge[],
	charges: boolean,
	amount: bigint,
	reader: FigureReader,
	money: (minor: bigint) => string
): AllowanceOrCharge[] {
	return all.flatMap((each, index) => {
		const effect = reader.effect(each, amount, `allowances.${index}`).amount;
		const isCharge = (each.kind === 'charge') !== effect < 0n;
		if (isCharge !== charges || effect === 0n) return [];
		const percent = each.amount?.trim() ? undefined : read(each.percent, RATE_LIMITS);
		const base = reader.minor(each.base, `allowances.${index}.base`) ?? amount;
		return [
			{
				amount: money(absolute(effect)),
				...(percent && { base: money(absolute(base)), percent: shortDecimalString(percent) }),
				...reasonOf(each.reason, isCharge)
			}
		];
	});
}

/** UNTDID 5189 "discount" and 7161 "miscellaneous": what is said where no reason was typed (BR-33, BR-38, BR-42, BR-44). */
export function reasonOf(reason: string, isCharge: boolean): { reason: string } | { reasonCode: string } {
	return reason.trim() ? { reason: reason.trim() } : { reasonCode: isCharge ? 'ZZZ' : '95' };
}

function read(text: string | undefined, limits: DecimalLimits): Decimal | undefined {
	if (!text?.trim()) return undefined;
	const parsed = parseDecimal(text, limits);
	return parsed.ok ? parsed.value : undefined;
}

function negated({ digits, scale }: Decimal): Decimal {
	return { digits: -digits, scale };
}
