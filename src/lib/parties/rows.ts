import type { PartyRow } from '../worker-api.ts';
import type { ColumnKind, ListShape } from '../workspace/lists/shape.ts';
import type { Party } from './party.ts';

export const PARTY_LIST: ListShape = {
	list: 'party',
	columns: {
		number: 'text',
		name: 'text',
		kind: 'value',
		roles: 'value',
		city: 'value',
		country: 'value',
		email: 'text',
		tags: 'value',
		assignedTo: 'value',
		archived: 'flag',
		mergedInto: 'value',
		restricted: 'flag'
	} satisfies Record<Exclude<keyof PartyRow, 'id'>, ColumnKind>,
	ties: ['name']
};

/** What the list of clients shows. The e-mail is the main contact's, else the first there is. What went into another is put aside. */
export function partyRow(id: string, party: Party, mergedInto = ''): PartyRow {
	const main = party.contacts.find((contact) => contact.primary && contact.email) ?? party.contacts.find((contact) => contact.email);
	return {
		id,
		number: party.number,
		name: party.name,
		kind: party.kind,
		roles: [...party.roles],
		city: party.address.city,
		country: party.address.country,
		email: main?.email ?? '',
		tags: [...party.tags],
		assignedTo: [...(party.assignedTo ?? [])],
		archived: party.archived || mergedInto !== '',
		mergedInto,
		restricted: party.restricted !== undefined
	};
}

/** All that a search finds a client by. */
export function partyText(party: Party): string {
	const { line1, line2, city, postcode } = party.address;
	return [
		party.number,
		party.name,
		line1,
		line2,
		city,
		postcode,
		...party.contacts.flatMap(({ name, email, phone }) => [name, email, phone]),
		...party.taxIds.map(({ value }) => value),
		party.buyerReference,
		...party.tags,
		...party.customFields.map(({ value }) => value),
		party.notes
	]
		.filter(Boolean)
		.join('\n');
}
