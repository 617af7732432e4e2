/**
 * Books brought back to an empty device by the recovery code alone. [Note: recovery over a relay]
 *
 * The locators say where the books are; the code's pair, which is one of their devices, pulls the log; it is read to the last signature; the keys
 * of the new device are stored; and only then the pair's one entry is sent. Cut short before it, nothing has happened for anybody; after it, the
 * device finds its own keys and goes on (`resume`).
 */
import type { KdfKey } from '../crypto/brands.ts';
import { kdfKey } from '../crypto/brands.ts';
import { decodeDeviceSecrets, encodeDeviceSecrets, newDeviceKeys, type DeviceKeys } from '../crypto/device.ts';
import { newRecoveryCode, parseRecoveryCode, recoveryPair, recoverySeed } from '../crypto/recovery.ts';
import type { Recovered, RecoveredBooks, RecoverInput, RecoverStep } from '../devices/api.ts';
import { deviceRecordId, type DeviceRecord } from '../devices/records.ts';
import { fromBase64, toBase64 } from '../identity/base64.ts';
import type { Device } from '../identity/device.ts';
import type { WorkspaceSecrets } from '../identity/header.ts';
import type { LocatorRecord } from '../identity/locator-record.ts';
import { RecoveryError } from '../identity/recovery-problem.ts';
import { withWriteLock } from '../storage/locks.ts';
import type { Put, SealedBytes } from '../storage/store.ts';
import { parseRelayAddress, type RelayAddress } from '../sync/address.ts';
import { connect, type SocketClass } from '../sync/connection.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { joinedNotes, notesPut } from '../workspace/device-notes.ts';
import { epochKeysRow, learnEpochKeys } from '../workspace/epoch-keys.ts';
import { headKey, type WorkspaceHome } from '../workspace/home.ts';
import { workspaceKeys, type WorkspaceKeys } from '../workspace/keys.ts';
import { memberList } from '../workspace/members.ts';
import { judgeLog } from '../workspace/rebuild.ts';
import { recoveryEntries } from '../workspace/recovery-entries.ts';
import { openVault } from '../workspace/vault.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { newest } from './backup-host.ts';
import type { DeviceHost } from './device-host.ts';
import { LocatorsLimited, readLocators } from './locators.ts';
import { OtherBooksHost } from './other-books.ts';
import { addressOf } from './pairing-host.ts';
import { REGISTRY } from './registry.ts';
import { enter, pullLog, reached, type Pulled } from './relay-log.ts';
import { Refused } from './results.ts';

/** How often the pair's entry is made anew because somebody else wrote in between. */
const MOST_TRIES = 5;

export class RecoverHost {
	readonly #host: DeviceHost;
	readonly #WebSocket: SocketClass;
	readonly #others: OtherBooksHost;

	constructor(host: DeviceHost, WebSocket: SocketClass, others = new OtherBooksHost(host, WebSocket)) {
		this.#host = host;
		this.#WebSocket = WebSocket;
		this.#others = others;
	}

	async recover({ relay, code, passphrase, name }: RecoverInput, watch: (step: RecoverStep) => void, today: string): Promise<Recovered> {
		const { parts } = this.#host;
		if (parts.device() || (await parts.store().readHeader())) throw new RecoveryError('not-empty');
		const secret = parseRecoveryCode(code);
		if (!secret) throw new Refused({ code: 'wrong-recovery-code', field: 'code' });
		const seed = recoverySeed(secret);
		const address = addressOf(relay);
		watch({ step: 'looking' });
		// The largest are opened: more likely than not they are the ones that are missed.
		const records = (await this.#find(address, seed)).sort((a, b) => b.n - a.n);
		const nextCode = newRecoveryCode();
		const device = await parts.create(passphrase, nextCode);
		await parts.empty();
		const found: WorkspaceSecrets[] = [];
		const readings = new Map<string, Reading>();
		try {
			for (const [index, record] of records.entries()) {
				const own = newDeviceKeys();
				const home = this.#homeOf(device, record.wsId, own);
				const part = (fraction: number) => (index + fraction) / records.length;
				const { reading, memberId } = await this.#fetch(home, record, seed, (step, fraction) => watch({ step, fraction: part(fraction) }));
				readings.set(toHex(record.wsId), reading);
				found.push({
					id: toHex(record.wsId),
					name: record.name,
					sample: record.sample,
					memberId,
					device: toBase64(encodeDeviceSecrets(own)),
					admitBy: toBase64(seed),
					relay: record.relay
				});
			}
			await parts.change(device, () => {
				device.secrets.workspaces = found;
				device.secrets.current = found[0]!.id;
			});
		} catch (cause) {
			await Promise.all(records.map(({ wsId }) => parts.store().clear(openVault(device.master, wsId).ws))).catch(() => undefined);
			device.forget();
			throw cause;
		}
		// From here on the device is there, whatever the relay does.
		watch({ step: 'admitting' });
		for (const { id } of found) await this.#admit(device, id, readings.get(id));
		await parts.open(device, found[0]!.id);
		const { workspace } = this.#host.open;
		const look = async (books: Workspace): Promise<Pick<RecoveredBooks, 'newest'>> => {
			const record: DeviceRecord = { name: name.trim(), since: today };
			await books.save((transaction) => transaction.putLive('device', deviceRecordId(books.device), record));
			const { newest: last } = newest(books);
			return last ? { newest: last } : {};
		};
		const books: RecoveredBooks[] = [{ name: found[0]!.name, ...(await look(workspace)) }];
		for (const { id, name } of found.slice(1)) {
			const looked = await this.#others.with(id, (aside) => look(aside.workspace)).catch(() => ({ unread: true }));
			books.push({ name, ...looked });
		}
		// Of this person: those of other members are theirs to put out.
		const own = memberList(workspace).find(({ isMe }) => isMe)?.devices.length ?? 1;
		return { recoveryCode: nextCode, books, others: own - 1 };
	}

	/** What an earlier attempt left undone for the open books: the header names them, and the pair has not admitted this device, or nobody heard that it has. */
	async resume(): Promise<void> {
		const { id } = this.#host.open;
		const device = await this.#host.refresh();
		const secrets = device.secrets.workspaces.find((each) => each.id === id);
		if (!secrets?.admitBy || !secrets.relay) return;
		await this.#admit(device, id);
		await this.#host.parts.open(device, id);
	}

	async #find(address: RelayAddress, seed: KdfKey): Promise<LocatorRecord[]> {
		const connection = await reached(connect({ address, WebSocket: this.#WebSocket }));
		const slots = await readLocators(connection, seed)
			.catch((cause: unknown) => {
				throw new RecoveryError(cause instanceof LocatorsLimited ? 'limited' : 'no-relay');
			})
			.finally(() => connection.end());
		const byBooks = new Map<string, LocatorRecord>();
		for (const { record } of slots) {
			const known = record && byBooks.get(toHex(record.wsId));
			if (record && (!known || known.n < record.n)) byBooks.set(toHex(record.wsId), record);
		}
		if (byBooks.size === 0) throw new RecoveryError('not-found');
		return [...byBooks.values()];
	}

	/** Answers with the member the code belongs to, once the log was read to its last signature. */
	async #fetch(
		home: WorkspaceHome,
		record: LocatorRecord,
		seed: KdfKey,
		progress: (step: 'pulling' | 'reading', fraction: number) => void
	): Promise<{ reading: Reading; memberId: string }> {
		await home.store.clear(home.vault.ws);
		await home.store.write({ puts: [joinedNotes(home.vault)] }, 'relaxed');
		const pair = recoveryPair(seed, record.wsId);
		const { connection, n } = await this.#enterAs(pair, record.relay, record.wsId);
		try {
			if (n < record.n) throw new RecoveryError('older');
			await pullLog(connection, record.wsId, home, n, { known: record }, (fraction) => progress('pulling', fraction));
		} finally {
			connection.end();
		}
		const reading = await judged(home, pair, (fraction) => progress('reading', fraction));
		const listed = reading.state.membership?.devices.get(toHex(pair.id));
		if (!listed?.active || listed.spent) throw new RecoveryError('used');
		await home.store.write({ puts: [epochKeysRow(home.vault, home.keys)] }, 'relaxed');
		return { reading, memberId: listed.member };
	}

	async #enterAs(keys: DeviceKeys, relay: string, wsId: Uint8Array): Promise<Entered> {
		const entered = await enter(keptAddress(relay), this.#WebSocket, keys, wsId);
		if (!entered) throw new RecoveryError('used');
		return entered;
	}

	/** The pair's entry and what follows it. Whether they came into the log is known when the log knows the new device. */
	async #admit(device: Device, id: string, read?: Reading): Promise<void> {
		const secrets = device.secrets.workspaces.find((each) => each.id === id)!;
		const wsId = fromHex(id);
		const seed = kdfKey(fromBase64(secrets.admitBy!));
		const pair = recoveryPair(seed, wsId);
		const own = decodeDeviceSecrets(fromBase64(secrets.device))!;
		const home = this.#homeOf(device, wsId, own);
		let { state } = read ?? (await judged(home, pair));
		for (const [epoch, key] of read?.keys ?? []) home.keys.learn(epoch, key);
		for (let tries = 0; tries < MOST_TRIES; tries++) {
			const already = await enter(keptAddress(secrets.relay!), this.#WebSocket, own, wsId);
			if (already) {
				// The answer was lost, the entries were not.
				const { connection, n } = already;
				const head = await pullLog(connection, wsId, home, n, { here: state }).finally(() => connection.end());
				return this.#admitted(device, home, id, head, []);
			}
			const { connection, n } = await this.#enterAs(pair, secrets.relay!, wsId);
			try {
				const head = await pullLog(connection, wsId, home, n, { here: state });
				if (head.n > state.n) ({ state } = await judged(home, pair));
				const made = recoveryEntries(state, home.keys, own, seed, device.recoverySeed);
				if (!made) throw new RecoveryError('used');
				// The relay may end the pair's connection before it says what it did: the next turn finds out.
				const answer = await connection
					.ask({ type: 'restore', ref: 1, from: state.n, entries: made.entries }, 'ack', 'nack', 'err')
					.catch(() => undefined);
				if (answer?.type === 'ack') return await this.#admitted(device, home, id, made.state, made.entries);
			} finally {
				connection.end();
			}
		}
		throw new RecoveryError('busy');
	}

	async #admitted(device: Device, home: WorkspaceHome, id: string, { n, R }: Pulled, entries: Uint8Array[]): Promise<void> {
		const { vault } = home;
		const from = n - entries.length;
		const puts: Put[] = entries.map((bytes, index) => ({ table: 'log', ws: vault.ws, key: from + index, bytes: bytes as SealedBytes }));
		puts.push(epochKeysRow(vault, home.keys), notesPut(vault, { shared: true, n, R, made: [] }));
		await this.#host.parts.change(
			device,
			() => {
				const secrets = device.secrets.workspaces.find((each) => each.id === id)!;
				secrets.cameBy = secrets.admitBy;
				delete secrets.admitBy;
			},
			async () => ({ puts, deletes: [{ table: 'meta' as const, ws: vault.ws, key: headKey(vault) }] })
		);
	}

	#homeOf(device: Device, wsId: Uint8Array, own: DeviceKeys): WorkspaceHome {
		const vault = openVault(device.master, wsId);
		const keys = workspaceKeys(wsId, own);
		return { store: this.#host.parts.store(), vault, registry: REGISTRY, keys, locked: withWriteLock, announce: () => {} };
	}
}

/** The whole log as it lies here, read by the pair, which has a box in it; the keys it finds are the device's too. */
async function judged(home: WorkspaceHome, pair: DeviceKeys, progress: (fraction: number) => void = () => {}) {
	const keys: WorkspaceKeys = workspaceKeys(home.keys.wsId, pair);
	const reader = { ...home, keys };
	await learnEpochKeys(reader);
	const reading = await judgeLog(reader, undefined, { progress });
	if (reading.broken) throw new RecoveryError('damaged');
	for (const [epoch, key] of keys.known()) home.keys.learn(epoch, key);
	return { state: reading.state, keys: keys.known() };
}

type Reading = Awaited<ReturnType<typeof judged>>;
type Entered = NonNullable<Awaited<ReturnType<typeof enter>>>;

function keptAddress(relay: string): RelayAddress {
	const address = parseRelayAddress(relay);
	if ('problem' in address) throw new RecoveryError('damaged');
	return address;
}
