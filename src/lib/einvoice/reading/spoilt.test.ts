/** Files spoilt in every way: each is read or refused for a reason, and no total is silently another. */
import { expect, describe, test } from 'vitest';
import { aBusiness } from '../../../../tests/support/books.ts';
import { ATTACHED, generatedDocuments } from '../../../../tests/support/einvoice-documents.ts';
import { LARGE_SPOILS, numbers, SPOILS, takeIn } from '../../../../tests/support/einvoice-mutations.ts';
import { invoicePdf } from '../../../../tests/support/invoice-pdf.ts';
import { fromDocument } from '../from/document.ts';
import { writeEInvoice } from '../write.ts';

const business = aBusiness({ name: 'Nobody else', taxIds: [], currency: 'EUR' });
const bytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

const files = generatedDocuments(24).flatMap(({ document }) => {
	const derived = fromDocument(document, { profile: 'en16931', files: ATTACHED });
	return derived.ok ? [writeEInvoice(derived.invoice, 'ubl'), writeEInvoice(derived.invoice, 'cii')] : [];
});

test('as they were written they are read, and come to what they ask for', async () => {
	expect(files.length).toBeGreaterThan(20);
	for (const file of files) expect(await takeIn(bytes(file), business)).toEqual({ answer: 'read' });
});

describe('spoilt', () => {
	test.each(Object.entries(SPOILS))('%s', { timeout: 120_000 }, async (_, spoil) => {
		const next = numbers(7);
		for (const file of [...files, ...files]) {
			const outcome = await takeIn(bytes(spoil(file, next)), business);
			expect(outcome.wrong).toBeUndefined();
		}
	});

	test.each(Object.entries(LARGE_SPOILS))('%s', { timeout: 120_000 }, async (_, spoil) => {
		const next = numbers(8);
		for (const file of files.slice(0, 2)) expect((await takeIn(bytes(spoil(file, next)), business)).wrong).toBeUndefined();
	});

	test('a PDF that carries it', { timeout: 120_000 }, async () => {
		const next = numbers(9);
		for (const file of files.slice(0, 12)) {
			const pdf = invoicePdf({ files: { 'factur-x.xml': file }, isPacked: next(2) === 0 });
			for (let left = 0; left < 6; left++) {
				const spoilt = Uint8Array.from(pdf);
				for (let flips = 1 + next(3); flips > 0; flips--) spoilt[next(spoilt.length)]! ^= 1 << next(8);
				expect((await takeIn(left === 5 ? pdf.slice(0, next(pdf.length)) : spoilt, business)).wrong).toBeUndefined();
			}
		}
	});
});
