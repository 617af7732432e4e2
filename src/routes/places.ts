import { resolve } from '$app/paths';

/** Where a backup is restored. */
export function restorePath(): string {
	return `${resolve('/')}restore`;
}
