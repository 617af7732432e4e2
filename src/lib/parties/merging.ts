/** What a party is given of another that goes into it, and how that is taken away again. Pure. [Note: merged parties] */
import type { Given } from './party-events.ts';
import type { Party } from './party.ts';

/** Single parts: given where the other has none. */
const SINGLE = [
	'number',
	'deliveryAddress',
	'buyerReference',
	'electronicAddress',
	'eInvoiceFormat',
	'language',
	'currency',
	'termsDays',
	'defaultTaxPreset',
	'hourlyRate',
	'notes'
] as const;

/** What `kept` lacks and `gone` has. Nothing that `kept` says itself is in it. */
export function givenBy(gone: Party, kept: Party): Given {
	const given: Given = {};
	for (const name of SINGLE) if (isEmpty(kept[name]) && !isEmpty(gone[name])) Object.assign(given, { [name]: gone[name] });
	if (isEmpty(kept.address.line1) && isEmpty(kept.address.city) && (gone.address.line1 || gone.address.city)) given.address = gone.address;
	const lists: Given = {
		roles: gone.roles.filter((role) => !kept.roles.includes(role)),
		tags: gone.tags.filter((tag) => !kept.tags.includes(tag)),
		taxIds: gone.taxIds.filter(({ kind, country }) => !kept.taxIds.some((own) => own.kind === kind && own.country === country)),
		contacts: gone.contacts
			.filter(
				(contact) => !kept.contacts.some((own) => own.id === contact.id || (own.name === contact.name && own.email === contact.email))
			)
			.map((contact) => ({ ...contact, primary: kept.contacts.length === 0 && contact.primary })),
		customFields: gone.customFields.filter((field) => !kept.customFields.some((own) => own.id === field.id || own.name === field.name)),
		assignedTo: (gone.assignedTo ?? []).filter((member) => !kept.assignedTo?.includes(member))
	};
	for (const [name, list] of Object.entries(lists)) if ((list as unknown[]).length > 0) Object.assign(given, { [name]: list });
	return given;
}

export function withGiven(kept: Party, given: Given): Party {
	const { roles, tags, taxIds, contacts, customFields, assignedTo, ...single } = given;
	return {
		...kept,
		...single,
		roles: (['client', 'supplier'] as const).filter((role) => kept.roles.includes(role) || roles?.includes(role)),
		tags: [...kept.tags, ...(tags ?? [])],
		taxIds: [...kept.taxIds, ...(taxIds ?? [])],
		contacts: [...kept.contacts, ...(contacts ?? [])],
		customFields: [...kept.customFields, ...(customFields ?? [])],
		...(assignedTo && { assignedTo: [...(kept.assignedTo ?? []), ...assignedTo] })
	};
}

/** What was given and is still as it was given goes again; what a person changed since stays. */
export function withoutGiven(kept: Party, given: Given): Party {
	const next = { ...kept } as Party & Record<string, unknown>;
	for (const name of SINGLE)
		if (given[name] !== undefined && same(kept[name], given[name])) {
			if (name === 'number' || name === 'notes') next[name] = '';
			else delete next[name];
		}
	if (given.address && same(kept.address, given.address))
		next.address = { line1: '', city: '', postcode: '', country: kept.address.country };
	next.roles = kept.roles.filter((role) => !given.roles?.includes(role));
	if (next.roles.length === 0) next.roles = kept.roles;
	next.tags = kept.tags.filter((tag) => !given.tags?.includes(tag));
	next.taxIds = without(kept.taxIds, given.taxIds);
	next.contacts = without(kept.contacts, given.contacts);
	next.customFields = without(kept.customFields, given.customFields);
	const left = kept.assignedTo?.filter((member) => !given.assignedTo?.includes(member));
	if (left && left.length > 0) next.assignedTo = left;
	else delete next.assignedTo;
	return next;
}

function without<V>(values: readonly V[], given: readonly V[] = []): V[] {
	return values.filter((value) => !given.some((each) => same(each, value)));
}

/** Whatever the order of its fields: a live record gives them back in its own. */
function same(a: unknown, b: unknown): boolean {
	return sorted(a) === sorted(b);
}

function sorted(value: unknown): string {
	return JSON.stringify(value, (_name, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner
	);
}

function isEmpty(value: unknown): boolean {
	return value === undefined || (typeof value === 'string' && value.trim() === '');
}
