import { expect, it } from 'vitest';
import { anInvoice, aParty } from '../../../../tests/support/books.ts';
import { seriesLedger } from '../ledger.ts';
import type { Series } from '../series.ts';
import { numberFindings } from './numbers.ts';

const SERIES: Series = { name: 'Invoices', type: 'invoice', pattern: 'F{YYYY}-{0000}', start: 1, yearly: true };
const found = (change: Partial<Series>, last: Record<string, number> = {}, number = '0001', issueDate = '2026-11-21') =>
	numberFindings({
		content: anInvoice(),
		party: aParty({ number }),
		series: { ...SERIES, ...change },
		given: { ...seriesLedger({}, 's'), last },
		issueDate
	}).map(({ level, field, message }) => `${level} ${field} ${message}`);

it('warns when the number counts in a year that is over', () => {
	expect(found({}, { '2026': 4 })).toEqual([]);
	expect(found({}, { '2025': 9 })).toEqual([]);
	expect(found({}, { '2026': 4, '2027': 1 })).toEqual(['warning issueDate checkEarlierPeriod']);
	expect(found({ monthly: true }, { '2026-12': 1 })).toEqual(['warning issueDate checkEarlierPeriod']);
	expect(found({ yearly: false }, { '': 7 })).toEqual([]);
	expect(found({}, { '2027': 1 }, '0001', 'no date')).toEqual([]);
});

it('wants the client’s number and the series’ code where the pattern prints them', () => {
	expect(found({ pattern: '{CLIENT}-{0000}' }, {}, '')).toEqual(['error party.number checkClientNumber']);
	expect(found({ pattern: '{CLIENT}-{0000}' })).toEqual([]);
	expect(found({ pattern: '{SERIES}-{0000}' })).toEqual(['error seriesId checkSeriesPattern']);
});
