/** What sample books are made of: written down by country, made into documents by `books.ts`. Short forms for long lists. */
import type { Address, Business, TaxId } from '../../business/business.ts';
import type { Item } from '../../catalog/item.ts';
import type { Party } from '../../parties/party.ts';
import type { DeskSketch } from './desk/desk.ts';

export interface SampleItem {
	item: Item;
	english: { name: string; description: string };
}

/** When whom was billed for what, and how it was paid: days are counted back from today. */
export interface Billing {
	daysAgo: number;
	client: string;
	/** Item, quantity, and a price where it is not the catalogue's. */
	lines: [item: string, quantity: string, price?: string][];
	/** On the whole document, with its reason. */
	discount?: { percent?: string; amount?: string; reason: string };
	/** Deposit taken before. */
	prepaid?: string;
	/** Days after issue, and the part of the payable amount in percent. */
	payments?: [days: number, percent: number, method: 'transfer' | 'cheque' | 'card' | 'online' | 'cash'][];
}

export interface SampleSource {
	business(): Business;
	/** By key, in the order of their numbers. */
	clients(): [key: string, party: Party][];
	items(): Map<string, SampleItem>;
	/** Oldest first. */
	issued: Billing[];
	drafts: Billing[];
	desk: DeskSketch;
	/** Units of the business's currency for one unit of another, by that one. */
	rates: Record<string, string>;
	terms(days: number, english: boolean): string;
	thanks: string;
	/** The law wants the day of supply on each invoice. */
	showsSupply?: boolean;
}

export interface ClientSketch {
	key: string;
	name: string;
	kind?: Party['kind'];
	address: Address;
	contact: string;
	title?: string;
	phone?: string;
	tags: string[];
	taxIds?: TaxId[];
	language?: string;
	taxes?: string;
	currency?: string;
	termsDays?: number;
	reference?: string;
	notes?: string;
}

/** @param prefix of the client's number */
export function clientFrom(client: ClientSketch, index: number, prefix: string): [string, Party] {
	const { key, name, kind = 'business', address, contact, title, phone, tags, taxIds = [], notes = '' } = client;
	const person = {
		id: `${key}-contact`,
		name: contact,
		...(title && { title }),
		email: `${key}@example.com`,
		...(phone && { phone }),
		primary: true
	};
	return [
		key,
		{
			number: `${prefix}${String(index + 1).padStart(3, '0')}`,
			name,
			kind,
			roles: ['client'],
			address,
			contacts: [person],
			taxIds,
			...(client.reference && { buyerReference: client.reference }),
			...(client.language && { language: client.language }),
			...(client.currency && { currency: client.currency }),
			...(client.termsDays && { termsDays: client.termsDays }),
			...(client.taxes && { defaultTaxPreset: client.taxes }),
			notes,
			tags,
			customFields: [],
			archived: false
		}
	];
}

/** Key, unit, price, then name and description in the business's language and in English. */
export type ItemSketch = [key: string, unit: string, price: string, own: [string, string], english: [string, string]];

export function itemsFrom(sketches: readonly ItemSketch[], currency: string, kind: Item['kind']): Map<string, SampleItem> {
	return new Map(
		sketches.map(([key, unit, price, [name, description], [englishName, englishText]], index) => {
			const code = `A${String(index + 1).padStart(2, '0')}`;
			const item: Item = { code, name, description, kind, unit, price, currency, archived: false };
			return [key, { item, english: { name: englishName, description: englishText } }];
		})
	);
}
