import { expect, test } from 'vitest';
import { presetOf } from '#lib/business/presets.ts';
import { languageOptions, likelyPreset } from './choices.ts';

test('the country is guessed from the time zone first, then from the languages', () => {
	expect(likelyPreset('Europe/Madrid', ['en-US']).country).toBe('ES');
	expect(likelyPreset('Pacific/Apia', ['fr-MA', 'fr']).country).toBe('MA');
	expect(likelyPreset('Pacific/Apia', ['en']).id).toBe('OTHER');
});

test('the language of the country comes first and none comes twice', () => {
	const tags = languageOptions(presetOf('CA-QC')).map(({ value }) => value);
	expect(tags[0]).toBe(presetOf('CA-QC').language);
	expect(new Set(tags).size).toBe(tags.length);
});
