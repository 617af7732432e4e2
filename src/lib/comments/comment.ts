/**
 * What members say to each other about a document, from its first draft on. Each is a record of its own under a random id, sealed like everything
 * else; what happens to it are facts. Its author is the member whose device signed it, and is typed nowhere.
 */
export interface Comment {
	documentId: string;
	text: string;
	mentions: Mention[];
	/** Instant, ISO 8601. */
	at: string;
}

export interface Mention {
	/** Hexadecimal member id. */
	member: string;
	/** What stands in the text behind the "@". */
	name: string;
}

/** `seen`: by a member it mentions, on whichever of his devices. `deleted`: by its author alone; the text goes from every device. */
export interface CommentEvent {
	kind: 'resolved' | 'reopened' | 'deleted' | 'seen';
	/** Instant, ISO 8601. */
	at: string;
}

export const LIMITS = { text: 5000, mentions: 50, name: 500 } as const;

/** Who is mentioned: everybody whose name stands in the text behind an "@". Of names that begin alike the longest counts. */
export function mentionsIn(text: string, people: readonly Mention[]): Mention[] {
	const found = new Map<string, Mention>();
	for (const part of partsOf(text, people))
		if (part.mention && !found.has(part.mention.member)) found.set(part.mention.member, part.mention);
	return [...found.values()];
}

/** The text in pieces, those that mention somebody with whom. Put together they are the text. */
export function partsOf(text: string, mentions: readonly Mention[]): { text: string; mention?: Mention }[] {
	const byLength = mentions.filter(({ name }) => name !== '').sort((a, b) => b.name.length - a.name.length);
	const parts: { text: string; mention?: Mention }[] = [];
	let plain = 0;
	for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
		// In an address of e-mail it names nobody.
		if (isWordAt(text, at - 1)) continue;
		const mention = byLength.find(({ name }) => text.startsWith(name, at + 1) && !isWordAt(text, at + 1 + name.length));
		if (!mention) continue;
		if (at > plain) parts.push({ text: text.slice(plain, at) });
		plain = at + 1 + mention.name.length;
		parts.push({ text: text.slice(at, plain), mention });
		at = plain - 1;
	}
	if (plain < text.length) parts.push({ text: text.slice(plain) });
	return parts;
}

function isWordAt(text: string, at: number): boolean {
	return /[\p{L}\p{N}_]/u.test(text.charAt(at));
}
