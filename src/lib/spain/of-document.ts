/**
 * The record of an issued document (RegistroAlta), or why it has none. Of the document alone, as it was frozen: made again in years it is the same.
 *
 * Credit notes are R1 (Ley 37/1992, art. 80.Uno, Dos and Seis: what was returned, discounted or wrong), R5 where the client is not identified, and always
 * by differences: their amounts are below zero. What is withheld (IRPF), paid ahead or rounded is no part of ImporteTotal.
 */
import type { BuyerSnapshot, DocumentContent, SellerSnapshot, Totals } from '../documents/document.ts';
import { convert, readRate } from '../money/exchange.ts';
import { breakdown, detailOf, sumsOf, type Row } from './breakdown.ts';
import { nifOf, recipientOf } from './recipient.ts';
import type { IssueRecord, Refusal } from './record.ts';
import { cut, euros, isInvoiceNumber, spanishDate } from './text.ts';
import { localInstant } from './when.ts';

/** An issued document, or one that is about to be. */
export interface Recorded {
	number: string;
	/** Instant, ISO 8601. */
	issuedAt: string;
	content: Pick<DocumentContent, 'type' | 'currency' | 'issueDate' | 'supplyDate' | 'exchangeRate' | 'baseCurrency' | 'preceding'> & {
		lines: readonly { name: string; taxes: readonly unknown[] }[];
	};
	seller: Pick<SellerSnapshot, 'name' | 'taxIds' | 'billingRecords'>;
	buyer: BuyerSnapshot;
	totals: Totals;
}

/** Entry into force of Orden HAC/1177/2024: there are no records of days before (validaciones, 3.1.3.1). */
const FIRST_DAY = '2024-10-28';
const LONGEST_NAME = 120;
const LONGEST_TEXT = 500;
/** ImporteSgn12.2Type. */
const LARGEST = 10n ** 14n;

type RecordResult = { ok: true; record: IssueRecord } | { ok: false; refusal: Refusal };

export function recordOf(document: Recorded): RecordResult {
	const { content, seller, buyer, totals, number } = document;
	const made = seller.billingRecords ?? { timeZone: '', version: '' };
	const at = localInstant(document.issuedAt, made.timeZone);
	const nif = nifOf(seller.taxIds);
	if (!nif) return refused({ problem: 'issuer-nif', field: 'business.taxIds' });
	if (!isInvoiceNumber(number)) return refused({ problem: 'number', field: 'seriesId', value: number });
	if (content.issueDate < FIRST_DAY || content.issueDate > at.slice(0, 10))
		return refused({ problem: 'date', field: 'issueDate', value: content.issueDate });
	if (totals.stampDuty !== 0n) return refused({ problem: 'duty', field: 'stampDuty' });
	const untaxed = content.lines.findIndex(({ taxes }) => taxes.length === 0);
	if (untaxed !== -1) return refused({ problem: 'no-tax', field: `lines.${untaxed}.taxes` });
	const taxes = breakdown({ taxes: totals.taxes, atHome: buyer.address.country === 'ES' || buyer.address.country === '' });
	if ('refusal' in taxes) return refused(taxes.refusal);
	const rows = inEuros(taxes.rows, content);
	if (!rows) return refused({ problem: 'currency', field: 'exchangeRate', value: content.currency });
	const recipient = recipientOf(buyer);
	const missing = recipientProblem(recipient, rows, buyer);
	if (missing) return refused({ problem: missing, field: 'party.taxIds', value: buyer.name });
	const isCredit = content.type === 'credit-note';
	if (isCredit && !(content.preceding && isInvoiceNumber(content.preceding.number) && content.preceding.issueDate))
		return refused({ problem: 'preceding', field: 'preceding' });
	const sign = isCredit ? -1n : 1n;
	const { quota, total } = sumsOf(rows);
	if ([quota, total, ...rows.map(({ base }) => base)].some((each) => each >= LARGEST || each <= -LARGEST))
		return refused({ problem: 'amount', field: 'lines' });
	const supplied = content.supplyDate && content.supplyDate < content.issueDate ? spanishDate(content.supplyDate) : undefined;
	return {
		ok: true,
		record: {
			kind: 'issue',
			id: { nif, number, date: spanishDate(content.issueDate) },
			issuer: cut(seller.name, LONGEST_NAME),
			type: isCredit ? (recipient ? 'R1' : 'R5') : recipient ? 'F1' : 'F2',
			...(isCredit && { rectified: { nif, number: content.preceding!.number, date: spanishDate(content.preceding!.issueDate) } }),
			...(supplied && { supplied }),
			description: cut(content.lines.map(({ name }) => name.trim()).join('; '), LONGEST_TEXT) || cut(number, LONGEST_TEXT),
			...(recipient && { recipient }),
			details: rows.map((row) => detailOf(row, sign)),
			quota: euros(sign * quota),
			total: euros(sign * total),
			at,
			version: made.version
		}
	};
}

/** Reverse charge names its client (S2 is no F2), and what is exempt as delivered into the EU a client elsewhere (validaciones, 15.4 and 15.5.1). */
function recipientProblem(recipient: IssueRecord['recipient'], rows: readonly Row[], buyer: BuyerSnapshot): Refusal['problem'] | undefined {
	const operations = new Set(rows.map(({ operation }) => operation));
	if (operations.has('E5') && rows.some(({ tax, operation }) => tax === '01' && operation === 'E5') && !(recipient && 'other' in recipient))
		return 'recipient-vat';
	return !recipient && (buyer.kind === 'business' || operations.has('S2')) ? 'recipient' : undefined;
}

/** Each amount by itself, so that the sums of the record are those of its lines. */
function inEuros(rows: Row[], content: Recorded['content']): Row[] | undefined {
	if (content.currency === 'EUR') return rows;
	const rate = content.baseCurrency === 'EUR' ? readRate(content.exchangeRate) : undefined;
	if (!rate) return undefined;
	const cents = (minor: bigint) => convert(minor, content.currency, rate, 'EUR');
	return rows.map(({ surcharge, ...row }) => ({
		...row,
		base: cents(row.base),
		quota: cents(row.quota),
		...(surcharge && { surcharge: { ...surcharge, base: cents(surcharge.base), quota: cents(surcharge.quota) } })
	}));
}

function refused(refusal: Refusal): RecordResult {
	return { ok: false, refusal };
}
