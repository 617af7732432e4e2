/** Morocco (TVA), India (GSTR-3B), and the sales taxes of the United States. */
import type { PurchaseSupply } from '../../expenses/supplies.ts';
import type { TaxOf } from '../figure.ts';
import type { Label } from '../report.ts';
import { EVERY } from '../tally.ts';
import { byName, line, minus, place, plus, total, type Regime } from './regime.ts';

const RATES = ['20', '14', '10', '7'];
const EXEMPT = line('', 'Exonéré et hors champ');
const DEDUCTED = line('', 'TVA déductible');
const IMPORTED = line('', 'TVA déductible à l’importation');
/** CGI, art. 115: the client of a business that is not resident declares its tax. */
const NON_RESIDENTS = line('', 'Opérations réalisées par des non-résidents (art. 115 CGI)');

export const MOROCCO: Regime = {
	layouts: [
		{ key: 'turnover', fixed: [{ key: 'turnover', label: line('', 'Chiffre d’affaires total') }] },
		{
			key: 'charged',
			title: { text: 'TVA exigible' },
			fixed: RATES.map((rate) => ({ key: `rate ${rate}`, label: line('', `Taux de ${rate} %`) })),
			order: 'name',
			totals: [total('sum-charged', line('', 'Total de la TVA exigible'), plus('charged', EVERY))]
		},
		{ key: 'paid', title: { text: 'Déductions' }, fixed: [{ key: 'deducted', label: DEDUCTED }], order: 'name' },
		{ key: 'result', totals: [total('due', line('', 'TVA due (crédit en négatif)'), plus('charged', EVERY), minus('paid', EVERY))] }
	],
	turnover: { section: 'turnover', row: 'turnover' },
	sales(tax) {
		if (Number(tax.rate || 0) === 0) return place('charged', 'exempt', EXEMPT);
		return RATES.includes(tax.rate) ? place('charged', `rate ${tax.rate}`, line('', `Taux de ${tax.rate} %`)) : byName('charged', tax);
	},
	purchases: ({ supply }) => (supply === 'customs' ? place('paid', 'imported', IMPORTED) : place('paid', 'deducted', DEDUCTED)),
	assessed: () => place('charged', 'non-residents', NON_RESIDENTS),
	note: 'note_MA'
};

const INDIAN = ['IGST', 'CGST', 'SGST', 'Cess'] as const;
const OUTWARD: Partial<Record<TaxOf['category'], readonly [string, Label]>> = {
	G: ['zero-rated', line('3.1(b)', 'Outward taxable supplies, zero rated')],
	Z: ['zero-rated', line('3.1(b)', 'Outward taxable supplies, zero rated')],
	E: ['exempt', line('3.1(c)', 'Other outward supplies, nil rated or exempt')],
	O: ['non-gst', line('3.1(e)', 'Non-GST outward supplies')]
};

/** Table 4(A) of GSTR-3B: imports of goods, of services, and what else is under reverse charge. */
const INWARD: Readonly<Record<PurchaseSupply, string>> = {
	...{ customs: '4(A)(1)', import: '4(A)(1)', 'services-abroad': '4(A)(2)' },
	...{ domestic: '4(A)(3)', acquisition: '4(A)(1)', 'services-eu': '4(A)(2)' }
};

/** The head of the tax; what goes by another name is told by it. */
function headOf({ name }: TaxOf): (typeof INDIAN)[number] | undefined {
	if (/UTGST/i.test(name)) return 'SGST';
	return INDIAN.find((head) => name.toUpperCase().includes(head.toUpperCase()));
}

export const INDIA: Regime = {
	layouts: [
		{
			key: 'charged',
			title: { text: '3.1 Outward supplies' },
			fixed: INDIAN.map((head) => ({ key: head, label: line('3.1(a)', head) })),
			order: 'name',
			totals: [total('sum-charged', { word: 'sumCharged' }, plus('charged', EVERY))]
		},
		{
			key: 'paid',
			title: { text: '4 Eligible input tax credit' },
			fixed: INDIAN.map((head) => ({ key: head, label: line('4(A)(5)', head) })),
			order: 'name',
			totals: [total('sum-paid', { word: 'sumPaid' }, plus('paid', EVERY))]
		},
		{
			key: 'result',
			title: { text: '6.1 Payment of tax' },
			totals: [
				...INDIAN.map((head) =>
					total(
						`due ${head}`,
						line('', head),
						...[plus('charged', head), plus('charged', `reverse ${head}`), minus('paid', head)],
						...[...new Set(Object.values(INWARD))].map((box) => minus('paid', `${box} ${head}`))
					)
				),
				total('due', { word: 'rowDue' }, plus('charged', EVERY), minus('paid', EVERY))
			]
		}
	],
	sales(tax) {
		const other = Number(tax.rate || 0) === 0 ? OUTWARD[tax.category] : undefined;
		if (other) return place('charged', ...other);
		const head = headOf(tax);
		return head ? place('charged', head, line('3.1(a)', head)) : byName('charged', tax);
	},
	purchases(tax) {
		const head = headOf(tax);
		if (!head) return byName('paid', tax);
		const box = tax.supply && INWARD[tax.supply];
		return box ? place('paid', `${box} ${head}`, line(box, head)) : place('paid', head, line('4(A)(5)', head));
	},
	assessed(tax) {
		const head = headOf(tax);
		return head ? place('charged', `reverse ${head}`, line('3.1(d)', head)) : byName('charged', tax);
	},
	note: 'note_IN'
};

/** A sales tax that was paid is part of the cost: there is nothing to take off. */
export const UNITED_STATES: Regime = {
	layouts: [
		{ key: 'turnover', fixed: [{ key: 'turnover', label: { text: 'Gross sales' } }] },
		{
			key: 'charged',
			title: { text: 'Sales tax by jurisdiction' },
			order: 'name',
			totals: [total('due', { text: 'Tax collected' }, plus('charged', EVERY))]
		},
		{ key: 'paid', title: { word: 'sectionPaid' }, order: 'name', optional: true }
	],
	turnover: { section: 'turnover', row: 'turnover' },
	sales: (tax) => byName('charged', tax),
	purchases: (tax) => byName('paid', tax),
	assessed: (tax) => byName('charged', tax),
	note: 'note_US'
};
