/** Whether the client of a draft will want an e-invoice of it. Loaded with the editor: it asks no rules. */
import type { ReviewedDraft } from '../documents/editor/reviewed-draft.ts';
import { owesMoney } from '../documents/kinds.ts';

/** Where businesses must be able to send each other e-invoices, or will have to (Germany, France, Belgium). */
const DUTY: ReadonlySet<string> = new Set(['DE', 'FR', 'BE']);

/** He has a format, takes them somewhere, asks for a reference on them, or both are businesses of a country that wants them. */
export function wantsEInvoice({ content, party, business }: Pick<ReviewedDraft, 'content' | 'party' | 'business'>): boolean {
	if (!party || !owesMoney(content.type)) return false;
	if (party.eInvoiceFormat || party.electronicAddress?.value.trim() || content.buyerReference?.trim()) return true;
	const { country } = business.address;
	return party.kind === 'business' && DUTY.has(country) && party.address.country === country;
}
