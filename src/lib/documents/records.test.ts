import { beforeAll, describe, expect, it } from 'vitest';
import { ready } from '#lib/crypto/sodium.ts';
import { aBusiness, anInvoice, aParty } from '../../../tests/support/books.ts';
import { addDocument } from '../payments/account-of.ts';
import { outstandingOn } from '../payments/statement.ts';
import { REGISTRY } from '../worker/registry.ts';
import { fromHex } from '../workspace/bytes.ts';
import { foldOperation } from '../workspace/fold.ts';
import { encodeJson } from '../workspace/json.ts';
import { diffTo } from '../workspace/record.ts';
import type { Ledger } from '../workspace/registry.ts';
import type { IssuedDocument } from './document.ts';
import { NO_ISSUE, seriesLedger, withSeries } from './ledger.ts';
import { DRAFT_TYPE } from './records.ts';
import { openSegment } from './segments.ts';
import { buyerSnapshot, sellerSnapshot } from './snapshots.ts';
import { computeTotals, freezeTotals } from './totals.ts';

/** A document whose fields may be anything. */
type Spoilt = Record<'content' | 'totals', Record<string, unknown>> & Record<string, unknown>;

beforeAll(ready);

const ID = 'd'.repeat(32);
const placed = { n: 7, by: 'other', hash: () => '1'.repeat(64), tenures: () => [{ segment: 0, holder: 'other', since: 1 }] };

function anIssued(): IssuedDocument {
	const content = anInvoice({ partyId: 'a'.repeat(32), issueDate: '2026-03-01', dueDate: '2026-03-31' });
	const totals = computeTotals(content);
	if (!totals.ok) throw new Error('the example does not compute');
	return {
		number: 'F-0001',
		series: 's',
		segment: 0,
		sequence: 1,
		sequenceYear: '',
		run: 'F-{0000}',
		previousIssue: NO_ISSUE,
		content,
		seller: sellerSnapshot(aBusiness()),
		buyer: buyerSnapshot(aParty()),
		totals: freezeTotals(totals.value),
		engine: 1,
		issuedAt: '2026-03-01T10:00:00Z'
	};
}

function fold(type: string, body: Uint8Array, ledger: Ledger = {}) {
	const operation = { opId: fromHex('0'.repeat(32)), recordId: fromHex(ID), type, schema: 1, action: 'put' as const, body };
	return foldOperation(REGISTRY, REGISTRY.get(type)!, undefined, operation, placed, ledger, ID);
}

/** What every reader does with a document it has taken in. */
function readAll({ state, rows }: ReturnType<typeof fold>) {
	const account = { documents: [], payments: [], moves: [] };
	addDocument(account, ID, state);
	outstandingOn(account, 'CAD', '2026-12-31');
	return rows.map(({ row, text }) => [row, text]);
}

describe('a document that another device issued', () => {
	it('is taken in when it is whole', () => {
		const taken = fold('issued', encodeJson(anIssued()));
		expect(taken.refused).toBeUndefined();
		expect(readAll(taken)).toMatchObject([[{ number: 'F-0001', currency: 'CAD' }, expect.stringContaining('Design day')]]);
	});

	it.each<[string, (document: Spoilt) => unknown]>([
		['a currency that is none', ({ content, totals }) => (content.currency = totals.currency = 'XXX')],
		['a currency that is a number', ({ content, totals }) => (content.currency = totals.currency = 7)],
		['a sum that is no amount', ({ totals }) => (totals.payable = 'much')],
		['a date that is none', ({ content }) => (content.issueDate = 'yesterday')],
		['a due date that is none', ({ content }) => (content.dueDate = '2026-02-30')],
		['a date in a list', ({ content }) => (content.issueDate = ['2026-03-01'])],
		['a line that is nothing', ({ content }) => (content.lines = [null])],
		['a field of its own that is nothing', ({ content }) => (content.customFields = [null])],
		['a segment that is a word', (document) => (document.segment = 'length')],
		['a segment that is the name of a method', (document) => (document.segment = 'map')],
		['a sequence that is a text', (document) => (document.sequence = '1')],
		['no buyer', (document) => (document.buyer = null)]
	])('with %s is refused, and the readers go on', (_, spoil) => {
		const document = anIssued();
		spoil(document as unknown as Spoilt);
		const taken = fold('issued', encodeJson(document), withSeries({}, 's', openSegment(seriesLedger({}, 's'))));
		expect(['unreadable', 'chain-broken', 'number-used', 'not-holder']).toContain(taken.refused);
		expect(taken.state?.frozen).toBeUndefined();
	});
});

it.each<[string, object]>([
	['nothing in it', {}],
	['lines that are a text', { ...anInvoice(), lines: 'none' }],
	['a currency that is a number', { ...anInvoice(), currency: 5 }]
])('a draft of another device with %s does not stop the readers', (_, content) => {
	const body = diffTo(undefined, { marker: 1, ...content }, { texts: [], keyed: [] })!;
	const taken = fold('draft', body);
	expect(() => taken.rows.map(({ row, text }) => [row, text])).not.toThrow();
	if (!taken.state) return;
	const remove = { opId: fromHex('1'.repeat(32)), recordId: fromHex(ID), type: 'draft', schema: 1, action: 'remove' as const };
	expect(() => foldOperation(REGISTRY, DRAFT_TYPE, taken.state, { ...remove, body: new Uint8Array(0) }, placed, {}, ID)).not.toThrow();
});
