/** The limits of a record that only show once Yjs has the update in it. See [Note: hostile updates] in guard.ts. */
import * as Y from 'yjs';
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

/**
 * Refuses a part that stands elsewhere than between the neighbours it names. Yjs puts it somewhere all the same, and elsewhere when it reads the
 * record again, so that what was written and what is read would differ. Nobody who writes by Yjs makes one.
 * @param before how much of each author there was, in clocks; those parts were looked at when they came
 */
export function checkPlaces({ store }: Y.Doc, before: ReadonlyMap<number, number>): void {
	const orders = new Map<unknown, Map<Y.Item, number>>();
	for (const [client, parts] of store.clients) {
		const known = before.get(client) ?? 0;
		for (let at = parts.length - 1; at >= 0; at--) {
			const part = parts[at]!;
			if (part.id.clock + part.length <= known) break;
			if (!(part instanceof Y.Item)) continue;
			const left = part.origin && Y.getItem(store, part.origin);
			const right = part.rightOrigin && Y.getItem(store, part.rightOrigin);
			for (const neighbour of [left, right]) {
				if (!neighbour) continue;
				if (!(neighbour instanceof Y.Item) || neighbour.parent !== part.parent || neighbour.parentSub !== part.parentSub) throw misplaced();
			}
			if (part.parentSub !== null) {
				// Of one field the last writing counts: nothing is written before another.
				if (right) throw misplaced();
				continue;
			}
			const order = orderIn(part.parent, orders);
			const place = order.get(part) ?? NaN;
			if (left && !(order.get(left as Y.Item)! < place)) throw misplaced();
			if (right && !(order.get(right as Y.Item)! > place)) throw misplaced();
		}
	}
}

/** What follows what in a text. */
function orderIn(parent: unknown, orders: Map<unknown, Map<Y.Item, number>>): Map<Y.Item, number> {
	const known = orders.get(parent);
	if (known) return known;
	const order = new Map<Y.Item, number>();
	let part = (parent as { _start: Y.Item | null })._start;
	for (; part && !order.has(part); part = part.right) order.set(part, order.size);
	orders.set(parent, order);
	return order;
}

function misplaced(): UnsafeUpdate {
	return new UnsafeUpdate('malformed');
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
