/**
 * The one file that imports libsodium. It stays inside this folder: everything else speaks in the branded types of `brands.ts`.
 *
 * The package is an alias of the sumo build: the standard build types `crypto_pwhash` but does not have it.
 */
import libsodium from 'libsodium-wrappers';

let loaded: typeof libsodium | undefined;

/** Loads the WebAssembly. Await it once before anything else here is called. */
export async function ready(): Promise<void> {
	await libsodium.ready;
	loaded = libsodium;
}

/** libsodium, for the files of this folder only. */
export function sodium(): typeof libsodium {
	if (!loaded) throw new Error('crypto: ready() has not been awaited');
	return loaded;
}
