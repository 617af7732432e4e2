/** The backup screen's view: how it stands, and the one thing that is being done. */
import { onDestroy } from 'svelte';
import type { Books } from '#lib/books.svelte.ts';
import type { BackupContents, BackupMade, BackupSecret, BackupState } from '#lib/exchange/backup/api.ts';
import type { AppError, Progress, Result } from '#lib/worker-api.ts';
import { saveFile } from '../../ui/save-file.ts';

type Work = 'folder' | 'download' | 'words' | 'check';
type Picker = (options: { id: string; mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;
type Permitted = FileSystemDirectoryHandle & { requestPermission?(options: { mode: 'readwrite' }): Promise<PermissionState> };

export class Backups {
	state = $state.raw<BackupState | undefined>();
	/** What is going on, and how far it is. */
	working = $state<Work | undefined>();
	fraction = $state(0);
	error = $state.raw<AppError | undefined>();
	/** Of the last backup made here. */
	made = $state.raw<BackupMade | undefined>();
	/** Of the last file checked. */
	checked = $state.raw<BackupContents | undefined>();
	/** The browser can write into a folder of the user's. */
	readonly folders = 'showDirectoryPicker' in globalThis;
	readonly #api: Books['api'];

	constructor({ api, onChange }: Books) {
		this.#api = api;
		onDestroy(onChange(() => void this.read()));
		void this.read();
	}

	async read(): Promise<void> {
		const result = await this.#api.backupState();
		if (result.ok) this.state = result.value;
		else this.error = result.error;
	}

	async toFolder(): Promise<void> {
		this.made = await this.#run('folder', (progress) => this.#api.backupToFolder(progress));
	}

	/** To the recovery code, or to a passphrase of its own. True when a file was handed over. */
	async download(passphrase?: string): Promise<boolean> {
		this.made = await this.#run(passphrase ? 'words' : 'download', (progress) => this.#api.makeBackup(passphrase, progress));
		if (this.made?.file) saveFile(this.made.file, this.made.name);
		return this.made !== undefined;
	}

	async check(file: Blob | string, secret?: BackupSecret): Promise<void> {
		this.checked = await this.#run('check', (progress) => this.#api.verifyBackup(file, secret, progress));
	}

	async stop(): Promise<void> {
		await this.#api.cancelBackup();
	}

	async chooseFolder(): Promise<void> {
		let folder: FileSystemDirectoryHandle;
		try {
			folder = await (globalThis as unknown as { showDirectoryPicker: Picker }).showDirectoryPicker({ id: 'backups', mode: 'readwrite' });
		} catch {
			// The person thought better of it.
			return;
		}
		await this.#api.setBackupFolder(folder);
		await this.toFolder();
	}

	async forgetFolder(): Promise<void> {
		await this.#api.setBackupFolder(undefined);
		await this.read();
	}

	/** Only a click on a page may ask. */
	async allowAgain(): Promise<void> {
		const kept = await this.#api.backupFolder();
		if (kept.ok) await (kept.value as Permitted | undefined)?.requestPermission?.({ mode: 'readwrite' });
		await this.read();
	}

	async schedule(everyDays: number): Promise<void> {
		await this.#api.setBackupSchedule(everyDays);
		await this.read();
	}

	ageIdentity(code: string): Promise<Result<string>> {
		return this.#api.ageIdentity(code);
	}

	async #run<T>(work: Work, ask: (progress: Progress) => Promise<Result<T>>): Promise<T | undefined> {
		this.working = work;
		this.fraction = 0;
		this.error = this.made = this.checked = undefined;
		const result = await ask((fraction) => (this.fraction = fraction));
		this.working = undefined;
		await this.read();
		if (result.ok) return result.value;
		if (result.error.detail !== 'cancelled') this.error = result.error;
		return undefined;
	}
}
