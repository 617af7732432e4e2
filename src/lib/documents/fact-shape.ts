/** Whether a fact read from the log has the fields of its kind: what another device wrote is not believed before. */
import { isDate } from './dates.ts';
import type { DocumentFact, PaymentMethod, ReminderWay, WriteOffCause } from './document.ts';
import type { AnyFact } from './facts.ts';

type Fields = Record<string, (value: unknown) => boolean>;

const text = (value: unknown) => typeof value === 'string';
const maybeDate = (value: unknown) => value === undefined || (typeof value === 'string' && isDate(value));
const maybeText = (value: unknown) => value === undefined || text(value);
const maybeInstant = (value: unknown) => value === undefined || (typeof value === 'string' && !Number.isNaN(Date.parse(value)));
const maybeNames = (value: unknown) => value === undefined || (Array.isArray(value) && value.length <= 50 && value.every(text));
const recordId = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
const oneOf =
	<V extends string>(known: Record<V, true>) =>
	(value: unknown) =>
		typeof value === 'string' && Object.hasOwn(known, value);

const METHODS: Record<PaymentMethod, true> = {
	transfer: true,
	card: true,
	cash: true,
	cheque: true,
	'direct-debit': true,
	online: true,
	other: true
};
const CAUSES: Record<WriteOffCause, true> = { 'small-difference': true, 'bad-debt': true, other: true };
const CHANNELS: Record<Extract<DocumentFact, { kind: 'sent' }>['channel'], true> = { pdf: true, mail: true, link: true, other: true };

const WAYS: Record<ReminderWay, true> = { mail: true, letter: true, phone: true, other: true, skipped: true };
const maybeFee = (value: unknown) => {
	if (value === undefined) return true;
	if (typeof value !== 'object' || value === null) return false;
	const { draftId, amount, through, compensation } = value as Record<string, unknown>;
	return recordId(draftId) && text(amount) && maybeDate(through) && maybeText(compensation);
};

const base64 = (most: number) => (value: unknown) => text(value) && /^[\w-]*$/.test(value as string) && (value as string).length <= most;
const maybeSigned = (value: unknown) => {
	if (value === undefined) return true;
	if (typeof value !== 'object' || value === null) return false;
	const { link, answer, shown, strokes } = value as Record<string, unknown>;
	return recordId(link) && recordId(answer) && base64(43)(shown) && (strokes === undefined || base64(8000)(strokes));
};

export const isMethod = oneOf(METHODS);

/** The facts that operations may bring; the others are written by folds. */
const SHAPES: Partial<Record<AnyFact['kind'], Fields>> = {
	sent: { at: text, channel: oneOf(CHANNELS), to: maybeText, files: maybeNames },
	payment: { paymentId: recordId, date: text, amount: text, method: isMethod, reference: maybeText },
	credited: { creditNote: recordId, number: text, date: text, amount: text },
	'written-off': { date: text, amount: text, cause: oneOf(CAUSES), reason: maybeText },
	accepted: { date: text, by: maybeText, signed: maybeSigned },
	declined: { date: text, reason: maybeText },
	delivered: { date: text, by: maybeText },
	voided: { date: text, reason: text, at: maybeInstant, version: maybeText },
	reminded: { step: text, date: text, how: oneOf(WAYS), to: maybeText, fee: maybeFee },
	refunded: { refundId: recordId, date: text, amount: text },
	'on-line': { line: recordId, amount: text },
	'taken-back': { at: text },
	reversed: { factId: text, at: text, reason: text, date: maybeDate }
};

export function isWellFormed(fact: unknown): fact is AnyFact {
	if (typeof fact !== 'object' || fact === null || !('kind' in fact) || typeof fact.kind !== 'string') return false;
	const shape = Object.hasOwn(SHAPES, fact.kind) ? SHAPES[fact.kind as AnyFact['kind']] : undefined;
	return shape !== undefined && Object.entries(shape).every(([field, fits]) => fits((fact as Record<string, unknown>)[field]));
}
