import { describe, expect, it } from 'vitest';
import { newBusiness, newSeries, presetForCountry, presetLabel, presetOf, presets, taxIdKinds } from './presets.ts';

const REASON_NEEDED = new Set(['E', 'AE', 'K', 'G', 'O']);

describe.each(presets.map((preset) => [preset.id, preset] as const))('preset %s', (_, preset) => {
	it('has a currency, a language and a time zone the platform knows', () => {
		expect(Intl.supportedValuesOf('currency')).toContain(preset.currency);
		expect(Intl.getCanonicalLocales(preset.language)).toEqual([preset.language]);
		expect(() => new Intl.DateTimeFormat('en', { timeZone: preset.timeZone })).not.toThrow();
	});

	it('offers its default tax, and every tax once', () => {
		const ids = preset.taxPresets.map((tax) => tax.id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).toContain(preset.defaultTaxPreset);
	});

	it('gives every untaxed category rate 0 and the reason the law wants', () => {
		for (const { taxes } of preset.taxPresets) {
			expect(taxes.length).toBeGreaterThan(0);
			for (const tax of taxes) {
				expect(tax.rate).toMatch(/^\d{1,2}(\.\d{1,4})?$/);
				if (REASON_NEEDED.has(tax.category)) expect(tax.exemptionReason).toBeTruthy();
				if (tax.category === 'S') expect(Number(tax.rate)).toBeGreaterThan(0);
				else if (tax.category !== 'L' && tax.category !== 'M') expect(tax.rate).toBe('0');
				if (tax.exemptionCode) expect(tax.exemptionCode).toMatch(/^VATEX-(EU|FR)-[A-Z0-9-]+$/);
			}
		}
	});

	it('makes a business and one series without sharing objects with the preset', () => {
		const business = newBusiness(preset, 'Atelier Lune');
		business.taxPresets[0]!.taxes[0]!.rate = '99';
		expect(newBusiness(preset, 'Atelier Lune').taxPresets[0]!.taxes[0]!.rate).not.toBe('99');
		expect(business.name).toBe('Atelier Lune');
		expect(presetOf(business.preset)).toBe(preset);
		const [series] = newSeries(preset);
		expect(series!.pattern).toMatch(/\{0+\}/);
		if (series!.yearly) expect(series!.pattern).toMatch(/\{YY(YY)?\}/);
	});
});

it('charges in Québec 5 and 9.975 % together', () => {
	const preset = presetOf('CA-QC');
	expect(preset.taxPresets.find((tax) => tax.id === preset.defaultTaxPreset)?.taxes).toEqual([
		{ name: 'TPS', category: 'S', rate: '5' },
		{ name: 'TVQ', category: 'S', rate: '9.975' }
	]);
});

it('numbers invoices without blanks in France and Spain, and with at most 16 characters in India', () => {
	for (const id of ['FR', 'ES']) expect(newSeries(presetOf(id))[0]!.pattern).not.toMatch(/\s/);
	const [series] = newSeries(presetOf('IN'));
	expect(series!.pattern.replace('{YYYY}', '2026').replace('{0000}', '0001').length).toBeLessThanOrEqual(16);
});

it('prints in France the late penalty and the 40 euros', () => {
	expect(newBusiness(presetOf('FR'), 'x').terms).toMatch(/Banque centrale européenne majoré de 10 points.*40 €/);
});

it('covers every country of the European Union', () => {
	const union = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ');
	for (const country of union) expect(presetForCountry(country)?.country).toBe(country);
});

it('finds the province before the country, and falls back to the generic preset', () => {
	expect(presetForCountry('CA', 'ON')?.id).toBe('CA-ON');
	expect(presetForCountry('FR', 'Bretagne')?.id).toBe('FR');
	expect(presetOf('ZZ').id).toBe('OTHER');
	expect(taxIdKinds('JP')).toEqual(presetOf('OTHER').taxIds);
});

it('names a preset in the language of the reader', () => {
	expect(presetLabel(presetOf('DE'), 'fr')).toBe('Allemagne');
	expect(presetLabel(presetOf('CA-ON'), 'fr')).toBe('Canada: Ontario');
});
