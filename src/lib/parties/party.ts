/** A client, a supplier, or both (BG-7). */
import type { Address, Contact, ReminderStep, TaxId } from '../business/business.ts';
import type { CustomField } from '../documents/document.ts';

export interface Party {
	number: string;
	name: string;
	kind: 'business' | 'individual';
	roles: ('client' | 'supplier')[];
	address: Address;
	deliveryAddress?: Address;
	contacts: Contact[];
	taxIds: TaxId[];
	/** BT-10 to be put on every document. */
	buyerReference?: string;
	/** BT-49 with its EAS scheme. */
	electronicAddress?: { scheme: string; value: string };
	/** The e-invoice the client wants, by the id it has there: "facturx/pdf". Absent: the PDF alone. */
	eInvoiceFormat?: string;
	/** Unset fields fall back to the business. */
	language?: string;
	currency?: string;
	termsDays?: number;
	defaultTaxPreset?: string;
	/** An hour's price, in the party's currency. */
	hourlyRate?: string;
	/** In place of the business's; absent or empty: as the business has them. */
	reminderSteps?: ReminderStep[];
	/** Never reminded. */
	noReminders?: boolean;
	notes: string;
	tags: string[];
	customFields: CustomField[];
	/** Hexadecimal ids of members who look after it. A list is narrowed by it; nobody is kept out, since all have one key. */
	assignedTo?: string[];
	archived: boolean;
	/** The calendar date since which it is only kept: read-only, and on no new document. */
	restricted?: string;
}
