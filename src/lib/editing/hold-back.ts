/**
 * A field with a mistake must not stop the rest of a form from being saved, nor be lost itself: what is saved takes the last good value
 * of that part, and the form keeps what was typed.
 */
export interface Levelled {
	level: 'error' | 'warning';
}

/** The top-level fields that cannot be saved as they stand ("contacts" for a problem at "contacts.0.email"). */
export function heldFields(problems: Record<string, Levelled>): string[] {
	const paths = Object.keys(problems).filter((path) => problems[path]?.level === 'error');
	return [...new Set(paths.map((path) => path.split('.')[0] as string))];
}

/** `value` with the held fields as they were last saved; undefined when there is no saved one to fall back to. */
export function withHeldBack<T extends object>(value: T, saved: T | undefined, held: readonly string[]): T | undefined {
	if (held.length === 0) return value;
	if (!saved) return undefined;
	const next = { ...value } as Record<string, unknown>;
	for (const field of held) {
		const before = (saved as Record<string, unknown>)[field];
		if (before === undefined) delete next[field];
		else next[field] = before;
	}
	return next as T;
}
