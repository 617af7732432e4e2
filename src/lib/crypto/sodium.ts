/**
 * The one file that imports libsodium. It stays inside this folder: everything else speaks in the branded types of `brands.ts`.
 *
 * The package is an alias of the sumo build: the standard build types `crypto_pwhash` but does not have it.
 */
import libsodium from 'libsodium-wrappers';

let loaded: typeof libsodium | undefined;

/** The library's own memory and functions, for what is asked a hundred thousand times: the wrapper takes and gives back memory at each call. */
export interface SodiumMemory {
	/** Another one after the memory has grown. */
	readonly HEAPU8: Uint8Array;
	_malloc(size: number): number;
	_crypto_generichash(out: number, outLength: number, input: number, length: number, high: number, key: number, keyLength: number): number;
}

/** Loads the WebAssembly. Await it once before anything else here is called. */
export async function ready(): Promise<void> {
	await libsodium.ready;
	loaded = libsodium;
}

/** For `derive.ts` only. */
export function sodiumMemory(): SodiumMemory {
	return (sodium() as unknown as { libsodium: SodiumMemory }).libsodium;
}

/** libsodium, for the files of this folder only. */
export function sodium(): typeof libsodium {
	if (!loaded) throw new Error('crypto: ready() has not been awaited');
	return loaded;
}
