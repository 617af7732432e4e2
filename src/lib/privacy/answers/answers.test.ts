import { expect, test } from 'vitest';
import { claims, services } from '../claims.ts';
import { answers } from './answers.ts';

test('each of the five policies is answered once, and every answer stands on claims that there are', () => {
	expect(answers.map(({ service }) => service).sort()).toEqual([...services].sort());
	const ids = new Set(claims.map(({ id }) => id));
	for (const { service, points } of answers)
		for (const { quote, answer, claims: named } of points) {
			expect(quote.trim().length, service).toBeGreaterThan(10);
			expect(answer.trim().length, quote).toBeGreaterThan(3);
			expect(
				named.filter((id) => !ids.has(id)),
				quote
			).toEqual([]);
		}
});

test('nothing is quoted twice', () => {
	const quotes = answers.flatMap(({ points }) => points.map(({ quote }) => quote));
	expect(new Set(quotes).size).toBe(quotes.length);
});
