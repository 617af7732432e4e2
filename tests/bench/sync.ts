/**
 * relay.fresh@N gives relay.fresh.first-list@N and relay.fresh.all@N: a device that was just admitted and has nothing of the log fetches N entries of
 * one document each from a real relay, until 50 rows can be shown, and until all is judged, folded and stored. The reference is receiving the same
 * bytes over the same socket and storing them, unverified; beside it stands what the checks of the signatures alone take. Relay, device and its store
 * (SQLite in a file, durable as the operating system has it) share one process.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { openSqlite } from '../../sync-server/log/sqlite.ts';
import { encodeClear } from '../../sync-server/protocol/clear.ts';
import { KIND, parseEntry, rollingHash, signDomain, signedBytes, ZERO32, type Entry } from '../../sync-server/protocol/codec.ts';
import { advance, emptyLog, type LogState } from '../../sync-server/protocol/position.ts';
import { RollingHashes } from '../../sync-server/protocol/rolling-hashes.ts';
import { ITEM_TYPE } from '../../src/lib/catalog/records.ts';
import { kdfKey } from '../../src/lib/crypto/brands.ts';
import { blake2b } from '../../src/lib/crypto/derive.ts';
import { newDeviceKeys, type DeviceKeys } from '../../src/lib/crypto/device.ts';
import { newId16, randomKey } from '../../src/lib/crypto/random.ts';
import { sign } from '../../src/lib/crypto/sign.ts';
import { ready } from '../../src/lib/crypto/sodium.ts';
import { withWriteLock } from '../../src/lib/storage/locks.ts';
import type { SealedBytes } from '../../src/lib/storage/store.ts';
import { parseRelayAddress, type RelayAddress } from '../../src/lib/sync/address.ts';
import { connect, type Signer, type SocketClass } from '../../src/lib/sync/connection.ts';
import { Session } from '../../src/lib/sync/session.ts';
import { REGISTRY } from '../../src/lib/worker/registry.ts';
import { addition } from '../../src/lib/workspace/admission.ts';
import { makeEntry, type Content } from '../../src/lib/workspace/author.ts';
import { toHex } from '../../src/lib/workspace/bytes.ts';
import { joinedNotes } from '../../src/lib/workspace/device-notes.ts';
import { epochKeysRow, takeEpochKeys } from '../../src/lib/workspace/epoch-keys.ts';
import { foundWorkspace } from '../../src/lib/workspace/found.ts';
import { workspaceKeys, type WorkspaceKeys } from '../../src/lib/workspace/keys.ts';
import { encodeBatch } from '../../src/lib/workspace/operations.ts';
import { SUITE } from '../../src/lib/workspace/read-log.ts';
import type { SignatureChecker } from '../../src/lib/workspace/known-signatures.ts';
import { updatesTo } from '../../src/lib/workspace/record.ts';
import { SharedLog } from '../../src/lib/workspace/shared-log.ts';
import { openVault } from '../../src/lib/workspace/vault.ts';
import { Workspace } from '../../src/lib/workspace/workspace.ts';
import { anItem } from '../support/books.ts';
import { openFileStore } from '../support/file-store.ts';
import { newFolder, startRelay } from '../support/relay-device.ts';
import { checkThread } from './relay/check-thread.ts';
import { median, type Benchmark, type Options, type Row } from './measure.ts';

const ROWS = 50;
const TODAY = '2026-11-22';

interface Log {
	entries: Uint8Array[];
	wsId: Uint8Array;
	fresh: DeviceKeys;
	keys: WorkspaceKeys;
	/** Key the founder signs with. */
	signPk: Uint8Array;
}

/** A log of so many documents, each saved by itself, in which a second device is admitted. */
function writeLog(documents: number): Log {
	const { wsId, memberId, device, entries } = foundWorkspace(randomKey(kdfKey));
	const hashes = new RollingHashes();
	let state: LogState = emptyLog(hashes);
	const put = (bytes: Uint8Array) => {
		const step = advance(state, bytes, { ...SUITE, verify: () => true });
		if (step.verdict !== 'accepted') throw new Error('the benchmark wrote an entry that is not one');
		state = step.state;
		hashes.push(state.R);
	};
	const keys = workspaceKeys(wsId, device);
	entries.forEach(put);
	takeEpochKeys(keys, parseEntry(entries[0]!) as Entry, state.membership!.commitments);
	const log = [...entries];
	const write = (kind: typeof KIND.DATA | typeof KIND.ADD_DEVICE, content: Content) => {
		const mine = state.perDevice.get(toHex(device.id))!;
		const place = { wsId, devSeq: mine.seq + 1, prevDev: mine.prev, seenN: state.n - 1, seenR: state.R, epoch: 0 };
		const entry = makeEntry(device, place, kind, content);
		put(entry);
		log.push(entry);
	};
	const fresh = newDeviceKeys();
	write(KIND.ADD_DEVICE, { clear: encodeClear(addition(toHex(memberId), 'device', fresh, keys.epochKey(0))) });
	for (let index = 0; index < documents; index++) {
		const name = `Item ${String(index).padStart(6, '0')}`;
		const [body] = updatesTo(undefined, { ...anItem({ name, code: `C${index}` }) }, ITEM_TYPE.shape!);
		const operation = { opId: newId16(), recordId: newId16(), type: 'item', schema: ITEM_TYPE.schema, action: 'put' as const, body: body! };
		write(KIND.DATA, { plain: encodeBatch([operation]), key: keys.dataKey(0) });
	}
	return { entries: log, wsId, fresh, keys, signPk: device.sign.publicKey };
}

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

async function fresh(
	{ entries, wsId, keys: founder, fresh: device }: Log,
	address: RelayAddress,
	checker: SignatureChecker
): Promise<{ first: number; all: number }> {
	return onFile(async (file) => {
		const store = await openFileStore(file);
		const vault = openVault(randomKey(kdfKey), wsId);
		const keys = workspaceKeys(wsId, device);
		keys.learn(0, founder.epochKey(0));
		const home = {
			store,
			vault,
			keys,
			registry: REGISTRY,
			locked: <T>(work: () => Promise<T>) => withWriteLock(work, file),
			announce: () => {}
		};
		await store.write({ puts: [epochKeysRow(vault, keys), joinedNotes(vault)] }, 'relaxed');
		const begun = performance.now();
		const workspace = await Workspace.open(home);
		let first = 0;
		let looking: Promise<void> | undefined;
		workspace.onChange = () => {
			looking ??= (async () => {
				const found = await workspace.select('item', {}, TODAY);
				if (found && found.total >= ROWS && found.rows(undefined, 0, ROWS).length === ROWS) first ||= performance.now() - begun;
				else looking = undefined;
			})();
		};
		const session = new Session({ address, port: new SharedLog(workspace, checker), signer: signerOf(device), WebSocket: socket });
		session.start();
		await session.settled();
		const all = performance.now() - begun;
		if (workspace.entries !== entries.length) throw new Error(`${workspace.entries} of ${entries.length} entries came`);
		await session.stop();
		await looking;
		store.close();
		return { first, all };
	});
}

/** The same bytes, received and stored. */
async function raw({ entries, wsId, fresh: device }: Log, address: RelayAddress): Promise<number> {
	return onFile(async (file) => {
		const store = await openFileStore(file);
		const { ws } = openVault(randomKey(kdfKey), wsId);
		const begun = performance.now();
		const connection = await connect({ address, WebSocket: socket });
		await connection.authenticate(signerOf(device), wsId);
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
	const parsed = entries.map((bytes) => ({ bytes, entry: parseEntry(bytes) as Entry }));
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
			const subject = await fresh(log, address, checker);
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

export const benchmarks: Benchmark[] = [1000, 10_000, 100_000].map((n) => ({
	name: `relay.fresh@${n}`,
	run: (options) => measure(n, options)
}));
