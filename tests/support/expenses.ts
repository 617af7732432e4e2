/** A receipt and a supplier's bill, complete, so that a test changes only what it is about. */
import type { Expense, ExpenseLine, ExpenseTax } from '../../src/lib/expenses/expense.ts';
import type { Payment } from '../../src/lib/payments/payment.ts';

export const GST_PAID: ExpenseTax = { name: 'GST', rate: '5', reclaim: true };
export const QST_PAID: ExpenseTax = { name: 'QST', rate: '9.975', reclaim: true };

export function aCost(changes: Partial<ExpenseLine> = {}): ExpenseLine {
	return {
		id: 'l1',
		order: 'V',
		description: 'Printing of posters',
		amount: '100',
		category: { id: 'goods', name: 'Goods and material' },
		taxes: [{ ...GST_PAID }, { ...QST_PAID }],
		...changes
	};
}

/** 100.00 without tax, 114.98 with it. */
export function aBill(changes: Partial<Expense> = {}): Expense {
	return {
		kind: 'bill',
		supplierName: '',
		number: 'B-1',
		date: '2026-10-01',
		dueDate: '2026-10-31',
		currency: 'CAD',
		prices: 'net',
		lines: [aCost()],
		method: 'transfer',
		receipts: [],
		notes: '',
		tags: [],
		...changes
	};
}

export function aReceipt(changes: Partial<Expense> = {}): Expense {
	return aBill({
		kind: 'expense',
		supplierName: 'Bureau Boréal',
		number: '',
		dueDate: '',
		prices: 'gross',
		lines: [aCost({ amount: '114.98' })],
		method: 'card',
		...changes
	});
}

export function aSupplierPayment(supplierId: string, amount: string, changes: Partial<Payment> = {}): Payment {
	return {
		kind: 'supplier-payment',
		partyId: supplierId,
		partyName: 'Printer',
		date: '2026-10-20',
		amount,
		currency: 'CAD',
		method: 'transfer',
		...changes
	};
}
