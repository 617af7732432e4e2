/** Pairing over a real relay that lies, and with somebody in between who has read the code. */
import { WebSocket } from 'ws';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endPaired, relayHouse } from '../../../../tests/support/paired-books.ts';
import type { SocketClass } from '../../sync/connection.ts';
import { parseRelayAddress, type RelayAddress } from '../../sync/address.ts';
import { RelayMailbox } from '../../sync/mailbox.ts';
import { newDeviceKeys } from '../../crypto/device.ts';
import { boxPublic } from '../../crypto/brands.ts';
import {
	newPairingSecret,
	openMessage,
	pairingKeys,
	sealMessage,
	sealToDevice,
	signMessage,
	SLOT,
	type Place,
	type Slot
} from '../../crypto/pairing.ts';
import { randomBytes } from '../../crypto/random.ts';
import { ready } from '../../crypto/sodium.ts';
import { joinByPairing, type Joined } from './joining.ts';
import type { Mailbox } from './mailbox.ts';
import { decodeMessage, encodeMessage, type Handed, type Message, type Offer, type Request } from './messages.ts';
import { offerPairing } from './offering.ts';
import { PairingError } from './problem.ts';
import { agreed } from './transcript.ts';

beforeAll(ready);
const boxes: RelayMailbox[] = [];
afterEach(async () => {
	for (const box of boxes.splice(0)) box.close();
	await endPaired();
});

type Lie = (place: Place, bytes: Uint8Array) => Uint8Array;
const honest: Lie = (_, bytes) => bytes;

interface Told {
	/** What the relay shows to whom, of what lies there. */
	toOld?: Lie;
	toNew?: Lie;
	secret?: string;
	scanned?: { n: number };
}

/** Both devices on one relay; the person confirms whatever words are shown, and what they were is answered. */
async function run({ toOld = honest, toNew = honest, secret = newPairingSecret(), scanned }: Told = {}) {
	const relay = await relayHouse();
	const address = parseRelayAddress(relay.origin) as RelayAddress;
	const through = async (lie: Lie): Promise<Mailbox> => {
		const real = await RelayMailbox.open(address, WebSocket as unknown as SocketClass);
		boxes.push(real);
		return {
			host: real.host,
			put: (place, bytes) => real.put(place, bytes),
			get: async (place) => {
				const lies = await real.get(place);
				return lies && lie(place, lies);
			},
			wait: async (place, signal) => lie(place, await real.wait(place, signal))
		};
	};
	const old = newDeviceKeys();
	const words: { old?: string[]; joining?: string[] } = {};
	const admitted: Uint8Array[] = [];
	let joined: Joined | undefined;
	const stop = new AbortController();
	const offer = { wsId: randomBytes(16), n: 7, R: randomBytes(32), relay: relay.origin, name: 'Books' };
	const [oldBox, newBox] = [await through(toOld), await through(toNew)];
	let begin: () => void;
	const offered = new Promise<void>((resolve) => (begin = resolve));
	const offering = offerPairing({
		secret,
		mailbox: oldBox,
		offer: { ...offer, keys: { sign: old.sign.publicKey, box: old.box.publicKey } },
		own: old.sign,
		onOffered: () => begin(),
		compare: async (shown) => {
			words.old = shown;
			return true;
		},
		admit: async ({ sign }) => {
			admitted.push(sign);
			return handOver();
		},
		signal: stop.signal
	}).catch((cause: unknown) => cause as Error);
	await offered;
	const joining = await joinByPairing({
		invitation: { secret, ...(scanned && { ...offer, ...scanned }) },
		mailbox: newBox,
		name: 'Phone',
		compare: async (shown) => {
			words.joining = shown;
			return true;
		},
		keep: async (what) => void (joined = what),
		signal: stop.signal
	}).catch((cause: unknown) => cause as Error);
	// Whoever still waits for a message that never comes runs out of time.
	stop.abort(new PairingError('expired'));
	return { offering: await offering, joining, words, admitted, joined: joined as Joined | undefined };
}

function handOver(): Handed {
	const R = randomBytes(32);
	return { n: 9, R, name: 'Books', sample: false, memberId: randomBytes(16), seed: randomBytes(32), epochKeys: [randomBytes(32)] };
}

/** Changes what lies in one slot. */
function at(secret: string, slot: Slot, change: (bytes: Uint8Array) => Uint8Array): Lie {
	const place = pairingKeys(secret).place(slot);
	return (asked, bytes) =>
		asked.slot === place.slot && asked.rendezvous.every((byte, i) => byte === place.rendezvous[i]) ? change(bytes) : bytes;
}

function flipped(bytes: Uint8Array): Uint8Array {
	const changed = new Uint8Array(bytes);
	changed[changed.length - 1]! ^= 1;
	return changed;
}

/** Somebody who has read the code opens a message, changes it, and seals it again. */
function forged(secret: string, slot: Slot, change: (message: Message) => Message): Lie {
	const keys = pairingKeys(secret);
	return at(secret, slot, (bytes) => {
		const message = decodeMessage(openMessage(keys, slot, bytes)!)!;
		return sealMessage(keys, slot, encodeMessage(change(message)));
	});
}

describe('an honest relay', () => {
	it('lets both come to the same words and the hand-over arrive', async () => {
		const { offering, joining, words, joined } = await run({ scanned: { n: 7 } });
		expect([offering instanceof Error, joining instanceof Error]).toEqual([false, false]);
		expect(words.old).toEqual(words.joining);
		expect(joined?.handOver.n).toBe(9);
	});
});

describe('a relay that does not know the secret', () => {
	it.each([
		['the offer', 'toNew', SLOT.offer],
		['the hand-over', 'toNew', SLOT.handOver]
	] as const)('cannot change %s', async (_, side, slot) => {
		const secret = newPairingSecret();
		const { joining, joined } = await run({ secret, [side]: at(secret, slot, flipped) });
		expect(joining).toMatchObject({ why: 'tampered' });
		expect(joined).toBeUndefined();
	});

	it.each([
		['the request', SLOT.request],
		['the word that they are the same', SLOT.same]
	] as const)('cannot change %s: nothing is admitted', async (_, slot) => {
		const secret = newPairingSecret();
		const { offering, admitted, joined } = await run({ secret, toOld: at(secret, slot, flipped) });
		expect(offering).toMatchObject({ why: 'tampered' });
		expect([admitted, joined]).toEqual([[], undefined]);
	});

	it('cannot put a message into another place, nor one of an earlier pairing into this one', async () => {
		const secret = newPairingSecret();
		const keys = pairingKeys(secret);
		const kept = sealMessage(keys, SLOT.kept, encodeMessage({ kind: 'same' }), randomBytes(32));
		const moved = await run({ secret, toOld: at(secret, SLOT.same, () => kept) });
		expect(moved.offering).toMatchObject({ why: 'tampered' });
		const earlier = pairingKeys(newPairingSecret());
		const replayed = sealMessage(earlier, SLOT.request, encodeMessage({ kind: 'same' }));
		const again = await run({ secret, toOld: at(secret, SLOT.request, () => replayed) });
		expect(again.offering).toMatchObject({ why: 'tampered' });
		expect([...moved.admitted, ...again.admitted]).toEqual([]);
	});
});

describe('somebody who has read the code, and sits at the relay', () => {
	const eve = () => {
		const { sign, box } = newDeviceKeys();
		return { sign: sign.publicKey, box: box.publicKey };
	};

	it('cannot swap either device’s keys without the words being others', async () => {
		const secret = newPairingSecret();
		const keys = eve();
		const request = await run({ secret, toOld: forged(secret, SLOT.request, (message) => ({ ...message, keys }) as Message) });
		expect(request.words.old).toHaveLength(4);
		expect(request.words.old).not.toEqual(request.words.joining);
		const offer = await run({ secret, toNew: forged(secret, SLOT.offer, (message) => ({ ...message, keys }) as Message) });
		expect(offer.words.joining).toHaveLength(4);
		expect(offer.words.old).not.toEqual(offer.words.joining);
	});

	it('cannot show other books, or an older log, without the words being others; against a scanned code not at all', async () => {
		const secret = newPairingSecret();
		const older = forged(secret, SLOT.offer, (message) => ({ ...message, n: 5 }) as Message);
		const { words } = await run({ secret, toNew: older });
		expect(words.joining).not.toEqual(words.old);
		const scanned = await run({ secret, toNew: older, scanned: { n: 7 } });
		expect(scanned.joining).toMatchObject({ why: 'tampered' });
		expect(scanned.words.joining).toBeUndefined();
	});

	it('cannot send the new device to another relay', async () => {
		const secret = newPairingSecret();
		const elsewhere = forged(secret, SLOT.offer, (message) => ({ ...message, relay: 'https://eve.example' }) as Message);
		expect((await run({ secret, toNew: elsewhere })).joining).toMatchObject({ why: 'other-relay' });
	});

	it('cannot open what is handed over', async () => {
		const secret = newPairingSecret();
		const keys = pairingKeys(secret);
		const seen = new Map<Slot, Uint8Array>();
		const watch =
			(...slots: Slot[]): Lie =>
			(place, bytes) =>
				slots.reduce((same, slot) => at(secret, slot, (it) => (seen.set(slot, it), it))(place, same), bytes);
		const { joined, words } = await run({ secret, toOld: watch(SLOT.request), toNew: watch(SLOT.offer, SLOT.handOver) });
		const offer = decodeMessage(openMessage(keys, SLOT.offer, seen.get(SLOT.offer)!)!) as Offer;
		const request = decodeMessage(openMessage(keys, SLOT.request, seen.get(SLOT.request)!)!) as Request;
		const { wsId, n, R } = offer;
		const relayHost = new URL(offer.relay).host;
		const known = agreed({ role: 'device', wsId, old: offer.keys, joining: request.keys, n, R, relayHost });
		// All of the agreement is known to who has the code; what is inside is sealed to the new device once more.
		expect(known.words).toEqual(words.old);
		const inside = openMessage(keys, SLOT.handOver, seen.get(SLOT.handOver)!, known.hash)!;
		expect(inside.length).toBeGreaterThan(0);
		expect(decodeMessage(inside)).toBeUndefined();
		expect(joined?.handOver.n).toBe(9);
	});

	it('cannot hand over keys of his own, nor say on the new device’s behalf that the words are the same', async () => {
		const secret = newPairingSecret();
		const keys = pairingKeys(secret);
		const his = newDeviceKeys();
		const seen = new Map<Slot, Uint8Array>();
		const watch = (slot: Slot): Lie => at(secret, slot, (it) => (seen.set(slot, it), it));
		const agreement = () => {
			const offer = decodeMessage(openMessage(keys, SLOT.offer, seen.get(SLOT.offer)!)!) as Offer;
			const request = decodeMessage(openMessage(keys, SLOT.request, seen.get(SLOT.request)!)!) as Request;
			const { wsId, n, R } = offer;
			const host = new URL(offer.relay).host;
			return { request, ...agreed({ role: 'device', wsId, old: offer.keys, joining: request.keys, n, R, relayHost: host }) };
		};
		// All he can do with the code: he knows the agreement and the new device's keys, and signs with his own.
		const saidByHim = (slot: Slot, message: Message) => signMessage(his.sign, keys, slot, agreement().hash, encodeMessage(message));
		const handed = await run({
			secret,
			toOld: watch(SLOT.request),
			toNew: (place, bytes) =>
				at(secret, SLOT.handOver, () => {
					const { request, hash } = agreement();
					const signed = saidByHim(SLOT.handOver, { kind: 'handOver', ...handOver(), letters: 0 });
					return sealMessage(keys, SLOT.handOver, sealToDevice(boxPublic(request.keys.box), signed), hash);
				})(place, watch(SLOT.offer)(place, bytes))
		});
		expect(handed.joining).toMatchObject({ why: 'tampered' });
		expect(handed.joined).toBeUndefined();
		const said = await run({
			secret,
			toNew: watch(SLOT.offer),
			toOld: (place, bytes) =>
				at(secret, SLOT.same, () => sealMessage(keys, SLOT.same, saidByHim(SLOT.same, { kind: 'same' }), agreement().hash))(
					place,
					watch(SLOT.request)(place, bytes)
				)
		});
		expect(said.offering).toMatchObject({ why: 'tampered' });
		expect(said.admitted).toEqual([]);
	});
});
