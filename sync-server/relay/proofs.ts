/** Who has a key proves it by a signature over this connection's nonce and the host it dialled: worth nothing elsewhere, or again. */
import type { ClientFrame, ErrCode } from '../protocol/wire.ts';
import { suite } from '../sodium.ts';
import type { Session } from './session.ts';

export interface Proof {
	key: Uint8Array;
	domain: string;
	signature: Uint8Array;
	/** What is signed where that host was dialled. */
	bytes: (host: string) => Uint8Array;
}

export function isProved(session: Session, { key, domain, signature, bytes }: Proof): boolean {
	const { hosts } = session.hub.config;
	const dialled = hosts.length > 0 ? hosts : [session.host];
	return dialled.some((host) => suite.verify(key, domain, bytes(host), signature));
}

export function refuse(session: Session, frame: ClientFrame['type'], code: ErrCode, close: number): void {
	session.error(code, frame);
	session.end(close);
}
