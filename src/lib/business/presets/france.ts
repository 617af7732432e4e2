/**
 * Rates: CGI art. 278, 278-0 bis, 279, 281 quater and following (20, 10, 5.5, 2.1 %), unchanged in November 2026.
 * VAT goes from the CGI to the CIBS (ordonnance 2025-1247 of 17 December 2025, in force on 1 September 2026); invoices may name the articles of the CGI
 * until 31 December 2027 (btobnice.com "Recodification de la TVA", read November 2026).
 * Payment words: Code de commerce art. L.441-9, L.441-10 II and D.441-5: the rate of the European Central Bank and 10 points where nothing else is
 * agreed (as reminders charge it), 40 EUR, discount or its absence.
 */
import { euTaxes } from './eu-texts.ts';
import type { CountryPreset } from './preset.ts';
import { untaxed } from './taxes.ts';

export const france: CountryPreset = {
	id: 'FR',
	label: 'France',
	country: 'FR',
	currency: 'EUR',
	language: 'fr-FR',
	timeZone: 'Europe/Paris',
	paper: 'A4',
	prices: 'net',
	taxIds: [
		{ kind: 'siret', label: 'SIRET', required: true, hint: '732 829 320 00074' },
		{ kind: 'siren', label: 'SIREN', hint: '732 829 320' },
		{ kind: 'vat', label: 'N° TVA', required: true, hint: 'FR44732829320' },
		{ kind: 'rcs', label: 'RCS', hint: 'Paris B 732 829 320' },
		{ kind: 'ape', label: 'Code APE', hint: '7410Z' }
	],
	taxPresets: [
		...euTaxes('TVA', ['20', '10', '5.5', '2.1'], 'fr', {
			reverse: 'Autoliquidation, article 283-2 du CGI',
			intra: 'Exonération de TVA, article 262 ter, I du CGI',
			export: 'Exonération de TVA, article 262, I du CGI',
			exempt: 'Exonération de TVA, article 261 du CGI',
			outside: 'TVA non applicable, article 259-1 du CGI'
		}),
		untaxed('franchise', 'Franchise en base', 'TVA', 'E', 'TVA non applicable, art. 293 B du CGI', 'VATEX-FR-FRANCHISE')
	],
	defaultTaxPreset: 'tva-20',
	withholdings: [],
	termsDays: 30,
	terms:
		'En cas de retard de paiement, une pénalité au taux de refinancement de la Banque centrale européenne majoré de 10 points est exigible sans rappel (art. L.441-10 du Code de commerce), ainsi qu’une indemnité forfaitaire pour frais de recouvrement de 40 €. Pas d’escompte pour paiement anticipé.',
	notes: '',
	footer: '',
	fiscalYearStart: 1,
	series: { pattern: 'F{YYYY}-{0000}', yearly: true }
};
