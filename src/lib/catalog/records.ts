/** The worker's half of products and services: how they lie in the workspace and what their list shows. */
import { liveType } from '../workspace/live-type.ts';
import type { Item } from './item.ts';
import { ITEM_LIST, itemRow, itemText } from './rows.ts';

export const ITEM_TYPE = liveType<Item>({
	type: 'item',
	schema: 1,
	shape: { texts: ['description'], keyed: [] },
	list: ITEM_LIST,
	row: itemRow,
	text: itemText,
	title: ({ name, code }) => name || code
});
