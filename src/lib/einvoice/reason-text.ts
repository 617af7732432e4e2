/** Reasons in words, each once, with the page where it is mended and the field there. */
import { findingText } from './check/finding-text.ts';
import { t as tCheck } from './check/words.ts';
import type { Reason } from './from/reason.ts';
import { en } from './messages/en.ts';
import { t } from './words.ts';

export interface ReasonTold {
	text: string;
	/** Which page holds the field: that of the document itself until it is issued. */
	place: 'business' | 'client' | 'document';
	/** The field's path there: "address.city", "lines.2.taxes". */
	path: string;
}

export function tellReasons(reasons: readonly Reason[]): ReasonTold[] {
	const told = reasons.map((reason): ReasonTold => ({ text: reasonText(reason), ...placeOf(reason) }));
	return told.filter(({ text }, index) => told.findIndex((each) => each.text === text) === index);
}

const PLACES = { seller: 'business', buyer: 'client', content: 'document' } as const;

/** Fields of an editor that go by another path than what they end up in. */
const EDITED: Readonly<Record<string, string>> = {
	number: 'seriesId',
	type: 'partyId',
	baseCurrency: 'currency',
	stampDuty: 'stampDuty.amount'
};

function placeOf({ field }: Reason): Pick<ReasonTold, 'place' | 'path'> {
	const [, holder, inside] = /^(seller|buyer|content)\.(.+)$/.exec(field) ?? [];
	const path = inside ?? field;
	return { place: PLACES[(holder ?? 'content') as keyof typeof PLACES], path: EDITED[path] ?? path };
}

function reasonText({ problem, term, field, rule, finding }: Reason): string {
	const [, line] = /^content\.lines\.(\d+)/.exec(field) ?? [];
	if (problem !== 'missing' && problem !== 'form')
		return line ? tCheck('onLine', { line: Number(line) + 1, text: t(problem) }) : t(problem);
	const key = `field_${field}`;
	// A rule on a place that the form has no field for says best itself what it wants.
	if (finding && (!(key in en) || field === 'content.lines'))
		return t('withTerm', { what: findingText(finding), term: `${term}, ${rule}` });
	const name = key in en ? t(key as keyof typeof en) : term;
	return t('withTerm', { what: t(problem, { field: name }), term: rule ? `${term}, ${rule}` : term });
}
