/**
 * Best effort, and no more: the engine may have copied the bytes, and strings cannot be wiped at all. What ends keys for certain is
 * ending the worker.
 */
export function wipe(...secrets: Uint8Array[]): void {
	for (const secret of secrets) secret.fill(0);
}
