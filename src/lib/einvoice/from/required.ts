/** What the rules of a profile find wrong with a document's invoice, as reasons that name the field somebody has to fill in. */
import { checkInvoice } from '../check/check.ts';
import type { Finding } from '../check/finding.ts';
import type { EInvoice } from '../model.ts';
import { SYNTAXES, type Profile } from '../profiles.ts';
import type { Reason } from './reason.ts';

const fatal = (invoice: EInvoice, profile: Profile): Finding[] =>
	SYNTAXES[profile].flatMap((syntax) => checkInvoice(invoice, { profile, syntax }).filter(({ severity }) => severity === 'fatal'));

/** In every syntax of the profile: what is issued must be good in each. A field is named once for each term. */
export function missingOf(invoice: EInvoice, profile: Profile): Reason[] {
	const reasons = fatal(invoice, profile).flatMap(reasonsOf);
	return reasons.filter(({ field, term }, index) => reasons.findIndex((each) => each.field === field && each.term === term) === index);
}

const MISSING: ReadonlySet<Finding['problem']> = new Set(['missing', 'missing-one']);

function reasonsOf(finding: Finding): Reason[] {
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
	return [{ problem: MISSING.has(problem) ? 'missing' : 'form', term, field: fieldOf(path), rule, finding }];
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
	[/^lines\.(\d+)\.item\.name/, 'content.lines.$1.name'],
	[/^lines\.(\d+)\.item/, 'content.lines.$1.description'],
	[/^lines\.(\d+)\.(quantity|unit)/, 'content.lines.$1.$2'],
	[/^lines\.(\d+)\.(price|net)/, 'content.lines.$1.price'],
	[/^lines\.(\d+)\.vat/, 'content.lines.$1.taxes'],
	[/^lines\.(\d+)\.period/, 'content.lines.$1.periodStart'],
	[/^lines\.(\d+)\.(allowances|charges)/, 'content.lines.$1.allowances'],
	[/^lines\.(\d+)/, 'content.lines.$1'],
	[/^(allowances|charges)/, 'content.allowances'],
	[/^(vat|totals)/, 'content.lines'],
	[/^(issueDate|paymentLink)/, 'content.$1'],
	[/^preceding/, 'content.preceding']
];

/** The field of the form that a place of the model comes from. */
function fieldOf(path: string): string {
	const found = FIELDS.find(([pattern]) => pattern.test(path));
	const match = found?.[0].exec(path);
	return match ? found![1].replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '') : `content.${path.split('.')[0]}`;
}
