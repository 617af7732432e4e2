import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { fillRun, formatNumber, patternProblems, patternsCollide, runOf, segmentMark, sequenceIn } from './numbering.ts';

const issueDate = '2026-11-21';

describe('a number made from its pattern', () => {
	test.each([
		['F{YYYY}-{0000}', 42, 'F2026-0042'],
		['{YY}{MM}/{00}', 7, '2611/07'],
		['{0}', 12345, '12345'],
		['INV {000} ({YYYY})', 1234, 'INV 1234 (2026)'],
		['{SERIES}-{CLIENT}/{0000}', 3, 'A-K17/0003'],
		['no token', 1, 'no token']
	])('%s with %i is %s', (pattern, sequence, expected) => {
		expect(formatNumber(pattern, sequence, { issueDate, code: 'A', client: 'K17' })).toBe(expected);
	});
	test.each([
		['F{YYYY}-{0000}', 1, 'F2026B-0001'],
		['F{YYYY}-{0000}', 2, 'F2026C-0001'],
		['{0000}/{YYYY}', 1, 'B-0001/2026'],
		['INV{0000}', 1, 'INVB-0001'],
		['#{0000}', 1, '#B-0001'],
		['{CLIENT} · {0000}', 1, 'K17B · 0001'],
		['F-{0000}', 0, 'F-0001']
	])('%s in segment %i begins with %s', (pattern, segment, expected) => {
		expect(formatNumber(pattern, 1, { issueDate, segment, client: 'K17' })).toBe(expected);
	});
	test('segments are marked by letters that never run out', () => {
		expect([1, 24, 25, 26, 51].map(segmentMark)).toEqual(['B', 'Y', 'Z', 'AA', 'AZ']);
	});
});

describe('a run', () => {
	test('leaves sequence and client open, and reads its own numbers alone', () => {
		const run = runOf('{SERIES}{YY}-{CLIENT}-{000}', { issueDate, code: 'A', segment: 1 });
		expect(run).toBe('A26-{CLIENT}B-{000}');
		expect(['A26-K-17B-007', 'A26-B-1234', 'A26-K1B-07', 'A27-KB-007', 'A26-KB-'].map((text) => sequenceIn(run, text))).toEqual([
			7,
			1234,
			undefined,
			undefined,
			undefined
		]);
	});
	test('gives each sequence back from its number, whatever stands around it', () => {
		const literal = fc.stringMatching(/^[A-Z.*+?()/#0-9 -]{0,6}$/);
		fc.assert(
			fc.property(literal, literal, fc.integer({ min: 1, max: 6 }), fc.nat(9_999_999), (before, after, width, sequence) => {
				const run = `${before}{${'0'.repeat(width)}}${after}`;
				expect(sequenceIn(run, fillRun(run, sequence, ''))).toBeDefined();
				if (!/\d$/.test(before) && !/^\d/.test(after)) expect(sequenceIn(run, fillRun(run, sequence, ''))).toBe(sequence);
			})
		);
	});
});

describe('a pattern', () => {
	const yearly = { yearly: true };
	const never = { yearly: false };
	const monthly = { yearly: true, monthly: true };
	test.each([
		['F{YYYY}-{0000}', yearly, []],
		['{0000}', never, []],
		['', yearly, ['empty']],
		['   ', never, ['empty']],
		['F{YYYY}', yearly, ['no-sequence']],
		['{0}{00}', never, ['several-sequences']],
		['F-{0000}', yearly, ['no-year']],
		['F{YYYY}-{0000}', monthly, ['no-month']],
		['F{YY}{MM}-{0000}', monthly, []],
		['F{MM}-{0000}', monthly, ['no-year']],
		['F{YYYYY}-{0000}', never, ['unknown-token']],
		['{CLIENT}-{CLIENT}-{0}', never, ['several-clients']],
		['{CLIENT}{0}', never, ['client-beside-sequence']],
		['{0}A{YYYY}{CLIENT}', never, ['client-beside-sequence']],
		['{CLIENT}-{0}', never, []],
		['{0000}/{SERIES} {CLIENT}', never, []],
		['F{0000', never, ['no-sequence', 'bad-character']],
		['F\u202e{0000}', never, ['bad-character']],
		[`${'x'.repeat(60)}{0}`, never, ['too-long']]
	])('"%s" (%j) has the problems %j', (pattern, reset, problems) => {
		expect(patternProblems(pattern, reset)).toEqual(problems);
	});
});

describe('two patterns', () => {
	test.each([
		['F{YYYY}-{0000}', 'F{YYYY}-{00}', true],
		['F{YYYY}-{0000}', 'F2026-{0}', true],
		['{YYYY}{0000}', '20{YY}-{0000}', false],
		['F{YYYY}-{0000}', 'G{YYYY}-{0000}', false],
		['F{0000}', 'F1{0000}', true],
		['F{0000}', 'FB{0000}', false],
		['{CLIENT}-{0000}', 'F-{0000}', true],
		['{0000}', '{0000}/A', false],
		['{0000}/{YYYY}', '{0000}/{MM}', false]
	])('%s and %s meet: %s', (a, b, meet) => {
		expect([patternsCollide(a, b), patternsCollide(b, a)]).toEqual([meet, meet]);
	});
	test('that give one text meet', () => {
		const pattern = fc
			.array(fc.constantFrom('A', '1', '-', '{YYYY}', '{MM}', '{CLIENT}'), { maxLength: 4 })
			.map((parts) => `${parts.join('')}-{00}`);
		const text = (of: string, sequence: number) => formatNumber(of, sequence, { issueDate: '2011-11-11', client: 'A1' });
		fc.assert(
			fc.property(pattern, pattern, fc.constantFrom(1, 11, 111), fc.constantFrom(1, 11, 111), (a, b, i, j) => {
				if (text(a, i) === text(b, j)) expect(patternsCollide(a, b)).toBe(true);
			}),
			{ numRuns: 500 }
		);
	});
});
