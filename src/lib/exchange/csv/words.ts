import { catalogue } from '../../ui/i18n.svelte.ts';
import { en } from './messages/en.ts';

export const t = catalogue(en);

/** What is wrong, for a `CsvProblem` or a `RowProblem`; undefined for what is neither. */
export function problemText(problem: string | undefined): string | undefined {
	return problem !== undefined && Object.hasOwn(en, problem) ? t(problem as keyof typeof en & Plain) : undefined;
}
type Plain = { [K in keyof typeof en]: (typeof en)[K] extends string ? K : never }[keyof typeof en];

/** A field by its path, in words: "lines.2.unitPrice" is "Lines 2 · unit price". */
export function fieldText(path: string): string {
	if (path === 'id') return t('id');
	const words = path
		.replace(/\.(\d+)/g, ' $1')
		.split('.')
		.map((name) => name.replace(/([a-z])([A-Z])/g, (_found, a: string, b: string) => `${a} ${b.toLowerCase()}`))
		.join(' · ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
