/** The ways to unlock this device: seen, added, replaced, taken away. */
import { wipe } from '../crypto/wipe.ts';
import type { Device } from '../identity/device.ts';
import type { NewPasskey, PasskeyQuestion, Proof, UnlockMethod } from '../identity/api.ts';
import { equalBytes } from '../workspace/bytes.ts';
import type { HeldDevice } from './held-device.ts';
import { Refused } from './results.ts';
import { calendarDay } from './today.ts';

export class UnlockMethods {
	readonly #held: HeldDevice;

	constructor(held: HeldDevice) {
		this.#held = held;
	}

	all(): { methods: UnlockMethod[]; passkeys: PasskeyQuestion[] } {
		const device = this.#held.unlocked;
		return { methods: device.methods(), passkeys: device.passkeys };
	}

	async changePassphrase(proof: Proof, next: string): Promise<void> {
		const device = this.#held.unlocked;
		await this.#held.prove(device, proof);
		const passphrase = await device.newPassphrase(next, calendarDay(), this.#held.stretcher);
		await this.#held.change(device, () => passphrase.replace());
	}

	/** The bytes of the evaluations are overwritten. */
	async addPasskey({ credential, salt, evaluations, name, together }: NewPasskey, proof: Proof): Promise<void> {
		const device = this.#held.unlocked;
		const [first, second] = evaluations;
		try {
			if (!equalBytes(first, second)) throw new Refused({ code: 'invalid', field: 'passkey', detail: 'not-steady' });
			const stretched = await this.#held.prove(device, proof);
			const bound = together || device.passkeys.some((passkey) => passkey.together);
			if (bound && !stretched) throw new Refused({ code: 'invalid', field: 'passphrase', detail: 'needs-passphrase' });
			await this.#held.change(device, () =>
				accepted(device.addPasskey({ credential, salt }, first, name.trim(), calendarDay(), bound ? stretched : undefined))
			);
		} finally {
			wipe(first, second);
		}
	}

	async revoke(id: string, proof: Proof): Promise<void> {
		const device = this.#held.unlocked;
		const stretched = await this.#held.prove(device, proof);
		await this.#held.change(device, () => accepted(device.revoke(id, calendarDay(), stretched)));
	}
}

function accepted(refusal: ReturnType<Device['revoke']>): void {
	if (refusal) throw new Refused({ code: 'invalid', field: 'method', detail: refusal });
}
