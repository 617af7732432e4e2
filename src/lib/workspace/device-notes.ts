/**
 * What this device knows of its log that the log does not say, and that therefore no rebuild brings back: that it is shared, where it ended, and
 * which entries this device made. [Note: entries made] One sealed row, written with every change of a shared log.
 *
 * An entry is noted before it leaves the device, and for as long as its place in the device's own sequence is open: one that was believed lost and
 * comes after all is known again. An entry of this device that is in the log and was never noted was written by another holder of its keys.
 */
import type { LogState } from '../../../sync-server/protocol/position.ts';
import type { Put } from '../storage/store.ts';
import type { WorkspaceHome } from './home.ts';
import type { Removal } from './removals.ts';
import type { Vault } from './vault.ts';

export interface Made {
	seq: number;
	/** Of the whole entry. */
	hash: Uint8Array;
}

export interface DeviceNotes {
	shared: boolean;
	/** It was shared, and is this device's alone again. */
	alone?: true;
	copy?: true;
	/** Head of the log when this was written. */
	n: number;
	R: Uint8Array;
	/** The head's step when the log was cut back: what is built again goes on behind it. */
	step?: number;
	/** Ascending by `seq`; two of one `seq` where the first was believed lost. */
	made: readonly Made[];
	choice?: Choice;
}

/** [Note: a branch chosen] What the log is to say, after one of two branches was given up, before anything that waits here is sent. */
export interface Choice {
	/** That it was chosen; absent where another device has said so. */
	fork?: { n: number; lostR: Uint8Array };
	/** What the branch given up had taken away, and is to be taken away again. */
	repeat: readonly Removal[];
	/** So many of them, the first ones, are of choices before this one; they stand whatever becomes of it. */
	earlier?: number;
	/** Clear parts of this device's leases in the branch given up: it may have numbered by them. */
	leases: readonly Uint8Array[];
}

type Place = Pick<WorkspaceHome, 'store' | 'vault'>;

/** Undefined for a log that was never shared. */
export async function readNotes({ store, vault }: Place): Promise<DeviceNotes | undefined> {
	const key = notesKey(vault);
	const bytes = await store.get('outbox', vault.ws, key);
	return bytes && vault.openJson<DeviceNotes>('outbox', key, bytes);
}

export function notesPut(vault: Vault, notes: DeviceNotes): Put {
	return vault.sealJson('outbox', notesKey(vault), notes);
}

/** The row of a device that has just been admitted to a log it has nothing of yet: what it saves waits until the log has come. */
export function joinedNotes(vault: Vault): Put {
	return notesPut(vault, { shared: true, n: 0, R: new Uint8Array(32), made: [] });
}

/** The row of a copied log that others wrote to, which goes on here alone: void entries in it are no damage. */
export function copiedNotes(vault: Vault, n: number, R: Uint8Array): Put {
	return notesPut(vault, { shared: true, alone: true, n, R, made: [] });
}

/** Notes of entries whose place in the sequence is still open. */
export function unsettled(made: readonly Made[], log: Pick<LogState, 'perDevice'>, device: string): readonly Made[] {
	const settled = log.perDevice.get(device)?.seq ?? -1;
	return made.filter(({ seq }) => seq > settled);
}

export function notesKey(vault: Vault) {
	return vault.tag('device-notes');
}
