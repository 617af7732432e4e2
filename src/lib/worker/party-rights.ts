/** What the books hold about one client, and what may become of it. */
import type { Business } from '../business/business.ts';
import type { DocumentContent } from '../documents/document.ts';
import { issuedDocument } from '../documents/records.ts';
import { freeFrom, retentionYears } from '../documents/retention.ts';
import type { Party } from '../parties/party.ts';
import type { KeptDocument, PartyData } from '../rights/api.ts';
import type { DocumentRow, PaymentRow } from '../worker-api.ts';
import { BIN, type BinEntry } from '../workspace/bin.ts';
import { decodeJson } from '../workspace/json.ts';
import { readState } from '../workspace/record.ts';
import type { RecordState, Registry } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { Refused } from './results.ts';

export interface PartyBooks {
	workspace: Workspace;
	registry: Registry;
	business: Business;
	/** Calendar date where the business is. */
	today: string;
}

export async function partyData(books: PartyBooks, id: string): Promise<PartyData> {
	const { workspace, business, today } = books;
	const party = await partyOf(books, id);
	const country = business.address.country;
	const drafts = (await draftsOf(books, id)).map(({ id: draft, inBin, content }) => ({
		id: draft,
		inBin,
		title: content.lines[0]?.name ?? ''
	}));
	const documents: KeptDocument[] = [];
	const payments: PartyData['payments'] = [];
	for (const row of rowsOf<DocumentRow>(workspace, 'document')) {
		if (row.partyId !== id || !row.issued) continue;
		const free = freeFrom(row.issueDate, country, business.fiscalYearStart);
		documents.push({ id: row.id, number: row.number, issueDate: row.issueDate, freeFrom: free, isFree: free <= today });
	}
	for (const row of rowsOf<PaymentRow>(workspace, 'payment'))
		if (row.partyId === id) payments.push({ id: row.id, date: row.date, amount: row.amount, currency: row.currency });
	return { id, party, drafts, documents: documents.sort(byDate), payments, years: retentionYears(country) };
}

/** Readable JSON: the client, drafts, documents and payments whole, with what happened to them. */
export async function partyFile(books: PartyBooks, id: string): Promise<string> {
	const { workspace, today } = books;
	const { party, documents, payments } = await partyData(books, id);
	const drafts = (await draftsOf(books, id)).map(({ id: draft, inBin, content }) => ({
		id: draft,
		...(inBin && { removed: true }),
		value: content
	}));
	const withFacts = async (record: string) => {
		const state = await workspace.read(record);
		const facts = state?.facts.map(({ opId, body }) => ({ id: opId, value: body })) ?? [];
		const value = state && (issuedDocument(state) ?? (state.frozen && decodeJson(state.frozen)));
		return { id: record, value, facts };
	};
	const whole = {
		format: 'waxbill-client',
		version: 1,
		exported: today,
		client: { id, value: party },
		drafts,
		documents: await Promise.all(documents.map((each) => withFacts(each.id))),
		payments: await Promise.all(payments.map((each) => withFacts(each.id)))
	};
	return `${JSON.stringify(whole, undefined, '\t')}\n`;
}

/** Ids of what goes when a client is erased: the record and its drafts. */
export async function erasable(books: PartyBooks, id: string): Promise<string[]> {
	await partyOf(books, id);
	return [...(await draftsOf(books, id)).map(({ id: draft }) => draft), id];
}

async function partyOf({ workspace, registry }: PartyBooks, id: string): Promise<Party> {
	const state = await workspace.read(id);
	if (!state?.live || state.type !== 'party') throw new Refused({ code: 'not-found' });
	return valueOf<Party>(registry, state);
}

async function draftsOf(
	{ workspace, registry }: PartyBooks,
	id: string
): Promise<{ id: string; inBin: boolean; content: DocumentContent }[]> {
	const listed = rowsOf<DocumentRow>(workspace, 'document').filter((row) => !row.issued && row.partyId === id);
	const binned = rowsOf<BinEntry>(workspace, BIN).filter(({ type }) => type === 'draft');
	const found: { id: string; inBin: boolean; content: DocumentContent }[] = [];
	for (const row of [...listed, ...binned]) {
		const state = await workspace.read(row.id);
		if (!state?.live || state.frozen) continue;
		const content = valueOf<DocumentContent>(registry, state);
		if (content.partyId === id) found.push({ id: row.id, inBin: state.removed ?? false, content });
	}
	return found;
}

function rowsOf<R extends object>(workspace: Workspace, list: string): R[] {
	return [...workspace.list(list).values()] as R[];
}

function valueOf<T>(registry: Registry, { type, live }: RecordState): T {
	return readState(live!, registry.get(type)!.shape!) as T;
}

function byDate(a: KeptDocument, b: KeptDocument): number {
	return a.issueDate < b.issueDate ? -1 : a.issueDate > b.issueDate ? 1 : 0;
}
