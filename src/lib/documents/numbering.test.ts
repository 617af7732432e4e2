import { describe, expect, test } from 'vitest';
import { formatNumber, patternProblems } from './numbering.ts';

describe('a number made from its pattern', () => {
	test.each([
		['F{YYYY}-{0000}', 42, 'F2026-0042'],
		['{YY}{MM}/{00}', 7, '2611/07'],
		['{0}', 12345, '12345'],
		['INV {000} ({YYYY})', 1234, 'INV 1234 (2026)'],
		['no token', 1, 'no token']
	])('%s with %i is %s', (pattern, sequence, expected) => {
		expect(formatNumber(pattern, sequence, '2026-11-21')).toBe(expected);
	});
});

describe('a pattern', () => {
	test.each([
		['F{YYYY}-{0000}', true, []],
		['{0000}', false, []],
		['', true, ['empty']],
		['   ', false, ['empty']],
		['F{YYYY}', true, ['no-sequence']],
		['{0}{00}', false, ['several-sequences']],
		['F-{0000}', true, ['no-year']],
		['F{YYYYY}-{0000}', false, ['unknown-token']],
		['F{0000', false, ['no-sequence', 'bad-character']],
		['F\u202e{0000}', false, ['bad-character']],
		[`${'x'.repeat(60)}{0}`, false, ['too-long']]
	])('"%s" (yearly: %s) has the problems %j', (pattern, isYearly, problems) => {
		expect(patternProblems(pattern, isYearly)).toEqual(problems);
	});
});
