/**
 * One save: operations and leases are folded as they are added, so that later ones see earlier ones; nothing is stored before `Workspace`
 * writes the whole result at once.
 */
import { encodeClear, type Clear } from '../../../sync-server/protocol/clear.ts';
import { KIND, type Kind } from '../../../sync-server/protocol/codec.ts';
import { afterSeriesEntry, type Lease, type Tenure } from '../../../sync-server/protocol/leases.ts';
import type { MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { hash16, hash32 } from '../crypto/derive.ts';
import type { DeviceKeys } from '../crypto/device.ts';
import { newId16 } from '../crypto/random.ts';
import { fromHex, toHex } from './bytes.ts';
import { datedBody } from './bin.ts';
import { WorkspaceError } from './errors.ts';
import { foldOperation, relatedRecords } from './fold.ts';
import { encodeJson } from './json.ts';
import { authorOn, NO_CHANGE, readState, updatesTo } from './record.ts';
import { MAX_OPERATION, minuteNow, type Action, type Operation } from './operations.ts';
import { refusalOf, type Ledger, type RecordState, type Refusal, type Registry, type RowChange } from './registry.ts';

/** An entry's plaintext stays well below the largest entry. */
const BATCH_BYTES = 160 * 1024;
const BATCH_OPERATIONS = 2000;

type WithOperations = typeof KIND.DATA | typeof KIND.ERASE;
export interface PlannedOperations {
	kind: WithOperations;
	operations: Operation[];
	/** Every record that folding them looked at. */
	touches: Set<string>;
	changes: Set<string>;
	usesLedger: boolean;
}
export type Planned =
	| PlannedOperations
	/** `sealed` is what stands under the seal. `author` is the recovery pair where it, and not this device, signs. */
	| { kind: Exclude<Kind, WithOperations>; clear: Uint8Array; sealed?: Uint8Array | undefined; author?: DeviceKeys | undefined };

export interface TransactionStart {
	/** Position the first entry will take. */
	n: number;
	/** This device, as hex. */
	by: string;
	wsId: Uint8Array;
	devId: Uint8Array;
	ledger: Ledger;
	registry: Registry;
	read(id: string): Promise<RecordState | undefined>;
	/** In the order asked. */
	readMany(ids: readonly string[]): Promise<(RecordState | undefined)[]>;
	/** Who belongs, by the log. */
	membership: MembershipState | undefined;
	/** Who may number the series, by the log. */
	lease(tag: Uint8Array): Lease | undefined;
}

export class Transaction {
	readonly planned: Planned[] = [];
	readonly records = new Map<string, RecordState>();
	readonly rows = new Map<string, RowChange>();
	/** Of copies: what was wrong with them where they come from. */
	readonly refusals: Refusal[] = [];
	ledger: Ledger;
	readonly #start: TransactionStart;
	/** Read from the store: nobody else writes while this save has the lock. */
	readonly #stored = new Map<string, RecordState | undefined>();
	/** By hexadecimal tag: as this save leaves them. */
	readonly #leases = new Map<string, Lease>();
	#batchBytes = 0;

	constructor(start: TransactionStart) {
		this.#start = start;
		this.ledger = start.ledger;
	}

	async read(id: string): Promise<RecordState | undefined> {
		const changed = this.records.get(id);
		if (changed) return changed;
		if (!this.#stored.has(id)) this.#stored.set(id, await this.#start.read(id));
		return this.#stored.get(id);
	}

	/** Reads records, or finds that there are none of these ids, all together: far cheaper than one after another. */
	async prepare(ids: readonly string[]): Promise<void> {
		const wanted = [...new Set(ids)].filter((id) => !this.#stored.has(id));
		const states = await this.#start.readMany(wanted);
		wanted.forEach((id, index) => this.#stored.set(id, states[index]));
	}

	/** What a live record holds; undefined when it is not there or was removed. */
	async live<T>(type: string, id: string): Promise<T | undefined> {
		const state = await this.read(id);
		const { shape } = this.#typeOf(type);
		if (!state?.live || state.type !== type || state.removed || !shape) return undefined;
		return readState(state.live, shape) as T;
	}

	/** What it was before this save, of a record that was read. */
	before(id: string): RecordState | undefined {
		return this.#stored.get(id);
	}

	/** Makes a live record be `value`, whatever it was; nothing is added when it is so already. */
	async putLive(type: string, id: string, value: object): Promise<void> {
		const { shape } = this.#typeOf(type);
		if (!shape) throw new TypeError(`${type} is not edited`);
		const before = await this.read(id);
		const updates = updatesTo(before?.live, value as Record<string, unknown>, shape, authorOn(this.#start.devId));
		for (const update of updates) await this.add(type, id, 'put', update);
		if (updates.length === 0 && before?.removed) await this.add(type, id, 'put', NO_CHANGE);
	}

	/**
	 * Makes a live record whose id follows from other records, so that another device may be making it too. What is written follows from the content
	 * alone: made alike on both it is one record, whatever one of them has edited in it since. Does nothing where it is there.
	 */
	async makeLive(type: string, id: string, value: object): Promise<void> {
		const { shape } = this.#typeOf(type);
		if (!shape) throw new TypeError(`${type} is not edited`);
		if (await this.read(id)) return;
		const author = new DataView(hash16('wb1/made', fromHex(id), encodeJson(value)).buffer).getUint32(0);
		for (const update of updatesTo(undefined, value as Record<string, unknown>, shape, author)) await this.add(type, id, 'put', update);
	}

	/** Into the bin. `on` is the calendar date where the business is. */
	async remove(type: string, id: string, on = ''): Promise<void> {
		await this.add(type, id, 'remove', datedBody(on));
	}

	/** For good: see [Note: bin and erasure]. */
	async erase(type: string, id: string, on: string): Promise<void> {
		await this.add(type, id, 'erase', datedBody(on));
	}

	/**
	 * Adds an operation. One that the books refuse here is refused to the person, and never reaches the log. Copies from other books bring their
	 * opId, and come in with what was wrong there too.
	 */
	async add(type: string, id: string, action: Action, body: Uint8Array, copied?: Uint8Array): Promise<string> {
		if (body.length > MAX_OPERATION) throw new WorkspaceError('too-large');
		const recordType = this.#typeOf(type);
		const { schema } = recordType;
		const operation: Operation = { opId: copied ?? newId16(), recordId: fromHex(id), at: minuteNow(), type, schema, action, body };
		const { n, planned } = this.#place(operation);
		const tenures = (seriesId: string) => this.#leaseOf(seriesId)?.tenures ?? [];
		const placed = { n, by: this.#start.by, hash: hashHex, erasing: action === 'erase', tenures, membership: this.#start.membership };
		const state = await this.read(id);
		const related = relatedRecords(recordType, state, operation, id, this.ledger);
		const others = await this.#readAll(related);
		const result = foldOperation(this.#start.registry, recordType, state, operation, placed, this.ledger, id, others);
		if (result.refused === 'too-large') throw new WorkspaceError('too-large');
		const wrong = result.refused ?? (copied ? undefined : result.flagged);
		if (wrong) throw new WorkspaceError('invalid', { detail: wrong });
		const refusal = refusalOf(result, operation, n);
		if (refusal) this.refusals.push(refusal);
		// Said again, nothing is changed: it must not come to be taken for what this operation made.
		const isChanged = result.state !== undefined && result.state !== state;
		if (isChanged) this.records.set(id, result.state!);
		for (const [other, changed] of result.others ?? []) this.records.set(other, changed);
		for (const touched of [id, ...related]) planned.touches.add(touched);
		for (const changed of [...(isChanged ? [id] : []), ...(result.others?.keys() ?? [])]) planned.changes.add(changed);
		planned.usesLedger ||= result.ledger !== undefined;
		for (const change of result.rows) this.rows.set(`${change.list}/${change.id}`, change);
		this.ledger = result.ledger ?? this.ledger;
		return toHex(operation.opId);
	}

	async #readAll(ids: readonly string[]): Promise<Map<string, RecordState>> {
		const found = new Map<string, RecordState>();
		for (const id of ids) {
			const state = await this.read(id);
			if (state) found.set(id, state);
		}
		return found;
	}

	/** Takes the right to number a series for this device, unless it has it. A series that was given up goes on where it ended. */
	lease(seriesId: string, segment: number, next: number, prevIssue: string): void {
		const { wsId, devId: holder } = this.#start;
		const series = seriesTag(wsId, seriesId);
		const held = this.#leaseOf(seriesId);
		if (held && !held.released && held.holder === toHex(holder)) return;
		const place = held?.released ? held : { segment, next, prevIssue: fromHex(prevIssue) };
		this.membership({ kind: KIND.SERIES_LEASE, series, segment: place.segment, holder, next: place.next, prevIssue: place.prevIssue });
	}

	/** Gives that right up. */
	releaseSeries(seriesId: string, segment: number, next: number, prevIssue: string): void {
		this.membership({
			kind: KIND.SERIES_RELEASE,
			series: seriesTag(this.#start.wsId, seriesId),
			segment,
			next,
			prevIssue: fromHex(prevIssue)
		});
	}

	/** Takes that right from another device. In its own segment, this is the declaration that it is destroyed and issued nothing from `next` on. */
	takeOverSeries(seriesId: string, segment: number, next: number, prevIssue: string): void {
		const { wsId, devId: holder } = this.#start;
		const series = seriesTag(wsId, seriesId);
		const from = fromHex(this.#leaseOf(seriesId)?.holder ?? '');
		this.membership({ kind: KIND.SERIES_TAKEOVER, series, segment, holder, from, next, prevIssue: fromHex(prevIssue) });
	}

	/** The log goes on at another relay. */
	moved(origin: string): void {
		this.membership({ kind: KIND.MOVED }, { sealed: new TextEncoder().encode(origin) });
	}

	/** A membership entry. The caller knows the rules it will be judged by. */
	membership(clear: Clear, { author, sealed }: { author?: DeviceKeys; sealed?: Uint8Array | undefined } = {}): void {
		this.planned.push({ kind: clear.kind, clear: encodeClear(clear), author, sealed });
		this.#batchBytes = 0;
		if (clear.kind !== KIND.SERIES_LEASE && clear.kind !== KIND.SERIES_RELEASE && clear.kind !== KIND.SERIES_TAKEOVER) return;
		const before = this.#leases.get(toHex(clear.series)) ?? this.#start.lease(clear.series);
		this.#leases.set(toHex(clear.series), afterSeriesEntry(before, clear, this.#start.by, this.#start.n + this.planned.length - 1));
	}

	#leaseOf(seriesId: string): Lease | undefined {
		const tag = seriesTag(this.#start.wsId, seriesId);
		return this.#leases.get(toHex(tag)) ?? this.#start.lease(tag);
	}

	#place(operation: Operation): { n: number; planned: PlannedOperations } {
		const size = operation.body.length + operation.type.length + 64;
		const kind = operation.action === 'erase' ? KIND.ERASE : KIND.DATA;
		const last = this.planned.at(-1);
		let planned: PlannedOperations;
		if (last?.kind === kind && this.#batchBytes + size <= BATCH_BYTES && last.operations.length < BATCH_OPERATIONS) {
			planned = last;
			planned.operations.push(operation);
			this.#batchBytes += size;
		} else {
			planned = { kind, operations: [operation], touches: new Set(), changes: new Set(), usesLedger: false };
			this.planned.push(planned);
			this.#batchBytes = size;
		}
		return { n: this.#start.n + this.planned.length - 1, planned };
	}

	#typeOf(type: string) {
		const found = this.#start.registry.get(type);
		if (!found) throw new TypeError(`unknown record type ${type}`);
		return found;
	}
}

/** Says nothing to who does not know the series' random record id. */
export function seriesTag(wsId: Uint8Array, seriesId: string): Uint8Array {
	return hash16('wb1/series', wsId, fromHex(seriesId));
}

/** What a fold may know of who numbers a series at a position of the log. */
export function seriesTenures(membership: MembershipState | undefined): (seriesId: string) => readonly Tenure[] {
	return (seriesId) => (membership && membership.leases.get(toHex(seriesTag(membership.wsId, seriesId)))?.tenures) ?? [];
}

export function hashHex(domain: string, bytes: Uint8Array): string {
	return toHex(hash32(domain, bytes));
}
