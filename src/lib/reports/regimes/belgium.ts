/** Belgium: the periodic return. Credit notes have grids of their own; what was bought stands with its base by what it was, its tax by who owes it. */
import type { PurchaseSupply } from '../../expenses/supplies.ts';
import type { Label } from '../report.ts';
import { EVERY } from '../tally.ts';
import { byName, line, minus, place, plus, total, type Regime } from './regime.ts';

const RATES: Record<string, Label> = {
	'6': line('01/54', 'Opérations à 6 %'),
	'12': line('02/54', 'Opérations à 12 %'),
	'21': line('03/54', 'Opérations à 21 %')
};
const UNTAXED: Record<string, readonly [row: string, label: Label]> = {
	Z: ['00', line('00', 'Opérations soumises à un régime particulier')],
	AE: ['44', line('44/45', 'Taxe due par le cocontractant')],
	K: ['46', line('46', 'Livraisons intracommunautaires exemptées')],
	G: ['47', line('47', 'Autres opérations exemptées et opérations à l’étranger')],
	E: ['00', line('00', 'Opérations soumises à un régime particulier')],
	O: ['47', line('47', 'Autres opérations exemptées et opérations à l’étranger')]
};
const ASSESSED: Partial<Record<PurchaseSupply, readonly [row: string, label: Label]>> = {
	acquisition: ['86', line('86/55', 'Acquisitions intracommunautaires')],
	'services-eu': ['88', line('88/55', 'Services intracommunautaires')],
	'services-abroad': ['87', line('87/56', 'Autres opérations à l’entrée, taxe due par le déclarant')],
	domestic: ['87', line('87/56', 'Autres opérations à l’entrée, taxe due par le déclarant')],
	import: ['57', line('87/57', 'Importations avec report de perception')]
};
const CREDITS = line('49/64', 'Notes de crédit délivrées');
const FREE_CREDITS = line('48', 'Notes de crédit relatives aux grilles 44 et 46');
const DEDUCTED = line('59', 'TVA déductible');
const BOUGHT = line('81–83', 'Marchandises, services et investissements');

export const BELGIUM: Regime = {
	layouts: [
		{
			key: 'charged',
			title: { text: 'Taxes dues' },
			fixed: Object.entries(RATES).map(([rate, label]) => ({ key: `rate ${rate}`, label })),
			order: 'name',
			totals: [total('sum-charged', line('XX', 'Total des taxes dues'), plus('charged', EVERY))]
		},
		{ key: 'untaxed', title: { text: 'Opérations sans taxe' }, order: 'name', optional: true },
		{ key: 'bought', title: { text: 'Opérations à l’entrée' }, fixed: [{ key: '81', label: BOUGHT }] },
		{
			key: 'paid',
			title: { text: 'Taxes déductibles' },
			fixed: [{ key: '59', label: DEDUCTED }],
			totals: [total('sum-paid', line('YY', 'Total des taxes déductibles'), plus('paid', EVERY))]
		},
		{ key: 'result', totals: [total('due', line('71/72', 'Solde (à récupérer en négatif)'), plus('charged', EVERY), minus('paid', EVERY))] }
	],
	sales(tax, isCredit) {
		const { rate, category } = tax;
		const other = Number(rate || 0) === 0 ? UNTAXED[category] : undefined;
		if (other)
			return isCredit && (category === 'AE' || category === 'K') ? place('untaxed', '48', FREE_CREDITS) : place('untaxed', ...other);
		if (isCredit) return place('charged', 'credits', CREDITS);
		const known = category === 'S' || category === '' ? RATES[rate] : undefined;
		return known ? place('charged', `rate ${rate}`, known) : byName('charged', tax);
	},
	purchases: () => place('paid', '59', DEDUCTED),
	assessed(tax) {
		const known = tax.supply && ASSESSED[tax.supply];
		return known ? place('charged', ...known) : byName('charged', tax);
	},
	bought: { section: 'bought', row: '81' },
	note: 'note_BE'
};
