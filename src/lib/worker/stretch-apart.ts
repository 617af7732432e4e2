/**
 * Stretches passphrases in a worker that lives for one of them. Argon2 fills up to 512 MiB and WebAssembly memory never shrinks: only the end
 * of a worker gives it back. It runs the same file as the worker that asks, under another name, so nothing more is loaded.
 */
import { aeadKey } from '../crypto/brands.ts';
import type { KdfParams } from '../crypto/passphrase.ts';
import { ready } from '../crypto/sodium.ts';
import { stretchHere, type Stretcher } from '../identity/stretcher.ts';
import { sameOriginScript } from '../trusted-url.ts';

const NAME = 'stretch';

interface Task {
	passphrase: string;
	/** Absent: choose new ones. */
	params?: KdfParams;
}
type Outcome = { key: Uint8Array; params: KdfParams } | { failed: string };

/** In this very thread where a browser knows no workers of workers. */
export function stretchApart(url: string): Stretcher {
	if (typeof Worker === 'undefined') return stretchHere;
	return {
		stretch: async (passphrase, params) => aeadKey((await runApart(url, { passphrase, params })).key),
		async fresh(passphrase) {
			const { key, params } = await runApart(url, { passphrase });
			return { key: aeadKey(key), params };
		}
	};
}

function runApart(url: string, task: Task): Promise<Exclude<Outcome, { failed: string }>> {
	const thread = new Worker(sameOriginScript(url), { type: 'module', name: NAME });
	return new Promise<Exclude<Outcome, { failed: string }>>((resolve, reject) => {
		thread.onmessage = ({ data }: MessageEvent<Outcome>) => ('key' in data ? resolve(data) : reject(new Error(data.failed)));
		thread.onerror = () => reject(new Error('the stretching worker did not start'));
		thread.postMessage(task);
	}).finally(() => thread.terminate());
}

/** True in the worker that only stretches; it then waits for its one task. */
export function servesStretching(): boolean {
	const scope = globalThis as unknown as {
		name?: string;
		postMessage(message: Outcome, transfer?: Transferable[]): void;
		onmessage: unknown;
	};
	if (scope.name !== NAME) return false;
	scope.onmessage = async ({ data }: MessageEvent<Task>) => {
		try {
			await ready();
			const { passphrase } = data;
			const made = data.params
				? { params: data.params, key: await stretchHere.stretch(passphrase, data.params) }
				: await stretchHere.fresh(passphrase);
			scope.postMessage(made, [made.key.buffer]);
		} catch (cause) {
			scope.postMessage({ failed: cause instanceof Error ? cause.message : 'failed' });
		}
	};
	return true;
}
