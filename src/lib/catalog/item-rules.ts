/** What is wrong with an item, field by field; and what an empty one looks like. */
import type { Business } from '../business/business.ts';
import { LIMITS, Rules, type Problems } from '../business/field-rules.ts';
import { isCurrency } from '../money/currencies.ts';
import { PRICE_LIMITS } from '../money/decimal.ts';
import type { Item } from './item.ts';

export function validateItem(item: Item): Problems {
	const rules = new Rules();
	rules.required('name', item.name);
	rules.text('name', item.name, LIMITS.name);
	rules.text('code', item.code, LIMITS.number);
	rules.text('description', item.description, LIMITS.text);
	for (const field of ['price', 'cost'] as const) {
		rules.decimal(field, item[field], PRICE_LIMITS);
		if (item[field]?.startsWith('-')) rules.error(field, 'negative');
	}
	if (!isCurrency(item.currency)) rules.error('currency', 'currency');
	if (!/^[A-Z0-9]{1,3}$/.test(item.unit)) rules.error('unit', 'required');
	return rules.problems;
}

export function newItem(business: Business): Item {
	return { code: '', name: '', description: '', kind: 'service', unit: 'HUR', price: '', currency: business.currency, archived: false };
}

/** The item as it is saved: a price left empty is zero. */
export function tidyItem(item: Item): Item {
	return { ...item, price: item.price || '0', cost: item.cost || undefined };
}
