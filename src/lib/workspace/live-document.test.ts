import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { LiveDocument, newIn, since, vectorOf } from './live-document.ts';
import { applyUpdate, diffTo, readState } from './record.ts';

const shape = { texts: ['notes'], keyed: ['lines'] };

function stored(value: Record<string, unknown>): Uint8Array {
	return applyUpdate(undefined, diffTo(undefined, value, shape, 1)!, shape).state;
}

/** A form with the record open, and what it writes. */
function opened(state: Uint8Array, author: number) {
	const document = new LiveDocument(shape, author);
	Y.applyUpdate(document.doc, state, 'provider');
	const written: Uint8Array[] = [];
	document.doc.on('update', (update: Uint8Array, origin: unknown) => origin === 'typed' && written.push(update));
	return {
		document,
		written,
		hear: (updates: Uint8Array[]) => updates.forEach((update) => Y.applyUpdate(document.doc, update, 'provider'))
	};
}

describe('an open record', () => {
	it('keeps what both typed into one text, whatever each was looking at', () => {
		const state = stored({ name: 'A', notes: 'pay soon' });
		const alice = opened(state, 2);
		const bob = opened(state, 3);
		const [seenByAlice, seenByBob] = [alice.document.show(), bob.document.show()];
		alice.document.edit(seenByAlice.version, { name: 'A', notes: 'please pay soon' });
		bob.hear(alice.written);
		// Bob's form still shows what it was opened with.
		bob.document.edit(seenByBob.version, { name: 'A', notes: 'pay soon, thanks' });
		alice.hear(bob.written);
		for (const { document } of [alice, bob]) expect(document.show().value).toEqual({ name: 'A', notes: 'please pay soon, thanks' });
	});

	it('takes one edit after the other, each over a version that holds the one before', () => {
		const { document } = opened(stored({ notes: 'a' }), 2);
		const first = document.show().version;
		document.edit(first, { notes: 'ab' });
		expect(() => document.edit(first, { notes: 'ac' })).toThrow('not known');
		document.edit(document.show().version, { notes: 'abc' });
		expect(document.show().value).toEqual({ notes: 'abc' });
		expect(document.edit(document.show().version, { notes: 'abc' })).toBe(false);
	});

	it('forgets versions that no form shows any more', () => {
		const { document, hear } = opened(stored({ notes: 'a' }), 2);
		const old = document.show().version;
		hear([diffTo(Y.encodeStateAsUpdate(document.doc), { notes: 'b' }, shape, 3)!]);
		const now = document.show().version;
		document.seen(now);
		expect(() => document.edit(old, { notes: 'c' })).toThrow('not known');
		expect(document.edit(now, { notes: 'c' })).toBe(true);
	});

	it('is empty while nothing was written, and its first edit makes the record', () => {
		const document = new LiveDocument(shape, 2);
		let written: Uint8Array | undefined;
		document.doc.on('update', (update: Uint8Array) => (written = update));
		expect(document.show()).toEqual({ version: 0, value: undefined });
		document.edit(0, { notes: 'first' });
		expect(readState(applyUpdate(undefined, written!, shape).state, shape)).toEqual({ notes: 'first' });
	});
});

describe('what a record lacks', () => {
	const before = stored({ notes: 'one two', name: 'A' });
	const update = diffTo(before, { notes: 'one', name: 'B' }, shape, 2)!;
	const after = applyUpdate(before, update, shape).state;

	it('is the new part of an update, and nothing the second time', () => {
		expect(
			readState(
				newIn(before, [update]).reduce((state, each) => applyUpdate(state, each, shape).state, before),
				shape
			)
		).toEqual({
			notes: 'one',
			name: 'B'
		});
		// Deletions come along in every update of a document, so bytes alone do not tell.
		expect(newIn(after, [update, Y.encodeStateAsUpdate(new Y.Doc({ guid: '' })), after])).toEqual([]);
	});

	it('is told by state vectors', () => {
		const lacking = since(after, vectorOf(before));
		expect(lacking.length).toBeLessThan(after.length);
		expect(readState(applyUpdate(before, lacking, shape).state, shape)).toEqual({ notes: 'one', name: 'B' });
		expect(newIn(after, [since(undefined, vectorOf(undefined))])).toEqual([]);
	});

	it('tells an open document that holds what the record lost', () => {
		const { document } = opened(after, 3);
		expect(document.isIn(after)).toBe(true);
		expect(document.isIn(before)).toBe(false);
	});
});
