/** Which figures of a code are held against the document that it came with. */
import { expect, it } from 'vitest';
import { content, issued, line, vat } from '../documents/pdf/fixtures.ts';
import { readSharedDocument } from '../documents/read-shared-document.ts';
import { sharedDocument } from '../documents/shared-document.ts';
import type { CodedDocument } from '../proof/code/format.ts';
import { codedOf } from '../proof/issuer/coded.ts';
import { otherwise, signedBy } from './signed.ts';

const ACCOUNT = { id: 'a', label: '', holder: '', primary: true, iban: 'DE89 3704 0044 0532 0130 00' };
const made = issued(content([line('Work', '1', '1500', { taxes: [vat('19')] })], { currency: 'EUR' }), { bankAccounts: [ACCOUNT] });
const read = readSharedDocument(sharedDocument(made));
const document = read.ok ? read.value : expect.fail('the document is read');
const coded = codedOf(made);

it('its own code fits', () => {
	expect(coded.iban).toBe('DE89370400440532013000');
	expect(otherwise(coded, document)).toEqual([]);
});

it.each<[Partial<CodedDocument>, string]>([
	[{ number: 'F-0043' }, 'number'],
	[{ type: 'credit-note' }, 'number'],
	[{ date: '2026-11-22' }, 'date'],
	[{ total: '1785.01' }, 'total'],
	[{ currency: 'USD' }, 'total'],
	[{ total: 'much' }, 'total'],
	[{ iban: 'DE02120300000000202051' }, 'iban']
])('%o is not of this document', (change, field) => {
	expect(otherwise({ ...coded, ...change }, document)).toEqual([field]);
});

it('what is no code at all is no word of the sender', async () => {
	expect(await signedBy('ABC', document, '2026-11-21')).toBe('false');
});
