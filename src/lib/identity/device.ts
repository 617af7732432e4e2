/** This device while it is unlocked: its master key, what only it knows, and the slots that open it. Does no I/O: every change gives the header row to store. */
import { kdfKey, type KdfKey } from '../crypto/brands.ts';
import { calibrate, newParams, stretch } from '../crypto/passphrase.ts';
import { newId16, randomKey } from '../crypto/random.ts';
import { parseRecoveryCode, recoverySeed, recoverySlotKey } from '../crypto/recovery.ts';
import type { ErrorCode, UnlockMethod } from '../worker-api.ts';
import {
	encodeHeader,
	fromBase64,
	kdfParams,
	makeSlot,
	openBody,
	openSlot,
	parseHeader,
	toBase64,
	type DeviceSecrets,
	type Header,
	type Slot
} from './header.ts';

type Opened = { ok: true; device: Device } | { ok: false; code: ErrorCode };

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
	static create(passphrase: string, code: string, today: string): Device {
		const parsed = parseRecoveryCode(code);
		if (!parsed) throw new TypeError('not a recovery code');
		const seed = recoverySeed(parsed);
		const master = randomKey(kdfKey);
		const device = new Device(master, { workspaces: [], current: '', recoverySeed: toBase64(seed), pendingKit: code }, []);
		device.#slots = [passphraseSlot(passphrase, master, today), recoverySlot(seed, master, today)];
		return device;
	}

	static unlock(headerBytes: Uint8Array, passphrase: string): Opened {
		return Device.#open(headerBytes, 'wrong-passphrase', (slot) =>
			slot.kind === 'passphrase' && slot.kdf ? stretch(passphrase, kdfParams(slot.kdf)) : undefined
		);
	}

	static unlockWithRecovery(headerBytes: Uint8Array, code: string): Opened {
		const parsed = parseRecoveryCode(code);
		if (!parsed) return { ok: false, code: 'wrong-recovery-code' };
		const key = recoverySlotKey(recoverySeed(parsed));
		return Device.#open(headerBytes, 'wrong-recovery-code', (slot) => (slot.kind === 'recovery' ? key : undefined));
	}

	static #open(bytes: Uint8Array, wrong: ErrorCode, keyOf: (slot: Slot) => ReturnType<typeof stretch> | undefined): Opened {
		const parsed = parseHeader(bytes);
		if (!parsed.ok) return parsed;
		const header: Header = parsed.value;
		for (const slot of header.slots) {
			const key = keyOf(slot);
			const master = key && openSlot(slot, key);
			if (!master) continue;
			const body = openBody(header, master);
			return body.ok ? { ok: true, device: new Device(master, body.value, header.slots) } : body;
		}
		return { ok: false, code: wrong };
	}

	/** Takes in what another tab has written to the header since. False when it no longer opens with this master key. */
	refresh(headerBytes: Uint8Array): boolean {
		const parsed = parseHeader(headerBytes);
		const body = parsed.ok ? openBody(parsed.value, this.master) : parsed;
		if (!parsed.ok || !body.ok) return false;
		this.#slots = parsed.value.slots;
		Object.assign(this.secrets, { pendingKit: undefined }, body.value);
		return true;
	}

	/** The header row as it now stands. */
	header(): Uint8Array {
		return encodeHeader(this.#slots, this.master, this.secrets);
	}

	/** True when the passphrase opens one of the slots. */
	knowsPassphrase(passphrase: string): boolean {
		return this.#slots.some((slot) => slot.kdf && openSlot(slot, stretch(passphrase, kdfParams(slot.kdf))));
	}

	knowsRecoveryCode(code: string): boolean {
		const parsed = parseRecoveryCode(code);
		const key = parsed && recoverySlotKey(recoverySeed(parsed));
		return key !== undefined && this.#slots.some((slot) => slot.kind === 'recovery' && openSlot(slot, key));
	}

	get recoverySeed(): KdfKey {
		return kdfKey(fromBase64(this.secrets.recoverySeed));
	}

	/** Replaces every passphrase slot: the old passphrase opens nothing once the header is stored. */
	setPassphrase(next: string, today: string): void {
		this.#slots = [passphraseSlot(next, this.master, today), ...this.#slots.filter((slot) => slot.kind !== 'passphrase')];
	}

	methods(): UnlockMethod[] {
		return this.#slots.map(({ id, kind, made }) => ({ id, kind, made }));
	}

	/** Overwrites the keys; the device is of no use afterwards. */
	forget(): void {
		this.master.fill(0);
		this.secrets.workspaces = [];
		this.#slots = [];
	}
}

/** Parameters are measured on this machine, never below the floor. */
function passphraseSlot(passphrase: string, master: KdfKey, today: string): Slot {
	const params = newParams(calibrate(1000, () => performance.now()));
	const kdf = { ops: params.ops, mem: params.mem, salt: toBase64(params.salt) };
	return makeSlot({ id: toBase64(newId16()), kind: 'passphrase', made: today, kdf }, stretch(passphrase, params), master);
}

function recoverySlot(seed: KdfKey, master: KdfKey, today: string): Slot {
	return makeSlot({ id: toBase64(newId16()), kind: 'recovery', made: today }, recoverySlotKey(seed), master);
}
