/** What a workspace is handed: where its rows are, the keys that open them, and the record types it holds. */
import type { Store, Tag } from '../storage/store.ts';
import type { WorkspaceKeys } from './keys.ts';
import type { Registry } from './registry.ts';
import type { Vault } from './vault.ts';

export interface WorkspaceHome {
	store: Store;
	vault: Vault;
	registry: Registry;
	/** These books are only looked at: nothing is written in them any more. */
	viewOnly?: boolean;
	keys: WorkspaceKeys;
	/** Takes the lock under which one tab at a time writes. */
	locked<T>(work: () => Promise<T>): Promise<T>;
	/** Tells the device's other tabs that the head moved. */
	announce(n: number): void;
}

export function headKey(vault: Vault): Tag {
	return vault.tag('head');
}

export function recordKey(vault: Vault, id: string): Tag {
	return vault.tag('record', new TextEncoder().encode(id));
}
