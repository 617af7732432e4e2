/** What a screen may ask of the open workspace. Each command is one read or one save. */
import type { Business } from '../business/business.ts';
import { judgeAnnulment } from '../documents/annulment.ts';
import { approvalOf, isApprovalNeeded } from '../documents/approval/rules.ts';
import type { DocumentContent, DocumentFact, IssuedDocument } from '../documents/document.ts';
import { documentStatus } from '../documents/document-status.ts';
import { originIds } from '../documents/convert/fold.ts';
import { warning } from '../documents/issue-check/finding.ts';
import { isInvoice } from '../documents/kinds.ts';
import { checkIssue, issueDocument, numberToCome, type IssuedSource, type IssueRequest } from '../documents/issue.ts';
import { isNumberUsed, nextSequence, seriesLedger } from '../documents/ledger.ts';
import { encodeFact, issuedDocument } from '../documents/records.ts';
import { upTo } from '../documents/segments.ts';
import { buyerSnapshot, sellerSnapshot } from '../documents/snapshots.ts';
import { seriesToUse, type Series } from '../documents/series.ts';
import { isSent, paymentStatus } from '../documents/status.ts';
import { amount, amountString, parseAmount } from '../money/amount.ts';
import { VERSION } from '../spain/system.ts';
import { partiesOf, partyOf } from '../parties/merged.ts';
import type { Party } from '../parties/party.ts';
import type {
	Change,
	DocumentDetail,
	DocumentRow,
	IssueReview,
	LiveRecords,
	LiveType,
	ListPage,
	ListQuery,
	Rows,
	RowType,
	SeriesRow
} from '../worker-api.ts';
import { putBlob } from '../workspace/blobs.ts';
import { getFile } from '../workspace/file-type.ts';
import { encodeJson } from '../workspace/json.ts';
import { runQuery } from '../workspace/query.ts';
import type { Search } from '../workspace/lists/select.ts';
import type { Selection } from '../workspace/lists/selection.ts';
import type { Ledger, RecordState } from '../workspace/registry.ts';
import { hashHex, type Transaction } from '../workspace/transaction.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { billingFindings, markBilled } from './billing.ts';
import { countsBy } from './counts.ts';
import type { FirstAnswers } from './first-answers.ts';
import { withMergedParties } from './merged-queries.ts';
import { NumberNotices } from './number-notices.ts';
import { PaymentCommands } from './payment-commands.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';
import { leaseState, SeriesCommands } from './series-commands.ts';
import { addSwitch } from './spain-events.ts';
import { sumsByCurrency, sumsInBase } from './sums.ts';
import { todayIn } from './today.ts';
import { writerNames } from './writer-names.ts';

export class BookCommands {
	readonly #workspace: Workspace;
	readonly #home: WorkspaceHome;
	readonly #businessId: string;
	readonly payments: PaymentCommands;
	readonly series: SeriesCommands;
	readonly notices: NumberNotices;

	readonly #first: FirstAnswers | undefined;

	/** @param first what the lists answer before they are read, where that is kept */
	constructor(workspace: Workspace, home: WorkspaceHome, workspaceId: string, first?: FirstAnswers) {
		this.#workspace = workspace;
		this.#first = first;
		this.#home = home;
		this.#businessId = businessId(workspaceId);
		this.payments = new PaymentCommands(workspace);
		this.series = new SeriesCommands(workspace, this.#businessId);
		this.notices = new NumberNotices(workspace);
	}

	async list<T extends RowType>(type: T, asked: ListQuery<T> = {}): Promise<ListPage<T>> {
		const today = await this.today();
		const query = withMergedParties(this.#workspace.ledger, asked);
		if (!this.#workspace.isLoaded) {
			const known = await this.#first?.find(type, query, today);
			if (known) return known;
			// Series show who numbers them, from other lists; a search meets pages that may have to be made again.
			await (type === 'series' || query.search ? this.#workspace.loaded : this.#workspace.listed(type));
		}
		if (type === 'series') {
			const { all, part } = runQuery((await this.#series(today)) as Rows[T][], query);
			return { rows: part, total: all.length };
		}
		const turn = {};
		if (query.channel) this.#newest.set(query.channel, turn);
		const isSuperseded = () => query.channel !== undefined && this.#newest.get(query.channel) !== turn;
		const selection = await this.#workspace.select(type, query as Search, today, isSuperseded);
		if (!selection) return { rows: [], total: 0, superseded: true };
		if (query.channel && !isSuperseded()) this.#newest.delete(query.channel);
		const rows = selection.rows(query.sort, query.offset, query.limit) as Partial<Rows[T]>[] as Rows[T][];
		const page: ListPage<T> = {
			rows,
			total: selection.total,
			...(type === 'document' && (await this.#sums(selection))),
			...(query.countBy && { counts: countsBy(selection, query.countBy) })
		};
		this.#first?.keep(type, query, page, () => ({ from: today, to: selection.view.nextTurn() }));
		return page;
	}

	/** The newest query of each channel that is still at work. */
	readonly #newest = new Map<string, object>();

	async get<T extends LiveType>(type: T, id: string): Promise<LiveRecords[T]> {
		const value = await this.#workspace.live<LiveRecords[T]>(type, id);
		if (!value) throw new Refused({ code: 'not-found' });
		return value;
	}

	async business(): Promise<{ id: string; value: Business }> {
		return { id: this.#businessId, value: await this.get('business', this.#businessId) };
	}

	async save<T extends LiveType>(type: T, id: string, value: LiveRecords[T]): Promise<void> {
		await this.#workspace.save(async (transaction) => {
			if (type === 'party' && (await transaction.live<Party>('party', id))?.restricted)
				throw new Refused({ code: 'invalid', field: type, detail: 'restricted' });
			const before = type === 'business' ? await transaction.live<Business>('business', id) : undefined;
			await transaction.putLive(type, id, value);
			if (type === 'business') await addSwitch(transaction, before, value as Business);
		});
	}

	/** Refused while documents name it, because their numbers and statements must stay explained. */
	async remove(type: LiveType, id: string): Promise<void> {
		const today = await this.today();
		let named = 0;
		for (const [list, column] of NAMING[type] ?? [])
			named += (await this.#workspace.select(list, { where: { [column]: id } }, today))?.total ?? 0;
		if (type === 'party') named += partiesOf(this.#workspace.ledger, id).length - 1;
		if (type === 'business' || named > 0) throw new Refused({ code: 'invalid', field: type, detail: 'in-use' });
		if (type === 'series' && seriesLedger(this.#workspace.ledger, id).runs.length > 0)
			throw new Refused({ code: 'invalid', field: type, detail: 'in-use' });
		await this.#workspace.save(async (transaction) => {
			const state = await transaction.read(id);
			if (!state || state.removed) return;
			if (state.frozen) throw new Refused({ code: 'invalid', field: type, detail: 'already-issued' });
			await transaction.remove(type, id, today);
		});
	}

	async issueCheck(draftId: string): Promise<IssueReview> {
		const stored = await this.#issueRequest(this.#workspace, draftId, this.#workspace.ledger);
		const { partyId, prepaid, currency } = stored.content;
		const credit = partyId && prepaid ? await this.payments.unspent(partyId, currency) : 0n;
		const request = { ...stored, credit };
		const billing = await billingFindings(this.#workspace, stored.content);
		const number = numberToCome(request);
		// It is another program's, and stops nothing.
		const isElsewhere = number !== undefined && (await this.#withNumber(number)).some(({ elsewhere }) => elsewhere !== undefined);
		const same = isElsewhere ? [warning('series.pattern', 'checkNumberElsewhere', { number })] : [];
		return { number, seriesId: request.seriesId, findings: [...billing, ...checkIssue(request), ...same] };
	}

	async issue(draftId: string): Promise<DocumentDetail> {
		const issuedAt = new Date().toISOString();
		await this.#workspace.save(async (transaction: Transaction, ledger: Ledger) => {
			const request = await this.#issueRequest(transaction, draftId, ledger);
			const issued = issueDocument(request, issuedAt);
			const billed = (await billingFindings(transaction, request.content)).find(({ level }) => level === 'error');
			const detail = billed?.message === 'checkExpenseCancelled' ? 'cost-cancelled' : 'billed-twice';
			if (billed) throw new Refused({ code: 'invalid', field: billed.field, detail });
			if (!issued.ok) throw new Refused({ code: 'invalid', field: issued.blockers[0]?.field ?? 'lines' });
			transaction.lease(request.seriesId, issued.document.segment, issued.document.sequence, issued.document.previousIssue);
			await transaction.add('issued', draftId, 'put', encodeJson(issued.document));
			if (request.invoice) await setOff(transaction, draftId, issued.document);
			await markBilled(transaction, draftId, issued.document);
		}, 'strict');
		return this.document(draftId);
	}

	async document(id: string): Promise<DocumentDetail> {
		const state = await this.#workspace.read(id);
		const document = state && issuedDocument(state);
		if (!document) throw new Refused({ code: 'not-found' });
		const facts = stated(state);
		const row = this.#workspace.list('document').get(id) as DocumentRow | undefined;
		const payable = row?.payable ?? 0n;
		const { status, paid, credited, writtenOff, balance } = documentStatus(document, payable, facts, await this.today());
		const waiting = this.#workspace.waiting > 0 && !(await this.#workspace.confirmed(id))?.frozen;
		const held = waiting && (await this.#workspace.live<Series>('series', document.series))?.strict === true;
		const same = document.elsewhere ? (await this.#withNumber(document.number)).filter((each) => each.id !== id) : [];
		const sameNumber = same.length > 0 && { sameNumber: same[0]!.id };
		return { id, document, facts, status, paid, credited, writtenOff, balance, sent: isSent(facts), waiting, held, ...sameNumber };
	}

	async #withNumber(number: string): Promise<DocumentRow[]> {
		const found = await this.#workspace.select('document', { where: { number, issued: true } }, await this.today());
		return (found?.rows(undefined) ?? []) as unknown as DocumentRow[];
	}

	async addFact(fact: DocumentFact): Promise<DocumentDetail> {
		await this.#workspace.save(async (transaction) => {
			const state = fact.kind === 'voided' ? await transaction.read(fact.documentId) : undefined;
			const said = state && fact.kind === 'voided' ? annulling(fact, state, new Date().toISOString()) : fact;
			if (said) await transaction.add('fact', fact.documentId, 'put', encodeFact(said));
		}, 'strict');
		return this.document(fact.documentId);
	}

	putBlob(bytes: Uint8Array): Promise<string> {
		return putBlob(this.#home, bytes, this.#workspace.epoch);
	}

	getBlob(id: string): Promise<Uint8Array> {
		return getFile(this.#home, (record) => this.#workspace.read(record), id);
	}

	/** Calendar date where the business is. */
	async today(): Promise<string> {
		return todayIn((await this.#basics()).timeZone);
	}

	async #sums(selection: Selection): Promise<Pick<ListPage<'document'>, 'sums' | 'baseSums'>> {
		const sums = sumsByCurrency(selection);
		const baseSums = sumsInBase(selection, sums, (await this.#basics()).currency);
		return { sums, ...(baseSums && { baseSums }) };
	}

	/** Of the business, read again when anything has changed. */
	async #basics(): Promise<{ timeZone: string; currency: string }> {
		const as = this.#workspace.rollingHash;
		if (this.#known?.as !== as) {
			const business = await this.#workspace.live<Business>('business', this.#businessId);
			this.#known = { as, timeZone: business?.timeZone ?? 'UTC', currency: business?.currency ?? '' };
		}
		return this.#known;
	}

	/** As the log has it at that hash: lists ask for the day at every keystroke. */
	#known: { as: string; timeZone: string; currency: string } | undefined;

	/** Inside a save everything is read through its transaction, which holds the lock that mending a damaged row needs. */
	async #issueRequest(reader: Pick<Workspace, 'live' | 'read'>, draftId: string, ledger: Ledger): Promise<IssueRequest> {
		const draft = await reader.live<DocumentContent>('draft', draftId);
		const business = await reader.live<Business>('business', this.#businessId);
		// A draft that came from elsewhere can name a party that has gone into another meanwhile.
		const content = draft?.partyId ? { ...draft, partyId: partyOf(ledger, draft.partyId) } : draft;
		if (!content || !business) throw new Refused({ code: 'not-found' });
		const seriesId = content.seriesId ?? (await this.#seriesFor(content.type));
		const party = content.partyId ? await reader.live<Party>('party', content.partyId) : undefined;
		const series = seriesId ? await reader.live<Series>('series', seriesId) : undefined;
		const isTaken = (number: string) => isNumberUsed(ledger, number);
		const today = todayIn(business.timeZone);
		const printed = party && { content, seller: sellerSnapshot(business, content), buyer: buyerSnapshot(party, content) };
		const facts = (await reader.read(draftId))?.facts ?? [];
		const isUnapproved = isApprovalNeeded(ledger) && !(printed && approvalOf(facts, printed, hashHex));
		const lease = leaseState(this.#workspace, seriesId);
		const isHeldElsewhere = lease === 'elsewhere';
		const isFirstAfterLoss = lease === 'free' && this.#workspace.hasRetiredDevice;
		const given = upTo(seriesLedger(ledger, seriesId), this.#workspace.lease(seriesId)?.segment ?? 0);
		const request = {
			content: { ...content, seriesId },
			party,
			business,
			seriesId,
			series,
			given,
			isTaken,
			device: this.#workspace.device,
			isUnapproved,
			isHeldElsewhere,
			isFirstAfterLoss,
			today
		};
		const billed = content.preceding && (await reader.read(content.preceding.documentId));
		const invoice = billed && issuedDocument(billed);
		const sources = new Map<string, IssuedSource>();
		for (const id of originIds(content)) {
			const state = await reader.read(id);
			const document = state && issuedDocument(state);
			if (!document) continue;
			const owner = partyOf(ledger, document.content.partyId ?? '');
			sources.set(id, { document: { ...document, content: { ...document.content, partyId: owner } }, facts: stated(state) });
		}
		return { ...request, sources, ...(invoice && { invoice: { document: invoice, facts: stated(billed) } }) };
	}

	async #seriesFor(type: Series['type']): Promise<string> {
		await this.#workspace.loaded;
		const rows = ([...this.#workspace.list('series').values()] as (Series & { id: string })[])
			.filter((series) => series.type === type)
			.map(({ id }) => ({ id, lease: leaseState(this.#workspace, id), shared: this.#workspace.shared }));
		return seriesToUse(rows)?.id ?? '';
	}

	/** In the order in which they were made; where several devices make them, which would not agree on that, by name. */
	async #series(today: string): Promise<SeriesRow[]> {
		const all = [...this.#workspace.list('series').values()] as (Series & { id: string })[];
		const names = this.#workspace.shared ? await writerNames(this.#workspace) : new Map<string, string>();
		const rows = all.map((row) => this.#seriesRow(row, today, names));
		return this.#workspace.shared ? runQuery(rows, { sort: { by: 'name' } }).all : rows;
	}

	#seriesRow(series: Series & { id: string }, today: string, names: ReadonlyMap<string, string>): SeriesRow {
		const { id, name, type, pattern } = series;
		const given = upTo(seriesLedger(this.#workspace.ledger, id), this.#workspace.lease(id)?.segment ?? 0);
		const party = { number: '…' };
		const next = numberToCome({ content: { issueDate: '' } as DocumentContent, series, given, today, party });
		const lease = leaseState(this.#workspace, id);
		const holder = lease === 'elsewhere' ? names.get(this.#workspace.lease(id)?.holder ?? '') : undefined;
		return {
			id,
			name,
			type,
			pattern,
			...(series.code && { code: series.code }),
			next: next ?? '',
			used: given.runs.length > 0,
			nextSequence: nextSequence(series, given, today),
			segment: given.segment,
			lease,
			...(holder && { holder }),
			shared: this.#workspace.shared
		};
	}
}

/** Lists whose rows hold a party, and in which column. */
const NAMING_PARTIES = [
	['document', 'partyId'],
	['payment', 'partyId'],
	['expense', 'supplierId'],
	['expense', 'clientId'],
	['expense-profile', 'supplierId'],
	['invoice-profile', 'partyId'],
	['project', 'clientId']
] as const;

/** Lists whose rows hold what is to go, by its type. */
const NAMING: Partial<Record<LiveType, readonly (readonly [RowType, string])[]>> = {
	party: NAMING_PARTIES,
	project: [
		['task', 'projectId'],
		['time-entry', 'projectId']
	],
	task: [['time-entry', 'taskId']]
};

/** The lists a change of these record types may show in: a party's name stands in the drafts' rows. */
export function listsTouched(lists: readonly string[]): Change['types'] {
	const touched = new Set(lists as Change['types']);
	if (touched.has('party')) for (const joined of ['document', 'expense', 'project'] as const) touched.add(joined);
	if (touched.has('document')) touched.add('series');
	if (touched.has('project')) for (const joined of ['task', 'time-entry'] as const) touched.add(joined);
	return [...touched];
}

/** With when and by what its record was made, where it annuls an invoice; undefined where that was done, and no second record is to be made. */
function annulling(fact: Voided, state: RecordState, at: string): Voided | undefined {
	const document = issuedDocument(state);
	if (!document || !isInvoice(document.content.type)) return fact;
	return judgeAnnulment(document, stated(state)) === 'done' ? undefined : { ...fact, at, version: VERSION };
}

type Voided = Extract<DocumentFact, { kind: 'voided' }>;

/**
 * The credit note's value goes to its own invoice first, as far as that is still owed. By an invoice below zero the business owes: its value
 * goes to the credit note, which takes that back.
 */
async function setOff(transaction: Transaction, creditNote: string, { number, content, totals }: IssuedDocument): Promise<void> {
	const invoiceId = content.preceding!.documentId;
	const state = await transaction.read(invoiceId);
	const invoice = state && issuedDocument(state);
	if (!invoice) return;
	const { type, currency, dueDate } = invoice.content;
	const minor = (text: string) => {
		const parsed = parseAmount(currency, text);
		return parsed.ok ? parsed.value.minor : 0n;
	};
	const owed = { issued: true, type, currency, payable: minor(invoice.totals.payable), dueDate, today: '' };
	const { balance } = paymentStatus(owed, stated(state));
	const value = minor(totals.payable);
	const isBelow = value < 0n;
	const [worth, open] = isBelow ? [-value, -balance] : [value, balance];
	const share = worth < open ? worth : open;
	if (share <= 0n) return;
	const [from, to] = isBelow ? [invoiceId, creditNote] : [creditNote, invoiceId];
	const fact: DocumentFact = {
		kind: 'credited',
		documentId: to,
		creditNote: from,
		number: isBelow ? invoice.number : number,
		date: content.issueDate,
		amount: amountString(amount(currency, share))
	};
	await transaction.add('fact', to, 'put', encodeFact(fact));
}

function stated(state: RecordState): DocumentDetail['facts'] {
	return state.facts.map(({ opId, n, by, body }) => ({ id: opId, n, by, fact: body as DocumentFact }));
}
