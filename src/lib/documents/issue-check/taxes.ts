/** Taxes: rates, the reason an untaxed category must carry, and the numbers both sides must have (EN 16931 BR-S, BR-E, BR-AE, BR-IC, BR-G, BR-O). */
import type { IssueBlocker } from '../../worker-api.ts';
import { RATE_LIMITS } from '../../money/decimal.ts';
import type { LineTax, TaxCategory } from '../document.ts';
import { isUntaxedFee } from '../snapshots.ts';
import { error, hasTaxId, inEu, isEmpty, signOf, warning, type IssueContext } from './finding.ts';

export const RATE_IS_ZERO: ReadonlySet<TaxCategory> = new Set(['Z', 'E', 'AE', 'K', 'G', 'O']);
/** Categories that need words or a code saying why there is no tax (BT-120, BT-121). */
export const NEEDS_REASON: ReadonlySet<TaxCategory> = new Set(['E', 'AE', 'K', 'G', 'O']);

export function taxFindings(context: IssueContext): IssueBlocker[] {
	const taxes = allTaxes(context);
	const found = taxes.flatMap(({ tax, path, args }) => ofTax(tax, path, args));
	const used = new Set(taxes.map(({ tax }) => tax.category));
	if (used.has('AE') || used.has('K')) found.push(...bothTaxIds(context, used.has('K') ? 'K' : 'AE'));
	if (used.has('K')) found.push(...intraCommunity(context));
	if (used.has('G') && context.party && context.party.address.country === context.business.address.country)
		found.push(warning('party.address.country', 'checkExportAtHome'));
	// BR-O-11 to BR-O-14: an invoice that has anything outside the scope has nothing else.
	if (used.has('O') && used.size > 1) found.push(warning('lines', 'checkOutsideScopeMixed'));
	// The bill of a late fee is printed without VAT numbers.
	const printsVatId = hasTaxId(context.business, 'vat') && !isUntaxedFee(context.content);
	if (used.has('O') && inEu(context.business.address.country) && printsVatId)
		found.push(warning('business.taxIds', 'checkOutsideScopeVatId'));
	return found;
}

function allTaxes({ content, lines }: IssueContext): { tax: LineTax; path: string; args: { line: string } | undefined }[] {
	const ofLines = lines.flatMap((line, at) =>
		line.taxes.map((tax, index) => ({ tax, path: `lines.${at}.taxes.${index}`, args: { line: String(at + 1) } }))
	);
	const ofAllowances = content.allowances.flatMap((entry, at) =>
		(entry.taxes ?? []).map((tax, index) => ({ tax, path: `allowances.${at}.taxes.${index}`, args: undefined }))
	);
	return [...ofLines, ...ofAllowances];
}

function ofTax(tax: LineTax, path: string, args: { line: string } | undefined): IssueBlocker[] {
	const found: IssueBlocker[] = [];
	if (isEmpty(tax.name)) found.push(error(`${path}.name`, 'checkTaxName', args));
	const rate = signOf(tax.rate, RATE_LIMITS);
	if (rate === undefined || rate < 0) found.push(error(`${path}.rate`, 'checkTaxRate', args));
	else if (RATE_IS_ZERO.has(tax.category) && rate !== 0) found.push(error(`${path}.rate`, 'checkTaxRateNotZero', args));
	else if (tax.category === 'S' && rate === 0) found.push(error(`${path}.rate`, 'checkTaxRateZero', args));
	if (NEEDS_REASON.has(tax.category) && isEmpty(tax.exemptionReason) && isEmpty(tax.exemptionCode))
		found.push(error(`${path}.exemptionReason`, 'checkExemptionReason', args));
	return found;
}

/** Reverse charge and intra-Community supply name both sides by their VAT number; a Spanish or Portuguese NIF serves at home. */
function bothTaxIds({ business, party }: IssueContext, category: 'AE' | 'K'): IssueBlocker[] {
	const found: IssueBlocker[] = [];
	const kinds = category === 'AE' && party?.address.country === business.address.country ? ['vat', 'nif', 'gstin', 'uid'] : ['vat'];
	if (!hasTaxId(business, ...kinds)) found.push(error('business.taxIds', 'checkReverseSeller'));
	if (party && !hasTaxId(party, ...kinds)) found.push(error('party.taxIds', 'checkReverseBuyer'));
	return found;
}

function intraCommunity({ content, business, party }: IssueContext): IssueBlocker[] {
	const found: IssueBlocker[] = [];
	if (!content.supplyDate && !(content.periodStart && content.periodEnd)) found.push(error('supplyDate', 'checkIntraDelivery'));
	const country = party?.deliveryAddress?.country || party?.address.country;
	if (country && (!inEu(country) || country === business.address.country))
		found.push(warning('party.address.country', 'checkIntraCountry'));
	return found;
}
