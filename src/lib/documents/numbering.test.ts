import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNumber, nextNumber, nextSequence, parseSequence, patternProblems } from './numbering.ts';

const yearly = { pattern: 'F{YYYY}-{0000}', start: 1, yearly: true };

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

	test('its sequence is read back from it', () => {
		const patterns = ['F{YYYY}-{0000}', '{YY}{MM}{000}', '{0}', 'A.*({0000})[x]', '{00}{YY}'];
		fc.assert(
			fc.property(fc.constantFrom(...patterns), fc.integer({ min: 0, max: 10_000_000 }), (pattern, sequence) => {
				expect(parseSequence(pattern, formatNumber(pattern, sequence, '2026-11-21'), '2026-11-21')).toBe(sequence);
			})
		);
	});

	test.each(['F2025-0001', 'F2026-1', 'F2026-00042', 'X2026-0001', 'F2026-0001x', 'F2026-٣٣٣٣', ''])(
		'"%s" was not made by it in 2026',
		(number) => {
			expect(parseSequence(yearly.pattern, number, '2026-11-21')).toBeUndefined();
		}
	);
});

describe('the next number', () => {
	const given = (...numbers: string[]) => numbers.map((number) => ({ number, issueDate: `${/\d{4}/.exec(number)?.[0] ?? '2026'}-03-01` }));

	test('begins at the start of the series', () => {
		expect(nextNumber(yearly, [], '2026-01-05')).toBe('F2026-0001');
		expect(nextNumber({ ...yearly, start: 118 }, [], '2026-01-05')).toBe('F2026-0118');
	});

	test('follows the highest given, whatever the order they arrive in', () => {
		expect(nextNumber(yearly, given('F2026-0002', 'F2026-0001', 'F2026-0003'), '2026-11-21')).toBe('F2026-0004');
	});

	test('begins again each year in a yearly series', () => {
		expect(nextNumber(yearly, given('F2025-0009', 'F2025-0010'), '2026-01-01')).toBe('F2026-0001');
		expect(nextNumber(yearly, given('F2026-0001'), '2025-12-31')).toBe('F2025-0001');
	});

	test('runs on over the years in one that is not yearly', () => {
		const running = { pattern: '{0000}', start: 1, yearly: false };
		const issues = [
			{ number: '0007', issueDate: '2025-12-30' },
			{ number: '0008', issueDate: '2026-01-02' }
		];
		expect(nextNumber(running, issues, '2027-01-01')).toBe('0009');
	});

	test('goes on counting when the pattern was changed', () => {
		expect(nextNumber({ ...yearly, pattern: '{YYYY}/{000}' }, given('F2026-0001', 'F2026-0002'), '2026-11-21')).toBe('2026/003');
	});

	test('never repeats one that was given, and moving the start back changes nothing', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 50 }),
				fc.array(fc.constantFrom('2025-06-01', '2026-06-01'), { maxLength: 40 }),
				(start, dates) => {
					const issues: { number: string; issueDate: string }[] = [];
					for (const issueDate of dates) {
						const number = nextNumber({ ...yearly, start }, issues, issueDate);
						expect(issues.map((issue) => issue.number)).not.toContain(number);
						issues.push({ number, issueDate });
					}
					const last = issues.filter((issue) => issue.issueDate.startsWith('2026')).length;
					if (last > 0) expect(nextSequence({ ...yearly, start: 1 }, issues, '2026-07-01')).toBe(start + last);
				}
			)
		);
	});

	test('skips a number that another pattern had used', () => {
		const monthly = { pattern: '{YYYY}{0}', start: 1, yearly: true };
		expect(nextNumber(monthly, [{ number: '20262', issueDate: '2025-01-01' }, ...given('20261')], '2026-05-01')).toBe('20263');
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
