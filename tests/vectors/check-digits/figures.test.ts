/** Check digits of the standards, as figures: each is taken, and with any one digit or letter misread, or two neighbouring digits exchanged, refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isIban, mod10Recursive, mod97 } from '#lib/documents/payment-code/check-digits.ts';
import { creditorReference, qrReference } from '#lib/documents/payment-code/references.ts';

interface Figures {
	iban: { valid: string[] };
	creditorReference: { body: string; reference: string };
	qrReference: { body: string; reference: string };
}
const figures = JSON.parse(readFileSync(new URL('figures.json', import.meta.url), 'utf8')) as Figures;

/** Each with one sign changed to the next, from `from` on. */
function misread(text: string, from = 0): string[] {
	return [...text].slice(from).map((sign, at) => {
		const next = /\d/.test(sign) ? String((Number(sign) + 1) % 10) : sign === 'Z' ? 'A' : String.fromCharCode(sign.charCodeAt(0) + 1);
		return text.slice(0, from + at) + next + text.slice(from + at + 1);
	});
}
/** Each with two unequal neighbouring digits exchanged: of a letter and a digit no check digit promises as much. */
function exchanged(text: string, from = 0): string[] {
	return [...text].slice(from, -1).flatMap((sign, at) => {
		const after = text[from + at + 1]!;
		return sign === after || /\D/.test(sign + after) ? [] : [text.slice(0, from + at) + after + sign + text.slice(from + at + 2)];
	});
}

describe('modulo 97', () => {
	test.each(figures.iban.valid)('of the account number %s', (iban) => {
		expect(isIban(iban)).toBe(true);
		expect([...misread(iban, 2), ...exchanged(iban, 4)].filter(isIban)).toEqual([]);
	});
	test('of a creditor reference', () => {
		const { body, reference } = figures.creditorReference;
		expect(creditorReference(body)).toBe(reference);
		const rest = (text: string) => mod97(text.slice(4) + text.slice(0, 4));
		expect(rest(reference)).toBe(1);
		expect([...misread(reference), ...exchanged(reference)].map(rest)).not.toContain(1);
	});
});

test('modulo 10, recursive, of a Swiss QR reference', () => {
	const { body, reference } = figures.qrReference;
	expect(qrReference(body)).toBe(reference);
	expect(mod10Recursive(reference)).toBe(0);
	expect([...misread(reference), ...exchanged(reference)].map(mod10Recursive)).not.toContain(0);
});
