/**
 * Belgium 21, 12, 6 % (royal decree no. 20; scope of 12 % widened March 2026). Netherlands 21, 9 % (Wet OB art. 9; lodging moved to 21 % in 2026).
 * Luxembourg 17, 14, 8, 3 % (since 2024). Overview of 2026 changes: easytax.co, read November 2026.
 */
import { euTaxes } from './eu-texts.ts';
import type { CountryPreset } from './preset.ts';
import { untaxed } from './taxes.ts';

export const belgium: CountryPreset = {
	id: 'BE',
	label: 'Belgium',
	country: 'BE',
	currency: 'EUR',
	language: 'fr-BE',
	timeZone: 'Europe/Brussels',
	paper: 'A4',
	prices: 'net',
	taxIds: [
		{ kind: 'vat', label: 'TVA / BTW', required: true, hint: 'BE0428759497' },
		{ kind: 'rpm', label: 'RPM / RPR', hint: 'Bruxelles' }
	],
	taxPresets: [
		...euTaxes('TVA', ['21', '12', '6'], 'fr', {
			reverse: 'Autoliquidation, article 196 de la directive 2006/112/CE',
			intra: 'Livraison intracommunautaire exemptée, article 39bis du Code de la TVA',
			export: 'Exportation exemptée, article 39 du Code de la TVA',
			exempt: 'Exempté de TVA, article 44 du Code de la TVA',
			outside: 'Opération non soumise à la TVA belge, article 21, § 2 du Code de la TVA'
		}),
		untaxed(
			'cocontractor',
			'Autoliquidation (cocontractant)',
			'TVA',
			'AE',
			'Autoliquidation, article 20 de l’arrêté royal n° 1',
			'VATEX-EU-AE'
		),
		untaxed('franchise', 'Franchise des petites entreprises', 'TVA', 'E', 'Régime particulier de franchise des petites entreprises')
	],
	defaultTaxPreset: 'tva-21',
	withholdings: [],
	termsDays: 30,
	terms: '',
	notes: '',
	footer: '',
	fiscalYearStart: 1,
	series: { pattern: '{YYYY}-{0000}', yearly: true }
};

export const netherlands: CountryPreset = {
	...belgium,
	id: 'NL',
	label: 'Netherlands',
	country: 'NL',
	language: 'nl-NL',
	timeZone: 'Europe/Amsterdam',
	taxIds: [
		{ kind: 'vat', label: 'Btw-id', required: true, hint: 'NL004495445B01' },
		{ kind: 'kvk', label: 'KvK', required: true, hint: '12345678' }
	],
	taxPresets: [
		...euTaxes('Btw', ['21', '9'], 'nl', { reverse: 'Btw verlegd' }),
		untaxed('kor', 'Kleineondernemersregeling', 'Btw', 'E', 'Vrijgesteld van btw op grond van artikel 25 Wet op de omzetbelasting 1968')
	],
	defaultTaxPreset: 'btw-21'
};

export const luxembourg: CountryPreset = {
	...belgium,
	id: 'LU',
	label: 'Luxembourg',
	country: 'LU',
	language: 'fr-LU',
	timeZone: 'Europe/Luxembourg',
	taxIds: [
		{ kind: 'vat', label: 'N° TVA', required: true, hint: 'LU15027442' },
		{ kind: 'rcs', label: 'RCS Luxembourg', hint: 'B123456' }
	],
	taxPresets: [
		...euTaxes('TVA', ['17', '14', '8', '3'], 'fr'),
		untaxed('franchise', 'Franchise des petites entreprises', 'TVA', 'E', 'Régime de franchise, article 57 de la loi TVA')
	],
	defaultTaxPreset: 'tva-17'
};
