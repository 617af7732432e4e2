/**
 * CGI art. 87, 98, 99: 20 and 10 %. The former 14 and 7 % were led to these two by the finance act 2024 in steps that ended on
 * 1 January 2026 (le360.ma, October 2023; actu-maroc.com; read November 2026), so they are no longer on offer.
 * Numbers: CGI art. 145-III (ICE, IF, taxe professionnelle), register of commerce and CNSS by custom.
 */
import type { CountryPreset } from './preset.ts';
import { rated, untaxed } from './taxes.ts';

export const morocco: CountryPreset = {
	id: 'MA',
	label: 'Morocco',
	country: 'MA',
	currency: 'MAD',
	language: 'fr-MA',
	timeZone: 'Africa/Casablanca',
	paper: 'A4',
	prices: 'net',
	taxIds: [
		{ kind: 'ice', label: 'ICE', required: true, hint: '001561191000066' },
		{ kind: 'if', label: 'IF', required: true, hint: '12345678' },
		{ kind: 'tp', label: 'Taxe professionnelle', required: true, hint: '12345678' },
		{ kind: 'rc', label: 'RC', hint: '123456 Casablanca' },
		{ kind: 'cnss', label: 'CNSS', hint: '1234567' }
	],
	taxPresets: [
		rated('TVA', '20', 'fr'),
		rated('TVA', '10', 'fr'),
		untaxed('exempt', 'Exonéré sans droit à déduction', 'TVA', 'E', 'Exonéré de TVA, article 91 du CGI'),
		untaxed('small-supplier', 'Petit prestataire (jusqu’à 500 000 DH)', 'TVA', 'E', 'Exonéré de TVA, article 91-II-1° du CGI'),
		untaxed('export', 'Exportation', 'TVA', 'G', 'Exonéré de TVA avec droit à déduction, article 92-I-1° du CGI'),
		untaxed('outside-scope', 'Hors champ de la TVA', 'TVA', 'O', 'Opération hors champ d’application de la TVA')
	],
	defaultTaxPreset: 'tva-20',
	withholdings: [],
	termsDays: 60,
	terms: '',
	notes: '',
	footer: '',
	fiscalYearStart: 1,
	series: { pattern: 'F{YYYY}-{0000}', yearly: true }
};
