import { vi } from 'vitest';

/** Just below what a test may take, so that what is missing is said by who waits for it. */
const PATIENCE = 150_000;

/** Resolves when `holds` throws no more: slow machines are slow, not red. */
export function until<T>(holds: () => T | Promise<T>): Promise<T> {
	return vi.waitFor(holds, { timeout: PATIENCE, interval: 10 });
}
