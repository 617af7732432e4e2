/**
 * The three notes that French law wants on an invoice between businesses (Code de commerce, art. L441-9 and D441-5), under the codes of BR-FR-05:
 * found in the terms that the document was issued with, never made up.
 */
import { FRENCH_ATTACHMENTS } from '../check/france.ts';
import type { InvoiceNote, SupportingDocument } from '../model.ts';

const MENTIONS: readonly [subjectCode: string, said: RegExp][] = [
	['PMT', /\b40\s*(€|euros?|EUR)/iu],
	['PMD', /pénalité|intérêts?\s+de\s+retard|late\s+(payment\s+)?(interest|fee|penalt)/iu],
	['AAB', /escompte|discount/iu]
];

/** Sentence by sentence; one that says two of them stands under both codes. */
export function frenchNotes(terms: string): InvoiceNote[] {
	const sentences = terms
		.split(/(?<=[.!?])\s+(?=\p{Lu})|\n+/u)
		.map((each) => each.trim())
		.filter(Boolean);
	return MENTIONS.flatMap(([subjectCode, said]) => {
		const found = sentences.filter((sentence) => said.test(sentence));
		return found.length ? [{ subjectCode, text: found.join(' ') }] : [];
	});
}

/** BT-123 is a code there (BR-FR-17): words of one's own have no place, and nothing is put in their stead. The name of the file says what it is. */
export function withFrenchCode({ description, ...document }: SupportingDocument): SupportingDocument {
	return { ...document, ...(description && FRENCH_ATTACHMENTS.has(description) && { description }) };
}
