import { describe, expect, it } from 'vitest';
import { fillPlaceholders, hasPlaceholders } from './placeholders.ts';

describe('placeholders', () => {
	it('stand for the period of the invoice, in the language of the document', () => {
		expect(fillPlaceholders('Hosting {period}', '2026-01-31', 'en')).toBe('Hosting January 2026');
		expect(fillPlaceholders('{month} {year}, {quarter}', '2026-05-31', 'fr')).toBe('mai 2026, T2');
		expect(fillPlaceholders('{period} / {quarter}', '2026-03-01', 'de-AT')).toBe('März 2026 / Q1');
		expect(fillPlaceholders('{date}', '2026-02-28', 'es')).toBe('28 de febrero de 2026');
	});

	it('know the quarter of every month', () => {
		const months = Array.from({ length: 12 }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}-15`);
		const quarters = months.map((date) => fillPlaceholders('{quarter}', date, 'en'));
		expect(quarters).toEqual(['Q1', 'Q1', 'Q1', 'Q2', 'Q2', 'Q2', 'Q3', 'Q3', 'Q3', 'Q4', 'Q4', 'Q4']);
	});

	it('go forward and back over the ends of years and of short months', () => {
		expect(fillPlaceholders('{period-1} to {period+1}', '2026-01-31', 'en')).toBe('December 2025 to February 2026');
		expect(fillPlaceholders('{month+1}', '2026-01-31', 'en')).toBe('February');
		expect(fillPlaceholders('{quarter-1} {year-1}', '2026-02-01', 'en')).toBe('Q4 2025');
		expect(fillPlaceholders('{date-1}', '2024-03-01', 'en')).toBe('February 29, 2024');
		expect(fillPlaceholders('{period+12}', '2024-02-29', 'en')).toBe('February 2025');
	});

	it('leave every other text as it is', () => {
		for (const text of ['{Month}', '{month', '{week}', '{month+}', '{ year }', '{year+1000}', '{}', '']) {
			expect(fillPlaceholders(text, '2026-01-31', 'en')).toBe(text);
			expect(hasPlaceholders(text)).toBe(false);
		}
		expect(fillPlaceholders('{year-999} {year+999}', '0500-01-01', 'en')).toBe('{year-999} 1499');
		expect(fillPlaceholders('{year}', 'soon', 'en')).toBe('{year}');
		expect(fillPlaceholders('{year}', '2026-01-01', 'no language')).toBe('2026');
		expect(hasPlaceholders('for {quarter+1}')).toBe(true);
	});
});
