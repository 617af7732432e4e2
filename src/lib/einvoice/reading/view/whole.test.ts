import fc from '../../../../../tests/support/property.ts';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { randomInvoice } from '../../random-invoice.ts';
import { attachmentName, attachmentSize, attachmentBytes } from './attachment.ts';
import EInvoiceView from './EInvoiceView.svelte';
import { shownValue } from './shown.ts';

/** Every text of the model; what is inside an attached file is saved, not shown. */
function texts(value: unknown, key = ''): string[] {
	if (typeof value === 'string') return key === 'content' ? [] : [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => texts(inner, name));
}

function plain(html: string): string {
	return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

test('everything an invoice says stands on its page', { timeout: 120_000 }, () => {
	for (const syntax of ['ubl', 'cii'] as const)
		fc.assert(
			fc.property(randomInvoice(syntax), (invoice) => {
				const page = plain(render(EInvoiceView, { props: { invoice, unread: ['a/b:C'], xml: '' } }).body);
				for (const text of [...texts(invoice), 'a/b:C']) expect(page).toContain(text);
			}),
			{ numRuns: 100 }
		);
});

test('what the file says is text on the page, whatever it looks like', () => {
	const [invoice] = fc.sample(randomInvoice('ubl'), 1);
	const evil = '<img src=x onerror=alert(1)>';
	const { body } = render(EInvoiceView, {
		props: { invoice: { ...invoice!, number: evil, seller: { ...invoice!.seller, name: evil } }, unread: [evil], xml: evil }
	});
	expect(body).not.toContain('<img');
});

test('amounts are shown as exactly as they stand, and what is none as it is', () => {
	const euro = { as: 'money', currency: 'EUR' } as const;
	expect(shownValue({ text: '1234567890123456.78', ...euro })).toBe('1,234,567,890,123,456.78\u00a0EUR');
	expect(shownValue({ text: '0.12345', ...euro, isBare: true })).toBe('0.12345');
	expect(shownValue({ text: '5', as: 'money', currency: 'JPY' })).toBe('5\u00a0JPY');
	expect(shownValue({ text: '1e3', ...euro })).toBe('1e3 EUR');
	expect(shownValue({ text: '9.975', as: 'percent' })).toBe('9.975%');
	expect(shownValue({ text: '2026-13-45', as: 'date' })).toBe('2026-13-45');
});

test('an attachment is saved under a name that leads nowhere else', () => {
	expect(attachmentName('../../etc/pass wd.pdf', 'r')).toBe('etc-pass wd.pdf');
	expect(attachmentName('bill\u202efdp.exe', 'r')).toBe('billfdp.exe');
	expect(attachmentName('', 'R/1')).toBe('R-1');
	expect(attachmentName('...', '')).toBe('attachment');
	expect([...attachmentName(`${'x'.repeat(400)}.pdf`, '')].length).toBe(120);
	expect(attachmentName(`${'x'.repeat(400)}.pdf`, '')).toMatch(/x\.pdf$/);
	expect(attachmentBytes('AAEC')).toEqual(new Uint8Array([0, 1, 2]));
	expect(attachmentBytes('*')).toBeUndefined();
	expect([attachmentSize('AAEC'), attachmentSize('AAE='), attachmentSize('AA==')]).toEqual([3, 2, 1]);
});

test('of a great many lines the first are drawn, and how many there are is said', () => {
	const [invoice] = fc.sample(randomInvoice('ubl'), 1);
	const lines = Array.from({ length: 1200 }, (_, at) => ({ ...invoice!.lines[0]!, id: `line-${at}-` }));
	const page = render(EInvoiceView, { props: { invoice: { ...invoice!, lines }, unread: [], xml: '' } }).body;
	expect(page).toContain('line-499-');
	expect(page).not.toContain('line-500-');
	expect(page).toMatch(/500 of 1,?200 lines/);
});
