import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeFrom, retentionYears } from './retention.ts';

describe('how long documents are kept', () => {
	it.each([
		['2026-11-22', 'CA', 1, '2033-01-01'],
		['2026-01-01', 'DE', 1, '2035-01-01'],
		['2026-12-31', 'FR', 1, '2037-01-01'],
		// A fiscal year from April: what is issued in November belongs to the year that ends in March.
		['2026-11-22', 'IN', 4, '2035-04-01'],
		['2026-02-10', 'GB', 4, '2033-01-01'],
		['2026-02-10', '', 1, '2037-01-01']
	])('%s in %s, fiscal year from month %i: free from %s', (issued, country, start, free) => {
		expect(freeFrom(issued, country, start)).toBe(free);
	});

	it('is never shorter than the years the law says, and at most a year and a bit longer', () => {
		const date = fc
			.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
			.map((day) => day.toISOString().slice(0, 10));
		fc.assert(
			fc.property(date, fc.constantFrom('FR', 'DE', 'CA', 'XX'), fc.integer({ min: 1, max: 12 }), (issued, country, start) => {
				const free = freeFrom(issued, country, start);
				const years = (text: string, more: number) => `${Number(text.slice(0, 4)) + more}${text.slice(4)}`;
				expect(free > years(issued, retentionYears(country))).toBe(true);
				expect(free <= years(issued, retentionYears(country) + 2)).toBe(true);
			})
		);
	});
});
