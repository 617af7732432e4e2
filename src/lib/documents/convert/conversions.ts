/** What other documents were made of one, as its facts say it. */
import type { PaymentFact } from '../../payments/payment.ts';
import type { DocumentFact } from '../document.ts';
import type { Purpose } from '../kinds.ts';
import { standing, type StatedFact } from '../status.ts';

export type Converted = Extract<DocumentFact, { kind: 'converted' }>;

/** Those that hold, in the order of the log. A document that was credited in full, or withdrawn, has given back what it used. */
export function conversionsIn(facts: readonly StatedFact[], purpose?: Purpose): Converted[] {
	const released = new Set(facts.flatMap(({ fact }) => (fact.kind === 'released' ? [fact.to] : [])));
	return standing(facts)
		.map(({ fact }) => fact)
		.filter((fact): fact is Converted => fact.kind === 'converted' && !released.has(fact.to) && (!purpose || fact.purpose === purpose));
}

/** Record ids of the receipts that stand for a payment: one, or what two devices issued apart. */
export function receiptsOf(facts: readonly { body: unknown }[]): string[] {
	const bodies = facts.map(({ body }) => body as PaymentFact);
	const released = new Set(bodies.flatMap((fact) => (fact.kind === 'released' ? [fact.to] : [])));
	return bodies.flatMap((fact) => (fact.kind === 'receipted' && !released.has(fact.to) ? [fact.to] : []));
}
