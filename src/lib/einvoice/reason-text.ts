/** Reasons in words, each once, with the page where it is mended. */
import { findingText } from './check/finding-text.ts';
import type { Reason } from './from/reason.ts';
import { en } from './messages/en.ts';
import { t } from './words.ts';

export interface ReasonTold {
	text: string;
	/** Which page holds the field; nothing where what was issued says it. */
	place: 'business' | 'client' | undefined;
}

export function tellReasons(reasons: readonly Reason[]): ReasonTold[] {
	const told = reasons.map((reason): ReasonTold => ({ text: reasonText(reason), place: placeOf(reason) }));
	return told.filter(({ text }, index) => told.findIndex((each) => each.text === text) === index);
}

function placeOf({ field }: Reason): ReasonTold['place'] {
	return field.startsWith('seller.') ? 'business' : field.startsWith('buyer.') ? 'client' : undefined;
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
