/** What the law of nine countries, and of none, wants in a preset: kinds of tax, the words of small businesses, and numbers that are checked. */
import { describe, expect, test } from 'vitest';
import { issueBlockers } from '../documents/issue-check.ts';
import type { TaxCategory } from '../documents/document.ts';
import { newDraft } from '../documents/defaults.ts';
import { computeTotals } from '../documents/totals.ts';
import { aLine, aParty } from '../../../tests/support/books.ts';
import { newBusiness, newSeries, presetOf } from './presets.ts';
import { checkTaxId } from './tax-ids.ts';

interface Law {
	rates: string[];
	categories: TaxCategory[];
	/** Preset of who charges no tax because he is small, and words the law asks for. */
	small?: [id: string, words: RegExp];
	/** A number with its check, and the same spoilt. */
	number?: [kind: string, right: string, wrong: string];
}

const LAWS: Record<string, Law> = {
	'CA-QC': {
		rates: ['5', '9.975', '13', '14', '15'],
		categories: ['S', 'Z', 'G', 'E', 'O'],
		small: ['small-supplier', /Petit fournisseur/],
		number: ['qst', '1201187016 TQ0001', '1201187017 TQ0001']
	},
	ES: {
		rates: ['21', '10', '4', '5.2', '1.4', '0.5', '7', '3', '9.5', '15', '20'],
		categories: ['S', 'AE', 'K', 'G', 'E', 'O', 'L'],
		small: ['repep', /pequeño empresario/],
		number: ['nif', 'B83135624', 'B83135625']
	},
	FR: {
		rates: ['20', '10', '5.5', '2.1'],
		categories: ['S', 'AE', 'K', 'G', 'E', 'O'],
		small: ['franchise', /293 B du CGI/],
		number: ['siret', '732 829 320 00074', '732 829 320 00075']
	},
	DE: {
		rates: ['19', '7'],
		categories: ['S', 'AE', 'K', 'G', 'E', 'O'],
		small: ['kleinunternehmer', /§ 19 UStG/],
		number: ['vat', 'DE136695976', 'DE136695977']
	},
	MA: {
		rates: ['20', '10'],
		categories: ['S', 'E', 'G', 'O'],
		small: ['small-supplier', /article 91-II-1° du CGI/],
		number: ['ice', '001561191000066', '001561191000067']
	},
	IN: {
		rates: ['9', '2.5', '20', '1.5', '18', '5', '40', '3'],
		categories: ['S', 'Z', 'G', 'AE', 'E', 'O'],
		small: ['composition', /not eligible to collect tax/],
		number: ['gstin', '27AAPFU0939F1ZV', '27AAPFU0939F1ZW']
	},
	CH: {
		rates: ['8.1', '2.6', '3.8'],
		categories: ['S', 'G', 'E', 'O'],
		small: ['not-registered', /Art\. 10 Abs\. 2 MWSTG/],
		number: ['uid', 'CHE-100.155.212', 'CHE-100.155.213']
	},
	GB: {
		rates: ['20', '5'],
		categories: ['S', 'Z', 'AE', 'G', 'E', 'O'],
		small: ['not-registered', /Not registered for VAT/],
		number: ['vat', 'GB980780684', 'GB980780685']
	},
	US: { rates: [], categories: ['O', 'E'], number: ['ein', '91-1144442', '00-1144442'] },
	NONE: { rates: [], categories: ['O'] }
};

describe.each(Object.entries(LAWS))('the preset of %s', (id, { rates, categories, small, number }) => {
	const preset = presetOf(id);
	const taxes = preset.taxPresets.flatMap(({ taxes }) => taxes);

	test('has the rates and kinds of tax of the country', () => {
		expect(preset.id).toBe(id);
		expect(new Set(taxes.filter(({ rate }) => rate !== '0').map(({ rate }) => rate))).toEqual(new Set(rates));
		expect(new Set(taxes.map(({ category }) => category))).toEqual(new Set(categories));
	});

	test('has words for who is too small to charge tax', () => {
		if (!small) return expect(preset.taxPresets[0]!.taxes[0]!.category).toBe('O');
		const [presetId, words] = small;
		const [tax] = preset.taxPresets.find((each) => each.id === presetId)!.taxes;
		expect(tax).toMatchObject({ rate: '0', exemptionReason: expect.stringMatching(words) });
	});

	test('knows a wrong number from a right one', async () => {
		if (!number) return expect(preset.taxIds).toEqual([]);
		const [kind, right, wrong] = number;
		expect(preset.taxIds.map((each) => each.kind)).toContain(kind);
		expect(await checkTaxId(kind, preset.country, right)).toMatchObject({ ok: true, checked: true });
		expect(await checkTaxId(kind, preset.country, wrong)).toMatchObject({ ok: false });
	});

	test('lets an invoice be issued with each of its taxes', () => {
		const business = {
			...newBusiness(preset, 'Maple'),
			address: { line1: '1 Street', city: 'Town', postcode: '1', country: preset.country || 'JP' },
			taxIds: preset.taxIds.map(({ kind, label, hint }) => ({ kind, label, country: preset.country, value: hint }))
		};
		const [series] = newSeries(preset);
		const abroad = { ...aParty(), taxIds: [{ kind: 'vat', country: 'AT', label: 'UID', value: 'ATU13585627' }] };
		const party = { ...abroad, address: { line1: '2 Street', city: 'Wien', postcode: '1010', country: 'AT' } };
		// India's reverse charge is for buyers at home.
		const home = { ...party, address: { line1: '2 Road', city: 'Pune', postcode: '4', subdivision: 'MH', country: 'IN' } };
		const buyer = { ...home, taxIds: [{ kind: 'gstin', country: 'IN', label: 'GSTIN', value: '27AAPFU0939F1ZV' }] };
		const day = '2026-11-20';
		for (const { id: tax, taxes } of preset.taxPresets) {
			const draft = { ...newDraft(business, day, 'series'), terms: 'Net 30', supplyDate: day, partyId: 'p', lines: [aLine({ taxes })] };
			const errors = issueBlockers(draft, id === 'IN' && tax === 'reverse-charge' ? buyer : party, business, series, day).filter(
				({ level }) => level === 'error'
			);
			expect([tax, errors]).toEqual([tax, []]);
			expect(computeTotals(draft).ok).toBe(true);
		}
	});
});

test.each([
	['stnr', 'DE', '41/123/45678', '41/123/4567', 'length'],
	['neq', 'CA', '1145678901', '9945678901', 'characters'],
	['company', 'GB', 'SC123456', '1234', 'length'],
	['if', 'MA', '40123456', '4012345A', 'characters'],
	['ape', 'FR', '7410Z', '74100', 'characters'],
	['lut', 'IN', 'AD270426000123X', 'AD27', 'length']
])('a number without check digits still has its shape: %s of %s', async (kind, country, right, wrong, problem) => {
	expect(await checkTaxId(kind, country, right)).toEqual({ ok: true, normal: right, checked: false });
	expect(await checkTaxId(kind, country, wrong)).toEqual({ ok: false, problem });
});
