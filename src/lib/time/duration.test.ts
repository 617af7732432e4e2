import { describe, expect, test } from 'vitest';
import { clockText, durationText, parseDuration } from './duration.ts';

describe('what people type for an hour and a half', () => {
	test.each([
		'1:30',
		'01:30',
		'1:30:00',
		'1.5',
		'1,5',
		'1.50',
		'1.5h',
		'1,5 h',
		'90m',
		'90 min',
		'90 minutes',
		'1h30',
		'1h 30m',
		'1 h 30 min',
		'1H30',
		' 1:30 ',
		'١:٣٠',
		'१.५',
		'١٫٥'
	])('%s', (text) => expect(parseDuration(text)).toEqual({ ok: true, seconds: 5400 }));
});

test.each([
	['2', 7200],
	['.5', 1800],
	['0,25', 900],
	[':45', 2700],
	['0:00:30', 30],
	['0.33', 1188],
	['24', 86_400],
	['24:00', 86_400],
	['1 h', 3600],
	['2 hours 15 minutes', 8100]
])('%s is %i seconds', (text, seconds) => expect(parseDuration(text)).toEqual({ ok: true, seconds }));

test.each([
	['', 'empty'],
	['  ', 'empty'],
	['-1', 'negative'],
	['−1:30', 'negative'],
	['0', 'zero'],
	['0:00', 'zero'],
	['1:60', 'minutes'],
	['1:5', 'unread'],
	['25', 'too-long'],
	['24:01', 'too-long'],
	['1500m', 'too-long'],
	['one hour', 'unread'],
	['1.2.3', 'unread'],
	['1h2h', 'unread'],
	['9'.repeat(200), 'unread'],
	['999999', 'too-long'],
	['1e3', 'unread'],
	['h', 'unread'],
	['NaN', 'unread']
] as const)('“%s” is refused: %s', (text, code) => expect(parseDuration(text)).toEqual({ ok: false, code }));

test('lengths are read as clocks show them', () => {
	expect([0, 59, 60, 5400, 359_999].map(durationText)).toEqual(['0:00', '0:00', '0:01', '1:30', '99:59']);
	expect(clockText(5405)).toBe('1:30:05');
	expect(durationText(-5)).toBe('0:00');
});
