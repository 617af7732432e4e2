import { describe, expect, it } from 'vitest';
import { ownSeries } from './own-series.ts';
import { patternsCollide, runOf } from './numbering.ts';
import { validateSeries } from './series-rules.ts';
import type { Series } from './series.ts';

const SERIES: Series = { name: 'Invoices', type: 'invoice', pattern: 'F{YYYY}-{0000}', start: 43, yearly: true };

describe('a series of one device’s own', () => {
	it('has a code from the device’s name in its numbers, and begins at 1', () => {
		expect(ownSeries(SERIES, [SERIES], 'Élise’s phone')).toEqual({
			...SERIES,
			name: 'Invoices, Élise’s phone',
			pattern: 'F{SERIES}{YYYY}-{0000}',
			code: 'E',
			start: 1
		});
	});
	it('takes the next code where the first is taken, and goes on from one that is there', () => {
		const first = ownSeries(SERIES, [SERIES], 'Phone');
		const second = ownSeries(SERIES, [SERIES, first], 'Phone');
		expect([first.code, second.code]).toEqual(['P', 'H']);
		const third = ownSeries(first, [SERIES, first, second], 'Tablet');
		expect([third.pattern, third.code]).toEqual([first.pattern, 'PT']);
	});
	it.each(['F{YYYY}-{0000}', '{YYYY}/{0000}', 'INV-{0000}', '{CLIENT}-{YYYY}-{0000}', `${'x'.repeat(54)}{YYYY}`])(
		'meets no number of %s, nor of a run that begins after a takeover',
		(pattern) => {
			const like: Series = { ...SERIES, pattern: pattern.includes('{0') ? pattern : `${pattern}{0}`, yearly: pattern.includes('YYYY') };
			const own = ownSeries(like, [like], 'Phone');
			expect(validateSeries(own, [like])).toEqual({});
			for (const segment of [1, 2, 15, 27]) {
				const taken = runOf(like.pattern, { issueDate: '2026-11-21', segment });
				const made = runOf(own.pattern, { issueDate: '2026-11-21', code: own.code });
				expect(patternsCollide(taken, made)).toBe(false);
			}
		}
	);
});
