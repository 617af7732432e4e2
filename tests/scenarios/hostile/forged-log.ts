/**
 * The strongest lie: a log of its own for one device, hashes and all. What the device sends is acknowledged into it and goes nowhere else; what
 * the others write comes into it as `take` lets it. Until it differs from the relay's log it is that log.
 */
import { rollingHash, ZERO32 } from '../../../sync-server/protocol/codec.ts';
import { blake2b } from '#lib/crypto/derive.ts';
import type { ClientFrame, ServerFrame } from '../../../sync-server/protocol/wire.ts';
import type { Lie, Line } from './liar.ts';

/** Entries that come to stand at position `n` and after it where the relay's log has `entry`. */
export type Take = (entry: Uint8Array, n: number, forged: ForgedLog) => readonly Uint8Array[];

const A_FRAME = 200 * 1024;

export class ForgedLog implements Lie {
	readonly entries: Uint8Array[] = [];
	readonly #hashes: Uint8Array[] = [ZERO32];
	#take: Take;
	/** Entries of the relay's log that have gone into it. */
	#taken = 0;

	constructor(log: readonly Uint8Array[], take: Take = (entry) => [entry]) {
		this.#take = take;
		for (const entry of log) this.take(entry);
	}

	get n(): number {
		return this.entries.length;
	}

	rAt(n: number): Uint8Array {
		return this.#hashes[n]!;
	}

	take(entry: Uint8Array): void {
		for (const each of this.#take(entry, this.n, this)) this.push(each);
		this.#taken++;
	}

	/** From now on. */
	takeBy(take: Take): void {
		this.#take = take;
	}

	push(entry: Uint8Array): void {
		const n = this.entries.push(entry);
		this.#hashes.push(rollingHash(blake2b, this.#hashes[n - 1]!, n - 1, entry));
	}

	fromDevice(frame: ClientFrame, line: Line): ClientFrame[] | void {
		switch (frame.type) {
			case 'pull':
				this.#answer(frame.from, frame.frames, line);
				return [];
			case 'append':
			case 'restore':
				for (const entry of frame.entries) this.push(entry);
				line.toDevice({ type: 'ack', ref: frame.ref, entries: frame.entries.length, n: this.n, R: this.rAt(this.n) });
				return [];
			default:
				return undefined;
		}
	}

	fromRelay(frame: ServerFrame, line: Line): ServerFrame[] | void {
		switch (frame.type) {
			case 'ok':
			case 'created':
				return [{ ...frame, n: this.n, R: this.rAt(this.n) }];
			case 'event': {
				const from = this.n;
				frame.entries.forEach((entry, i) => {
					if (frame.from + i >= this.#taken) this.take(entry);
				});
				if (this.n > from) line.toDevice({ type: 'event', from, entries: this.entries.slice(from), R: this.rAt(this.n) });
				return [];
			}
			case 'entries':
			case 'ack':
			case 'nack':
				return [];
			default:
				return undefined;
		}
	}

	#answer(from: number, frames: number, line: Line): void {
		for (let at = from; frames > 0; frames--) {
			let [end, bytes] = [at, 0];
			while (end < this.n && end - at < 1000 && (end === at || bytes + this.entries[end]!.length < A_FRAME))
				bytes += this.entries[end++]!.length;
			const last = end === this.n;
			line.toDevice({ type: 'entries', from: at, entries: this.entries.slice(at, end), R: this.rAt(end), last });
			if (last) return;
			at = end;
		}
	}
}
