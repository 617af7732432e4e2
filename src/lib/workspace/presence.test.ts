import * as Y from 'yjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { id16, kdfKey, type KdfKey } from '../crypto/brands.ts';
import { concat, utf8 } from '../crypto/derive.ts';
import { newDeviceKeys, type DeviceKeys } from '../crypto/device.ts';
import { epochKeys } from '../crypto/epoch.ts';
import { randomKey } from '../crypto/random.ts';
import { seal } from '../crypto/seal.ts';
import { ready } from '../crypto/sodium.ts';
import { answerWith } from '../sync/y-messages.ts';
import { toHex } from './bytes.ts';
import { workspaceKeys } from './keys.ts';
import { openPresence, sealPresence } from './presence.ts';

const WS = id16(new Uint8Array(16).fill(5));
const RECORD = 'ab'.repeat(16);
const here = { client: 4_000_000_000, clock: 3, here: true, field: 'notes' };
const EPOCH = 2;

let key: KdfKey;
let alice: DeviceKeys;
let bob: DeviceKeys;
beforeAll(async () => {
	await ready();
	[alice, bob] = [newDeviceKeys(), newDeviceKeys()];
	key = randomKey(kdfKey);
});

function keysOf(device: DeviceKeys, wsId = WS) {
	const keys = workspaceKeys(wsId, device);
	keys.learn(EPOCH, key);
	return keys;
}
function members(active = true, kind: 'device' | 'recovery' = 'device', epoch = EPOCH) {
	const device = ({ id, sign, box }: DeviceKeys) => ({
		devId: id,
		member: '00',
		kind,
		signPk: sign.publicKey,
		boxPk: box.publicKey,
		since: 0,
		active,
		spent: false
	});
	return { epoch, devices: new Map([alice, bob].map((each) => [toHex(each.id), device(each)])) };
}
const opened = (frame: Uint8Array) => openPresence(keysOf(bob), members(), frame);

describe('presence', () => {
	it('opens for who has the key, and names the device that said it', () => {
		expect(opened(sealPresence(keysOf(alice), EPOCH, RECORD, here))).toEqual({ ...here, recordId: RECORD, device: toHex(alice.id) });
		expect(opened(sealPresence(keysOf(alice), EPOCH, RECORD, { ...here, here: false, field: '' }))).toMatchObject({
			here: false,
			field: ''
		});
	});

	it('is of one length, whatever it says', () => {
		const lengths = ['', 'notes', 'x'.repeat(149), 'é'.repeat(500)].map(
			(field) => sealPresence(keysOf(alice), EPOCH, RECORD, { ...here, field }).length
		);
		expect(new Set(lengths)).toEqual(new Set([301]));
		expect(opened(sealPresence(keysOf(alice), EPOCH, RECORD, { ...here, field: 'é'.repeat(500) }))?.field).toBe('');
	});

	it('is passed over when one bit is another, from other books, of another epoch, or from who may not write any more', () => {
		const frame = sealPresence(keysOf(alice), EPOCH, RECORD, here);
		for (let at = 0; at < frame.length; at++) expect(opened(frame.map((byte, index) => (index === at ? byte ^ 1 : byte)))).toBeUndefined();
		expect(openPresence(keysOf(bob, id16(new Uint8Array(16))), members(), frame)).toBeUndefined();
		expect(openPresence(keysOf(bob), members(true, 'device', EPOCH + 1), frame)).toBeUndefined();
		expect(openPresence(keysOf(bob), members(false), frame)).toBeUndefined();
		expect(openPresence(keysOf(bob), members(true, 'recovery'), frame)).toBeUndefined();
		expect(opened(new Uint8Array(0))).toBeUndefined();
	});

	it('is no one else than the signer', () => {
		const posing = { ...alice, sign: bob.sign };
		expect(opened(sealPresence(keysOf(posing), EPOCH, RECORD, here))).toBeUndefined();
	});

	it('carries no change of a record, however it is made: a viewer could write through it', () => {
		const doc = new Y.Doc();
		doc.getMap('r').set('notes', 'forged');
		const place = concat([WS, new Uint8Array([0, 0, 0, EPOCH])]);
		const sealed = (plain: Uint8Array) =>
			concat([place.subarray(16), seal(epochKeys(key).ephemeral, plain, concat([utf8('wb1/eph'), place]))]);
		const sync = answerWith(Y.encodeStateAsUpdate(doc));
		const long = new Uint8Array(255);
		long.set(sync);
		for (const plain of [sync, Y.encodeStateAsUpdate(doc), long]) expect(opened(sealed(plain))).toBeUndefined();
	});
});
