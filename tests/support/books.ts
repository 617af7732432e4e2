/** A designer in Montréal, her client in Toronto, and an invoice: complete, so that a test changes only what it is about. */
import type { Business } from '../../src/lib/business/business.ts';
import type { Item } from '../../src/lib/catalog/item.ts';
import type { DocumentContent, DocumentLine, LineTax } from '../../src/lib/documents/document.ts';
import type { Party } from '../../src/lib/parties/party.ts';

export const GST: LineTax = { name: 'GST', category: 'S', rate: '5' };
export const QST: LineTax = { name: 'QST', category: 'S', rate: '9.975' };

export function aBusiness(changes: Partial<Business> = {}): Business {
	return {
		name: 'Atelier Mésange',
		address: { line1: '4200 rue Saint-Denis', city: 'Montréal', postcode: 'H2J 2K8', subdivision: 'QC', country: 'CA' },
		contact: { id: 'c1', name: 'Alice Tremblay', email: 'alice@example.org', primary: true },
		preset: 'CA-QC',
		taxIds: [
			{ kind: 'gst', country: 'CA', label: 'GST/HST', value: '123456782RT0001' },
			{ kind: 'qst', country: 'CA', label: 'QST', value: '1234567890TQ0001' }
		],
		currency: 'CAD',
		language: 'en',
		timeZone: 'America/Toronto',
		fiscalYearStart: 1,
		termsDays: 30,
		terms: 'Net 30 days',
		notes: '',
		footer: '',
		prices: 'net',
		taxRounding: 'document',
		taxPresets: [
			{ id: 'both', label: 'GST + QST', taxes: [{ ...GST }, { ...QST }] },
			{ id: 'none', label: 'No tax', taxes: [] }
		],
		defaultTaxPreset: 'both',
		withholdings: [],
		bankAccounts: [],
		colour: '#2f5d50',
		paper: 'Letter',
		template: 'plain',
		...changes
	};
}

export function aParty(changes: Partial<Party> = {}): Party {
	return {
		number: '0001',
		name: 'Maple Books Ltd',
		kind: 'business',
		roles: ['client'],
		address: { line1: '1 Front Street', city: 'Toronto', postcode: 'M5J 2X2', subdivision: 'ON', country: 'CA' },
		contacts: [],
		taxIds: [],
		notes: '',
		tags: [],
		customFields: [],
		archived: false,
		...changes
	};
}

export function anItem(changes: Partial<Item> = {}): Item {
	return {
		code: 'D1',
		name: 'Design day',
		description: 'One day of design',
		kind: 'service',
		unit: 'DAY',
		price: '640',
		currency: 'CAD',
		archived: false,
		...changes
	};
}

export function aLine(changes: Partial<DocumentLine> = {}): DocumentLine {
	return {
		id: 'l1',
		order: 'V',
		name: 'Design day',
		description: '',
		quantity: '1',
		unit: 'DAY',
		price: '640',
		allowances: [],
		taxes: [{ ...GST }, { ...QST }],
		...changes
	};
}

export function anInvoice(changes: Partial<DocumentContent> = {}): DocumentContent {
	return {
		type: 'invoice',
		seriesId: 's1',
		partyId: 'p1',
		issueDate: '2026-11-21',
		dueDate: '2026-12-21',
		currency: 'CAD',
		baseCurrency: 'CAD',
		prices: 'net',
		taxRounding: 'document',
		lines: [aLine()],
		allowances: [],
		withholdings: [],
		language: 'en',
		terms: 'Net 30 days',
		notes: '',
		privateNotes: '',
		template: 'plain',
		customFields: [],
		...changes
	};
}
