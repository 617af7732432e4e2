/** The record type of everything a person edits: merge the update, list it while it is not removed. */
import type { FoldResult, RecordState, RecordType, RowChange } from './registry.ts';
import { applyUpdate, readState, type LiveShape } from './record.ts';

export interface LiveTypeOptions<T> {
	type: string;
	schema: number;
	shape: LiveShape;
	/** The list its rows go to, and the row of a value; records without a list leave it out. */
	list?: string;
	row?(id: string, value: T, placed: { n: number }): object;
	/** What the bin calls it. */
	title?(value: T): string;
}

export function liveType<T>(options: LiveTypeOptions<T>): RecordType {
	const { type, schema, shape, list } = options;
	return {
		type,
		schema,
		shape,
		title: (state) => (state.live && options.title?.(readState(state.live, shape) as T)) ?? '',
		fold(state, operation, placed, _ledger, recordId): FoldResult {
			if (state?.frozen) return { state, rows: [], refused: 'already-issued' };
			if (operation.action === 'remove') return { state: state && { ...state, removed: true }, rows: rowChange(undefined) };
			let applied: ReturnType<typeof applyUpdate>;
			try {
				applied = applyUpdate(state?.live, operation.body, shape);
			} catch {
				return { state, rows: [], refused: 'unreadable' };
			}
			const next: RecordState = { type, schema, live: applied.state, facts: state?.facts ?? [] };
			return { state: next, rows: rowChange(options.row?.(recordId, applied.value as T, placed)) };

			function rowChange(row: object | undefined): RowChange[] {
				return list ? [{ list, id: recordId, row }] : [];
			}
		}
	};
}
