/** How a document stands, for whom it is for. */
import type { PrintableDocument } from '../documents/pdf/printable.ts';
import { isInvoice, kindOf } from '../documents/kinds.ts';
import { en } from './messages/en.ts';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';
type StatusWord = Extract<keyof typeof en, `status-${string}`>;

const TONES: Record<string, Tone> = {
	open: 'info',
	offered: 'info',
	'partly-paid': 'warning',
	paid: 'success',
	overdue: 'danger',
	accepted: 'success',
	delivered: 'success',
	expired: 'warning'
};
const SETTLED = new Set(['paid', 'overpaid', 'credited', 'written-off', 'voided']);

/** Undefined where this version has no word for it: the sender's may be newer. */
export function statusOf(status: string, { content }: PrintableDocument): { word: StatusWord; tone: Tone } | undefined {
	const shown = status === 'open' && kindOf(content.type).answered ? 'offered' : status;
	const word = `status-${shown}` as StatusWord;
	return Object.hasOwn(en, word) ? { word, tone: TONES[shown] ?? 'neutral' } : undefined;
}

/** Something is asked for, and nothing says that it has come. */
export function asksToPay(status: string, { content, totals }: PrintableDocument): boolean {
	return isInvoice(content.type) && totals.payable > 0n && !SETTLED.has(status);
}
