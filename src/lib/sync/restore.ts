/**
 * Puts the end of this device's log onto a relay that has only its beginning: byte for byte, whoever wrote the entries. Asked for by a person, or
 * because the relay is new to these books; never done on a relay's word alone.
 */
import { equal } from '../../../sync-server/protocol/bytes.ts';
import { MAX_FRAME } from '../../../sync-server/protocol/codec.ts';
import { ENTRIES_OVERHEAD, ENTRY_OVERHEAD, NACK, type ServerFrame } from '../../../sync-server/protocol/wire.ts';
import type { Connection } from './connection.ts';
import type { LogHead, LogPort } from './port.ts';

export type Restored =
	| { done: LogHead }
	/** The relay's log is another one. */
	| { fork: number }
	| { refused: number };

/** RESTORE frames that are on their way together: enough that neither side waits for the other. */
const AT_ONCE = 4;
/** How often another device may be quicker. */
const MOST_MISSES = 100;

/** @param there how much of it the relay has, known to be the beginning of the log here */
export async function restoreTail(
	connection: Connection,
	port: LogPort,
	there: LogHead,
	progress: (n: number, of: number) => void = () => {}
): Promise<Restored> {
	let confirmed = there;
	let next = there.n;
	let ref = 0;
	let misses = 0;
	let sent: Promise<ServerFrame<'ack' | 'nack'>>[] = [];
	for (;;) {
		while (sent.length < AT_ONCE) {
			const entries = await port.read(next, MAX_FRAME - ENTRIES_OVERHEAD);
			if (entries.length === 0) break;
			const batch = fitting(entries);
			const answer = connection.answer('ack', 'nack');
			// Whoever awaits it hears of a connection that ended; until then nobody does.
			answer.catch(() => {});
			connection.send({ type: 'restore', ref: ++ref, from: next, entries: batch });
			sent.push(answer);
			next += batch.length;
		}
		const first = sent.shift();
		if (!first) return { done: confirmed };
		const answer = await first;
		const known = await port.rAt(answer.n);
		const { n, R } = { n: answer.n, R: new Uint8Array(answer.R) };
		const here = (await port.head()).n;
		if (n <= here ? !known || !equal(known, R) : answer.type === 'ack') return { fork: n };
		if (answer.type === 'nack') {
			// Another device puts the same back, or was quicker: go on from where the relay is.
			if (answer.code !== NACK.POSITION || ++misses > MOST_MISSES) return { refused: answer.code };
			await Promise.all(sent);
			sent = [];
			next = n;
		}
		confirmed = { n, R };
		progress(n, here);
		if (n > here) return { done: confirmed };
	}
}

/** As many of the entries as a frame carries. */
function fitting(entries: readonly Uint8Array[]): Uint8Array[] {
	let room = MAX_FRAME - ENTRIES_OVERHEAD;
	const batch: Uint8Array[] = [];
	for (const entry of entries) {
		room -= entry.length + ENTRY_OVERHEAD;
		if (batch.length > 0 && (room < 0 || batch.length === 0xffff)) break;
		batch.push(entry);
	}
	return batch;
}
