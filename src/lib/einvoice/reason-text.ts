/** Reasons in words, each once, with the page where it is mended. */
import { checkInvoice } from './check/check.ts';
import { findingText, toldOnce, type Told } from './check/finding-text.ts';
import type { Reason } from './from/reason.ts';
import { en } from './messages/en.ts';
import type { EInvoice } from './model.ts';
import type { Profile, Syntax } from './profiles.ts';
import { t } from './words.ts';

export interface ReasonTold {
	text: string;
	/** Which page holds the field; nothing where the document itself says it. */
	place: 'business' | 'client' | 'numbers' | undefined;
	/** Path of the document's own field, as its form has it. */
	field?: string;
}

export function tellReasons(reasons: readonly Reason[]): ReasonTold[] {
	const told = reasons.map((reason): ReasonTold => {
		const field = draftField(reason);
		return { text: reasonText(reason), place: placeOf(reason), ...(field && { field }) };
	});
	return told.filter(({ text }, index) => told.findIndex((each) => each.text === text) === index);
}

function placeOf({ field }: Reason): ReasonTold['place'] {
	if (field === 'number') return 'numbers';
	return field.startsWith('seller.') ? 'business' : field.startsWith('buyer.') ? 'client' : undefined;
}

/** Fields of the form by the beginning of their path; where the form calls it otherwise, by that name. */
const DRAFT_FIELDS: Readonly<Record<string, string>> = {
	...Object.fromEntries(
		['lines', 'allowances', 'currency', 'exchangeRate', 'issueDate', 'dueDate', 'terms', 'notes', 'supplyDate', 'buyerReference'].map(
			(name) => [name, name]
		)
	),
	...{ paymentLink: 'paymentLink', preceding: 'preceding', stampDuty: 'stampDuty.name', rounding: 'cashRounding', baseCurrency: 'currency' }
};

function draftField({ field }: Reason): string | undefined {
	const [whole, first, rest] = /^content\.([^.]+)(.*)$/.exec(field) ?? [];
	if (whole === undefined || !Object.hasOwn(DRAFT_FIELDS, first!)) return undefined;
	return DRAFT_FIELDS[first!] + rest!;
}

function reasonText({ problem, term, field, rule, finding }: Reason): string {
	if (problem !== 'missing' && problem !== 'form') return t(problem);
	const key = `field_${field}`;
	// A rule on a place that the form has no field for says best itself what it wants.
	if (finding && (!(key in en) || field === 'content.lines'))
		return t('withTerm', { what: findingText(finding), term: `${term}, ${rule}` });
	const name = key in en ? t(key as keyof typeof en) : term;
	return t('withTerm', { what: t(problem, { field: name }), term: rule ? `${term}, ${rule}` : term });
}

/** What rules find that stop no file, each once. */
export function tellWarnings(invoice: EInvoice, profile: Profile, syntax: Syntax): Told[] {
	return toldOnce(checkInvoice(invoice, { profile, syntax }).filter(({ severity }) => severity !== 'fatal'));
}
