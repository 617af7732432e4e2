import { locale } from '../../../ui/i18n.svelte.ts';

/** "1.2 MB". */
export function sizeText(bytes: number): string {
	const [unit, factor] =
		bytes >= 1_000_000 ? (['megabyte', 1_000_000] as const) : bytes >= 1000 ? (['kilobyte', 1000] as const) : (['byte', 1] as const);
	return new Intl.NumberFormat(locale.current, { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / factor);
}
