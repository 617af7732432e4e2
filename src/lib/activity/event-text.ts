/** Events in words. */
import type { WriteOffCause } from '../documents/document.ts';
import type { AnyFact } from '../documents/facts.ts';
import { dateText, moneyText } from '../documents/format.ts';
import { parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import type { ExpenseEvent } from '../expenses/expense.ts';
import { methodText } from '../payments/method-words.ts';
import type { PaymentKind } from '../payments/payment.ts';
import type { MemberAct } from '../workspace/trail/member-acts.ts';
import type { ActivityEvent, EventDetails, Names, RecordName } from './api.ts';
import type { People } from './who.ts';
import { t, type Words } from './words.ts';

export interface Known {
	people: People;
	/** Of series, by their tags in the log. */
	names: Names;
}

const CAUSES = { 'small-difference': 'cause_small', 'bad-debt': 'cause_bad', other: 'cause_other' } as const satisfies Record<
	WriteOffCause,
	Words
>;
const PAYMENTS = {
	payment: 'act_payment',
	deposit: 'act_deposit',
	refund: 'act_refund',
	'supplier-payment': 'act_supplierPayment',
	'supplier-refund': 'act_supplierRefund'
} as const satisfies Record<PaymentKind, Words>;

/** What was done, without saying to what. */
export function actText({ act, record, standing }: ActivityEvent, known: Known, details?: EventDetails): string {
	switch (act.what) {
		case 'issued':
			return t('act_issued', { amount: amountText(act.amount, act.currency) });
		case 'issued-elsewhere':
			return t('act_issued-elsewhere', { amount: amountText(act.amount, act.currency), program: act.program });
		case 'payment':
			return t(PAYMENTS[act.kind] ?? 'act_payment', { amount: amountText(act.amount, act.currency) });
		case 'booked':
			return t(act.kind === 'bill' ? 'act_bookedBill' : 'act_booked', { amount: amountText(act.amount, act.currency) });
		case 'expense':
			return expenseText(act.event);
		case 'merged':
		case 'unmerged':
			return t(`act_${act.what}`, { into: known.names[act.into] ?? t('aParty') });
		case 'fact':
			return factText(act.fact, record?.currency ?? '');
		case 'approval': {
			const reason = act.step.kind === 'sent-back' ? act.step.reason : '';
			return act.step.kind === 'sent-back' && !reason ? t('approval_sent-back-plain') : t(`approval_${act.step.kind}`, { reason });
		}
		case 'approval-rule':
			return t(act.needed ? 'approval_needed' : 'approval_free');
		case 'issuer':
			return t(`issuer_${act.kind}`);
		case 'signed':
			return t('signed');
		case 'spain':
			return t(`spain_${act.kind}`);
		case 'comment':
			return t(`comment_${act.kind}`);
		case 'link':
			return t(`link_${act.kind}`, { text: act.text ?? '' });
		case 'period':
			return act.kind === 'made' ? t('period_made', { from: dateText(act.from), to: dateText(act.to) }) : t('period_revoked');
		case 'series':
			return t(`series_${act.event.kind}`);
		case 'many':
			return t('act_many', { what: countsText(act.counts) });
		case 'member':
			return memberText(act.member, known);
		case 'entry':
			return t(standing === 'void' ? 'act_void' : 'act_sealed');
		case 'edited':
			return t(details ? editText(details) : 'act_edited');
		default:
			return t(`act_${act.what}`);
	}
}

/** An archive is a field like any other, and the only one that is named by what it does. */
function editText(details: EventDetails): Words {
	if (!isArchiving(details)) return `act_${details.act}`;
	const [only] = details.differences;
	return only?.kind === 'field' && only.after === true ? 'act_archived' : 'act_unarchived';
}

/** It says all there is to say: no field need be shown. */
export function isArchiving({ act, differences }: EventDetails): boolean {
	const [only] = differences;
	return act === 'edited' && differences.length === 1 && only?.kind === 'field' && only.path.join() === 'archived';
}

function expenseText(event: ExpenseEvent): string {
	switch (event.kind) {
		case 'attached':
			return t('expense_attached', { count: event.receipts.length });
		case 'rebilled':
			return t('expense_rebilled', { number: event.number });
		default:
			return t(`expense_${event.kind}`, { reason: event.reason });
	}
}

function factText(fact: AnyFact, currency: string): string {
	const amount = 'amount' in fact && fact.amount !== undefined ? amountText(fact.amount, currency) : '';
	switch (fact.kind) {
		case 'sent': {
			const channel = t(`channel_${fact.channel}`);
			const said = fact.to ? t('fact_sentTo', { to: fact.to, channel }) : t('fact_sent', { channel });
			return fact.files?.length ? t('fact_sentWith', { said, files: fact.files.join(', ') }) : said;
		}
		case 'payment':
			return t('fact_payment', { amount, method: methodText(fact.method), date: dateText(fact.date) });
		case 'written-off':
			return t('fact_written-off', { amount, cause: t(CAUSES[fact.cause] ?? 'cause_other') });
		case 'reminded':
			return t(fact.how === 'skipped' ? 'fact_notReminded' : 'fact_reminded');
		case 'reversed':
			return t('fact_reversed', { reason: fact.reason });
		case 'voided':
			return t(fact.version === undefined ? 'fact_voided' : 'fact_annulled', { reason: fact.reason });
		default:
			return t(`fact_${fact.kind}`, { amount, number: 'number' in fact ? fact.number : '' });
	}
}

function memberText(act: MemberAct, { people, names }: Known): string {
	return t(`member_${act.act}`, {
		...('device' in act && { device: people.device(act.device) }),
		...('from' in act && { device: people.device(act.from) }),
		...('member' in act && { member: people.member(act.member) }),
		...('role' in act && { role: t(`role_${act.role}`) }),
		...('series' in act && { series: names[act.series] ? `“${names[act.series]}”` : t('aSeries') }),
		...('to' in act && { to: act.to || t('aRelay') }),
		...('n' in act && { n: act.n })
	});
}

const COUNTED = [
	'draft',
	'issued',
	'issued-elsewhere',
	'payment',
	'fact',
	'party',
	'item',
	'series',
	'expense',
	'booked',
	'bank-line',
	'project',
	'task',
	'time-entry'
] as const;

function countsText(counts: Record<string, number>): string {
	const known = COUNTED.filter((type) => counts[type]).map((type) => t(`many_${type}`, { count: counts[type]! }));
	const others = Object.entries(counts).reduce((sum, [type, count]) => sum + (COUNTED.some((each) => each === type) ? 0 : count), 0);
	return [...known, ...(others > 0 ? [t('many_other', { count: others })] : [])].join(', ');
}

const RECORDS = {
	draft: 'record_draft',
	issued: 'record_issued',
	'issued-elsewhere': 'record_issued',
	payment: 'record_payment',
	party: 'record_party',
	expense: 'record_expense',
	booked: 'record_booked',
	'expense-profile': 'record_expense-profile',
	'invoice-profile': 'record_invoice-profile',
	project: 'record_project',
	task: 'record_task',
	'time-entry': 'record_time-entry',
	item: 'record_item',
	business: 'record_business',
	'approval-rule': 'record_business',
	series: 'record_series',
	'system-event': 'record_system-event',
	issuer: 'record_issuer',
	'issue-signature': 'record_issue-signature',
	rates: 'record_rates',
	device: 'record_device',
	member: 'record_member',
	'bank-statement': 'record_bank-statement',
	'bank-line': 'record_bank-line',
	file: 'record_file',
	comment: 'record_comment',
	'client-link': 'record_client-link',
	'period-share': 'record_period-share'
} as const satisfies Record<string, Words>;

/** What it was done to. */
export function recordText({ type, title, gone }: RecordName): string {
	const kind = t(Object.hasOwn(RECORDS, type) ? RECORDS[type as keyof typeof RECORDS] : 'record_other');
	const named = title.trim() === '' ? kind : namedText(type, kind, title);
	return gone ? `${named} (${t(gone === 'bin' ? 'inBin' : 'gone')})` : named;
}

function namedText(type: string, kind: string, title: string): string {
	if (type === 'draft') return t('draftFor', { title });
	if (type === 'issued') return t('documentNumber', { title });
	return type === 'payment' ? t('paymentOf', { title }) : t('titled', { kind, title });
}

function amountText(amount: string, currency: string): string {
	if (!isCurrency(currency)) return amount;
	const read = parseAmount(currency, amount);
	return read.ok ? moneyText(currency, read.value.minor) : amount;
}
