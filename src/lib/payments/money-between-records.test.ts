import { describe, expect, it } from 'vitest';
import { DAY, type Desk, desk, idOf } from '../../../tests/support/money-desk.ts';
import { fromHex } from '../workspace/bytes.ts';
import { encodeJson } from '../workspace/json.ts';
import { activityBetween, outstandingOn } from './statement.ts';

describe('one payment over several documents', () => {
	it('lands on each, and the rest is credit that can go elsewhere later', () => {
		const books = desk();
		expect(books.pay('P', 12_000n)).toBeUndefined();
		expect(books.share('P', 'F1', 10_000n)).toBeUndefined();
		expect([books.row('F1').balance, books.row('P').credit, books.row('P').documents]).toEqual([0n, 2_000n, 'F1']);
		expect(books.share('P', 'F2', 2_000n)).toBeUndefined();
		expect([books.row('F2').balance, books.row('P').credit, books.row('P').documents]).toEqual([3_000n, 0n, 'F1, F2']);
	});

	it('gives no more than it is', () => {
		const books = desk();
		books.pay('P', 6_000n);
		books.share('P', 'F1', 4_000n);
		expect(books.share('P', 'F2', 2_001n)).toBe('more-than-left');
		expect([books.row('F2').paid, books.row('P').credit]).toEqual([0n, 2_000n]);
	});

	it.each<[string, (books: Desk) => string | undefined, string]>([
		['nothing', (books) => books.share('P', 'F1', 0n), 'not-positive'],
		['less than nothing', (books) => books.share('P', 'F1', -5n), 'not-positive'],
		['what is no amount', (books) => books.share('P', 'F1', 1n, { amount: '1e3' }), 'unreadable'],
		['a day that does not exist', (books) => books.share('P', 'F1', 1n, { date: '2026-02-30' }), 'unreadable'],
		['no payment', (books) => books.share('nobody', 'F1', 1n), 'no-source'],
		['an invoice as if it were a payment', (books) => books.share('F2', 'F1', 1n), 'no-source'],
		['a credit note as if it were a payment', (books) => books.share('C1', 'F1', 1n), 'no-source'],
		['a payment as if it were a credit note', (books) => books.credit('P', 'F1', 1n), 'no-source'],
		['to nothing issued', (books) => books.share('P', 'draft', 1n), 'not-issued'],
		['to a credit note', (books) => books.share('P', 'C1', 1n), 'more-than-open'],
		['to another payment', (books) => books.share('P', 'P2', 1n), 'more-than-open'],
		['to a refund, as a share', (books) => books.share('P', 'R', 1n), 'more-than-open'],
		['to another client’s invoice', (books) => books.share('P', 'B1', 1n), 'other-client'],
		['to an invoice in euros', (books) => books.share('P', 'E1', 1n), 'other-currency'],
		['by the other side, which only the fold writes', (books) => books.add('fact', 'P', { kind: 'applied', to: idOf('F1') }), 'unreadable'],
		['to a refund of another client', (books) => books.giveBack('PB', 'R', 1n), 'other-client'],
		['more than the refund is', (books) => books.giveBack('P', 'R', 501n), 'more-than-left'],
		['from an invoice', (books) => books.giveBack('F1', 'R', 1n), 'no-source'],
		['up beyond what is open', (books) => books.writeOff('F1', 10_001n), 'more-than-open'],
		['back what never was', (books) => books.reverse('F1', idOf('unknown')), 'nothing-to-reverse']
	])('is refused when it gives %s, and both sides stay as they were', (_, attempt, reason) => {
		const books = desk();
		books.document('B1', 1_000n, { partyId: 'bob' });
		books.document('E1', 1_000n, { currency: 'EUR' });
		for (const name of ['P', 'P2']) books.pay(name, 4_000n);
		books.pay('PB', 4_000n, { partyId: 'bob' });
		books.pay('R', 500n, { kind: 'refund' });
		const before = new Map(books.records);
		expect(attempt(books)).toBe(reason);
		expect(books.records).toEqual(before);
	});

	it.each<[string, object]>([
		['no kind', {}],
		['a kind that is none', { kind: 'gift' }],
		['an id that is none', { kind: 'payment', paymentId: 7, date: DAY, amount: '1', method: 'cash' }],
		['a way to pay that is none', { kind: 'payment', paymentId: idOf('P'), date: DAY, amount: '1', method: 'barter' }],
		['an amount that is a number', { kind: 'payment', paymentId: idOf('P'), date: DAY, amount: 1, method: 'cash' }],
		['a cause that is none', { kind: 'written-off', date: DAY, amount: '1', cause: '__proto__' }],
		['a reversal of a number', { kind: 'reversed', factId: 0, at: DAY, reason: '' }],
		['nothing but a list', []]
	])('of another device with %s is refused', (_, fact) => {
		const books = desk();
		books.pay('P', 4_000n);
		expect(books.add('fact', 'F1', fact)).toBe('unreadable');
		expect(books.facts('F1')).toEqual([]);
	});

	it('of another device under an id that is taken is refused: one reversal would take back two', () => {
		const books = desk();
		books.pay('P', 4_000n);
		books.share('P', 'F1', 1_000n);
		const share = books.log.at(-1)!;
		const body = { kind: 'payment', documentId: idOf('F2'), paymentId: idOf('P'), date: DAY, amount: '5.00', method: 'transfer' };
		const twin = { ...share, recordId: fromHex(idOf('F2')), body: encodeJson(body) };
		expect(books.fold(twin, 9)).toBe('unreadable');
		expect(books.fold({ ...twin, opId: fromHex(idOf('P')) }, 9)).toBe('unreadable');
		expect([books.row('F2').paid, books.row('P').credit]).toEqual([0n, 3_000n]);
	});

	it('cannot be recorded as nothing, in no currency, on no day, or twice', () => {
		const books = desk();
		expect(books.pay('P', 0n)).toBe('not-positive');
		expect(books.pay('P', 5n, { currency: 'XXX' })).toBe('unreadable');
		expect(books.pay('P', 5n, { date: '2026-13-01' })).toBe('unreadable');
		expect(books.pay('P', 5n, { kind: 'loan' as 'payment' })).toBe('unreadable');
		expect(books.pay('P', 5n, { method: 'barter' as 'cash' })).toBe('unreadable');
		expect(books.pay('P', 5n, { note: 5 as unknown as string })).toBe('unreadable');
		expect(books.add('payment', 'P', [])).toBe('unreadable');
		expect(books.pay('P', 5n)).toBeUndefined();
		expect(books.pay('P', 7n)).toBe('already-issued');
		expect(books.row('P').amount).toBe(5n);
	});
});

describe('what is taken back', () => {
	it('a whole payment frees every share, once and for all', () => {
		const books = desk();
		books.pay('P', 15_000n);
		books.share('P', 'F1', 10_000n);
		books.share('P', 'F2', 5_000n);
		expect(books.reverse('P', idOf('P'))).toBeUndefined();
		expect([books.row('F1').balance, books.row('F2').balance, books.row('P').credit]).toEqual([10_000n, 5_000n, 0n]);
		expect(books.row('P').reversed).toBe(true);
		expect(books.share('P', 'F1', 1n)).toBe('source-reversed');
		const again = new Map(books.records);
		expect(books.reverse('P', idOf('P'))).toBeUndefined();
		expect(books.records).toEqual(again);
	});

	it('one share alone becomes credit', () => {
		const books = desk();
		books.pay('P', 10_000n);
		books.share('P', 'F1', 10_000n);
		expect(books.reverse('F1')).toBeUndefined();
		expect([books.row('F1').balance, books.row('P').credit, books.row('P').reversed]).toEqual([10_000n, 10_000n, false]);
		expect(books.share('P', 'F2', 5_000n)).toBeUndefined();
		expect(books.row('P').credit).toBe(5_000n);
	});

	it('stays taken back: a reversal is not itself reversed', () => {
		const books = desk();
		books.pay('P', 10_000n);
		books.share('P', 'F1', 10_000n);
		books.reverse('F1');
		expect(books.reverse('F1')).toBe('nothing-to-reverse');
		expect([books.row('F1').balance, books.row('P').credit]).toEqual([10_000n, 10_000n]);
	});

	it('a share is taken back where it went, not on the payment', () => {
		const books = desk();
		books.pay('P', 10_000n);
		books.share('P', 'F1', 10_000n);
		expect(books.reverse('P')).toBe('nothing-to-reverse');
		expect(books.row('F1').balance).toBe(0n);
	});

	it('a payment whose credit was already given back leaves the client owing the refund', () => {
		const books = desk();
		books.pay('P', 2_000n);
		books.pay('R', 2_000n, { kind: 'refund' });
		books.giveBack('P', 'R', 2_000n);
		expect([books.row('P').credit, books.row('R').credit]).toEqual([0n, 0n]);
		books.reverse('P', idOf('P'));
		expect([books.row('P').credit, books.row('R').credit]).toEqual([0n, -2_000n]);
	});

	it('that the bank returned counts until that day, and statements show both', () => {
		const books = desk();
		books.pay('P', 4_000n, { date: '2026-03-10' });
		books.share('P', 'F1', 4_000n);
		books.reverse('P', idOf('P'), '2026-03-20');
		const account = books.account();
		const on = (day: string) => outstandingOn(account, 'CAD', day).balance - outstandingOn(account, 'CAD', '2026-03-09').balance;
		expect([on('2026-03-10'), on('2026-03-19'), on('2026-03-20'), on('2026-12-31')]).toEqual([-4_000n, -4_000n, 0n, 0n]);
		const { entries } = activityBetween(account, 'CAD', '2026-03-10', '2026-03-31');
		expect(entries.map(({ date, what, amount }) => [date, what.kind, amount])).toEqual([
			['2026-03-10', 'payment', -4_000n],
			['2026-03-20', 'returned', 4_000n]
		]);
		expect([books.row('P').reversed, books.row('F1').balance]).toEqual([true, 10_000n]);
	});

	it('that was a mistake is in no statement of any day', () => {
		const books = desk();
		books.pay('P', 4_000n, { date: '2026-03-10' });
		books.reverse('P', idOf('P'));
		expect(books.account().payments).toEqual([]);
	});

	it('a refund that did not happen makes credit again', () => {
		const books = desk();
		books.pay('R', 3_000n, { kind: 'refund' });
		books.giveBack('C1', 'R', 3_000n);
		expect([books.row('C1').balance, books.row('C1').status]).toEqual([0n, 'paid']);
		books.reverse('R', idOf('R'));
		expect(books.row('C1').balance).toBe(-3_000n);
	});
});

it('a credit note goes to the invoice it corrects and to others, and no further than its value', () => {
	const books = desk();
	expect(books.credit('C1', 'F1', 1_000n)).toBeUndefined();
	expect(books.credit('C1', 'F2', 2_000n)).toBeUndefined();
	expect(books.credit('C1', 'F2', 1n)).toBe('more-than-left');
	expect([books.row('F1').credited, books.row('F2').balance, books.row('C1').balance]).toEqual([1_000n, 3_000n, 0n]);
});
