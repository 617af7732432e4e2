/**
 * Taxes in the language of a document: a client who reads another language than the business gets the words that matter in his own, before
 * the law's own words, which stay. Names of taxes change where a country has them in several languages.
 */
import type { LineTax, TaxCategory } from '../documents/document.ts';
import type { Business, TaxPreset } from './business.ts';
import { untaxedWords } from './presets/eu-texts.ts';

/** The same tax in the languages of its country. */
const NAMES: Record<string, Record<string, string>[]> = {
	CA: [
		{ en: 'GST', fr: 'TPS' },
		{ en: 'QST', fr: 'TVQ' },
		{ en: 'HST', fr: 'TVH' },
		{ en: 'PST', fr: 'TVP' },
		{ en: 'GST/QST', fr: 'TPS/TVQ' }
	],
	CH: [{ de: 'MWST', fr: 'TVA', it: 'IVA', en: 'VAT' }],
	BE: [{ fr: 'TVA', nl: 'Btw', de: 'MwSt.', en: 'VAT' }],
	LU: [{ fr: 'TVA', de: 'MwSt.', en: 'VAT' }]
};

type Speaker = Pick<Business, 'language' | 'address'>;
const main = (language: string) => language.toLowerCase().split('-')[0]!;

/** The presets of the business as a document in that language takes them. */
export function presetsIn(business: Pick<Business, 'taxPresets'> & Speaker, language: string): TaxPreset[] {
	if (main(business.language) === main(language)) return business.taxPresets;
	return business.taxPresets.map((preset) => ({
		...preset,
		taxes: preset.taxes.map((tax) => taxIn(tax, preset.id, business, main(language)))
	}));
}

function taxIn(tax: LineTax, presetId: string, { address }: Speaker, language: string): LineTax {
	const names = NAMES[address.country]?.find((each) => Object.values(each).includes(tax.name));
	const name = names?.[language] ?? names?.en ?? tax.name;
	const words = wordsFor(tax.category, presetId, language);
	const reason = tax.exemptionReason?.trim();
	if (!words || !reason || reason.toLocaleLowerCase(language).includes(words.toLocaleLowerCase(language))) return { ...tax, name };
	return { ...tax, name, exemptionReason: `${words} – ${reason}` };
}

/** Under O go both what lies outside the scope and who is not registered: only the first has words that are everybody's. */
function wordsFor(category: TaxCategory, presetId: string, language: string): string | undefined {
	if (category === 'O' && presetId !== 'outside-scope') return undefined;
	return untaxedWords(language)[category];
}
