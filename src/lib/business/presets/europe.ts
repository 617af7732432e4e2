/**
 * The other countries of the Union, and the last resort. Rates as known in November 2026: Estonia 24 % (July 2025), Romania 21 and 11 % (August 2025),
 * Finland 13.5 % instead of 14 % and Lithuania 12 % instead of 9 % (January 2026, easytax.co), Bulgaria with the euro (January 2026).
 */
import { euTaxes } from './eu-texts.ts';
import type { CountryPreset } from './preset.ts';
import { untaxed } from './taxes.ts';

const base: CountryPreset = {
	id: 'EU-OTHER',
	label: 'Other country of the European Union',
	country: '',
	currency: 'EUR',
	language: 'en-IE',
	timeZone: 'Europe/Brussels',
	paper: 'A4',
	prices: 'net',
	taxIds: [{ kind: 'vat', label: 'VAT No.', hint: 'XX123456789' }],
	taxPresets: euTaxes('VAT', [], 'en'),
	defaultTaxPreset: 'exempt',
	withholdings: [],
	termsDays: 30,
	terms: '',
	notes: '',
	footer: '',
	fiscalYearStart: 1,
	series: { pattern: '{YYYY}-{0000}', yearly: true }
};

type Row = [
	country: string,
	label: string,
	currency: string,
	language: string,
	timeZone: string,
	tax: string,
	rates: string,
	vat: string,
	hint: string
];

const rows: Row[] = [
	['BG', 'Bulgaria', 'EUR', 'bg', 'Europe/Sofia', 'ДДС', '20 9', 'ИН по ДДС', 'BG175074752'],
	['HR', 'Croatia', 'EUR', 'hr', 'Europe/Zagreb', 'PDV', '25 13 5', 'OIB', 'HR33392005961'],
	['CY', 'Cyprus', 'EUR', 'el', 'Asia/Nicosia', 'ΦΠΑ', '19 9 5 3', 'ΑΦΜ', 'CY10259033P'],
	['CZ', 'Czechia', 'CZK', 'cs', 'Europe/Prague', 'DPH', '21 12', 'DIČ', 'CZ25123891'],
	['DK', 'Denmark', 'DKK', 'da', 'Europe/Copenhagen', 'Moms', '25', 'CVR', 'DK13585628'],
	['EE', 'Estonia', 'EUR', 'et', 'Europe/Tallinn', 'Käibemaks', '24 13 9', 'KMKR', 'EE100931558'],
	['FI', 'Finland', 'EUR', 'fi', 'Europe/Helsinki', 'ALV', '25.5 13.5 10', 'ALV-tunniste', 'FI20774740'],
	['GR', 'Greece', 'EUR', 'el', 'Europe/Athens', 'ΦΠΑ', '24 13 6', 'ΑΦΜ', 'EL094259216'],
	['HU', 'Hungary', 'HUF', 'hu', 'Europe/Budapest', 'ÁFA', '27 18 5', 'Közösségi adószám', 'HU12892312'],
	['LV', 'Latvia', 'EUR', 'lv', 'Europe/Riga', 'PVN', '21 12 5', 'PVN Nr.', 'LV40003521600'],
	['LT', 'Lithuania', 'EUR', 'lt', 'Europe/Vilnius', 'PVM', '21 12 5', 'PVM kodas', 'LT119511515'],
	['MT', 'Malta', 'EUR', 'en', 'Europe/Malta', 'VAT', '18 12 7 5', 'VAT No.', 'MT11679112'],
	['PL', 'Poland', 'PLN', 'pl', 'Europe/Warsaw', 'VAT', '23 8 5', 'NIP', 'PL8567346215'],
	['RO', 'Romania', 'RON', 'ro', 'Europe/Bucharest', 'TVA', '21 11', 'CIF', 'RO18547290'],
	['SK', 'Slovakia', 'EUR', 'sk', 'Europe/Bratislava', 'DPH', '23 19 5', 'IČ DPH', 'SK2022749619'],
	['SI', 'Slovenia', 'EUR', 'sl', 'Europe/Ljubljana', 'DDV', '22 9.5 5', 'ID za DDV', 'SI50223054'],
	['SE', 'Sweden', 'SEK', 'sv', 'Europe/Stockholm', 'Moms', '25 12 6', 'Momsreg.nr', 'SE556188840401']
];

function fromRow([country, label, currency, language, timeZone, tax, rates, vat, hint]: Row): CountryPreset {
	const taxPresets = euTaxes(tax, rates.split(' '), language);
	return {
		...base,
		id: country,
		label,
		country,
		currency,
		language: `${language}-${country}`,
		timeZone,
		taxIds: [{ kind: 'vat', label: vat, required: true, hint }],
		taxPresets,
		defaultTaxPreset: taxPresets[0]!.id
	};
}

export const europe: CountryPreset[] = rows.map(fromRow);

export const otherEu = base;

export const other: CountryPreset = {
	...base,
	id: 'OTHER',
	label: 'Other country',
	currency: 'USD',
	language: 'en',
	timeZone: 'UTC',
	taxIds: [{ kind: 'tax', label: 'Tax ID', hint: '123456789' }],
	taxPresets: [
		untaxed('no-tax', 'No tax', 'Tax', 'O', 'Not subject to tax'),
		untaxed('zero-rated', 'Zero-rated', 'Tax', 'Z'),
		untaxed('export', 'Export', 'Tax', 'G', 'Export, exempt from tax'),
		untaxed('exempt', 'Exempt', 'Tax', 'E', 'Exempt from tax')
	],
	defaultTaxPreset: 'no-tax',
	series: { pattern: 'INV-{0000}', yearly: false }
};

/** Who charges no tax at all, wherever he is: nothing about tax is asked for, and one line says that there is none. */
export const none: CountryPreset = {
	...other,
	id: 'NONE',
	label: 'No taxes',
	taxIds: [],
	taxPresets: [untaxed('no-tax', 'No tax', 'Tax', 'O', 'No tax is charged')]
};
