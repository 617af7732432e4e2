/**
 * Reads a backup from its first byte to its last. What can be checked without opening a record is checked on the way: the sums, the order of the
 * members, each log's rolling hash against the manifest. Signatures, keys and records are for whoever takes it in (`stage.ts`).
 */
import { LogChain } from '../../workspace/log-copy.ts';
import { fromHex, equalBytes } from '../../workspace/bytes.ts';
import type { SealedPack } from '../../workspace/blobs.ts';
import { openStream, type BackupKey } from './age.ts';
import { blobMember, logMember, MANIFEST, memberPath, parseManifest, SUMS, type Manifest, type WorkspaceManifest } from './format.ts';
import { decodeFrames, decodePack } from './frames.ts';
import { BackupError } from './problem.ts';
import { readMembers, type Member } from './tar.ts';
import { sha256 } from '../../crypto/sha256.ts';
import type { Watch } from './write-backup.ts';

/** What takes the contents; each call is awaited. */
export interface Sink {
	entry?(workspace: WorkspaceManifest, n: number, bytes: Uint8Array): Promise<void> | void;
	file?(workspace: WorkspaceManifest, address: string, pack: SealedPack): Promise<void> | void;
}

/** What is inside, by its own word: enough to show, not to believe. */
export async function readManifest(file: Blob, key: BackupKey): Promise<Manifest> {
	for await (const member of readMembers(openStream(file, key))) return manifestOf(member);
	throw new BackupError('foreign');
}

/** Throws a `BackupError` at the first thing that is wrong: what the sink took until then must not be used. */
export async function readBackup(
	file: Blob,
	key: BackupKey,
	sink: Sink = {},
	{ progress = () => {}, signal }: Watch = {}
): Promise<Manifest> {
	let manifest: Manifest | undefined;
	let reading: Reading | undefined;
	const sums: string[] = [];
	let whole = false;
	const plain = openStream(file, key, (bytes) => progress(file.size > 0 ? bytes / file.size : 1));
	for await (const member of readMembers(plain)) {
		if (signal?.aborted) throw new BackupError('cancelled');
		if (whole) throw new BackupError('damaged');
		if (member.name === SUMS) {
			if (new TextDecoder().decode(member.bytes) !== sums.join('')) throw new BackupError('damaged');
			whole = true;
			continue;
		}
		sums.push(`${await sha256(member.bytes)}  ${member.name}\n`);
		if (!reading) reading = new Reading((manifest = manifestOf(member)), sink);
		else await reading.take(member);
	}
	if (!manifest || !reading || !whole) throw new BackupError('damaged');
	reading.finish();
	return manifest;
}

function manifestOf(member: Member): Manifest {
	if (member.name !== MANIFEST) throw new BackupError('foreign');
	return parseManifest(member.bytes);
}

class Reading {
	readonly #workspaces: Map<string, { manifest: WorkspaceManifest; chain: LogChain }>;
	readonly #sink: Sink;

	constructor(manifest: Manifest, sink: Sink) {
		this.#workspaces = new Map(manifest.workspaces.map((each) => [each.id, { manifest: each, chain: new LogChain() }]));
		this.#sink = sink;
	}

	async take({ name, bytes }: Member): Promise<void> {
		const path = memberPath(name);
		// Later versions may add files beside; what is named in the manifest is all that counts.
		if (!path) return;
		const workspace = this.#workspaces.get(path.id);
		if (!workspace) throw new BackupError('damaged');
		if (path.part === 'log') await this.#log(workspace, name, bytes);
		else await this.#file(workspace.manifest, name, bytes);
	}

	async #log({ manifest, chain }: { manifest: WorkspaceManifest; chain: LogChain }, name: string, bytes: Uint8Array): Promise<void> {
		if (name !== logMember(manifest.id, chain.n)) throw new BackupError('damaged');
		for (const entry of decodeFrames(bytes)) {
			if (chain.n >= manifest.entries) throw new BackupError('damaged');
			const n = chain.n;
			chain.push(entry);
			if (chain.wsId !== manifest.id) throw new BackupError('log-broken');
			await this.#sink.entry?.(manifest, n, entry);
		}
	}

	async #file(manifest: WorkspaceManifest, name: string, bytes: Uint8Array): Promise<void> {
		const { address, pack } = decodePack(bytes);
		if (name !== blobMember(manifest.id, address)) throw new BackupError('damaged');
		await this.#sink.file?.(manifest, address, pack);
	}

	/** Every log is there to its end, and is the one the manifest names. */
	finish(): void {
		for (const { manifest, chain } of this.#workspaces.values()) {
			if (chain.n !== manifest.entries || !equalBytes(chain.R, fromHex(manifest.R))) throw new BackupError('log-broken');
		}
	}
}
