/** What a browser must have, and be allowed, for the program to start at all. Each lack has a remedy of its own (routes/Unsupported.svelte). */
export type Lack = 'workers' | 'webassembly' | 'locks' | 'storage';

/** What can be told at once. Reading `indexedDB` throws where a page may store nothing, and gives nothing in some private windows. */
export function lackingNow(): Lack | undefined {
	if (typeof Worker === 'undefined') return 'workers';
	// Off in Lockdown Mode of iOS and macOS, and by policy in some companies.
	if (typeof WebAssembly === 'undefined') return 'webassembly';
	try {
		if (!indexedDB) return 'storage';
	} catch {
		return 'storage';
	}
	// Two tabs on the same books take turns by them.
	return 'locks' in navigator ? undefined : 'locks';
}

/** Where storage is blocked some browsers have a database all the same, and refuse each use of it. Leaves nothing behind. */
export async function lacking(): Promise<Lack | undefined> {
	const lack = lackingNow();
	if (lack) return lack;
	return indexedDB.databases?.().then(
		() => undefined,
		() => 'storage' as const
	);
}
