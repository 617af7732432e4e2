/** The record type of everything a person edits: merge the update, list it while it is not removed. */
import { equalBytes } from './bytes.ts';
import { UnsafeUpdate, type Unsafe } from './guard.ts';
import type { ListShape } from './lists/shape.ts';
import type { FoldResult, Placed, RecordState, RecordType, RowChange } from './registry.ts';
import { applyUpdate, holdsAll, NO_CHANGE, readState, type LiveShape } from './record.ts';
import { rowChange } from './row-change.ts';

export interface LiveTypeOptions<T> {
	type: string;
	schema: number;
	shape: LiveShape;
	/** The list its rows go to, and the row of a value; records without a list leave it out. */
	list?: string | ListShape;
	row?(id: string, value: T, placed: Pick<Placed, 'n' | 'hash'>, facts: RecordState['facts']): object;
	/** All that a search finds it by; without it every string of the row. */
	text?(value: T): string;
	/** What the bin calls it. */
	title?(value: T): string;
}

/** What an honest record can become. */
const TOO_LARGE: ReadonlySet<Unsafe> = new Set([
	'update-too-large',
	'too-many-clients',
	'too-many-structs',
	'record-too-large',
	'too-much-work'
]);

export function liveType<T>(options: LiveTypeOptions<T>): RecordType {
	const { type, schema, shape } = options;
	const list = typeof options.list === 'object' ? options.list.list : options.list;
	return {
		type,
		schema,
		shape,
		...(typeof options.list === 'object' && { list: options.list }),
		rows(id, state, placed) {
			const { live } = state;
			if (!list || !live) return [];
			if (state.removed) return [{ list, id, row: undefined }];
			const value = () => readState(live, shape) as T;
			return [
				rowChange(
					list,
					id,
					() => orNothing(() => options.row?.(id, value(), placed, state.facts)),
					() => orNothing(() => options.text?.(value()))
				)
			];
		},
		title: (state) => orNothing(() => state.live && options.title?.(readState(state.live, shape) as T)) ?? '',
		fold(state, operation, placed, _ledger, recordId): FoldResult {
			if (state?.frozen) return { state, rows: [], refused: 'already-issued' };
			const rows = (make: () => object | undefined, text?: () => string | undefined): RowChange[] =>
				list ? [rowChange(list, recordId, make, text)] : [];
			if (operation.action === 'remove') return { state: state && { ...state, removed: true }, rows: rows(() => undefined) };
			try {
				const { state: live, value } = applyUpdate(state?.live, operation.body, shape);
				// [Note: bin and erasure] What was written before the removal comes again: it says nothing about it.
				const isReturn = equalBytes(operation.body, NO_CHANGE);
				if (state?.removed && state.live && !isReturn && holdsAll(state.live, operation.body)) return { state, rows: [] };
				const next: RecordState = { type, schema, live, facts: state?.facts ?? [], ...(state?.moves && { moves: state.moves }) };
				return {
					state: next,
					rows: rows(
						() => orNothing(() => options.row?.(recordId, value() as T, placed, next.facts)),
						() => orNothing(() => options.text?.(value() as T))
					)
				};
			} catch (error) {
				if (!(error instanceof UnsafeUpdate)) throw error;
				return { state, rows: [], refused: TOO_LARGE.has(error.why) ? 'too-large' : 'unsafe' };
			}
		}
	};
}

/** A record whose fields another device made to be none of their kind is in no list: one writer's bad record must not stop every reader. */
function orNothing<R>(make: () => R): R | undefined {
	try {
		return make();
	} catch {
		return undefined;
	}
}
