/** What may go with a document. */
import type { DocumentAttachment } from '../document.ts';
import type { Paper } from './read-paper.ts';

/** Mail boxes take 10 to 25 MB, and in XML a file is a third longer than it is. */
export const ATTACHMENT_LIMITS = { count: 10, bytes: 10 * 1024 * 1024, name: 120, description: 200 } as const;

/** Key of `attach_<problem>` in the messages. */
export type AttachProblem = 'tooMany' | 'tooLarge';

export function mayAttach(attached: readonly DocumentAttachment[], { bytes }: Pick<Paper, 'bytes'>): AttachProblem | undefined {
	if (attached.length >= ATTACHMENT_LIMITS.count) return 'tooMany';
	return attached.reduce((sum, each) => sum + each.bytes, bytes) > ATTACHMENT_LIMITS.bytes ? 'tooLarge' : undefined;
}

/** A name that no other file of the document has, with the ending of what it is: receivers go by it. */
export function attachmentName(name: string, type: Paper['type'], attached: readonly Pick<DocumentAttachment, 'name'>[]): string {
	const ending = type === 'application/pdf' ? '.pdf' : '.jpg';
	const stem =
		name
			.normalize('NFC')
			.replace(/\.[^.]*$/u, '')
			.replace(/[\p{C}/\\:*?"<>|]+/gu, ' ')
			.trim()
			.slice(0, ATTACHMENT_LIMITS.name) || 'attachment';
	const taken = new Set(attached.map((each) => each.name.toLowerCase()));
	for (let copy = 1; ; copy++) {
		const candidate = `${stem}${copy > 1 ? ` (${copy})` : ''}${ending}`;
		if (!taken.has(candidate.toLowerCase())) return candidate;
	}
}

/** What another device wrote is not believed before. */
export function isAttachment(value: unknown): value is DocumentAttachment {
	if (typeof value !== 'object' || value === null) return false;
	const { id, file, name, type, bytes, description } = value as Partial<DocumentAttachment>;
	return (
		[id, name, description].every((text) => typeof text === 'string') &&
		typeof file === 'string' &&
		/^[0-9a-f]{64}$/.test(file) &&
		(type === 'application/pdf' || type === 'image/jpeg') &&
		Number.isSafeInteger(bytes)
	);
}
