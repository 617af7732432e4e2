/** The values of a column that a filter offers. */
import { locale } from '../ui/i18n.svelte.ts';
import type { Option } from '../ui/option.ts';
import type { ChoiceFilter } from './filters.ts';

/**
 * Those that occur and those already chosen, in the filter's own order or by name. How often each occurs stands beside it.
 * @param counts the most frequent first
 */
export function offeredValues(
	{ order, name }: Pick<ChoiceFilter, 'order' | 'name'>,
	counts: readonly { value: string; count: number }[],
	chosen: readonly string[]
): Option[] {
	const number = new Intl.NumberFormat(locale.current);
	const collator = new Intl.Collator(locale.current, { numeric: true });
	const gone = chosen.filter((value) => !counts.some((each) => each.value === value)).map((value) => ({ value, count: 0 }));
	const place = (value: string) => {
		const at = order?.indexOf(value) ?? -1;
		return at < 0 ? Infinity : at;
	};
	return [...counts, ...gone]
		.map(({ value, count }) => ({ value, label: name(value), hint: number.format(count) }))
		.sort((a, b) => (place(a.value) === place(b.value) ? collator.compare(a.label, b.label) : place(a.value) - place(b.value)));
}
