import { resolve } from '$app/paths';

/** Where backups are made. */
export function backupPath(): string {
	return `${resolve('/')}settings/backup`;
}

/** Where a backup is restored. */
export function restorePath(): string {
	return `${resolve('/')}restore`;
}
