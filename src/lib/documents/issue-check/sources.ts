/** A document against those it was made from. The fold asks the same again, on every device. */
import { amount } from '../../money/amount.ts';
import { formatAmount, formatDecimal } from '../../money/format.ts';
import { shortDecimalString } from '../../money/decimal.ts';
import type { IssueBlocker } from '../../worker-api.ts';
import { leftForDeposits, leftOfLines, leftToDeduct, originsAreWhole, useOf, usesTooMuch, type Use } from '../convert/used.ts';
import type { DocumentContent, IssuedDocument } from '../document.ts';
import { isClosed } from '../events.ts';
import { inOrder } from '../order.ts';
import { computeTotals, freezeTotals } from '../totals.ts';
import type { CreditedInvoice } from './credit.ts';
import { error } from './finding.ts';

/** @param sources by record id, those that the books have */
export function sourceFindings(draft: DocumentContent, sources: ReadonlyMap<string, CreditedInvoice>): IssueBlocker[] {
	// What a credit note names it has from its invoice.
	if (draft.type === 'credit-note' || !draft.origins?.length) return [];
	const content: DocumentContent = { ...draft, lines: inOrder(draft.lines) };
	const totals = computeTotals(content);
	if (!originsAreWhole(content) || !totals.ok) return originsAreWhole(content) ? [] : [error('origins', 'checkOriginsBroken')];
	const made = { content, totals: freezeTotals(totals.value) };
	return draft.origins.flatMap(({ documentId, number }) => {
		const source = sources.get(documentId);
		return source ? ofSource(made, source, documentId, number) : [];
	});
}

function ofSource(
	made: Pick<IssuedDocument, 'content' | 'totals'>,
	{ document: source, facts }: CreditedInvoice,
	id: string,
	number: string
): IssueBlocker[] {
	const { content } = made;
	const use = useOf(made, source, id);
	if (!use) return [error('origins', 'checkSourceKind', { number })];
	if (content.partyId !== source.content.partyId) return [error('partyId', 'checkSourceClient', { number })];
	if (content.currency !== source.content.currency)
		return [error('currency', 'checkSourceCurrency', { number, currency: source.content.currency })];
	if (use.purpose === 'deducted' && content.prices !== source.content.prices) return [error('prices', 'checkSourcePrices', { number })];
	if (isClosed(facts)) return [error('origins', 'checkSourceClosed', { number })];
	const lineId = usesTooMuch(use, source, facts);
	if (lineId === undefined) return [];
	const money = (minor: bigint) => formatAmount(amount(content.currency, minor), content.language);
	if (lineId === '') return [error('lines', 'checkDepositTooLarge', { number, amount: money(leftForDeposits(source, facts)) })];
	const at = content.lines.findIndex(({ from = [] }) => from.some((each) => each.documentId === id && each.line === lineId));
	const line = String(at + 1);
	const left = leftText(use, source, facts, lineId, content.language, money);
	return [
		error(`lines.${at}.quantity`, use.purpose === 'deducted' ? 'checkDeductedTooMuch' : 'checkConvertedTwice', { line, number, left })
	];
}

function leftText(
	use: Use,
	source: IssuedDocument,
	facts: CreditedInvoice['facts'],
	lineId: string,
	language: string,
	money: (minor: bigint) => string
): string {
	if (use.purpose === 'deducted') return money(leftToDeduct(source, facts).get(lineId) ?? 0n);
	const left = leftOfLines(source, facts, use.purpose).get(lineId);
	return formatDecimal(left ? shortDecimalString(left) : '0', language);
}
