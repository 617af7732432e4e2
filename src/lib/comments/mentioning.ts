/** Whom an "@" that is being typed may come to name. Pure. */
import type { Mention } from './comment.ts';

export interface Mentioning<P extends Mention> {
	/** Where the "@" stands. */
	from: number;
	/** Those it may name, in the order given: never empty. */
	found: P[];
}

/** Undefined where the cursor is not behind such an "@", or nobody is called so. Case and accents make no difference. */
export function mentioning<P extends Mention>(text: string, cursor: number, people: readonly P[]): Mentioning<P> | undefined {
	const from = text.slice(0, cursor).lastIndexOf('@');
	if (from === -1 || /[\p{L}\p{N}_]/u.test(text.charAt(from - 1))) return undefined;
	const typed = folded(text.slice(from + 1, cursor));
	const found = people.filter(({ name }) => name !== '' && beginsWith(folded(name), typed));
	return found.length > 0 ? { from, found } : undefined;
}

/** The text with the name in place of what was typed for it, and where the cursor stands then. */
export function withMention(text: string, { from, cursor, name }: { from: number; cursor: number; name: string }) {
	const before = `${text.slice(0, from)}@${name} `;
	return { text: before + text.slice(cursor).replace(/^ /, ''), cursor: before.length };
}

/** The name, or one of its words. */
function beginsWith(name: string, typed: string): boolean {
	return name.startsWith(typed) || (typed !== '' && name.split(/\s+/).some((word) => word.startsWith(typed)));
}

function folded(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
