/**
 * Whether the browser may throw the books away when the disk runs short, and how much room it gives. Only a page can ask for permanence;
 * in a worker, or where the browser has no such thing, `askToPersist` tells how it stands.
 */
export interface Room {
	persisted: boolean;
	/** Bytes, as the browser estimates them. */
	used?: number;
	allowed?: number;
}

export async function askToPersist(): Promise<Room> {
	const storage = globalThis.navigator?.storage;
	// It may refuse, and in a private window throw: the books are then kept as long as the browser keeps them.
	await storage?.persist?.().catch(() => false);
	return room();
}

export async function room(): Promise<Room> {
	const storage = globalThis.navigator?.storage;
	const persisted = (await storage?.persisted?.().catch(() => false)) ?? false;
	const { usage, quota } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
	return { persisted, used: usage, allowed: quota };
}
