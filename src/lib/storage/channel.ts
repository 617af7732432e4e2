/**
 * Tabs tell each other one thing: this workspace is now at n. A message is 24 bytes, the workspace's keyed tag and n (big-endian): whoever
 * listens in sees that something was saved, and nothing else.
 */
import type { Tag } from './store.ts';

export interface ChangeChannel {
	announce(ws: Tag, n: number): void;
	close(): void;
}

const TAG_BYTES = 16;
const MESSAGE_BYTES = TAG_BYTES + 8;

/** `heard` is called for what other tabs announce, never for one's own; anything that is not such a message is passed over. */
export function openChannel(heard: (ws: Tag, n: number) => void, name = 'wb1'): ChangeChannel {
	const channel = new BroadcastChannel(name);
	channel.onmessage = ({ data }: MessageEvent<unknown>) => {
		if (!(data instanceof Uint8Array) || data.byteLength !== MESSAGE_BYTES) return;
		const n = Number(viewOf(data).getBigUint64(TAG_BYTES));
		if (Number.isSafeInteger(n)) heard(data.slice(0, TAG_BYTES) as Tag, n);
	};
	return {
		announce(ws, n) {
			const message = new Uint8Array(MESSAGE_BYTES);
			message.set(ws);
			viewOf(message).setBigUint64(TAG_BYTES, BigInt(n));
			channel.postMessage(message);
		},
		close: () => channel.close()
	};
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
	return new DataView(buffer, byteOffset, byteLength);
}
