/**
 * Rates 5, 18 and 40 % (3 % on precious metals) since 22 September 2025 (notifications 9/2025 to 17/2025-Central Tax (Rate); taxheal.com, read November 2026):
 * CGST + SGST in halves within the state, IGST between states. Numbers at most 16 characters (CGST rule 46).
 */
import type { TaxPreset } from '../business.ts';
import type { CountryPreset } from './preset.ts';
import { rated, together, untaxed } from './taxes.ts';

const within = (rate: string, half: string): TaxPreset =>
	together(`gst-${rate}`, `CGST ${half}% + SGST ${half}%`, [
		['CGST', half],
		['SGST', half]
	]);

export const india: CountryPreset = {
	id: 'IN',
	label: 'India',
	country: 'IN',
	currency: 'INR',
	language: 'en-IN',
	timeZone: 'Asia/Kolkata',
	paper: 'A4',
	prices: 'net',
	taxIds: [
		{ kind: 'gstin', label: 'GSTIN', required: true, hint: '27AAPFU0939F1ZV' },
		{ kind: 'pan', label: 'PAN', hint: 'AAPFU0939F' },
		{ kind: 'lut', label: 'LUT ARN', hint: 'AD270426000123X' }
	],
	taxPresets: [
		within('18', '9'),
		within('5', '2.5'),
		within('40', '20'),
		within('3', '1.5'),
		rated('IGST', '18', 'en'),
		rated('IGST', '5', 'en'),
		rated('IGST', '40', 'en'),
		rated('IGST', '3', 'en'),
		untaxed('sez', 'Supply to an SEZ under LUT', 'IGST', 'Z'),
		untaxed(
			'export',
			'Export under LUT',
			'IGST',
			'G',
			'SUPPLY MEANT FOR EXPORT UNDER BOND OR LETTER OF UNDERTAKING WITHOUT PAYMENT OF INTEGRATED TAX'
		),
		untaxed('reverse-charge', 'Reverse charge', 'GST', 'AE', 'Tax payable under reverse charge: Yes'),
		untaxed('exempt', 'Exempt or nil-rated', 'GST', 'E', 'Exempt or nil-rated supply'),
		untaxed('composition', 'Composition scheme', 'GST', 'O', 'Composition taxable person, not eligible to collect tax on supplies'),
		untaxed('not-registered', 'Not registered for GST', 'GST', 'O', 'Supplier not registered for GST')
	],
	defaultTaxPreset: 'gst-18',
	withholdings: [
		{ name: 'TDS 194J', rate: '10' },
		{ name: 'TDS 194C', rate: '1' }
	],
	termsDays: 30,
	terms: '',
	notes: 'Tax payable under reverse charge: No',
	footer: '',
	fiscalYearStart: 4,
	series: { pattern: 'INV/{YYYY}/{0000}', yearly: true }
};
