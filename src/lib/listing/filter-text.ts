/** What is set on a filter, in a few words. */
import { amount, parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import { formatAmount } from '../money/format.ts';
import { locale } from '../ui/i18n.svelte.ts';
import type { Filter, FilterValue } from './filters.ts';
import type { Period } from './periods.ts';
import { t } from './words.ts';

const PERIODS = {
	'this-month': 'thisMonth',
	'last-month': 'lastMonth',
	'this-quarter': 'thisQuarter',
	'last-quarter': 'lastQuarter',
	'this-year': 'thisYear',
	'last-year': 'lastYear',
	'this-fiscal-year': 'thisFiscalYear',
	'last-fiscal-year': 'lastFiscalYear',
	custom: 'customDates'
} as const;

export function periodText(period: Period): string {
	return t(PERIODS[period]);
}

export function filterText(filter: Filter, value: FilterValue): string {
	if (value.kind === 'choices') return listed(value.chosen.map((each) => (filter.kind === 'choices' ? filter.name(each) : each)));
	if (value.kind === 'switch') return filter.label;
	if (value.kind === 'lookup') return listed(value.chosen.map(({ label }) => label));
	if (value.kind === 'dates') return value.period === 'custom' ? ends(value, day, 'fromDate', 'toDate', 'date') : periodText(value.period);
	return ends(value, (text) => money(value.currency, text), 'atLeast', 'atMost', 'amount');
}

function listed([first = '', second, ...others]: readonly string[]): string {
	if (second === undefined) return first;
	return others.length === 0 ? `${first}, ${second}` : t('chosenAndMore', { first, count: others.length + 1 });
}

function ends(
	{ from, to }: { from: string; to: string },
	text: (end: string) => string,
	least: 'fromDate' | 'atLeast',
	most: 'toDate' | 'atMost',
	name: string
): string {
	if (from && to) return t('between', { from: text(from), to: text(to) });
	return from ? t(least, { [name]: text(from) }) : t(most, { [name]: text(to) });
}

function day(date: string): string {
	return new Intl.DateTimeFormat(locale.current, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

function money(currency: string, text: string): string {
	const parsed = isCurrency(currency) ? parseAmount(currency, text) : undefined;
	return parsed?.ok ? formatAmount(amount(currency, parsed.value.minor), locale.current) : text;
}
