import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { freeFrom, retentionRule, retentionRules } from './retention.ts';

describe('how long documents are kept', () => {
	it.each([
		['2026-11-22', 'CA', 1, '2033-01-01'],
		['2026-01-01', 'DE', 1, '2035-01-01'],
		['2026-12-31', 'FR', 1, '2037-01-01'],
		// A fiscal year from April: what is issued in November belongs to the year that ends in March.
		['2026-11-22', 'IN', 4, '2035-04-01'],
		// Of one's own trade: five years from 31 January after the tax year that ends on 5 April.
		['2026-02-10', 'GB', 4, '2033-02-01'],
		['2026-04-10', 'GB', 1, '2033-02-01'],
		['2026-04-10', 'GB', 4, '2033-04-01'],
		// A fiscal year from July ends within 2027: seven (six) years from the end of that calendar year.
		['2026-08-15', 'AT', 7, '2035-01-01'],
		['2026-06-30', 'AT', 7, '2034-01-01'],
		['2026-08-15', 'SE', 7, '2035-01-01'],
		['2017-04-30', 'FI', 5, '2024-01-01'],
		['2017-05-01', 'FI', 5, '2025-01-01'],
		// Germany counts calendar years, but the books of a fiscal year are kept together.
		['2026-08-15', 'DE', 7, '2035-07-01'],
		['2026-12-31', 'BE', 1, '2037-01-01'],
		// Leap days: in the year of the document, and where the years end.
		['2024-02-29', 'FR', 3, '2035-01-01'],
		['2024-02-29', 'DK', 2, '2030-02-01'],
		['2023-03-01', 'NO', 3, '2029-03-01'],
		['2026-02-10', 'US', 1, '2035-01-01'],
		['2026-06-30', 'AU', 7, '2034-01-01'],
		['2026-07-01', 'AU', 7, '2034-07-01'],
		['2026-02-10', '', 1, '2037-01-01']
	])('%s in %s, fiscal year from month %i: free from %s', (issued, country, start, free) => {
		expect(freeFrom(issued, country, start)).toBe(free);
	});

	it('is never shorter than the years the law says, and at most a year and a bit longer', () => {
		const date = fc
			.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
			.map((day) => day.toISOString().slice(0, 10));
		fc.assert(
			fc.property(
				date,
				fc.constantFrom(...retentionRules().map(({ country }) => country), 'XX'),
				fc.integer({ min: 1, max: 12 }),
				(issued, country, start) => {
					const free = freeFrom(issued, country, start);
					const years = (text: string, more: number) => `${Number(text.slice(0, 4)) + more}${text.slice(4)}`;
					expect(free > years(issued, retentionRule(country).years)).toBe(true);
					expect(free <= years(issued, retentionRule(country).years + (country === 'US' ? 3 : 2))).toBe(true);
				}
			)
		);
	});

	it('names the law of each country, with its section', () => {
		expect(retentionRules().map(({ country }) => country)).toEqual(
			expect.arrayContaining(['ES', 'FR', 'DE', 'CA', 'MA', 'IN', 'GB', 'CH', 'US'])
		);
		for (const { country, law, years } of retentionRules()) {
			expect(law, country).toMatch(/\d/);
			expect(years, country).toBeGreaterThanOrEqual(5);
		}
		expect(retentionRule('XX')).toEqual({ years: 10, law: '', from: 'fiscal-year', unconfirmed: true });
	});
});
