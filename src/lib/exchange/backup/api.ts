/** Backups and what is in them: a part of `WorkerApi`. Types only. */
import type { Progress, Result } from '../../worker-api.ts';

/** What opens a backup file. */
export type BackupSecret = { code: string } | { passphrase: string };

export interface BackupContents {
	/** Instant, ISO 8601. */
	made: string;
	workspaces: {
		id: string;
		name: string;
		sample: boolean;
		/** Of the log. */
		entries: number;
		/** Issued ones. */
		documents: number;
		newest?: { number: string; date: string };
		/** How it stands to the books on this device: `same` also when the backup is the older one. */
		here?: 'absent' | 'same' | 'continues' | 'forked';
	}[];
}

export interface BackupMade {
	/** Absent when it went into the folder. */
	file?: Blob;
	name: string;
	entries: number;
	files: number;
	/** Files that are damaged on this device, and so not in the backup. */
	left: number;
}

export interface BackupState {
	/** The newest backup that was read back whole, and that the recovery code of now opens, or a passphrase. `at` is an instant, ISO 8601. */
	verified?: { at: string; place: 'folder' | 'download'; /** Damaged files that are not in it. */ left: number };
	/** Log entries made since then, in all workspaces; all there are when there was none. */
	changesSince: number;
	/** `problem` is a key of the backup's messages. */
	folder?: { name: string; access: 'granted' | 'prompt' | 'denied'; problem?: string };
	/** 0 when nothing is made by itself. */
	everyDays: number;
	/** Newest first. */
	generations: { name: string; made: string; bytes: number }[];
	/** The last attempt on the schedule, where it failed. */
	failed?: { at: string; why: string };
}

export interface RestoreInput {
	file: Blob;
	secret: BackupSecret;
	/** Ids of those to bring back. */
	workspaces: string[];
	/** Of the new device, where this one is empty. */
	passphrase?: string;
	/** Books whose relay does not answer are taken over by this device alone; their other devices are put out. */
	alone?: boolean;
	/** Erases what lies on a device that is locked or cannot be opened, once the whole backup was found sound. */
	replace?: boolean;
}

export interface Restored {
	/** Of a new recovery kit: the code in the backup was used up. */
	recoveryCode?: string;
	/** Ids of what can be read and not written here. */
	readOnly: string[];
	/** The newest document of the workspace that is open now. */
	newest?: { number: string; date: string };
}

export interface BackupApi {
	/** For the data-safety meter and the backup screen. Errors of backups are `invalid` with the field `backup` and a `BackupProblem` as detail. */
	backupState(): Promise<Result<BackupState>>;
	/** A file to be kept by the user, of all workspaces; to a passphrase where one is given, else to the recovery code. */
	makeBackup(passphrase?: string, progress?: Progress): Promise<Result<BackupMade>>;
	backupToFolder(progress?: Progress): Promise<Result<BackupMade>>;
	cancelBackup(): Promise<Result<void>>;
	/** Undefined forgets it; the files stay. */
	setBackupFolder(folder: FileSystemDirectoryHandle | undefined): Promise<Result<void>>;
	/** To ask the user again, which only a page can. */
	backupFolder(): Promise<Result<FileSystemDirectoryHandle | undefined>>;
	setBackupSchedule(everyDays: number): Promise<Result<void>>;
	/** Reads a file, or a generation of the folder by its name, to its last byte; without a secret as this device's own. */
	verifyBackup(file: Blob | string, secret?: BackupSecret, progress?: Progress): Promise<Result<BackupContents>>;
	/** The recovery code as the `age` tool takes it. */
	ageIdentity(code: string): Promise<Result<string>>;
	/** What is inside a file, and how it stands to what is here; writes nothing. */
	lookIntoBackup(file: Blob, secret: BackupSecret): Promise<Result<BackupContents>>;
	/** All or nothing. On an empty device it makes the device; the first workspace named is open afterwards. */
	restoreBackup(input: RestoreInput, progress?: Progress): Promise<Result<Restored>>;
	/** Every stored byte as it lies there, sealed; needs nothing to be open. */
	rawCopy(): Promise<Result<Blob>>;
}
