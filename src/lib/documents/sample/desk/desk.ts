/**
 * The rest of a sample desk beside its invoices: what was offered, delivered and bought, what comes again, and what the bank says. Written down by
 * country; days are counted back from today.
 */
import type { ExpenseKind } from '../../../expenses/expense.ts';
import type { PaymentMethod } from '../../document.ts';
import type { Billing, ClientSketch } from '../source.ts';

/** Ids and names of the usual categories, under which the forms offer them. */
export const CATEGORIES = {
	rent: 'Rent and premises',
	office: 'Office supplies',
	software: 'Software and hosting',
	phone: 'Phone and internet',
	travel: 'Travel',
	fees: 'Accountant and lawyer',
	subcontract: 'Subcontractors',
	goods: 'Goods and material'
} as const;

/** What was bought: with the taxes that the business itself charges, unless it says none. */
export interface Purchase {
	kind: ExpenseKind;
	daysAgo: number;
	/** Key of a supplier, or who was paid where there is no record of him. */
	supplier: string;
	number: string;
	description: string;
	category: keyof typeof CATEGORIES;
	/** With taxes. */
	amount: string;
	untaxed?: true;
	method: PaymentMethod;
	/** Of a bill: days to pay it in. */
	termsDays?: number;
}

/** Money on the account. What it pays is found by amount and number when the books are made. */
export type StatementLine = { daysAgo: number } & (
	| { /** How many invoices back from the newest: all that is open of it. */ invoice: number; says: string }
	| { deposit: true; says: string }
	| { bill: true; says: string }
	| { amount: string; name: string; says: string }
);

export interface DeskSketch {
	accepted: Billing & { by: string; deposit: { daysAgo: number; percent: string; name: string; paidDaysAgo: number } };
	open: Billing;
	/** Where goods change hands: taken to the client, and received there by whom. */
	delivered?: Billing & { by: string };
	suppliers: ClientSketch[];
	purchases: Purchase[];
	recurring: { title: string; client: string; lines: Billing['lines']; note: string };
	/** Oldest first. */
	statement: { bank: string; opening: string; lines: StatementLine[] };
}
