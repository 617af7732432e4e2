/**
 * Québec: TPS 5 % and TVQ 9.975 %, each on the price before taxes (revenuquebec.ca, read November 2026).
 * Other provinces: CRA, "Charge and collect the tax: which rate to charge"; Nova Scotia 14 % since 1 April 2025 (SOR/2025-77, read November 2026).
 */
import type { TaxPreset } from '../business.ts';
import type { CountryPreset, TaxIdKind } from './preset.ts';
import { rated, together, untaxed } from './taxes.ts';

const numbersFr: TaxIdKind[] = [
	{ kind: 'gst', label: 'N° TPS', required: true, hint: '123456782 RT0001' },
	{ kind: 'qst', label: 'N° TVQ', required: true, hint: '1234567892 TQ0001' },
	{ kind: 'neq', label: 'NEQ', hint: '1145678901' }
];
const gst: TaxIdKind = { kind: 'gst', label: 'GST/HST No.', required: true, hint: '123456782 RT0001' };
const bn: TaxIdKind = { kind: 'bn', label: 'Business No.', hint: '123456782' };

const quebecTaxes: TaxPreset[] = [
	together('tps-tvq', 'TPS 5\u00a0% + TVQ 9,975\u00a0%', [
		['TPS', '5'],
		['TVQ', '9.975']
	]),
	rated('TPS', '5', 'fr'),
	rated('TVH', '13', 'fr'),
	rated('TVH', '14', 'fr'),
	rated('TVH', '15', 'fr'),
	untaxed('zero-rated', 'Détaxé (0\u00a0%)', 'TPS/TVQ', 'Z'),
	untaxed('export', 'Exportation (détaxée)', 'TPS/TVQ', 'G', 'Fourniture détaxée, exportation hors du Canada'),
	untaxed('exempt', 'Exonéré', 'TPS/TVQ', 'E', 'Fourniture exonérée de la TPS et de la TVQ'),
	untaxed(
		'small-supplier',
		'Petit fournisseur, non inscrit',
		'TPS/TVQ',
		'O',
		'Petit fournisseur non inscrit aux fichiers de la TPS et de la TVQ'
	)
];

const quebec: CountryPreset = {
	id: 'CA-QC',
	label: 'Canada: Quebec',
	country: 'CA',
	subdivision: 'QC',
	currency: 'CAD',
	language: 'fr-CA',
	timeZone: 'America/Toronto',
	paper: 'Letter',
	prices: 'net',
	taxIds: numbersFr,
	taxPresets: quebecTaxes,
	defaultTaxPreset: 'tps-tvq',
	withholdings: [],
	termsDays: 30,
	terms: '',
	notes: '',
	footer: '',
	fiscalYearStart: 1,
	series: { pattern: 'F-{0000}', yearly: false }
};

const untaxedEn: TaxPreset[] = [
	untaxed('zero-rated', 'Zero-rated (0%)', 'GST', 'Z'),
	untaxed('export', 'Export (zero-rated)', 'GST', 'G', 'Zero-rated supply, export from Canada'),
	untaxed('exempt', 'Exempt', 'GST', 'E', 'Supply exempt from GST/HST'),
	untaxed('small-supplier', 'Small supplier, not registered', 'GST', 'O', 'Small supplier, not registered for GST/HST')
];
const [gst5, hst13, hst14, hst15] = [rated('GST', '5', 'en'), rated('HST', '13', 'en'), rated('HST', '14', 'en'), rated('HST', '15', 'en')];
const withProvincial = (name: string, rate: string) =>
	together(`gst-${name.toLowerCase()}-${rate}`, `GST 5% + ${name} ${rate}%`, [
		['GST', '5'],
		[name, rate]
	]);

interface Province {
	code: string;
	name: string;
	timeZone: string;
	tax: TaxPreset;
	number?: TaxIdKind;
}

const provinces: Province[] = [
	{ code: 'ON', name: 'Ontario', timeZone: 'America/Toronto', tax: hst13 },
	{
		code: 'BC',
		name: 'British Columbia',
		timeZone: 'America/Vancouver',
		tax: withProvincial('PST', '7'),
		number: { kind: 'pst', label: 'PST No.', hint: 'PST-1234-5678' }
	},
	{ code: 'AB', name: 'Alberta', timeZone: 'America/Edmonton', tax: gst5 },
	{ code: 'SK', name: 'Saskatchewan', timeZone: 'America/Regina', tax: withProvincial('PST', '6') },
	{ code: 'MB', name: 'Manitoba', timeZone: 'America/Winnipeg', tax: withProvincial('RST', '7') },
	{ code: 'NS', name: 'Nova Scotia', timeZone: 'America/Halifax', tax: hst14 },
	{ code: 'NB', name: 'New Brunswick', timeZone: 'America/Moncton', tax: hst15 },
	{ code: 'NL', name: 'Newfoundland and Labrador', timeZone: 'America/St_Johns', tax: hst15 },
	{ code: 'PE', name: 'Prince Edward Island', timeZone: 'America/Halifax', tax: hst15 },
	{ code: 'YT', name: 'Yukon', timeZone: 'America/Whitehorse', tax: gst5 },
	{ code: 'NT', name: 'Northwest Territories', timeZone: 'America/Yellowknife', tax: gst5 },
	{ code: 'NU', name: 'Nunavut', timeZone: 'America/Iqaluit', tax: gst5 }
];

/** The province's own tax first; the client's province decides which of the others is charged. */
function provincePreset({ code, name, timeZone, tax, number }: Province): CountryPreset {
	const others = [gst5, hst13, hst14, hst15].filter((other) => other.id !== tax.id);
	return {
		...quebec,
		id: `CA-${code}`,
		label: `Canada: ${name}`,
		subdivision: code,
		language: 'en-CA',
		timeZone,
		taxIds: number ? [gst, number, bn] : [gst, bn],
		taxPresets: [tax, ...others, ...untaxedEn],
		defaultTaxPreset: tax.id,
		series: { pattern: 'INV-{0000}', yearly: false }
	};
}

export const canada: CountryPreset[] = [quebec, ...provinces.map(provincePreset)];
