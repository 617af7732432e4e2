/** Making backups of all books of this device: on demand, and by itself while the app is open and a folder was chosen. */
import type { Business } from '../business/business.ts';
import { ageIdentity } from '../crypto/age-identity.ts';
import { kdfKey, type KdfKey } from '../crypto/brands.ts';
import { hash32 } from '../crypto/derive.ts';
import { parseRecoveryCode, recoverySeed } from '../crypto/recovery.ts';
import { sealStream, type BackupKey } from '../exchange/backup/age.ts';
import { accessTo, addGeneration, generationsIn, openGeneration, type Folder } from '../exchange/backup/folder.ts';
import { backupName } from '../exchange/backup/generations.ts';
import { BackupError } from '../exchange/backup/problem.ts';
import { readBackup } from '../exchange/backup/read-backup.ts';
import { backupArchive, type BackupSource, type Watch, type Written } from '../exchange/backup/write-backup.ts';
import { forgetFolder, keepFolder, keptFolder } from '../storage/folder-handle.ts';
import type { BackupContents, BackupMade, BackupSecret, BackupState } from '../exchange/backup/api.ts';
import type { DocumentRow, Progress } from '../worker-api.ts';
import { fromBase64 } from '../identity/base64.ts';
import type { Device } from '../identity/device.ts';
import { toHex } from '../workspace/bytes.ts';
import { keysMatch, learnEpochKeys } from '../workspace/epoch-keys.ts';
import { logToCopy } from '../workspace/shared-log.ts';
import { Workspace } from '../workspace/workspace.ts';
import { BackupMemory, type KeptBackups } from './backup-state.ts';
import type { DeviceHost } from './device-host.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';
import { settle } from './take-in.ts';

const DAY = 86_400_000;
/** Parts of a file made for download: each leaves the worker's memory for the browser's own keeping. */
const PART = 4 * 1024 * 1024;

export class BackupHost {
	readonly #host: DeviceHost;
	#running: AbortController | undefined;

	constructor(host: DeviceHost) {
		this.#host = host;
	}

	async state(): Promise<BackupState> {
		const last = await this.last();
		const kept = await this.#memory().read();
		const folder = (await keptFolder()) as Folder | undefined;
		const access = folder && (await accessTo(folder));
		let generations: BackupState['generations'] = [];
		let problem: string | undefined;
		if (folder && access === 'granted') {
			try {
				generations = await generationsIn(folder, kept.device);
			} catch (cause) {
				problem = problemOf(cause);
			}
		}
		return {
			...last,
			folder: folder && { name: folder.name, access: access!, problem },
			everyDays: kept.everyDays,
			generations,
			failed: kept.failed
		};
	}

	/** What could be brought back from a backup, and what could not. */
	async last(): Promise<Pick<BackupState, 'verified' | 'changesSince'>> {
		await this.#host.refresh();
		const verified = this.#opens((await this.#memory().read()).verified);
		return {
			verified: verified && { at: verified.at, place: verified.place, left: verified.left ?? 0 },
			changesSince: await this.#entriesBeyond(verified?.logs ?? {})
		};
	}

	/** A file for the user to keep. To a passphrase where one is given, else to the recovery code. */
	async make(passphrase: string | undefined, progress: Progress = () => {}): Promise<BackupMade> {
		return this.#once(async (signal) => {
			const key: BackupKey = passphrase ? { passphrase } : await this.#ownKey();
			const made = new Date();
			const { stream, written, logs } = await this.#sealed(key, made, { signal, progress: (done) => progress(done / 2) });
			const file = await fileOf(stream);
			await readBackup(file, key, {}, { signal, progress: (done) => progress((1 + done) / 2) });
			const code = passphrase ? undefined : codeMark(this.#device.recoverySeed);
			const { device } = await this.#memory().write({
				verified: { at: made.toISOString(), place: 'download', logs, left: written.left.length, code }
			});
			return { file, name: backupName(device, made), entries: written.entries, files: written.files, left: written.left.length };
		});
	}

	/** A generation in the folder, always to the recovery code. Throws `folder-gone` and `folder-locked`. */
	makeInFolder(progress: Progress = () => {}): Promise<BackupMade> {
		return oneTab(() => this.#writeGeneration(progress));
	}

	async #writeGeneration(progress: Progress): Promise<BackupMade> {
		return this.#once(async (signal) => {
			const folder = await this.#folder();
			const key = await this.#ownKey();
			const code = codeMark(this.#device.recoverySeed);
			const memory = this.#memory();
			// The name of this device's files must be kept before the first of them is written.
			const { device } = await memory.write({});
			const made = new Date();
			const { stream, written, logs } = await this.#sealed(key, made, { signal, progress: (done) => progress(done / 2) });
			const name = await addGeneration(folder, device, made, stream, key, { signal, progress: (done) => progress((1 + done) / 2) });
			await memory.write({
				verified: { at: made.toISOString(), place: 'folder', logs, left: written.left.length, code },
				failed: undefined
			});
			return { name, entries: written.entries, files: written.files, left: written.left.length };
		});
	}

	cancel(): void {
		this.#running?.abort();
	}

	async chooseFolder(folder: FileSystemDirectoryHandle | undefined): Promise<void> {
		if (folder) await keepFolder(folder);
		else await forgetFolder();
	}

	folderHandle(): Promise<FileSystemDirectoryHandle | undefined> {
		return keptFolder();
	}

	async schedule(everyDays: number): Promise<void> {
		if (![0, 1, 7, 30].includes(everyDays)) throw new Refused({ code: 'invalid', field: 'everyDays' });
		await this.#memory().write({ everyDays });
	}

	/** Reads a file to its end; without a secret it is this device's own. A name is looked up in the folder. */
	async verify(file: Blob | string, secret: BackupSecret | undefined, progress: Progress = () => {}): Promise<BackupContents> {
		return this.#once(async (signal) => {
			const blob = typeof file === 'string' ? await openGeneration(await this.#folder(), file) : file;
			const key = secret ? backupKey(secret) : await this.#ownKey();
			const manifest = await readBackup(blob, key, {}, { signal, progress });
			return { made: manifest.made, workspaces: manifest.workspaces.map(shown) };
		});
	}

	/** Makes a backup when it is time for one. True when it did, or tried to. */
	async whenDue(now = Date.now()): Promise<boolean> {
		if (!(await this.#isDue(now))) return false;
		return oneTab(async () => {
			// Another tab may have been quicker.
			if (!(await this.#isDue(now))) return false;
			try {
				await this.#writeGeneration(() => {});
			} catch (cause) {
				const why = problemOf(cause);
				if (!this.#host.parts.device() || why === 'cancelled') return false;
				await this.#memory().write({ failed: { at: new Date(now).toISOString(), why } });
			}
			return true;
		});
	}

	async #isDue(now: number): Promise<boolean> {
		if (!this.#host.parts.device() || this.#running) return false;
		const folder = (await keptFolder()) as Folder | undefined;
		if (!folder) return false;
		await this.#host.refresh();
		const { everyDays, verified: kept, failed } = await this.#memory().read();
		const verified = this.#opens(kept);
		if (everyDays === 0 || (await accessTo(folder)) !== 'granted') return false;
		return isDue(everyDays, verified?.place === 'folder' ? verified.at : undefined, failed?.at, now);
	}

	#memory(): BackupMemory {
		return new BackupMemory(this.#host.parts.store, this.#device.master);
	}

	get #device(): Device {
		const device = this.#host.parts.device();
		if (!device) throw new Refused({ code: 'locked' });
		return device;
	}

	/** Of the recovery code as it is now, whichever tab it was replaced in. */
	async #ownKey(): Promise<BackupKey> {
		const { recoverySeed } = await this.#host.refresh();
		return { identity: ageIdentity(recoverySeed) };
	}

	/** A backup sealed to a code that was replaced since is none: that code is lost, or somebody has seen it. */
	#opens(verified: KeptBackups['verified']): KeptBackups['verified'] {
		return verified?.code === undefined || verified.code === codeMark(this.#device.recoverySeed) ? verified : undefined;
	}

	async #folder(): Promise<Folder> {
		const folder = (await keptFolder()) as Folder | undefined;
		if (!folder) throw new BackupError('folder-gone');
		if ((await accessTo(folder)) !== 'granted') throw new BackupError('folder-locked');
		return folder;
	}

	async #sealed(
		key: BackupKey,
		made: Date,
		watch: Watch
	): Promise<{ stream: ReadableStream<Uint8Array>; written: Written; logs: Record<string, number> }> {
		const { recoverySeed: seed } = await this.#host.refresh();
		const sources = await this.#sources();
		const written: Written = { entries: 0, files: 0, left: [] };
		const stream = await sealStream(backupArchive(sources, seed, made, written, watch), key);
		return { stream, written, logs: Object.fromEntries(sources.map(({ id, entries }) => [id, entries])) };
	}

	/** Every workspace of the device, the one that is open as it is now. */
	async #sources(): Promise<BackupSource[]> {
		const { parts, open } = this.#host;
		const device = this.#device;
		const sources: BackupSource[] = [];
		for (const secrets of device.secrets.workspaces) {
			const { id, name, sample } = secrets;
			const home = id === open.id ? open.home : parts.homeOf(device, id);
			// Of books that are gone there is nothing to copy; those that are left must not wait for them.
			if (id !== open.id && !(await learnEpochKeys(home)) && (await parts.store().count('log', home.vault.ws)) === 0) continue;
			const workspace = id === open.id ? open.workspace : await Workspace.open(home);
			// Takes in what other tabs wrote, and waits for its lists.
			await workspace.follow();
			// Brought back, books admit only by a code they list. Where there is no room to list it, a backup is worth more than none.
			const kit = secrets.kit === undefined ? undefined : fromBase64(secrets.kit);
			await settle(workspace, home, secrets, kit ? kdfKey(kit) : device.recoverySeed).catch(() => undefined);
			// Without the key of one epoch, what was sealed in it would come back unreadable.
			if (workspace.broken || !keysMatch(home.keys, workspace.membership?.commitments ?? [])) throw new BackupError('log-broken');
			const { confirmed, waiting, head } = await logToCopy(workspace);
			const [entries, R] = [head.n, toHex(head.R)];
			// A device that was let in a moment ago, and has nothing yet.
			if (entries === 0) continue;
			const shared = workspace.shared || workspace.wasShared ? { confirmed: confirmed.n, R: toHex(confirmed.R) } : undefined;
			const business = await workspace.live<Business>('business', businessId(id));
			const own = { ...(secrets.relay !== undefined && { relay: secrets.relay }), ...(kit && { seed: toHex(kit) }) };
			sources.push({ id, name: business?.name ?? name, sample, home, entries, R, shared, ...own, waiting, ...newest(workspace) });
		}
		return sources;
	}

	/** Log entries of all workspaces beyond those counted in `logs`. */
	async #entriesBeyond(logs: Record<string, number>): Promise<number> {
		const { parts } = this.#host;
		const device = this.#device;
		const beyond = device.secrets.workspaces.map(async ({ id }) => {
			const count = await parts.store().count('log', parts.homeOf(device, id).vault.ws);
			return Math.max(0, count - (logs[id] ?? 0));
		});
		return (await Promise.all(beyond)).reduce((sum, count) => sum + count, 0);
	}

	/** One at a time: two would only slow each other down. */
	async #once<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
		this.#running?.abort();
		const running = (this.#running = new AbortController());
		try {
			return await work(running.signal);
		} finally {
			if (this.#running === running) this.#running = undefined;
		}
	}
}

function codeMark(seed: KdfKey): string {
	return toHex(hash32('wb1/backup-code', seed));
}

/** The tabs of a device share the folder, and clear away what they find half written. */
function oneTab<T>(work: () => Promise<T>): Promise<T> {
	const locks = globalThis.navigator?.locks;
	return locks ? (locks.request('wb1-backup', work) as Promise<T>) : work();
}

/** A clock set back makes what was verified lie ahead: then it is time, too. After a failure it waits an hour. */
export function isDue(everyDays: number, verified: string | undefined, failed: string | undefined, now: number): boolean {
	const since = (at: string | undefined) => (at === undefined ? Infinity : now - Date.parse(at));
	if (since(failed) >= 0 && since(failed) < DAY / 24) return false;
	// Backups made in the morning stay in the morning: a few hours early is not late.
	return since(verified) < 0 || since(verified) >= everyDays * DAY - DAY / 8;
}

/** Throws `no-code` on what cannot be one. */
export function backupKey(secret: BackupSecret): BackupKey {
	if ('passphrase' in secret) return { passphrase: secret.passphrase };
	const parsed = parseRecoveryCode(secret.code);
	if (!parsed) throw new BackupError('no-code');
	return { identity: ageIdentity(recoverySeed(parsed)) };
}

export function shown({ id, name, sample, entries, documents, newest }: BackupContents['workspaces'][number]) {
	return { id, name, sample, entries, documents, newest };
}

/** The newest issued document, for a person to tell by whether anything is missing. */
export function newest(workspace: Workspace): { documents: number; newest?: { number: string; date: string } } {
	const issued = [...(workspace.list('document').values() as Iterable<DocumentRow>)].filter((row) => row.issued);
	const last = issued.reduce<DocumentRow | undefined>((best, row) => (best && later(best, row) ? best : row), undefined);
	return { documents: issued.length, ...(last && { newest: { number: last.number, date: last.issueDate } }) };
}

function later(a: DocumentRow, b: DocumentRow): boolean {
	return a.issueDate === b.issueDate ? a.changed > b.changed : a.issueDate > b.issueDate;
}

function problemOf(cause: unknown): string {
	return cause instanceof BackupError ? cause.why : 'unexpected';
}

async function fileOf(stream: ReadableStream<Uint8Array>): Promise<Blob> {
	const parts: Blob[] = [];
	let held: Uint8Array<ArrayBuffer>[] = [];
	let size = 0;
	const reader = stream.getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (value) held.push(value as Uint8Array<ArrayBuffer>);
		size += value?.length ?? 0;
		if (done || size >= PART) {
			parts.push(new Blob(held));
			held = [];
			size = 0;
		}
		if (done) return new Blob(parts, { type: 'application/octet-stream' });
	}
}

/** The recovery code as the `age` tool takes it. */
export function identityOf(code: string): string {
	return (backupKey({ code }) as { identity: string }).identity;
}
