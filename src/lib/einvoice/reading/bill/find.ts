/** What the books know of an e-invoice already: its supplier, the bill made of it before, the order it bills. */
import type { Books } from '../../../books.svelte.ts';
import type { Origin } from '../../../documents/document.ts';
import type { Party } from '../../../parties/party.ts';
import type { ExpenseRow } from '../../../worker-api.ts';
import type { EInvoice } from '../../model.ts';
import { recognised, searchesOf, SIGNS, type Sign } from './supplier.ts';

type Api = Pick<Books['api'], 'list' | 'get'>;

export interface KnownSupplier {
	id: string;
	party: Party;
	sign: Sign;
}

/** Of several the one with the surest sign. */
export async function findSupplier(api: Api, invoice: EInvoice): Promise<KnownSupplier | undefined> {
	const where = { archived: false, restricted: false };
	const pages = await Promise.all(searchesOf(invoice).map((search) => api.list('party', { search, where, limit: 10 })));
	const ids = new Set(pages.flatMap((page) => (page.ok ? page.value.rows.map(({ id }) => id) : [])));
	let best: KnownSupplier | undefined;
	for (const id of ids) {
		const found = await api.get('party', id);
		const sign = found.ok ? recognised(found.value, invoice) : undefined;
		if (found.ok && sign && (!best || SIGNS.indexOf(sign) < SIGNS.indexOf(best.sign))) best = { id, party: found.value, sign };
	}
	return best;
}

/** A bill of that supplier with that number that was not cancelled. */
export async function findTwin(api: Api, supplierId: string, number: string): Promise<ExpenseRow | undefined> {
	if (number.trim() === '') return undefined;
	const page = await api.list('expense', { where: { supplierId, number }, limit: 10 });
	return page.ok ? page.value.rows.find(({ status }) => status !== 'cancelled') : undefined;
}

/** The order of this supplier that the invoice names (BT-13). */
export async function findOrder(api: Api, supplierId: string, { purchaseOrder }: EInvoice): Promise<Origin | undefined> {
	if (!purchaseOrder?.trim()) return undefined;
	const where = { type: 'purchase-order', partyId: supplierId, number: purchaseOrder.trim(), issued: true } as const;
	const page = await api.list('document', { where, limit: 2 });
	if (!page.ok || page.value.rows.length !== 1) return undefined;
	const { id, type, number, issueDate } = page.value.rows[0]!;
	return { documentId: id, type, number, issueDate };
}
