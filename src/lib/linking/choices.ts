/** What a link to a document can offer. Pure. */
import type { AnswerKind } from '../sharing/package-shape.ts';

/** As far as a link is concerned with what kind of document it is. */
export interface LinkedKind {
	/** The other side takes or declines it. */
	answered: boolean;
	/** It is to be paid. */
	owed: boolean;
}

export function answersFor({ answered, owed }: LinkedKind): AnswerKind[] {
	return [...(answered ? (['accepted', 'declined'] as const) : []), 'question', ...(owed ? (['saysPaid'] as const) : [])];
}
