/**
 * Backups in a folder the user chose. A file is written under a temporary name, read back to its last byte and checked, and only then gets its
 * name; older generations go after that, never before.
 */
import { backupName, madeAt, superfluous } from './generations.ts';
import type { BackupKey } from './age.ts';
import { BackupError } from './problem.ts';
import { readBackup } from './read-backup.ts';
import type { Watch } from './write-backup.ts';

/** What the browser's directory handles have, on the disk and in a page's own file system. */
export type Folder = FileSystemDirectoryHandle & {
	queryPermission?(options: { mode: 'readwrite' }): Promise<PermissionState>;
};
type MovableFile = FileSystemFileHandle & { move?(name: string): Promise<void> };

export interface Generation {
	name: string;
	/** Instant, ISO 8601. */
	made: string;
	bytes: number;
}

const UNFINISHED = '.part';

export async function accessTo(folder: Folder): Promise<PermissionState> {
	return (await folder.queryPermission?.({ mode: 'readwrite' })) ?? 'granted';
}

/** Newest first. Throws `folder-gone` or `folder-locked`. */
export function generationsIn(folder: Folder, device: string): Promise<Generation[]> {
	return inFolder(async () => {
		const found: Generation[] = [];
		for await (const [name, handle] of entriesOf(folder)) {
			const made = handle.kind === 'file' ? madeAt(name, device) : undefined;
			if (made) found.push({ name, made: made.toISOString(), bytes: (await (handle as FileSystemFileHandle).getFile()).size });
		}
		return found.sort((a, b) => (a.made < b.made ? 1 : -1));
	});
}

export function openGeneration(folder: Folder, name: string): Promise<File> {
	return inFolder(async () => (await folder.getFileHandle(name)).getFile());
}

/** Answers with the name of the new generation. Throws `not-written` where what was read back is not a whole backup; then nothing else changed. */
export function addGeneration(
	folder: Folder,
	device: string,
	made: Date,
	sealed: ReadableStream<Uint8Array>,
	key: BackupKey,
	watch: Watch = {}
): Promise<string> {
	return inFolder(async () => {
		const name = backupName(device, made);
		const temporary = `${name}${UNFINISHED}`;
		await removeUnfinished(folder, device);
		const handle: MovableFile = await folder.getFileHandle(temporary, { create: true });
		try {
			await sealed.pipeTo((await handle.createWritable()) as WritableStream<Uint8Array>);
			await check(await handle.getFile(), key, watch);
			await rename(folder, handle, name, key, watch);
		} catch (cause) {
			await folder.removeEntry(temporary).catch(() => undefined);
			throw cause;
		}
		await removeOld(folder, device, made.getTime());
		return name;
	});
}

async function check(file: Blob, key: BackupKey, watch: Watch): Promise<void> {
	try {
		await readBackup(file, key, {}, watch);
	} catch (cause) {
		if (cause instanceof BackupError && cause.why === 'cancelled') throw cause;
		throw new BackupError('not-written', cause);
	}
}

/** Where the browser cannot rename, the checked bytes are copied, and the copy is checked like the first. */
async function rename(folder: Folder, handle: MovableFile, name: string, key: BackupKey, watch: Watch): Promise<void> {
	try {
		if (handle.move) return await handle.move(name);
	} catch {
		// Some file systems refuse it.
	}
	const copy = await folder.getFileHandle(name, { create: true });
	try {
		const from = (await handle.getFile()).stream() as ReadableStream<Uint8Array>;
		await from.pipeTo((await copy.createWritable()) as WritableStream<Uint8Array>);
		await check(await copy.getFile(), key, watch);
	} catch (cause) {
		await folder.removeEntry(name).catch(() => undefined);
		throw cause;
	}
	await folder.removeEntry(handle.name);
}

async function removeOld(folder: Folder, device: string, now: number): Promise<void> {
	const generations = await generationsIn(folder, device);
	const old = new Set(
		superfluous(
			generations.map(({ made }) => Date.parse(made)),
			now
		)
	);
	for (const { name, made } of generations) if (old.has(Date.parse(made))) await folder.removeEntry(name);
}

/** Of a backup that was cut short by a lock or a crash. */
async function removeUnfinished(folder: Folder, device: string): Promise<void> {
	for await (const [name] of entriesOf(folder)) {
		if (name.endsWith(UNFINISHED) && madeAt(name.slice(0, -UNFINISHED.length), device)) await folder.removeEntry(name);
	}
}

function entriesOf(folder: Folder): AsyncIterable<[string, FileSystemHandle]> {
	return (folder as unknown as { entries(): AsyncIterable<[string, FileSystemHandle]> }).entries();
}

async function inFolder<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (cause) {
		const name = cause instanceof Error ? cause.name : '';
		if (name === 'NotFoundError') throw new BackupError('folder-gone', cause);
		if (name === 'NotAllowedError' || name === 'NoModificationAllowedError') throw new BackupError('folder-locked', cause);
		throw cause;
	}
}
