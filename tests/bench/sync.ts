/**
 * relay.fresh@N gives relay.fresh.first-list@N and relay.fresh.all@N: a device that was just admitted and has nothing of the log fetches N entries of
 * one document each from a real relay, until 50 rows can be shown, and until all is judged, folded and stored. The reference is receiving the same
 * bytes over the same socket and storing them, unverified; beside it stands what the checks of the signatures alone take. Relay, device and its store
 * (SQLite in a file, durable as the operating system has it) share one process.
 *
 * relay.joined@N gives the same two of a member who was invited and has just been admitted, beside such a device in the same run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { openSqlite } from '../../sync-server/log/sqlite.ts';
import { KIND, parseEntry, rollingHash, signDomain, signedBytes, ZERO32, type Entry } from '../../sync-server/protocol/codec.ts';
import { kdfKey } from '../../src/lib/crypto/brands.ts';
import { blake2b } from '../../src/lib/crypto/derive.ts';
import type { DeviceKeys } from '../../src/lib/crypto/device.ts';
import { randomKey } from '../../src/lib/crypto/random.ts';
import { sign } from '../../src/lib/crypto/sign.ts';
import { ready } from '../../src/lib/crypto/sodium.ts';
import { withWriteLock } from '../../src/lib/storage/locks.ts';
import type { SealedBytes } from '../../src/lib/storage/store.ts';
import { parseRelayAddress, type RelayAddress } from '../../src/lib/sync/address.ts';
import { connect, type Signer, type SocketClass } from '../../src/lib/sync/connection.ts';
import { Session } from '../../src/lib/sync/session.ts';
import { REGISTRY } from '../../src/lib/worker/registry.ts';
import { joinedNotes } from '../../src/lib/workspace/device-notes.ts';
import { epochKeysRow } from '../../src/lib/workspace/epoch-keys.ts';
import type { WorkspaceKeys } from '../../src/lib/workspace/keys.ts';
import { SUITE } from '../../src/lib/workspace/read-log.ts';
import type { SignatureChecker } from '../../src/lib/workspace/known-signatures.ts';
import { SharedLog } from '../../src/lib/workspace/shared-log.ts';
import { openVault } from '../../src/lib/workspace/vault.ts';
import { Workspace } from '../../src/lib/workspace/workspace.ts';
import { openFileStore } from '../support/file-store.ts';
import { newFolder, startRelay } from '../support/relay-device.ts';
import { checkThread } from './relay/check-thread.ts';
import { writeLog, type Log } from './relay/written-log.ts';
import { median, rowOf, type Benchmark, type Options, type Row } from './measure.ts';

const ROWS = 50;
const TODAY = '2026-11-22';

async function withRelay<T>(log: Log, work: (address: RelayAddress) => Promise<T>): Promise<T> {
	const folder = newFolder();
	const store = openSqlite(join(folder, 'relay.sqlite'));
	const { wsId, entries } = log;
	let R = rollingHash(blake2b, ZERO32, 0, entries[0]!);
	await store.create({ wsId, genesis: entries[0]!, R, day: 0 });
	for (let from = 1; from < entries.length; from += 500) {
		const part = entries.slice(from, from + 500);
		part.forEach((entry, index) => (R = rollingHash(blake2b, R, from + index, entry)));
		await store.append([{ wsId, from, R, entries: part.map((bytes) => ({ bytes, void: false, restored: false })) }]);
	}
	await store.close();
	const relay = await startRelay({ folder });
	try {
		return await work(parseRelayAddress(relay.origin) as RelayAddress);
	} finally {
		await relay.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

function signerOf({ sign: { publicKey, secretKey } }: DeviceKeys): Signer {
	return { publicKey, sign: (domain, bytes) => sign(secretKey, domain, bytes) };
}

const socket = WebSocket as unknown as SocketClass;

/** A device on a file of its own; `work` is timed by itself. */
async function onFile<T>(work: (file: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'waxbill-bench-'));
	try {
		return await work(join(folder, 'device.db'));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** `keysOf` is part of what is timed: what an admission brings has to be opened. */
async function fresh(
	{ entries, wsId }: Log,
	address: RelayAddress,
	checker: SignatureChecker,
	keysOf: () => WorkspaceKeys
): Promise<{ first: number; all: number; progress: number[] }> {
	return onFile(async (file) => {
		const store = await openFileStore(file);
		const vault = openVault(randomKey(kdfKey), wsId);
		const begun = performance.now();
		const keys = keysOf();
		const opened = performance.now() - begun;
		const home = {
			store,
			vault,
			keys,
			registry: REGISTRY,
			locked: <T>(work: () => Promise<T>) => withWriteLock(work, file),
			announce: () => {}
		};
		await store.write({ puts: [epochKeysRow(vault, keys), joinedNotes(vault)] }, 'relaxed');
		const started = performance.now() - opened;
		const workspace = await Workspace.open(home);
		let first = 0;
		let looking: Promise<void> | undefined;
		workspace.onChange = () => {
			looking ??= (async () => {
				const found = await workspace.select('item', {}, TODAY);
				if (found && found.total >= ROWS && found.rows(undefined, 0, ROWS).length === ROWS) first ||= performance.now() - started;
				else looking = undefined;
			})();
		};
		const session = new Session({ address, port: new SharedLog(workspace, checker), signer: signerOf(keys.device), WebSocket: socket });
		const progress: number[] = [];
		session.onChange(() => {
			const { link, progress: part } = session.status;
			if (link === 'pulling' && part !== undefined && part !== progress.at(-1)) progress.push(part);
		});
		session.start();
		await session.settled();
		const all = performance.now() - started;
		if (workspace.entries !== entries.length) throw new Error(`${workspace.entries} of ${entries.length} entries came`);
		await session.stop();
		await looking;
		store.close();
		return { first, all, progress };
	});
}

/** The same bytes, received and stored. */
async function raw({ entries, wsId, paired }: Log, address: RelayAddress): Promise<number> {
	return onFile(async (file) => {
		const store = await openFileStore(file);
		const { ws } = openVault(randomKey(kdfKey), wsId);
		const begun = performance.now();
		const connection = await connect({ address, WebSocket: socket });
		await connection.authenticate(signerOf(paired().device), wsId);
		let line: Promise<void> = Promise.resolve();
		await new Promise<void>((resolve) => {
			connection.onFrame = (frame) => {
				if (frame.type !== 'entries') return;
				const puts = frame.entries.map((bytes, index) => ({
					table: 'log' as const,
					ws,
					key: frame.from + index,
					bytes: new Uint8Array(bytes) as unknown as SealedBytes
				}));
				line = line.then(() => store.write({ puts }, 'relaxed'));
				if (frame.last) resolve();
			};
			connection.send({ type: 'pull', from: 0, frames: 0xffff });
		});
		await line;
		const took = performance.now() - begun;
		if ((await store.count('log', ws)) !== entries.length) throw new Error('the reference lost entries');
		connection.end();
		store.close();
		return took;
	});
}

function signatures({ entries, signPk }: Log): number {
	// An invitation's key is another one; it writes a single entry.
	const parsed = entries.map((bytes) => ({ bytes, entry: parseEntry(bytes) as Entry })).filter(({ entry }) => entry.kind !== KIND.JOIN);
	const begun = performance.now();
	for (const { bytes, entry } of parsed)
		if (!SUITE.verify(signPk, signDomain(entry.kind), signedBytes(bytes), entry.signature)) throw new Error('a signature is false');
	return performance.now() - begun;
}

async function measure(documents: number, { quick }: Options): Promise<Row[]> {
	await ready();
	const log = writeLog(documents);
	const bytes = log.entries.reduce((sum, { length }) => sum + length, 0);
	const runs = documents >= 100_000 ? 1 : quick ? 3 : 5;
	const checker = checkThread();
	// TypeScript is read there first, which no browser does.
	await checker.check(new Uint8Array(0));
	return withRelay(log, async (address) => {
		await raw(log, address);
		const pairs: { first: number; all: number; raw: number; signatures: number }[] = [];
		for (let run = 0; run < runs; run++) {
			const reference = run % 2 === 0 ? await raw(log, address) : undefined;
			const subject = await fresh(log, address, checker, log.paired);
			pairs.push({ ...subject, raw: reference ?? (await raw(log, address)), signatures: signatures(log) });
		}
		const middle = (of: (pair: (typeof pairs)[number]) => number) => median(pairs.map(of));
		const row = (name: string, value: 'first' | 'all', note: string): Row => ({
			name: `relay.fresh.${name}@${documents}`,
			value: middle((pair) => pair[value]),
			unit: 'ms',
			reference: 'receiving and storing the same bytes, unverified',
			referenceValue: middle((pair) => pair.raw),
			ratio: middle((pair) => pair[value] / pair.raw),
			note: `${note}${pairs.length} pairs`,
			n: documents,
			bytes
		});
		await checker.end();
		const checks = `${middle((pair) => pair.all / pair.signatures).toFixed(2)} times the signature checks alone, ${middle((pair) => pair.signatures).toFixed(0)} ms; `;
		return [row('first-list', 'first', `${ROWS} rows; `), row('all', 'all', checks)];
	});
}

/** The member who was invited, and in the same run the device that was paired: both fetch the same log. */
async function measureJoined(documents: number, { quick }: Options): Promise<Row[]> {
	await ready();
	const log = writeLog(documents);
	const bytes = log.entries.reduce((sum, { length }) => sum + length, 0);
	const checker = checkThread();
	await checker.check(new Uint8Array(0));
	return withRelay(log, async (address) => {
		await raw(log, address);
		// What runs first runs cold.
		await fresh(log, address, checker, log.paired);
		const taken: { joined: Awaited<ReturnType<typeof fresh>>; paired: Awaited<ReturnType<typeof fresh>> }[] = [];
		const sides = { joined: log.joined, paired: log.paired };
		for (let run = 0; run < (quick ? 3 : 5); run++) {
			const pair: Partial<(typeof taken)[number]> = {};
			const order = ['joined', 'paired'] as const;
			for (const side of run % 2 === 0 ? order : order.toReversed()) pair[side] = await fresh(log, address, checker, sides[side]);
			taken.push(pair as (typeof taken)[number]);
		}
		await checker.end();
		const steps = Math.min(...taken.map(({ joined }) => joined.progress.length));
		const isSteady = ({ joined: { progress } }: (typeof taken)[number]) => progress.every((part, at) => part >= (progress[at - 1] ?? 0));
		if (steps < 2 || !taken.every(isSteady)) throw new Error('who joins is not shown how far it has come');
		return (['first', 'all'] as const).map((of) => {
			const pairs = taken.map(({ joined, paired }) => ({ subject: joined[of], reference: paired[of] }));
			const name = `relay.joined.${of === 'first' ? 'first-list' : 'all'}@${documents}`;
			const note = `${of === 'first' ? `${ROWS} rows` : `all of it; progress in ${steps} steps or more`}`;
			return rowOf(pairs, {
				name,
				unit: 'ms',
				reference: 'relay.fresh: a device that was paired, in the same run',
				note,
				n: documents,
				bytes
			});
		});
	});
}

export const benchmarks: Benchmark[] = [1000, 10_000, 100_000].flatMap((n) => [
	{ name: `relay.fresh@${n}`, run: (options: Options) => measure(n, options) },
	...(n > 10_000 ? [] : [{ name: `relay.joined@${n}`, run: (options: Options) => measureJoined(n, options) }])
]);
