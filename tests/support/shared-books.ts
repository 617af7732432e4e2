/**
 * Several devices that share one log, without a relay: the log is a list that takes what the protocol's own checks take. What the devices hear of it,
 * and when, is the test's affair.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advance, emptyLog, type LogState } from '../../sync-server/protocol/position.ts';
import { RollingHashes } from '../../sync-server/protocol/rolling-hashes.ts';
import { newDeviceKeys } from '#lib/crypto/device.ts';
import { kdfKey } from '#lib/crypto/brands.ts';
import { randomKey } from '#lib/crypto/random.ts';
import { withWriteLock } from '#lib/storage/locks.ts';
import type { Store } from '#lib/storage/store.ts';
import type { Accepted } from '#lib/sync/port.ts';
import { admitDevice } from '#lib/workspace/admission.ts';
import { joinedNotes } from '#lib/workspace/device-notes.ts';
import { epochKeysRow } from '#lib/workspace/epoch-keys.ts';
import type { WorkspaceHome } from '#lib/workspace/home.ts';
import { workspaceKeys } from '#lib/workspace/keys.ts';
import { SUITE } from '#lib/workspace/read-log.ts';
import type { Registry } from '#lib/workspace/registry.ts';
import { SharedLog } from '#lib/workspace/shared-log.ts';
import { openVault } from '#lib/workspace/vault.ts';
import { Workspace } from '#lib/workspace/workspace.ts';
import { openFileStore } from './file-store.ts';
import { foundOnFile } from './workspace.ts';

/** The log as a relay would keep it. */
export class CommonLog {
	readonly entries: Uint8Array[] = [];
	readonly #hashes = new RollingHashes();
	#state: LogState = emptyLog(this.#hashes);

	/** False, and nothing kept, for what would be void. */
	append(entry: Uint8Array): boolean {
		const step = advance(this.#state, entry, SUITE);
		if (step.verdict !== 'accepted') return false;
		this.#take(entry, step.state);
		return true;
	}

	/** Keeps it whatever it is, as RESTORE does. */
	keep(entry: Uint8Array): void {
		this.#take(entry, advance(this.#state, entry, SUITE).state);
	}

	/** The rolling hash after the first n entries. */
	rAt(n: number): Uint8Array {
		return n === 0 ? new Uint8Array(32) : this.#hashes.at(n - 1)!;
	}

	#take(entry: Uint8Array, state: LogState): void {
		this.entries.push(entry);
		this.#hashes.push(state.R);
		this.#state = { ...state, rAt: (n) => this.#hashes.at(n) };
	}
}

export class SharingDevice {
	readonly home: WorkspaceHome;
	readonly log: CommonLog;
	workspace: Workspace;
	port: SharedLog;

	constructor(home: WorkspaceHome, workspace: Workspace, log: CommonLog) {
		this.home = home;
		this.log = log;
		this.workspace = workspace;
		this.port = new SharedLog(workspace);
		this.#connect();
	}

	/** Hears of at most so many entries. */
	async hear(most = Infinity): Promise<Accepted> {
		const { n } = await this.port.head();
		const to = Math.min(this.log.entries.length, n + most);
		if (to === n) return { n };
		return this.port.accept(n, this.log.entries.slice(n, to), this.log.rAt(to));
	}

	/** Makes entries of what waits and puts them in the log; what is not taken is discarded. Answers how many were taken. */
	async send(maxBytes = Number.MAX_SAFE_INTEGER): Promise<number> {
		return this.#put(await this.port.make(maxBytes));
	}

	/** Another tab, in whose hands the connection is from now on. */
	async reopen(): Promise<void> {
		this.workspace = await Workspace.open(this.home);
		this.port = new SharedLog(this.workspace);
		this.#connect();
	}

	async #put(entries: readonly Uint8Array[]): Promise<number> {
		let taken = 0;
		while (taken < entries.length && this.log.append(entries[taken]!)) taken++;
		if (taken < entries.length) await this.port.discard();
		return taken;
	}

	#connect(): void {
		this.workspace.submit = async (make) => {
			await this.hear();
			const entries = await make();
			const taken = await this.#put(entries);
			await this.hear();
			return taken === entries.length ? 'accepted' : 'refused';
		};
	}
}

export interface SharedBooks {
	log: CommonLog;
	devices: SharingDevice[];
	end(): void;
}

export interface SharedOptions {
	registry?: Registry;
	/** Puts something between a device and its store, to make writes fail. */
	wrap?(store: Store): Store;
}

/** A founder's books, shared, and as many other devices admitted to them. The others have heard nothing yet. */
export async function sharedBooks(others: number, { registry, wrap }: SharedOptions = {}): Promise<SharedBooks> {
	const founder = await foundOnFile(wrap);
	const ends = [() => founder.end()];
	const home = registry ? { ...founder.home, registry } : founder.home;
	const log = new CommonLog();
	const first = new SharingDevice(home, await Workspace.open(home), log);
	for (const entry of await first.port.read(0, Number.MAX_SAFE_INTEGER)) log.append(entry);
	if (!(await first.port.share!(await first.port.head()))) throw new Error('the log moved');
	const devices = [first];
	for (let n = 0; n < others; n++) {
		const folder = mkdtempSync(join(tmpdir(), 'waxbill-'));
		const file = await openFileStore(join(folder, 'device.db'));
		const store = wrap ? wrap(file) : file;
		ends.push(() => {
			file.close();
			rmSync(folder, { recursive: true, force: true });
		});
		const device = newDeviceKeys();
		await admitDevice(first.workspace, home.keys, device);
		const vault = openVault(randomKey(kdfKey), home.keys.wsId);
		const keys = workspaceKeys(home.keys.wsId, device);
		for (const [epoch, key] of home.keys.known()) keys.learn(epoch, key);
		await store.write({ puts: [joinedNotes(vault), epochKeysRow(vault, keys)] }, 'strict');
		const joined: WorkspaceHome = {
			store,
			vault,
			keys,
			registry: home.registry,
			locked: (work) => withWriteLock(work, `wb1-write/${folder}`),
			announce: () => {}
		};
		devices.push(new SharingDevice(joined, await Workspace.open(joined), log));
	}
	return { log, devices, end: () => ends.forEach((end) => end()) };
}
