/** The archive of a device's workspaces, made while it is read: nothing but one segment or file at a time is in memory. */
import type { KdfKey } from '../../crypto/brands.ts';
import { sha256 } from '../../crypto/sha256.ts';
import { getPack, packAddresses } from '../../workspace/blobs.ts';
import { fromHex, toHex } from '../../workspace/bytes.ts';
import { WorkspaceError } from '../../workspace/errors.ts';
import type { WorkspaceHome } from '../../workspace/home.ts';
import { readEntries } from '../../workspace/log-copy.ts';
import { blobMember, FORMAT, logMember, MANIFEST, README_MEMBER, SUMS, VERSION, type Manifest, type WorkspaceManifest } from './format.ts';
import { encodeFrames, encodePack } from './frames.ts';
import { BackupError } from './problem.ts';
import { READ_ME } from './read-me.ts';
import { encodeMember, endOfArchive, type Member } from './tar.ts';

const SEGMENT = 1024 * 1024;

export interface BackupSource extends Omit<WorkspaceManifest, 'epochKeys'> {
	home: Pick<WorkspaceHome, 'store' | 'vault' | 'keys'>;
	/** The last of the entries, which are in no log yet. */
	waiting?: readonly Uint8Array[];
}
export interface Written {
	entries: number;
	files: number;
	/** Addresses of files that are not whole on this device, and so not in the backup. */
	left: string[];
}
export interface Watch {
	/** 0 to 1. */
	progress?: (fraction: number) => void;
	signal?: AbortSignal;
}

/** @param written is filled in while the stream is read */
export function backupArchive(
	sources: readonly BackupSource[],
	seed: KdfKey,
	made: Date,
	written: Written,
	watch: Watch = {}
): ReadableStream<Uint8Array> {
	return streamOf(archive(sources, seed, made, written, watch));
}

async function* archive(
	sources: readonly BackupSource[],
	seed: KdfKey,
	made: Date,
	written: Written,
	watch: Watch
): AsyncGenerator<Uint8Array> {
	const seconds = made.getTime() / 1000;
	const sums: string[] = [];
	for await (const member of members(sources, seed, made, written, watch)) {
		if (watch.signal?.aborted) throw new BackupError('cancelled');
		sums.push(`${await sha256(member.bytes)}  ${member.name}\n`);
		yield* encodeMember(member, seconds);
	}
	yield* encodeMember({ name: SUMS, bytes: new TextEncoder().encode(sums.join('')) }, seconds);
	yield endOfArchive();
}

async function* members(
	sources: readonly BackupSource[],
	seed: KdfKey,
	made: Date,
	written: Written,
	{ progress = () => {} }: Watch
): AsyncGenerator<Member> {
	const json = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, undefined, '\t')}\n`);
	yield { name: MANIFEST, bytes: json(manifest(sources, seed, made)) };
	yield { name: README_MEMBER, bytes: new TextEncoder().encode(READ_ME) };
	const total = sources.reduce((sum, { entries }) => sum + entries, 0);
	for (const source of sources) {
		for await (const segment of segments(source)) {
			yield segment.member;
			written.entries += segment.count;
			progress(written.entries / total);
		}
		yield* files(source, written);
	}
}

function manifest(sources: readonly BackupSource[], seed: KdfKey, made: Date): Manifest {
	const workspaces = sources.map(({ home, R, id, name, sample, entries, documents, newest, shared, relay, seed: own }) => ({
		id,
		name,
		sample,
		entries,
		R,
		epochKeys: home.keys.known().map(([, key]) => toHex(key)),
		documents,
		newest,
		shared,
		relay,
		seed: own
	}));
	return { format: FORMAT, version: VERSION, made: made.toISOString(), recoverySeed: toHex(seed), workspaces };
}

async function* segments(source: BackupSource): AsyncGenerator<{ member: Member; count: number }> {
	const { id } = source;
	let from = 0;
	let held: Uint8Array[] = [];
	let size = 0;
	const cut = () => {
		const segment = { member: { name: logMember(id, from), bytes: encodeFrames(held) }, count: held.length };
		from += held.length;
		held = [];
		size = 0;
		return segment;
	};
	for await (const entry of entriesOf(source)) {
		held.push(entry);
		size += entry.length;
		if (size >= SEGMENT) yield cut();
	}
	if (held.length > 0) yield cut();
}

async function* entriesOf({ home, entries, R, shared, waiting = [] }: BackupSource): AsyncGenerator<Uint8Array> {
	yield* readEntries(home, shared?.confirmed ?? entries, fromHex(shared?.R ?? R));
	yield* waiting;
}

async function* files({ id, home }: BackupSource, written: Written): AsyncGenerator<Member> {
	for await (const address of packAddresses(home)) {
		try {
			const bytes = encodePack(address, await getPack(home, address));
			yield { name: blobMember(id, address), bytes };
			written.files++;
		} catch (cause) {
			// One damaged picture must not keep the books out of the backup.
			if (!(cause instanceof WorkspaceError)) throw cause;
			written.left.push(address);
		}
	}
}

/** Nothing is made before it is asked for. */
function streamOf(source: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
	return new ReadableStream(
		{
			async pull(controller) {
				const { done, value } = await source.next();
				if (done) controller.close();
				else controller.enqueue(value);
			},
			async cancel() {
				await source.return(undefined);
			}
		},
		{ highWaterMark: 0 }
	);
}
