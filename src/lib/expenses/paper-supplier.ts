/** A supplier as his receipt names him: whether he is in the books, and what he is made of where he is not. Pure. */
import type { Business } from '../business/business.ts';
import { newParty } from '../parties/party-rules.ts';
import type { Party } from '../parties/party.ts';
import type { PaperTaxNumber } from './recognition/paper-tax-number.ts';

export interface PaperSupplier {
	name: string;
	/** With its country. */
	taxId?: PaperTaxNumber;
}

/** His number is his, whatever he calls himself; where none was read on one of the two, the name says it. */
export function isSame(party: Pick<Party, 'name' | 'taxIds'>, { name, taxId }: PaperSupplier): boolean {
	const own = party.taxIds.filter(({ kind, country }) => kind === taxId?.kind && country === taxId.country);
	if (taxId && own.length > 0) return own.some(({ value }) => bare(value) === bare(taxId.value));
	return party.name.trim().toLowerCase() === name.trim().toLowerCase();
}

/** Named by hand, another name than the one that was read is another supplier's. */
export function supplierOf(business: Business, name: string, paper: PaperSupplier | undefined): Party {
	const party = { ...newParty(business, 'supplier'), name: name.trim() };
	const taxId = paper?.name.trim() === party.name ? paper.taxId : undefined;
	return taxId ? { ...party, address: { ...party.address, country: taxId.country }, taxIds: [{ ...taxId }] } : party;
}

function bare(value: string): string {
	return value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}
