/** A whole log from a relay into this device's rows, byte for byte, for who is not one of its writers yet. What it says is judged afterwards. */
import { ERR } from '../../../sync-server/protocol/wire.ts';
import type { DeviceKeys } from '../crypto/device.ts';
import { sign } from '../crypto/sign.ts';
import { RecoveryError } from '../identity/recovery-problem.ts';
import type { RelayAddress } from '../sync/address.ts';
import { connect, type Connection, type Signer, type SocketClass } from '../sync/connection.ts';
import type { Store } from '../storage/store.ts';
import { equalBytes, toHex } from '../workspace/bytes.ts';
import { LogChain, LogWriter } from '../workspace/log-copy.ts';
import type { Vault } from '../workspace/vault.ts';

/** Frames asked for at once. */
const FRAMES = 16;

export function signerOf({ sign: pair }: Pick<DeviceKeys, 'sign'>): Signer {
	return { publicKey: pair.publicKey, sign: (domain, bytes) => sign(pair.secretKey, domain, bytes) };
}

/** On which this device, or the recovery pair, has proved itself; undefined when the log does not know the key (yet). */
export async function enter(
	address: RelayAddress,
	WebSocket: SocketClass,
	keys: Pick<DeviceKeys, 'sign'>,
	wsId: Uint8Array
): Promise<{ connection: Connection; n: number } | undefined> {
	const connection = await reached(connect({ address, WebSocket }));
	const answer = await reached(connection.authenticate(signerOf(keys), wsId));
	if (answer.type === 'ok') return { connection, n: answer.n };
	connection.end();
	if (answer.code === ERR.UNKNOWN_DEVICE) return undefined;
	throw new RecoveryError(answer.code === ERR.REVOKED ? 'used' : answer.code === ERR.UNKNOWN_WORKSPACE ? 'not-found' : 'no-relay');
}

export interface Pulled {
	n: number;
	R: Uint8Array;
}

/** Where the log here ends, to be gone on from; or, with nothing here yet, what the log must have been at some position. */
export type Start = { here: Pulled } | { known: Pulled };

/** Up to the head. */
export async function pullLog(
	connection: Connection,
	wsId: Uint8Array,
	place: { store: Store; vault: Vault },
	target: number,
	start: Start,
	progress: (fraction: number) => void = () => {}
): Promise<Pulled> {
	const chain = new LogChain();
	if ('here' in start) Object.assign(chain, { ...start.here, wsId: toHex(wsId) });
	const writer = new LogWriter(place, chain.n);
	let last = false;
	let wasKnown = 'here' in start;
	while (!last) {
		connection.send({ type: 'pull', from: chain.n, frames: FRAMES });
		for (let frame = 0; frame < FRAMES && !last; frame++) {
			const answer = await reached(connection.answer('entries', 'err'));
			if (answer.type === 'err' || answer.from !== chain.n || (answer.entries.length === 0 && !answer.last))
				throw new RecoveryError('damaged');
			for (const entry of answer.entries) {
				const bytes = new Uint8Array(entry);
				chain.push(bytes);
				if ('known' in start && chain.n === start.known.n) wasKnown = equalBytes(chain.R, start.known.R);
				await writer.push(bytes);
			}
			if (!equalBytes(chain.R, answer.R) || (chain.n > 0 && chain.wsId !== toHex(wsId))) throw new RecoveryError('damaged');
			progress(target === 0 ? 1 : Math.min(1, chain.n / target));
			({ last } = answer);
		}
	}
	await writer.flush();
	if (!wasKnown) throw new RecoveryError('older');
	return { n: chain.n, R: chain.R };
}

/** What goes wrong on the line is that the relay does not answer. */
export async function reached<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch {
		throw new RecoveryError('no-relay');
	}
}
