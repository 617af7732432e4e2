/** What a line says in figures, and of its discounts and surcharges. */
import type { AllowanceCharge, DocumentLine, LineTotal } from '../../document.ts';
import type { DocumentFormat } from '../format.ts';
import type { DocumentLabels, UnitCode } from '../labels/labels.ts';
import type { Look } from './look.ts';

export type LineFigures = Record<'quantity' | 'price' | 'tax' | 'amount', string>;
type Said = Pick<Look, 'document' | 'labels' | 'format'>;

export function figuresOf(line: DocumentLine, total: LineTotal | undefined, { document, labels, format }: Said): LineFigures {
	const { currency } = document.totals;
	const price = format.price(line.price, currency);
	const base = line.priceBase && line.priceBase !== '1' ? format.decimal(line.priceBase) : '';
	return {
		quantity: `${format.decimal(line.quantity)} ${unitLabel(line, labels, format)}`.trim(),
		price: base ? labels.perUnits(price, base) : price,
		tax: line.taxes.map((tax) => (tax.category === 'O' ? '–' : format.percent(tax.rate))).join(' + '),
		amount: total ? format.amount(total.shown, currency) : ''
	};
}

function unitLabel({ unit, quantity }: DocumentLine, labels: DocumentLabels, format: DocumentFormat): string {
	const label = labels.units[unit as UnitCode] ?? unit;
	return typeof label === 'string' ? label : format.plural(quantity) === 'one' ? label.one : label.other;
}

/** Each allowance as it was typed, with its effect where the engine gives it for one alone. */
export function allowanceTexts(line: DocumentLine, total: LineTotal | undefined, { document, labels, format }: Said): string[] {
	const { currency } = document.totals;
	const sole = (kind: AllowanceCharge['kind']) => line.allowances.filter((entry) => entry.kind === kind).length === 1;
	return line.allowances.map((entry) => {
		const { kind, reason, percent, amount, base } = entry;
		const sign = kind === 'allowance' ? -1n : 1n;
		const effect = total && (kind === 'allowance' ? total.allowances : total.charges);
		const share =
			percent && base ? labels.percentOf(format.percent(percent), format.price(base, currency)) : percent && format.percent(percent);
		const name = reason || (kind === 'allowance' ? labels.allowance : labels.charge);
		const words = share ? `${name} ${share}` : name;
		if (sole(kind) && effect !== undefined) return `${words}: ${format.amount(sign * effect, currency)}`;
		return amount ? `${words}: ${format.price(sign < 0n ? negated(amount) : amount, currency)}` : words;
	});
}

function negated(amount: string): string {
	return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
