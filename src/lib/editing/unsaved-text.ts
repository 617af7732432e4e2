/** What was typed and is not saved, as text that can be kept somewhere else. Pure. */
type Plain = Record<string, unknown>;

/** One line for each field that is not as it was saved: where it stands, and what is in it. Empty where nothing differs. */
export function unsavedText(saved: unknown, shown: unknown): string {
	return lines('', saved, shown).join('\n');
}

function lines(path: string, before: unknown, now: unknown): string[] {
	if (isObject(now)) {
		const was: Plain = isObject(before) ? before : {};
		return Object.keys(now).flatMap((name) => (HIDDEN.has(name) ? [] : lines(joined(path, name), was[name], now[name])));
	}
	if (Array.isArray(now)) {
		const was = Array.isArray(before) ? before : [];
		return now.flatMap((part, at) => lines(joined(path, String(at + 1)), counterpart(was, part, at), part));
	}
	if (now === undefined || now === '' || now === before) return [];
	return [`${path}: ${String(now)}`];
}

/** Ids and places in a list: nobody typed them. */
const HIDDEN = new Set(['id', 'order']);

function counterpart(was: readonly unknown[], part: unknown, at: number): unknown {
	return isObject(part) && 'id' in part ? was.find((each) => isObject(each) && each.id === part.id) : was[at];
}

function joined(path: string, name: string): string {
	return path === '' ? name : `${path} › ${name}`;
}

function isObject(value: unknown): value is Plain {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}
