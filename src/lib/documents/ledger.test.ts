import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { give, type Given } from './give.ts';
import { isClosed, isNumberUsed, NO_ISSUE, nextSequence, periodOf, seriesLedger, withSeries } from './ledger.ts';
import { fillRun, runOf } from './numbering.ts';
import { sequenceReport } from './gap-report.ts';
import { declareLost, openSegment as opened } from './segments.ts';
import type { Series } from './series.ts';
import type { Ledger } from '../workspace/registry.ts';

const SERIES: Series = { name: 'Invoices', type: 'invoice', pattern: 'F{YYYY}-{0000}', start: 1, yearly: true };
let issues = 0;

/** What an honest device would issue on that date. */
function next(ledger: Ledger, series: Series, issueDate: string, change: Partial<Given> = {}): Given {
	const given = seriesLedger(ledger, 's');
	const sequence = change.sequence ?? nextSequence(series, given, issueDate);
	const segment = change.segment ?? given.segment;
	const run = runOf(series.pattern, { issueDate, code: series.code, segment });
	const chain = segment === given.segment ? given.lastIssue : given.older[segment]!.lastIssue;
	const number = fillRun(run, sequence, '');
	const issue = String(++issues).padStart(64, '0');
	return {
		seriesId: 's',
		segment,
		sequence,
		period: periodOf(series, issueDate),
		number,
		run,
		client: '',
		by: 'a1',
		issueDate,
		previousIssue: chain,
		issue,
		id: issue,
		...change
	};
}
function given(ledger: Ledger, ...dates: string[]): Ledger {
	return dates.reduce((before, date) => accepted(give(before, next(before, SERIES, date))), ledger);
}
const openSegment = (ledger: Ledger) => withSeries(ledger, 's', opened(seriesLedger(ledger, 's')));
function accepted(outcome: ReturnType<typeof give>): Ledger {
	if ('refused' in outcome) throw new Error(outcome.refused);
	return outcome.ledger;
}

describe('giving numbers', () => {
	test('remembers them as ranges, and the newest issue', () => {
		const ledger = given({}, '2026-01-05', '2026-02-01', '2026-01-20', '2027-01-02');
		expect(seriesLedger(ledger, 's').runs).toEqual([
			{ run: 'F2026-{0000}', segment: 0, period: '2026', from: 1, to: 3, by: 'a1', firstDate: '2026-01-05', lastDate: '2026-02-01' },
			{ run: 'F2027-{0000}', segment: 0, period: '2027', from: 1, to: 1, by: 'a1', firstDate: '2027-01-02', lastDate: '2027-01-02' }
		]);
		expect(isNumberUsed(ledger, 'F2026-0003')).toBe(true);
		expect(isNumberUsed(ledger, 'F2026-0004')).toBe(false);
		expect(isNumberUsed(ledger, 'F2026-3')).toBe(false);
	});
	test('refuses a number twice, one left out, another past, another text', () => {
		const ledger = given({}, '2026-01-05', '2026-02-01');
		const outcome = (change: Partial<Given>) => give(ledger, next(ledger, SERIES, '2026-03-01', change));
		expect(outcome({ sequence: 2 })).toEqual({ refused: 'number-used' });
		expect(outcome({ sequence: 0 })).toEqual({ refused: 'number-used' });
		expect(outcome({ sequence: 4 })).toEqual({ refused: 'number-skipped' });
		expect(outcome({ previousIssue: NO_ISSUE })).toEqual({ refused: 'chain-broken' });
		expect(outcome({ number: 'F2026-0099' })).toEqual({ refused: 'unreadable' });
		for (const run of [
			'F2026',
			'{CLIENT}-{CLIENT}-{0000}',
			'{CLIENT}{0}',
			'{0}{0}',
			'F{YYYY}-{0}',
			'{0}{',
			'x'.repeat(200) + '{0}',
			7 as unknown as string
		])
			expect(outcome({ run, number: typeof run === 'string' ? fillRun(run, 3, '') : '' })).toEqual({ refused: 'unreadable' });
		expect(outcome({ sequence: 3.5 })).toEqual({ refused: 'number-used' });
		expect(outcome({ segment: 0, previousIssue: 'f'.repeat(64) })).toEqual({ refused: 'chain-broken' });
	});
	test('marks a text that another series gave, and its own numbers go on behind it', () => {
		const ledger = given({}, '2026-01-05');
		const twin = { ...next({}, { ...SERIES, pattern: 'F2026-{0000}', yearly: false }, '2026-01-05'), seriesId: 'twin' };
		const doubled = give(ledger, twin);
		expect(doubled).toMatchObject({ doubled: true });
		expect(seriesLedger(accepted(doubled), 'twin')).toMatchObject({
			count: 0,
			runs: [],
			flawed: [{ why: 'doubled', number: 'F2026-0001', by: 'a1', id: twin.id }]
		});
		const second = { ...twin, sequence: 2, number: 'F2026-0002', previousIssue: twin.issue, issue: '2'.repeat(64) };
		expect(give(accepted(doubled), second)).toMatchObject({ doubled: false });
		expect(give(ledger, { ...twin, run: 'G-{0}', number: 'G-1' })).toHaveProperty('ledger');
	});
});

describe('the next number', () => {
	const after = (change: Partial<Series>, ledger: Ledger, date: string) =>
		nextSequence({ ...SERIES, ...change }, seriesLedger(ledger, 's'), date);
	test('is the start for the very first, and 1 in a later year', () => {
		expect(after({ start: 43 }, {}, '2026-05-01')).toBe(43);
		const ledger = accepted(give({}, next({}, { ...SERIES, start: 43 }, '2026-05-01')));
		expect([after({ start: 43 }, ledger, '2026-05-02'), after({ start: 43 }, ledger, '2027-01-01')]).toEqual([44, 1]);
	});
	test('goes on after all given when the series stops beginning again', () => {
		expect(after({ yearly: false }, given({}, '2025-01-01', '2026-01-01', '2026-01-02'), '2026-02-01')).toBe(3);
	});
	test('goes on after what its own run gave when a series comes to begin again', () => {
		const never: Series = { ...SERIES, yearly: false };
		let ledger: Ledger = {};
		for (const date of ['2026-01-05', '2026-02-01']) ledger = accepted(give(ledger, next(ledger, never, date)));
		expect([after({}, ledger, '2026-03-01'), after({}, ledger, '2027-01-01')]).toEqual([3, 1]);
		ledger = given(ledger, '2026-03-01', '2026-03-02');
		expect(isNumberUsed(ledger, 'F2026-0004')).toBe(true);
	});
	test('begins again each month where the series does', () => {
		const monthly: Series = { ...SERIES, pattern: 'F{YYYY}{MM}-{00}', monthly: true };
		let ledger: Ledger = {};
		const numbers = ['2026-01-30', '2026-01-31', '2026-02-01', '2026-01-29'].map((date) => {
			const one = next(ledger, monthly, date);
			ledger = accepted(give(ledger, one));
			return one.number;
		});
		expect(numbers).toEqual(['F202601-01', 'F202601-02', 'F202602-01', 'F202601-03']);
	});
});

describe('a series taken over', () => {
	test('goes on in the next segment, and what the other device had issued offline stays valid', () => {
		const known = given({}, '2026-01-05', '2026-02-01');
		const offline = next(known, SERIES, '2026-02-02', { by: 'lost' });
		const taken = openSegment(known);
		const first = next(taken, SERIES, '2026-03-01');
		expect([first.number, first.previousIssue]).toEqual(['F2026B-0001', seriesLedger(known, 's').lastIssue]);
		let ledger = accepted(give(taken, first));
		ledger = accepted(give(ledger, offline));
		expect(give(ledger, next(ledger, SERIES, '2026-03-02', { by: 'b2' }))).toHaveProperty('ledger');
		expect(seriesLedger(ledger, 's').runs.map(({ run, by, from, to }) => [run, by, from, to])).toEqual([
			['F2026-{0000}', 'a1', 1, 2],
			['F2026B-{0000}', 'a1', 1, 1],
			['F2026-{0000}', 'lost', 3, 3]
		]);
	});
	test('goes on in the same segment after what is declared, and the report names it', () => {
		const known = given({}, '2026-01-05', '2026-02-01');
		const declared = declareLost(known, 's', { run: 'F2026-{0000}', period: '2026', sequence: 4, by: 'lost', taker: 'a1' })!;
		const ledger = given(declared, '2026-03-01');
		expect(isNumberUsed(ledger, 'F2026-0004')).toBe(true);
		expect(give(ledger, next(known, SERIES, '2026-02-03'))).toEqual({ refused: 'number-used' });
		const [period] = sequenceReport('s', SERIES, seriesLedger(ledger, 's'), [], 'a1').periods;
		expect(period!.ranges.map(({ kind, first, last, count }) => [kind, first, last, count])).toEqual([
			['given', 'F2026-0001', 'F2026-0002', 2],
			['lost', 'F2026-0003', 'F2026-0004', 2],
			['given', 'F2026-0005', 'F2026-0005', 1]
		]);
		expect(period).toMatchObject({ count: 3, missing: 0 });
		// The device issued once more while the declaration was on its way: that is no lost number, and both go on from there.
		const late = declareLost(known, 's', { run: 'F2026-{0000}', period: '2026', sequence: 1, by: 'lost', taker: 'a1' })!;
		expect(seriesLedger(late, 's').runs).toEqual(seriesLedger(known, 's').runs);
		expect(seriesLedger(late, 's').strands?.map(({ by, last }) => [by, last])).toEqual([
			['lost', { '2026': 2 }],
			['a1', { '2026': 2 }]
		]);
		const none = declareLost(known, 's', { run: 'F2026-{0000}', period: '2026', sequence: 2, by: 'lost', taker: 'a1' })!;
		expect(seriesLedger(none, 's').runs).toEqual(seriesLedger(known, 's').runs);
	});
	test('which the older program had given up to the start are not named as lost', () => {
		const lost = { run: 'F2026-{0000}', period: '2026', by: 'lost', taker: 'a1', first: 43 };
		const some = seriesLedger(declareLost({}, 's', { ...lost, sequence: 45 })!, 's');
		expect(some.runs).toMatchObject([{ from: 43, to: 45 }]);
		expect(nextSequence({ ...SERIES, start: 43 }, some, '2026-05-01')).toBe(46);
		const none = seriesLedger(declareLost({}, 's', { ...lost, sequence: 42 })!, 's');
		expect([none.runs, nextSequence({ ...SERIES, start: 43 }, none, '2026-05-01')]).toEqual([[], 43]);
		const few = seriesLedger(declareLost({}, 's', { ...lost, sequence: 0 })!, 's');
		expect(nextSequence({ ...SERIES, start: 43 }, few, '2026-05-01')).toBe(43);
		expect(declareLost({}, 's', { ...lost, sequence: 200_000 })).toBeUndefined();
	});
	test('does not go on in a year of which nothing was declared: the other device may have given more of it', () => {
		const known = given({}, '2025-12-05', '2026-01-05');
		const declared = declareLost(known, 's', { run: 'F2026-{0000}', period: '2026', sequence: 1, by: 'lost', taker: 'a1' })!;
		const late = next(declared, SERIES, '2025-12-31');
		expect([late.number, give(declared, late)]).toEqual(['F2025-0002', { refused: 'number-used' }]);
		expect(isClosed(seriesLedger(declared, 's'), '2025')).toBe(true);
		expect(['2026', '2027', '2025-12', '2026-01', ''].map((period) => isClosed(seriesLedger(declared, 's'), period))).toEqual([
			false,
			false,
			true,
			false,
			false
		]);
		const opened = openSegment(declared);
		expect(next(given(opened, '2025-12-31'), SERIES, '2025-12-31').number).toBe('F2025B-0002');
		const old = next(opened, SERIES, '2025-12-31', { segment: 0, sequence: 2, previousIssue: seriesLedger(known, 's').lastIssue });
		expect(give(opened, old)).toEqual({ refused: 'number-used' });
	});
});

describe('in any order of dates, takeovers and resets', () => {
	const pattern = fc.constantFrom<Partial<Series>>(
		{},
		{ pattern: 'X-{0000}', yearly: false },
		{ pattern: '{YY}{MM}.{00}', monthly: true },
		{ start: 40 }
	);
	const step = fc.oneof(
		{ weight: 8, arbitrary: fc.record({ year: fc.integer({ min: 2025, max: 2027 }), month: fc.integer({ min: 1, max: 12 }) }) },
		{ weight: 1, arbitrary: fc.constant('takeover' as const) },
		{ weight: 1, arbitrary: fc.constant('declared' as const) }
	);
	test('no number is given twice and none is left out', () => {
		fc.assert(
			fc.property(pattern, fc.array(step, { maxLength: 60 }), (change, steps) => {
				const series: Series = { ...SERIES, ...change };
				let ledger: Ledger = {};
				const numbers = new Set<string>();
				let by = 0;
				for (const each of steps) {
					const known = seriesLedger(ledger, 's');
					if (each === 'takeover') ledger = openSegment(ledger);
					else if (each === 'declared') {
						const [period, last] = Object.entries(known.last).at(-1) ?? ['', 0];
						const run = known.runs.findLast((one) => one.period === period && one.segment === known.segment)?.run;
						if (run) ledger = declareLost(ledger, 's', { run, period, sequence: last + 2, by: 'lost', taker: 'a1' })!;
					} else {
						const date = `${each.year}-${String(each.month).padStart(2, '0')}-15`;
						if (isClosed(known, periodOf(series, date))) {
							expect(give(ledger, next(ledger, series, date))).toEqual({ refused: 'number-used' });
							continue;
						}
						const one = next(ledger, series, date, { by: `d${by}` });
						expect(isNumberUsed(ledger, one.number)).toBe(false);
						ledger = accepted(give(ledger, one));
						expect(isNumberUsed(ledger, one.number)).toBe(true);
						expect(numbers.has(one.number)).toBe(false);
						numbers.add(one.number);
						continue;
					}
					by++;
				}
				const report = sequenceReport('s', series, seriesLedger(ledger, 's'), [], 'd0');
				expect(report.periods.map(({ missing }) => missing).filter((missing) => missing > 0)).toEqual([]);
				expect(report.periods.reduce((sum, { count }) => sum + count, 0)).toBe(numbers.size);
			}),
			{ numRuns: 200 }
		);
	});
});
