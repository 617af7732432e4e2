import { expect, test } from 'vitest';
import { openChannel } from './channel.ts';
import type { Tag } from './store.ts';

const ws = Uint8Array.from({ length: 16 }, (_, i) => 100 + i) as Tag;

/** Resolves with the first `count` things heard. */
function listen(name: string, count: number) {
	const heard: [Uint8Array, number][] = [];
	let channel: ReturnType<typeof openChannel> | undefined;
	const all = new Promise<[Uint8Array, number][]>((resolve) => {
		channel = openChannel((from, n) => {
			if (heard.push([from, n]) === count) resolve(heard);
		}, name);
	});
	return { all, close: () => channel?.close(), heard };
}

test('another tab hears which workspace is at which n', async () => {
	const bob = listen('hears', 2);
	const alice = listen('hears', 1);
	const { announce, close } = openChannel(() => expect.unreachable('nobody hears himself'), 'hears');
	announce(ws, 7);
	announce(ws, Number.MAX_SAFE_INTEGER);
	expect(await bob.all).toEqual([
		[ws, 7],
		[ws, Number.MAX_SAFE_INTEGER]
	]);
	expect(await alice.all).toEqual(expect.arrayContaining([[ws, 7]]));
	for (const end of [bob.close, alice.close, close]) end();
});

test('what goes over the wire is 24 bytes: the tag and n', async () => {
	const wire = new BroadcastChannel('wire');
	const message = new Promise<unknown>((resolve) => (wire.onmessage = (event) => resolve((event as MessageEvent).data)));
	const channel = openChannel(() => {}, 'wire');
	channel.announce(ws, 258);
	expect(await message).toEqual(Uint8Array.from([...ws, 0, 0, 0, 0, 0, 0, 1, 2]));
	wire.close();
	channel.close();
});

test('anything else is passed over', async () => {
	const bob = listen('noise', 1);
	const wire = new BroadcastChannel('noise');
	const beyond = new Uint8Array(24).fill(255);
	for (const noise of ['text', null, { ws, n: 1 }, new Uint8Array(23), new Uint8Array(25), new ArrayBuffer(24), beyond])
		wire.postMessage(noise);
	const channel = openChannel(() => {}, 'noise');
	wire.postMessage(Uint8Array.from([...ws, 0, 0, 0, 0, 0, 0, 0, 9]));
	expect(await bob.all).toEqual([[ws, 9]]);
	wire.close();
	channel.close();
	bob.close();
});
