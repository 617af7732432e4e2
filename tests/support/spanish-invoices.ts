/** Invoices of Spain, issued without a workspace. */
import { computeTotals, ENGINE_VERSION, freezeTotals } from '#lib/documents/totals.ts';
import type { BuyerSnapshot, DocumentContent, DocumentLine, IssuedDocument, LineTax, SellerSnapshot } from '#lib/documents/document.ts';

export const iva = (rate: string): LineTax => ({ name: 'IVA', category: 'S', rate });
export const recargo = (rate: string): LineTax => ({ name: 'Recargo de equivalencia', category: 'S', rate });

export function line(name: string, price: string, taxes: LineTax[], quantity = '1'): DocumentLine {
	return { id: name, order: name, name, description: '', quantity, unit: 'C62', price, allowances: [], taxes };
}

export const spanishSeller: SellerSnapshot = {
	name: 'Marta Benlloch Ferrer',
	address: { line1: 'Calle de Cuba, 40', city: 'Valencia', postcode: '46006', country: 'ES' },
	taxIds: [{ kind: 'nif', country: 'ES', label: 'NIF', value: '89890001K' }],
	bankAccounts: [],
	billingRecords: { timeZone: 'Europe/Madrid', version: '0.1.0' },
	colour: '#1f4e5f',
	paper: 'A4',
	country: 'ES'
};

export const spanishBuyer: BuyerSnapshot = {
	name: 'Suministros Turia, S.L.',
	kind: 'business',
	address: { line1: 'Avenida del Oeste, 31', city: 'Valencia', postcode: '46001', country: 'ES' },
	taxIds: [{ kind: 'nif', country: 'ES', label: 'NIF', value: 'B83135624' }],
	customFields: []
};

/** Issues without a workspace: totals by the engine, frozen. */
export function spanishInvoice(
	lines: DocumentLine[],
	more: Partial<DocumentContent> = {},
	{ number = 'F2026-0001', issuedAt = '2026-11-23T09:15:30.250Z', buyer = spanishBuyer, seller = spanishSeller } = {}
): IssuedDocument {
	const content: DocumentContent = {
		...{ type: 'invoice', issueDate: '2026-11-23', dueDate: '2026-12-23', currency: 'EUR', prices: 'net', taxRounding: 'document' },
		...{ lines, allowances: [], withholdings: [], language: 'es-ES', terms: '', notes: '', privateNotes: '', template: 'classic' },
		customFields: [],
		...more
	};
	const totals = computeTotals(content);
	if (!totals.ok) throw new Error(JSON.stringify(totals.problems));
	return {
		...{ number, series: 'series', segment: 1, sequence: 1, sequenceYear: '', run: '', previousIssue: '0'.repeat(64) },
		...{ content, seller, buyer, totals: freezeTotals(totals.value), engine: ENGINE_VERSION, issuedAt }
	};
}
