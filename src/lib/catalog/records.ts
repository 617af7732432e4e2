/** The worker's half of products and services: how they lie in the workspace and what their list shows. */
import { liveType } from '../workspace/live-type.ts';
import type { Item } from './item.ts';
import { itemRow } from './rows.ts';

export const ITEM_TYPE = liveType<Item>({
	type: 'item',
	schema: 1,
	shape: { texts: ['description'], keyed: [] },
	list: 'item',
	row: itemRow,
	title: ({ name, code }) => name || code
});
