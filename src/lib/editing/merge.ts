/**
 * What a form shows when its record changes under it: what others changed, and what was typed here and is not saved. Only that short while is
 * merged here; whatever is saved is merged by the record itself, and the form follows it.
 */
import { mergeTexts } from './text-changes.ts';

type Plain = Record<string, unknown>;

/**
 * `mine` and `theirs` both come from `before`. Fields named in `texts` keep what both wrote; in others what was typed here stays until it is saved.
 * What others took out of a list is out.
 */
export function merge<T>(before: T | undefined, mine: T, theirs: T, texts: readonly string[]): T {
	return mergeValue('', before, mine, theirs, texts) as T;
}

function mergeValue(name: string, before: unknown, mine: unknown, theirs: unknown, texts: readonly string[]): unknown {
	if (same(mine, before) || same(mine, theirs)) return theirs;
	if (same(theirs, before)) return mine;
	if (isPlain(mine) && isPlain(theirs)) return mergeObject(isPlain(before) ? before : {}, mine, theirs, texts);
	if (isKeyed(mine) && isKeyed(theirs)) return mergeKeyed(isKeyed(before) ? before : [], mine, theirs, texts);
	if (texts.includes(name) && typeof mine === 'string' && typeof theirs === 'string')
		return mergeTexts(typeof before === 'string' ? before : '', mine, theirs);
	return mine;
}

function mergeObject(before: Plain, mine: Plain, theirs: Plain, texts: readonly string[]): Plain {
	const merged: Plain = {};
	for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
		const value = mergeValue(name, before[name], mine[name], theirs[name], texts);
		if (value !== undefined) merged[name] = value;
	}
	return merged;
}

interface Part extends Plain {
	id: string;
}

/** Theirs in their order, or mine where it was moved here; a part added here stays behind the one it was put behind. */
function mergeKeyed(before: readonly Part[], mine: readonly Part[], theirs: readonly Part[], texts: readonly string[]): Part[] {
	const [was, here, there] = [byId(before), byId(mine), byId(theirs)];
	const common = (parts: readonly Part[]) => parts.map(({ id }) => id).filter((id) => was.has(id) && here.has(id) && there.has(id));
	const isMovedHere = common(mine).join() !== common(before).join();
	const order = isMovedHere ? mine : theirs;
	const other = isMovedHere ? theirs : mine;
	const kept = (id: string) => (was.has(id) ? here.has(id) && there.has(id) : true);
	const ids = order.map(({ id }) => id).filter(kept);
	other.forEach(({ id }, at) => {
		if (!kept(id) || ids.includes(id)) return;
		const neighbour = other.slice(0, at).findLast((part) => ids.includes(part.id));
		ids.splice(neighbour ? ids.indexOf(neighbour.id) + 1 : 0, 0, id);
	});
	return ids.map((id) => {
		const [a, b] = [here.get(id), there.get(id)];
		return a && b ? (mergeValue('', was.get(id), a, b, texts) as Part) : (a ?? b)!;
	});
}

function byId(parts: readonly Part[]): Map<string, Part> {
	return new Map(parts.map((part) => [part.id, part]));
}

/**
 * Makes `target` hold what `next` holds, in place: objects, and parts of lists by their id, stay the ones they were, so that what is drawn of them
 * stays too.
 */
export function assign(target: object, next: object): void {
	const [into, from] = [target as Plain, next as Plain];
	for (const name of Object.keys(into)) if (from[name] === undefined) delete into[name];
	for (const [name, value] of Object.entries(from)) {
		const current = into[name];
		if (value === undefined || same(current, value)) continue;
		if (isPlain(current) && isPlain(value)) assign(current, value);
		else if (isKeyed(current) && isKeyed(value)) assignKeyed(into, name, current, value);
		else into[name] = value;
	}
}

function assignKeyed(into: Plain, name: string, current: readonly Part[], next: readonly Part[]): void {
	const known = byId(current);
	const parts = next.map((part) => {
		const there = known.get(part.id);
		if (there) assign(there, part);
		return there ?? part;
	});
	if (parts.length !== current.length || parts.some((part, at) => part !== current[at])) into[name] = parts;
}

/** The order of fields, and fields that are undefined, mean nothing. */
export function same(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, at) => same(value, b[at]));
	if (!isPlain(a) || !isPlain(b)) return false;
	return Object.keys({ ...a, ...b }).every((name) => same(a[name], b[name]));
}

function isPlain(value: unknown): value is Plain {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isKeyed(value: unknown): value is Part[] {
	return Array.isArray(value) && value.every((part) => isPlain(part) && typeof part.id === 'string');
}
