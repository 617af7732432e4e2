/**
 * Stretches passphrases as the app does, at the least cost it accepts (measuring the machine first would take seconds a test), and remembers
 * what each salt gave: the bytes are the same, only sooner.
 */
import { aeadKey, type AeadKey } from '#lib/crypto/brands.ts';
import { FLOOR, newParams, stretch } from '#lib/crypto/passphrase.ts';
import type { Stretcher } from '#lib/identity/stretcher.ts';

const known = new Map<string, AeadKey>();

export const leastStretch: Stretcher = {
	async stretch(passphrase, params) {
		const name = JSON.stringify([passphrase.normalize('NFKC'), params.ops, params.mem, [...params.salt]]);
		const key = known.get(name) ?? stretch(passphrase, params);
		known.set(name, key);
		return aeadKey(key.slice());
	},
	async fresh(passphrase) {
		const params = newParams(FLOOR);
		return { params, key: await leastStretch.stretch(passphrase, params) };
	}
};
