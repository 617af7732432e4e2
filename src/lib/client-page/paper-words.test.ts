import { expect, it } from 'vitest';
import { content, issued, line, vat } from '../documents/pdf/fixtures.ts';
import { readSharedDocument } from '../documents/read-shared-document.ts';
import { sharedDocument } from '../documents/shared-document.ts';
import type { DocumentContent, SellerSnapshot } from '../documents/document.ts';
import { wordsOf } from './paper-words.ts';

const swiss = (iban: string): Partial<SellerSnapshot> => ({
	name: 'Alpenlicht AG',
	address: { line1: 'Bahnhofstrasse 1', city: 'Zürich', postcode: '8001', country: 'CH' },
	bankAccounts: [{ id: 'b', label: '', holder: 'Alpenlicht AG', iban, primary: true }],
	paymentCodes: true,
	paper: 'A4'
});
function words(more: Partial<DocumentContent>, from?: Partial<SellerSnapshot>) {
	const read = readSharedDocument(sharedDocument(issued(content([line('a', '2', '10.50', { taxes: [vat('8.1')] })], more), from)));
	if (!read.ok) throw new Error(read.field);
	return wordsOf(read.value);
}

it('a Swiss account is paid with the reference of its slip, any other with the number', () => {
	const chf = { currency: 'CHF', language: 'de-CH' };
	expect(words(chf, swiss('CH9300762011623852957')).reference).toEqual({ label: 'Referenz', value: 'RF75 F004 2' });
	expect(words(chf, swiss('CH4431999123000889012')).reference).toEqual({ label: 'Referenz', value: '00 00000 00000 00000 00000 00420' });
	expect(words({ currency: 'EUR', language: 'en' }).reference).toEqual({ label: 'Reference', value: 'F-0042' });
});

it('its words, direction and figures are those of its language; every character is shown', () => {
	expect(words({ language: 'ar' }).direction).toBe('rtl');
	expect(words({ language: 'fr-CA' })).toMatchObject({ direction: 'ltr', title: 'Facture' });
	// The face of PDFs has no sign of the rupee; browsers do.
	expect(words({ currency: 'INR', language: 'en-IN' }).due.value).toBe('₹22.70');
});

it('what goes with the goods has no prices; long fields follow the notes', () => {
	const fields = [
		{ id: '1', name: 'Short', value: 'x', printed: true },
		{ id: '2', name: 'Long', value: 'x'.repeat(61), printed: true }
	];
	const note = words({ type: 'delivery-note', customFields: fields });
	expect(note.priced).toBe(false);
	expect(note.longFields.map(({ name }) => name)).toEqual(['Long']);
	expect(note.facts.map(({ name }) => name)).toContain('Short');
	expect(note.facts.map(({ role }) => role)).not.toContain('due');
});
