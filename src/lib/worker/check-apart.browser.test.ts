import { expect, it } from 'vitest';
import { KIND } from '../../../sync-server/protocol/codec.ts';
import { newDeviceKeys } from '../crypto/device.ts';
import { ready } from '../crypto/sodium.ts';
import { concat } from '../crypto/derive.ts';
import { makeEntry } from '../workspace/author.ts';
import { checkApart } from './check-apart.ts';
import workerUrl from '../worker.ts?worker&url';

const ZERO = { wsId: new Uint8Array(16), devSeq: 0, prevDev: new Uint8Array(32), seenN: 0, seenR: new Uint8Array(32), epoch: 0 };

it('a worker of the app answers which signatures hold, one question after the other', async () => {
	await ready();
	const device = newDeviceKeys();
	const entry = makeEntry(device, ZERO, KIND.SEEN, { clear: new Uint8Array(0) });
	const forged = entry.map((byte, at) => (at === entry.length - 1 ? byte ^ 1 : byte));
	const length = new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, entry.length);
	const packed = (entries: Uint8Array[]) => new Uint8Array(concat(entries.flatMap((bytes) => [device.sign.publicKey, length, bytes])));
	const checker = checkApart(workerUrl)!;
	const answers = [[entry, forged, entry], [forged], [entry]].map((entries) => checker.check(packed(entries)));
	expect((await Promise.all(answers)).map((each) => [...each])).toEqual([[1, 0, 1], [0], [1]]);
});
