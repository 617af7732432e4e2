/** A workspace on a real file, without a browser: founded as the app founds it, opened as often as a test wants tabs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ready } from '#lib/crypto/sodium.ts';
import { kdfKey, type KdfKey } from '#lib/crypto/brands.ts';
import { randomKey } from '#lib/crypto/random.ts';
import { withWriteLock } from '#lib/storage/locks.ts';
import type { SealedBytes, Store } from '#lib/storage/store.ts';
import { REGISTRY } from '#lib/worker/registry.ts';
import { foundWorkspace, type Founded } from '#lib/workspace/found.ts';
import { workspaceKeys } from '#lib/workspace/keys.ts';
import { learnEpochKeys } from '#lib/workspace/epoch-keys.ts';
import { openVault } from '#lib/workspace/vault.ts';
import type { WorkspaceHome } from '#lib/workspace/home.ts';
import { Workspace } from '#lib/workspace/workspace.ts';
import { openFileStore } from './file-store.ts';

export interface TestWorkspace {
	/** With the seed behind its recovery code. */
	founded: Founded & { seed: KdfKey };
	home: WorkspaceHome;
	store: Store;
	master: KdfKey;
	/** Another tab of the same device. */
	open(): Promise<Workspace>;
	/** Where what the other tabs are told is collected. */
	announced: number[];
	end(): void;
}

/** `wrap` may put something between workspace and store, to make writes fail. */
export async function foundOnFile(wrap: (store: Store) => Store = (store) => store): Promise<TestWorkspace> {
	await ready();
	const folder = mkdtempSync(join(tmpdir(), 'waxbill-'));
	const store = wrap(await openFileStore(join(folder, 'device.db')));
	const master = randomKey(kdfKey);
	const seed = randomKey(kdfKey);
	const founded = { ...foundWorkspace(seed), seed };
	const vault = openVault(master, founded.wsId);
	const announced: number[] = [];
	const lock = `wb1-write/${folder}`;
	const home: WorkspaceHome = {
		store,
		vault,
		registry: REGISTRY,
		keys: workspaceKeys(founded.wsId, founded.device),
		locked: (work) => withWriteLock(work, lock),
		announce: (n) => announced.push(n)
	};
	await store.write(
		{ puts: founded.entries.map((bytes, key) => ({ table: 'log', ws: vault.ws, key, bytes: bytes as SealedBytes })) },
		'relaxed'
	);
	await learnEpochKeys(home);
	return {
		founded,
		home,
		store,
		master,
		announced,
		open: () => Workspace.open(home),
		end() {
			store.close();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}
