import { catalogue } from '../../ui/i18n.svelte.ts';
import { fieldText, problemText as tableProblem } from '../csv/words.ts';
import type { ForeignFault } from './api.ts';
import { en } from './messages/en.ts';

export const t = catalogue(en);

type Plain = { [K in keyof typeof en]: (typeof en)[K] extends string ? K : never }[keyof typeof en];

/** What is wrong, for a `ForeignProblem` or a `ForeignRowProblem`; undefined for what is neither. */
export function problemText(problem: string | undefined): string | undefined {
	return problem !== undefined && Object.hasOwn(en, problem) ? t(problem as Plain) : tableProblem(problem);
}

/** "time_entries, line 3 · Start". */
export function placeText({ table, line, field }: ForeignFault): string {
	const place = table ? t('placeIn', { table, line: String(line) }) : t('place', { line: String(line) });
	return field ? `${place} · ${fieldText(field)}` : place;
}
