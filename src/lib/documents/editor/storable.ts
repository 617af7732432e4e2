import type { DocumentContent } from '../document.ts';
import { LIMITS, isTooLong } from '../limits.ts';

/**
 * What is stored of what is on the screen: a text that is too long stays in its field with its message, and the one stored before is
 * kept, so that everything else can still be saved.
 */
export function storable(content: DocumentContent, stored: DocumentContent | undefined): DocumentContent {
	const before = new Map(stored?.lines.map((line) => [line.id, line]));
	const kept = (text: string, limit: number, earlier: string | undefined) => (isTooLong(text, limit) ? (earlier ?? '') : text);
	return {
		...content,
		terms: kept(content.terms, LIMITS.text, stored?.terms),
		notes: kept(content.notes, LIMITS.text, stored?.notes),
		privateNotes: kept(content.privateNotes, LIMITS.text, stored?.privateNotes),
		lines: content.lines.map((line) => ({
			...line,
			name: kept(line.name, LIMITS.name, before.get(line.id)?.name),
			description: kept(line.description, LIMITS.text, before.get(line.id)?.description)
		}))
	};
}
