import { describe, expect, test } from 'vitest';
import type { Party } from '../parties/party.ts';
import { aBusiness, aLine, aParty, GST } from '../../../tests/support/books.ts';
import { defaultsFor, followingDueDate, newDraft, withDefaults } from './defaults.ts';

const IRPF = { name: 'IRPF', rate: '15' };
const business = aBusiness({ withholdings: [IRPF], cashRounding: '0.05' });
const draft = { ...newDraft(business, '2026-11-21', 's1'), lines: [aLine()] };
const plain = defaultsFor(business);

describe('a new draft', () => {
	test('starts from the business', () => {
		expect(draft).toMatchObject({
			currency: 'CAD',
			dueDate: '2026-12-21',
			terms: 'Net 30 days',
			seriesId: 's1',
			prices: 'net',
			cashRounding: '0.05'
		});
		expect(draft.withholdings).toEqual([]);
	});
});

describe('choosing a client', () => {
	const berlin = aParty({ currency: 'EUR', language: 'de', termsDays: 14, defaultTaxPreset: 'none', buyerReference: '04011000-12345-67' });

	test('brings the client’s defaults', () => {
		expect(withDefaults(draft, plain, defaultsFor(business, berlin))).toMatchObject({
			currency: 'EUR',
			language: 'de',
			dueDate: '2026-12-05',
			buyerReference: '04011000-12345-67',
			lines: [{ taxes: [] }]
		});
	});

	test('leaves alone what was typed', () => {
		const typed = {
			...draft,
			currency: 'USD',
			language: 'es',
			dueDate: '2027-01-01',
			buyerReference: 'PO',
			lines: [aLine({ taxes: [GST] })]
		};
		expect(withDefaults(typed, plain, defaultsFor(business, berlin))).toMatchObject({
			currency: 'USD',
			language: 'es',
			dueDate: '2027-01-01',
			buyerReference: 'PO',
			lines: [{ taxes: [GST] }]
		});
	});

	test('and then another brings that one’s', () => {
		const first = withDefaults(draft, plain, defaultsFor(business, berlin));
		const second = withDefaults(first, defaultsFor(business, berlin), defaultsFor(business, aParty()));
		expect(second).toMatchObject({ currency: 'CAD', language: 'en', dueDate: '2026-12-21', buyerReference: '' });
	});

	test('only a business at home withholds', () => {
		const withholdings = (changes: Partial<Party>) => withDefaults(draft, plain, defaultsFor(business, aParty(changes))).withholdings;
		expect(withholdings({})).toEqual([IRPF]);
		expect(withholdings({ kind: 'individual' })).toEqual([]);
		expect(withholdings({ address: { line1: '', city: '', postcode: '', country: 'FR' } })).toEqual([]);
	});

	test('back in the business’s own currency there is no rate', () => {
		const euros = { ...withDefaults(draft, plain, defaultsFor(business, berlin)), exchangeRate: '1.6' };
		expect(withDefaults(euros, defaultsFor(business, berlin), plain)).not.toHaveProperty('exchangeRate');
	});
});

test('the due date follows the date of issue until it is typed', () => {
	expect(followingDueDate(draft, 30, '2026-11-25', 30)).toBe('2026-12-25');
	expect(followingDueDate({ ...draft, dueDate: '2026-12-01' }, 30, '2026-11-25', 30)).toBe('2026-12-01');
	expect(followingDueDate(draft, 30, '2026-02-30', 30)).toBe('2026-12-21');
});
