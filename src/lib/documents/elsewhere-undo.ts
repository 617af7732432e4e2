/** Taking back what an import brought in as issued elsewhere. [Note: issued elsewhere] */
import { decodeFrozen } from '../workspace/json.ts';
import type { Placed, RecordState, RefusalReason } from '../workspace/registry.ts';
import type { IssuedDocument } from './document.ts';
import type { AnyFact } from './facts.ts';

type TakenBack = Extract<AnyFact, { kind: 'taken-back' }>;

/**
 * Takes it out of the books: nothing is left of it but that. Refused (`in-use`) when anything was said of it: paid, credited, reminded of, sent, even where
 * that was taken back since. `wrong-state`: it was not issued elsewhere.
 */
export function takeBackElsewhere(
	recordId: string,
	state: RecordState,
	fact: TakenBack,
	opId: string,
	{ n, by }: Placed
): { changed: ReadonlyMap<string, RecordState> } | { refused: RefusalReason } {
	const { type, schema, frozen, facts } = state;
	if (type !== 'issued' || decodeFrozen<IssuedDocument>(frozen!).elsewhere === undefined) return { refused: 'wrong-state' };
	if (facts.length > 0) return { refused: 'in-use' };
	return { changed: new Map([[recordId, { type, schema, facts: [{ opId, n, by, body: { ...fact, documentId: recordId } }] }]]) };
}
