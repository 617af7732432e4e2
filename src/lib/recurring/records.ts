/** The worker's half of recurring invoices: how they lie in the books and in their list. */
import { DRAFT_SHAPE } from '../documents/records.ts';
import { provisionalTotals } from '../documents/totals-now.ts';
import { documentText } from '../documents/document-list.ts';
import type { InvoiceProfileRow } from '../worker-api.ts';
import type { ColumnKind, ListShape } from '../workspace/lists/shape.ts';
import { liveType } from '../workspace/live-type.ts';
import type { InvoiceProfile } from './invoice-profile.ts';

const INVOICE_PROFILE_LIST: ListShape = {
	list: 'invoice-profile',
	columns: {
		title: 'text',
		partyId: 'value',
		partyName: 'value',
		currency: 'value',
		payable: 'amount',
		paused: 'flag'
	} satisfies Record<Exclude<keyof InvoiceProfileRow, 'id'>, ColumnKind>,
	ties: ['title'],
	join: { by: 'partyId', list: 'party', columns: { partyName: 'name' }, search: 'name' }
};

export const INVOICE_PROFILE_TYPE = liveType<InvoiceProfile>({
	type: 'invoice-profile',
	schema: 1,
	shape: DRAFT_SHAPE,
	list: INVOICE_PROFILE_LIST,
	row: (id, { title, template, paused }): InvoiceProfileRow => ({
		id,
		title,
		partyId: template.partyId ?? '',
		// The client's present name, which the list of parties has.
		partyName: '',
		currency: template.currency,
		payable: provisionalTotals(template).payable,
		paused
	}),
	text: ({ title, template }) => `${title}\n${documentText(template, provisionalTotals(template).payable)}`,
	title: ({ title }) => title
});
