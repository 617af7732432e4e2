/** Small builders of document content for money tests: only what bears on totals is given, the rest is empty. */
import type { AllowanceCharge, DocumentContent, DocumentLine, LineTax, TaxCategory, Totals } from '../../../src/lib/documents/document.ts';
import { computeTotals } from '../../../src/lib/documents/totals.ts';

let count = 0;

export function tax(rate: string, name = 'VAT', category: TaxCategory = 'S'): LineTax {
	return { name, category, rate };
}

export const TPS = tax('5', 'TPS');
export const TVQ = tax('9.975', 'TVQ');

export function line(quantity: string, price: string, taxes: LineTax[] = [], more: Partial<DocumentLine> = {}): DocumentLine {
	count += 1;
	return {
		id: `line-${count}`,
		order: `a${count}`,
		name: 'Work',
		description: '',
		quantity,
		unit: 'C62',
		price,
		allowances: [],
		taxes,
		...more
	};
}

export function allowance(more: Partial<AllowanceCharge>): AllowanceCharge {
	count += 1;
	return { id: `allowance-${count}`, kind: 'allowance', reason: 'Discount', ...more };
}

export function content(lines: DocumentLine[], more: Partial<DocumentContent> = {}): DocumentContent {
	return {
		type: 'invoice',
		issueDate: '2026-11-21',
		dueDate: '',
		currency: 'EUR',
		prices: 'net',
		taxRounding: 'document',
		lines,
		allowances: [],
		withholdings: [],
		language: 'en',
		terms: '',
		notes: '',
		privateNotes: '',
		template: 'classic',
		customFields: [],
		...more
	};
}

/** The totals of a content that has no problems. */
export function totalsOf(document: DocumentContent): Totals {
	const result = computeTotals(document);
	if (!result.ok) throw new Error(`Problems: ${JSON.stringify(result.problems)}`);
	return result.value;
}
