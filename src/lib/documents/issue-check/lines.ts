/** Lines, allowances and amounts: what EN 16931 wants of each, and what cannot be computed with. */
import type { IssueBlocker } from '../../worker-api.ts';
import { isCurrency } from '../../money/currencies.ts';
import { EXCHANGE_RATE_LIMITS, parseDecimal, QUANTITY_LIMITS, RATE_LIMITS } from '../../money/decimal.ts';
import { isDate } from '../dates.ts';
import type { AllowanceCharge, DocumentLine } from '../document.ts';
import { kindOf, isInvoice } from '../kinds.ts';
import { LIMITS, isTooLong } from '../limits.ts';
import { error, isEmpty, signOf, warning, type IssueContext } from './finding.ts';

export function lineFindings({ content, lines }: IssueContext): IssueBlocker[] {
	if (lines.length === 0) return [error('lines', 'checkNoLines')];
	const { priced } = kindOf(content.type);
	return lines.flatMap((line, at) => ofLine(line, `lines.${at}`, { line: String(at + 1) }, priced));
}

function ofLine(line: DocumentLine, path: string, args: { line: string }, priced: boolean): IssueBlocker[] {
	const found: IssueBlocker[] = [];
	if (isEmpty(line.name)) found.push(error(`${path}.name`, 'checkLineName', args));
	if (isTooLong(line.name, LIMITS.name)) found.push(error(`${path}.name`, 'checkTooLong', { count: String(LIMITS.name) }));
	if (isTooLong(line.description, LIMITS.text)) found.push(error(`${path}.description`, 'checkTooLong', { count: String(LIMITS.text) }));
	const quantity = signOf(line.quantity, QUANTITY_LIMITS);
	if (quantity === undefined) found.push(error(`${path}.quantity`, 'checkLineQuantity', args));
	else if (quantity === 0) found.push(warning(`${path}.quantity`, 'checkLineQuantityZero', args));
	const price = signOf(line.price);
	if (price === undefined && (priced || line.price.trim() !== '')) found.push(error(`${path}.price`, 'checkLinePrice', args));
	else if (price !== undefined && price < 0) found.push(error(`${path}.price`, 'checkLinePriceNegative', args));
	if (line.priceBase && signOf(line.priceBase, QUANTITY_LIMITS) !== 1) found.push(error(`${path}.priceBase`, 'checkLinePriceBase', args));
	if (isEmpty(line.unit)) found.push(error(`${path}.unit`, 'checkLineUnit', args));
	if (priced && line.taxes.length === 0) found.push(error(`${path}.taxes`, 'checkLineTaxes', args));
	found.push(...ofPeriod(line, path));
	return found.concat(line.allowances.flatMap((entry, at) => ofAllowance(entry, `${path}.allowances.${at}`)));
}

export function amountFindings({ content, totals, business }: IssueContext): IssueBlocker[] {
	const found = content.allowances.flatMap((entry, at) => ofAllowance(entry, `allowances.${at}`));
	for (const [at, entry] of content.withholdings.entries()) {
		if (isEmpty(entry.name)) found.push(error(`withholdings.${at}.name`, 'checkWithholdingName'));
		if (!isPercent(entry.rate)) found.push(error(`withholdings.${at}.rate`, 'checkWithholdingRate'));
	}
	for (const field of ['prepaid', 'rounding', 'cashRounding'] as const) {
		const text = content[field];
		if (text && signOf(text) === undefined) found.push(error(field, 'checkAmount'));
	}
	if (signOf(content.prepaid) === -1 && !(totals && totals.taxInclusive < 0n)) found.push(error('prepaid', 'checkPrepaidNegative'));
	if (content.stampDuty && !isAtLeastZero(content.stampDuty.amount)) found.push(error('stampDuty.amount', 'checkAmount'));
	if (!isCurrency(content.currency)) found.push(error('currency', 'checkCurrency'));
	const base = content.baseCurrency ?? business.currency;
	if (kindOf(content.type).priced && content.currency !== base && signOf(content.exchangeRate, EXCHANGE_RATE_LIMITS) !== 1)
		found.push(error('exchangeRate', 'checkExchangeRate', { currency: base }));
	for (const field of ['terms', 'notes', 'privateNotes'] as const)
		if (isTooLong(content[field], LIMITS.text)) found.push(error(field, 'checkTooLong', { count: String(LIMITS.text) }));
	const deducts = isInvoice(content.type) && content.origins?.some(({ type }) => type === 'deposit-invoice');
	if (totals && totals.taxInclusive < 0n && deducts) found.push(error('lines', 'checkDepositExceeds'));
	else if (totals && totals.taxInclusive < 0n) found.push(warning('lines', 'checkTotalNegative'));
	else if (totals && totals.payable < 0n) found.push(warning('prepaid', 'checkPayableNegative'));
	return found;
}

export function ofPeriod(of: { periodStart?: string; periodEnd?: string }, path: string): IssueBlocker[] {
	const prefix = path === '' ? '' : `${path}.`;
	const found: IssueBlocker[] = [];
	if (of.periodStart && !isDate(of.periodStart)) found.push(error(`${prefix}periodStart`, 'checkDate'));
	if (of.periodEnd && !isDate(of.periodEnd)) found.push(error(`${prefix}periodEnd`, 'checkDate'));
	if (found.length === 0 && of.periodStart && of.periodEnd && of.periodEnd < of.periodStart)
		found.push(error(`${prefix}periodEnd`, 'checkPeriodOrder'));
	return found;
}

function ofAllowance(entry: AllowanceCharge, path: string): IssueBlocker[] {
	const found: IssueBlocker[] = [];
	if (isEmpty(entry.reason)) found.push(error(`${path}.reason`, 'checkAllowanceReason'));
	if (entry.percent === undefined) {
		if (!isAtLeastZero(entry.amount)) found.push(error(`${path}.amount`, 'checkAllowanceAmount'));
	} else if (!isAtLeastZero(entry.percent)) found.push(error(`${path}.percent`, 'checkAllowanceAmount'));
	else if (entry.kind === 'allowance' && !isPercent(entry.percent)) found.push(error(`${path}.percent`, 'checkAllowancePercent'));
	if (entry.base && signOf(entry.base) === undefined) found.push(error(`${path}.base`, 'checkAmount'));
	return found;
}

function isAtLeastZero(text: string | undefined): boolean {
	return (signOf(text) ?? -1) >= 0;
}

/** From 0 to 100. */
function isPercent(text: string): boolean {
	const parsed = parseDecimal(text, RATE_LIMITS);
	return parsed.ok && parsed.value.digits >= 0n && parsed.value.digits <= 100n * 10n ** BigInt(parsed.value.scale);
}
