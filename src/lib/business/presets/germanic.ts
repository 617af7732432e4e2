/**
 * Germany: UStG § 12 (19, 7 %), § 19 as amended 2025 (small business, exempt; the invoice says so, UStDV
 * § 34a, in words of one's own: freefinance.de, read November 2026). Austria: UStG § 10 (20, 13, 10 %; 4.9 % on
 * selected food since 1 July 2026: lex-press.at, read November 2026), § 6 (1) 27. Switzerland and Liechtenstein: MWSTG art. 25 (8.1, 2.6, 3.8 % since 2024).
 */
import { euTaxes } from './eu-texts.ts';
import type { CountryPreset } from './preset.ts';
import { rated, untaxed } from './taxes.ts';

export const germany: CountryPreset = {
	id: 'DE',
	label: 'Germany',
	country: 'DE',
	currency: 'EUR',
	language: 'de-DE',
	timeZone: 'Europe/Berlin',
	paper: 'A4',
	prices: 'net',
	taxIds: [
		{ kind: 'vat', label: 'USt-IdNr.', hint: 'DE136695976' },
		{ kind: 'stnr', label: 'Steuernummer', hint: '181/815/08155' },
		{ kind: 'hrb', label: 'Handelsregister', hint: 'HRB 12345, AG Berlin' }
	],
	taxPresets: [
		...euTaxes('USt', ['19', '7'], 'de', {
			reverse: 'Steuerschuldnerschaft des Leistungsempfängers (§ 13b UStG)',
			intra: 'Steuerfreie innergemeinschaftliche Lieferung (§ 4 Nr. 1b, § 6a UStG)',
			export: 'Steuerfreie Ausfuhrlieferung (§ 4 Nr. 1a, § 6 UStG)',
			exempt: 'Umsatzsteuerfrei nach § 4 UStG',
			outside: 'Nicht im Inland steuerbare Leistung (§ 3a Abs. 2 UStG)'
		}),
		untaxed('kleinunternehmer', 'Kleinunternehmer § 19', 'USt', 'E', 'Steuerfrei nach § 19 UStG (Kleinunternehmerregelung)')
	],
	defaultTaxPreset: 'ust-19',
	withholdings: [],
	termsDays: 14,
	terms: '',
	notes: '',
	footer: '',
	fiscalYearStart: 1,
	series: { pattern: 'RE-{YYYY}-{0000}', yearly: true }
};

export const austria: CountryPreset = {
	...germany,
	id: 'AT',
	label: 'Austria',
	country: 'AT',
	language: 'de-AT',
	timeZone: 'Europe/Vienna',
	taxIds: [
		{ kind: 'vat', label: 'UID', hint: 'ATU13585627' },
		{ kind: 'fn', label: 'Firmenbuchnummer', hint: 'FN 123456 a' },
		{ kind: 'stnr', label: 'Steuernummer', hint: '12-345/6789' }
	],
	taxPresets: [
		...euTaxes('USt', ['20', '13', '10', '4.9'], 'de', {
			reverse: 'Übergang der Steuerschuld auf den Leistungsempfänger (§ 19 Abs. 1 UStG, Reverse Charge)',
			intra: 'Steuerfreie innergemeinschaftliche Lieferung (Art. 7 UStG)',
			export: 'Steuerfreie Ausfuhrlieferung (§ 7 UStG)',
			exempt: 'Umsatzsteuerfrei nach § 6 UStG',
			outside: 'Nicht im Inland steuerbare Leistung (§ 3a Abs. 6 UStG)'
		}),
		untaxed('kleinunternehmer', 'Kleinunternehmer § 6', 'USt', 'E', 'Umsatzsteuerbefreit, Kleinunternehmer gemäß § 6 Abs. 1 Z 27 UStG')
	],
	defaultTaxPreset: 'ust-20'
};

export const switzerland: CountryPreset = {
	...germany,
	id: 'CH',
	label: 'Switzerland',
	country: 'CH',
	currency: 'CHF',
	language: 'de-CH',
	timeZone: 'Europe/Zurich',
	taxIds: [
		{ kind: 'vat', label: 'MWST-Nr.', hint: 'CHE-100.155.212 MWST' },
		{ kind: 'uid', label: 'UID', hint: 'CHE-100.155.212' }
	],
	taxPresets: [
		rated('MWST', '8.1', 'de'),
		rated('MWST', '2.6', 'de'),
		rated('MWST', '3.8', 'de'),
		untaxed('export', 'Ausfuhr', 'MWST', 'G', 'Von der Steuer befreit, Ausfuhr (Art. 23 MWSTG)'),
		untaxed('exempt', 'Von der Steuer ausgenommen', 'MWST', 'E', 'Von der Steuer ausgenommen (Art. 21 MWSTG)'),
		untaxed(
			'outside-scope',
			'Leistung im Ausland',
			'MWST',
			'O',
			'Leistungsort im Ausland, nicht der Schweizer MWST unterliegend (Art. 8 MWSTG)'
		),
		untaxed('not-registered', 'Nicht mehrwertsteuerpflichtig', 'MWST', 'O', 'Nicht mehrwertsteuerpflichtig (Art. 10 Abs. 2 MWSTG)')
	],
	defaultTaxPreset: 'mwst-8.1',
	termsDays: 30,
	cashRounding: '0.05'
};
