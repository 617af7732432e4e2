/**
 * DPR 633/1972 art. 16 (IVA 22, 10, 5, 4 %); regime forfettario L. 190/2014 art. 1 c. 54-89; ritenuta d'acconto 20 % DPR 600/1973 art. 25.
 * The stamp duty of 2 EUR on untaxed bills over 77.47 EUR is added on the document itself. As known in November 2026.
 */
import { euTaxes } from './eu-texts.ts';
import type { CountryPreset } from './preset.ts';
import { untaxed } from './taxes.ts';

export const italy: CountryPreset = {
	id: 'IT',
	label: 'Italy',
	country: 'IT',
	currency: 'EUR',
	language: 'it-IT',
	timeZone: 'Europe/Rome',
	paper: 'A4',
	prices: 'net',
	taxIds: [
		{ kind: 'vat', label: 'P. IVA', required: true, hint: 'IT00743110157' },
		{ kind: 'cf', label: 'Codice fiscale', hint: 'RCCMNL83S18D969H' },
		{ kind: 'rea', label: 'REA', hint: 'MI-1234567' }
	],
	taxPresets: [
		...euTaxes('IVA', ['22', '10', '5', '4'], 'it', {
			reverse: 'Inversione contabile, art. 17 DPR 633/1972',
			intra: 'Operazione non imponibile, art. 41 DL 331/1993',
			export: 'Operazione non imponibile, art. 8 DPR 633/1972',
			exempt: 'Operazione esente, art. 10 DPR 633/1972',
			outside: 'Operazione non soggetta, art. 7-ter DPR 633/1972'
		}),
		untaxed(
			'forfettario',
			'Regime forfettario',
			'IVA',
			'E',
			'Operazione senza applicazione dell’IVA, art. 1, commi 54-89, L. 190/2014 (regime forfettario)'
		)
	],
	defaultTaxPreset: 'iva-22',
	withholdings: [{ name: 'Ritenuta d’acconto', rate: '20' }],
	termsDays: 30,
	terms: '',
	notes: '',
	footer: '',
	fiscalYearStart: 1,
	series: { pattern: '{0000}/{YYYY}', yearly: true }
};
