import { describe, expect, it } from 'vitest';
import type { LateFee } from '../business/business.ts';
import type { DocumentFact } from '../documents/document.ts';
import type { StatedFact } from '../documents/status.ts';
import { chargeFor, interestOf, type LateInvoice } from './late-fee.ts';
import { referenceRate } from './reference-rates.ts';
import { statutoryInterest } from './statutory.ts';

const EU: LateFee = { kind: 'interest', rate: 'ecb', points: '8', compensation: '40' };
const EUR = { currency: 'EUR' };
const invoice = (changes: Partial<LateInvoice> = {}): LateInvoice => ({
	currency: 'EUR',
	open: 100_000n,
	due: '2025-03-31',
	facts: [],
	...changes
});

function fact(id: string, body: Partial<DocumentFact> & { kind: string }): StatedFact {
	return { id, fact: { documentId: 'd', ...body } as DocumentFact };
}
const paid = (date: string, amount: string) => fact(date, { kind: 'payment', paymentId: 'p', date, amount, method: 'transfer' });

describe('interest for late payment in the European Union', () => {
	it('is the reference rate and eight points, by the day, with 40 euros', () => {
		// 1000.00 for 30 days of April 2025 at 3.15 + 8: 1000 × 11.15 % × 30 ÷ 365 = 9.164…
		const charge = chargeFor(EU, invoice(), EUR, '2025-04-30');
		expect(charge).toMatchObject({ amount: 916n, compensation: 4000n, through: '2025-04-30', unknown: [] });
		expect(charge!.spans).toEqual([{ from: '2025-04-01', to: '2025-04-30', rate: '11.15', principal: 100_000n }]);
	});

	it('goes by the rate of each half-year', () => {
		// 91 days at 11.15 (April to June), 92 at 10.15 (July to September): 27.7986… + 25.5835…
		const charge = chargeFor(EU, invoice(), EUR, '2025-09-30');
		expect(charge!.spans.map(({ from, to, rate }) => [from, to, rate])).toEqual([
			['2025-04-01', '2025-06-30', '11.15'],
			['2025-07-01', '2025-09-30', '10.15']
		]);
		expect(charge!.amount).toBe(5338n);
	});

	it('is on what was open each day, whatever was paid since', () => {
		// 1000.00 for 10 days, the day of the payment among them, then 600.00 for 20: 3.0547… + 3.6657…
		const charge = chargeFor(EU, invoice({ open: 60_000n, facts: [paid('2025-04-10', '400')] }), EUR, '2025-04-30');
		expect(charge!.spans.map(({ from, principal }) => [from, principal])).toEqual([
			['2025-04-01', 100_000n],
			['2025-04-11', 60_000n]
		]);
		expect(charge!.amount).toBe(672n);
		// A payment on the first late day counts from the second.
		const first = chargeFor(EU, invoice({ open: 60_000n, facts: [paid('2025-04-01', '400')] }), EUR, '2025-04-30');
		expect(first!.spans.map(({ from, principal }) => [from, principal])).toEqual([
			['2025-04-01', 100_000n],
			['2025-04-02', 60_000n]
		]);
		// What was paid in time was never late.
		expect(chargeFor(EU, invoice({ facts: [paid('2025-03-31', '400')] }), EUR, '2025-04-30')!.amount).toBe(916n);
	});

	it('goes on where the reminder before it stopped, and asks for the 40 euros once', () => {
		const before = fact('r', {
			kind: 'reminded',
			step: 'a',
			date: '2025-04-30',
			how: 'mail',
			fee: { draftId: 'f', amount: '9.16', through: '2025-04-30', compensation: '40' }
		});
		const charge = chargeFor(EU, invoice({ facts: [before] }), EUR, '2025-05-30');
		expect(charge).toMatchObject({ amount: 916n, compensation: 0n });
		expect(charge!.spans[0]!.from).toBe('2025-05-01');
		expect(chargeFor(EU, invoice({ facts: [before] }), EUR, '2025-04-30')).toBeUndefined();
		const back = fact('b', { kind: 'reversed', factId: 'r', at: '', reason: '' });
		expect(chargeFor(EU, invoice({ facts: [before, back] }), EUR, '2025-04-30')).toMatchObject({ amount: 916n, compensation: 4000n });
	});

	it('says which half-years nobody has noted a rate for', () => {
		const late = invoice({ due: '2030-06-29' });
		expect(chargeFor(EU, late, EUR, '2030-07-01')!.unknown).toEqual(['2030-01-01', '2030-07-01']);
		const referenceRates = [
			{ id: 'ecb/2030-01-01', rate: '1' },
			{ id: 'ecb/2030-07-01', rate: '1.5' }
		];
		const charge = chargeFor(EU, late, { ...EUR, referenceRates }, '2030-07-01')!;
		expect([charge.unknown, charge.spans.map(({ rate }) => rate)]).toEqual([[], ['9', '9.5']]);
		expect(referenceRate('de', '2030-01-01', referenceRates)).toMatchObject({ rate: '1.27', known: false });
	});

	it('takes a base rate below zero off the points, and never turns round', () => {
		const fee: LateFee = { kind: 'interest', rate: 'de', points: '9' };
		expect(chargeFor(fee, invoice({ due: '2022-09-30' }), EUR, '2022-10-31')!.spans[0]!.rate).toBe('8.12');
		expect(chargeFor({ ...fee, points: '0.5' }, invoice({ due: '2022-09-30' }), EUR, '2022-10-31')).toBeUndefined();
	});

	it('is right in currencies without decimals and with three, and asks for no euros there', () => {
		const yen = chargeFor(EU, invoice({ currency: 'JPY', open: 100_000n }), EUR, '2025-04-30');
		expect([yen!.amount, yen!.compensation]).toEqual([916n, 0n]);
		expect(interestOf([{ from: '2025-01-01', to: '2025-12-31', rate: '10', principal: 5n }])).toBe(1n);
		expect(interestOf([{ from: '2025-01-01', to: '2025-12-31', rate: '10', principal: 4n }])).toBe(0n);
	});
});

describe('interest for late payment by the law of the country', () => {
	it.each([
		['ES', 'EUR', 'ecb', '8', '40'],
		['FR', 'EUR', 'ecb', '10', '40'],
		['DE', 'EUR', 'de', '9', '40'],
		['GB', 'GBP', 'gb', '8', ''],
		['PL', 'PLN', 'ecb', '8', '']
	])('%s in %s', (country, currency, rate, points, compensation) => {
		expect(statutoryInterest(country, currency)).toEqual({ rate, points, compensation });
	});

	const GB: LateFee = { kind: 'interest', rate: 'gb', points: '8' };
	const GBP = { currency: 'GBP' };
	const pounds = (changes: Partial<LateInvoice> = {}) => invoice({ currency: 'GBP', due: '2025-03-31', ...changes });

	it('keeps in the United Kingdom to the rate as it stood before the day interest began', () => {
		// Bank Rate was 4.75 % on 31 December 2024, and holds after June: 1000 × 12.75 % × 183 ÷ 365 = 63.924…
		const charge = chargeFor(GB, pounds(), GBP, '2025-09-30')!;
		expect(charge.spans.map(({ rate }) => rate)).toEqual(['12.75', '12.75']);
		expect([charge.amount, charge.compensation, charge.unknown]).toEqual([6392n, 7000n, []]);
		// What is due on the last day of June begins to bear interest in July.
		expect(chargeFor(GB, pounds({ due: '2025-06-30' }), GBP, '2025-07-30')!.spans[0]!.rate).toBe('12.25');
	});

	it.each([
		[999_99n, [], 40_00n],
		[1_000_00n, [], 70_00n],
		[9_999_99n, [], 70_00n],
		[10_000_00n, [], 100_00n],
		// 600 paid after the day it was due: 1,000 were late. Paid before it, 400 were.
		[400_00n, [paid('2025-04-02', '600')], 70_00n],
		[400_00n, [paid('2025-03-31', '600')], 40_00n]
	])('charges there by the size of the debt: %s', (open, facts, compensation) => {
		expect(chargeFor(GB, pounds({ open, facts }), GBP, '2025-04-30')!.compensation).toBe(compensation);
	});

	it('charges there by the part that came due first', () => {
		const later = [{ date: '2025-04-10', amount: 500_00n }];
		expect(chargeFor(GB, pounds({ open: 1_200_00n, later }), GBP, '2025-04-30')!.compensation).toBe(40_00n);
	});

	it('charges there what was typed instead, and pounds on bills in pounds only', () => {
		expect(chargeFor({ ...GB, compensation: '25' }, pounds(), GBP, '2025-04-30')!.compensation).toBe(2500n);
		expect(chargeFor(GB, invoice({ currency: 'USD' }), GBP, '2025-04-30')!.compensation).toBe(0n);
	});
});

describe('other fees', () => {
	it('are a sum, or a part of what is open', () => {
		expect(chargeFor({ kind: 'amount', amount: '5' }, invoice(), EUR, '2025-04-01')).toMatchObject({ amount: 500n, compensation: 0n });
		expect(chargeFor({ kind: 'percent', percent: '1.5' }, invoice({ open: 33_333n }), EUR, '2025-04-01')!.amount).toBe(500n);
		expect(chargeFor({ kind: 'amount', amount: '5' }, invoice({ currency: 'USD' }), EUR, '2025-04-01')).toBeUndefined();
		for (const text of ['', 'five', '-5', '0'])
			expect(chargeFor({ kind: 'amount', amount: text }, invoice(), EUR, '2025-04-01')).toBeUndefined();
	});

	it('are none before it is late, and none once it is settled', () => {
		for (const fee of [EU, { kind: 'amount', amount: '5' } as const, { kind: 'percent', percent: '2' } as const]) {
			expect(chargeFor(fee, invoice(), EUR, '2025-03-31')).toBeUndefined();
			expect(chargeFor(fee, invoice({ open: 0n }), EUR, '2025-06-01')).toBeUndefined();
		}
	});
});
