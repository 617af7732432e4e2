/** Spain: modelo 303. Credit notes change bases and taxes by boxes of their own (14 and 15); the surcharge of equivalence has its boxes by rate. */
import type { Label } from '../report.ts';
import { EVERY } from '../tally.ts';
import { byName, line, minus, place, plus, total, type Regime } from './regime.ts';

const RATES: Record<string, Label> = {
	'4': line('01–03', 'Régimen general 4 %'),
	'10': line('04–06', 'Régimen general 10 %'),
	'21': line('07–09', 'Régimen general 21 %')
};
const OTHERS: Record<string, Label> = {
	K: line('59', 'Entregas intracomunitarias'),
	G: line('60', 'Exportaciones y asimiladas'),
	AE: line('122', 'Inversión del sujeto pasivo'),
	E: line('', 'Operaciones exentas'),
	O: line('', 'Operaciones no sujetas'),
	Z: line('150–152', 'Régimen general 0 %')
};
const CREDITS = line('14–15', 'Modificación de bases y cuotas');
const SURCHARGE = line('16–24', 'Recargo de equivalencia');
const DEDUCTED = line('28–29', 'Cuotas soportadas en operaciones interiores');
const ACQUIRED = line('10–11', 'Adquisiciones intracomunitarias de bienes y servicios');
const REVERSED = line('12–13', 'Otras operaciones con inversión del sujeto pasivo');
const DEFERRED = line('77', 'IVA a la importación pendiente de ingreso');
const IMPORTED = line('32–33', 'Importaciones de bienes corrientes');
const ACQUIRED_BACK = line('36–37', 'Adquisiciones intracomunitarias de bienes y servicios corrientes');

export const SPAIN: Regime = {
	layouts: [
		{
			key: 'charged',
			title: { text: 'IVA devengado' },
			fixed: [...Object.entries(RATES).map(([rate, label]) => ({ key: `rate ${rate}`, label })), { key: 'credits', label: CREDITS }],
			order: 'name',
			totals: [total('27', line('27', 'Total cuota devengada'), plus('charged', EVERY))]
		},
		{
			key: 'paid',
			title: { text: 'IVA deducible' },
			fixed: [{ key: '28', label: DEDUCTED }],
			order: 'name',
			totals: [total('45', line('45', 'Total a deducir'), plus('paid', EVERY))]
		},
		{ key: 'untaxed', title: { text: 'Información adicional' }, order: 'name', optional: true },
		{
			key: 'result',
			totals: [total('46', line('46', 'Resultado'), plus('charged', EVERY), plus('untaxed', EVERY), minus('paid', EVERY))]
		},
		{
			key: 'import',
			optional: true,
			totals: [total('69', line('69', 'Resultado con la importación'), plus('charged', EVERY), minus('paid', EVERY), plus('import', EVERY))]
		}
	],
	sales(tax, isCredit) {
		const { name, rate, category } = tax;
		const other = OTHERS[category];
		if (other && Number(rate || 0) === 0) return place(category === 'Z' ? 'charged' : 'untaxed', `category ${category}`, other);
		if (isCredit) return place('charged', 'credits', CREDITS);
		if (/recargo|\bR\.?E\.?\b/i.test(name)) return place('charged', 'surcharge', SURCHARGE);
		const known = category === 'S' || category === '' ? RATES[rate] : undefined;
		return known ? place('charged', `rate ${rate}`, known) : byName('charged', tax);
	},
	purchases({ supply }) {
		if (supply === 'import' || supply === 'customs') return place('paid', '32', IMPORTED);
		if (supply === 'acquisition' || supply === 'services-eu') return place('paid', '36', ACQUIRED_BACK);
		return place('paid', '28', DEDUCTED);
	},
	assessed({ supply }) {
		if (supply === 'import') return place('import', '77', DEFERRED);
		return supply === 'acquisition' || supply === 'services-eu' ? place('charged', '10', ACQUIRED) : place('charged', '12', REVERSED);
	},
	note: 'note_ES'
};
