import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import type { DocumentFact, DocumentType } from './document.ts';
import { isSent, paymentStatus, standing, type StatedFact } from './status.ts';

const owed = {
	issued: true,
	type: 'invoice' as DocumentType,
	currency: 'CAD',
	payable: 10_000n,
	dueDate: '2026-12-21',
	today: '2026-11-21'
};
let next = 0;
const stated = (fact: DocumentFact): StatedFact => ({ id: `f${next++}`, fact });
const paid = (amount: string) =>
	stated({ kind: 'payment', documentId: 'd', paymentId: 'p', date: '2026-11-21', amount, method: 'transfer' });
const credited = (amount: string) =>
	stated({ kind: 'credited', documentId: 'd', creditNote: 'c', number: 'C-1', date: '2026-11-21', amount });
const writtenOff = (amount: string) => stated({ kind: 'written-off', documentId: 'd', date: '2026-11-21', amount, cause: 'bad-debt' });
const applied = (amount: string) => stated({ kind: 'applied', documentId: 'd', to: 'i', number: 'F-1', date: '2026-11-21', amount });
const sent = () => stated({ kind: 'sent', documentId: 'd', at: '2026-11-21T10:00:00Z', channel: 'mail' });
const reversed = (factId: string) =>
	stated({ kind: 'reversed', factId, documentId: 'd', at: '2026-11-22T10:00:00Z', reason: 'wrong invoice' });

describe('the payment status', () => {
	test.each<[string, Partial<typeof owed>, string[], string, bigint]>([
		['a draft', { issued: false }, [], 'draft', 10_000n],
		['nothing paid', {}, [], 'open', 10_000n],
		['due today', { today: '2026-12-21' }, [], 'open', 10_000n],
		['the day after', { today: '2026-12-22' }, [], 'overdue', 10_000n],
		['never due', { dueDate: '', today: '2030-01-01' }, [], 'open', 10_000n],
		['a part paid', {}, ['40'], 'partly-paid', 6_000n],
		['a part paid, too late', { today: '2027-01-01' }, ['40'], 'overdue', 6_000n],
		['a cent missing', {}, ['99.99'], 'partly-paid', 1n],
		['all paid, in two parts', { today: '2027-01-01' }, ['40', '60.00'], 'paid', 0n],
		['too much paid', {}, ['100.01'], 'overpaid', -1n],
		['nothing to pay', { payable: 0n }, [], 'paid', 0n],
		['money to give back', { payable: -500n }, [], 'open', -500n],
		['a credit note', { type: 'credit-note', today: '2030-01-01' }, [], 'open', -10_000n],
		['three decimals', { currency: 'TND', payable: 1_000n }, ['0.999'], 'partly-paid', 1n]
	])('%s', (_, changes, amounts, status, balance) => {
		expect(paymentStatus({ ...owed, ...changes }, amounts.map(paid))).toMatchObject({ status, balance });
	});

	test('a reversed payment no longer counts', () => {
		const first = paid('100');
		expect(paymentStatus(owed, [first, reversed(first.id)])).toMatchObject({ status: 'open', paid: 0n, balance: 10_000n });
		expect(paymentStatus(owed, [first, reversed(first.id), reversed(first.id), paid('1')]).paid).toBe(100n);
	});

	test.each<[string, StatedFact[], string, bigint]>([
		['credited in part', [credited('40')], 'partly-paid', 6_000n],
		['credited in full', [credited('100')], 'credited', 0n],
		['paid, the last cents written off', [paid('99.98'), writtenOff('0.02')], 'paid', 0n],
		['mostly given up', [paid('10'), writtenOff('90')], 'written-off', 0n],
		['mostly credited', [paid('10'), credited('60'), writtenOff('30')], 'credited', 0n],
		['paid, then credited', [paid('100'), credited('40')], 'overpaid', -4_000n]
	])('%s', (_, facts, status, balance) => {
		expect(paymentStatus(owed, facts)).toMatchObject({ status, balance });
	});

	test('a credit note is settled when its value is used', () => {
		const note = { ...owed, type: 'credit-note' as DocumentType };
		expect(paymentStatus(note, [applied('30')])).toMatchObject({ status: 'partly-paid', balance: -7_000n });
		expect(paymentStatus(note, [applied('30'), applied('70')])).toMatchObject({ status: 'paid', balance: 0n });
	});

	test('a reversal that comes before what it reverses holds all the same', () => {
		const first = paid('100');
		expect(paymentStatus(owed, [reversed(first.id), first]).paid).toBe(0n);
	});

	test('a reversal of nothing, or of a reversal, changes nothing', () => {
		const first = paid('100');
		const reversal = reversed(first.id);
		expect(paymentStatus(owed, [first, reversed('unknown')]).paid).toBe(10_000n);
		expect(paymentStatus(owed, [first, reversal, reversed(reversal.id)]).paid).toBe(0n);
	});

	test('what is no amount counts as nothing', () => {
		for (const bad of ['1e9', '-5', '1,5', '٣', '', '0.001']) expect(paymentStatus(owed, [paid(bad)]).paid).toBe(0n);
	});

	test('paid and balance always make the amount due', () => {
		fc.assert(
			fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n })), fc.bigInt({ min: 0n, max: 10n ** 13n }), (cents, payable) => {
				const facts = cents.map((cent) => paid(`${cent / 100n}.${(cent % 100n).toString().padStart(2, '0')}`));
				const state = paymentStatus({ ...owed, payable }, facts);
				expect(state.paid).toBe(cents.reduce((sum, cent) => sum + cent, 0n));
				expect(state.paid + state.balance).toBe(payable);
			})
		);
	});
});

test('sent holds until it is taken back', () => {
	const first = sent();
	expect(isSent([])).toBe(false);
	expect(isSent([first])).toBe(true);
	expect(isSent([first, reversed(first.id)])).toBe(false);
	expect(isSent([first, reversed(first.id), sent()])).toBe(true);
	expect(standing([first, reversed(first.id)])).toEqual([]);
});
