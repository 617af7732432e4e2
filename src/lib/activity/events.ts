/** The worker's half: what entries of the log say, as events that screens have words for. */
import type { BankEvent } from '../bank/line.ts';
import type { Comment, CommentEvent } from '../comments/comment.ts';
import type { LinkEvent, LinkRecord } from '../sharing/link-record.ts';
import type { PeriodFact } from '../sharing/period-share.ts';
import type { ApprovalRule } from '../documents/approval/records.ts';
import type { ApprovalFact } from '../documents/approval/rules.ts';
import type { DocumentFact, IssuedDocument } from '../documents/document.ts';
import type { AnyFact } from '../documents/facts.ts';
import type { SeriesEvent } from '../documents/series-events.ts';
import type { BookedExpense, ExpenseEvent } from '../expenses/expense.ts';
import type { PartyEvent } from '../parties/party-events.ts';
import type { Payment } from '../payments/payment.ts';
import type { IssuerEvent } from '../proof/issuer/events.ts';
import type { StatedEvent, SystemEvent } from '../spain/events/event.ts';
import { toHex } from '../workspace/bytes.ts';
import { decodeJson } from '../workspace/json.ts';
import type { Operation } from '../workspace/operations.ts';
import type { RecordState, RefusalReason, Registry } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isSignOfLife, type TrailEntry } from '../workspace/trail/entries.ts';
import { memberAct } from '../workspace/trail/member-acts.ts';
import { goesOn, isBulk, type Mark } from '../workspace/trail/sittings.ts';
import type { Sitting } from '../workspace/trail/record-trail.ts';
import type { Act, ActivityEvent, ActivityKind, RecordName } from './api.ts';

export interface EventBooks {
	registry: Registry;
	membership: Workspace['membership'];
	/** By position and operation id, "12/0a…"; or record id, where that is all that is known. */
	refusals: ReadonlyMap<string, RefusalReason>;
	/** @param type of the operation */
	nameOf(id: string, type: string): RecordName;
}

/** By record type; what is said of a payment or a document goes by what it says. */
const KINDS: Record<string, ActivityKind> = {
	draft: 'documents',
	issued: 'documents',
	'issued-elsewhere': 'documents',
	payment: 'money',
	fact: 'money',
	'bank-statement': 'money',
	'bank-line': 'money',
	'bank-event': 'money',
	approval: 'documents',
	comment: 'documents',
	'comment-event': 'documents',
	'client-link': 'documents',
	'client-link-event': 'documents',
	'period-share': 'people',
	'approval-rule': 'settings',
	party: 'clients',
	'party-event': 'clients',
	expense: 'expenses',
	booked: 'expenses',
	'expense-event': 'expenses',
	'expense-profile': 'expenses',
	'invoice-profile': 'documents',
	project: 'time',
	task: 'time',
	'time-entry': 'time',
	item: 'items',
	business: 'settings',
	rates: 'settings',
	series: 'settings',
	'series-event': 'settings',
	'system-event': 'settings',
	issuer: 'settings',
	'issue-signature': 'documents',
	file: 'settings',
	device: 'people',
	member: 'people'
};
/** What a refused edit is refused for; what else was refused at that place is another operation of the same save. */
const OF_EDITS: ReadonlySet<RefusalReason> = new Set([
	'unsafe',
	'too-large',
	'already-issued',
	'erased',
	'unknown-type',
	'newer-schema'
] satisfies RefusalReason[]);

/** Of one slice, oldest first; the events newest first. */
export function eventsOf(entries: readonly TrailEntry[], books: EventBooks): ActivityEvent[] {
	const events: ActivityEvent[] = [];
	/** The last operation on each record, and its event. */
	const last = new Map<string, { mark: Mark; event: ActivityEvent }>();
	for (const entry of entries) {
		if (isSignOfLife(entry)) continue;
		const { n, by, standing, operations } = entry;
		const base = { key: String(n), first: n, last: n, by, standing, saves: 1 };
		if (standing === 'void' || standing === 'sealed') events.push({ ...base, kind: 'people', act: { what: 'entry' } });
		else if (operations.length === 0) {
			const member = memberAct(entry, books.membership);
			events.push({ ...base, kind: member.act.startsWith('series') ? 'settings' : 'people', act: { what: 'member', member } });
		} else if (isBulk(operations)) {
			for (const { recordId } of operations) last.delete(toHex(recordId));
			events.push({ ...base, ...timesOf(operations), kind: bulkKind(operations), act: { what: 'many', counts: countsOf(operations) } });
		} else {
			operations.forEach((operation, index) => {
				const id = toHex(operation.recordId);
				const refused = refusedOf(operation, entry, books);
				const edits = operation.action === 'put' && books.registry.get(operation.type)?.shape !== undefined && !refused;
				const mark: Mark = { n, by, at: operation.at, edits, standing, bulk: false };
				const before = last.get(id);
				if (before && goesOn(before.mark, mark)) {
					Object.assign(before.event, { last: n, saves: before.event.saves + 1, ...(operation.at && { at: operation.at }) });
					last.set(id, { mark, event: before.event });
					return;
				}
				const event: ActivityEvent = {
					...base,
					key: `${n}/${index}`,
					...timesOf([operation]),
					...said(operation, edits),
					record: books.nameOf(id, operation.type),
					...(refused && { refused })
				};
				events.push(event);
				last.set(id, { mark, event });
			});
		}
	}
	// By the end of each: a sitting that went on while something else happened comes after it.
	return events.sort((a, b) => b.last - a.last || b.first - a.first || (a.key < b.key ? 1 : -1));
}

function refusedOf(
	{ type, action, recordId, opId }: Operation,
	{ n }: TrailEntry,
	{ refusals, registry }: EventBooks
): RefusalReason | undefined {
	const own = refusals.get(`${n}/${toHex(opId)}`);
	if (own) return own;
	const reason = refusals.get(`${n}/${toHex(recordId)}`);
	const edits = action === 'put' && registry.get(type)?.shape !== undefined;
	return reason && edits && !OF_EDITS.has(reason) ? undefined : reason;
}

function timesOf(operations: readonly Operation[]): Pick<ActivityEvent, 'at' | 'since'> {
	const times = operations.flatMap(({ at }) => at ?? []);
	return times.length === 0 ? {} : { at: Math.max(...times), since: Math.min(...times) };
}

function said({ type, action, body }: Operation, edits: boolean): { kind: ActivityKind; act: Act } {
	const kind = KINDS[type] ?? 'settings';
	if (edits) return { kind, act: { what: 'edited' } };
	if (action !== 'put') return { kind, act: { what: action === 'erase' ? 'erased' : 'removed' } };
	return statedAct(type, () => decodeJson(body));
}

function statedAct(type: string, body: () => unknown): { kind: ActivityKind; act: Act } {
	const kind = KINDS[type] ?? 'settings';
	try {
		return { kind, ...STATED[type]!(body() as never) };
	} catch {
		return { kind, act: { what: 'unreadable' } };
	}
}

/** The same of one record's trail, where it is known what was made and what came back. */
export function sittingEvent(sitting: Sitting, record: RecordName): ActivityEvent {
	const { first, last, by, at, since, standing, saves, refused, type, act, opId } = sitting;
	const what = act === 'stated' ? statedAct(type, () => sitting.body) : { kind: KINDS[type] ?? 'settings', act: { what: act } };
	return {
		key: `${first}/${opId ?? act}`,
		...{ first, last, by, standing, saves, record },
		...what,
		...(at !== undefined && { at }),
		...(since !== undefined && { since }),
		...(refused && { refused })
	};
}

/** What is stated once and never changes, by its type. Throws on what is none. */
const STATED: Record<string, (body: never) => { kind?: ActivityKind; act: Act }> = {
	issued: ({ number, content: { type, currency }, totals: { payable } }: IssuedDocument) => ({
		act: { what: 'issued', number: text(number), type, amount: text(payable), currency: text(currency) }
	}),
	'issued-elsewhere': ({ elsewhere, content: { currency }, totals: { payable } }: IssuedDocument) => ({
		act: { what: 'issued-elsewhere', program: text(elsewhere!.program), amount: text(payable), currency: text(currency) }
	}),
	payment: ({ kind, amount, currency }: Payment) => ({ act: { what: 'payment', kind, amount: text(amount), currency: text(currency) } }),
	fact: (fact: AnyFact) => ({ act: { what: 'fact', fact }, ...(isAboutPaper(fact) && { kind: 'documents' as const }) }),
	approval: (step: ApprovalFact) => ({ act: { what: 'approval', step: { ...step, kind: stepOf(step) } as ApprovalFact } }),
	'approval-rule': ({ needed }: ApprovalRule) => ({ act: { what: 'approval-rule', needed } }),
	comment: ({ text: said }: Comment) => ({ act: { what: 'comment', kind: 'written', text: text(said) } }),
	'comment-event': ({ kind }: CommentEvent) => ({ act: { what: 'comment', kind: eventOf(kind) } }),
	'client-link': () => ({ act: { what: 'link', kind: 'made' } }),
	'client-link-event': (event: LinkEvent) => ({ act: { what: 'link', ...linkEventOf(event) } }),
	'period-share': (fact: PeriodFact) => ({
		act:
			fact.kind === 'revoked'
				? { what: 'period', kind: 'revoked' }
				: { what: 'period', kind: 'made', from: text(fact.share.from), to: text(fact.share.to) }
	}),
	'series-event': (event: SeriesEvent) => ({ act: { what: 'series', event } }),
	booked: ({ expense: { kind }, totals: { payable, currency } }: BookedExpense) => ({
		act: { what: 'booked', kind: kind === 'bill' ? 'bill' : 'expense', amount: text(payable), currency: text(currency) }
	}),
	'expense-event': (event: ExpenseEvent) => ({
		act: { what: 'expense', event: { ...event, kind: expenseEventOf(event) } as ExpenseEvent }
	}),
	'party-event': ({ kind, into }: PartyEvent) => ({
		act: { what: kind === 'merged' ? 'merged' : 'unmerged', into: text(into) }
	}),
	'bank-statement': () => ({ act: { what: 'bank-read' } }),
	'bank-line': () => ({ act: { what: 'bank-read' } }),
	'bank-event': ({ kind }: BankEvent) => ({ act: { what: kind === 'set-aside' ? 'bank-aside' : 'bank-up' } }),
	'system-event': ({ event: { kind } }: StatedEvent) => ({ act: { what: 'spain', kind: systemEventOf(kind) } }),
	issuer: ({ kind }: IssuerEvent) => ({ act: { what: 'issuer', kind: issuerEventOf(kind) } }),
	'issue-signature': () => ({ act: { what: 'signed' } }),
	file: () => ({ act: { what: 'file' } })
};

function linkEventOf(event: LinkEvent): Omit<Extract<Act, { what: 'link' }>, 'what'> {
	if (event.kind !== 'answered') return { kind: event.kind };
	const { said } = event;
	return { kind: said.kind, text: text(said.kind === 'accepted' ? said.name : said.kind === 'declined' ? said.reason : said.text) };
}

/** A client's link, and what came of it, as the link's record holds it. */
export function linkEvents(id: string, { facts }: Pick<RecordState, 'facts'>, record: RecordName): ActivityEvent[] {
	return besideEvents('client-link', id, facts, record, (body) => (body as { link: LinkRecord }).link);
}

/** What was said of a document, and what became of it, as the comment's record holds it. */
export function commentEvents(id: string, { facts }: Pick<RecordState, 'facts'>, record: RecordName): ActivityEvent[] {
	return besideEvents('comment', id, facts, record, (body) => (body as { comment: Comment }).comment);
}

/** Of a record that speaks of a document: its first fact is what was made, the others are its events. */
function besideEvents(
	type: 'comment' | 'client-link',
	id: string,
	facts: RecordState['facts'],
	record: RecordName,
	first: (body: unknown) => { at: string }
): ActivityEvent[] {
	return facts.map(({ opId, n, by, body }, index) => {
		const said = index === 0 ? first(body) : (body as { at: string });
		const at = Math.floor(Date.parse(said.at) / 60_000);
		return {
			key: `${id}/${opId}`,
			first: n,
			last: n,
			standing: 'taken' as const,
			by,
			saves: 1,
			record,
			...statedAct(index === 0 ? type : `${type}-event`, () => said as never),
			...(Number.isFinite(at) && { at, since: at })
		};
	});
}

/** Stated by the fold of another record, on this one. */
export function factEvent(fact: AnyFact): { kind: ActivityKind; act: Act } {
	return { kind: isAboutPaper(fact) ? 'documents' : 'money', act: { what: 'fact', fact } };
}

/** No money moves by it. */
const ABOUT_PAPER: ReadonlySet<AnyFact['kind']> = new Set([
	...(['sent', 'reminded', 'flagged', 'not-taken', 'approved'] satisfies DocumentFact['kind'][]),
	...(['accepted', 'declined', 'delivered', 'voided', 'converted', 'released'] satisfies DocumentFact['kind'][]),
	'receipted'
] as const);

function isAboutPaper({ kind }: AnyFact): boolean {
	return ABOUT_PAPER.has(kind);
}

function expenseEventOf({ kind }: ExpenseEvent): ExpenseEvent['kind'] {
	if (!['attached', 'rebilled', 'unbilled', 'cancelled'].includes(kind)) throw new TypeError();
	return kind;
}

function issuerEventOf(kind: IssuerEvent['kind']): IssuerEvent['kind'] {
	if (!['device', 'key', 'shared', 'certificate'].includes(kind)) throw new TypeError();
	return kind;
}

function systemEventOf(kind: SystemEvent['kind']): SystemEvent['kind'] {
	if (!['on', 'off', 'checked', 'anomaly', 'restored', 'exported', 'summary'].includes(kind)) throw new TypeError();
	return kind;
}

function eventOf(kind: CommentEvent['kind']): CommentEvent['kind'] {
	if (!['resolved', 'reopened', 'deleted', 'seen'].includes(kind)) throw new TypeError();
	return kind;
}

function stepOf({ kind }: ApprovalFact): ApprovalFact['kind'] {
	if (!['submitted', 'approved', 'sent-back'].includes(kind)) throw new TypeError();
	return kind;
}

function text(value: unknown): string {
	if (typeof value !== 'string') throw new TypeError();
	return value;
}

function countsOf(operations: readonly Operation[]): Record<string, number> {
	const records = new Map(operations.map(({ recordId, type }) => [`${type}/${toHex(recordId)}`, type]));
	const counts: Record<string, number> = {};
	for (const type of records.values()) counts[type] = (counts[type] ?? 0) + 1;
	return counts;
}

/** Every kind it is of: what was brought in together can be of several. */
export function kindsOf({ kind, act }: Pick<ActivityEvent, 'kind' | 'act'>): ActivityKind[] {
	return act.what === 'many' ? Object.keys(act.counts).map((type) => KINDS[type] ?? 'settings') : [kind];
}

/** Of what there is most of. */
function bulkKind(operations: readonly Operation[]): ActivityKind {
	const [most] = Object.entries(countsOf(operations)).sort(([, a], [, b]) => b - a);
	return KINDS[most![0]] ?? 'settings';
}
