/** Updates of Yjs that no program of ours makes, written byte by byte, and what refuses each. */
import * as Y from 'yjs';
import { UnsafeUpdate, type Unsafe } from '#lib/workspace/guard.ts';
import { applyUpdate } from '#lib/workspace/record.ts';

export const shape = { texts: ['description'], keyed: ['lines'] };

/** A number as Yjs writes it. */
export function v(value: number): number[] {
	const bytes = [];
	for (; value > 127; value = Math.floor(value / 128)) bytes.push(128 | (value % 128));
	return [...bytes, value];
}
export const bytes = (...parts: (number | number[])[]) => Uint8Array.from(parts.flat());
export const section = (client: number, clock: number, structs: number[][]) => [v(structs.length), v(client), v(clock), structs].flat(2);
export const noDeletions = [0];
export const ROOT = [1, 1, 114];
const key = (name: string) => [v(name.length), [...name].map((c) => c.charCodeAt(0))].flat();
export const inRoot = (name: string, content: number[]) => [0x20 | content[0]!, ROOT, key(name), content.slice(1)].flat();
export const ANY_NULL = [8, 1, 126];
export const MAP = [7, 1];
export const inItem = (client: number, clock: number, name: string, content: number[]) =>
	[0x20 | content[0]!, 0, v(client), v(clock), key(name), content.slice(1)].flat();

export function why(update: Uint8Array, state?: Uint8Array): Unsafe | undefined {
	try {
		applyUpdate(state, update, shape);
		return undefined;
	} catch (error) {
		if (error instanceof UnsafeUpdate) return error.why;
		throw error;
	}
}

function documentWith(change: (document: Y.Doc) => void): Uint8Array {
	const document = new Y.Doc();
	change(document);
	return Y.encodeStateAsUpdate(document);
}

const flood = (length: number, part: (i: number) => number[]) =>
	bytes(
		1,
		section(
			1,
			0,
			Array.from({ length }, (_, i) => part(i))
		),
		noDeletions
	);

/** Two parts that cannot be joined, so that Yjs keeps them apart: a text's piece and a deleted piece by turns, each after the one before. */
export const chained = (length: number, client: number, from = 0) =>
	Array.from({ length }, (_, i) =>
		i + from === 0 ? [0x04, ROOT, 1, 97].flat() : [[i % 2 ? 0x88 : 0x84], v(client), v(i + from - 1), i % 2 ? [1, 126] : [1, 97]].flat()
	);

export const BOMBS: [name: string, Unsafe, Uint8Array][] = [
	['version 2 of the format', 'malformed', Y.encodeStateAsUpdateV2(new Y.Doc())],
	[
		'twenty bytes of version 2 that name many parts',
		'malformed',
		bytes(0, 0, 6, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0)
	],
	['four thousand million parts', 'too-many-structs', bytes(1, v(2 ** 32 - 1), 1, 0)],
	['four thousand million clients', 'too-many-clients', bytes(v(2 ** 32 - 1))],
	[
		'twenty thousand clients',
		'update-too-large',
		bytes(v(20_000), Array.from({ length: 20_000 }, (_, i) => section(i + 1, 0, [inRoot('a', ANY_NULL)])).flat(), noDeletions)
	],
	[
		'seventeen clients',
		'too-many-clients',
		bytes(17, Array.from({ length: 17 }, (_, i) => section(i + 1, 0, [inRoot('a', ANY_NULL)])).flat(), noDeletions)
	],
	['a client twice', 'malformed', bytes(2, section(1, 0, [inRoot('a', ANY_NULL)]), section(1, 1, [inRoot('b', ANY_NULL)]), noDeletions)],
	['five thousand lists in each other', 'too-deep', flood(1, () => inRoot('a', [8, 1, ...Array(5000).fill([117, 1]).flat(), 126]))],
	[
		'five thousand objects in each other',
		'too-deep',
		flood(1, () => inRoot('a', [8, 1, ...Array(5000).fill([118, 1, 1, 97]).flat(), 126]))
	],
	['three thousand maps in each other', 'too-deep', flood(3000, (i) => (i === 0 ? inRoot('a', MAP) : inItem(1, i - 1, 'a', MAP)))],
	[
		'three thousand maps in each other, deleted at once',
		'too-deep',
		bytes(
			1,
			section(
				1,
				0,
				Array.from({ length: 3000 }, (_, i) => (i === 0 ? inRoot('a', MAP) : inItem(1, i - 1, 'a', MAP)))
			),
			[1, 1, 1, 0, ...v(3000)]
		)
	],
	[
		'maps in each other, each beside a neighbour',
		'too-deep',
		flood(3000, (i) => (i === 0 ? inRoot('a', MAP) : i % 2 ? inItem(1, i - 1, 'a', MAP) : [[0x87], v(1), v(i - 1), [1]].flat()))
	],
	[
		'maps that lie in each other in a circle',
		'malformed',
		bytes(
			2,
			section(1, 0, [inItem(2, 0, 'a', MAP), ...Array.from({ length: 40 }, (_, i) => inRoot(`k${i}`, MAP))]),
			section(2, 0, [inItem(1, 0, 'a', MAP)]),
			noDeletions
		)
	],
	['a list that is said to have more values than there are bytes', 'malformed', flood(1, () => inRoot('a', [8, ...v(2 ** 40), 126]))],
	['a list in a value that never ends', 'foreign-content', flood(1, () => inRoot('a', [8, 1, 117, ...v(2 ** 50), 126]))],
	['a text longer than the update', 'malformed', flood(1, () => inRoot('a', [4, ...v(2 ** 40), 97]))],
	['a deleted part of the largest length', 'malformed', flood(1, () => inRoot('a', [1, ...v(2 ** 52)]))],
	['lost parts of the largest length', 'malformed', flood(3, () => [0, ...v(2 ** 52)])],
	['parts of no length', 'malformed', flood(100, () => inRoot('a', [8, 0]))],
	['empty texts', 'malformed', flood(100, () => inRoot('a', [4, 0]))],
	['lost parts of no length', 'malformed', flood(100, () => [0, 0])],
	['a flood of lost parts', 'too-many-structs', flood(20_000, () => [0, 1])],
	['a flood of gaps', 'too-many-structs', flood(20_000, () => [10, 1])],
	['a number that does not end', 'malformed', bytes(1, 1, 1, 0, Array(40).fill(0xff))],
	['deletions over each other', 'malformed', bytes(0, 1, 1, v(20_000), Array(20_000).fill([0, 100]).flat())],
	['deletions of nothing', 'malformed', bytes(0, 1, 1, 1, 5, 0)],
	['deletions of everything there will ever be', 'malformed', bytes(0, 1, 1, 1, 0, v(2 ** 52))],
	[
		'deletions by three thousand clients',
		'too-many-clients',
		bytes(0, v(3000), Array.from({ length: 3000 }, (_, i) => [v(i), 1, 0, 1].flat()).flat())
	],
	['what follows the end', 'malformed', bytes(0, 0, 0)],
	['a text that is no text', 'malformed', flood(1, () => inRoot('a', [4, 2, 0xc3, 0x28]))],
	['half a character', 'malformed', flood(1, () => inRoot('a', [8, 1, 119, 1, 0xf0]))],
	['a field that is every object’s prototype', 'foreign-content', flood(1, () => inRoot('a', [8, 1, 118, 1, ...key('__proto__'), 118, 0]))],
	['a key that is every object’s prototype', 'foreign-content', flood(1, () => inRoot('__proto__', ANY_NULL))],
	['a document inside', 'foreign-content', documentWith((d) => d.getMap('r').set('a', new Y.Doc()))],
	['bytes', 'foreign-content', documentWith((d) => d.getMap('r').set('a', new Uint8Array(3)))],
	['bytes in a value', 'foreign-content', documentWith((d) => d.getMap('r').set('a', [new Uint8Array(3)]))],
	['a bigint', 'foreign-content', documentWith((d) => d.getMap('r').set('a', 5n))],
	[
		'marks in a text',
		'foreign-content',
		documentWith((d) => (d.getMap('r').set('a', new Y.Text('b')) as Y.Text).format(0, 1, { b: true }))
	],
	['an array', 'foreign-content', documentWith((d) => d.getMap('r').set('a', Y.Array.from([1])))],
	['XML', 'foreign-content', documentWith((d) => d.getMap('r').set('a', new Y.XmlElement('a')))],
	['another root', 'foreign-content', documentWith((d) => d.getMap('s').set('a', 1))],
	['nothing at all', 'malformed', bytes()]
];
