import type { Business } from '../../business/business.ts';
import type { Party } from '../../parties/party.ts';
import type { DocumentContent } from '../document.ts';

/** A draft as it would be issued now. */
export interface ReviewedDraft {
	content: DocumentContent;
	party: Party | undefined;
	business: Business;
	/** The number it would get; empty where none can be given. */
	number: string;
	/** The date where the business is. */
	today: string;
}
