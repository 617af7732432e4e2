import { CURRENCY_CODES } from '../money/currencies.ts';
import type { Option } from '../ui/option.ts';

const known = new Map<string, Option[]>();

/** "EUR · Euro", by code. */
export function currencyOptions(language: string): Option[] {
	let options = known.get(language);
	if (!options) {
		const names = new Intl.DisplayNames([language], { type: 'currency' });
		known.set(language, (options = CURRENCY_CODES.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }))));
	}
	return options;
}
