/**
 * Files on their way: what is here and not on the relay is put there, what records name and is not here is fetched. Sealed packs go through as they
 * are; the address is the hash of the sealed bytes, and is checked by whoever gets them. What a broken line cut short goes on where it was.
 */
import { hex } from '../../../sync-server/protocol/bytes.ts';
import { ERR } from '../../../sync-server/protocol/wire.ts';
import type { SealedPack } from '../workspace/blobs.ts';
import type { Session } from './session.ts';

/** The device's files. Addresses in hexadecimal. */
export interface PackPort {
	/** Packs that lie here whole. */
	here(): AsyncIterable<string>;
	/** Packs that records name and that are not here. */
	missing(): Promise<string[]>;
	get(address: string): Promise<SealedPack>;
	/** False when the bytes are not those of the address; then nothing is kept. */
	put(address: string, pack: SealedPack): Promise<boolean>;
}

export interface PackProgress {
	/** Files carried of those there are to carry in this run, as far as known. */
	done: number;
	of: number;
}
export interface PackResult {
	/** Files that are nowhere: no device that has them has been there yet. */
	absent: string[];
	/** Files the relay gave in a false form. */
	false: string[];
	/** The relay has no room. */
	isFull: boolean;
	/** The line broke: what is left goes on with the next run. */
	isBroken: boolean;
}

interface Partial {
	epoch: number;
	salt: Uint8Array;
	count: number;
	chunks: Uint8Array[];
}

type Line = Pick<Session, 'ask'>;

const AT_ONCE = 4;
/** More parts than a file of 10 MiB can have. */
const MOST_PARTS = 1024;

export class Packs {
	readonly #line: Line;
	readonly #port: PackPort;
	/** Known to lie on the relay. */
	readonly #there = new Set<string>();
	readonly #partial = new Map<string, Partial>();
	readonly #false = new Set<string>();

	constructor(line: Line, port: PackPort) {
		this.#line = line;
		this.#port = port;
	}

	/** Carries all that is to be carried, both ways. */
	async run(progress: (progress: PackProgress) => void = () => {}): Promise<PackResult> {
		const result: PackResult = { absent: [], false: [], isFull: false, isBroken: false };
		const missing = (await this.#port.missing()).filter((address) => !this.#false.has(address));
		const held: string[] = [];
		for await (const address of this.#port.here()) if (!this.#there.has(address)) held.push(address);
		const of = missing.length + held.length;
		let done = 0;
		const step = async (address: string, carry: (address: string, result: PackResult) => Promise<void>) => {
			if (result.isBroken) return;
			await carry(address, result);
			progress({ done: ++done, of });
		};
		for (const address of missing) await step(address, (each, all) => this.#fetch(each, all));
		for (const address of held) if (!result.isFull) await step(address, (each, all) => this.#offer(each, all));
		result.false.push(...this.#false);
		return result;
	}

	/** One file that is wanted now. */
	async fetch(address: string): Promise<'here' | 'absent' | 'false' | 'broken'> {
		const result: PackResult = { absent: [], false: [], isFull: false, isBroken: false };
		await this.#fetch(address, result);
		if (result.isBroken) return 'broken';
		return this.#false.has(address) ? 'false' : result.absent.length > 0 ? 'absent' : 'here';
	}

	async #fetch(id: string, result: PackResult): Promise<void> {
		const address = bytesOf(id);
		const partial = this.#partial.get(id);
		let index = partial?.chunks.length ?? 0;
		while (index < (this.#partial.get(id)?.count ?? 1)) {
			const indexes = Array.from({ length: Math.min(AT_ONCE, (this.#partial.get(id)?.count ?? 1) - index) }, (_, at) => index + at);
			const answers = await Promise.all(
				indexes.map((each) => this.#line.ask({ type: 'packGet', address, index: each }, 'pack', 'packState'))
			);
			for (const [at, answer] of answers.entries()) {
				if (!answer) return void (result.isBroken = true);
				if (answer.type !== 'pack') return void result.absent.push(id);
				if (!this.#keep(id, answer, indexes[at]!)) return this.#falsely(id);
			}
			index += indexes.length;
		}
		const { epoch, salt, chunks } = this.#partial.get(id)!;
		this.#partial.delete(id);
		if (!(await this.#port.put(id, { epoch, salt, chunks }))) return this.#falsely(id);
		this.#there.add(id);
	}

	/** Notes a part that came. False when it is not the one asked for. */
	#keep(
		id: string,
		part: { address: Uint8Array; epoch: number; salt: Uint8Array; index: number; count: number; chunk: Uint8Array },
		index: number
	): boolean {
		const { epoch, salt, count } = part;
		if (hex(part.address) !== id || part.index !== index || count === 0 || count > MOST_PARTS || index >= count) return false;
		const known: Partial = this.#partial.get(id) ?? { epoch, salt: new Uint8Array(salt), count, chunks: [] };
		if (known.count !== count || known.epoch !== epoch || known.chunks.length !== index || hex(known.salt) !== hex(salt)) return false;
		known.chunks.push(new Uint8Array(part.chunk));
		this.#partial.set(id, known);
		return true;
	}

	/** Not asked for again on this connection's relay: it would give the same. */
	#falsely(id: string): void {
		this.#partial.delete(id);
		this.#false.add(id);
	}

	async #offer(id: string, result: PackResult): Promise<void> {
		const address = bytesOf(id);
		const state = await this.#line.ask({ type: 'packHave', address }, 'packState');
		if (!state) return void (result.isBroken = true);
		let have = state.type === 'packState' && state.count > 0 ? state.have : 0;
		if (state.type === 'packState' && state.count > 0 && have >= state.count) return void this.#there.add(id);
		const { epoch, salt, chunks } = await this.#port.get(id);
		for (; have < chunks.length; have += AT_ONCE) {
			const parts = chunks.slice(have, have + AT_ONCE);
			const answers = await Promise.all(
				parts.map((chunk, at) =>
					this.#line.ask({ type: 'packPut', address, epoch, salt, index: have + at, count: chunks.length, chunk }, 'packState')
				)
			);
			if (answers.some((answer) => answer === undefined)) return void (result.isBroken = true);
			// Refused: there is no room, or another device puts the same one there at this moment.
			if (answers.some((answer) => answer?.type === 'err')) {
				result.isFull = answers.some((answer) => answer?.type === 'err' && answer.code === ERR.QUOTA);
				return;
			}
		}
		this.#there.add(id);
	}
}

function bytesOf(id: string): Uint8Array {
	return Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
