/** The code that came with a document, held against the document itself: it must be the code of this one, figure by figure. */
import type { ReadDocument } from '../documents/read-shared-document.ts';
import type { PrintableDocument } from '../documents/pdf/printable.ts';
import { checkSymbols } from '../proof/code/check-symbols.ts';
import { parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import { readCode, type CodedDocument } from '../proof/code/format.ts';
import type { Field } from '../proof/code/shown.ts';
import type { Signed } from './questions.ts';

/** @param today YYYY-MM-DD, by this device */
export async function signedBy(symbols: string, document: ReadDocument, today: string): Promise<Signed | 'false'> {
	const code = readCode(symbols);
	if (typeof code === 'string') return 'false';
	const differs = otherwise(code.document, document);
	const checked = await checkSymbols(symbols, today, differs);
	if (!checked.ok || differs.length > 0) return 'false';
	const { sender, name, taxId } = checked.shown;
	return sender === 'broken' || name !== document.paper.seller.name.trim() ? 'false' : { sender, name, taxId };
}

/** What of the code stands otherwise in the document. */
export function otherwise({ type, number, date, total, currency, iban }: CodedDocument, { paper }: ReadDocument): Field[] {
	const { content, seller, totals } = paper;
	const accounts = seller.bankAccounts.map((each) => (each.iban ?? '').toUpperCase().replace(/[^A-Z0-9]/g, ''));
	const differs: Field[] = [];
	if (number !== paper.number || type !== content.type) differs.push('number');
	if (date !== content.issueDate) differs.push('date');
	// Goods go without prices.
	if (type !== 'delivery-note' && (currency !== content.currency || !isWorth(total, totals))) differs.push('total');
	if (iban !== '' && !accounts.includes(iban)) differs.push('iban');
	return differs;
}

function isWorth(total: string, { currency, payable }: PrintableDocument['totals']): boolean {
	const amount = isCurrency(currency) ? parseAmount(currency, total) : undefined;
	return amount?.ok === true && amount.value.minor === payable;
}
