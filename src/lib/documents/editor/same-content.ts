import type { DocumentContent } from '../document.ts';
import { LIMITS, isTooLong } from '../limits.ts';
import { inOrder } from '../order.ts';

/** Two contents that say the same: the order of keys, absent or undefined, and the order of the lines in the array mean nothing. */
export function sameContent(a: DocumentContent, b: DocumentContent): boolean {
	return canonical({ ...a, lines: inOrder(a.lines) }) === canonical({ ...b, lines: inOrder(b.lines) });
}

function canonical(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) => {
		if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
		return Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)));
	});
}

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
