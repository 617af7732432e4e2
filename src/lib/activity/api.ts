/** Who did what, and when, from the sealed log: a part of `WorkerApi`. Types only. */
import type { ApprovalFact } from '../documents/approval/rules.ts';
import type { CommentEvent } from '../comments/comment.ts';
import type { LinkEvent } from '../sharing/link-record.ts';
import type { AnswerKind } from '../sharing/package-shape.ts';
import type { SeriesEvent } from '../documents/series-events.ts';
import type { IssuerEvent } from '../proof/issuer/events.ts';
import type { SystemEvent } from '../spain/events/event.ts';
import type { AnyFact } from '../documents/facts.ts';
import type { DocumentType } from '../documents/document.ts';
import type { ExpenseEvent, ExpenseKind } from '../expenses/expense.ts';
import type { PaymentKind } from '../payments/payment.ts';
import type { Person as Member } from '../team/api.ts';
import type { Result } from '../worker-api.ts';
import type { RefusalReason } from '../workspace/registry.ts';
import type { Difference } from '../workspace/trail/differences.ts';
import type { Standing } from '../workspace/trail/entries.ts';
import type { MemberAct } from '../workspace/trail/member-acts.ts';

/** What the list can be narrowed to. `people`: who may write, with what keys, and where the log lies. */
export type ActivityKind = 'documents' | 'money' | 'expenses' | 'time' | 'clients' | 'items' | 'settings' | 'people';

/** One thing that somebody did; many saves of a form, one after the other, are one. */
export interface ActivityEvent {
	/** Unique in these books. */
	key: string;
	/** Position in the log of its first and its last entry. */
	first: number;
	last: number;
	standing: Standing;
	/** Hexadecimal id of the device that signed; of a void entry the one it names. */
	by: string;
	/** Minutes since 1970, as that device's clock said: of its end, and of its beginning. */
	at?: number;
	since?: number;
	/** Where it says no time: not later than this, as the next entry that says one has it. */
	before?: number;
	/** Where nothing newer says one either: not earlier than this. */
	after?: number;
	kind: ActivityKind;
	act: Act;
	/** How often it was saved. */
	saves: number;
	record?: RecordName;
	/** The books did not take it. */
	refused?: RefusalReason;
}

export interface RecordName {
	id: string;
	/** Of the record as it is now; of a fact that of its document or payment. */
	type: string;
	/** What people call it: a number, a name. Empty where it has none, or is gone. */
	title: string;
	/** In the bin, or erased. */
	gone?: 'bin' | 'erased';
	currency?: string;
}

export type Act =
	/** `created` and `restored` once its differences are known. */
	| { what: 'edited' | 'created' | 'restored' | 'removed' | 'erased' | 'file' | 'unreadable' }
	/** Of a bank's statement and its lines. */
	| { what: 'bank-read' | 'bank-aside' | 'bank-up' }
	| { what: 'issued-elsewhere'; program: string; amount: string; currency: string }
	| { what: 'issued'; number: string; type: DocumentType; amount: string; currency: string }
	| { what: 'payment'; kind: PaymentKind; amount: string; currency: string }
	| { what: 'fact'; fact: AnyFact }
	| { what: 'booked'; kind: ExpenseKind; amount: string; currency: string }
	| { what: 'expense'; event: ExpenseEvent }
	/** Two parties made one, or two again. */
	| { what: 'merged' | 'unmerged'; into: string }
	| { what: 'approval'; step: ApprovalFact }
	| { what: 'approval-rule'; needed: boolean }
	| { what: 'issuer'; kind: IssuerEvent['kind'] }
	| { what: 'signed' }
	| { what: 'spain'; kind: SystemEvent['kind'] }
	| { what: 'comment'; kind: 'written' | CommentEvent['kind']; text?: string }
	/** A client's link; `text`: his question, or who accepted. */
	| { what: 'link'; kind: 'made' | Exclude<LinkEvent['kind'], 'answered'> | AnswerKind; text?: string }
	/** A period shared with an accountant, YYYY-MM-DD; or that link taken back. */
	| { what: 'period'; kind: 'made'; from: string; to: string }
	| { what: 'period'; kind: 'revoked' }
	| { what: 'series'; event: SeriesEvent }
	/** So many records of each type in one save. */
	| { what: 'many'; counts: Record<string, number> }
	| { what: 'member'; member: MemberAct }
	/** An entry that counts for nothing, or does not open here. */
	| { what: 'entry' };

/** What one event did to its record. */
export interface EventDetails {
	act: 'created' | 'edited' | 'restored';
	differences: Difference[];
	/** Of amounts in it. */
	currency: string;
}

/** Who may write, or once could. */
export interface Person extends Member {
	devices: { id: string; name: string; isThis: boolean; isRecovery: boolean }[];
}

export interface ActivityQuery {
	/** Hexadecimal ids of devices; any when absent. */
	devices?: readonly string[];
	kinds?: readonly ActivityKind[];
	/** Minutes since 1970, both included. */
	from?: number;
	to?: number;
	/** Where the page before ended. */
	after?: ActivityPlace;
}

export interface ActivityPlace {
	n: number;
	/** The latest time that entries without one can be of. */
	before?: number;
}

export interface ActivityPage {
	/** Newest first. */
	events: ActivityEvent[];
	/** Where to go on; absent at the log's beginning. */
	next?: ActivityPlace;
}

export interface RecordHistory {
	/** Newest first. */
	events: (ActivityEvent & { details?: EventDetails })[];
	/** Older ones that are not among them. */
	more: number;
}

/** What ids in differences stand for. */
export type Names = Record<string, string>;

export interface ActivityApi {
	/** A few dozen events; `watch` hears which part of the log was read, and answers false to stop: what was found until then is answered. */
	activity(query: ActivityQuery, watch: (fraction: number) => boolean | Promise<boolean>): Promise<Result<ActivityPage>>;
	/** By the events' keys; those without a difference to tell are left out. */
	activityDetails(events: readonly Pick<ActivityEvent, 'key' | 'first' | 'record'>[]): Promise<Result<Record<string, EventDetails>>>;
	recordHistory(id: string): Promise<Result<RecordHistory>>;
	/** Everybody who ever could write, by what they are called. */
	activityPeople(): Promise<Result<Person[]>>;
	/** What clients, series and tax presets are called, by their ids. */
	activityNames(ids: readonly string[]): Promise<Result<Names>>;
}
