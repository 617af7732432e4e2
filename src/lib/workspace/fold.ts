/**
 * One operation taken into the books. Most operations see their own record alone; one that moves something between two records (money from a
 * payment to an invoice) names the others in `related`, gets them, and answers with all that it changed: both sides change together or not at all.
 */
import { binChanges, eraseRecord } from './bin.ts';
import type { Operation } from './operations.ts';
import type { FoldResult, Ledger, Placed, RecordState, RecordType, Registry, RowChange } from './registry.ts';

const NONE: ReadonlyMap<string, RecordState> = new Map();

/** Ids of the records that must be read before the operation is folded, without its own. */
export function relatedRecords(type: RecordType, state: RecordState | undefined, operation: Operation, recordId: string): string[] {
	return (type.related?.(state, operation) ?? []).filter((id) => id !== recordId);
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
	if ((operation.action === 'erase') !== (placed.erasing ?? false)) return { state, rows: [], refused: 'misplaced' };
	if (operation.action === 'erase') return eraseRecord(state, operation, recordId);
	const result = binChanges(type, state, type.fold(state, operation, placed, ledger, recordId, others), operation, recordId);
	if (result.refused || !result.others) return result;
	const rows: RowChange[] = [...result.rows];
	for (const [id, other] of result.others) rows.push(...(registry.get(other.type)?.rows?.(id, other, placed) ?? []));
	return { ...result, rows };
}
