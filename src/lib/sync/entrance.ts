/**
 * From the relay's greeting to the point where both logs are known to be one: who this device is, whether the relay knows the books, and how far
 * its log goes. [Note: comparing] The relay says how much it has and its rolling hash there.
 *
 *     less than here, hash as here      regression: nothing is sent until a person lets this device put the rest back
 *     as much, or more                  pulled afterwards; every entry is judged, and the hashes must come out the same
 *     another hash where both have one  fork: nothing is written any more
 */
import { equal } from '../../../sync-server/protocol/bytes.ts';
import { ERR, NACK, type ServerFrame } from '../../../sync-server/protocol/wire.ts';
import type { Alarm } from './alarms.ts';
import type { Connection, Signer } from './connection.ts';
import type { LogHead, LogPort } from './port.ts';
import { restoreTail } from './restore.ts';

export interface Entered {
	here: LogHead;
	/** Entries the relay has. */
	there: number;
	usedBytes: number;
	quotaBytes: number;
}
export interface NotEntered {
	alarm?: Alarm;
	again: 'soon' | 'when-woken';
}

export interface EntranceOptions {
	connection: Connection;
	port: LogPort;
	signer: Signer;
	token?: string;
	/** Whether a person lets this device fill the relay. */
	mayFill(): boolean;
	/** So far the log has been put there, from where and how far it goes. */
	restoring(from: number, n: number, of: number): void;
}

type Welcome = Pick<ServerFrame<'ok'>, 'n' | 'R' | 'usedBytes' | 'quotaBytes'>;
const AGAIN: NotEntered = { again: 'soon' };

export class Entrance {
	readonly #o: EntranceOptions;
	/** Entries the relay has spoken of since: others write meanwhile. They are pulled afterwards. */
	#spoken = 0;

	constructor(options: EntranceOptions) {
		this.#o = options;
	}

	async enter(): Promise<Entered | NotEntered> {
		const { connection, port, signer, mayFill } = this.#o;
		// Before the relay knows who this is: the first entry may follow its answer at once.
		connection.onFrame = (frame) => {
			if (frame.type === 'event') this.#spoken = Math.max(this.#spoken, frame.from + frame.entries.length);
		};
		const answer = await connection.authenticate(signer, port.wsId);
		if (answer.type === 'ok') return this.#compare(answer);
		switch (answer.code) {
			case ERR.UNKNOWN_WORKSPACE: {
				const { n } = await port.head();
				if (n === 0) return stopped({ kind: 'withheld', relay: 0, known: 1 });
				return mayFill() ? this.#create() : stopped({ kind: 'regression', relay: 0, here: n });
			}
			case ERR.UNKNOWN_DEVICE:
				return this.#guest();
			case ERR.REVOKED:
			case ERR.BAD_SIGNATURE:
				return stopped({ kind: 'not-admitted' });
			case ERR.VERSION:
				return stopped({ kind: 'relay-version', version: connection.hello.version });
			default:
				return AGAIN;
		}
	}

	/** The relay has never heard of these books, and may be given them. */
	async #create(): Promise<Entered | NotEntered> {
		const { connection, port, signer, token = '' } = this.#o;
		const [genesis] = await port.read(0, 1);
		if (!genesis) return stopped({ kind: 'not-admitted' });
		const created = await connection.ask({ type: 'create', token: new TextEncoder().encode(token), genesis }, 'created');
		if (created.type === 'err') {
			if (created.code === ERR.TOKEN) return stopped({ kind: 'token' });
			if (created.code === ERR.QUOTA || created.code === ERR.FULL) return stopped({ kind: 'quota', used: 0, quota: 0 });
			return created.code === ERR.GENESIS_REFUSED ? stopped({ kind: 'refused', code: 'genesis-refused' }) : AGAIN;
		}
		const answer = await connection.authenticate(signer, port.wsId);
		if (answer.type === 'ok') return this.#compare(answer);
		return answer.code === ERR.UNKNOWN_DEVICE ? this.#guest() : AGAIN;
	}

	/**
	 * The relay's log does not name this device: it lost the entries that did, or nobody has admitted it. Whoever has the log may put it back all
	 * the same; an empty RESTORE asks where the relay stands.
	 */
	async #guest(): Promise<Entered | NotEntered> {
		const { connection, port, mayFill } = this.#o;
		const here = await port.head();
		const answer = connection.answer('ack', 'nack');
		connection.send({ type: 'restore', ref: 0, from: here.n, entries: [] });
		const { n, R } = await answer;
		if (n >= here.n) return stopped({ kind: 'not-admitted' });
		const known = await port.rAt(n);
		if (!known || !equal(known, R)) return stopped({ kind: 'fork', n });
		if (!mayFill()) return stopped({ kind: 'regression', relay: n, here: here.n });
		const welcome = connection.answer('ok');
		// Awaited below, unless the restoring fails first.
		welcome.catch(() => {});
		const restored = await this.#restore({ n, R: new Uint8Array(R) });
		return 'done' in restored ? this.#compare(await welcome) : restored;
	}

	async #compare(welcome: Welcome): Promise<Entered | NotEntered> {
		const { port, mayFill } = this.#o;
		const { n, usedBytes, quotaBytes } = welcome;
		const R = new Uint8Array(welcome.R);
		const here = await port.head();
		let there = n;
		if (n <= here.n) {
			const known = n === here.n ? here.R : await port.rAt(n);
			if (!known || !equal(known, R)) return stopped({ kind: 'fork', n });
			if (n < here.n && !mayFill()) return stopped({ kind: 'regression', relay: n, here: here.n });
			const restored = await this.#share({ n, R });
			if (!('done' in restored)) return restored;
			there = Math.max(there, restored.done.n);
		} else if (port.share && !(await port.share(here))) return AGAIN;
		const now = await port.head();
		return { here: now, there: Math.max(there, this.#spoken), usedBytes, quotaBytes };
	}

	/** Puts on the relay what it lacks; and where positions were given here until now, goes on until none was given meanwhile. */
	async #share(there: LogHead): Promise<{ done: LogHead } | NotEntered> {
		const { port } = this.#o;
		let standing = there;
		for (let before = -1; ;) {
			const restored = await this.#restore(standing);
			if (!('done' in restored)) return restored;
			standing = restored.done;
			const { n } = await port.head();
			if (standing.n > n || (standing.n === n && (!port.share || (await port.share(standing))))) return restored;
			// All of it is there, nothing has come, and still it is not to be shared: a log that is not whole here.
			if (standing.n === n && n === before && n === (await port.head()).n) return stopped({ kind: 'storage', why: 'log-broken' });
			before = n;
		}
	}

	async #restore(there: LogHead): Promise<{ done: LogHead } | NotEntered> {
		const { connection, port, restoring } = this.#o;
		const { n } = await port.head();
		if (there.n < n) restoring(there.n, there.n, n);
		const restored = await restoreTail(connection, port, there, (at, of) => restoring(there.n, at, of));
		if ('done' in restored) return restored;
		if ('fork' in restored) return stopped({ kind: 'fork', n: restored.fork });
		if (restored.refused === NACK.NOT_STORED) return AGAIN;
		if (restored.refused === NACK.QUOTA) return stopped({ kind: 'quota', used: 0, quota: 0 });
		return stopped({ kind: 'refused', code: `restore-${restored.refused}` });
	}
}

function stopped(alarm: Alarm): NotEntered {
	return { alarm, again: 'when-woken' };
}
