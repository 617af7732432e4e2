/**
 * Ireland: VATCA 2010 s. 46 (23, 13.5, 9 %; 9 % on meals again since July 2026: easytax.co, read November 2026). United Kingdom: VATA 1994 (20, 5, 0 %).
 * United States: no federal tax on sales; state and local rates are added by the user.
 */
import { euTaxes } from './eu-texts.ts';
import type { CountryPreset } from './preset.ts';
import { rated, untaxed } from './taxes.ts';

export const ireland: CountryPreset = {
	id: 'IE',
	label: 'Ireland',
	country: 'IE',
	currency: 'EUR',
	language: 'en-IE',
	timeZone: 'Europe/Dublin',
	paper: 'A4',
	prices: 'net',
	taxIds: [
		{ kind: 'vat', label: 'VAT No.', hint: 'IE6433435F' },
		{ kind: 'company', label: 'Company No.', hint: '123456' }
	],
	taxPresets: [
		...euTaxes('VAT', ['23', '13.5', '9'], 'en'),
		untaxed('zero-rated', 'Zero-rated', 'VAT', 'Z'),
		untaxed('not-registered', 'Not registered for VAT', 'VAT', 'O', 'Not registered for VAT', 'VATEX-EU-O')
	],
	defaultTaxPreset: 'vat-23',
	withholdings: [],
	termsDays: 30,
	terms: '',
	notes: '',
	footer: '',
	fiscalYearStart: 1,
	series: { pattern: 'INV-{YYYY}-{0000}', yearly: true }
};

export const britain: CountryPreset = {
	...ireland,
	id: 'GB',
	label: 'United Kingdom',
	country: 'GB',
	currency: 'GBP',
	language: 'en-GB',
	timeZone: 'Europe/London',
	taxIds: [
		{ kind: 'vat', label: 'VAT Reg. No.', hint: 'GB980780684' },
		{ kind: 'company', label: 'Company No.', hint: '01234567' }
	],
	taxPresets: [
		rated('VAT', '20', 'en'),
		rated('VAT', '5', 'en'),
		untaxed('zero-rated', 'Zero-rated', 'VAT', 'Z'),
		untaxed(
			'reverse-charge',
			'Domestic reverse charge',
			'VAT',
			'AE',
			'Reverse charge: customer to account for VAT to HMRC (VATA 1994 s. 55A)'
		),
		untaxed('export', 'Export', 'VAT', 'G', 'Export, zero-rated (VATA 1994 s. 30)'),
		untaxed('margin', 'Margin scheme', 'VAT', 'E', 'This invoice is for goods sold under the VAT margin scheme: second-hand goods'),
		untaxed('exempt', 'Exempt', 'VAT', 'E', 'Exempt from VAT (VATA 1994 Sch. 9)'),
		untaxed('outside-scope', 'Outside the scope of VAT', 'VAT', 'O', 'Outside the scope of UK VAT (VATA 1994 s. 7A)'),
		untaxed('not-registered', 'Not registered for VAT', 'VAT', 'O', 'Not registered for VAT')
	],
	defaultTaxPreset: 'vat-20',
	fiscalYearStart: 4,
	series: { pattern: 'INV-{0000}', yearly: false }
};

export const unitedStates: CountryPreset = {
	...ireland,
	id: 'US',
	label: 'United States',
	country: 'US',
	currency: 'USD',
	language: 'en-US',
	timeZone: 'America/New_York',
	paper: 'Letter',
	taxIds: [
		{ kind: 'ein', label: 'EIN', hint: '12-3456789' },
		{ kind: 'sales-tax', label: 'Sales tax permit', hint: '12-3456789' }
	],
	taxPresets: [
		untaxed('no-tax', 'No sales tax', 'Sales tax', 'O', 'No sales tax is due on this sale'),
		untaxed('resale', 'Resale or exempt buyer', 'Sales tax', 'E', 'Exempt: sale for resale or to an exempt buyer')
	],
	defaultTaxPreset: 'no-tax',
	series: { pattern: 'INV-{0000}', yearly: false }
};
