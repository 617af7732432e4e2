/** What a document sold, by item: the lines as they were sold, and what discounts and rounding leave. Together they are its sales. */
import { conversionOf, fitted } from '../accounting/conversion.ts';
import { minorOf } from '../accounting/document-entries.ts';
import type { IssuedDocument } from '../documents/document.ts';
import { kindOf } from '../documents/kinds.ts';
import type { Part, SoldItem } from './figure.ts';

/** What stands on a document and is no item: discounts and charges on the whole. */
export const NO_ITEM = '';

/** Lines that deduct deposit invoices sell nothing. Of a deposit invoice: what it is a deposit for. */
export function soldItems({ content, totals }: IssuedDocument, parts: readonly Part[], base: string): SoldItem[] {
	const rate = conversionOf(content, base);
	if ('leftOut' in rate) return [];
	const role = content.type === 'deposit-invoice' ? 'advances' : 'sales';
	const sold = parts.reduce((sum, part) => (part.role === role ? sum - part.amount : sum), 0n);
	const deposits = new Set((content.origins ?? []).filter(({ type }) => type === 'deposit-invoice').map(({ documentId }) => documentId));
	const sign = BigInt(kindOf(content.type).owes);
	const nets = new Map(totals.lines.map(({ id, net }) => [id, rate.into(minorOf(content.currency, net)) * sign]));
	const items = new Map<string, SoldItem>();
	const add = (key: string, name: string, amount: bigint) => {
		const known = items.get(key);
		if (known) known.amount += amount;
		else items.set(key, { key, name, amount });
	};
	for (const { id, itemId, name, from } of content.lines)
		if (!from?.[0] || !deposits.has(from[0].documentId)) add(itemId ?? `words ${name}`, name, nets.get(id) ?? 0n);
	const extras = [...totals.allowances].reduce(
		(sum, { kind, amount }) => sum + rate.into(minorOf(content.currency, amount)) * (kind === 'charge' ? sign : -sign),
		0n
	);
	if (extras !== 0n && content.prices === 'net') add(NO_ITEM, '', extras);
	const all = [...items.values()];
	const rest = sold - all.reduce((sum, { amount }) => sum + amount, 0n);
	// A cent of a rate or of a gross price belongs to the largest line; more than that is a discount on the whole.
	if (rest !== 0n && (all.length === 0 || size(rest) > BigInt(content.lines.length))) add(NO_ITEM, '', rest);
	const whole = [...items.values()];
	const amounts = fitted(
		whole.map(({ amount }) => amount),
		sold
	);
	return whole.map((item, at) => ({ ...item, amount: amounts[at]! })).filter(({ amount }) => amount !== 0n);
}

function size(value: bigint): bigint {
	return value < 0n ? -value : value;
}
