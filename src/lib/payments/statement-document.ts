/** A statement as it is printed: who sends it to whom, and one currency of the account. */
import type { BuyerSnapshot, SellerSnapshot } from '../documents/document.ts';
import type { Activity, Outstanding } from './statement.ts';

export interface StatementDocument {
	/** BCP 47 language of the client's documents. */
	language: string;
	/** The look of the business's documents. */
	template?: string;
	/** Calendar date it is made. */
	date: string;
	seller: SellerSnapshot;
	buyer: BuyerSnapshot;
	content: { kind: 'outstanding'; outstanding: Outstanding } | { kind: 'activity'; activity: Activity; outstanding: Outstanding };
}
