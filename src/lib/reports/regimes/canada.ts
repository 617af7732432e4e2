/** Canada: GST/HST return, and with Québec's sales tax the combined one (FPZ-500). Provincial sales taxes of other provinces are told by name. */
import { EVERY } from '../tally.ts';
import type { TaxOf } from '../figure.ts';
import { byName, line, minus, place, plus, total, type Regime } from './regime.ts';

const FEDERAL = /\b(GST|HST|TPS|TVH)\b/i;
const QUEBEC = /\b(QST|TVQ)\b/i;

const LABELS = {
	'101': line('101', 'Sales and other revenue / Fournitures'),
	'105': line('105', 'GST/HST collected / TPS/TVH perçue'),
	'108': line('108', 'Input tax credits / CTI'),
	'109': line('109', 'Net GST/HST / TPS/TVH nette'),
	// Outside net tax: GST/HST return, line 405 (CRA, GST/HST Info Sheet on imported taxable supplies).
	'405': line('405', 'GST/HST self-assessed / TPS/TVH autocotisée'),
	'205': line('205', 'QST collected / TVQ perçue'),
	'208': line('208', 'Input tax refunds / RTI'),
	'209': line('209', 'Net QST / TVQ nette')
};

const federal = [
	{ key: '101', label: LABELS['101'] },
	{ key: '105', label: LABELS['105'] },
	{ key: '108', label: LABELS['108'] },
	total('109', LABELS['109'], plus('gst', '105'), minus('gst', '108'))
];
const quebec = [
	{ key: '205', label: LABELS['205'] },
	{ key: '208', label: LABELS['208'] },
	total('209', LABELS['209'], plus('qst', '205'), minus('qst', '208'))
];
const due = total(
	'due',
	{ word: 'rowDue' },
	...[plus('gst', '105'), minus('gst', '108'), plus('qst', '205'), minus('qst', '208'), plus('gst', '405')],
	...[plus('charged', EVERY), minus('paid', EVERY)]
);

function canada(withQuebec: boolean): Regime {
	const of = (tax: TaxOf, gst: '105' | '108', qst: '205' | '208', other: string) =>
		FEDERAL.test(tax.name) ? place('gst', gst, LABELS[gst]) : QUEBEC.test(tax.name) ? place('qst', qst, LABELS[qst]) : byName(other, tax);
	return {
		layouts: [
			{ key: 'gst', title: { text: 'TPS/TVH · GST/HST' }, fixed: federal, order: 'name' },
			{
				key: 'qst',
				title: { text: 'TVQ · QST' },
				...(withQuebec ? { fixed: quebec } : { optional: true, totals: [quebec[2] as typeof due] })
			},
			{ key: 'charged', title: { word: 'sectionOtherCharged' }, order: 'name', optional: true },
			{ key: 'paid', title: { word: 'sectionOtherPaid' }, order: 'name', optional: true },
			{ key: 'result', totals: [due] }
		],
		sales: (tax) => of(tax, '105', '205', 'charged'),
		purchases: (tax) => of(tax, '108', '208', 'paid'),
		assessed: (tax) => (FEDERAL.test(tax.name) ? place('gst', '405', LABELS['405']) : byName('charged', tax)),
		note: withQuebec ? 'note_CA-QC' : 'note_CA',
		turnover: { section: 'gst', row: '101' }
	};
}

export const QUEBEC_RETURN = canada(true);
export const CANADA = canada(false);
