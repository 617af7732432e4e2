import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readFirstUpdate } from './first-update.ts';
import { UnsafeUpdate, scanUpdate } from './guard.ts';
import { applyUpdate, diffTo, readState } from './record.ts';

const shape = { texts: ['description'], keyed: ['lines'] };
const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).filter((text) => text !== '__proto__' && text !== '~');
const value = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 12 }),
	fc.constantFrom('\ufeff', '\ufeffx', -0, 0, null, true, false, 0.1, 1 / 3, 2 ** 40, -(2 ** 40), 63, 64, -64, 8191, Infinity),
	fc.integer(),
	fc.double({ noNaN: true }),
	fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.integer(), fc.dictionary(name, fc.boolean(), { maxKeys: 2 })), { maxLength: 3 })
);
const fields = fc.dictionary(name, value, { maxKeys: 4 });
const line = fc.tuple(fields, fc.string({ unit: 'binary', maxLength: 20 }), fc.option(fc.string({ maxLength: 2 }), { nil: undefined }));
const record = fc
	.tuple(
		fields,
		fc.string({ unit: 'binary', maxLength: 300 }),
		fc.array(line, { maxLength: 4 }),
		fc.dictionary(name, fields, { maxKeys: 2 })
	)
	.map(([plain, description, lines, nested]) => ({
		...plain,
		description,
		nested,
		lines: lines.map(([each, text, order], index) => ({ ...each, id: `l${index}`, description: text, ...(order && { order }) }))
	}));

/** What Yjs makes of it. */
function byYjs(update: Uint8Array) {
	const document = new Y.Doc();
	Y.applyUpdate(document, update);
	return Y.encodeStateAsUpdate(document);
}

describe('a first update', () => {
	it('is read, and kept, as Yjs would', () => {
		fc.assert(
			fc.property(record, (plain) => {
				const update = diffTo(undefined, plain, shape)!;
				expect(readFirstUpdate(update)).toBeDefined();
				const { state, value: read } = applyUpdate(undefined, update, shape);
				expect(read()).toEqual(readState(update, shape));
				expect(Object.keys(read())).toEqual(Object.keys(readState(update, shape)));
				expect(state).toEqual(byYjs(update));
			}),
			{ numRuns: 300 }
		);
	});

	it('that was tampered with is read as Yjs reads it, or left to it', () => {
		let read = 0;
		fc.assert(
			fc.property(record, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }), (plain, changes) => {
				const update = diffTo(undefined, plain, shape, 7)!;
				for (const [at, byte] of changes) update[at % Math.min(update.length, 60)] = byte;
				try {
					scanUpdate(update);
				} catch (error) {
					if (error instanceof UnsafeUpdate) return;
					throw error;
				}
				if (!readFirstUpdate(update)) return;
				read++;
				expect(applyUpdate(undefined, update, shape).value()).toEqual(readState(update, shape));
			}),
			{ numRuns: 2000 }
		);
		expect(read).toBeGreaterThan(100);
	});

	it('goes on as any other does', () => {
		fc.assert(
			fc.property(record, record, (first, next) => {
				const { state } = applyUpdate(undefined, diffTo(undefined, first, shape, 1)!, shape);
				const change = diffTo(state, next, shape, 2);
				if (change) expect(applyUpdate(state, change, shape).value()).toEqual(readState(Y.mergeUpdates([state, change]), shape));
			}),
			{ numRuns: 50 }
		);
	});

	const left: [string, (document: Y.Doc) => void][] = [
		['a field set twice', (document) => [1, 2].forEach((each) => document.getMap('r').set('a', each))],
		['something deleted', (document) => (document.getMap('r').set('a', 1), document.getMap('r').delete('a'))],
		['a text in two pieces', (document) => written(document, ['one', 'two'])],
		['a list', (document) => document.getMap('r').set('a', new Y.Array())],
		['maps far down in one another', (document) => nest(document.getMap('r'), 9)]
	];
	it.each(left)('%s is left to Yjs', (_, write) => {
		const document = new Y.Doc();
		write(document);
		expect(readFirstUpdate(Y.encodeStateAsUpdate(document))).toBeUndefined();
	});

	it('that sets a field twice, neither time over the other, is left to Yjs', () => {
		const field = (number: number) => [0x28, 1, 1, 0x72, 1, 0x61, 1, 125, number];
		const twice = Uint8Array.from([1, 2, 7, 0, ...field(1), ...field(2), 0]);
		expect(readFirstUpdate(Uint8Array.from([1, 1, 7, 0, ...field(1), 0]))).toEqual(new Map([['a', 1]]));
		expect(readFirstUpdate(twice)).toBeUndefined();
		expect(applyUpdate(undefined, twice, shape).value()).toEqual(readState(twice, shape));
	});

	it('of two authors, of one who wrote before, of nobody, or of another root is left to Yjs', () => {
		const here = new Y.Doc();
		here.getMap('r').set('a', 1);
		const before = Y.encodeStateVector(here);
		const there = new Y.Doc();
		Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
		there.getMap('r').set('b', 2);
		expect(readFirstUpdate(Y.encodeStateAsUpdate(there))).toBeUndefined();
		here.getMap('r').set('c', 3);
		expect(readFirstUpdate(Y.encodeStateAsUpdate(here, before))).toBeUndefined();
		expect(readFirstUpdate(new Uint8Array(2))).toBeUndefined();
		const elsewhere = new Y.Doc();
		elsewhere.getMap('s').set('a', 1);
		expect(readFirstUpdate(Y.encodeStateAsUpdate(elsewhere))).toBeUndefined();
	});
});

function written(document: Y.Doc, pieces: string[]): void {
	const text = new Y.Text();
	document.getMap('r').set('description', text);
	// Something between them keeps Yjs from joining them.
	for (const [at, piece] of pieces.entries()) {
		text.insert(text.length, piece);
		document.getMap('r').set(`between${at}`, at);
	}
}

function nest(map: Y.Map<unknown>, depth: number): void {
	if (depth === 0) return;
	const inner = new Y.Map<unknown>();
	map.set('inner', inner);
	nest(inner, depth - 1);
}
