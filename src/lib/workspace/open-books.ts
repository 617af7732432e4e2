/**
 * The books of one workspace as this tab has them in memory, and what keeps that true to the stored rows: reading, following other tabs, making
 * everything again. All but reading a record is done inside the write lock.
 */
import type { Durability, Put, SealedBytes } from '../storage/store.ts';
import { toHex } from './bytes.ts';
import { readNotes } from './device-notes.ts';
import { keysMatch, learnEpochKeys } from './epoch-keys.ts';
import { WorkspaceError } from './errors.ts';
import { HashMarks } from './hash-marks.ts';
import { headPut, openHead, storedHead, type Head } from './head.ts';
import { recordKey, type WorkspaceHome } from './home.ts';
import type { Flight } from './making.ts';
import { isDamaged, Outbox } from './outbox.ts';
import { Projection, ProjectionDamaged } from './projection.ts';
import type { LogBreak } from './read-log.ts';
import { readEntry } from './readable-log.ts';
import { decodeRecord } from './record-row.ts';
import { heldWhereFull, rebuild, type Rebuilt, type RebuildOptions } from './rebuild.ts';
import type { RecordState, RowChange } from './registry.ts';
import { RULES_VERSION } from './rules-version.ts';
import { Transaction } from './transaction.ts';

export interface Changed {
	lists: string[];
	ids: string[];
}

/** What one write comes to, before it is written. */
export interface Writing {
	puts: Put[];
	deletes?: { table: Put['table']; ws: Put['ws']; key: Put['key'] }[];
	rows: readonly RowChange[];
	/** The head as it will be, without what follows from the rows. */
	head: Omit<Head, 'step' | 'projection'>;
	/** Something was erased: nothing of it may stay in pages. */
	sweep: boolean;
	ids: string[];
}

/** Of operations that were not understood: one that is now is enough. */
const MOST_TRIED = 256;
/** Deltas hold about so many rows each, and each has a step of its own. */
const ROWS_A_STEP = 64;

export class OpenBooks {
	readonly home: WorkspaceHome;
	head: Head;
	projection: Projection;
	broken: LogBreak | undefined;
	/** Opening does not count the log, and its audit takes a while: before the first save it is counted, so that nothing is written after a gap. */
	counted = false;
	isLoaded = false;
	outbox: Outbox;
	readonly marks: HashMarks;
	/** Entries this tab has made that have not come back yet. */
	flight: Flight | undefined;
	/** The stored head, sealed, where `head` is known to say the same: most saves find it unchanged, and need not open what grows with the books. */
	#seen: SealedBytes | undefined;
	/** What `load` reads. */
	readonly #opening: Projection;
	/** Told when an operation begins to wait, here or in another tab. */
	readonly waiting = new Set<() => void>();

	constructor(home: WorkspaceHome, head: Head, projection: Projection, broken: LogBreak | undefined) {
		this.home = home;
		this.head = head;
		this.projection = this.#opening = projection;
		this.broken = broken;
		this.outbox = new Outbox(home);
		this.marks = new HashMarks(home);
	}

	/** This device, as hex. */
	get device(): string {
		return toHex(this.home.keys.device.id);
	}

	/** While they load: asks for a list to be read before others. True once it is there, false where it takes the end of loading to know. */
	whenRead(list: string): Promise<boolean> {
		return this.#opening.whenRead(list);
	}

	/** Reads the lists. True where they were made again, or read anew: what was answered of one of them before may not be so any more. */
	async load(progress: (fraction: number) => void): Promise<boolean> {
		const { projection: head, step } = this.head;
		const projection = this.#opening;
		let isAnew = false;
		try {
			// Before a list can be asked: by other rules, or without what came since, none is right.
			await this.outbox.sync(this.head.outbox);
			const mayRead = async () => this.head.rules === RULES_VERSION && !isDamaged(this) && !(await this.#opensNow());
			if (!this.broken && !(await mayRead())) throw new ProjectionDamaged();
			await projection.load(this.home.store, head, step);
			if (!this.broken && !(await this.#recordsPresent())) throw new ProjectionDamaged();
		} catch (error) {
			projection.giveUp();
			if (!(error instanceof ProjectionDamaged)) throw error;
			isAnew = true;
			// Unless another tab has only folded pages in the middle of it.
			await this.home.locked(async () => {
				try {
					if (!(await this.follow()) || isDamaged(this) || this.head.rules !== RULES_VERSION) await this.rebuild({ progress });
				} catch (error) {
					this.take(await heldWhereFull(this.home, error));
				}
			});
		}
		this.isLoaded = true;
		return isAnew;
	}

	/** Undefined when there is no such record. A row that does not open is built again from the log by `mend`. */
	async read(id: string, mend: () => Promise<void> = () => this.rebuild()): Promise<RecordState | undefined> {
		const { store, vault } = this.home;
		const key = recordKey(vault, id);
		for (const damaged of [mend, undefined]) {
			const bytes = await store.get('record', vault.ws, key);
			if (!bytes) return undefined;
			const plain = vault.open('record', key, bytes);
			if (plain) return decodeRecord(plain);
			await damaged?.();
		}
		throw new WorkspaceError('row-damaged');
	}

	/** A row that does not open is read again by itself, which mends it; without `again`, inside a save. */
	async readMany(ids: readonly string[], again = (id: string) => this.read(id)): Promise<(RecordState | undefined)[]> {
		const { store, vault } = this.home;
		const keys = ids.map((id) => recordKey(vault, id));
		const rows = await store.getMany('record', vault.ws, keys);
		const states: (RecordState | undefined)[] = [];
		for (const [index, bytes] of rows.entries()) {
			const plain = bytes && vault.open('record', keys[index]!, bytes);
			states.push(bytes && !plain ? await again(ids[index]!) : plain && decodeRecord(plain));
		}
		return states;
	}

	begin(): Transaction {
		const { registry, keys } = this.home;
		return new Transaction({
			n: this.head.log.n + this.outbox.size,
			by: this.device,
			wsId: keys.wsId,
			devId: keys.device.id,
			ledger: this.head.ledger,
			registry,
			read: (id) => this.read(id),
			readMany: (ids) => this.readMany(ids),
			membership: this.head.log.membership,
			lease: (tag) => this.head.log.membership?.leases.get(toHex(tag))
		});
	}

	/** Writes rows, deltas and head in one transaction, and takes them into memory. */
	async write(writing: Writing, durability: Durability): Promise<Changed> {
		const { store } = this.home;
		const { rows, ids } = writing;
		const step = this.head.step + Math.max(1, Math.ceil(rows.length / ROWS_A_STEP));
		const staged = await this.#stage(rows, step);
		const sweep = this.head.projection.sweep ?? writing.sweep;
		const { built } = this.head;
		const head: Head = {
			...writing.head,
			rules: RULES_VERSION,
			...(built !== undefined && { built }),
			step,
			projection: sweep ? { ...staged.head, sweep } : staged.head
		};
		const row = headPut(this.home, head);
		const puts = [...writing.puts, ...staged.puts, row];
		await store.write({ puts, deletes: [...(writing.deletes ?? []), ...staged.deletes] }, durability);
		staged.apply();
		this.head = head;
		this.#seen = row.bytes;
		if (head.projection.sweep) await this.#sweep();
		return { lists: [...new Set(rows.map(({ list }) => list))], ids };
	}

	/** After an erasure, in the same turn under the lock; one that was cut short is made up for by the next write. */
	async #sweep(): Promise<void> {
		const staged = await this.projection.stageSweep(this.home.store, this.head.step);
		const head: Head = { ...this.head, projection: staged.head };
		await this.home.store.write({ puts: [...staged.puts, headPut(this.home, head)], deletes: staged.deletes }, 'strict');
		staged.apply();
		this.head = head;
	}

	/** Folding reads stored search texts; where they are damaged everything derived is made again first. */
	async #stage(rows: readonly RowChange[], step: number) {
		try {
			return await this.projection.stage(this.home.store, rows, this.head.step, step);
		} catch (error) {
			if (!(error instanceof ProjectionDamaged)) throw error;
			await this.rebuild();
			return this.projection.stage(this.home.store, rows, this.head.step, step);
		}
	}

	/** Takes in what another tab has written. */
	async follow(): Promise<Changed | undefined> {
		const bytes = await storedHead(this.home);
		if (bytes && this.#seen && isSame(bytes, this.#seen)) return undefined;
		this.#seen = undefined;
		const head = bytes && openHead(this.home, bytes);
		if (!head) return this.#makeUp();
		if (head.step === this.head.step && head.built === this.head.built) {
			this.#seen = bytes;
			return undefined;
		}
		const before = this.head;
		const { membership } = head.log;
		// A rotation of another tab's brought a key; one of this tab's that was never stored left a wrong one.
		if (membership?.epoch !== before.log.membership?.epoch && !keysMatch(this.home.keys, membership?.commitments ?? []))
			await learnEpochKeys(this.home);
		const changed = await this.#followTo(head, before);
		await this.outbox.sync(this.head.outbox);
		if ((this.head.outbox?.next ?? 0) > (before.outbox?.next ?? 0)) for (const tell of this.waiting) tell();
		return changed;
	}

	async #followTo(head: Head, before: Head): Promise<Changed> {
		if (this.isLoaded && head.built === before.built && head.projection.foldedTo === before.projection.foldedTo) {
			const changes = await this.projection.follow(this.home.store, before.step, head.step);
			this.head = head;
			return { lists: [...new Set(changes.map(({ list }) => list))], ids: changes.map(({ id }) => id) };
		}
		if (head.built !== before.built) this.#forget();
		const projection = new Projection(this.home.vault, this.home.registry);
		try {
			await projection.load(this.home.store, head.projection, head.step);
			this.projection = projection;
			this.head = head;
		} catch (error) {
			if (!(error instanceof ProjectionDamaged)) throw error;
			await this.rebuild();
		}
		return { lists: [...this.projection.names()], ids: [] };
	}

	/** There is no head: another tab was cut short while it made everything again, or the books were deleted there. What this one remembers is no longer so. */
	async #makeUp(): Promise<Changed | undefined> {
		if (this.broken) return undefined;
		const { store, vault } = this.home;
		if ((await store.count('log', vault.ws)) === 0 && !(await readNotes(this.home))?.shared) throw new WorkspaceError('books-gone');
		await learnEpochKeys(this.home);
		await this.rebuild();
		return { lists: [...this.projection.names()], ids: [] };
	}

	async rebuild(options?: RebuildOptions): Promise<void> {
		this.take(await rebuild(this.home, options));
		await this.outbox.sync(this.head.outbox);
	}

	take({ head, projection, broken }: Rebuilt): void {
		this.head = head;
		this.#seen = undefined;
		this.projection = projection;
		this.broken = broken;
		this.#forget();
	}

	#forget(): void {
		this.outbox = new Outbox(this.home);
		this.marks.forget();
		this.flight = undefined;
	}

	/** Something set aside opens now: a newer version reads more, and a key may have come by another way. */
	async #opensNow(): Promise<boolean> {
		const positions = this.head.quarantine?.positions ?? [];
		const { store, vault, keys, registry } = this.home;
		const rows = positions.length > 0 ? await store.getMany('log', vault.ws, [...positions]) : [];
		if (rows.some((bytes) => bytes && readEntry(keys, bytes))) return true;
		// Operations that the version before could not read.
		const newer = this.head.refusals.filter(({ reason }) => reason === 'unknown-type' || reason === 'newer-schema').slice(0, MOST_TRIED);
		const written = newer.length > 0 ? await store.getMany('log', vault.ws, [...new Set(newer.map(({ n }) => n))]) : [];
		const waited = new Set(newer.map(({ opId, recordId }) => opId ?? recordId));
		return written.some((bytes) =>
			(bytes ? (readEntry(keys, bytes)?.operations ?? []) : []).some(({ opId, recordId, type, schema }) => {
				const known = registry.get(type);
				return known !== undefined && schema <= known.schema && (waited.has(toHex(opId)) || waited.has(toHex(recordId)));
			})
		);
	}

	/** Cheap sign of a wiped table: a workspace whose lists have rows has records. */
	async #recordsPresent(): Promise<boolean> {
		if (this.projection.size === 0) return true;
		for await (const _ of this.home.store.all('record', this.home.vault.ws, 1)) return true;
		return false;
	}
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
