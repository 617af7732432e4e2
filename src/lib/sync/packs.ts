/**
 * Files on their way: what is here and not on the relay is put there, what records name and is not here is fetched. Sealed packs go through as they
 * are; the address is the hash of the sealed bytes, and is checked by whoever gets them. What a broken line cut short goes on where it was.
 */
import { hex } from '../../../sync-server/protocol/bytes.ts';
import { ERR, MAX_PACK, MAX_PACK_PARTS } from '../../../sync-server/protocol/wire.ts';
import type { SealedPack } from '../workspace/blobs.ts';
import type { Session } from './session.ts';

/** The device's files. Addresses in hexadecimal. */
export interface PackPort {
	/** Packs that lie here whole. */
	here(): AsyncIterable<string>;
	/** Packs that records name and that are not here. */
	missing(): Promise<string[]>;
	get(address: string): Promise<SealedPack>;
	/** Absent or true: this device may put files on the relay. A viewer only fetches them. */
	mayOffer?(): boolean;
	/** False when the bytes are not those of the address, or do not open; then nothing is kept. */
	put(address: string, pack: SealedPack): Promise<boolean>;
}

export interface PackProgress {
	/** Files carried of those there are to carry in this run; of the one on its way a part. */
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
	/** It takes none from this device: its member may read and not write. */
	isRefused: boolean;
	/** The line broke: what is left goes on with the next run. */
	isBroken: boolean;
}

interface Partial {
	epoch: number;
	salt: Uint8Array;
	count: number;
	chunks: Uint8Array[];
	bytes: number;
}

/** Told how much of one file has been carried, from 0 to 1. */
type Part = (fraction: number) => void;
type Line = Pick<Session, 'ask' | 'alarms'>;

const AT_ONCE = 4;

export class Packs {
	readonly #line: Line;
	readonly #port: PackPort;
	/** Known to lie on the relay. */
	readonly #there = new Set<string>();
	readonly #partial = new Map<string, Partial>();
	readonly #false = new Set<string>();
	/** False once; a person has asked for them to be tried again. */
	readonly #doubted = new Set<string>();

	constructor(line: Line, port: PackPort) {
		this.#line = line;
		this.#port = port;
	}

	/** Carries all that is to be carried, both ways. */
	async run(progress: (progress: PackProgress) => void = () => {}): Promise<PackResult> {
		const result: PackResult = { absent: [], false: [], isFull: false, isRefused: false, isBroken: false };
		const wanted = new Set([...(await this.#port.missing()), ...this.#doubted]);
		const missing = [...wanted].filter((address) => !this.#false.has(address));
		const lacking: string[] = [];
		const offers = this.#port.mayOffer?.() ?? true;
		for await (const address of offers ? this.#port.here() : [])
			if (!this.#there.has(address) && !result.isBroken && !(await this.#isThere(address, result))) lacking.push(address);
		const of = missing.length + lacking.length;
		let done = 0;
		const step = async (carry: (part: Part) => Promise<void>) => {
			if (result.isBroken) return;
			await carry((part) => progress({ done: done + part, of }));
			progress({ done: ++done, of });
		};
		for (const address of missing) await step((part) => this.#fetch(address, result, part));
		for (const address of lacking) if (!result.isFull && !result.isRefused) await step((part) => this.#offer(address, result, part));
		result.false.push(...this.#false);
		this.#tell(result, lacking.filter((address) => !this.#there.has(address)).length);
		return result;
	}

	/** What came false is asked for once more: the relay may have been mended. */
	again(): void {
		for (const address of this.#false) this.#doubted.add(address);
		this.#false.clear();
	}

	/** @param unsent files that lie here alone */
	#tell(result: PackResult, unsent: number): void {
		const { isFull, isRefused, isBroken } = result;
		const { alarms } = this.#line;
		this.#tellOfFalse(result);
		if (isFull) alarms.raise({ kind: 'files-full', count: unsent });
		else if (!isBroken) alarms.clear('files-full');
		if (isRefused) alarms.raise({ kind: 'files-refused', count: unsent });
		else if (!isBroken) alarms.clear('files-refused');
	}

	/** Up for as long as a file that came false has not come as it is, or proved to be nowhere. */
	#tellOfFalse({ absent }: PackResult): void {
		const { alarms } = this.#line;
		for (const id of absent) this.#doubted.delete(id);
		const count = this.#false.size + this.#doubted.size;
		if (count === 0) alarms.clear('false-files');
		else if (alarms.get('false-files')?.count !== count) alarms.raise({ kind: 'false-files', count });
	}

	/** One file that is wanted now. */
	async fetch(address: string): Promise<'here' | 'absent' | 'false' | 'broken'> {
		const result: PackResult = { absent: [], false: [], isFull: false, isRefused: false, isBroken: false };
		await this.#fetch(address, result);
		this.#tellOfFalse(result);
		if (result.isBroken) return 'broken';
		return this.#false.has(address) ? 'false' : result.absent.length > 0 ? 'absent' : 'here';
	}

	async #isThere(id: string, result: PackResult): Promise<boolean> {
		const state = await this.#line.ask({ type: 'packHave', address: bytesOf(id) }, 'packState');
		if (!state) result.isBroken = true;
		const isThere = state?.type === 'packState' && state.count > 0 && state.have >= state.count;
		if (isThere) this.#there.add(id);
		return isThere;
	}

	async #fetch(id: string, result: PackResult, part: Part = () => {}): Promise<void> {
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
			const count = this.#partial.get(id)!.count;
			if (index < count) part(index / count);
		}
		const { epoch, salt, chunks } = this.#partial.get(id)!;
		this.#partial.delete(id);
		if (!(await this.#port.put(id, { epoch, salt, chunks }))) return this.#falsely(id);
		this.#doubted.delete(id);
		this.#there.add(id);
	}

	/** Notes a part that came. False when it is not the one asked for. */
	#keep(
		id: string,
		part: { address: Uint8Array; epoch: number; salt: Uint8Array; index: number; count: number; chunk: Uint8Array },
		index: number
	): boolean {
		const { epoch, salt, count } = part;
		if (hex(part.address) !== id || part.index !== index || count === 0 || count > MAX_PACK_PARTS || index >= count) return false;
		const known: Partial = this.#partial.get(id) ?? { epoch, salt: new Uint8Array(salt), count, chunks: [], bytes: 0 };
		if (known.count !== count || known.epoch !== epoch || known.chunks.length !== index || hex(known.salt) !== hex(salt)) return false;
		known.bytes += part.chunk.length;
		if (known.bytes > MAX_PACK) return false;
		known.chunks.push(new Uint8Array(part.chunk));
		this.#partial.set(id, known);
		return true;
	}

	/** Not asked for again on this connection's relay: it would give the same. */
	#falsely(id: string): void {
		this.#partial.delete(id);
		this.#doubted.delete(id);
		this.#false.add(id);
	}

	async #offer(id: string, result: PackResult, part: Part): Promise<void> {
		const address = bytesOf(id);
		const state = await this.#line.ask({ type: 'packHave', address }, 'packState');
		if (!state) return void (result.isBroken = true);
		let have = state.type === 'packState' && state.count > 0 ? state.have : 0;
		if (state.type === 'packState' && state.count > 0 && have >= state.count) return void this.#there.add(id);
		const { epoch, salt, chunks } = await this.#port.get(id);
		for (; have < chunks.length; have += AT_ONCE) {
			if (have > 0) part(have / chunks.length);
			const parts = chunks.slice(have, have + AT_ONCE);
			const answers = await Promise.all(
				parts.map((chunk, at) =>
					this.#line.ask({ type: 'packPut', address, epoch, salt, index: have + at, count: chunks.length, chunk }, 'packState')
				)
			);
			if (answers.some((answer) => answer === undefined)) return void (result.isBroken = true);
			// Refused: there is no room, or another device puts the same one there at this moment.
			const refusals = answers.flatMap((answer) => (answer?.type === 'err' ? [answer.code] : []));
			if (refusals.length > 0) {
				result.isFull = refusals.includes(ERR.QUOTA);
				result.isRefused = refusals.includes(ERR.READ_ONLY);
				return;
			}
		}
		this.#there.add(id);
	}
}

function bytesOf(id: string): Uint8Array {
	return Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
