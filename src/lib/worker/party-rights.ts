/** What the books hold about one client, and what may become of it. */
import type { BankLineRow } from '../bank/rows.ts';
import type { Business } from '../business/business.ts';
import type { DocumentContent } from '../documents/document.ts';
import { freeFrom, retentionRule } from '../documents/retention.ts';
import { partiesOf } from '../parties/merged.ts';
import type { Party } from '../parties/party.ts';
import type { Kept, KeptDocument, PartyData } from '../rights/api.ts';
import type { InvoiceProfile } from '../recurring/invoice-profile.ts';
import type { DocumentRow, ExpenseRow, InvoiceProfileRow, PaymentRow } from '../worker-api.ts';
import { BIN, type BinEntry } from '../workspace/bin.ts';
import { decodeJson } from '../workspace/json.ts';
import { readState } from '../workspace/record.ts';
import type { RecordState, Registry } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from '../sharing/answer-shape.ts';
import { dayText } from '../sharing/days.ts';
import { linkOf } from '../sharing/records.ts';
import { toBase64 } from '../identity/base64.ts';
import { linkRows } from './link-rows.ts';
import { CommentCommands } from './comment-commands.ts';
import { erasableTime, timeFor, timeSummary } from './party-time.ts';
import { Refused } from './results.ts';

export interface PartyBooks {
	workspace: Workspace;
	registry: Registry;
	business: Business;
	/** Calendar date where the business is. */
	today: string;
}

export async function partyData(books: PartyBooks, id: string): Promise<PartyData> {
	const { workspace, registry, business, today } = books;
	const party = await partyOf(books, id);
	const country = business.address.country;
	const group = partiesOf(workspace.ledger, id);
	const keptFrom = (date: string): Kept => {
		const free = freeFrom(date, country, business.fiscalYearStart);
		return { freeFrom: free, isFree: free <= today };
	};
	const drafts = (await draftsOf(books, group)).map(({ id: draft, inBin, content }) => ({
		id: draft,
		inBin,
		title: content.lines[0]?.name ?? ''
	}));
	const documents: KeptDocument[] = [];
	const payments: PartyData['payments'] = [];
	for (const row of rowsOf<DocumentRow>(workspace, 'document')) {
		if (!group.includes(row.partyId) || !row.issued) continue;
		documents.push({ id: row.id, number: row.number, issueDate: row.issueDate, ...keptFrom(row.issueDate) });
	}
	for (const row of rowsOf<PaymentRow>(workspace, 'payment'))
		if (group.includes(row.partyId))
			payments.push({ id: row.id, date: row.date, amount: row.amount, currency: row.currency, ...keptFrom(row.date) });
	const expenses = rowsOf<ExpenseRow>(workspace, 'expense')
		.filter(({ supplierId, clientId }) => group.includes(supplierId) || group.includes(clientId))
		.map(({ id: expense, booked, date, number, payable, currency }) => ({
			...{ id: expense, booked, date, number, amount: payable, currency },
			...(booked && { kept: keptFrom(date) })
		}));
	const bankLines = bankLinesOf(workspace, group);
	const projects = timeSummary(await timeFor(workspace, registry, group));
	const merged: PartyData['merged'] = [];
	for (const each of group.slice(1)) {
		const state = await workspace.read(each);
		if (state?.live) merged.push({ id: each, party: valueOf<Party>(books.registry, state) });
	}
	const rule = retentionRule(country);
	return { id, party, merged, drafts, documents: documents.sort(byDate), payments, expenses, projects, bankLines, rule };
}

/** Readable JSON: the client, drafts, documents, payments, expenses and bills whole, with what happened to them and what members said of them. */
export async function partyFile(books: PartyBooks, id: string): Promise<string> {
	const { workspace, today } = books;
	const { party, merged, documents, payments, expenses, bankLines } = await partyData(books, id);
	/** What members said of it among themselves is about the client too. */
	const commentsOn = async (documentId: string) => {
		const { comments } = await new CommentCommands(workspace).of(documentId);
		return comments.map(({ at, text, resolved, author }) => ({ at, by: author.name, text, resolved }));
	};
	/** What the client answered by links; their keys are not his. */
	const linksOf = async (documentId: string) => {
		const stated = await Promise.all(
			(await linkRows(workspace, { documentId })).map(async ({ id: link }) => linkOf(await workspace.read(link)))
		);
		return stated.flatMap((each) => {
			if (!each) return [];
			const { link, revoked, answered } = each;
			const answers = answered.map(({ at, offered, said }) => ({ at, offered, said: written(said) }));
			return [{ at: link.at, expires: dayText(link.expires), revoked, answers }];
		});
	};
	const drafts = (await draftsOf(books, partiesOf(workspace.ledger, id))).map(async ({ id: draft, inBin, content }) => ({
		id: draft,
		...(inBin && { removed: true }),
		value: content,
		comments: await commentsOn(draft)
	}));
	const withFacts = async (record: string) => {
		const state = await workspace.read(record);
		const facts = state?.facts.map(({ opId, body }) => ({ id: opId, value: body })) ?? [];
		const value = state && (state.frozen ? decodeJson(state.frozen) : state.live && valueOf(books.registry, state));
		return { id: record, value, facts };
	};
	const whole = {
		format: 'waxbill-client',
		version: 1,
		exported: today,
		client: { id, value: party },
		...(merged.length > 0 && { merged: merged.map((each) => ({ id: each.id, value: each.party })) }),
		drafts: await Promise.all(drafts),
		recurring: await profilesOf(books, partiesOf(workspace.ledger, id)),
		...(await timeFor(workspace, books.registry, partiesOf(workspace.ledger, id))),
		documents: await Promise.all(
			documents.map(async ({ id }) => ({ ...(await withFacts(id)), comments: await commentsOn(id), links: await linksOf(id) }))
		),
		payments: await Promise.all(payments.map((each) => withFacts(each.id))),
		expenses: await Promise.all(expenses.map((each) => withFacts(each.id))),
		bankLines: await Promise.all(bankLines.map((each) => withFacts(each.id)))
	};
	return `${JSON.stringify(whole, undefined, '\t')}\n`;
}

/** What is booked for them, and what else came from or went to the accounts this shows to be theirs. */
function bankLinesOf(workspace: Workspace, group: readonly string[]): PartyData['bankLines'] {
	const rows = rowsOf<BankLineRow>(workspace, 'bank-line');
	const isTheirs = ({ parties }: BankLineRow) => parties.some((id) => group.includes(id));
	const accounts = new Set(rows.filter(isTheirs).map(({ counterAccount }) => counterAccount));
	return rows
		.filter((row) => isTheirs(row) || (row.parties.length === 0 && row.counterAccount !== '' && accounts.has(row.counterAccount)))
		.map(({ id, date, name, parties, amount, currency }) => ({ id, date, name, booked: parties.length > 0, amount, currency }));
}

/**
 * Ids of what goes when a client is erased: the record, those that went into it, their drafts, what would make more of them, and the projects for them with
 * their tasks and the time that stands on no invoice. Costs that were noted are the business's own.
 */
export async function erasable(books: PartyBooks, id: string): Promise<string[]> {
	await partyOf(books, id);
	const group = partiesOf(books.workspace.ledger, id);
	const profiles = await profilesOf(books, group);
	const time = erasableTime(await timeFor(books.workspace, books.registry, group));
	const drafts = (await draftsOf(books, group)).map(({ id: draft }) => draft);
	return [...drafts, ...profiles.map(({ id: profile }) => profile), ...time, ...group];
}

async function partyOf({ workspace, registry }: PartyBooks, id: string): Promise<Party> {
	const state = await workspace.read(id);
	if (!state?.live || state.type !== 'party') throw new Refused({ code: 'not-found' });
	return valueOf<Party>(registry, state);
}

async function draftsOf(
	{ workspace, registry }: PartyBooks,
	group: readonly string[]
): Promise<{ id: string; inBin: boolean; content: DocumentContent }[]> {
	const listed = rowsOf<DocumentRow>(workspace, 'document').filter((row) => !row.issued && group.includes(row.partyId));
	const binned = rowsOf<BinEntry>(workspace, BIN).filter(({ type }) => type === 'draft');
	const found: { id: string; inBin: boolean; content: DocumentContent }[] = [];
	for (const row of [...listed, ...binned]) {
		const state = await workspace.read(row.id);
		if (!state?.live || state.frozen) continue;
		const content = valueOf<DocumentContent>(registry, state);
		if (content.partyId && group.includes(content.partyId)) found.push({ id: row.id, inBin: state.removed ?? false, content });
	}
	return found;
}

/** Recurring invoices for them, in the bin too. */
async function profilesOf({ workspace, registry }: PartyBooks, group: readonly string[]): Promise<{ id: string; value: InvoiceProfile }[]> {
	const listed = rowsOf<InvoiceProfileRow>(workspace, 'invoice-profile').filter(({ partyId }) => group.includes(partyId));
	const binned = rowsOf<BinEntry>(workspace, BIN).filter(({ type }) => type === 'invoice-profile');
	const found: { id: string; value: InvoiceProfile }[] = [];
	for (const { id } of [...listed, ...binned]) {
		const state = await workspace.read(id);
		const value = state?.live && valueOf<InvoiceProfile>(registry, state);
		if (value && group.includes(value.template.partyId ?? '')) found.push({ id, value });
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

/** What he drew, as text. */
function written(said: Answer): object {
	return said.kind === 'accepted' && said.strokes ? { ...said, strokes: toBase64(said.strokes) } : said;
}
