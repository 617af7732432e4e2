/** What is wrong with the business settings, field by field. */
import { isCurrency } from '../money/currencies.ts';
import { parseDecimal, PRICE_LIMITS } from '../money/decimal.ts';
import type { Business, TaxPreset } from './business.ts';
import { LIMITS, Rules, type Problems } from './field-rules.ts';
import { unknownPlace } from './mail-places.ts';
import { linkProblem } from './payment-link.ts';

/** Categories whose tax needs a printed reason (BT-120). */
export const REASON_CATEGORIES: ReadonlySet<string> = new Set(['E', 'AE', 'K', 'G', 'O']);
/** Categories that carry a rate above zero. */
export const RATE_CATEGORIES: ReadonlySet<string> = new Set(['S', 'L', 'M']);

export function validateBusiness(business: Business): Problems {
	const rules = new Rules();
	rules.required('name', business.name);
	rules.text('name', business.name, LIMITS.name);
	rules.text('tradeName', business.tradeName, LIMITS.name);
	rules.address('address', business.address);
	if (business.contact) rules.contact('contact', business.contact);
	rules.taxIds('taxIds', business.taxIds);
	rules.text('electronicAddress.value', business.electronicAddress?.value, LIMITS.reference);
	if (!isCurrency(business.currency)) rules.error('currency', 'currency');
	rules.required('language', business.language);
	rules.language('language', business.language);
	if (!isTimeZone(business.timeZone)) rules.error('timeZone', 'timeZone');
	rules.whole('fiscalYearStart', business.fiscalYearStart, 1, 12);
	rules.whole('termsDays', business.termsDays, 0, 3650);
	rules.text('terms', business.terms, LIMITS.terms);
	rules.text('notes', business.notes, LIMITS.terms);
	rules.text('footer', business.footer, LIMITS.terms);
	for (const [at, texts] of (business.texts ?? []).entries()) {
		for (const field of ['terms', 'notes', 'footer', 'mailText'] as const) rules.text(`texts.${at}.${field}`, texts[field], LIMITS.terms);
		rules.text(`texts.${at}.mailSubject`, texts.mailSubject, LIMITS.line);
		for (const field of ['mailSubject', 'mailText'] as const) {
			const place = unknownPlace(texts[field] ?? '');
			if (place !== undefined) rules.error(`texts.${at}.${field}`, 'mailPlace', { place });
		}
	}
	if (!/^#[0-9a-f]{6}$/i.test(business.colour)) rules.error('colour', 'colour');
	coin(rules, business.cashRounding);
	rules.decimal('cashBalance.amount', business.cashBalance?.amount, PRICE_LIMITS);
	rules.list('deductible', business.deductible ?? []);
	for (const [at, { percent }] of (business.deductible ?? []).entries()) rules.percent(`deductible.${at}.percent`, percent);
	withholdings(rules, business);
	bankAccounts(rules, business);
	const link = linkProblem(business.paymentLink ?? '');
	if (link) rules.error('paymentLink', link);
	rules.list('taxPresets', business.taxPresets);
	for (const [at, preset] of business.taxPresets.entries()) taxPreset(rules, `taxPresets.${at}`, preset);
	return rules.problems;
}

function taxPreset(rules: Rules, path: string, preset: TaxPreset): void {
	rules.required(`${path}.label`, preset.label);
	rules.text(`${path}.label`, preset.label, LIMITS.label);
	for (const [at, tax] of preset.taxes.entries()) {
		const field = `${path}.taxes.${at}`;
		rules.required(`${field}.name`, tax.name);
		rules.text(`${field}.name`, tax.name, LIMITS.taxName);
		rules.percent(`${field}.rate`, tax.rate);
		rules.text(`${field}.exemptionReason`, tax.exemptionReason, LIMITS.reason);
		if (REASON_CATEGORIES.has(tax.category) && !tax.exemptionReason?.trim()) rules.warning(`${field}.exemptionReason`, 'reasonMissing');
	}
}

function withholdings(rules: Rules, business: Business): void {
	rules.list('withholdings', business.withholdings);
	for (const [at, withholding] of business.withholdings.entries()) {
		rules.required(`withholdings.${at}.name`, withholding.name);
		rules.text(`withholdings.${at}.name`, withholding.name, LIMITS.taxName);
		rules.percent(`withholdings.${at}.rate`, withholding.rate);
	}
}

function bankAccounts(rules: Rules, business: Business): void {
	rules.list('bankAccounts', business.bankAccounts);
	for (const [at, account] of business.bankAccounts.entries()) {
		for (const field of ['label', 'holder', 'bank'] as const) rules.text(`bankAccounts.${at}.${field}`, account[field], LIMITS.name);
		for (const field of ['iban', 'bic', 'account', 'routing', 'upi'] as const)
			rules.text(`bankAccounts.${at}.${field}`, account[field], LIMITS.account);
		if (account.currency && !isCurrency(account.currency)) rules.error(`bankAccounts.${at}.currency`, 'currency');
	}
}

function coin(rules: Rules, value: string | undefined): void {
	if (!value) return;
	const parsed = parseDecimal(value, PRICE_LIMITS);
	if (!parsed.ok || parsed.value.digits <= 0n) rules.error('cashRounding', 'coin');
}

function isTimeZone(timeZone: string): boolean {
	if (timeZone === '') return false;
	try {
		new Intl.DateTimeFormat('en', { timeZone });
		return true;
	} catch {
		return false;
	}
}
