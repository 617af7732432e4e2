/** Every way the relay lies about what is left there for somebody it does not know: letters of a pairing, and the records a recovery code finds its books by. */
import { encodeLocator } from '#lib/identity/locator-record.ts';
import { newDeviceKeys } from '#lib/crypto/device.ts';
import { openMessage, pairingKeys, sealMessage, SLOT } from '#lib/crypto/pairing.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { decodeMessage, encodeMessage, type Offer, type Request } from '#lib/identity/pairing/messages.ts';
import { ForgedLog } from './forged-log.ts';
import { isReading, placeOf, type House, type PostOffice } from './letters.ts';
import { note } from './mutators.ts';
import { dataEntry } from './scribe.ts';

export interface LetterLie {
	name: string;
	/** Numbers of the design's list of threats. */
	threats: readonly number[];
}

export interface PairingLie extends LetterLie {
	/** `secret` is known once the code is shown. */
	begin(post: PostOffice, secret: () => string | undefined): void;
}

/** Both devices' keys are the relay's own towards the other. */
const eves = () => {
	const { sign, box } = newDeviceKeys();
	return { sign: sign.publicKey, box: box.publicKey };
};

const NOTHING = new Uint8Array(0);

export const PAIRING_LIES: readonly PairingLie[] = [
	{
		name: 'letters that come late',
		threats: [16],
		begin(post) {
			const late = new Set<string>();
			post.tampering.answer = (asked, reader) => {
				if (!asked.wait || !isReading(asked, reader) || late.has(placeOf(asked))) return undefined;
				late.add(placeOf(asked));
				return NOTHING;
			};
		}
	},
	{
		name: 'no letter at all, not even to who wrote it',
		threats: [16],
		begin: (post) => void (post.tampering.answer = () => NOTHING)
	},
	{
		name: 'the letters of an earlier pairing',
		threats: [12],
		begin(post) {
			// Each place was written to in the same order then.
			const earlier = new Map<string, Uint8Array>();
			for (const { place, bytes } of post.written) if (!earlier.has(place)) earlier.set(place, bytes);
			const letters = [...earlier.values()];
			const before = post.written.length;
			post.tampering.show = (letter, reader) => {
				const places = [...new Set(post.written.slice(before).map(({ place }) => place))];
				return isReading(letter, reader) ? letters[places.indexOf(placeOf(letter))] : undefined;
			};
		}
	},
	{
		name: 'keys of its own, by the code that somebody read',
		threats: [9, 10],
		begin(post, secret) {
			const own = eves();
			post.tampering.show = (letter, reader) => {
				const seen = secret();
				if (!seen || !isReading(letter, reader)) return undefined;
				const keys = pairingKeys(seen);
				for (const slot of [SLOT.offer, SLOT.request]) {
					if (placeOf(keys.place(slot)) !== placeOf(letter)) continue;
					const message = decodeMessage(openMessage(keys, slot, letter.bytes)!) as Offer | Request | undefined;
					return message && 'keys' in message ? sealMessage(keys, slot, encodeMessage({ ...message, keys: own })) : undefined;
				}
				return undefined;
			};
		}
	}
];

export interface RecoveryLie extends LetterLie {
	begin(house: House): void;
}

function locators(house: House, bytes: (id: Uint8Array) => Uint8Array): void {
	house.liar.lieToAll = { fromRelay: (frame) => (frame.type === 'locator' ? [{ ...frame, bytes: bytes(frame.id) }] : undefined) };
}

export const RECOVERY_LIES: readonly RecoveryLie[] = [
	{
		name: 'no record under the code',
		threats: [14],
		begin: (house) => locators(house, () => NOTHING)
	},
	{
		name: 'a record in clear, of other books',
		threats: [8, 14],
		begin(house) {
			const record = {
				wsId: randomBytes(16),
				n: 1,
				R: randomBytes(32),
				day: '2026-11-22',
				relay: house.origin,
				name: 'Eve',
				sample: false
			};
			locators(house, () => encodeLocator(record));
		}
	},
	{
		name: 'the record, and a log that ends before it',
		threats: [13, 14],
		begin: ({ liar }) => void liar.lies.set('the code', new ForgedLog(liar.log.slice(0, -1)))
	},
	{
		name: 'the record, and another log of that length',
		threats: [14, 15],
		begin({ liar, alice }) {
			const { keys } = alice.host.open.home;
			const log = liar.log.slice(0, -1);
			const other = dataEntry(keys.device, log, keys.epochKey(0), [note('never in these books')]);
			liar.lies.set('the code', new ForgedLog([...log, other]));
		}
	}
];
