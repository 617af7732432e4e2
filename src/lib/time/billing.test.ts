import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { content, totalsOf } from '../../../tests/vectors/money/content.ts';
import type { DocumentLine } from '../documents/document.ts';
import { currencyExponent } from '../money/currencies.ts';
import { decimalString, divideRounded, parseDecimal, pow10 } from '../money/decimal.ts';
import { GROUPINGS, hoursText, timeLines, type LineOptions, type UnbilledEntry } from './billing.ts';
import { areHoursOf, roundedSeconds, roundedSum, ROUNDED_TO } from './rounding.ts';
import { NO_ROUNDING, type TimeRounding } from './time.ts';

let made = 0;
const makeId = () => `l${++made}`;
const entry = (changes: Partial<UnbilledEntry> = {}): UnbilledEntry => ({
	id: `e${++made}`,
	date: '2026-11-16',
	seconds: 3600,
	rate: '80',
	currency: 'EUR',
	projectId: 'p1',
	projectName: 'Website',
	taskId: '',
	taskName: '',
	member: 'a1',
	memberName: 'Alice',
	note: '',
	...changes
});
const options = (changes: Partial<LineOptions> = {}): LineOptions => ({
	grouping: 'project',
	rounding: NO_ROUNDING,
	withNotes: false,
	taxes: [],
	words: { all: 'Time worked', date: (date) => date },
	...changes
});
const lines = (entries: UnbilledEntry[], changes: Partial<LineOptions> = {}) => timeLines(entries, options(changes), makeId);
const worth = (list: ReturnType<typeof lines>, currency = 'EUR') =>
	totalsOf(content(list.map((line, at) => ({ ...line, order: String.fromCharCode(65 + at) })) as DocumentLine[], { currency })).sumLines;

describe('hours that multiply out', () => {
	test.each([
		[900, '27.50', '0.25'],
		[1200, '90', '0.3333'],
		[1200, '91', '0.3333'],
		[600, '100', '0.1667'],
		[60, '60', '0.0167'],
		[5400, '80', '1.5'],
		[86_400, '80', '24'],
		[1, '80', '0.0003'],
		[0, '80', '0']
	])('%i seconds at %s are %s hours', (seconds, rate, hours) => expect(hoursText(seconds, rate, 'EUR')).toBe(hours));

	test('hours times rate, rounded as a line is, is what the time is worth: for any time, rate and currency', () => {
		const cases = fc.record({
			seconds: fc.oneof(
				fc.integer({ min: 0, max: 400 * 3600 }),
				fc.integer({ min: 0, max: 24_000 }).map((minutes) => minutes * 60)
			),
			digits: fc.bigInt({ min: 0n, max: 9_999_999_999n }),
			scale: fc.integer({ min: 0, max: 6 }),
			currency: fc.constantFrom('EUR', 'CAD', 'JPY', 'KWD')
		});
		fc.assert(
			fc.property(cases, ({ seconds, digits, scale, currency }) => {
				const exponent = currencyExponent(currency);
				// A millionth of an hour must not be worth more than the smallest coin.
				fc.pre(digits * pow10(exponent) <= pow10(scale + 6));
				const rate = decimalString({ digits, scale });
				const exact = divideRounded(BigInt(seconds) * digits * pow10(exponent), 3600n * pow10(scale));
				const list = lines([entry({ seconds, rate, currency })]);
				expect(worth(list, currency)).toBe(exact);
				expect(parseDecimal(list[0]!.quantity, { maxScale: 6 }).ok).toBe(true);
			}),
			{ numRuns: 2000 }
		);
	});
});

describe('the lines of an invoice', () => {
	const quarter = () => entry({ seconds: 900, rate: '27.50' });
	test('two quarters of an hour are 13.75 merged, and 13.76 apart', () => {
		expect(worth(lines([quarter(), quarter()]))).toBe(1375n);
		expect(worth(lines([quarter(), quarter()], { grouping: 'entry' }))).toBe(1376n);
	});

	const week = () => [
		entry({ id: 'e1', date: '2026-11-17', seconds: 3600, taskId: 't1', taskName: 'Design', note: 'First sketch' }),
		entry({ id: 'e2', date: '2026-11-16', seconds: 1800, taskId: 't2', taskName: 'Talk', member: 'b2', memberName: 'Bob', note: 'Call' }),
		entry({ id: 'e3', date: '2026-11-16', seconds: 1800, taskId: 't1', taskName: 'Design', note: 'First sketch' }),
		entry({ id: 'e4', date: '2026-11-18', seconds: 7200, projectId: 'p2', projectName: 'Signs', rate: '90' })
	];
	test.each([
		['project', ['Signs 2', 'Website 2']],
		['task', ['Signs 2', 'Website · Talk 0.5', 'Website · Design 1.5']],
		['member', ['Signs · Alice 2', 'Website · Bob 0.5', 'Website · Alice 1.5']],
		['day', ['Signs · 2026-11-18 2', 'Website · 2026-11-16 1', 'Website · 2026-11-17 1']],
		['one', ['Signs 2', 'Website 2']]
	] as const)('by %s', (grouping, expected) => {
		const list = lines(week(), { grouping });
		expect(list.map(({ name, quantity }) => `${name} ${quantity}`).sort()).toEqual([...expected].sort());
		expect(list.every(({ unit }) => unit === 'HUR')).toBe(true);
	});
	test('one line for all where all have one rate, with the period and each note once', () => {
		const [line, ...others] = lines(
			week().map((each) => ({ ...each, rate: '80' })),
			{ grouping: 'one', withNotes: true }
		);
		expect(others).toEqual([]);
		expect(line).toMatchObject({
			name: 'Time worked',
			quantity: '4',
			price: '80',
			periodStart: '2026-11-16',
			periodEnd: '2026-11-18',
			description: 'Call\nFirst sketch'
		});
		expect([...line!.time!].sort()).toEqual(['e1', 'e2', 'e3', 'e4']);
	});
	test('another rate is another line, however they are grouped', () => {
		const two = [entry({ rate: '80' }), entry({ rate: '95' })];
		for (const grouping of GROUPINGS) expect(lines(two, { grouping })).toHaveLength(2);
	});
	test('each entry stands on one line, whatever the grouping, and the taxes are copied', () => {
		const taxes = [{ name: 'VAT', category: 'S' as const, rate: '20' }];
		for (const grouping of GROUPINGS) {
			const list = lines(week(), { grouping, taxes });
			expect(list.flatMap(({ time }) => time).sort()).toEqual(['e1', 'e2', 'e3', 'e4']);
			expect(list[0]!.taxes).toEqual(taxes);
			expect(list[0]!.taxes[0]).not.toBe(taxes[0]);
		}
	});
});

describe('rounding where time is billed', () => {
	const rule = (minutes: number, way: TimeRounding['way'], of: TimeRounding['of'] = 'entry'): TimeRounding => ({ minutes, way, of });
	test.each([
		[61, rule(15, 'up'), 900],
		[900, rule(15, 'up'), 900],
		[0, rule(15, 'up'), 0],
		[899, rule(15, 'down'), 0],
		[450, rule(15, 'nearest'), 900],
		[449, rule(15, 'nearest'), 0],
		[61, NO_ROUNDING, 61]
	])('%i seconds by %o are %i', (seconds, rounding, expected) => expect(roundedSeconds(seconds, rounding)).toBe(expected));
	test('of each entry, or of the sum', () => {
		expect(roundedSum([61, 61], rule(15, 'up'))).toBe(1800);
		expect(roundedSum([61, 61], rule(15, 'up', 'sum'))).toBe(900);
		expect(lines([entry({ seconds: 61 }), entry({ seconds: 61 })], { rounding: rule(15, 'up') })[0]!.quantity).toBe('0.5');
	});
	test('the hours of a line are known again, whatever rounding and rate made them', () => {
		const seconds = fc.integer({ min: 1, max: 40_000 });
		const rounding = fc.record({
			minutes: fc.constantFrom(...ROUNDED_TO),
			way: fc.constantFrom('nearest', 'up', 'down'),
			of: fc.constantFrom('entry', 'sum')
		});
		const rate = fc.constantFrom('80', '95.5', '33.33', '0.07', '1999.99');
		fc.assert(
			fc.property(fc.array(seconds, { minLength: 1, maxLength: 5 }), rounding, rate, (all, rule, price) => {
				const [line] = lines(
					all.map((each, at) => entry({ id: `e${at}`, seconds: each, rate: price })),
					{ rounding: rule, grouping: 'one' }
				);
				expect(areHoursOf(line!.quantity, all)).toBe(true);
			})
		);
	});
	test.each([
		['2', [3600]],
		['0.66', [1200]],
		['1.4', [3600, 1801]],
		['', [3600]],
		['1', []]
	])('%s hours are not those of %o seconds', (hours, all) => expect(areHoursOf(hours, all)).toBe(false));
});
