import { describe, expect, it } from 'vitest';
import type { DocumentType } from '../documents/document.ts';
import { TYPES } from '../documents/kinds.ts';
import { labelsFor } from '../documents/pdf/labels/labels.ts';
import { content, issued, line } from '../documents/pdf/fixtures.ts';
import { letterFor } from './letter.ts';

const of = (type: DocumentType, language: string, dueDate = '2026-12-03') =>
	letterFor(
		issued(content([line('Design', '3', '100')], { type, language, dueDate, issueDate: '2026-11-03', currency: 'EUR' }), {}, {}, 'F-7')
	);

describe('the letter a document goes with', () => {
	it('names kind, number, day, sum and the day to pay, in the language of the document', () => {
		const { subject, text } = of('invoice', 'de-DE');
		expect(subject).toMatch(/^Rechnung F-7/);
		expect(text.split('\n\n')[2]!.split('\n')).toEqual([
			'Rechnung F-7',
			expect.stringContaining('3. November 2026'),
			expect.stringMatching(/: [\d.,]+\s€$/),
			expect.stringContaining('3. Dezember 2026')
		]);
		expect(of('invoice', 'fr-CA').text).toContain('ci-joint\u00a0:');
	});

	it('has no amount where the page has none, and no day where none is to be kept', () => {
		expect(of('delivery-note', 'en').text).not.toMatch(/€|Due/);
		expect(of('estimate', 'en').text).toContain('Valid until: December 3, 2026');
		expect(of('invoice', 'en', '').text).not.toContain('Due');
		expect(of('credit-note', 'en').text).not.toContain('December');
		expect(of('credit-note', 'en').text).toContain(`${labelsFor('en').credited}: `);
	});

	it.each(TYPES)('is whole for %s in every language, and in English where a language has no words', (type) => {
		for (const language of ['en', 'de', 'fr', 'es', 'ja', '']) {
			const { subject, text } = of(type, language);
			expect(`${subject}${text}`).not.toMatch(/undefined|NaN|\{|\[object/);
			expect(subject).toContain('F-7');
		}
		expect(of(type, 'ja').text.split('\n')[0]).toBe('Hello,');
	});

	it('takes the words of the business with what the document has; a line of which nothing is there is left out', () => {
		const paper = issued(
			content([line('Design', '3', '100')], { type: 'invoice', language: 'en', dueDate: '', issueDate: '2026-11-03' }),
			{},
			{},
			'F-7'
		);
		const own = {
			mailSubject: '{number} from {business}',
			mailText: 'Dear {client},\nno places\nPay by {due}\n{due} or {number}\n{other}'
		};
		const { subject, text } = letterFor(paper, own);
		expect(subject).toBe(`F-7 from ${paper.seller.name}`);
		expect(text.split('\n')).toEqual([`Dear ${paper.buyer.name},`, 'no places', ' or F-7', '{other}']);
		expect(letterFor(paper, { mailSubject: ' ', mailText: '' })).toEqual(letterFor(paper));
		expect(letterFor({ ...paper, buyer: { ...paper.buyer, name: '{number}' } }, own).text).toContain('Dear {number},');
	});
});
