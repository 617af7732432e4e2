/** Reasons in words, each once. */
import type { Reason } from './from/reason.ts';
import { en } from './messages/en.ts';
import { t } from './words.ts';

export function reasonTexts(reasons: readonly Reason[]): string[] {
	return [...new Set(reasons.map(reasonText))];
}

function reasonText({ problem, term, field }: Reason): string {
	if (problem !== 'missing' && problem !== 'form') return t(problem);
	const key = `field_${field}`;
	const name = key in en ? t(key as keyof typeof en) : term;
	return t('withTerm', { what: t(problem, { field: name }), term });
}
