import { expect, it } from 'vitest';
import { gapReportCsv, sequenceReport, type CsvDocument } from './gap-report.ts';
import { NO_ISSUE, type GivenRun, type SeriesLedger } from './ledger.ts';
import type { Series } from './series.ts';

const SERIES: Series = { name: 'Invoices, "A"', type: 'invoice', pattern: 'F{YYYY}-{0000}', start: 1, yearly: true };
const run = (change: Partial<GivenRun>): GivenRun => ({
	run: 'F2026-{0000}',
	segment: 0,
	period: '2026',
	from: 1,
	to: 1,
	by: 'aabbccddeeff',
	firstDate: '2026-01-05',
	lastDate: '2026-02-01',
	...change
});
const ledger = (...runs: GivenRun[]): SeriesLedger => ({
	segment: 0,
	last: {},
	count: 0,
	lastIssue: NO_ISSUE,
	lastDate: '',
	older: [],
	runs
});
const KINDS = {
	given: 'given',
	shared: 'shared',
	lost: 'declared',
	gap: 'missing',
	doubled: 'doubled',
	refused: 'refused',
	annulled: 'issued by mistake'
};

it('names what is missing between two ranges, whoever gave them', () => {
	const { periods } = sequenceReport('s', SERIES, ledger(run({ from: 5, to: 6, by: 'other' }), run({ to: 3 })), [], 'other');
	expect(periods).toMatchObject([{ period: '2026', segment: 0, count: 5, missing: 1 }]);
	expect(periods[0]!.ranges.map(({ kind, first, last, device, thisDevice }) => [kind, first, last, device, thisDevice])).toEqual([
		['given', 'F2026-0001', 'F2026-0003', 'aabbcc', false],
		['gap', 'F2026-0004', 'F2026-0004', '', false],
		['given', 'F2026-0005', 'F2026-0006', 'other', true]
	]);
});

it('keeps years and segments apart, in their order', () => {
	const runs = [run({ run: 'F2027-{0000}', period: '2027' }), run({ run: 'F2026B-{0000}', segment: 1, to: 2 }), run({})];
	expect(sequenceReport('s', SERIES, ledger(...runs), [], '').periods.map(({ period, segment }) => [period, segment])).toEqual([
		['2026', 0],
		['2026', 1],
		['2027', 0]
	]);
});

it('does not take the first number for a gap when the series began later', () => {
	expect(sequenceReport('s', SERIES, ledger(run({ from: 43, to: 44 })), [], '').periods[0]).toMatchObject({ count: 2, missing: 0 });
});

it('says who gave the series up, took it over, and declared what', () => {
	const at = { by: 'ffeeddccbbaa', n: 9 };
	const lost = { run: 'F2026-{0000}', period: '2026', sequence: 44 };
	const { events } = sequenceReport(
		's',
		SERIES,
		ledger(),
		[
			{ ...at, event: { kind: 'released', date: '2026-03-01' } },
			{ ...at, event: { kind: 'taken-over', date: '2026-03-02', from: 'aabbccddeeff', segment: 1 } },
			{ ...at, event: { kind: 'taken-over', date: '2026-03-03', from: 'aabbccddeeff', segment: 0, lost } },
			{ ...at, event: { kind: 'taken-over', date: '2026-03-04', from: 'aabbccddeeff', segment: 0, lost: { ...lost, sequence: 0 } } }
		],
		''
	);
	expect(events.map(({ kind, device, from, lastNumber }) => [kind, device, from, lastNumber])).toEqual([
		['released', 'ffeedd', '', ''],
		['next-segment', 'ffeedd', 'aabbcc', ''],
		['declared', 'ffeedd', 'aabbcc', 'F2026-0044'],
		['declared', 'ffeedd', 'aabbcc', '']
	]);
});

it('is a row for every number, quoted as spreadsheets read it and with no formula in it', () => {
	const report = sequenceReport('s', SERIES, ledger(run({ to: 2 }), run({ from: 4, to: 4, lost: true })), [], '');
	const document = (number: string, partyName: string): [string, CsvDocument] => [
		number,
		{ number, issueDate: '2026-01-05', partyName, currency: 'CAD', total: '-12.50' }
	];
	const documents = new Map([document('F2026-0001', '=HYPERLINK("x")'), document('F2026-0002', 'Line\r\nbreak')]);
	expect(gapReportCsv([report], documents, new Map(), ['Series', 'Number'], KINDS).split('\r\n')).toEqual([
		'Series,Number',
		`"Invoices, ""A""",2026,F2026-0001,given,aabbcc,2026-01-05,"'=HYPERLINK(""x"")",-12.50,CAD`,
		'"Invoices, ""A""",2026,F2026-0002,given,aabbcc,2026-01-05,"Line',
		'break",-12.50,CAD',
		'"Invoices, ""A""",2026,F2026-0003,missing,,,,,',
		'"Invoices, ""A""",2026,F2026-0004,declared,aabbcc,,,,',
		''
	]);
});

it('finds the documents of numbers that hold the client’s', () => {
	const report = sequenceReport('s', SERIES, ledger(run({ run: 'F-{CLIENT}-{00}', to: 2 })), [], '');
	const of = (number: string) => ({ number, issueDate: '2026-01-05', partyName: 'Maple', currency: 'CAD', total: '1.00' });
	const documents = new Map(['F-A-7-01', 'G-9-02', 'F-B-02'].map((number) => [number, of(number)]));
	const [, first, second] = gapReportCsv([report], documents, new Map(), ['Series'], KINDS).split('\r\n');
	expect(first).toContain(',F-A-7-01,given,aabbcc,2026-01-05,Maple,1.00,CAD');
	expect(second).toContain(',F-B-02,given,aabbcc,2026-01-05,Maple,1.00,CAD');
});

it('says why the number of an annulled invoice counts nowhere', () => {
	const report = sequenceReport('s', SERIES, ledger(run({ to: 1 })), [], '');
	const document = { number: 'F2026-0001', issueDate: '2026-01-05', partyName: 'Maple', currency: 'EUR', total: '1.00', annulled: true };
	const [, row] = gapReportCsv([report], new Map([[document.number, document]]), new Map(), ['Series'], KINDS).split('\r\n');
	expect(row).toContain(',F2026-0001,issued by mistake,');
});
