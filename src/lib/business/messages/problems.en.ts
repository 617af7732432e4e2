import { messages } from '../../ui/i18n.svelte.ts';

/** What is wrong with a field, and what to do about it. Shared by every form of business, clients and items. */
export const problems = messages('lib/business/problems', {
	required: 'Fill in this field.',
	tooLong: {
		one: 'Shorten this by {count} character: {limit} fit. It is kept here, but not saved yet.',
		other: 'Shorten this by {count} characters: {limit} fit. It is kept here, but not saved yet.'
	},
	tooMany: 'At most {limit} entries fit. Remove some.',
	notANumber: 'Write a number, such as 1200.50.',
	percentRange: 'Write a percentage from 0 to 100.',
	wholeRange: 'Write a whole number from {least} to {most}.',
	email: 'This does not look like an e-mail address. Check it.',
	country: 'Choose a country from the list.',
	currency: 'Choose a currency from the list.',
	language: 'Choose a language from the list.',
	timeZone: 'Choose a time zone from the list.',
	colour: 'Choose a colour, or write it as #1f4e5f.',
	negative: 'A price is not below zero. Give a discount on the document instead.',
	reasonMissing: 'Say why no tax is charged: the reason is printed, and required on the invoice.',
	coin: 'Write an amount such as 0.05.',
	taxIdLength: 'This number has too many or too few characters. Example: {example}',
	taxIdCharacters: 'This number has a character that does not belong there. Example: {example}',
	taxIdChecksum: 'The check digit does not fit: a digit is mistyped. Compare the number with your source. Example: {example}',
	taxIdPart: 'A part of this number is not one in use. Compare it with your source. Example: {example}',
	linkForm: 'This is no address of a web page. Copy it from the browser, without blanks or line breaks; 500 characters fit.',
	linkHttps: 'Begin the address with https://: nothing else is safe to pay on.',
	linkCredentials: 'Take the name and password before the @ out of the address: it is printed for everyone.',
	linkHost: 'Put {number}, {amount} and {currency} after the name of the site, not into it.',
	linkPlace: 'Only {number}, {amount} and {currency} can stand in braces. Change the others.',
	mailPlace: '“{place}” in braces is nothing the letter can name. These are: {number}, {date}, {total}, {due}, {client}, {business}.',
	upi: 'A UPI address has the form name@bank. Until it has, invoices carry no code for it.',
	ibanCountry: 'An IBAN begins with two letters of a country that uses it. Check the first two.',
	ibanLength: 'This IBAN is too long or too short for its country. Check that it is complete.',
	ibanCharacters: 'This IBAN has a character that does not belong there. Check it.',
	ibanChecksum: 'The check digits of this IBAN do not fit: a digit is mistyped. Compare it with your bank’s paper.',
	bic: 'A BIC has 8 or 11 letters and digits, such as DEUTDEFF. Check it, or leave it empty.'
});
