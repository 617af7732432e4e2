/**
 * The messages a y-websocket provider writes and reads, as far as it needs them here. Whole numbers are varints, seven bits a byte, lowest first.
 *
 *     sync      = 0 (0 vector | 1 update | 2 update)      asks for what is missing; answers that; tells of a change
 *     awareness = 1 bytes{ count { client clock json }* }
 *     query     = 3                                        asks for awareness
 */
const SYNC = 0;
const AWARENESS = 1;
const QUERY = 3;

export interface AwarenessOf {
	client: number;
	clock: number;
	/** Null: no longer there. */
	state: Record<string, unknown> | null;
}

export type FromProvider =
	{ type: 'ask'; vector: Uint8Array } | { type: 'update'; update: Uint8Array } | { type: 'awareness'; of: AwarenessOf[] };

export function askFor(vector: Uint8Array): Uint8Array {
	return join(SYNC, 0, ...sized(vector));
}

export function answerWith(update: Uint8Array): Uint8Array {
	return join(SYNC, 1, ...sized(update));
}

export function tellOf(update: Uint8Array): Uint8Array {
	return join(SYNC, 2, ...sized(update));
}

export function awareness(of: readonly AwarenessOf[]): Uint8Array {
	const entries = of.flatMap(({ client, clock, state }) => [client, clock, ...sized(new TextEncoder().encode(JSON.stringify(state)))]);
	return join(AWARENESS, ...sized(join(of.length, ...entries)));
}

export const ASK_AWARENESS = join(QUERY);

/** Undefined for what is none of them. Throws on bytes that end too early: they come from the provider beside it. */
export function read(message: Uint8Array): FromProvider | undefined {
	const bytes = new Reader(message);
	const type = bytes.number();
	if (type === SYNC) {
		const step = bytes.number();
		const body = bytes.sized();
		return step === 0 ? { type: 'ask', vector: body } : { type: 'update', update: body };
	}
	return type === AWARENESS ? { type: 'awareness', of: readAwareness(new Reader(bytes.sized())) } : undefined;
}

function readAwareness(bytes: Reader): AwarenessOf[] {
	return Array.from({ length: bytes.number() }, () => ({
		client: bytes.number(),
		clock: bytes.number(),
		state: JSON.parse(new TextDecoder().decode(bytes.sized())) as AwarenessOf['state']
	}));
}

class Reader {
	readonly #bytes: Uint8Array;
	#at = 0;
	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}
	number(): number {
		let value = 0;
		for (let unit = 1; ; unit *= 128) {
			const byte = this.#bytes[this.#at++];
			if (byte === undefined) throw new RangeError('message ends too early');
			value += (byte & 127) * unit;
			if (byte < 128) return value;
		}
	}
	sized(): Uint8Array {
		const length = this.number();
		if (this.#at + length > this.#bytes.length) throw new RangeError('message ends too early');
		return this.#bytes.subarray(this.#at, (this.#at += length));
	}
}

function sized(bytes: Uint8Array): [number, Uint8Array] {
	return [bytes.length, bytes];
}

function join(...parts: (number | Uint8Array)[]): Uint8Array {
	const pieces = parts.map((part) => (typeof part === 'number' ? varint(part) : part));
	const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.length;
	}
	return whole;
}

function varint(value: number): number[] {
	const bytes: number[] = [];
	for (let rest = value; ; rest = Math.floor(rest / 128)) {
		bytes.push(rest < 128 ? rest : (rest % 128) | 128);
		if (rest < 128) return bytes;
	}
}
