/**
 * What was last known of the relay, so that an alarm outlives a reload and every tab can show it: one sealed row, written by the tab that holds
 * the connection. Nothing of the books follows from it.
 */
import type { Alarm } from '../sync/alarms.ts';
import type { WorkspaceHome } from '../workspace/home.ts';

export interface SyncRow {
	alarms: Alarm[];
	usage?: { used: number; quota: number };
	/** The person let the relay be given all there is here, and that is not done. */
	filling?: boolean;
	/** The log here was given up for the relay's from entry `n` on, as another device had chosen; until the person has read it. */
	followed?: { n: number; device: Uint8Array };
	/** Day since 1970 on which this device last said that it is there. */
	said?: number;
	/** Milliseconds since 1970, by this device's clock, when all of it was last known to be the same here and there. For a person to read. */
	at?: number;
	/** Number of entries that the relay was last known to have. */
	there?: number;
}

type Place = Pick<WorkspaceHome, 'store' | 'vault'>;

export async function readSyncRow({ store, vault }: Place): Promise<SyncRow> {
	const key = vault.tag('sync');
	const bytes = await store.get('meta', vault.ws, key);
	return (bytes && vault.openJson<SyncRow>('meta', key, bytes)) ?? { alarms: [] };
}

/** Undefined takes it away. */
export async function writeSyncRow({ store, vault }: Place, row: SyncRow | undefined): Promise<void> {
	const key = vault.tag('sync');
	const batch = row ? { puts: [vault.sealJson('meta', key, row)] } : { deletes: [{ table: 'meta' as const, ws: vault.ws, key }] };
	await store.write(batch, 'relaxed');
}
