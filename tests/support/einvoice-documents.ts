/** Issued documents for the official rules to judge: the invoices of all sample businesses, and of invented ones with every trait an invoice can have. */
import type { Business } from '#lib/business/business.ts';
import { newBusiness, presetOf } from '#lib/business/presets.ts';
import type { AllowanceCharge, DocumentContent, DocumentLine, IssuedDocument, LineTax } from '#lib/documents/document.ts';
import { newDraft } from '#lib/documents/defaults.ts';
import { sampleBooks } from '#lib/documents/sample/books.ts';
import { SAMPLES } from '#lib/documents/sample/names.ts';
import { buyerSnapshot, sellerSnapshot } from '#lib/documents/snapshots.ts';
import { computeTotals, ENGINE_VERSION, freezeTotals } from '#lib/documents/totals.ts';
import { newParty } from '#lib/parties/party-rules.ts';
import type { Party } from '#lib/parties/party.ts';

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

interface Seller {
	business: Business;
	clients: Party[];
	taxes: LineTax[];
}

function business(preset: string, name: string, more: Partial<Business>): Business {
	return { ...newBusiness(presetOf(preset), name), ...more };
}

const SOMEWHERE = newBusiness(presetOf('DE'), '');

function client(name: string, more: Partial<Party>): Party {
	return { ...newParty(SOMEWHERE), number: 'C-1', name, ...more };
}

const vat = (rate: string): LineTax => ({ name: 'VAT', category: 'S', rate });
const contact = (name: string, email: string) => ({ id: 'c', name, email, phone: '+49 30 5550100', primary: true });
const account = (iban: string, bic: string) => ({ id: 'a', label: 'Main', holder: 'Holder', iban, bic, primary: true });

const SELLERS: Seller[] = [
	{
		business: business('DE', 'Büro Kranich GmbH', {
			address: { line1: 'Kastanienallee 7', city: 'Berlin', postcode: '10435', country: 'DE' },
			contact: contact('Ava Brandt', 'ava@kranich.example'),
			taxIds: [
				{ kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE136695976' },
				{ kind: 'hrb', country: 'DE', label: 'HRB', value: 'HRB 12345, AG Berlin' },
				{ kind: 'stnr', country: 'DE', label: 'Steuernummer', value: '37/123/45678' }
			],
			bankAccounts: [account('DE02 1203 0000 0000 2020 51', 'BYLADEM1001')]
		}),
		clients: [
			client('Stadt Neuhagen', {
				address: { line1: 'Rathausplatz 1', city: 'Neuhagen', postcode: '15366', country: 'DE' },
				buyerReference: '04011000-12345-34',
				electronicAddress: { scheme: '0204', value: '04011000-12345-34' },
				contacts: [contact('Amt 3', 'amt3@neuhagen.example')]
			}),
			client('Hof & Söhne <KG>', {
				address: { line1: 'Dorfstr. 2', line2: 'Hinterhaus', city: 'Ulm', postcode: '89073', country: 'DE' },
				deliveryAddress: { line1: 'Lager 4', city: 'Ulm', postcode: '89073', country: 'DE' },
				taxIds: [{ kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE129273398' }],
				buyerReference: 'BR-77'
			})
		],
		taxes: [vat('19'), vat('7'), { name: 'USt', category: 'Z', rate: '0' }]
	},
	{
		business: business('BE', 'Atelier Wilg BV', {
			address: { line1: 'Lindestraat 12', city: 'Gent', postcode: '9000', country: 'BE' },
			contact: contact('Lotte Maes', 'lotte@wilg.example'),
			taxIds: [{ kind: 'vat', country: 'BE', label: 'BTW', value: 'BE0428759497' }],
			bankAccounts: [account('BE71 0961 2345 6769', 'GKCCBEBB')]
		}),
		clients: [
			client('Papeterie Lune SA', {
				address: { line1: 'Rue Haute 3', city: 'Namur', postcode: '5000', country: 'BE' },
				taxIds: [{ kind: 'vat', country: 'BE', label: 'TVA', value: 'BE0403019261' }],
				buyerReference: 'PO 12'
			}),
			client('Oosterlicht B.V.', {
				address: { line1: 'Kade 5', city: 'Rotterdam', postcode: '3011', country: 'NL' },
				taxIds: [{ kind: 'vat', country: 'NL', label: 'Btw', value: 'NL004495445B01' }],
				buyerReference: 'X-9'
			})
		],
		taxes: [vat('21'), vat('6')]
	},
	{
		business: business('FR', 'Studio Fougère SARL', {
			address: { line1: '8 rue des Acacias', city: 'Lyon', postcode: '69003', country: 'FR' },
			contact: contact('Inès Roche', 'ines@fougere.example'),
			taxIds: [
				{ kind: 'siret', country: 'FR', label: 'SIRET', value: '732 829 320 00074' },
				{ kind: 'vat', country: 'FR', label: 'N° TVA', value: 'FR44732829320' },
				{ kind: 'rcs', country: 'FR', label: 'RCS', value: 'Lyon B 732 829 320' }
			],
			bankAccounts: [account('FR76 3000 6000 0112 3456 7890 189', 'AGRIFRPP')]
		}),
		clients: [
			client('Maison Cerise SAS', {
				address: { line1: '2 place du Marché', city: 'Lille', postcode: '59000', country: 'FR' },
				taxIds: [
					{ kind: 'siren', country: 'FR', label: 'SIREN', value: '404 833 048' },
					{ kind: 'vat', country: 'FR', label: 'N° TVA', value: 'FR83404833048' }
				],
				buyerReference: 'SERVICE-4'
			})
		],
		taxes: [vat('20'), vat('10'), vat('5.5')]
	}
];

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
	const type = pick(['invoice', 'invoice', 'invoice', 'credit-note', 'deposit-invoice'] as const);
	const draft = newDraft(seller.business, '2026-11-21');
	const content: DocumentContent = {
		...draft,
		type,
		issueDate: '2026-11-21',
		dueDate: '2026-12-21',
		partyId: 'client',
		currency: chance(15) ? 'CHF' : 'EUR',
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
	if (content.currency !== 'EUR') Object.assign(content, { exchangeRate: '1.0612', exchangeRateDate: '2026-11-20', baseCurrency: 'EUR' });
	const number = `G2026-${String(index + 1).padStart(4, '0')}`;
	return { name: number, document: issue(content, seller.business, party, number) };
}
