/** What a business has to its credit with a supplier: money that no bill took, and bills below zero. */
import type { Books } from '../books.svelte.ts';
import type { CreditSource } from '../payments/proposal.ts';

export interface SupplierCredit extends CreditSource {
	currency: string;
}

/** More than anybody has with one supplier. */
const MOST = 200;

export async function supplierCredit(api: Books['api'], supplierId: string, currency?: string): Promise<SupplierCredit[]> {
	const where = { ...(currency !== undefined && { currency }) };
	const [paid, bills] = await Promise.all([
		api.list('payment', {
			where: { ...where, partyId: supplierId, kind: 'supplier-payment' as const, reversed: false },
			filters: { credit: { from: 1n } },
			limit: MOST
		}),
		api.list('expense', {
			where: { ...where, supplierId, booked: true, kind: 'bill' as const },
			filters: { balance: { to: -1n } },
			limit: MOST
		})
	]);
	return [
		...(paid.ok ? paid.value.rows.map(({ id, date, credit, currency }) => ({ id, date, amount: credit, currency })) : []),
		// A bill that was paid too much gives nothing until its share is taken off it.
		...(bills.ok
			? bills.value.rows
					.filter(({ payable }) => payable < 0n)
					.map(({ id, date, balance, currency }) => ({ id, date, amount: -balance, currency }))
			: [])
	];
}

export function byCurrency(credit: readonly SupplierCredit[]): [currency: string, minor: bigint][] {
	const sums = new Map<string, bigint>();
	for (const { currency, amount } of credit) sums.set(currency, (sums.get(currency) ?? 0n) + amount);
	return [...sums];
}
