/** The worker's half of documents that were issued elsewhere: how they come into the books. [Note: issued elsewhere] */
import { parseAmount } from '../money/amount.ts';
import { equalBytes } from '../workspace/bytes.ts';
import type { RecordState, RecordType } from '../workspace/registry.ts';
import { isElsewhereWhole } from './elsewhere.ts';
import { documentRows, isWhole, readDocument } from './records.ts';

/** Its record is from there on one of type `issued`. */
export const ELSEWHERE_TYPE: RecordType = {
	type: 'issued-elsewhere',
	schema: 1,
	fold(state, operation, placed, _ledger, recordId) {
		const document = operation.action === 'put' ? readDocument(operation.body) : undefined;
		if (!document) return { state, rows: [], refused: 'unreadable' };
		// Sent again it counts once.
		if (state?.frozen && equalBytes(state.frozen, operation.body)) return { state, rows: [] };
		if (state) return { state, rows: [], refused: 'id-taken' };
		if (!isWhole(document) || !isElsewhereWhole(document)) return { state, rows: [], refused: 'unreadable' };
		const payable = parseAmount(document.content.currency, document.totals.payable);
		if (!payable.ok || payable.value.minor < 0n) return { state, rows: [], refused: 'not-positive' };
		const next: RecordState = { type: 'issued', schema: 1, frozen: operation.body, facts: [] };
		return { state: next, rows: documentRows(recordId, next, placed) };
	}
};
