import { describe, expect, test } from 'vitest';
import { formatTag, likelyLanguage } from './tags.ts';

const ALL = ['en', 'fr', 'es', 'de', 'ar', 'hi'] as const;

describe('the language a browser would like', () => {
	test('is the first that there is', () => expect(likelyLanguage(['', 'nl-BE', 'fr-BE', 'de'], ALL)).toBe('fr'));
	test('is English where none is', () => expect(likelyLanguage(['nl', 'ja-JP', ''], ALL)).toBe('en'));
	test('is found in any case and script', () => expect(likelyLanguage(['HI-Deva-IN'], ALL)).toBe('hi'));
	test('is one whose words are there', () => expect(likelyLanguage(['fr', 'en'], ['en', 'hi'])).toBe('en'));
	test('is none that only begins alike', () => expect(likelyLanguage(['frr', 'arc', 'toString'], ALL)).toBe('en'));
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
