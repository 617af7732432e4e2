import { beforeAll, describe, expect, it } from 'vitest';
import { newDeviceKeys } from '../../crypto/device.ts';
import {
	newPairingSecret,
	pairingKeys,
	openMessage,
	parsePairingSecret,
	formatPairingSecret,
	sealMessage,
	SLOT
} from '../../crypto/pairing.ts';
import { randomBytes } from '../../crypto/random.ts';
import { ready } from '../../crypto/sodium.ts';
import { invitationLink, readInvitation } from './invitation.ts';
import { decodeMessage, encodeMessage, KEYS_IN_HAND_OVER, KEYS_IN_LETTER, type Message } from './messages.ts';
import { agreed, type Transcript } from './transcript.ts';

beforeAll(ready);

function keys() {
	const { sign, box } = newDeviceKeys();
	return { sign: sign.publicKey, box: box.publicKey };
}

function transcript(): Transcript {
	return { role: 'device', wsId: randomBytes(16), old: keys(), joining: keys(), n: 7, R: randomBytes(32), relayHost: 'relay.example:4180' };
}

describe('the words both devices show', () => {
	it('are four, the same for the same facts, and others when any one of them differs', () => {
		const facts = transcript();
		const { words } = agreed(facts);
		expect(words).toHaveLength(4);
		expect(agreed({ ...facts }).words).toEqual(words);
		const other = keys();
		const changed: Transcript[] = [
			{ ...facts, wsId: randomBytes(16) },
			{ ...facts, old: { ...facts.old, sign: other.sign } },
			{ ...facts, old: { ...facts.old, box: other.box } },
			{ ...facts, joining: { ...facts.joining, sign: other.sign } },
			{ ...facts, joining: { ...facts.joining, box: other.box } },
			{ ...facts, old: facts.joining, joining: facts.old },
			{ ...facts, n: 8 },
			{ ...facts, n: 7 + 2 ** 32 },
			{ ...facts, R: randomBytes(32) },
			{ ...facts, relayHost: 'relay.example' }
		];
		for (const each of changed) expect(agreed(each).words).not.toEqual(words);
	});

	it('are not made from fields of another length, which could run into each other', () => {
		expect(() => agreed({ ...transcript(), R: randomBytes(31) })).toThrow(RangeError);
	});
});

describe('the secret', () => {
	it('is 26 symbols that survive being typed', () => {
		const secret = newPairingSecret();
		expect(secret).toHaveLength(26);
		expect(formatPairingSecret(secret)).toMatch(/^(\w{5}-){4}\w{6}$/);
		expect(parsePairingSecret(formatPairingSecret(secret).toLowerCase().replaceAll('-', ' '))).toBe(secret);
		expect(parsePairingSecret(secret.replace(/0/g, 'o').replace(/1/g, 'l'))).toBe(secret);
		expect(parsePairingSecret(secret.slice(1))).toBeUndefined();
		expect(parsePairingSecret(`U${secret.slice(1)}`)).toBeUndefined();
	});

	it('opens a message only in the place, and in the agreement, it was sealed for', () => {
		const pairing = pairingKeys(newPairingSecret());
		const bound = randomBytes(32);
		const sealed = sealMessage(pairing, SLOT.handOver, Uint8Array.of(1), bound);
		expect(openMessage(pairing, SLOT.handOver, sealed, bound)).toEqual(Uint8Array.of(1));
		expect(openMessage(pairing, SLOT.offer, sealed, bound)).toBeUndefined();
		expect(openMessage(pairing, SLOT.handOver, sealed, randomBytes(32))).toBeUndefined();
		expect(openMessage(pairing, SLOT.handOver, sealed)).toBeUndefined();
		expect(openMessage(pairingKeys(newPairingSecret()), SLOT.handOver, sealed, bound)).toBeUndefined();
	});

	it('gives each message a place of its own', () => {
		const pairing = pairingKeys(newPairingSecret());
		const places = Object.values(SLOT).map((slot) => `${pairing.place(slot).rendezvous.join()}/${pairing.place(slot).slot}`);
		expect(new Set(places).size).toBe(5);
	});
});

describe('an invitation', () => {
	const invitation = () => ({
		secret: newPairingSecret(),
		wsId: randomBytes(16),
		n: 2 ** 33 + 5,
		R: randomBytes(32),
		relay: 'https://relay.example'
	});

	it('is read back from the address the QR code holds, with everything in the fragment', () => {
		const sent = invitation();
		const link = invitationLink('https://books.example/join', sent);
		expect(new URL(link).pathname).toBe('/join');
		expect(new URL(link).search).toBe('');
		expect(readInvitation(link)).toEqual(sent);
		expect(readInvitation(new URL(link).hash)).toEqual(sent);
	});

	it('is refused when it is cut, changed beyond its shape, or no invitation at all; a newer one says so', () => {
		const link = invitationLink('https://books.example/join', invitation());
		const [page, text] = link.split('#w') as [string, string];
		expect(readInvitation('https://books.example/join')).toBeUndefined();
		expect(readInvitation(`${page}#w${text.slice(0, 60)}`)).toBeUndefined();
		expect(readInvitation(`${page}#w***`)).toBeUndefined();
		expect(readInvitation(`${page}#w${'A'.repeat(3000)}`)).toBeUndefined();
		expect(readInvitation(`${page}#wAg${text.slice(2)}`)).toBe('newer');
	});
});

describe('a message', () => {
	const messages = (): Message[] => [
		{
			kind: 'offer',
			wsId: randomBytes(16),
			n: 3,
			R: randomBytes(32),
			relay: 'https://relay.example',
			keys: keys(),
			name: 'Atelier Mésange'
		},
		{ kind: 'request', keys: keys(), name: 'Phone' },
		{
			kind: 'handOver',
			n: 4,
			R: randomBytes(32),
			name: 'Atelier Mésange',
			sample: false,
			memberId: randomBytes(16),
			seed: randomBytes(32),
			epochKeys: [randomBytes(32), randomBytes(32)],
			letters: 1
		},
		{ kind: 'keys', epochKeys: [randomBytes(32)] },
		{ kind: 'same' },
		{ kind: 'kept' },
		{ kind: 'ended', why: 'words-differ' }
	];

	it('comes back as it was written', () => {
		for (const message of messages()) expect(decodeMessage(encodeMessage(message))).toEqual(message);
	});

	it('is none with a field more, a field less, or one of another kind', () => {
		for (const message of messages()) {
			const fields = JSON.parse(new TextDecoder().decode(encodeMessage(message))) as Record<string, unknown>;
			const tried: Record<string, unknown>[] = [
				{ ...fields, more: 1 },
				{ ...fields, v: 3 }
			];
			for (const name of Object.keys(fields)) {
				const { [name]: _, ...less } = fields;
				tried.push(less, { ...fields, [name]: { odd: true } });
			}
			for (const each of tried) expect(decodeMessage(new TextEncoder().encode(JSON.stringify(each)))).toBeUndefined();
		}
	});

	it('fits into what a relay keeps, with as many keys of epochs as it may have', () => {
		const some = (length: number) => Array.from({ length }, () => randomBytes(32));
		const handOver = messages()[2]!;
		if (handOver.kind !== 'handOver') throw new Error();
		const largest: Message[] = [
			{ ...handOver, name: '\u0001'.repeat(200), n: 2 ** 47, letters: 16, epochKeys: some(KEYS_IN_HAND_OVER) },
			{ kind: 'keys', epochKeys: some(KEYS_IN_LETTER) }
		];
		// Signed, and sealed to the new device, before it is sealed for its place.
		const around = 64 + 48;
		for (const message of largest) {
			const plain = new Uint8Array(encodeMessage(message).length + around);
			expect(sealMessage(pairingKeys(newPairingSecret()), SLOT.handOver, plain, randomBytes(32)).length).toBeLessThanOrEqual(4096);
		}
	});
});
