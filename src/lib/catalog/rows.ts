import type { ItemRow } from '../worker-api.ts';
import type { ColumnKind, ListShape } from '../workspace/lists/shape.ts';
import type { Item } from './item.ts';

export const ITEM_LIST: ListShape = {
	list: 'item',
	columns: {
		code: 'text',
		name: 'text',
		kind: 'value',
		unit: 'value',
		price: 'decimal',
		currency: 'value',
		taxPreset: 'value',
		archived: 'flag'
	} satisfies Record<Exclude<keyof ItemRow, 'id'>, ColumnKind>,
	ties: ['name']
};

/** What the list of items shows. */
export function itemRow(id: string, item: Item): ItemRow {
	const { code, name, kind, unit, price, currency, taxPreset, archived } = item;
	return { id, code, name, kind, unit, price, currency, archived, ...(taxPreset && { taxPreset }) };
}

/** All that a search finds an item by. */
export function itemText({ code, name, description, price }: Item): string {
	return [code, name, description, price].filter(Boolean).join('\n');
}
