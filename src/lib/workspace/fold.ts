/**
 * One operation taken into the books. Most operations see their own record alone; one that moves something between two records (money from a
 * payment to an invoice) names the others in `related`, gets them, and answers with all that it changed: both sides change together or not at all.
 */
import { BIN, binChanges, binRow, eraseRecord } from './bin.ts';
import { toHex } from './bytes.ts';
import type { Operation } from './operations.ts';
import type { FoldResult, Ledger, Placed, RecordState, RecordType, RefusalReason, Registry, RowChange } from './registry.ts';

const NONE: ReadonlyMap<string, RecordState> = new Map();

/** Records while they are folded, wherever they lie. */
export interface FoldRecords {
	/** Of a record that `load` was asked for. */
	get(id: string): RecordState | undefined;
	set(id: string, state: RecordState): void;
	/** Undefined when all are here. */
	load(ids: readonly string[]): Promise<void> | undefined;
}

export interface Folded {
	rows: RowChange[];
	ledger: Ledger;
	refused?: RefusalReason;
	flagged?: RefusalReason;
	/** Every record that was looked at, its own first. */
	touches: string[];
}

/** Folds one operation of the log, or one that waits; what it changes is set in `records`. The caller has loaded its own record. */
export async function foldInto(
	registry: Registry,
	records: FoldRecords,
	operation: Operation,
	placed: Placed,
	ledger: Ledger
): Promise<Folded> {
	const id = toHex(operation.recordId);
	const type = registry.get(operation.type);
	if (!type) return { rows: [], ledger, refused: 'unknown-type', touches: [id] };
	if (operation.schema > type.schema) return { rows: [], ledger, refused: 'newer-schema', touches: [id] };
	const state = records.get(id);
	const related = relatedRecords(type, state, operation, id, ledger);
	if (related.length > 0) await records.load(related);
	const others = new Map<string, RecordState>();
	for (const other of related) {
		const found = records.get(other);
		if (found) others.set(other, found);
	}
	const result = foldOperation(registry, type, state, operation, placed, ledger, id, others);
	if (result.state && result.state !== state) records.set(id, result.state);
	for (const [other, changed] of result.others ?? []) records.set(other, changed);
	return {
		rows: result.rows,
		ledger: result.ledger ?? ledger,
		touches: [id, ...related],
		...(result.refused && { refused: result.refused }),
		...(result.flagged && { flagged: result.flagged })
	};
}

/** The rows of a record as it is, those that are to go included. */
export function rowsOf(registry: Registry, id: string, state: RecordState | undefined, placed: Placed): RowChange[] {
	if (!state || state.erased) return [{ list: BIN, id, row: undefined }];
	const type = registry.get(state.type);
	return [...(type?.rows?.(id, state, placed) ?? []), ...binRow(type, id, state)];
}

/** Ids of the records that must be read before the operation is folded, without its own. */
export function relatedRecords(
	type: RecordType,
	state: RecordState | undefined,
	operation: Operation,
	recordId: string,
	ledger: Ledger
): string[] {
	return (type.related?.(state, operation, ledger) ?? []).filter((id) => id !== recordId);
}

export function foldOperation(
	registry: Registry,
	type: RecordType,
	state: RecordState | undefined,
	operation: Operation,
	placed: Placed,
	ledger: Ledger,
	recordId: string,
	others: ReadonlyMap<string, RecordState> = NONE
): FoldResult {
	if (state?.erased) return { state, rows: [], refused: 'erased' };
	if (state?.moves?.includes(toHex(operation.opId))) return { state, rows: [] };
	if ((operation.action === 'erase') !== (placed.erasing ?? false)) return { state, rows: [], refused: 'misplaced' };
	if (operation.action === 'erase') return eraseRecord(state, operation, recordId);
	if (type.entitled && !type.entitled(recordId, placed)) return { state, rows: [], refused: 'not-entitled' };
	const result = binChanges(type, state, type.fold(state, operation, placed, ledger, recordId, others), operation, recordId);
	if (result.refused || !result.others) return result;
	const rows: RowChange[] = [...result.rows];
	for (const [id, other] of result.others) rows.push(...(registry.get(other.type)?.rows?.(id, other, placed) ?? []));
	return { ...result, rows };
}
