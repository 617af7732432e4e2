/** What the worker's host does with the files of the open books, for devices that have none. */
import { Packs, type PackPort } from '#lib/sync/packs.ts';
import type { Session } from '#lib/sync/session.ts';
import { getPack, packAddresses, takePack, type BlobHome } from '#lib/workspace/blobs.ts';

/** For one connection. `names`: what this device's records name. */
export function packsOf({ session, home }: { session: Session; home: BlobHome }, names: Iterable<string> = []): Packs {
	const port: PackPort = {
		here: () => packAddresses(home),
		async missing() {
			const held = new Set<string>();
			for await (const address of packAddresses(home)) held.add(address);
			return [...names].filter((name) => !held.has(name));
		},
		get: (address) => getPack(home, address),
		put: (address, pack) => takePack(home, address, pack)
	};
	return new Packs(session, port);
}
