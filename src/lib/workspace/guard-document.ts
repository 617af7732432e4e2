/** The limits of a record that only show once Yjs has the update in it. See [Note: hostile updates] in guard.ts. */
import type * as Y from 'yjs';
import { ROOT, STATE_LIMITS, UPDATE_LIMITS, UnsafeUpdate } from './guard.ts';

/** Below this many parts nothing Yjs does with them takes long. */
const SMALL = 2000;

/**
 * Stops Yjs, by an exception, in work that grows with the square of what it is given: while it looks for the place of a part among those written
 * at the same time, it asks the document for its store at each step. That is counted, because a count is the same on every device.
 */
export function limitSteps(document: Y.Doc): void {
	const { store } = document;
	let left: number = STATE_LIMITS.steps;
	Object.defineProperty(document, 'store', {
		configurable: true,
		get() {
			if (left-- <= 0) throw new UnsafeUpdate('too-much-work');
			return store;
		}
	});
}

export function checkSize({ store: { clients } }: Y.Doc): 'small' | 'large' {
	if (clients.size > STATE_LIMITS.clients) throw new UnsafeUpdate('too-many-clients');
	let structs = 0;
	for (const parts of clients.values()) structs += parts.length;
	if (structs > STATE_LIMITS.structs) throw new UnsafeUpdate('too-many-structs');
	if (structs <= SMALL) return 'small';
	checkSiblings(clients);
	return 'large';
}

type Parts = Y.Doc['store']['clients'];

/** Parts written at the same place, each of which Yjs compares with all others without asking for the store. */
function checkSiblings(clients: Parts): void {
	const beside = new Map<unknown, Map<unknown, number>>();
	for (const parts of clients.values()) {
		for (const part of parts) {
			if (!('origin' in part)) continue;
			const { origin, parent, parentSub } = part;
			const [outer, inner] = origin ? [origin.client, origin.clock] : [parent, parentSub];
			let counts = beside.get(outer);
			if (!counts) beside.set(outer, (counts = new Map()));
			const count = (counts.get(inner) ?? 0) + 1;
			if (count > STATE_LIMITS.siblings) throw new UnsafeUpdate('too-much-work');
			counts.set(inner, count);
		}
	}
}

/** Reading, and deleting, goes down by calls. */
export function checkDepth(document: Y.Doc): void {
	const root: unknown = document.getMap(ROOT);
	for (const parts of document.store.clients.values()) {
		for (const part of parts) {
			if (!('content' in part) || !('type' in part.content)) continue;
			let depth = 0;
			for (let at: unknown = part.parent; at && at !== root; at = (at as { _item: Y.Item | null })._item?.parent) {
				if (++depth >= UPDATE_LIMITS.depth) throw new UnsafeUpdate('too-deep');
			}
		}
	}
}
