/**
 * A record that is open in a form: the Yjs document behind it, and the versions of it that the form was shown.
 *
 * [Note: typed over a version] A form holds a plain object, and sends it whole. What its user changed is the difference to the version he was
 * looking at, so that version's state is kept and the difference is taken there: whoever wrote at the same time keeps his words, character by
 * character. A form's edits follow each other, each typed over a version that holds the one before; two edits over one version would give
 * different things the same name in Yjs, and are refused.
 */
import * as Y from 'yjs';
import { ROOT } from './guard.ts';
import { readDocument, updatesTo, type LiveShape } from './record.ts';

type Plain = Record<string, unknown>;

export interface Version {
	version: number;
	/** Undefined while there is nothing in it. */
	value: Plain | undefined;
}

/** What stands for a record that was never written. */
const NOTHING = Y.encodeStateAsUpdate(new Y.Doc({ guid: '' }));

export class LiveDocument {
	/** For the provider alone, which fills it and hears of each change. It never writes under its own client id: that one names presence. */
	readonly doc = new Y.Doc({ guid: '' });
	readonly #shape: LiveShape;
	readonly #author: number;
	/** States by version, as far back as the form may still be. */
	readonly #shown = new Map<number, Uint8Array>();
	#version: number;
	/** The version that holds the last edit made here. */
	#edited = 0;

	/**
	 * @param author not in use by another open document of this record, nor by one whose last edit is still being stored
	 * @param from what versions count from
	 */
	constructor(shape: LiveShape, author: number, from = 0) {
		this.#version = from;
		this.#shape = shape;
		this.#author = author;
		this.doc.on('update', () => this.#version++);
	}

	/** Names what is in the document now: an edit may be typed over it until a later version is known to be shown. */
	show(): Version {
		if (!this.#shown.has(this.#version)) this.#shown.set(this.#version, Y.encodeStateAsUpdate(this.doc));
		const map = this.doc.getMap<unknown>(ROOT);
		return { version: this.#version, value: map.size > 0 ? readDocument(this.doc, this.#shape) : undefined };
	}

	/** The form shows this version or a later one. */
	seen(version: number): void {
		for (const older of this.#shown.keys()) if (older < version) this.#shown.delete(older);
	}

	/** An edit may be typed over it. */
	knows(version: number): boolean {
		return this.#shown.has(version) && version >= this.#edited;
	}

	/** [Note: typed over a version] True when that changed anything. */
	edit(version: number, next: Plain): boolean {
		const base = this.#shown.get(version);
		if (!base || !this.knows(version)) throw new RangeError('typed over a version that is not known');
		this.seen(version);
		const updates = updatesTo(base, next, this.#shape, this.#author);
		for (const update of updates) Y.applyUpdate(this.doc, update, 'typed');
		if (updates.length > 0) this.#edited = this.#version;
		return updates.length > 0;
	}

	/** True when the record as stored holds everything that is in here. */
	isIn(state: Uint8Array | undefined): boolean {
		return newIn(state, [Y.encodeStateAsUpdate(this.doc)]).length === 0;
	}
}

/** What a document with this state vector lacks of the record. */
export function since(state: Uint8Array | undefined, vector: Uint8Array): Uint8Array {
	return state ? Y.diffUpdate(state, vector) : NOTHING;
}

export function vectorOf(state: Uint8Array | undefined): Uint8Array {
	return Y.encodeStateVectorFromUpdate(state ?? NOTHING);
}

/** Of each update what the record lacks of it, and those before it; none when it lacks nothing. */
export function newIn(state: Uint8Array | undefined, updates: readonly Uint8Array[]): Uint8Array[] {
	const document = new Y.Doc({ guid: '' });
	if (state) Y.applyUpdate(document, state);
	const added: Uint8Array[] = [];
	document.on('update', (update: Uint8Array) => added.push(update));
	for (const update of updates) Y.applyUpdate(document, update);
	return added;
}
