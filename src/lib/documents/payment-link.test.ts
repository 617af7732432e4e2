import { expect, test } from 'vitest';
import type { DocumentContent, SellerSnapshot } from './document.ts';
import { paymentLinkOf } from './payment-link.ts';
import { content, issued, line } from './pdf/fixtures.ts';
import { fromIssued } from './pdf/printable.ts';

const seller = { paymentLink: 'https://pay.example/{number}?a={amount}{currency}' };
const invoice = (more: Partial<DocumentContent> = {}, from: Partial<SellerSnapshot> = seller) =>
	fromIssued(issued(content([line('Conseil', '1', '1500', { taxes: [] })], more), from));

test('an invoice has the link of its seller, with its own number and sum in the decimals of its currency', () => {
	expect(paymentLinkOf(invoice())).toBe('https://pay.example/F-0042?a=1500.00CAD');
	expect(paymentLinkOf(invoice({ currency: 'JPY' }))).toBe('https://pay.example/F-0042?a=1500JPY');
	expect(paymentLinkOf(invoice({ currency: 'TND', prepaid: '0.5' }))).toBe('https://pay.example/F-0042?a=1499.500TND');
	expect(paymentLinkOf(invoice({ type: 'deposit-invoice' }))).toBe('https://pay.example/F-0042?a=1500.00CAD');
});

test('its own goes before the seller’s', () => {
	expect(paymentLinkOf(invoice({ paymentLink: ' https://one.example/x ' }))).toBe('https://one.example/x');
	expect(paymentLinkOf(invoice({ paymentLink: ' ' }))).toBe('https://pay.example/F-0042?a=1500.00CAD');
	expect(paymentLinkOf(invoice({ paymentLink: 'https://one.example/{number}' }, {}))).toBe('https://one.example/F-0042');
});

test('there is none where nothing is to be paid, and none that is not safe', () => {
	for (const type of ['estimate', 'proforma', 'delivery-note', 'purchase-order', 'credit-note', 'receipt'] as const)
		expect([type, paymentLinkOf(invoice({ type }))]).toEqual([type, undefined]);
	expect(paymentLinkOf(invoice({ prepaid: '1500' }))).toBeUndefined();
	const { number: _, ...draft } = invoice();
	expect(paymentLinkOf(draft)).toBeUndefined();
	expect(paymentLinkOf(invoice({}, {}))).toBeUndefined();
	expect(paymentLinkOf(invoice({ paymentLink: 'http://pay.example/' }))).toBeUndefined();
});
