import { describe, expect, test } from 'vitest';
import { aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { defaultsFor } from '../documents/defaults.ts';
import { withLanguage } from '../documents/language.ts';
import type { LineTax } from '../documents/document.ts';
import { newBusiness, presetOf } from './presets.ts';
import { presetsIn } from './tax-words.ts';

const taxOf = (country: string, id: string, language: string): LineTax =>
	presetsIn(newBusiness(presetOf(country), 'x'), language).find((preset) => preset.id === id)!.taxes[0]!;

describe('taxes in the language of the document', () => {
	test.each([
		['DE', 'reverse-charge', 'en-GB', 'Reverse charge – Steuerschuldnerschaft des Leistungsempfängers (§ 13b UStG)'],
		['DE', 'reverse-charge', 'de-AT', 'Steuerschuldnerschaft des Leistungsempfängers (§ 13b UStG)'],
		[
			'ES',
			'reverse-charge',
			'de',
			'Steuerschuldnerschaft des Leistungsempfängers – Inversión del sujeto pasivo, art. 84.Uno.2.º Ley 37/1992'
		],
		['FR', 'intra-community', 'es', 'Entrega intracomunitaria – Exonération de TVA, article 262 ter, I du CGI'],
		['MA', 'export', 'en', 'Export – Exonéré de TVA avec droit à déduction, article 92-I-1° du CGI'],
		['ES', 'outside-scope', 'fr', 'Hors champ de la TVA – Operación no sujeta, art. 69 Ley 37/1992'],
		['CH', 'not-registered', 'en', 'Nicht mehrwertsteuerpflichtig (Art. 10 Abs. 2 MWSTG)'],
		['DE', 'kleinunternehmer', 'en', 'Exempt – Steuerfrei nach § 19 UStG (Kleinunternehmerregelung)'],
		['DE', 'reverse-charge', 'ja', 'Reverse charge – Steuerschuldnerschaft des Leistungsempfängers (§ 13b UStG)']
	])('%s %s in %s', (country, id, language, reason) => {
		expect(taxOf(country, id, language).exemptionReason).toBe(reason);
	});

	test('a tax with a name in both languages of its country has the client’s', () => {
		const names = (language: string) =>
			presetsIn(newBusiness(presetOf('CA-QC'), 'x'), language)[0]!.taxes.map(({ name, rate }) => [name, rate]);
		expect(names('en-CA')).toEqual([
			['GST', '5'],
			['QST', '9.975']
		]);
		expect(names('fr-FR')).toEqual([
			['TPS', '5'],
			['TVQ', '9.975']
		]);
		expect(taxOf('CH', 'mwst-8.1', 'fr-CH').name).toBe('TVA');
		expect(taxOf('DE', 'ust-19', 'en').name).toBe('USt');
	});

	test('the client’s language decides what a new document takes', () => {
		const business = newBusiness(presetOf('DE'), 'x');
		const dublin = aParty({ language: 'en-IE', defaultTaxPreset: 'reverse-charge' });
		expect(defaultsFor(business, dublin).taxes[0]!.exemptionReason).toMatch(/^Reverse charge – /);
		expect(defaultsFor(business, aParty({ defaultTaxPreset: 'reverse-charge' })).taxes[0]!.exemptionReason).toMatch(/^Steuerschuld/);
	});

	test('a document put into another language takes the words along, there and back; what was typed stays', () => {
		const business = newBusiness(presetOf('CA-QC'), 'x');
		const own = { name: 'TPS', category: 'S' as const, rate: '5' };
		const lines = [aLine({ taxes: business.taxPresets[0]!.taxes }), aLine({ taxes: [{ ...own, rate: '4' }] })];
		const french = anInvoice({ language: 'fr-CA', lines, allowances: [] });
		const english = withLanguage(french, business, 'en-CA');
		expect(english.lines.map(({ taxes }) => taxes.map(({ name }) => name))).toEqual([['GST', 'QST'], ['TPS']]);
		expect(withLanguage(english, business, 'fr-CA')).toEqual(french);
	});
});
