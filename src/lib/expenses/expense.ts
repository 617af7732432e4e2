/**
 * What a business pays for: an expense that was paid when it was made (a receipt), or a bill that is owed until it is paid. While it is being
 * written it is edited like a draft; booked, it is frozen, and what happens to it afterwards are events. Amounts and rates are decimal strings.
 */
import type { Address, TaxId } from '../business/business.ts';
import type { Frozen, LineSource, Origin, PaymentMethod } from '../documents/document.ts';
import type { PurchaseSupply } from './supplies.ts';

export type ExpenseKind = 'expense' | 'bill';

/** A tax on a line, by its rate, or by the amount that the paper says where that differs by rounding. */
export interface ExpenseTax {
	/** As the paper has it: "TPS", "IVA". */
	name: string;
	/** Percent; absent when the amount was typed. */
	rate?: string;
	amount?: string;
	/** What the tax office gives back; other taxes are part of the cost. */
	reclaim: boolean;
	/** Absent on an ordinary purchase at home. Of most others the supplier charges no tax: it is no part of what he gets. */
	supply?: PurchaseSupply;
}

/** A name that was given to a cost, copied when it was picked. */
export interface ExpenseCategory {
	id: string;
	name: string;
}

export interface ExpenseLine {
	id: string;
	order: string;
	description: string;
	/** With or without taxes by the expense's `prices`; below zero for what the supplier credits. */
	amount: string;
	category?: ExpenseCategory;
	taxes: ExpenseTax[];
	/** The line, or allowance on the whole, of a purchase order that it bills. */
	from?: LineSource;
}

/** `application/xml` is the original of an e-invoice. */
export type ReceiptType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf' | 'application/xml';

export interface Receipt {
	id: string;
	/** Content address of the sealed file. */
	file: string;
	name: string;
	type: ReceiptType;
	bytes: number;
}

export interface Expense {
	kind: ExpenseKind;
	/** Record id of the supplier. */
	supplierId?: string;
	/** Who was paid, where there is no record of him. */
	supplierName: string;
	/** The supplier's own number of the bill or receipt. */
	number: string;
	/** Calendar date on the paper. */
	date: string;
	/** Of a bill; empty when it says none. */
	dueDate: string;
	/** ISO 4217. */
	currency: string;
	/** Units of the base currency for one unit of `currency`; absent when they are the same. */
	exchangeRate?: string;
	/** The day the rate is of; the day on the paper when none was given. */
	exchangeRateDate?: string;
	/** Who published it; absent when it was typed. */
	exchangeRateSource?: string;
	baseCurrency?: string;
	prices: 'gross' | 'net';
	lines: ExpenseLine[];
	/** Kept back from the supplier and paid to the tax office (IRPF, TDS). */
	withheld?: string;
	/** How an expense was paid. */
	method: PaymentMethod;
	receipts: Receipt[];
	/** To be billed to that client, with so many percent on top. */
	rebill?: { clientId: string; markup: string };
	project?: string;
	notes: string;
	tags: string[];
	/** The purchase orders that it bills. */
	origins?: Origin[];
	/** The recurring expense it was made by, and for which period. */
	recurring?: { profileId: string; period: number };
}

/** The supplier as he stood that day. */
export interface SupplierSnapshot {
	name: string;
	address?: Address;
	taxIds: TaxId[];
}

export interface ExpenseTaxTotal {
	name: string;
	/** Empty where amounts were typed. */
	rate: string;
	reclaim: boolean;
	supply?: PurchaseSupply;
	/** What it was computed on; of typed amounts the lines they stand on. */
	taxable: bigint;
	tax: bigint;
}

/** In minor units. */
export interface ExpenseTotals {
	currency: string;
	lines: { id: string; net: bigint; tax: bigint; reclaimable: bigint }[];
	/** The highest rate first; those the business owes itself too, which are in no sum below. */
	taxes: ExpenseTaxTotal[];
	net: bigint;
	tax: bigint;
	/** The part of the tax that comes back. */
	reclaimable: bigint;
	gross: bigint;
	withheld: bigint;
	/** What the supplier gets: gross − withheld. */
	payable: bigint;
}

/** Never changed again. It says no instant: the same draft booked on two devices is one and the same. */
export interface BookedExpense {
	expense: Expense;
	supplier: SupplierSnapshot;
	totals: Frozen<ExpenseTotals>;
	/** Version of the rules that computed them. */
	engine: number;
}

/** What happened to a booked expense. Payments of bills are facts as on invoices. [Note: money between records] */
export type ExpenseEvent =
	/** Paper that came later. */
	| { kind: 'attached'; receipts: Receipt[] }
	/** It stands on that issued invoice. */
	| { kind: 'rebilled'; documentId: string; number: string }
	/** That invoice no longer counts for it (it was credited): it can be billed again. */
	| { kind: 'unbilled'; documentId: string; at: string; reason: string }
	/** It was booked by mistake; counts for nothing. */
	| { kind: 'cancelled'; at: string; reason: string; replacedBy?: string };

/** A cost that comes again and again. Its periods are made as drafts, to be looked at before they are booked. */
export interface RecurringExpense {
	title: string;
	/** Dates and receipts of it do not count. */
	template: Expense;
	schedule: import('../recurring/schedule.ts').Schedule;
	/** Days from a bill's date to the day it is due; absent: it says none. */
	dueDays?: number;
	/** All periods before this one are made, or were left out. */
	from: number;
	paused: boolean;
}

/** Derived, never stored. */
export type ExpenseStatus = 'draft' | 'open' | 'partly-paid' | 'paid' | 'overdue' | 'overpaid' | 'cancelled';
