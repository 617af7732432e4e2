/** What the law of the seller's country wants on an invoice beyond EN 16931. Sources: the design notes' table of mandatory fields. */
import type { IssueBlocker } from '../../worker-api.ts';
import { recordOf } from '../../spain/of-document.ts';
import type { RecordProblem } from '../../spain/record.ts';
import { buyerSnapshot, isUntaxedFee, sellerSnapshot } from '../snapshots.ts';
import {
	chargesTax,
	error,
	hasTaxId,
	inEu,
	isEmpty,
	reaches,
	signOf,
	taxIdOf,
	warning,
	type CheckMessage,
	type IssueContext
} from './finding.ts';
import { wordingFindings } from './wording.ts';

type Check = (context: IssueContext) => IssueBlocker[];

const CHECKS: Record<string, Check> = {
	CA: canada,
	MA: morocco,
	IN: india,
	FR: france,
	DE: germany,
	ES: spain,
	BE: belgium,
	CH: switzerland,
	GB: unitedKingdom
};

export function countryFindings(context: IssueContext): IssueBlocker[] {
	const country = context.business.address.country || context.business.preset.slice(0, 2);
	return [...(CHECKS[country]?.(context) ?? []), ...(inEu(country) ? europe(context, country) : []), ...wordingFindings(context, country)];
}

/** Québec asks for both numbers from 100 $, and for buyer, terms and description from 500 $; the federal rules are alike. */
function canada(context: IssueContext): IssueBlocker[] {
	const { business, lines, content } = context;
	const found: IssueBlocker[] = [];
	const names = lines.flatMap((line) => line.taxes.filter((tax) => signOf(tax.rate) === 1).map((tax) => tax.name));
	const federal = names.some((name) => /\b(GST|HST|TPS|TVH)\b/i.test(name));
	const quebec = names.some((name) => /\b(QST|TVQ)\b/i.test(name));
	if (reaches(context, 'CAD', 100)) {
		if (federal && !hasTaxId(business, 'gst')) found.push(error('business.taxIds.gst', 'checkCaGst'));
		if (quebec && !hasTaxId(business, 'qst')) found.push(error('business.taxIds.qst', 'checkCaQst'));
	}
	if (reaches(context, 'CAD', 500) && isEmpty(content.terms) && isEmpty(content.dueDate)) found.push(error('terms', 'checkTerms'));
	return found;
}

/** General tax code, art. 145-III. */
function morocco({ business, party }: IssueContext): IssueBlocker[] {
	const found: IssueBlocker[] = [];
	if (!hasTaxId(business, 'ice')) found.push(error('business.taxIds.ice', 'checkMaIce'));
	if (!hasTaxId(business, 'if')) found.push(error('business.taxIds.if', 'checkMaIf'));
	if (!hasTaxId(business, 'tp')) found.push(error('business.taxIds.tp', 'checkMaTp'));
	if (!hasTaxId(business, 'rc')) found.push(warning('business.taxIds.rc', 'checkMaRc'));
	if (party?.kind === 'business' && party.address.country === 'MA' && !hasTaxId(party, 'ice'))
		found.push(warning('party.taxIds.ice', 'checkMaBuyerIce'));
	return found;
}

/** CGST Rule 46. */
function india(context: IssueContext): IssueBlocker[] {
	const { business, party, lines, content, number } = context;
	const found: IssueBlocker[] = [];
	if (chargesTax(context) && !hasTaxId(business, 'gstin')) found.push(error('business.taxIds.gstin', 'checkInGstin'));
	if (number && number.length > 16) found.push(error('seriesId', 'checkInNumber', { number }));
	if (party && party.address.country === 'IN') {
		if (party.kind === 'business' && !hasTaxId(party, 'gstin')) found.push(warning('party.taxIds.gstin', 'checkInBuyerGstin'));
		if (isEmpty(party.address.subdivision)) found.push(warning('party.address.subdivision', 'checkInPlaceOfSupply'));
		if (reaches(context, 'INR', 50_000) && !hasTaxId(party, 'gstin') && isEmpty(party.address.line1))
			found.push(error('party.address.line1', 'checkInBuyerAddress'));
	}
	if (content.lines.some(({ taxes }) => taxes.some(({ category }) => category === 'G')) && !hasTaxId(business, 'lut'))
		found.push(warning('business.taxIds.lut', 'checkInLut'));
	found.push(...placeOfSupply(context));
	const uncoded = lines.findIndex((line) => !/\b(?:HSN|SAC)\b\D{0,3}\d{4,8}\b/i.test(`${line.name} ${line.description}`));
	if (uncoded !== -1) found.push(warning(`lines.${uncoded}.description`, 'checkInHsn', { line: String(uncoded + 1) }));
	return found;
}

/** Within a state CGST and SGST, between states IGST (IGST Act 2017, s. 7 and 8): a GSTIN begins with its state. */
function placeOfSupply({ business, party, lines }: IssueContext): IssueBlocker[] {
	const [from, to] = [business, party].map((each) => taxIdOf(each, 'gstin').slice(0, 2));
	if (!from || !to) return [];
	const wrong = from === to ? /\bIGST\b/i : /\b[CS]GST\b/i;
	const at = lines.findIndex(({ taxes }) => taxes.some(({ name, rate }) => signOf(rate) === 1 && wrong.test(name)));
	if (at === -1) return [];
	return [warning(`lines.${at}.taxes`, from === to ? 'checkInWithinState' : 'checkInBetweenStates', { line: String(at + 1) })];
}

function france(context: IssueContext): IssueBlocker[] {
	const { business, party, content, number } = context;
	const found: IssueBlocker[] = [];
	if (!hasTaxId(business, 'siren', 'siret')) found.push(error('business.taxIds.siret', 'checkFrSiren'));
	if (chargesTax(context) && !hasTaxId(business, 'vat')) found.push(error('business.taxIds.vat', 'checkFrVat'));
	if (party?.kind === 'business' && isEmpty(content.terms)) found.push(error('terms', 'checkFrTerms'));
	if (party?.kind === 'business' && party.address.country === 'FR' && !hasTaxId(party, 'siren', 'siret'))
		found.push(warning('party.taxIds.siren', 'checkFrBuyerSiren'));
	if (number && !/^[A-Za-z0-9+\-_/]{1,35}$/.test(number)) found.push(warning('seriesId', 'checkFrNumber', { number }));
	return found;
}

/** UStG § 14 (4); up to 250 € the small invoice of § 33 UStDV is enough. */
function germany(context: IssueContext): IssueBlocker[] {
	const { business, content } = context;
	const found: IssueBlocker[] = [];
	if (!hasTaxId(business, 'vat', 'stnr')) found.push(error('business.taxIds.stnr', 'checkDeTaxNumber'));
	const supplied = content.supplyDate || (content.periodStart && content.periodEnd);
	// What is charged for being late is for no supply.
	if (!supplied && !isUntaxedFee(content) && reaches(context, 'EUR', 251)) found.push(error('supplyDate', 'checkDeSupplyDate'));
	return found;
}

/** RD 1619/2012, art. 6. */
function spain(context: IssueContext): IssueBlocker[] {
	const { business, party, number } = context;
	const found = billingRecord(context);
	if (!hasTaxId(business, 'nif', 'vat')) found.push(error('business.taxIds.nif', 'checkEsNif'));
	if (party?.kind === 'business' && party.address.country === 'ES' && !hasTaxId(party, 'nif', 'vat'))
		found.push(error('party.taxIds.nif', 'checkEsBuyerNif'));
	if (number && !/^[ !#-&(-;?-~]{1,60}$/.test(number)) found.push(warning('seriesId', 'checkEsNumber', { number }));
	return found;
}

/** An invoice that should have a billing record, and cannot have one, is not issued: the chain would have a hole. */
function billingRecord({ business, party, content, totals, number, today, lines }: IssueContext): IssueBlocker[] {
	const seller = sellerSnapshot(business, content);
	if (!seller.billingRecords || !party || !totals || !number) return [];
	const dated = { ...content, lines, issueDate: content.issueDate || today };
	const made = recordOf({ number, issuedAt: `${today}T12:00:00Z`, content: dated, seller, buyer: buyerSnapshot(party, content), totals });
	if (made.ok) return [];
	const { problem, field, value = '' } = made.refusal;
	return [error(field, RECORD_MESSAGES[problem], { value })];
}

const RECORD_MESSAGES: Record<RecordProblem, CheckMessage> = {
	'issuer-nif': 'checkEsRecordNif',
	number: 'checkEsRecordNumber',
	date: 'checkEsRecordDate',
	recipient: 'checkEsRecordRecipient',
	'recipient-vat': 'checkEsRecordVat',
	rate: 'checkEsRecordRate',
	'no-tax': 'checkEsRecordNoTax',
	tax: 'checkEsRecordTax',
	'too-many': 'checkEsRecordMany',
	currency: 'checkEsRecordCurrency',
	duty: 'checkEsRecordDuty',
	amount: 'checkEsRecordAmount',
	preceding: 'checkEsRecordPreceding'
};

/** Companies' code, art. 2:20: a legal person names the register; its enterprise number is the VAT number. */
function belgium({ business }: IssueContext): IssueBlocker[] {
	const isCompany = /\b(?:SA|NV|SRL|BV|SPRL|BVBA|SC|CV|ASBL|VZW|SNC|VOF)\b/.test(business.name);
	return isCompany && !hasTaxId(business, 'rpm') ? [warning('business.taxIds.rpm', 'checkBeRegister')] : [];
}

/** VAT act (MWSTG), art. 26; up to 400 francs the recipient need not be named (MWSTV, art. 57). */
function switzerland(context: IssueContext): IssueBlocker[] {
	const { business, party } = context;
	if (!chargesTax(context)) return [];
	const found: IssueBlocker[] = [];
	const number = taxIdOf(business, 'vat', 'uid');
	if (number === '') found.push(error('business.taxIds.vat', 'checkChUid'));
	else if (!/(?:MWST|TVA|IVA|VAT)\s*$/i.test(number)) found.push(warning('business.taxIds.vat', 'checkChSuffix'));
	if (isEmpty(business.address.city)) found.push(error('business.address.city', 'checkSellerAddress'));
	if (party && isEmpty(party.address.city) && reaches(context, 'CHF', 401)) found.push(error('party.address.city', 'checkBuyerAddress'));
	return found;
}

/** VAT Regulations 1995 (SI 1995/2518), reg. 14 (1)(d). */
function unitedKingdom(context: IssueContext): IssueBlocker[] {
	return chargesTax(context) && !hasTaxId(context.business, 'vat') ? [error('business.taxIds.vat', 'checkSellerVat')] : [];
}

/** Directive 2006/112/EC, art. 226: a number of the seller's, both full addresses. */
function europe(context: IssueContext, country: string): IssueBlocker[] {
	const { business, party } = context;
	const found: IssueBlocker[] = [];
	if (!['FR', 'DE', 'ES'].includes(country) && chargesTax(context) && !hasTaxId(business, 'vat', 'nif', 'stnr'))
		found.push(error('business.taxIds.vat', 'checkSellerVat'));
	if (isEmpty(business.address.city)) found.push(error('business.address.city', 'checkSellerAddress'));
	else if (isEmpty(business.address.line1)) found.push(warning('business.address.line1', 'checkSellerStreet'));
	if (party && !isEmpty(party.address.city) && isEmpty(party.address.line1) && party.kind === 'business')
		found.push(warning('party.address.line1', 'checkBuyerStreet'));
	if (party && isEmpty(party.address.city))
		found.push(
			party.kind === 'business' ? error('party.address.city', 'checkBuyerAddress') : warning('party.address.city', 'checkBuyerAddress')
		);
	return found;
}
