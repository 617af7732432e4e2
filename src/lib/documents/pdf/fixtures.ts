/** Documents for the tests of this folder. Not part of the app. */
import type { DocumentContent, DocumentLine, IssuedDocument, SellerSnapshot, BuyerSnapshot, LineTax } from '../document.ts';
import { computeTotals, ENGINE_VERSION, freezeTotals } from '../totals.ts';

export const tps: LineTax = { name: 'TPS', category: 'S', rate: '5' };
export const tvq: LineTax = { name: 'TVQ', category: 'S', rate: '9.975' };
export const vat = (rate: string): LineTax => ({ name: 'MwSt', category: 'S', rate });

let count = 0;
export function line(name: string, quantity: string, price: string, more: Partial<DocumentLine> = {}): DocumentLine {
	const id = `line-${++count}`;
	return { id, order: id, name, description: '', quantity, unit: 'C62', price, allowances: [], taxes: [tps, tvq], ...more };
}

export function content(lines: DocumentLine[], more: Partial<DocumentContent> = {}): DocumentContent {
	return {
		type: 'invoice',
		issueDate: '2026-11-21',
		dueDate: '2026-12-21',
		currency: 'CAD',
		prices: 'net',
		taxRounding: 'document',
		lines,
		allowances: [],
		withholdings: [],
		language: 'fr-CA',
		terms: '',
		notes: '',
		privateNotes: 'Never printed',
		template: 'plain',
		customFields: [],
		...more
	};
}

const seller: SellerSnapshot = {
	name: 'Atelier Nordet inc.',
	tradeName: 'Atelier Nordet',
	address: { line1: '4820, rue Saint-Denis, bureau 300', city: 'Montréal', postcode: 'H2J 2L6', subdivision: 'QC', country: 'CA' },
	contact: { id: 'c', name: 'Maude Gélinas', email: 'maude@nordet.example', phone: '+1 514 555-0138', primary: true },
	taxIds: [
		{ kind: 'gst', country: 'CA', label: 'N° TPS', value: '123456789 RT0001' },
		{ kind: 'qst', country: 'CA', label: 'N° TVQ', value: '1234567890 TQ0001' }
	],
	bankAccounts: [
		{
			id: 'b',
			label: 'Exploitation',
			holder: 'Atelier Nordet inc.',
			bank: 'Caisse du Plateau',
			account: '0123456',
			routing: '815-30111',
			primary: true
		}
	],
	colour: '#1f4e5f',
	footer: 'Atelier Nordet inc., 4820, rue Saint-Denis, Montréal · NEQ 1170000000 · nordet.example',
	paper: 'Letter',
	country: 'CA'
};

export const buyer: BuyerSnapshot = {
	number: 'C-0017',
	name: 'Coopérative Les Grands Vents',
	kind: 'business',
	address: { line1: '215, chemin du Bord-de-l’Eau', city: 'Rimouski', postcode: 'G5L 7B3', subdivision: 'QC', country: 'CA' },
	contact: { id: 'c', name: 'Étienne Pelletier', primary: true },
	taxIds: [],
	customFields: []
};

/** Issues without a workspace: totals by the engine, frozen. */
export function issued(
	body: DocumentContent,
	from: Partial<SellerSnapshot> = {},
	to: Partial<BuyerSnapshot> = {},
	number = 'F-0042'
): IssuedDocument {
	const totals = computeTotals(body);
	if (!totals.ok) throw new Error(JSON.stringify(totals.problems));
	return {
		number,
		series: 'series',
		segment: 1,
		sequence: 42,
		sequenceYear: '',
		run: 'F-{0000}',
		previousIssue: '0'.repeat(64),
		content: body,
		seller: { ...seller, ...from },
		buyer: { ...buyer, ...to },
		totals: freezeTotals(totals.value),
		engine: ENGINE_VERSION,
		issuedAt: '2026-11-21T10:15:00-05:00'
	};
}
