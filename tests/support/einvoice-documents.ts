/** Issued documents for the official rules to judge: the invoices of all sample businesses, and of invented ones with every trait an invoice can have. */
import { createHash } from 'node:crypto';
import type { Business } from '#lib/business/business.ts';
import type {
	AllowanceCharge,
	DocumentAttachment,
	DocumentContent,
	DocumentLine,
	IssuedDocument,
	LineTax
} from '#lib/documents/document.ts';
import { newDraft } from '#lib/documents/defaults.ts';
import { sampleBooks } from '#lib/documents/sample/books.ts';
import { SAMPLES } from '#lib/documents/sample/names.ts';
import { buyerSnapshot, sellerSnapshot } from '#lib/documents/snapshots.ts';
import { computeTotals, ENGINE_VERSION, freezeTotals } from '#lib/documents/totals.ts';
import type { AttachedFiles } from '#lib/einvoice/from/document.ts';
import type { Party } from '#lib/parties/party.ts';
import { SELLERS } from './einvoice-sellers.ts';
import { invoicePdf } from './invoice-pdf.ts';

export interface Named {
	name: string;
	document: IssuedDocument;
}

/** Issues without a workspace: totals by the engine, frozen. */
function issue(content: DocumentContent, business: Business, party: Party, number: string): IssuedDocument {
	const totals = computeTotals(content);
	if (!totals.ok) throw new Error(`${number}: ${JSON.stringify(totals.problems)}`);
	return {
		number,
		series: '',
		segment: 1,
		sequence: 1,
		sequenceYear: '',
		run: '',
		previousIssue: '',
		content,
		seller: sellerSnapshot(business, content),
		buyer: buyerSnapshot(party, content),
		totals: freezeTotals(totals.value),
		engine: ENGINE_VERSION,
		issuedAt: `${content.issueDate}T10:00:00Z`
	};
}

export function sampleDocuments(today: string): Named[] {
	return SAMPLES.flatMap((sample) => {
		const { business, parties, invoices } = sampleBooks(today, sample);
		const clients = new Map(parties);
		return invoices.map(({ content }, index) => {
			const number = `F2026-${String(index + 1).padStart(4, '0')}`;
			return { name: `${sample}-${number}`, document: issue(content, business, clients.get(content.partyId!)!, number) };
		});
	});
}

const address = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What goes with some of the documents: a PDF, and the beginning of a photo. */
const PAPERS: readonly { name: string; type: DocumentAttachment['type']; description: string; bytes: Uint8Array }[] = [
	{ name: 'Stundenzettel (Übersicht).pdf', type: 'application/pdf', description: 'Hours & days', bytes: invoicePdf({ files: {} }) },
	{ name: 'café – entrée.jpg', type: 'image/jpeg', description: '', bytes: Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Array(300).keys()]) }
];

export const ATTACHED: AttachedFiles = new Map(PAPERS.map(({ bytes }) => [address(bytes), bytes]));

const attachments: readonly DocumentAttachment[] = PAPERS.map(({ bytes, ...paper }) => ({
	...paper,
	id: paper.name,
	file: address(bytes),
	bytes: bytes.length
}));

/** The same numbers in each run. */
function* dice(seed: number): Generator<number, never> {
	for (let state = seed; ;) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		yield state / 2 ** 32;
	}
}

export function generatedDocuments(count: number): Named[] {
	return Array.from({ length: count }, (_, index) => generated(index));
}

const UNITS = ['C62', 'HUR', 'DAY', 'KGM', 'MON'];

function generated(index: number): Named {
	const random = dice(index + 1);
	const roll = (below: number) => Math.floor(random.next().value * below);
	const chance = (percent: number) => roll(100) < percent;
	const pick = <T>(all: readonly T[]): T => all[roll(all.length)]!;
	const seller = SELLERS[index % SELLERS.length]!;
	const party = pick(seller.clients);
	const kind = index % 7;
	const special: Partial<Record<number, LineTax>> = {
		3: { name: 'VAT', category: 'AE', rate: '0', exemptionReason: 'Reverse charge' },
		4: { name: 'VAT', category: 'K', rate: '0', exemptionReason: 'Intra-Community supply', exemptionCode: 'VATEX-EU-IC' },
		5: { name: 'VAT', category: 'O', rate: '0', exemptionReason: 'Outside the scope' },
		6: { name: 'VAT', category: 'E', rate: '0', exemptionReason: 'Exempt', exemptionCode: 'VATEX-EU-132' }
	};
	const taxed = (): LineTax[] => [special[kind] ?? pick(seller.taxes)];
	const money = (most: number) => (roll(most * 100) / 100).toFixed(2);
	const effect = (at: string): AllowanceCharge => ({
		id: at,
		kind: chance(60) ? 'allowance' : 'charge',
		reason: chance(80) ? 'Agreed' : '',
		...(chance(50) ? { amount: money(20) } : { percent: String(1 + roll(15)) })
	});
	const line = (at: number): DocumentLine => ({
		id: `line-${at}`,
		order: String(at).padStart(3, '0'),
		name: `Work ${at + 1}`,
		description: chance(40) ? 'As agreed\nin two parts' : '',
		quantity: chance(15) ? '-1' : (roll(4000) / pick([1, 4, 100]) || 1).toString(),
		unit: pick(UNITS),
		price: chance(10) ? `-${money(50)}` : pick([money(300), `${money(90)}35`, '0.0075']),
		...(chance(10) && { priceBase: pick(['100', '12']) }),
		...(chance(15) && { periodStart: '2026-10-01', periodEnd: '2026-10-31' }),
		allowances: chance(25) ? [effect(`line-${at}-effect`)] : [],
		taxes: taxed()
	});
	const own = seller.business.currency;
	const type = pick(['invoice', 'invoice', 'invoice', 'credit-note', 'deposit-invoice'] as const);
	const draft = newDraft(seller.business, '2026-11-21');
	const content: DocumentContent = {
		...draft,
		type,
		issueDate: '2026-11-21',
		dueDate: '2026-12-21',
		partyId: 'client',
		currency: chance(15) ? (own === 'CHF' ? 'EUR' : 'CHF') : own,
		prices: chance(25) ? 'gross' : 'net',
		taxRounding: chance(25) ? 'line' : 'document',
		supplyDate: '2026-11-20',
		buyerReference: party.buyerReference ?? '',
		...(chance(40) && { orderNumber: 'PO-88' }),
		...(chance(20) && { contractReference: 'K-1', project: 'P-2' }),
		...(type === 'credit-note' && { preceding: { documentId: 'x', number: 'F2026-0001', issueDate: '2026-10-02' } }),
		lines: [line(0), { ...line(1), quantity: '40', price: '310' }, ...Array.from({ length: roll(4) }, (_each, at) => line(at + 2))],
		allowances: chance(35) ? [effect('whole')] : [],
		withholdings: chance(15) ? [{ name: 'IRPF', rate: '15' }] : [],
		...(chance(20) && { prepaid: money(40) }),
		...(chance(10) && { rounding: '0.02' }),
		terms: seller.business.terms || 'Payable within 30 days.',
		notes: chance(30) ? 'Thank you & see you soon' : ''
	};
	if (content.currency !== own) Object.assign(content, { exchangeRate: '1.0612', exchangeRateDate: '2026-11-20', baseCurrency: own });
	if (chance(25)) content.attachments = attachments.slice(roll(2), 2);
	if (type === 'invoice' && chance(15))
		content.origins = [1, 2].map((at) => ({
			type: 'deposit-invoice',
			documentId: `d${at}`,
			number: `F2026-000${at}`,
			issueDate: `2026-09-0${at}`
		}));
	if (chance(10))
		content.instalments = [
			{ id: 'first', date: '2026-12-07', percent: '40' },
			{ id: 'last', date: '2026-12-21' }
		];
	const number = `G2026-${String(index + 1).padStart(4, '0')}`;
	return { name: number, document: issue(content, seller.business, party, number) };
}
