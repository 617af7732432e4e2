import { describe, expect, it } from 'vitest';
import { aLine, anInvoice } from '../../../tests/support/books.ts';
import type { InvoiceProfile } from './invoice-profile.ts';
import { periodContent, templateOf } from './period-content.ts';
import { fillPlaceholders } from './placeholders.ts';

const ID = 'c'.repeat(32);
const document = anInvoice({
	...{ seriesId: ID, orderNumber: 'PO-1', supplyDate: '2026-01-02', periodStart: '2026-01-01', periodEnd: '2026-01-31', prepaid: '5' },
	...{ exchangeRate: '1.5', exchangeRateDate: '2026-01-02', exchangeRateSource: 'ECB', rounding: '0.01', project: 'Work of {year}' },
	preceding: { documentId: ID, number: '1', issueDate: '2026-01-01' },
	origins: [{ documentId: ID, type: 'estimate', number: 'E1', issueDate: '2026-01-01' }],
	receipt: { paymentId: ID, date: '2026-01-02', method: 'transfer' },
	instalments: [{ id: 'i', date: '2026-02-01' }],
	attachments: [{ id: 'a', file: 'f'.repeat(64), name: 'a.pdf', type: 'application/pdf', bytes: 1, description: '' }],
	recurring: { profileId: ID, period: 3 },
	lateFee: { documentId: ID, step: 's' },
	lines: [
		aLine({
			...{ name: 'Hosting {month}', description: '{quarter}', periodStart: '2026-01-01', periodEnd: '2026-01-31' },
			from: [{ documentId: ID, line: 'x' }],
			expense: { id: ID, line: 'x' }
		})
	],
	...{ notes: 'n {month}', terms: 't {month}', privateNotes: 'p {month}', language: 'en' },
	customFields: [{ id: 'f', name: 'For', value: '{period}', printed: true }]
});
const profile = (changes: Partial<InvoiceProfile> = {}): InvoiceProfile => ({
	...{ title: 'Hosting', template: document, schedule: { unit: 'month', every: 1, start: '2026-01-31', count: 3 } },
	...{ billed: 'none', from: 0, paused: false },
	...changes
});

it('what belonged to one deal is not repeated, and all else is', () => {
	const template = templateOf(document);
	for (const field of [
		...(['seriesId', 'preceding', 'origins', 'receipt', 'supplyDate', 'periodStart', 'periodEnd', 'prepaid', 'rounding'] as const),
		...(['instalments', 'attachments', 'recurring', 'lateFee', 'exchangeRateDate', 'exchangeRateSource'] as const)
	])
		expect(template, field).not.toHaveProperty(field);
	for (const field of ['from', 'expense', 'periodStart', 'periodEnd']) expect(template.lines[0], field).not.toHaveProperty(field);
	expect(template).toMatchObject({ type: 'invoice', issueDate: '', dueDate: '', orderNumber: 'PO-1', partyId: document.partyId });
	expect(document.lines[0]).toHaveProperty('expense');
});

describe('the draft of a period', () => {
	it('has its calendar in every text', () => {
		const made = periodContent(ID, profile({ dueDays: 30 }), { period: 3, date: '2026-04-30' });
		expect(made).toMatchObject({
			...{
				issueDate: '2026-04-30',
				dueDate: '2026-05-30',
				notes: 'n April',
				terms: 't April',
				privateNotes: 'p April',
				project: 'Work of 2026'
			},
			customFields: [{ value: 'April 2026' }],
			lines: [{ name: 'Hosting April', description: 'Q2' }],
			recurring: { profileId: ID, period: 3 }
		});
		expect(periodContent(ID, profile(), { period: 0, date: '2026-01-31' }).dueDate).toBe('');
	});

	it('bills what is ahead up to the day before the next, and what is behind from the one before: also at the ends of the schedule', () => {
		const billed = (kind: InvoiceProfile['billed'], period: number, date: string) => {
			const { periodStart, periodEnd } = periodContent(ID, profile({ billed: kind }), { period, date });
			return [periodStart, periodEnd];
		};
		expect(billed('none', 0, '2026-01-31')).toEqual([undefined, undefined]);
		expect(billed('ahead', 0, '2026-01-31')).toEqual(['2026-01-31', '2026-02-27']);
		expect(billed('ahead', 2, '2026-03-31')).toEqual(['2026-03-31', '2026-04-29']);
		expect(billed('behind', 1, '2026-02-28')).toEqual(['2026-01-31', '2026-02-27']);
		expect(billed('behind', 0, '2026-01-31')).toEqual(['2025-12-31', '2026-01-30']);
	});
});

it('every month is in its quarter', () => {
	const quarters = Array.from({ length: 12 }, (_, month) =>
		fillPlaceholders('{quarter}', `2026-${String(month + 1).padStart(2, '0')}-15`, 'en')
	);
	expect(quarters.join(' ')).toBe('Q1 Q1 Q1 Q2 Q2 Q2 Q3 Q3 Q3 Q4 Q4 Q4');
});
