import { expect, it } from 'vitest';
import { KIND } from '../../../../sync-server/protocol/codec.ts';
import { fromHex } from '../bytes.ts';
import { encodeJson } from '../json.ts';
import type { Operation } from '../operations.ts';
import { registry, type RecordType } from '../registry.ts';
import type { TrailEntry } from './entries.ts';
import { recordTrail } from './record-trail.ts';

const RECORD = '0a'.repeat(16);
const [FIRST, SECOND] = ['01'.repeat(16), '02'.repeat(16)];
const STATED: RecordType = { type: 'stated', schema: 1, saidOfAnother: true, fold: (state) => ({ state, rows: [] }) };

function stating(opId: string): Operation {
	return { opId: fromHex(opId), recordId: fromHex(RECORD), type: 'stated', schema: 1, action: 'put', body: encodeJson({ opId }) };
}

it('of two operations in one entry, only the one that the books did not take is shown as that', () => {
	const entry: TrailEntry = { n: 5, by: 'aa', kind: KIND.DATA, standing: 'taken', operations: [stating(FIRST), stating(SECOND)] };
	const trail = (refused: string) =>
		recordTrail(RECORD, [entry], registry(STATED), new Map([[`5/${refused}`, 'more-than-open']])).map((each) => each.refused);
	expect(trail(SECOND)).toEqual([undefined, 'more-than-open']);
	expect(trail(FIRST)).toEqual(['more-than-open', undefined]);
	// Noted before it was noted which.
	expect(trail(RECORD)).toEqual(['more-than-open', 'more-than-open']);
});
