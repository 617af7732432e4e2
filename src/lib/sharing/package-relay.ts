/**
 * What who has a client's link may ask of a relay, without belonging to any books: by the frames of its socket, so that no id stands in an address that some
 * server on the way writes down. What comes is believed by nobody before it opens (package.ts).
 */
import { ERR, isPermanent } from '../../../sync-server/protocol/wire.ts';
import type { Hash32 } from '../crypto/brands.ts';
import { parseRelayAddress } from '../sync/address.ts';
import { ConnectionEnded, connect, type Connection, type SocketClass } from '../sync/connection.ts';
import type { SealedAnswer } from './answer.ts';
import { readPackage } from './package-parts.ts';

/** `gone`: revoked, expired or never there; a relay that told them apart would tell who guesses an id. */
export interface PackageRelay {
	get(id: Hash32): Promise<{ version: number; sealed: Uint8Array } | 'gone' | 'unreachable'>;
	/** Sent again after `unreachable`, the same answer is one. `full`: no room until the sender's devices have fetched what waits. */
	answer(id: Hash32, answer: SealedAnswer): Promise<'kept' | 'gone' | 'full' | 'slow-down' | 'refused' | 'unreachable'>;
}

/** @param origin as in the link, or the page's own. Each question has a connection of its own, that nobody ties two of them together. */
export function clientRelay(origin: string, Socket: SocketClass = WebSocket as unknown as SocketClass): PackageRelay {
	return {
		get: (id) =>
			asked(origin, Socket, (connection) =>
				readPackage((part) => connection.ask({ type: 'packageGet', id, part }, 'packagePart'), id)
			).catch(() => 'unreachable' as const),

		answer: (id, { id: answer, version, bytes }) =>
			asked(origin, Socket, async (connection) => {
				const heard = await connection.ask({ type: 'answer', id, answer, version, bytes }, 'packageDone');
				return heard.type === 'packageDone' ? 'kept' : refusalOf(heard.code);
			}).catch((error: unknown) => (isRefusal(error) ? 'refused' : 'unreachable'))
	};
}

async function asked<T>(origin: string, WebSocket: SocketClass, work: (connection: Connection) => Promise<T>): Promise<T> {
	const address = parseRelayAddress(origin);
	if ('problem' in address) throw new RangeError(`the relay of the link is no address: ${address.problem}`);
	const connection = await connect({ address, WebSocket });
	try {
		return await work(connection);
	} finally {
		connection.end();
	}
}

function refusalOf(code: number): 'gone' | 'full' | 'slow-down' | 'refused' {
	if (code === ERR.GONE) return 'gone';
	if (code === ERR.FULL) return 'full';
	return code === ERR.RATE || code === ERR.NOT_STORED ? 'slow-down' : 'refused';
}

/** A relay that knows no such frame ends the connection for good. */
function isRefusal(error: unknown): boolean {
	return error instanceof ConnectionEnded && error.ended.why === 'closed' && isPermanent(error.ended.code);
}
