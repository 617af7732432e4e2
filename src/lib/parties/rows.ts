import type { PartyRow } from '../worker-api.ts';
import type { Party } from './party.ts';

/** What the list of clients shows. The e-mail is the main contact's, else the first there is. */
export function partyRow(id: string, party: Party): PartyRow {
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
		archived: party.archived
	};
}
