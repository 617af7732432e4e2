/**
 * A record that people edit: a small Yjs document whose root map mirrors one plain object. This file, `guard-document.ts` and `live-document.ts` alone import yjs.
 *
 * [Note: how an object lies in a Yjs document] A `texts` field is a Y.Text, so that two people writing in one description both keep their
 * words. A `keyed` field is a list of objects with an `id`: a Y.Map from id to Y.Map, each with a hidden position "~" where the object has
 * no `order` of its own. Other nested objects are Y.Maps. Everything else, lists without ids included, is one value: the last writer wins.
 */
import * as Y from 'yjs';
import { equalBytes } from './bytes.ts';
import { FirstText, readFirstUpdate, type FirstMap } from './first-update.ts';
import { checkDepth, checkPlaces, checkSize, limitSteps } from './guard-document.ts';
import { ROOT, STATE_LIMITS, UPDATE_LIMITS, UnsafeUpdate, scanUpdate } from './guard.ts';

export interface LiveShape {
	/** Names of fields, at any depth, that hold long text. */
	texts: readonly string[];
	/** Names of fields, at any depth, that hold a list of objects with an id. */
	keyed: readonly string[];
}

type Plain = { [name: string]: unknown };
const POSITION = '~';
/** Writing a field takes at most three parts. */
const STEPS_AN_UPDATE = Math.floor(UPDATE_LIMITS.structs / 3);
/** Of a text in one part: several of them fit an update, whatever the characters. */
const TEXT_PIECE = 4096;

/** One per worker, so that a record edited a thousand times here still knows one author. Set after loading: Yjs replaces an id it sees in what it loads. */
const AUTHOR = crypto.getRandomValues(new Uint32Array(1))[0]!;

/** The author a device writes as while this worker lives. Two devices in one process, as tests have them, are two. */
export function authorOn(device: Uint8Array): number {
	return (AUTHOR ^ new DataView(device.buffer, device.byteOffset).getUint32(0)) >>> 0;
}

/** The update that changes nothing: takes a record out of the bin as it lies there. */
export const NO_CHANGE: Readonly<Uint8Array> = new Uint8Array(2);

/**
 * The state with one more update, and what it then holds, read when asked for; applying an update twice changes nothing. Throws `UnsafeUpdate`,
 * with nothing changed, on what is no update of a record or would make one too large to handle: see [Note: hostile updates].
 */
export function applyUpdate(
	state: Uint8Array | undefined,
	update: Uint8Array,
	shape: LiveShape
): { state: Uint8Array; value: () => Plain } {
	const { nests } = scanUpdate(update);
	const first = state ? undefined : readFirstUpdate(update);
	if (first) return { state: update, value: () => readMap(first, shape) };
	const document = documentOf(state);
	const waiting = document.store.pendingStructs !== null;
	const before = new Map([...document.store.clients.keys()].map((client) => [client, Y.getState(document.store, client)]));
	load(document, update);
	const size = checkSize(document);
	checkPlaces(document, before);
	if (nests || waiting) checkDepth(document);
	// To take out what is not there is nothing, and must not wait for what somebody will write there.
	document.store.pendingDs = null;
	const next = Y.encodeStateAsUpdate(document);
	if (next.length > STATE_LIMITS.bytes) throw new UnsafeUpdate('record-too-large');
	// Read in another order than it was written in, it can take longer; and what waits for other parts was not looked at by Yjs.
	if (size === 'large' || document.store.pendingStructs) load(new Y.Doc({ guid: '' }), next);
	// Fields can come in another order, and what an author's name was used for twice as something else, once it is written down: what is written counts.
	return { state: next, value: () => readState(next, shape) };
}

/** Whether everything in the update is in the state already, as in one that comes again. It was found harmless by `applyUpdate`. */
export function holdsAll(state: Uint8Array, update: Uint8Array): boolean {
	const document = documentOf(state);
	const before = Y.encodeStateAsUpdate(document);
	Y.applyUpdate(document, update);
	return equalBytes(before, Y.encodeStateAsUpdate(document));
}

function load(document: Y.Doc, update: Uint8Array): void {
	limitSteps(document);
	try {
		Y.applyUpdate(document, update);
	} catch (error) {
		throw error instanceof UnsafeUpdate ? error : new UnsafeUpdate('malformed');
	}
}

export function readState(state: Uint8Array, shape: LiveShape): Plain {
	return readMap(documentOf(state).getMap(ROOT), shape);
}

/** The update that turns what `state` holds into `next`; undefined when they are equal already. */
export function diffTo(state: Uint8Array | undefined, next: Plain, shape: LiveShape, author = AUTHOR): Uint8Array | undefined {
	const document = documentOf(state);
	document.clientID = author;
	const before = Y.encodeStateVector(document);
	let changed = false;
	document.on('afterTransaction', (transaction) => (changed ||= transaction.changed.size > 0));
	document.transact(() => writeMap(document.getMap(ROOT), next, shape));
	if (!changed) return undefined;
	return Y.encodeStateAsUpdate(document, before);
}

/**
 * The same as updates of a size that one operation may have: usually one. A large record that is new, or much changed at once, is written in
 * several, which take effect together when they are saved together. One value that is too large by itself stays too large.
 */
export function updatesTo(state: Uint8Array | undefined, next: Plain, shape: LiveShape, author = AUTHOR): Uint8Array[] {
	const whole = diffTo(state, next, shape, author);
	if (!whole || isWithinLimits(whole)) return whole ? [whole] : [];
	const document = documentOf(state);
	document.clientID = author;
	const steps: Uint8Array[] = [];
	document.on('update', (update: Uint8Array) => steps.push(update));
	writeMap(document.getMap(ROOT), next, shape);
	const updates: Uint8Array[] = [];
	for (let from = 0, to = 0; from < steps.length; from = to) {
		for (let bytes = 0; to < steps.length && to - from < STEPS_AN_UPDATE; to++) {
			bytes += steps[to]!.length;
			if (to > from && bytes > UPDATE_LIMITS.bytes) break;
		}
		updates.push(to - from === 1 ? steps[from]! : Y.mergeUpdates(steps.slice(from, to)));
	}
	return updates;
}

function isWithinLimits(update: Uint8Array): boolean {
	try {
		scanUpdate(update);
		return true;
	} catch {
		return false;
	}
}

export function readDocument(document: Y.Doc, shape: LiveShape): Plain {
	return readMap(document.getMap(ROOT), shape);
}

function documentOf(state: Uint8Array | undefined): Y.Doc {
	// Nothing here goes by a document's name, and Yjs would draw 31 random numbers for one.
	const document = new Y.Doc({ guid: '' });
	if (state) Y.applyUpdate(document, state);
	return document;
}

function readMap(map: Y.Map<unknown> | FirstMap, shape: LiveShape): Plain {
	const plain: Plain = {};
	for (const [name, value] of map.entries()) if (name !== POSITION) plain[name] = readValue(name, value, shape);
	return plain;
}

function readValue(name: string, value: unknown, shape: LiveShape): unknown {
	if (value instanceof Y.Text || value instanceof FirstText) return value.toString();
	if (!isMap(value)) return value;
	if (!shape.keyed.includes(name)) return readMap(value, shape);
	const children = [...value.entries()].filter((entry): entry is [string, Y.Map<unknown> | FirstMap] => isMap(entry[1]));
	return children
		.map(([id, child]) => ({ id, position: positionOf(child), plain: { ...readMap(child, shape), id } }))
		.sort((a, b) => compare(a.position, b.position) || compare(a.id, b.id))
		.map(({ plain }) => plain);
}

function isMap(value: unknown): value is Y.Map<unknown> | FirstMap {
	return value instanceof Y.Map || value instanceof Map;
}

/** `order` (a fractional index) where the object has one, else the hidden position padded to sort as text. */
function positionOf(child: Y.Map<unknown> | FirstMap): string {
	const order = child.get('order');
	return typeof order === 'string' ? order : String(child.get(POSITION) ?? 0).padStart(8, '0');
}

function writeMap(map: Y.Map<unknown>, next: Plain, shape: LiveShape): void {
	for (const name of [...map.keys()]) if (name !== POSITION && next[name] === undefined) map.delete(name);
	for (const [name, value] of Object.entries(next)) if (value !== undefined) writeValue(map, name, value, shape);
}

function writeValue(map: Y.Map<unknown>, name: string, value: unknown, shape: LiveShape): void {
	if (shape.texts.includes(name) && typeof value === 'string') writeText(child(map, name, Y.Text), value);
	else if (shape.keyed.includes(name) && Array.isArray(value)) writeKeyed(child(map, name, Y.Map<unknown>), value as Plain[], shape);
	else if (isPlain(value)) writeMap(child(map, name, Y.Map<unknown>), value, shape);
	else if (!equalValues(map.get(name), value)) map.set(name, value);
}

function child<T extends Y.Text | Y.Map<unknown>>(map: Y.Map<unknown>, name: string, Kind: new () => T): T {
	const existing = map.get(name);
	if (existing instanceof Kind) return existing;
	const made = new Kind();
	map.set(name, made);
	return made;
}

function writeKeyed(map: Y.Map<unknown>, items: Plain[], shape: LiveShape): void {
	const ids = new Set(items.map((item) => String(item.id)));
	for (const id of [...map.keys()]) if (!ids.has(id)) map.delete(id);
	items.forEach((item, index) => {
		const target = child(map, String(item.id), Y.Map<unknown>);
		const { id: _, ...fields } = item;
		writeMap(target, fields, shape);
		if (typeof item.order !== 'string' && target.get(POSITION) !== index) target.set(POSITION, index);
	});
}

/** Replaces only what differs between the common beginning and the common end, so that a neighbour's words stay. */
function writeText(text: Y.Text, next: string): void {
	const current = text.toString();
	if (current === next) return;
	const shorter = Math.min(current.length, next.length);
	let start = 0;
	while (start < shorter && current[start] === next[start]) start++;
	let end = 0;
	while (end < shorter - start && current[current.length - 1 - end] === next[next.length - 1 - end]) end++;
	if (start > 0 && isHighSurrogate(current.charCodeAt(start - 1))) start--;
	if (end > 0 && isLowSurrogate(current.charCodeAt(current.length - end))) end--;
	if (current.length - end > start) text.delete(start, current.length - end - start);
	insertText(text, start, next.slice(start, next.length - end));
}

function insertText(text: Y.Text, at: number, inserted: string): void {
	for (let from = 0; from < inserted.length;) {
		let to = from + TEXT_PIECE;
		if (to < inserted.length && isHighSurrogate(inserted.charCodeAt(to - 1))) to--;
		text.insert(at + from, inserted.slice(from, to));
		from = to;
	}
}

function isHighSurrogate(code: number): boolean {
	return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
	return code >= 0xdc00 && code <= 0xdfff;
}

function isPlain(value: unknown): value is Plain {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function equalValues(a: unknown, b: unknown): boolean {
	return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
