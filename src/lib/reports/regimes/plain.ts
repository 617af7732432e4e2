/** Where no form is known: taxes charged and paid by name and rate. */
import { EVERY } from '../tally.ts';
import { byName, minus, plus, total, type Regime } from './regime.ts';

export const PLAIN: Regime = {
	layouts: [
		{
			key: 'charged',
			title: { word: 'sectionCharged' },
			order: 'name',
			totals: [total('sum-charged', { word: 'sumCharged' }, plus('charged', EVERY))]
		},
		{
			key: 'paid',
			title: { word: 'sectionPaid' },
			order: 'name',
			totals: [total('sum-paid', { word: 'sumPaid' }, plus('paid', EVERY))]
		},
		{ key: 'result', totals: [total('due', { word: 'rowDue' }, plus('charged', EVERY), minus('paid', EVERY))] }
	],
	sales: (tax) => byName('charged', tax),
	purchases: (tax) => byName('paid', tax),
	assessed: (tax) => byName('charged', tax)
};
