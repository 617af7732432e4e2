/** A credit note against the invoice it corrects. The fold asks the same again, on every device. */
import { amount } from '../../money/amount.ts';
import { formatAmount } from '../../money/format.ts';
import type { IssueBlocker } from '../../worker-api.ts';
import { leftOf, takesTooMuch, type Parts } from '../credit/taken.ts';
import type { DocumentContent, IssuedDocument } from '../document.ts';
import { sameTaxes } from '../lines.ts';
import { inOrder } from '../order.ts';
import type { StatedFact } from '../status.ts';
import { computeTotals, freezeTotals } from '../totals.ts';
import { partsOf } from '../credit/taken.ts';
import { error, warning } from './finding.ts';

export interface CreditedInvoice {
	document: IssuedDocument;
	facts: readonly StatedFact[];
}

export function creditFindings(draft: DocumentContent, issueDate: string, invoice: CreditedInvoice | undefined): IssueBlocker[] {
	if (!draft.preceding) return [error('preceding', 'checkNoPreceding')];
	if (!invoice) return [error('preceding', 'checkPrecedingGone', { number: draft.preceding.number })];
	const content: DocumentContent = { ...draft, lines: inOrder(draft.lines) };
	const { content: billed } = invoice.document;
	const found: IssueBlocker[] = [];
	if (content.partyId !== billed.partyId) found.push(error('partyId', 'checkCreditClient', { number: invoice.document.number }));
	if (content.currency !== billed.currency) found.push(error('currency', 'checkCreditCurrency', { currency: billed.currency }));
	if (content.prices !== billed.prices) found.push(error('prices', 'checkCreditPrices'));
	for (const [at, line] of content.lines.entries()) {
		const original = billed.lines.find(({ id }) => id === line.id);
		if (!original) found.push(error(`lines.${at}.name`, 'checkCreditLine', { line: String(at + 1) }));
		else if (!sameTaxes(line.taxes, original.taxes)) found.push(error(`lines.${at}.taxes`, 'checkCreditTaxes', { line: String(at + 1) }));
	}
	if (issueDate < billed.issueDate) found.push(warning('issueDate', 'checkCreditBeforeInvoice', { date: billed.issueDate }));
	if (found.some(({ level }) => level === 'error')) return found;
	const left = leftOf(invoice.document, invoice.facts);
	const taken = takenBy(content);
	const path = taken && takesTooMuch(invoice.document, left, taken);
	if (!path) return found;
	const [, index] = path.split('.');
	const line = content.lines[Number(index)];
	const rest = path.startsWith('lines.') && line ? (left.lines.get(line.id)?.amount ?? 0n) : left.due;
	const money = formatAmount(amount(content.currency, rest), content.language);
	if (path.startsWith('lines.'))
		return [...found, error(`${path}.quantity`, 'checkCreditLineTooMuch', { line: String(Number(index) + 1), amount: money })];
	return [...found, error(path, 'checkCreditTooMuch', { number: invoice.document.number, amount: money })];
}

function takenBy(content: DocumentContent): Parts | undefined {
	const totals = computeTotals(content);
	return totals.ok ? partsOf({ content, totals: freezeTotals(totals.value) }) : undefined;
}
