/** France (CA3), Germany (Umsatzsteuer-Voranmeldung), Switzerland (MWST-Abrechnung), and the United Kingdom (VAT return). */
import type { TaxCategory } from '../../documents/document.ts';
import type { PurchaseSupply } from '../../expenses/supplies.ts';
import type { TaxOf } from '../figure.ts';
import type { Label } from '../report.ts';
import { EVERY } from '../tally.ts';
import { BRITISH_FORM, FRENCH_FORM, GERMAN_FORM } from './form.ts';
import { byName, line, minus, place, plus, TAX, TAXABLE, total, type Regime } from './regime.ts';

type Untaxed = Partial<Record<TaxCategory, readonly [row: string, label: Label]>>;

/** A form that has a line for each rate, some for what is not taxed, and one for what is deducted. */
function byRate(form: {
	charged: Label;
	rates: Record<string, Label>;
	untaxed: Untaxed;
	sumCharged: Label;
	paid: Label;
	deducted: Label;
	sumPaid?: Label;
	result: Label;
	turnover?: Label;
	/** What of purchases comes back on a line of its own. */
	deductedBy?: Partial<Record<PurchaseSupply, readonly [row: string, label: Label]>>;
	assessed: Regime['assessed'];
	/** Rows of what is told once more, and what goes there. */
	memoTitle?: Label;
	memos?: Regime['memos'];
	note: Regime['note'];
	form?: Regime['form'];
}): Regime {
	const { turnover } = form;
	const untaxed = [...new Map(Object.values(form.untaxed).map(([key, label]) => [key, { key, label }])).values()];
	return {
		layouts: [
			...(turnover ? [{ key: 'turnover', fixed: [{ key: 'turnover', label: turnover }] }] : []),
			{
				key: 'charged',
				title: form.charged,
				fixed: Object.entries(form.rates).map(([rate, label]) => ({ key: `rate ${rate}`, label })),
				order: 'name',
				totals: [total('sum-charged', form.sumCharged, plus('charged', EVERY))]
			},
			{ key: 'untaxed', title: { word: 'sectionUntaxed' }, fixed: untaxed, order: 'name' },
			{
				key: 'paid',
				title: form.paid,
				fixed: [{ key: 'deducted', label: form.deducted }],
				order: 'name',
				...(form.sumPaid && { totals: [total('sum-paid', form.sumPaid, plus('paid', EVERY))] })
			},
			{ key: 'result', totals: [total('due', form.result, plus('charged', EVERY), plus('untaxed', EVERY), minus('paid', EVERY))] },
			...(form.memoTitle ? [{ key: 'memo', title: form.memoTitle, order: 'name' as const, optional: true }] : [])
		],
		sales(tax) {
			const found = Number(tax.rate || 0) === 0 ? form.untaxed[tax.category as TaxCategory] : undefined;
			if (found) return place('untaxed', ...found);
			const rate = form.rates[tax.rate];
			return rate && (tax.category === 'S' || tax.category === '') ? place('charged', `rate ${tax.rate}`, rate) : byName('charged', tax);
		},
		purchases({ supply }) {
			const own = supply && form.deductedBy?.[supply];
			return own ? place('paid', ...own) : place('paid', 'deducted', form.deducted);
		},
		assessed: form.assessed,
		...(form.memos && { memos: form.memos }),
		...(form.note && { note: form.note }),
		...(form.form && { form: form.form }),
		...(turnover && { turnover: { section: 'turnover', row: 'turnover' } })
	};
}

const FRENCH: Record<string, Label> = {
	'20': line('08', 'Taux normal 20 %'),
	'10': line('9B', 'Taux réduit 10 %'),
	'5.5': line('09', 'Taux réduit 5,5 %'),
	'2.1': line('', 'Taux particulier 2,1 %')
};
const FRENCH_IMPORTS: Record<string, Label> = {
	'20': line('I1', 'Importations, taux normal 20 %'),
	'10': line('I2', 'Importations, taux réduit 10 %'),
	'5.5': line('I4', 'Importations, taux réduit 5,5 %')
};
/** The bases of part A of the form. */
const FRENCH_BASES: Partial<Record<PurchaseSupply, Label>> = {
	acquisition: line('B2', 'Acquisitions intracommunautaires'),
	'services-eu': line('A3', 'Achats de prestations de services (art. 283-2 CGI)'),
	'services-abroad': line('A3', 'Achats de prestations de services (art. 283-2 CGI)'),
	import: line('A4', 'Importations (autres que les produits pétroliers)'),
	domestic: line('A2', 'Autres opérations imposables')
};

/** The tax on purchases stands with that on sales, by rate; part A has the bases, lines 17 and 24 what of it is from abroad. */
export const FRANCE = byRate({
	charged: { text: 'Opérations imposables' },
	rates: FRENCH,
	assessed(tax) {
		const label = (tax.supply === 'import' ? FRENCH_IMPORTS : FRENCH)[tax.rate];
		return label ? place('charged', `${tax.supply === 'import' ? 'import' : 'rate'} ${tax.rate}`, label) : byName('charged', tax);
	},
	memoTitle: { text: 'Cadre A et « dont »' },
	memos({ supply }, isBack) {
		const base = supply && FRENCH_BASES[supply];
		if (!base) return [];
		if (isBack)
			return supply === 'import' ? [{ place: place('memo', '24', line('24', 'Dont TVA déductible sur importations')), column: TAX }] : [];
		return [
			{ place: place('memo', 'text' in base ? base.text : '', base), column: TAXABLE },
			...(supply === 'acquisition'
				? [{ place: place('memo', '17', line('17', 'Dont TVA sur acquisitions intracommunautaires')), column: TAX } as const]
				: [])
		];
	},
	note: 'note_FR',
	form: FRENCH_FORM,
	untaxed: {
		G: ['E1', line('E1', 'Exportations hors UE')],
		K: ['F2', line('F2', 'Livraisons intracommunautaires')],
		AE: ['E2', line('E2', 'Autres opérations non imposables')],
		E: ['E2', line('E2', 'Autres opérations non imposables')],
		O: ['E2', line('E2', 'Autres opérations non imposables')],
		Z: ['E2', line('E2', 'Autres opérations non imposables')]
	},
	sumCharged: line('16', 'Total de la TVA brute due'),
	paid: { text: 'TVA déductible' },
	deducted: line('20', 'Autres biens et services'),
	sumPaid: line('23', 'Total TVA déductible'),
	result: line('25/28', 'TVA nette due (crédit en négatif)')
});

const GERMAN_ACQUISITIONS: Record<string, Label> = {
	'19': line('Kz 89', 'Innergemeinschaftliche Erwerbe 19 %'),
	'7': line('Kz 93', 'Innergemeinschaftliche Erwerbe 7 %')
};
const GERMAN_REVERSED = ['67', line('Kz 67', 'Vorsteuer aus Leistungen nach § 13b UStG')] as const;

export const GERMANY = byRate({
	assessed(tax) {
		if (tax.supply === 'import') return byName('charged', tax);
		if (tax.supply === 'services-eu') return place('charged', '46', line('Kz 46/47', 'Sonstige Leistungen aus der EU (§ 13b Abs. 1 UStG)'));
		if (tax.supply !== 'acquisition') return place('charged', '84', line('Kz 84/85', 'Andere Leistungen nach § 13b Abs. 2 UStG'));
		const label = GERMAN_ACQUISITIONS[tax.rate] ?? line('Kz 95/98', 'Innergemeinschaftliche Erwerbe zu anderen Sätzen');
		return place('charged', `acquired ${tax.rate in GERMAN_ACQUISITIONS ? tax.rate : ''}`, label);
	},
	deductedBy: {
		acquisition: ['61', line('Kz 61', 'Vorsteuer aus innergemeinschaftlichen Erwerben')],
		customs: ['62', line('Kz 62', 'Entstandene Einfuhrumsatzsteuer')],
		...{ 'services-eu': GERMAN_REVERSED, 'services-abroad': GERMAN_REVERSED, domestic: GERMAN_REVERSED }
	},
	note: 'note_DE',
	form: GERMAN_FORM,
	charged: { text: 'Steuerpflichtige Umsätze' },
	rates: { '19': line('Kz 81', '19 %'), '7': line('Kz 86', '7 %'), '0': line('Kz 87', '0 %') },
	untaxed: {
		K: ['41', line('Kz 41', 'Innergemeinschaftliche Lieferungen')],
		G: ['43', line('Kz 43', 'Ausfuhren und weitere steuerfreie Umsätze')],
		E: ['48', line('Kz 48', 'Steuerfreie Umsätze ohne Vorsteuerabzug')],
		AE: ['60', line('Kz 60/21', 'Leistungsempfänger schuldet die Steuer')],
		O: ['45', line('Kz 45', 'Übrige nicht steuerbare Umsätze')]
	},
	sumCharged: { text: 'Umsatzsteuer' },
	paid: { text: 'Abziehbare Vorsteuer' },
	deducted: line('Kz 66', 'Vorsteuer aus Rechnungen'),
	result: line('Kz 83', 'Vorauszahlung (Überschuss negativ)')
});

export const SWITZERLAND = byRate({
	turnover: line('200', 'Total der Entgelte'),
	charged: { text: 'Steuerberechnung' },
	// Lines of supplies since 2024; 302, 312, 342 and 382 are of those before.
	rates: { '8.1': line('303', 'Normalsatz 8.1 %'), '2.6': line('313', 'Reduzierter Satz 2.6 %'), '3.8': line('343', 'Beherbergung 3.8 %') },
	assessed: () => place('charged', '383', line('383', 'Bezugsteuer')),
	note: 'note_CH',
	untaxed: {
		G: ['220', line('220', 'Von der Steuer befreite Leistungen')],
		Z: ['220', line('220', 'Von der Steuer befreite Leistungen')],
		K: ['221', line('221', 'Leistungen im Ausland')],
		AE: ['221', line('221', 'Leistungen im Ausland')],
		E: ['230', line('230', 'Von der Steuer ausgenommene Leistungen')],
		O: ['910', line('910', 'Andere Mittelflüsse')]
	},
	sumCharged: line('399', 'Total geschuldete Steuer'),
	paid: { text: 'Vorsteuer' },
	deducted: line('400/405', 'Vorsteuer'),
	sumPaid: line('479', 'Total Vorsteuer'),
	result: line('500/510', 'Zu bezahlender Betrag (Guthaben negativ)')
});

const BOX = {
	'1': line('1', 'VAT due on sales'),
	'2': line('2', 'VAT due on acquisitions from the EU'),
	'3': line('3', 'Total VAT due'),
	'4': line('4', 'VAT reclaimed on purchases'),
	'5': line('5', 'Net VAT to pay (to reclaim where negative)'),
	'6': line('6', 'Total sales, without VAT'),
	'7': line('7', 'Total purchases, without VAT'),
	'8': line('8', 'Supplies of goods to the EU'),
	'9': line('9', 'Acquisitions of goods from the EU')
};

/** Box 6 is all that was sold, so no tax of a sale adds to it by itself. */
export const BRITAIN: Regime = {
	layouts: [
		{
			key: 'boxes',
			fixed: [
				{ key: '1', label: BOX['1'] },
				{ key: '2', label: BOX['2'] },
				total('3', BOX['3'], plus('boxes', '1'), plus('boxes', '2')),
				{ key: '4', label: BOX['4'] },
				total('5', BOX['5'], plus('boxes', '1'), plus('boxes', '2'), minus('boxes', '4')),
				{ key: '6', label: BOX['6'] },
				{ key: '7', label: BOX['7'] },
				{ key: '8', label: BOX['8'] },
				{ key: '9', label: BOX['9'] }
			]
		}
	],
	sales: ({ category }: TaxOf) => (category === 'K' ? place('boxes', '8', BOX['8']) : place('boxes', '1', BOX['1'])),
	purchases: () => place('boxes', '4', BOX['4']),
	assessed: ({ supply }) => (supply === 'acquisition' ? place('boxes', '2', BOX['2']) : place('boxes', '1', BOX['1'])),
	/** Notice 700/12: acquisitions in box 9, services from abroad among sales too; reverse charge at home is not. Box 7 has them as all that was bought. */
	memos({ supply }, isBack) {
		if (isBack) return [];
		if (supply === 'acquisition') return [{ place: place('boxes', '9', BOX['9']), column: TAXABLE }];
		return supply?.startsWith('services') ? [{ place: place('boxes', '6', BOX['6']), column: TAXABLE }] : [];
	},
	note: 'note_GB',
	form: BRITISH_FORM,
	turnover: { section: 'boxes', row: '6' },
	bought: { section: 'boxes', row: '7' }
};
