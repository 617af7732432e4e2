/** Putting a backup's workspaces where they are to live, and finding out how one stands to books that are here already. */
import type { WorkspaceHome } from '../../workspace/home.ts';
import { equalBytes, fromHex } from '../../workspace/bytes.ts';
import { putPack } from '../../workspace/blobs.ts';
import { copiedNotes } from '../../workspace/device-notes.ts';
import { LogChain, LogWriter, readEntries } from '../../workspace/log-copy.ts';
import { WorkspaceError } from '../../workspace/errors.ts';
import type { BackupKey } from './age.ts';
import type { WorkspaceManifest } from './format.ts';
import { BackupError } from './problem.ts';
import { readBackup } from './read-backup.ts';
import type { Watch } from './write-backup.ts';

/** By workspace id; what is not named is read and left out. */
export type Places = ReadonlyMap<string, Pick<WorkspaceHome, 'store' | 'vault'>>;

/** Logs and files, as they are; derived rows come from opening the workspace afterwards. Throws a `BackupError`, and then the places are to be cleared. */
export async function stageBackup(file: Blob, key: BackupKey, places: Places, watch: Watch = {}): Promise<void> {
	const shared = new Map<string, WorkspaceManifest>();
	const writers = new Map([...places].map(([id, place]) => [id, new LogWriter(place)]));
	await readBackup(
		file,
		key,
		{
			entry(manifest, _n, bytes) {
				if (manifest.shared) shared.set(manifest.id, manifest);
				return writers.get(manifest.id)?.push(bytes);
			},
			async file({ id }, address, pack) {
				const place = places.get(id);
				if (place && !(await putPack(place, address, pack))) throw new BackupError('damaged');
			}
		},
		watch
	);
	for (const writer of writers.values()) await writer.flush();
	for (const { id, entries, R } of shared.values()) {
		const place = places.get(id);
		if (place) await place.store.write({ puts: [copiedNotes(place.vault, entries, fromHex(R))] }, 'relaxed');
	}
}

/** The entries a backup has beyond position `from`; they are few, since the backup goes on from books that are here. */
export async function entriesFrom(file: Blob, key: BackupKey, id: string, from: number): Promise<Uint8Array[]> {
	const entries: Uint8Array[] = [];
	await readBackup(file, key, { entry: (workspace, n, bytes) => void (workspace.id === id && n >= from && entries.push(bytes)) });
	return entries;
}

/** `same` also when the backup is the older one; `continues` when it has entries that follow on those here. */
export type Standing = 'absent' | 'same' | 'continues' | 'forked';

/** @param present where the books on this device stand */
export async function standing(
	file: Blob,
	key: BackupKey,
	manifest: WorkspaceManifest,
	home: Pick<WorkspaceHome, 'store' | 'vault'>,
	present: { n: number; R: Uint8Array }
): Promise<Exclude<Standing, 'absent'>> {
	// What was waiting has no place yet, or another one than in the copy.
	const { n, R } = manifest.shared ? { n: manifest.shared.confirmed, R: manifest.shared.R } : { n: manifest.entries, R: manifest.R };
	if (n <= present.n) return (await begins(home, n, fromHex(R))) ? 'same' : 'forked';
	const chain = new LogChain();
	let follows = false;
	await readBackup(file, key, {
		entry({ id }, _n, bytes) {
			if (id !== manifest.id) return;
			chain.push(bytes);
			if (chain.n === present.n) follows = equalBytes(chain.R, present.R);
		}
	});
	return follows ? 'continues' : 'forked';
}

async function begins(home: Pick<WorkspaceHome, 'store' | 'vault'>, n: number, R: Uint8Array): Promise<boolean> {
	try {
		const entries = readEntries(home, n, R);
		while (!(await entries.next()).done);
		return true;
	} catch (cause) {
		if (cause instanceof WorkspaceError) return false;
		throw cause;
	}
}
