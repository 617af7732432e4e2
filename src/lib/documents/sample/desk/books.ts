/** The papers of a sample desk beside its invoices, written by the same hand. */
import type { Business } from '../../../business/business.ts';
import type { Party } from '../../../parties/party.ts';
import { addDays } from '../../dates.ts';
import { templateFor } from '../../defaults.ts';
import type { DocumentContent, DocumentType } from '../../document.ts';
import { clientFrom, type Billing } from '../source.ts';
import type { DeskSketch } from './desk.ts';

/** Records name each other by keys, as in the rest of the books. */
export interface SampleDesk {
	sketch: DeskSketch;
	suppliers: [key: string, party: Party][];
	accepted: DocumentContent;
	open: DocumentContent;
	delivered?: DocumentContent;
	/** What the deposit invoice has of its own; its lines come of the estimate. */
	deposit: DocumentContent;
	/** What the recurring invoice repeats. */
	repeated: DocumentContent;
}

/** How long an offer holds. */
const HOLDS = 30;

export function sampleDesk(sketch: DeskSketch, business: Business, write: (billing: Billing, key: string) => DocumentContent): SampleDesk {
	const { accepted, open, delivered, recurring } = sketch;
	const repeated = write({ daysAgo: 0, client: recurring.client, lines: recurring.lines }, 'recurring');
	return {
		sketch,
		suppliers: sketch.suppliers.map((supplier, index) => {
			const [key, party] = clientFrom(supplier, index, 'S-');
			return [key, { ...party, roles: ['supplier'] }];
		}),
		accepted: ofKind('estimate', write(accepted, 'estimate-1'), business),
		open: ofKind('estimate', write(open, 'estimate-2'), business),
		...(delivered && { delivered: ofKind('delivery-note', write(delivered, 'delivery-1'), business) }),
		deposit: write({ daysAgo: accepted.deposit.daysAgo, client: accepted.client, lines: [] }, 'deposit'),
		repeated: { ...repeated, lines: repeated.lines.map((line) => ({ ...line, description: recurring.note })) }
	};
}

/** Nothing is owed on it: what only invoices say is not on it. */
function ofKind(type: DocumentType, content: DocumentContent, business: Business): DocumentContent {
	const { supplyDate: _supply, cashRounding: _rounding, ...rest } = content;
	return {
		...rest,
		type,
		dueDate: type === 'estimate' ? addDays(content.issueDate, HOLDS) : '',
		withholdings: [],
		terms: '',
		notes: '',
		template: templateFor(business, type)
	};
}
