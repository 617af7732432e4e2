/**
 * Records with a text of their own in every field that holds text. `Complete` makes a new field of the model an error here until it is
 * marked too.
 */
import type { Business } from '../../../src/lib/business/business.ts';
import type { Item } from '../../../src/lib/catalog/item.ts';
import type { DocumentContent, LineTax } from '../../../src/lib/documents/document.ts';
import type { Series } from '../../../src/lib/documents/series.ts';
import type { Party } from '../../../src/lib/parties/party.ts';

type Complete<T> = T extends (infer U)[] ? Complete<U>[] : T extends object ? { [K in keyof T]-?: Complete<T[K]> } : T;

/** No word of any language, in plain letters: what folding, escaping and tidying leave as it is. */
const CORE = 'Wqxjz7c1e';
/** All that is looked for: each form a text can take keeps one of these. */
export const NEEDLES = [CORE, CORE.toLowerCase(), CORE.toUpperCase()];

/** A text that is found wherever it lies, and says where it came from. */
export function marked(place: string): string {
	return `Zoë "${CORE}" ${place}`;
}

const address = (of: string): Complete<Business['address']> => ({
	line1: marked(`${of} line 1`),
	line2: marked(`${of} line 2`),
	city: marked(`${of} city`),
	postcode: marked(`${of} postcode`),
	subdivision: marked(`${of} subdivision`),
	country: 'CA'
});

const contact = (of: string, id: string): Complete<Party['contacts'][number]> => ({
	id,
	name: marked(`${of} contact`),
	title: marked(`${of} contact title`),
	email: `${CORE}.${of}@example.org`,
	phone: marked(`${of} phone`),
	primary: true
});

const tax = (of: string): Complete<LineTax> => ({
	name: marked(`${of} tax`),
	category: 'S',
	rate: '5',
	compound: false,
	exemptionReason: marked(`${of} exemption`),
	exemptionCode: marked(`${of} exemption code`)
});

export function markedBusiness(logo: string): Complete<Business> {
	return {
		name: marked('business name'),
		tradeName: marked('trade name'),
		address: address('business'),
		contact: contact('business', 'c1'),
		preset: 'CA-QC',
		taxIds: [{ kind: 'gst', country: 'CA', label: marked('tax number label'), value: marked('tax number') }],
		currency: 'CAD',
		language: 'en',
		timeZone: 'America/Toronto',
		fiscalYearStart: 1,
		termsDays: 30,
		terms: marked('business terms'),
		notes: marked('business notes'),
		footer: marked('business footer'),
		prices: 'net',
		taxRounding: 'document',
		taxPresets: [{ id: marked('preset id'), label: marked('preset'), taxes: [tax('preset')] }],
		defaultTaxPreset: marked('preset id'),
		withholdings: [{ name: marked('withholding preset'), rate: '15' }],
		cashRounding: '0.05',
		bankAccounts: [
			{
				id: 'b1',
				label: marked('bank label'),
				holder: marked('bank holder'),
				iban: marked('iban'),
				bic: marked('bic'),
				account: marked('bank account'),
				routing: marked('bank routing'),
				bank: marked('bank'),
				currency: 'CAD',
				primary: true
			}
		],
		logo,
		colour: '#2f5d50',
		paper: 'Letter',
		template: marked('business template')
	};
}

export function markedParty(): Complete<Omit<Party, 'restricted'>> {
	return {
		number: marked('party number'),
		name: marked('party name'),
		kind: 'business',
		roles: ['client'],
		address: address('party'),
		deliveryAddress: address('delivery'),
		contacts: [contact('party', 'c1'), { ...contact('second', 'c2'), primary: false }],
		taxIds: [{ kind: 'gst', country: 'CA', label: marked('party tax label'), value: marked('party tax number') }],
		buyerReference: marked('party reference'),
		electronicAddress: { scheme: '0088', value: marked('electronic address') },
		language: 'en',
		currency: 'CAD',
		termsDays: 15,
		defaultTaxPreset: marked('preset id'),
		notes: marked('party notes'),
		tags: [marked('tag one'), marked('tag two')],
		customFields: [{ id: 'f1', name: marked('party field'), value: marked('party field value'), printed: true }],
		archived: false
	};
}

export function markedItem(): Complete<Item> {
	return {
		code: marked('item code'),
		name: marked('item name'),
		description: marked('item description'),
		kind: 'service',
		unit: 'DAY',
		price: '640',
		cost: '123.456789',
		currency: 'CAD',
		taxPreset: marked('preset id'),
		archived: false
	};
}

export function markedSeries(): Complete<Series> {
	return {
		name: marked('series name'),
		type: 'invoice',
		pattern: `${CORE}-{YYYY}-{0000}`,
		code: 'A',
		start: 7,
		yearly: true,
		monthly: false,
		strict: false
	};
}

/** Passes the checks before an issue. */
export function markedDocument(
	partyId: string,
	seriesId: string,
	itemId: string
): Complete<Omit<DocumentContent, 'rounding' | 'preceding'>> {
	return {
		type: 'invoice',
		seriesId,
		partyId,
		issueDate: '2026-11-21',
		dueDate: '2026-12-21',
		supplyDate: '2026-11-20',
		periodStart: '2026-11-01',
		periodEnd: '2026-11-20',
		orderNumber: marked('order number'),
		buyerReference: marked('buyer reference'),
		contractReference: marked('contract'),
		project: marked('project'),
		currency: 'CAD',
		exchangeRate: '1',
		baseCurrency: 'CAD',
		prices: 'net',
		taxRounding: 'document',
		lines: [1, 2, 3].map((at) => ({
			id: `l${at}`,
			order: `V${at}`,
			itemId,
			name: marked(`line ${at}`),
			description: marked(`description ${at}`),
			quantity: '2.5',
			unit: 'DAY',
			price: '640',
			priceBase: '1',
			allowances: [
				{ id: `a${at}`, kind: 'allowance', amount: '1', percent: '1', base: '100', reason: marked(`line reason ${at}`), taxes: [] }
			],
			taxes: [tax('line')],
			periodStart: '2026-11-01',
			periodEnd: '2026-11-02'
		})),
		allowances: [
			{ id: 'd1', kind: 'charge', amount: '2', percent: '2', base: '100', reason: marked('charge reason'), taxes: [tax('charge')] }
		],
		withholdings: [{ name: marked('withholding'), rate: '15' }],
		stampDuty: { name: marked('stamp duty'), amount: '1' },
		cashRounding: '0.05',
		prepaid: '10',
		language: 'en',
		terms: marked('terms'),
		notes: marked('notes'),
		privateNotes: marked('private notes'),
		template: marked('template'),
		customFields: [
			{ id: 'f1', name: marked('printed field'), value: marked('printed value'), printed: true },
			{ id: 'f2', name: marked('hidden field'), value: marked('hidden value'), printed: false }
		]
	};
}
