/**
 * Sealed words that are never stored, between the tabs of a device and, by the one tab that holds the relay's connection, with other devices.
 * A message is the workspace's keyed tag, which way it goes, and the frame as it was sealed: whoever listens in learns that somebody has
 * something open, and when.
 *
 *     message = ws16 way1 (0 from a tab, 1 from the relay) frame
 */
import type { Tag } from '../storage/store.ts';

const NAME = 'wb1-eph';
const HEAD = 17;
const FROM_TAB = 0;
const FROM_RELAY = 1;
/** The relay takes no more. */
const MOST = 1024;

export interface Ephemeral {
	send(frame: Uint8Array): void;
	close(): void;
}

/** For who has something to say: hears what other tabs and other devices say, never himself. */
export function openEphemeral(ws: Tag, heard: (frame: Uint8Array) => void): Ephemeral {
	const channel = join(ws, (_way, frame) => heard(frame));
	return { send: (frame) => channel.post(FROM_TAB, frame), close: channel.close };
}

export interface Carrier {
	/** What the relay brought. */
	heard(frame: Uint8Array): void;
	close(): void;
}

/** For the tab that holds the connection: gives `send` what any tab says. */
export function carryEphemeral(ws: Tag, send: (frame: Uint8Array) => void): Carrier {
	const channel = join(ws, (way, frame) => {
		if (way === FROM_TAB) send(frame);
	});
	return { heard: (frame) => channel.post(FROM_RELAY, frame), close: channel.close };
}

/** Resolves when what this thread has said so far has come to the carrier, in this tab as in others. */
export function ephemeralsDelivered(): Promise<void> {
	const [from, to] = [new BroadcastChannel(NAME), new BroadcastChannel(NAME)];
	const mark = crypto.randomUUID();
	return new Promise((resolve) => {
		// Its own word is longer on the way than those before it; no member of a workspace takes it for one of his.
		to.onmessage = ({ data }: MessageEvent<unknown>) => {
			if (data !== mark) return;
			from.close();
			to.close();
			resolve();
		};
		from.postMessage(mark);
	});
}

function join(ws: Tag, heard: (way: number, frame: Uint8Array) => void) {
	const channel = new BroadcastChannel(NAME);
	channel.onmessage = ({ data }: MessageEvent<unknown>) => {
		if (!(data instanceof Uint8Array) || data.length <= HEAD || data.length > HEAD + MOST) return;
		if (ws.every((byte, at) => data[at] === byte)) heard(data[HEAD - 1]!, data.slice(HEAD));
	};
	return {
		post(way: number, frame: Uint8Array) {
			if (frame.length > MOST) return;
			const message = new Uint8Array(HEAD + frame.length);
			message.set(ws);
			message[HEAD - 1] = way;
			message.set(frame, HEAD);
			channel.postMessage(message);
		},
		close: () => channel.close()
	};
}
