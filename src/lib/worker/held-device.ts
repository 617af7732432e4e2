/** The store of this device and, while it is unlocked, its keys. The header belongs to all tabs of the browser. */
import type { Device, Stretched } from '../identity/device.ts';
import type { Stretcher } from '../identity/stretcher.ts';
import { withWriteLock } from '../storage/locks.ts';
import type { Batch, Store } from '../storage/store.ts';
import type { Proof } from '../identity/api.ts';
import { Refused } from './results.ts';

export class HeldDevice {
	store: Store;
	/** While it is unlocked. */
	device: Device | undefined;
	readonly stretcher: Stretcher;
	/** Of the header, begun here; and the last of them. */
	#changes = 0;
	#changing: Promise<unknown> = Promise.resolve();
	readonly #reopen: () => Promise<Store>;

	constructor(store: Store, reopen: () => Promise<Store>, stretcher: Stretcher) {
		this.store = store;
		this.#reopen = reopen;
		this.stretcher = stretcher;
	}

	get unlocked(): Device {
		if (!this.device) throw new Refused({ code: 'locked' });
		return this.device;
	}

	/** Takes in what another tab changed of the ways to unlock, of the recovery code and of the workspaces there are. */
	async refresh(): Promise<Device> {
		const device = this.unlocked;
		for (;;) {
			await this.#changing;
			const begun = this.#changes;
			const stored = await this.store.readHeader();
			// What was changed here since is newer than what was read.
			if (begun !== this.#changes) continue;
			if (stored && !device.refresh(stored)) throw new Refused({ code: 'header-tampered' });
			return device;
		}
	}

	/** The header is read again under the lock, changed and written, so that no tab undoes what another did. */
	change(device: Device, change: () => void, batch?: () => Promise<Batch>): Promise<void> {
		return withWriteLock(() => {
			this.#changes++;
			const changed = this.#change(device, change, batch);
			this.#changing = changed.catch(() => undefined);
			return changed;
		});
	}

	async #change(device: Device, change: () => void, batch?: () => Promise<Batch>): Promise<void> {
		const stored = await this.store.readHeader();
		if (stored && !device.refresh(stored)) throw new Refused({ code: 'header-tampered' });
		const more = await batch?.();
		try {
			change();
			await this.store.write({ ...more, header: device.header() }, 'strict');
		} catch (cause) {
			// What could not be stored did not happen: memory must not know more than the disk.
			if (stored) device.refresh(stored);
			throw cause;
		}
	}

	/** Refuses who cannot prove to be the owner; a passphrase is handed back stretched. */
	async prove(device: Device, proof: Proof): Promise<Stretched | undefined> {
		await this.refresh();
		if ('passphrase' in proof) {
			const stretched = await device.stretched(proof.passphrase, this.stretcher);
			if (!stretched) throw new Refused({ code: 'wrong-passphrase', field: 'current' });
			return stretched;
		}
		if (!device.knowsRecoveryCode(proof.recoveryCode)) throw new Refused({ code: 'wrong-recovery-code', field: 'code' });
		return undefined;
	}

	/** Erases everything that lies here. */
	async startOver(): Promise<void> {
		await this.store.destroy();
		this.store = await this.#reopen();
	}

	forget(): void {
		this.device?.forget();
		this.device = undefined;
	}
}
