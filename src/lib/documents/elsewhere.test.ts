import { describe, expect, it } from 'vitest';
import { elsewhereDocument } from '../../../tests/support/elsewhere.ts';
import { DAY, Desk, idOf } from '../../../tests/support/money-desk.ts';
import fc from '../../../tests/support/property.ts';
import { computeTotals, freezeTotals } from './totals.ts';
import type { IssuedDocument } from './document.ts';

const ALICE = 'a'.repeat(32);
const MONEY = { partyId: ALICE };
const BACK = { kind: 'taken-back', documentId: idOf('E1'), at: '2026-03-05T10:00:00Z' };

function desk() {
	const books = new Desk();
	expect(books.add('issued-elsewhere', 'E1', elsewhereDocument(MONEY))).toBeUndefined();
	return books;
}
/** With 40.00 of its 115.00 paid there. */
function paidThere() {
	const books = new Desk();
	expect(books.add('issued-elsewhere', 'E1', elsewhereDocument({ ...MONEY, open: '75.00' }))).toBeUndefined();
	return books;
}
const TAX = { name: 'GST', category: 'S', rate: '5' } as const;
/** Any field, wrong. */
type Spoilt = { [F in keyof IssuedDocument]: unknown };

describe('an invoice that was issued elsewhere', () => {
	it('is owed, paid, credited and written off as any other', () => {
		const books = paidThere();
		books.document('C1', 3_000n, { type: 'credit-note', partyId: ALICE });
		expect(books.row('E1')).toMatchObject({ number: 'OLD-1', payable: 7500n, paid: 0n, balance: 7500n, issued: true });
		expect(books.credit('C1', 'E1', 3000n)).toBeUndefined();
		expect(books.pay('P2', 4000n, MONEY)).toBeUndefined();
		expect(books.share('P2', 'E1', 4000n)).toBeUndefined();
		expect(books.writeOff('E1', 500n)).toBeUndefined();
		expect(books.writeOff('E1', 1n)).toBe('more-than-open');
		expect(books.row('E1')).toMatchObject({ balance: 0n, status: 'paid' });
	});

	it('takes no number: the ledger is as it was, and the same document sent again counts once', () => {
		const books = desk();
		expect(books.add('issued-elsewhere', 'E1', elsewhereDocument(MONEY))).toBeUndefined();
		expect(books.add('issued-elsewhere', 'E1', elsewhereDocument({ ...MONEY, number: 'OLD-2' }))).toBe('id-taken');
		expect(books.row('E1').number).toBe('OLD-1');
		books.document('F1', 100n);
		expect(books.add('issued-elsewhere', 'F1', elsewhereDocument(MONEY))).toBe('id-taken');
	});

	it.each<[string, (document: IssuedDocument) => Spoilt]>([
		['a place in a series', (document) => ({ ...document, series: 's'.repeat(32) })],
		['a sequence', (document) => ({ ...document, sequence: 7 })],
		['a chain', (document) => ({ ...document, previousIssue: '0'.repeat(64) })],
		['no program', (document) => ({ ...document, elsewhere: { program: '', taxes: 'exact' } })],
		['an unknown word for its taxes', (document) => ({ ...document, elsewhere: { program: 'X', taxes: 'none' } })],
		['nobody it is for', (document) => ({ ...document, content: { ...document.content, partyId: undefined } })],
		['another kind', (document) => ({ ...document, content: { ...document.content, type: 'receipt' } })],
		['something prepaid that its sums do not know', (document) => ({ ...document, content: { ...document.content, prepaid: '5' } })],
		['something prepaid below zero', () => prepaid(elsewhereDocument({ ...MONEY, open: '75.00' }), '-40.00', '155.00')],
		[
			'known taxes where some was paid',
			(document) => ({ ...elsewhereDocument({ ...MONEY, open: '75.00' }), elsewhere: document.elsewhere })
		],
		['what it was made of', (document) => ({ ...document, content: { ...document.content, origins: [] } })],
		['taxes that nobody knows', (document) => ({ ...document, elsewhere: { program: 'X', taxes: 'unknown' }, content: taxed(document) })],
		['a wrong sum', (document) => ({ ...document, totals: { ...document.totals, payable: '90.00' } })],
		['a wrong sum of taxes', (document) => ({ ...document, totals: { ...document.totals, taxTotal: '1.00' } })],
		['no number', (document) => ({ ...document, number: ' ' })]
	])('is not taken with %s', (_what, spoil) => {
		expect(new Desk().add('issued-elsewhere', 'E1', spoil(elsewhereDocument(MONEY)))).toBe('unreadable');
	});

	it('is not taken with less than nothing to pay, nor under the type of what is issued here', () => {
		const document = elsewhereDocument(MONEY);
		const content = { ...document.content, lines: document.content.lines.map((line) => ({ ...line, quantity: '-1' })) };
		const totals = computeTotals(content);
		const below = { ...document, content, totals: totals.ok && freezeTotals(totals.value) };
		expect(new Desk().add('issued-elsewhere', 'E1', below)).toBe('not-positive');
		expect(new Desk().add('issued', 'E1', document)).toBe('unreadable');
	});

	it('goes out of the books as it came', () => {
		const books = paidThere();
		expect(books.add('fact', 'E1', BACK)).toBeUndefined();
		expect([books.rows.get(idOf('E1')), books.records.get(idOf('E1'))!.frozen]).toEqual([undefined, undefined]);
		// Another device takes it back too; what was said of it meanwhile finds nothing.
		expect(books.add('fact', 'E1', BACK)).toBeUndefined();
		expect(books.pay('P2', 100n, MONEY)).toBeUndefined();
		expect(books.share('P2', 'E1', 100n)).toBe('not-issued');
		expect(books.row('P2').credit).toBe(100n);
		expect(books.add('issued', 'E1', elsewhereDocument(MONEY))).toBe('unreadable');
	});

	it.each<[string, (books: Desk) => string | undefined]>([
		['a payment', (books) => (books.pay('P2', 100n, MONEY), books.share('P2', 'E1', 100n))],
		['a reminder', (books) => books.add('fact', 'E1', { kind: 'reminded', documentId: idOf('E1'), step: 's@d', date: DAY, how: 'mail' })],
		['a write-off', (books) => books.writeOff('E1', 100n)]
	])('stays once %s has followed', (_what, follow) => {
		const books = paidThere();
		expect(follow(books)).toBeUndefined();
		expect(books.add('fact', 'E1', BACK)).toBe('in-use');
		expect(books.row('E1').number).toBe('OLD-1');
	});

	it('only what was issued elsewhere is taken back', () => {
		const books = desk();
		books.document('F1', 500n, MONEY);
		books.pay('P1', 500n, MONEY);
		for (const name of ['F1', 'P1']) expect(books.add('fact', name, { ...BACK, documentId: idOf(name) })).toBe('wrong-state');
	});

	it('keeps lines and taxes that come to its total, and one line where they do not', () => {
		const line = { id: '1', name: 'Work', description: '', quantity: '2', unit: 'C62', price: '50', allowances: [], taxes: [TAX] };
		const exact = elsewhereDocument({ ...MONEY, total: '105.00', lines: [line] });
		expect(exact).toMatchObject({ elsewhere: { taxes: 'exact' }, totals: { payable: '105.00', taxTotal: '5.00' } });
		const off = elsewhereDocument({ ...MONEY, total: '105.01', lines: [line] });
		expect(off).toMatchObject({ elsewhere: { taxes: 'unknown' }, totals: { payable: '105.01', taxes: [] } });
		expect(off.content.lines).toHaveLength(1);
	});

	it('is owed what was open: the rest is prepaid, and then nobody knows its taxes', () => {
		const line = { id: '1', name: 'Work', description: '', quantity: '2', unit: 'C62', price: '50', allowances: [], taxes: [TAX] };
		const half = elsewhereDocument({ ...MONEY, total: '105.00', open: '52.50', lines: [line] });
		expect(half).toMatchObject({ elsewhere: { taxes: 'unknown' }, content: { prepaid: '52.50' } });
		expect(half.totals).toMatchObject({ taxInclusive: '105.00', prepaid: '52.50', payable: '52.50', taxes: [] });
		for (const open of ['105.01', '-1', 'x']) expect(() => elsewhereDocument({ ...MONEY, total: '105.00', open })).toThrow('bad-amount');
	});

	it('whatever its lines come to, what is made of it is taken', () => {
		const cents = fc.integer({ min: 1, max: 900_000 }).map((value) => (value / 100).toFixed(2));
		const row = fc.record({ price: cents, taxed: fc.boolean(), quantity: fc.constantFrom('1', '3', '0.333') });
		fc.assert(
			fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), cents, fc.constantFrom('net', 'gross'), (rows, total, prices) => {
				const lines = rows.map(({ price, taxed, quantity }, at) => ({
					...{ id: String(at + 1), name: 'L', description: '', unit: 'C62', allowances: [] },
					...{ quantity, price, taxes: taxed ? [TAX] : [] }
				}));
				const first = elsewhereDocument({ ...MONEY, lines, prices, total });
				const own = computeTotals({ ...first.content, prices, lines: lines.map((line, at) => ({ ...line, order: `a${at}` })) });
				const sum = own.ok ? freezeTotals(own.value).payable : total;
				for (const each of [total, sum])
					expect(new Desk().add('issued-elsewhere', 'E1', elsewhereDocument({ ...MONEY, lines, prices, total: each }))).toBeUndefined();
			})
		);
	});
});

function prepaid(document: IssuedDocument, there: string, payable: string) {
	return { ...document, content: { ...document.content, prepaid: there }, totals: { ...document.totals, prepaid: there, payable } };
}

function taxed({ content }: IssuedDocument) {
	return { ...content, lines: content.lines.map((line) => ({ ...line, taxes: [TAX] })) };
}
