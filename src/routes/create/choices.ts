/** What a new business can be set to, and the most likely country: guessed from the device, nothing is asked of anybody. */
import { presets, type CountryPreset } from '#lib/business/presets.ts';
import { CURRENCY_CODES } from '#lib/money/currencies.ts';
import type { Option } from '#lib/ui/option.ts';

/** The preset whose time zone is the device's, else the one of a region in its languages, else the first. */
export function likelyPreset(timeZone: string, languages: readonly string[]): CountryPreset {
	const regions = languages.flatMap((tag) => new Intl.Locale(tag).region ?? []);
	const sameZone = presets.filter((preset) => preset.timeZone === timeZone);
	return (
		sameZone.find((preset) => regions.includes(preset.country)) ??
		sameZone[0] ??
		presets.find((preset) => regions.includes(preset.country)) ??
		presets.find((preset) => preset.id === 'OTHER')!
	);
}

export function currencyOptions(language: string): Option[] {
	const names = new Intl.DisplayNames([language], { type: 'currency' });
	return CURRENCY_CODES.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
}

const LANGUAGES = ['en', 'fr', 'es', 'de', 'it', 'pt', 'nl'];

/** The usual languages, and the preset's own with its region ("fr-CA"). Each is named in itself. */
export function languageOptions(preset: CountryPreset): Option[] {
	const own = preset.language;
	const tags = [own, ...LANGUAGES.filter((tag) => tag !== own)];
	return tags.map((tag) => {
		const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
		return { value: tag, label: name.charAt(0).toLocaleUpperCase(tag) + name.slice(1) };
	});
}

export function timeZoneOption(zone: string): Option {
	return { value: zone, label: zone.replaceAll('_', ' ') };
}

/** Zones in which every word typed occurs; the likeliest (where a word begins with it) first. */
export function findTimeZones(text: string): Option[] {
	const words = text
		.toLowerCase()
		.split(/[\s/]+/)
		.filter(Boolean);
	const zones = Intl.supportedValuesOf('timeZone').map(timeZoneOption);
	const found = zones.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
	const begins = ({ label }: Option) =>
		label
			.toLowerCase()
			.split(/[ /]/)
			.some((part) => words[0] !== undefined && part.startsWith(words[0]));
	return [...found.filter(begins), ...found.filter((option) => !begins(option))].slice(0, 50);
}
