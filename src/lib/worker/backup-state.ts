/** What this device remembers of its backups: one sealed row of the device, apart from every workspace. */
import { randomBytes } from '../crypto/random.ts';
import type { KdfKey } from '../crypto/brands.ts';
import type { Store } from '../storage/store.ts';
import { toHex } from '../workspace/bytes.ts';
import { openVault } from '../workspace/vault.ts';

export interface KeptBackups {
	v: 1;
	/** Eight hexadecimal digits in the names of this device's files. */
	device: string;
	/** 0 when nothing is made by itself. */
	everyDays: number;
	/** The newest that was read back whole. */
	verified?: {
		at: string;
		place: 'folder' | 'download';
		/** Log entries in it, by workspace. */
		logs: Record<string, number>;
		/** Files that were not whole, and so are not in it. */
		left: number;
		/** Which recovery code opens it; absent where a passphrase does. */
		code?: string;
	};
	/** The last attempt on the schedule, where it failed after that. */
	failed?: { at: string; why: string };
}

/** No workspace has this id. */
const NO_WORKSPACE = new Uint8Array(16);

export class BackupMemory {
	readonly #store: () => Store;
	readonly #vault: ReturnType<typeof openVault>;

	constructor(store: () => Store, master: KdfKey) {
		this.#store = store;
		this.#vault = openVault(master, NO_WORKSPACE);
	}

	async read(): Promise<KeptBackups> {
		const key = this.#vault.tag('backups');
		const row = await this.#store().get('meta', this.#vault.ws, key);
		const kept = row && this.#vault.openJson<KeptBackups>('meta', key, row);
		return kept ?? { v: 1, device: toHex(randomBytes(4)), everyDays: 1 };
	}

	async write(change: Partial<KeptBackups>): Promise<KeptBackups> {
		const kept = { ...(await this.read()), ...change };
		await this.#store().write({ puts: [this.#vault.sealJson('meta', this.#vault.tag('backups'), kept)] }, 'strict');
		return kept;
	}
}
