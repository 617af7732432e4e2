/** What happened to one record, from its first operation to its last, with what it held before and after each sitting. */
import { KIND } from '../../../../sync-server/protocol/codec.ts';
import { equalBytes, toHex } from '../bytes.ts';
import { foldOperation } from '../fold.ts';
import { decodeJson } from '../json.ts';
import type { Operation } from '../operations.ts';
import { readState } from '../record.ts';
import type { Placed, RecordState, RefusalReason, Registry } from '../registry.ts';
import { hashHex } from '../transaction.ts';
import { differences, type Difference } from './differences.ts';
import type { Standing, TrailEntry } from './entries.ts';
import { goesOn, isBulk, type Mark } from './sittings.ts';

type Plain = Record<string, unknown>;

export interface Sitting {
	/** Positions of its first and its last operation. */
	first: number;
	last: number;
	/** Hexadecimal. */
	by: string;
	/** Minutes since 1970 by its device's clock: of its first and its last operation. */
	since?: number | undefined;
	at?: number | undefined;
	standing: Standing;
	/** Record type of the operation: a fact is of another than its record. */
	type: string;
	/** `edited` is `created` the first time, and `restored` when it brings the record back from the bin. */
	act: 'created' | 'edited' | 'restored' | 'removed' | 'erased' | 'stated';
	saves: number;
	differences: Difference[];
	/** What the record held when it was over; of what people edit. */
	value?: Plain;
	/** Of what is stated once and never changes (an issue, a payment, a fact). */
	body?: unknown;
	refused?: RefusalReason;
	/** Hexadecimal; of what is stated. */
	opId?: string;
}

interface Open {
	sitting: Sitting;
	mark: Mark;
	before: Plain;
}

/** @param refusals by position and operation id, "12/0a…", or record id where that is all that is known: what the books did not take */
export function recordTrail(
	id: string,
	entries: readonly TrailEntry[],
	registry: Registry,
	refusals: ReadonlyMap<string, RefusalReason>
): Sitting[] {
	const found: Sitting[] = [];
	let state: RecordState | undefined;
	let open: Open | undefined;
	const seen = new Map<string, Operation[]>();
	const close = () => {
		if (open) found.push(closed(open, state, registry));
		open = undefined;
	};
	for (const entry of entries) {
		const bulk = isBulk(entry.operations);
		for (const operation of entry.operations) {
			if (toHex(operation.recordId) !== id) continue;
			// Sent again after a branch of the log was given up, it counts once. Something else under its id is shown like anything else.
			const opId = toHex(operation.opId);
			const known = seen.get(opId) ?? [];
			if (known.some((each) => isSame(each, operation))) continue;
			seen.set(opId, [...known, operation]);
			const done = folded(registry, state, operation, entry, id, refusals);
			const edits = registry.get(operation.type)?.shape !== undefined && operation.action === 'put' && !done.refused;
			const mark: Mark = { n: entry.n, by: entry.by, at: operation.at, edits, standing: entry.standing, bulk };
			if (open && goesOn(open.mark, mark)) {
				open.mark = mark;
				Object.assign(open.sitting, { last: entry.n, saves: open.sitting.saves + 1, at: operation.at ?? open.sitting.at });
			} else {
				close();
				const sitting = begun(operation, entry, state, edits, done.refused);
				if (edits) open = { sitting, mark, before: valueOf(registry, state) ?? {} };
				else found.push(sitting);
			}
			state = done.state;
		}
	}
	close();
	return found;
}

function begun(
	operation: Operation,
	entry: TrailEntry,
	state: RecordState | undefined,
	edits: boolean,
	refused: RefusalReason | undefined
): Sitting {
	const { n, by, standing } = entry;
	const act = edits
		? !state
			? 'created'
			: state.removed
				? 'restored'
				: 'edited'
		: operation.action === 'put'
			? 'stated'
			: operation.action === 'remove'
				? 'removed'
				: 'erased';
	return {
		first: n,
		last: n,
		by,
		since: operation.at,
		at: operation.at,
		standing,
		type: operation.type,
		act,
		saves: 1,
		differences: [],
		...(act === 'stated' && { body: read(operation.body), opId: toHex(operation.opId) }),
		...(refused && { refused })
	};
}

function closed({ sitting, before }: Open, state: RecordState | undefined, registry: Registry): Sitting {
	const value = valueOf(registry, state) ?? {};
	const keyed = registry.get(sitting.type)?.shape?.keyed ?? [];
	return { ...sitting, value, differences: differences(before, value, keyed) };
}

/** The record after one more operation, as far as a trail goes: who may number what, and what other records say, was judged in the books. */
function folded(
	registry: Registry,
	state: RecordState | undefined,
	operation: Operation,
	{ n, by, kind }: TrailEntry,
	id: string,
	refusals: ReadonlyMap<string, RefusalReason>
): { state: RecordState | undefined; refused?: RefusalReason | undefined } {
	const { type: name, schema, action, body, opId } = operation;
	const type = registry.get(name);
	if (!type) return { state, refused: 'unknown-type' };
	if (schema > type.schema) return { state, refused: 'newer-schema' };
	if (state?.erased) return { state, refused: 'erased' };
	if (type.shape && action !== 'erase') {
		const known = type.entitled && refusals.get(`${n}/${toHex(opId)}`);
		if (known) return { state, refused: known };
		const placed: Placed = { n, by, hash: hashHex, tenures: () => [], erasing: kind === KIND.ERASE };
		const { entitled: _, ...free } = type;
		const { state: next, refused } = foldOperation(registry, free, state, operation, placed, {}, id);
		return { state: next, refused };
	}
	const refused = refusals.get(`${n}/${toHex(opId)}`) ?? refusals.get(`${n}/${id}`);
	if (refused) return { state, refused };
	if (action === 'erase') return { state: { type: name, schema, facts: [], erased: { on: '' } } };
	// An issue freezes its draft, a payment is frozen as it comes.
	return { state: type.saidOfAnother || state?.frozen ? state : { type: name, schema, frozen: body, facts: [] } };
}

function isSame(a: Operation, b: Operation): boolean {
	return a.type === b.type && a.action === b.action && equalBytes(a.body, b.body);
}

function valueOf(registry: Registry, state: RecordState | undefined): Plain | undefined {
	const shape = state && registry.get(state.type)?.shape;
	return state?.live && shape ? readState(state.live, shape) : undefined;
}

function read(body: Uint8Array): unknown {
	try {
		return decodeJson(body);
	} catch {
		return undefined;
	}
}
