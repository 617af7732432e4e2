/** The worker's half of exchange rates: how a month of them lies in the workspace and what their list shows. */
import { liveType } from '../workspace/live-type.ts';
import type { ListShape } from '../workspace/lists/shape.ts';
import type { RateSheetRow } from './api.ts';
import type { RateSheet } from './sheet.ts';

const RATES_LIST: ListShape = {
	list: 'rates',
	columns: { name: 'text', source: 'value', base: 'value', month: 'value', from: 'date', to: 'date', days: 'count', currencies: 'count' },
	ties: ['month']
};

export const RATES_TYPE = liveType<RateSheet>({
	type: 'rates',
	schema: 1,
	shape: { texts: [], keyed: [] },
	list: RATES_LIST,
	row: (id, { source, base, month, days }): RateSheetRow => ({
		id,
		name: `${source} ${month}`,
		source,
		base,
		month,
		from: days[0]?.date ?? '',
		to: days.at(-1)?.date ?? '',
		days: days.length,
		currencies: Math.max(0, ...days.map(({ rates }) => Object.keys(rates).length))
	}),
	text: ({ source, month }) => `${source} ${month}`,
	title: ({ source, month }) => `${source} ${month}`
});
