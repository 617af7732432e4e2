/** A relay's address as a person gives and keeps it: the origin it is served from. Its socket is `/relay` there. */
import { RELAY_PATH } from '../../../sync-server/protocol/wire.ts';

export type AddressProblem = 'not-an-address' | 'not-secure' | 'other-name' | 'credentials' | 'more-than-an-origin';
export interface RelayAddress {
	/** `https://relay.example`, without a path. */
	origin: string;
	/** What a socket is opened to. */
	url: string;
	/** What the device signs that it dialled. */
	host: string;
}

/** Takes `relay.example`, `https://…` and `wss://…`; without encryption only this very machine, by the names to which the policy of the pages lets them connect. */
export function parseRelayAddress(text: string): RelayAddress | { problem: AddressProblem } {
	const given = text.trim();
	if (given === '') return { problem: 'not-an-address' };
	let url: URL;
	try {
		url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`);
		// Nobody has a certificate for localhost: said without a scheme it is the plain one.
		if (!given.includes('//') && isThisMachine(url.hostname)) url = new URL(`http://${given}`);
	} catch {
		return { problem: 'not-an-address' };
	}
	const isSecure = url.protocol === 'https:' || url.protocol === 'wss:';
	if (!isSecure && url.protocol !== 'http:' && url.protocol !== 'ws:') return { problem: 'not-an-address' };
	if (url.hostname === '') return { problem: 'not-an-address' };
	if (url.username !== '' || url.password !== '') return { problem: 'credentials' };
	if (!isSecure && !isThisMachine(url.hostname)) return { problem: 'not-secure' };
	if (!isSecure && url.hostname !== 'localhost' && url.hostname !== '127.0.0.1') return { problem: 'other-name' };
	const path = url.pathname.replace(/\/+$/, '');
	if ((path !== '' && path !== RELAY_PATH) || url.search !== '' || url.hash !== '') return { problem: 'more-than-an-origin' };
	const [http, ws] = isSecure ? ['https:', 'wss:'] : ['http:', 'ws:'];
	return { origin: `${http}//${url.host}`, url: `${ws}//${url.host}${RELAY_PATH}`, host: url.host };
}

function isThisMachine(hostname: string): boolean {
	return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
