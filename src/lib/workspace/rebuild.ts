/** Throws the derived rows away and makes them again from the log: the same fold that saves use, so the same result. */
import { KIND } from '../../../sync-server/protocol/codec.ts';
import type { Put } from '../storage/store.ts';
import { foldOperation, relatedRecords } from './fold.ts';
import { epochKeysRow } from './epoch-keys.ts';
import type { Head } from './head.ts';
import { Projection } from './projection.ts';
import { authorOf, readLog, type LogBreak } from './read-log.ts';
import { encodeRecord } from './record-row.ts';
import type { Ledger, RecordState, Refusal, Registry } from './registry.ts';
import { hashHex } from './transaction.ts';
import { toHex } from './bytes.ts';
import { headKey, recordKey, type WorkspaceHome } from './home.ts';
import type { Operation } from './operations.ts';

const RECORDS_AT_ONCE = 500;

export interface Rebuilt {
	head: Head;
	projection: Projection;
	broken: LogBreak | undefined;
}

/**
 * The caller holds the write lock. When the log is not whole nothing stored is touched: what the readable beginning says is given in memory.
 */
export async function rebuild(home: WorkspaceHome, progress: (fraction: number) => void = () => {}): Promise<Rebuilt> {
	const { store, vault, registry } = home;
	const projection = new Projection(vault, registry);
	const folded = new Fold(registry, projection);
	const { state, broken } = await readLog(
		home,
		undefined,
		({ n, entry, operations }) => operations.forEach((operation) => folded.apply(operation, n, authorOf(entry), entry.kind === KIND.ERASE)),
		progress
	);
	const log = { n: state.n, R: state.R, membership: state.membership, perDevice: state.perDevice };
	const head = { v: 1 as const, log, ledger: folded.ledger, projection: projection.head, refusals: folded.refusals };
	if (broken) return { head, projection, broken };

	await store.clear(vault.ws, ['record', 'page', 'meta']);
	let puts: Put[] = [];
	for (const [id, record] of folded.records) {
		puts.push(vault.seal('record', recordKey(vault, id), encodeRecord(record)));
		if (puts.length === RECORDS_AT_ONCE) {
			await store.write({ puts }, 'relaxed');
			puts = [];
		}
	}
	const staged = await projection.stageAll(store, state.n);
	head.projection = staged.head;
	// The head comes last and with the pages: a rebuild cut short leaves none, and is done again.
	await store.write(
		{ puts: [...puts, ...staged.puts, epochKeysRow(vault, home.keys), vault.sealJson('meta', headKey(vault), head)] },
		'strict'
	);
	return { head, projection, broken: undefined };
}

class Fold {
	readonly records = new Map<string, RecordState>();
	readonly refusals: Refusal[] = [];
	ledger: Ledger = {};
	readonly #registry: Registry;
	readonly #projection: Projection;

	constructor(registry: Registry, projection: Projection) {
		this.#registry = registry;
		this.#projection = projection;
	}

	apply(operation: Operation, n: number, by: string, erasing: boolean): void {
		const id = toHex(operation.recordId);
		const type = this.#registry.get(operation.type);
		if (!type || operation.schema > type.schema) {
			this.refusals.push({ recordId: id, n, reason: type ? 'newer-schema' : 'unknown-type' });
			return;
		}
		const state = this.records.get(id);
		const others = new Map<string, RecordState>();
		for (const other of relatedRecords(type, state, operation, id)) {
			const found = this.records.get(other);
			if (found) others.set(other, found);
		}
		const result = foldOperation(this.#registry, type, state, operation, { n, by, hash: hashHex, erasing }, this.ledger, id, others);
		if (result.refused) this.refusals.push({ recordId: id, n, reason: result.refused });
		if (result.state) this.records.set(id, result.state);
		for (const [other, changed] of result.others ?? []) this.records.set(other, changed);
		this.ledger = result.ledger ?? this.ledger;
		this.#projection.replay(result.rows);
	}
}
