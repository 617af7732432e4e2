/**
 * [Note: annulment] An issued invoice is taken back only where the law has a record for it: Spain's RegistroAnulacion (RD 1007/2023, art. 11), for an
 * invoice that was issued by mistake, and whose operation never was. It keeps its number, is read as annulled, and counts nowhere. Everything else,
 * a wrong amount or a sale that was undone, is corrected by a credit note.
 *
 * So nothing may rest on it: no payment, no credit note, nothing set off or written off, no document made of it. What two devices do apart is
 * settled by the log: the first holds. The second has its record in the chain all the same, since it was made (`spain`).
 */
import { isAdmin, memberOf } from '../workspace/authority.ts';
import type { Ledger, Placed, RefusalReason } from '../workspace/registry.ts';
import { isApprovalNeeded } from './approval/rules.ts';
import { conversionsIn } from './convert/conversions.ts';
import type { DocumentFact, IssuedDocument } from './document.ts';
import { isInvoice } from './kinds.ts';
import { isDoubled, standing, type StatedFact } from './status.ts';

/** What may have happened to an invoice that was a mistake. Marks and documents made of it are looked at by themselves. */
const HARMLESS: ReadonlySet<DocumentFact['kind']> = new Set(['sent', 'reminded', 'approved', 'flagged', 'converted', 'released']);

/** Undefined when it may be annulled; `done` when it was. */
export function judgeAnnulment({ content, seller }: IssuedDocument, facts: readonly StatedFact[]): RefusalReason | 'done' | undefined {
	if (!isInvoice(content.type) || !seller.billingRecords) return 'wrong-state';
	if (isVoided(facts)) return 'done';
	if (standing(facts).some(({ fact }) => !HARMLESS.has(fact.kind)) || conversionsIn(facts).length > 0) return 'wrong-state';
	// A record names an invoice by number and date: it would annul the other one, too.
	return isDoubled(facts) ? 'wrong-state' : undefined;
}

/** Withdrawn, or of an invoice: annulled. */
export function isVoided(facts: readonly StatedFact[]): boolean {
	return standing(facts).some(({ fact }) => fact.kind === 'voided');
}

/** Where documents wait for approval, an admin or owner annuls. */
export function mayAnnul(ledger: Ledger, { membership, by }: Pick<Placed, 'membership' | 'by'>): boolean {
	if (!isApprovalNeeded(ledger)) return true;
	const member = memberOf(membership, by);
	return membership !== undefined && member !== undefined && isAdmin(membership, member);
}
