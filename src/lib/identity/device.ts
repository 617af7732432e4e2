/** This device while it is unlocked: its master key, what only it knows, and the slots that open it. Does no I/O: every change gives the header row to store. */
import { hashOf32, kdfKey, type AeadKey, type KdfKey } from '../crypto/brands.ts';
import { passkeySecret, passkeySlotKey, togetherSlotKey } from '../crypto/passkey.ts';
import { newId16, randomKey } from '../crypto/random.ts';
import { parseRecoveryCode, recoverySeed, recoverySlotKey } from '../crypto/recovery.ts';
import { wipe } from '../crypto/wipe.ts';
import type { PasskeyAnswer, UnlockMethod } from './api.ts';
import type { ErrorCode } from '../worker-api.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { encodeHeader, openBody, parseHeader, type DeviceSecrets, type Header, type SlotSecrets } from './header.ts';
import { kdfParams, makeSlot, MOST_SLOTS, openSlot, type Slot, type SlotKdf, type SlotPasskey } from './slots.ts';
import { stretchHere, type Stretcher } from './stretcher.ts';

type Opened = { ok: true; device: Device; slot: string } | { ok: false; code: ErrorCode };
/** Why a way to unlock cannot be added or taken away. */
type Refusal = 'needs-passphrase' | 'last-way' | 'too-many';

/** A passphrase after Argon2id, with what it was stretched by. */
export interface Stretched {
	kdf: SlotKdf;
	key: AeadKey;
}

export class Device {
	readonly master: KdfKey;
	readonly secrets: DeviceSecrets;
	#slots: Slot[];

	private constructor(master: KdfKey, secrets: DeviceSecrets, slots: Slot[]) {
		this.master = master;
		this.secrets = secrets;
		this.#slots = slots;
	}

	/** A new device with a random master key, opened by the passphrase and by the recovery code. */
	static async create(passphrase: string, code: string, today: string, stretcher: Stretcher = stretchHere): Promise<Device> {
		const parsed = parseRecoveryCode(code);
		if (!parsed) throw new TypeError('not a recovery code');
		const device = await Device.createWithSeed(passphrase, recoverySeed(parsed), today, stretcher);
		device.secrets.pendingKit = code;
		return device;
	}

	/** The same for a recovery code that is on paper already, because another device of the same person has it. */
	static async createWithSeed(passphrase: string, seed: KdfKey, today: string, stretcher: Stretcher = stretchHere): Promise<Device> {
		const master = randomKey(kdfKey);
		const device = new Device(master, { workspaces: [], current: '', recoverySeed: toBase64(seed) }, []);
		device.#slots = [device.#passphraseSlot(await newlyStretched(passphrase, stretcher), today), recoverySlot(seed, master, today)];
		return device;
	}

	static unlock(headerBytes: Uint8Array, passphrase: string, stretcher: Stretcher = stretchHere): Promise<Opened> {
		return Device.#open(headerBytes, 'wrong-passphrase', (slot) =>
			slot.kind === 'passphrase' && slot.kdf ? stretcher.stretch(passphrase, kdfParams(slot.kdf)) : undefined
		);
	}

	static async unlockWithRecovery(headerBytes: Uint8Array, code: string): Promise<Opened> {
		const parsed = parseRecoveryCode(code);
		if (!parsed) return { ok: false, code: 'wrong-recovery-code' };
		const key = recoverySlotKey(recoverySeed(parsed));
		return Device.#open(headerBytes, 'wrong-recovery-code', (slot) => (slot.kind === 'recovery' ? key : undefined));
	}

	/** `passphrase` counts for the slots that need both. A passkey always gives the same bytes, so a slot of its own that stays shut names the passphrase. */
	static async unlockWithPasskey(
		headerBytes: Uint8Array,
		{ credential, prf }: PasskeyAnswer,
		passphrase = '',
		stretcher: Stretcher = stretchHere
	): Promise<Opened> {
		const secret = passkeySecret(prf);
		let wrong: ErrorCode = 'wrong-passkey';
		const opened = await Device.#open(headerBytes, 'wrong-passkey', async (slot) => {
			if (slot.passkey?.credential !== credential) return undefined;
			if (!slot.kdf) return passkeySlotKey(secret);
			wrong = 'wrong-passphrase';
			return togetherSlotKey(await stretcher.stretch(passphrase, kdfParams(slot.kdf)), secret);
		});
		wipe(secret);
		return !opened.ok && opened.code === 'wrong-passkey' ? { ok: false, code: wrong } : opened;
	}

	static async #open(
		bytes: Uint8Array,
		wrong: ErrorCode,
		keyOf: (slot: Slot) => AeadKey | undefined | Promise<AeadKey | undefined>
	): Promise<Opened> {
		const parsed = parseHeader(bytes);
		if (!parsed.ok) return parsed;
		const header: Header = parsed.value;
		for (const slot of header.slots) {
			const key = await keyOf(slot);
			const master = key && openSlot(slot, key);
			if (!master) continue;
			const body = openBody(header, master);
			return body.ok ? { ok: true, device: new Device(master, body.value, header.slots), slot: slot.id } : body;
		}
		return { ok: false, code: wrong };
	}

	/** Takes in what another tab has written to the header since. False when it no longer opens with this master key. */
	refresh(headerBytes: Uint8Array): boolean {
		const parsed = parseHeader(headerBytes);
		const body = parsed.ok ? openBody(parsed.value, this.master) : parsed;
		if (!parsed.ok || !body.ok) return false;
		this.#slots = parsed.value.slots;
		Object.assign(this.secrets, { pendingKit: undefined, drilled: undefined, slots: undefined, joining: undefined }, body.value);
		return true;
	}

	/** The header row as it now stands. */
	header(): Uint8Array {
		return encodeHeader(this.#slots, this.master, this.secrets);
	}

	/** The passphrase, stretched as one of the slots has it; undefined when it opens none. */
	async stretched(passphrase: string, stretcher: Stretcher = stretchHere): Promise<Stretched | undefined> {
		for (const slot of this.#slots) {
			if (!slot.kdf) continue;
			const stretched = { kdf: slot.kdf, key: await stretcher.stretch(passphrase, kdfParams(slot.kdf)) };
			if (this.#opens(slot, stretched)) return stretched;
		}
		return undefined;
	}

	/** True when the code opens its slot and is the one whose seed every workspace lists. */
	knowsRecoveryCode(code: string): boolean {
		const parsed = parseRecoveryCode(code);
		const seed = parsed && recoverySeed(parsed);
		if (!seed || toBase64(seed) !== this.secrets.recoverySeed) return false;
		const key = recoverySlotKey(seed);
		return this.#slots.some((slot) => slot.kind === 'recovery' && openSlot(slot, key));
	}

	get recoverySeed(): KdfKey {
		return kdfKey(fromBase64(this.secrets.recoverySeed));
	}

	/**
	 * Stretches the next passphrase. `replace` then seals every slot that a passphrase has a part in anew, and no other; it makes one where there
	 * was none. The old passphrase opens nothing once the header is stored.
	 */
	async newPassphrase(next: string, today: string, stretcher: Stretcher = stretchHere): Promise<{ replace(): void }> {
		const stretched = await newlyStretched(next, stretcher);
		return {
			replace: () => {
				const both = this.#slots.filter(({ kind }) => kind === 'both');
				const sealed = both.map((slot) => this.#togetherSlot(stretched, slot.passkey!, today, slot));
				const alone = both.length > 0 ? [] : [this.#passphraseSlot(stretched, today)];
				this.#slots = [...alone, ...sealed, ...this.#slots.filter(({ kdf }) => !kdf)];
				this.#tidy();
			}
		};
	}

	/**
	 * Where both are needed to unlock, neither the passphrase nor another passkey opens alone any more, and every passkey to come is one of both.
	 * @param together the stretched passphrase, where both are to be needed from now on
	 */
	addPasskey(passkey: SlotPasskey, prf: Uint8Array, name: string, today: string, together?: Stretched): Refusal | undefined {
		const stretched = together && this.#slots.some((slot) => this.#opens(slot, together)) ? together : undefined;
		if (!stretched && (together || this.#slots.some(({ kind }) => kind === 'both'))) return 'needs-passphrase';
		if (this.#slots.length >= MOST_SLOTS) return 'too-many';
		const others = this.#slots.filter((slot) => slot.passkey?.credential !== passkey.credential);
		const secret = passkeySecret(prf);
		if (stretched) {
			const slot = this.#togetherSlot(stretched, passkey, today, { secret: toBase64(secret), name });
			this.#slots = [slot, ...others.filter(({ kind }) => kind === 'both' || kind === 'recovery')];
		} else {
			const slot = makeSlot({ id: newSlotId(), kind: 'passkey', made: today, passkey }, passkeySlotKey(secret), this.master);
			this.#know(slot.id, { name });
			this.#slots = [...others.filter(({ kind }) => kind !== 'recovery'), slot, ...others.filter(({ kind }) => kind === 'recovery')];
		}
		wipe(secret);
		this.#tidy();
		return undefined;
	}

	/**
	 * Takes a way to unlock away. The recovery code stays, and with it a passphrase or a passkey. From the last passkey that is asked for
	 * together with the passphrase, the passphrase stays and opens alone: for that it must be given.
	 */
	revoke(id: string, today: string, passphrase?: Stretched): Refusal | undefined {
		const slot = this.#slots.find((each) => each.id === id);
		if (!slot) return undefined;
		const others = this.#slots.filter((each) => each.id !== id);
		if (slot.kind === 'both' && others.every(({ kind }) => kind === 'recovery')) {
			if (!passphrase || !this.#opens(slot, passphrase)) return 'needs-passphrase';
			this.#slots = [this.#passphraseSlot(passphrase, today), ...others];
		} else {
			if (!mayRevoke(slot, this.#slots)) return 'last-way';
			this.#slots = others;
		}
		this.#tidy();
		return undefined;
	}

	/** Puts a new recovery code in the place of the old one, to be shown until it is typed back. The old one opens nothing once the header is stored. */
	replaceRecovery(code: string, today: string): void {
		const parsed = parseRecoveryCode(code);
		if (!parsed) throw new TypeError('not a recovery code');
		this.adoptRecovery(recoverySeed(parsed), today);
		this.secrets.pendingKit = code;
	}

	/** The same with a code that another device of this person made, and that is on paper there. */
	adoptRecovery(seed: KdfKey, today: string): void {
		this.#slots = [...this.#slots.filter(({ kind }) => kind !== 'recovery'), recoverySlot(seed, this.master, today)];
		Object.assign(this.secrets, { recoverySeed: toBase64(seed), pendingKit: undefined, drilled: undefined });
		this.#tidy();
	}

	/** The unlock by this slot, remembered to the day. False when that is known already. */
	used(id: string, today: string): boolean {
		if (this.secrets.slots?.[id]?.used === today || !this.#slots.some((slot) => slot.id === id)) return false;
		this.#know(id, { used: today });
		return true;
	}

	methods(): UnlockMethod[] {
		return this.#slots.map((slot) => {
			const { name, used } = this.secrets.slots?.[slot.id] ?? {};
			return { id: slot.id, kind: slot.kind, made: slot.made, name, used, revocable: slot.kind === 'both' || mayRevoke(slot, this.#slots) };
		});
	}

	/** The passkeys that are here already. */
	get passkeys(): { credential: string; salt: string; together: boolean }[] {
		return this.#slots.flatMap(({ kind, passkey }) => (passkey ? [{ ...passkey, together: kind === 'both' }] : []));
	}

	/** Overwrites the keys; the device is of no use afterwards. */
	forget(): void {
		this.master.fill(0);
		this.secrets.workspaces = [];
		this.secrets.slots = {};
		this.#slots = [];
	}

	#know(id: string, more: SlotSecrets): void {
		this.secrets.slots = { ...this.secrets.slots, [id]: { ...this.secrets.slots?.[id], ...more } };
	}

	/** What is known of slots that are gone is gone too. */
	#tidy(): void {
		const known = Object.entries(this.secrets.slots ?? {}).filter(([id]) => this.#slots.some((slot) => slot.id === id));
		this.secrets.slots = Object.fromEntries(known);
	}

	#opens(slot: Slot, { kdf, key }: Stretched): boolean {
		if (slot.kdf?.salt !== kdf.salt) return false;
		if (slot.kind === 'passphrase') return openSlot(slot, key) !== undefined;
		const secret = this.secrets.slots?.[slot.id]?.passkey;
		return secret !== undefined && openSlot(slot, togetherSlotKey(key, hashOf32(fromBase64(secret)))) !== undefined;
	}

	#passphraseSlot({ kdf, key }: Stretched, today: string): Slot {
		return makeSlot({ id: newSlotId(), kind: 'passphrase', made: today, kdf }, key, this.master);
	}

	/** @param before the slot it takes the place of, or the hash of the PRF and the name of a new one */
	#togetherSlot({ kdf, key }: Stretched, passkey: SlotPasskey, today: string, before: Slot | { secret: string; name: string }): Slot {
		const known = 'secret' in before ? { passkey: before.secret, name: before.name } : (this.secrets.slots?.[before.id] ?? {});
		if (known.passkey === undefined) throw new TypeError('a slot of both has its passkey in the body');
		const wrapping = togetherSlotKey(key, hashOf32(fromBase64(known.passkey)));
		const fields = { id: newSlotId(), kind: 'both' as const, made: 'made' in before ? before.made : today, kdf, passkey };
		this.#know(fields.id, known);
		return makeSlot(fields, wrapping, this.master);
	}
}

/** What stays must be the recovery code and a passphrase or a passkey. */
function mayRevoke(slot: Slot, slots: Slot[]): boolean {
	const kinds = slots.filter((each) => each !== slot).map(({ kind }) => kind);
	return kinds.includes('recovery') && kinds.some((kind) => kind !== 'recovery');
}

async function newlyStretched(passphrase: string, stretcher: Stretcher): Promise<Stretched> {
	const { params, key } = await stretcher.fresh(passphrase);
	return { kdf: { ops: params.ops, mem: params.mem, salt: toBase64(params.salt) }, key };
}

function recoverySlot(seed: KdfKey, master: KdfKey, today: string): Slot {
	return makeSlot({ id: newSlotId(), kind: 'recovery', made: today }, recoverySlotKey(seed), master);
}

function newSlotId(): string {
	return toBase64(newId16());
}
