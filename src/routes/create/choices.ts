/** What a new business can be set to, and the most likely country: guessed from the device, nothing is asked of anybody. */
import { presets, type CountryPreset } from '#lib/business/presets.ts';
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
