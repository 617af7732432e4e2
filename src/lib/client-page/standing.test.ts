import { expect, it } from 'vitest';
import type { DocumentType, PaymentStatus } from '../documents/document.ts';
import { fromIssued } from '../documents/pdf/printable.ts';
import { content, issued, line } from '../documents/pdf/fixtures.ts';
import { asksToPay, statusOf } from './standing.ts';
import { t } from './words.ts';

type OfIssued = Exclude<PaymentStatus, 'draft' | 'submitted' | 'approved' | 'sent-back'>;
/** A status that is added does not compile until it stands here. */
const PAID_STILL: Record<OfIssued, boolean> = {
	open: true,
	'partly-paid': true,
	overdue: true,
	accepted: true,
	declined: true,
	expired: true,
	delivered: true,
	'partly-converted': true,
	converted: true,
	paid: false,
	overpaid: false,
	credited: false,
	'written-off': false,
	voided: false
};
const paper = (type: DocumentType, price = '10') => fromIssued(issued(content([line('a', '1', price)], { type })));

it.each(Object.entries(PAID_STILL))('%s has a word, and says whether money is asked for', (status, asks) => {
	const { word } = statusOf(status, paper('invoice'))!;
	expect(t(word)).not.toBe(word);
	expect(asksToPay(status, paper('invoice'))).toBe(asks);
	expect(asksToPay(status, paper('estimate'))).toBe(false);
	expect(asksToPay(status, paper('credit-note'))).toBe(false);
});

it('an offer that is open waits for its answer; an invoice does not', () => {
	expect(statusOf('open', paper('estimate'))?.word).toBe('status-offered');
	expect(statusOf('open', paper('invoice'))?.word).toBe('status-open');
});

it('nothing to pay is not asked for, and a word of a later version is left out', () => {
	expect(asksToPay('open', paper('invoice', '0'))).toBe(false);
	for (const status of ['haunted', 'toString', '']) expect(statusOf(status, paper('invoice'))).toBeUndefined();
});
