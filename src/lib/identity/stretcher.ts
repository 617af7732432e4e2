/** Where passphrases are stretched: here, or in a worker of its own, so that the memory Argon2 fills goes with it. */
import type { AeadKey } from '../crypto/brands.ts';
import { calibrate, newParams, stretch, type KdfParams } from '../crypto/passphrase.ts';

export interface Stretcher {
	/** Rejects on parameters out of bounds, and when memory runs out. */
	stretch(passphrase: string, params: KdfParams): Promise<AeadKey>;
	/** New parameters, the dearest that take about a second on this machine and never below the floor, and the key they give. */
	fresh(passphrase: string): Promise<{ params: KdfParams; key: AeadKey }>;
}

const TARGET_MS = 1000;

export const stretchHere: Stretcher = {
	stretch: async (passphrase, params) => stretch(passphrase, params),
	async fresh(passphrase) {
		const params = newParams(calibrate(TARGET_MS, () => performance.now()));
		return { params, key: stretch(passphrase, params) };
	}
};
