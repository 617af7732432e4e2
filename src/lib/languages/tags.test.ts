import { describe, expect, test } from 'vitest';
import { formatTag, likelyLanguage } from './tags.ts';

describe('the language a browser would like', () => {
	test('is the first that there is', () => expect(likelyLanguage(['', 'nl-BE', 'fr-BE', 'de'])).toBe('fr'));
	test('is English where none is', () => expect(likelyLanguage(['nl', 'ja-JP', ''])).toBe('en'));
	test('is found in any case and script', () => expect(likelyLanguage(['HI-Deva-IN'])).toBe('hi'));
	test('is none that only begins alike', () => expect(likelyLanguage(['frr', 'arc', 'toString'])).toBe('en'));
});

describe('dates and numbers', () => {
	test('are written as in the region the browser names', () => {
		expect(formatTag('en', ['de-DE', 'en-GB', 'en'])).toBe('en-GB');
		expect(formatTag('fr', ['fr-CA'])).toBe('fr-CA');
	});
	test('are written as the language does where the browser speaks another', () => expect(formatTag('fr', ['en-US'])).toBe('fr'));
	test('what is no tag is left aside', () => expect(formatTag('en', ['en-US@posix', 'en-NZ'])).toBe('en-NZ'));
	test.each([
		['ar', ['ar-EG']],
		['hi', ['hi-IN']],
		['ar', []]
	] as const)('have European figures in %s', (language, tags) => {
		expect(new Intl.NumberFormat(formatTag(language, tags)).format(1234567)).toMatch(/^[\d,.٬]+$/);
		expect(new Intl.DateTimeFormat(formatTag(language, tags)).format(0)).toMatch(/1970/);
	});
});
