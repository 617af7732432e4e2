/**
 * A supplier's e-invoice as a draft bill. Pure.
 *
 * Every amount is the file's own: lines, allowances and charges without tax, tax as the file says it, and what is to be paid is BT-115 to the cent. What
 * has no place in a bill is told in `notices` or stands in its notes; the file itself is kept with it.
 */
import type { Business } from '../../../business/business.ts';
import { LIMITS } from '../../../business/field-rules.ts';
import { newExpense, newLine } from '../../../expenses/expense-rules.ts';
import type { Expense, ExpenseLine, ExpenseTax, Receipt } from '../../../expenses/expense.ts';
import { expenseTotals } from '../../../expenses/totals.ts';
import { amount, amountString } from '../../../money/amount.ts';
import { isCurrency } from '../../../money/currencies.ts';
import type { EInvoice } from '../../model.ts';
import { CREDIT_NOTE_TYPES } from '../../ubl/document.ts';
import { fileAmount } from './amounts.ts';
import { notesOf } from './notes.ts';
import type { BillRefusal, Notice } from './notices.ts';
import { grouped, partsOf, type Part } from './parts.ts';
import { isOf } from './supplier.ts';
import { taxed } from './taxes.ts';
import type { Words } from '../words.ts';

export type BillAnswer = { ok: true; bill: Expense; notices: Notice[] } | { ok: false; refusal: BillRefusal };

export interface BillInput {
	business: Business;
	/** Calendar date where the business is. */
	today: string;
	words: Words;
	/** Paths of what the file has beyond the model. */
	unread?: readonly string[];
}

/** Of what a list of a record may hold, with room for what is added below. */
const MOST_LINES = 90;
/** Invoices that the buyer wrote himself (UNTDID 1001). */
const SELF_BILLED: ReadonlySet<string> = new Set(['389', '261', '527']);

export function billOf(invoice: EInvoice, { business, today, words: t, unread = [] }: BillInput): BillAnswer {
	const { currency, totals } = invoice;
	if (!isCurrency(currency)) return { ok: false, refusal: 'currency' };
	if (isOf(business, invoice.seller)) return { ok: false, refusal: 'own' };
	if (SELF_BILLED.has(invoice.typeCode)) return { ok: false, refusal: 'selfBilled' };
	if (totals.due === '') return { ok: false, refusal: 'total' };
	const sign = CREDIT_NOTE_TYPES.has(invoice.typeCode) ? -1n : 1n;
	const notices: Notice[] = [];
	const read = partsOf(invoice);
	const due = fileAmount(currency, totals.due);
	const paid = fileAmount(currency, totals.paid || '0');
	const rounding = fileAmount(currency, totals.rounding || '0');
	if (!read || !due || !paid || !rounding) return { ok: false, refusal: 'amount' };
	if (read.isRounded) notices.push({ kind: 'fractions', args: { currency } });
	if (invoice.lines.length === 0) notices.push({ kind: 'noLines' });
	const isLong = read.parts.length > MOST_LINES;
	if (isLong) notices.push({ kind: 'grouped', args: { count: invoice.lines.length } });
	const parts = (isLong ? grouped(read.parts) : read.parts).map((part) => ({ ...part, amount: part.amount * sign }));
	const all = taxed(invoice, parts, sign, business, notices);
	if (!all) return { ok: false, refusal: 'amount' };

	const lines: ExpenseLine[] = [];
	const add = (description: string, minor: bigint, taxes: ExpenseTax[] = []) => {
		const text = shortened(description, LIMITS.line);
		if (text !== description && !notices.some(({ kind }) => kind === 'shortened')) notices.push({ kind: 'shortened' });
		lines.push({ ...newLine(taxes, lines.at(-1)), description: text, amount: amountString(amount(currency, minor)) });
	};
	for (const { part, taxes } of all) add(textOf(part, t), part.amount, taxes);
	if (paid.minor !== 0n) {
		add(t('line_paid'), -paid.minor * sign);
		notices.push({ kind: 'prepaid', args: { amount: `${totals.paid} ${currency}` } });
	}
	if (rounding.minor !== 0n) add(t('line_rounding'), rounding.minor * sign);
	const sums = expenseTotals({ currency, prices: 'net', lines });
	if (!sums.ok) return { ok: false, refusal: 'amount' };
	const difference = due.minor * sign - sums.value.payable;
	if (difference !== 0n) {
		add(t('line_difference'), difference);
		notices.push({ kind: 'difference', args: { amount: `${amountString(amount(currency, difference))} ${currency}` } });
	}

	const number = shortened(invoice.number, LIMITS.number);
	const notes = notesOf(invoice, number !== invoice.number, t);
	const kept = shortened(notes, LIMITS.text);
	if ((kept !== notes || number !== invoice.number) && !notices.some(({ kind }) => kind === 'shortened'))
		notices.push({ kind: 'shortened' });
	const bill: Expense = {
		...newExpense(business, 'bill', today),
		supplierName: shortened(invoice.seller.name, LIMITS.name),
		number,
		date: invoice.issueDate,
		dueDate: invoice.dueDate ?? '',
		currency,
		...(currency !== business.currency && { baseCurrency: business.currency }),
		prices: 'net',
		lines,
		...(invoice.project && invoice.project.length <= LIMITS.reference && { project: invoice.project }),
		notes: kept
	};
	return { ok: true, bill, notices: [...notices, ...others(invoice, business, unread, sign)] };
}

/** With its original, and whom it is owed to. */
export function billFrom(bill: Expense, supplierId: string, original: Receipt): Expense {
	return { ...bill, supplierId, supplierName: '', receipts: [original] };
}

function textOf({ text, as, quantity, category, rate }: Part, t: Words): string {
	const said = text.replace(/\s+/g, ' ').trim();
	if (as === 'sum') return rate === '' ? t('line_sum') : t('line_sumAt', { category, rate });
	if (said === '') return t(`line_${as}`);
	return as === 'line' && quantity && said.length + quantity.length + 3 <= LIMITS.line ? `${said} (${quantity})` : said;
}

/** What concerns no amount. */
function others(invoice: EInvoice, business: Business, unread: readonly string[], sign: bigint): Notice[] {
	const { buyer, payee, seller, payments, typeCode, preceding, currency } = invoice;
	const notices: Notice[] = [];
	if (sign < 0n) notices.push({ kind: 'creditNote' });
	if (typeCode === '386') notices.push({ kind: 'prepayment' });
	if (typeCode === '384') notices.push({ kind: 'corrects', args: { number: preceding.map(({ number }) => number).join(', ') } });
	if (buyer.name && !isOf(business, buyer)) notices.push({ kind: 'otherBuyer', args: { name: buyer.name } });
	if (payee?.name && payee.name !== seller.name) notices.push({ kind: 'payee', args: { name: payee.name } });
	const means = payments.map((payment) => payment.means);
	if (means.some((each) => each === '49' || each === '59')) notices.push({ kind: 'debit' });
	else if (means.some((each) => each === '48' || each === '54' || each === '55')) notices.push({ kind: 'card' });
	if (currency !== business.currency) notices.push({ kind: 'rate', args: { currency } });
	if (unread.length > 0) notices.push({ kind: 'unread', args: { count: unread.length } });
	return notices;
}

function shortened(text: string, most: number): string {
	const characters = [...text];
	return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}
