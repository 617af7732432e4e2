import { describe, expect, test } from 'vitest';
import fc from '../../../tests/support/property.ts';
import { linkFor, linkProblem } from './payment-link.ts';

const values = { number: 'F/26 1', amount: '1200.50', currency: 'EUR' };

describe('a template', () => {
	test.each([
		'https://pay.example/{number}?amount={amount}&currency={currency}',
		'https://buy.example/t/3cI5kD',
		'  https://pay.example  ',
		'HTTPS://pay.example:8443/ü#{number}',
		''
	])('%s is taken', (template) => expect(linkProblem(template)).toBeUndefined());

	test.each([
		['http://pay.example/', 'linkHttps'],
		['pay.example/{number}', 'linkHttps'],
		['javascript:alert(1)//https://pay.example', 'linkHttps'],
		['data:text/html,https://', 'linkHttps'],
		['https://me:secret@pay.example/', 'linkCredentials'],
		['https://bank.example@pay.example/', 'linkCredentials'],
		['https://{number}.example/', 'linkHost'],
		['https://pay.example{number}', 'linkHost'],
		['https://pay.example/{invoice}', 'linkPlace'],
		['https://pay.example/{Number}', 'linkPlace'],
		['https://pay.example/{number', 'linkPlace'],
		['https://pay.example/a b', 'linkForm'],
		['https://pay.example/a\nb', 'linkForm'],
		['https://bank.example\\@pay.example/', 'linkForm'],
		['https://pay.example/\u202eb', 'linkForm'],
		['https://', 'linkForm'],
		['https:///{number}', 'linkForm'],
		[`https://pay.example/${'a'.repeat(481)}`, 'linkForm']
	])('%s is not: %s', (template, problem) => expect(linkProblem(template)).toBe(problem));
});

test('values are written so that they stay in their place', () => {
	expect(linkFor('https://pay.example/{number}?a={amount}&c={currency}#{number}', values)).toBe(
		'https://pay.example/F%2F26%201?a=1200.50&c=EUR#F%2F26%201'
	);
	expect(linkFor('https://pay.example/{invoice}', values)).toBeUndefined();
	expect(linkFor('https://pay.example/?n={number}', { ...values, number: '{amount}' })).toBe('https://pay.example/?n=%7Bamount%7D');
});

test('letters of another script are shown for what they are', () => {
	expect(linkFor('https://pаy.example/é', values)).toBe('https://xn--py-7kc.example/%C3%A9');
});

test('no number leads to another place or adds a parameter', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (number) => {
			const url = new URL(linkFor('https://pay.example/in/?n={number}&c={currency}', { ...values, number })!);
			expect([url.origin, url.pathname, url.searchParams.get('n'), [...url.searchParams.keys()], url.hash]).toEqual([
				'https://pay.example',
				'/in/',
				number,
				['n', 'c'],
				''
			]);
		})
	);
});
