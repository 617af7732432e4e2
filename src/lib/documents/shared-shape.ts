/**
 * Readers of plain JSON that somebody else has written. Each takes a value and where it stands, and gives it back with its type, or throws `Malformed`;
 * nothing is mended, and a field that nobody knows is refused.
 */
import { isCurrency } from '../money/currencies.ts';
import { parseDecimal } from '../money/decimal.ts';
import { isPlainText } from '../ui/plain-text.ts';
import { isDate } from './dates.ts';

export type Reader<T> = (value: unknown, at: string) => T;
export type Shape<R> = R extends Reader<infer T> ? T : never;
type Shapes<F extends Record<string, Reader<unknown>>> = { [K in keyof F]: Shape<F[K]> };

export class Malformed extends RangeError {
	/** Path of the field: `content.lines.3.price`. */
	readonly field: string;
	constructor(field: string) {
		super(`${field} is missing, too long or not of its kind`);
		this.field = field;
	}
}

/** Fields that must be there, and those that may. */
export function record<F extends Record<string, Reader<unknown>>, O extends Record<string, Reader<unknown>> = Record<never, never>>(
	required: F,
	optional?: O
): Reader<Shapes<F> & Partial<Shapes<O>>> {
	const readers = new Map<string, Reader<unknown>>([...Object.entries(required), ...Object.entries(optional ?? {})]);
	return (value, at) => {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(at || 'document');
		const inside = (name: string) => (at ? `${at}.${name}` : name);
		for (const name of Object.keys(required)) if (!Object.hasOwn(value, name)) throw new Malformed(inside(name));
		const read: Record<string, unknown> = {};
		for (const [name, each] of Object.entries(value)) {
			const reader = readers.get(name);
			// The name is somebody else's and may be of any length.
			if (!reader) throw new Malformed(inside(name.slice(0, 40)));
			read[name] = reader(each, inside(name));
		}
		return read as Shapes<F> & Partial<Shapes<O>>;
	};
}

export function list<T>(item: Reader<T>, most: number): Reader<T[]> {
	return (value, at) => {
		if (!Array.isArray(value) || value.length > most) throw new Malformed(at);
		return value.map((each, i) => item(each, `${at}.${i}`));
	};
}

/** @param most UTF-16 units */
export function text(most: number): Reader<string> {
	return where((value): value is string => isPlainText(value, most));
}

export function oneOf<T extends string>(values: readonly T[]): Reader<T> {
	return where((value): value is T => values.includes(value as T));
}

export function matching(form: RegExp): Reader<string> {
	return where((value): value is string => typeof value === 'string' && form.test(value));
}

export const flag: Reader<boolean> = where((value) => typeof value === 'boolean');

/** A calendar date. */
export const date: Reader<string> = where((value): value is string => typeof value === 'string' && isDate(value));

/** As it was typed: a decimal string of any length that a document can hold. */
export const decimal: Reader<string> = where(
	(value): value is string => typeof value === 'string' && parseDecimal(value, { maxScale: 15, maxIntegerDigits: 18 }).ok
);

export const currency: Reader<string> = where((value): value is string => typeof value === 'string' && isCurrency(value));

/** A page that can be opened, as a parser writes its address. */
export const httpsAddress: Reader<string> = where((value): value is string => {
	if (typeof value !== 'string' || value.length > 2000 || !URL.canParse(value)) return false;
	const { protocol, username, password, href } = new URL(value);
	return protocol === 'https:' && username === '' && password === '' && href === value;
});

/** What one of the readers takes. */
export function either<A, B>(a: Reader<A>, b: Reader<B>): Reader<A | B> {
	return (value, at) => {
		try {
			return a(value, at);
		} catch {
			return b(value, at);
		}
	};
}

function where<T>(holds: (value: unknown) => value is T): Reader<T> {
	return (value, at) => {
		if (!holds(value)) throw new Malformed(at);
		return value;
	};
}
