import type { ItemRow } from '../worker-api.ts';
import type { Item } from './item.ts';

/** What the list of items shows. */
export function itemRow(id: string, item: Item): ItemRow {
	const { code, name, kind, unit, price, currency, taxPreset, archived } = item;
	return { id, code, name, kind, unit, price, currency, archived, ...(taxPreset && { taxPreset }) };
}
