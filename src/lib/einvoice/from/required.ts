/** What the rules of a profile find wrong with a document's invoice, as reasons that name the field somebody has to fill in. */
import { checkInvoice } from '../check/check.ts';
import type { Finding, Severity } from '../check/finding.ts';
import type { EInvoice } from '../model.ts';
import { SYNTAXES, type Profile } from '../profiles.ts';
import type { Reason } from './reason.ts';

/** In every syntax of the profile: what is issued must be good in each. A field is named once for each term. */
export function missingOf(invoice: EInvoice, profile: Profile): Record<Severity, Reason[]> {
	const findings = SYNTAXES[profile].flatMap((syntax) => checkInvoice(invoice, { profile, syntax }));
	const told = (wanted: Severity) =>
		once(findings.filter(({ severity }) => severity === wanted).flatMap((each) => reasonsOf(each, invoice)));
	return { fatal: told('fatal'), warning: told('warning') };
}

function once(reasons: Reason[]): Reason[] {
	return reasons.filter(({ field, term }, index) => reasons.findIndex((each) => each.field === field && each.term === term) === index);
}

const MISSING: ReadonlySet<Finding['problem']> = new Set(['missing', 'missing-one']);

function reasonsOf(finding: Finding, invoice: EInvoice): Reason[] {
	const { term, path, problem, rule } = finding;
	// A contact is three fields of the form.
	if (path === 'seller.contact')
		return (
			[
				['BT-41', 'name'],
				['BT-42', 'phone'],
				['BT-43', 'email']
			] as const
		).map(([each, field]) => ({ problem: 'missing', term: each, field: `seller.contact.${field}`, rule }));
	return [{ problem: MISSING.has(problem) ? 'missing' : 'form', term, field: fieldOf(path, invoice), rule, finding }];
}

const FIELDS: readonly [path: RegExp, field: string][] = [
	[/^(seller|buyer)\.address\.postCode/, '$1.address.postcode'],
	[/^(seller|buyer)\.address\.(city|country|line1)/, '$1.address.$2'],
	[/^(seller|buyer)\.address$/, '$1.address.country'],
	[/^(seller|buyer)\.contact\.(name|phone|email)/, '$1.contact.$2'],
	[/^(seller|buyer)\.electronicAddress/, '$1.electronicAddress'],
	[/^(seller|buyer)\.(vatId|taxRegistration|legalRegistration|identifiers?)/, '$1.taxIds'],
	[/^(seller|buyer)\.name/, '$1.name'],
	[/^taxRepresentative/, 'seller.taxIds'],
	[/^payments/, 'seller.bankAccounts'],
	[/^(number)$/, '$1'],
	[/^(buyerReference|dueDate|currency)$/, 'content.$1'],
	[/^purchaseOrder$/, 'content.buyerReference'],
	[/^delivery\.address/, 'buyer.address.city'],
	[/^(delivery|period)/, 'content.supplyDate'],
	[/^notes|^paymentTerms/, 'content.terms'],
	[/^vatCurrency|InAccountingCurrency/, 'content.exchangeRate'],
	[/^lines\.(\d+)\.vat/, 'content.lines.$1.taxes'],
	[/^lines\.(\d+)\.(quantity|unit)/, 'content.lines.$1.$2'],
	[/^lines\.(\d+)\.(price\.base)/, 'content.lines.$1.priceBase'],
	[/^lines\.(\d+)\.(price|net)/, 'content.lines.$1.price'],
	[/^lines\.(\d+)\.period\.start/, 'content.lines.$1.periodStart'],
	[/^lines\.(\d+)\.period/, 'content.lines.$1.periodEnd'],
	[/^lines\.(\d+)\.(allowances|charges)/, 'content.lines.$1.allowances'],
	[/^lines\.(\d+)/, 'content.lines.$1.name'],
	[/^documents/, 'content.attachments'],
	[/^preceding/, 'content.origins'],
	[/^(allowances|charges)/, 'content.allowances'],
	[/^(vat|totals)/, 'content.lines']
];

/** The field of the form that a place of the model comes from. Of a sum of VAT it is the tax of the first line that has this VAT. */
function fieldOf(path: string, { vat, lines }: EInvoice): string {
	const [, row] = /^vat\.(\d+)/.exec(path) ?? [];
	const summed = vat[Number(row)];
	const first = lines.findIndex(
		({ vatCategory, vatRate }) => vatCategory === summed?.category && Number(vatRate ?? 0) === Number(summed.rate ?? 0)
	);
	if (first >= 0) return `content.lines.${first}.taxes`;
	const found = FIELDS.find(([pattern]) => pattern.test(path));
	const match = found?.[0].exec(path);
	return match ? found![1].replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '') : `content.${path.split('.')[0]}`;
}
