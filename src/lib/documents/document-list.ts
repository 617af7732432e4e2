/** How the list of documents is packed, what turns in it with the calendar, and what a search finds a document by. */
import { amount, amountString } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import type { DocumentRow } from '../worker-api.ts';
import type { ColumnKind, ListShape } from '../workspace/lists/shape.ts';
import type { DocumentContent, IssuedDocument } from './document.ts';

const COLUMNS = {
	type: 'value',
	issued: 'flag',
	number: 'text',
	partyId: 'value',
	partyName: 'value',
	tags: 'value',
	assignedTo: 'value',
	issueDate: 'date',
	dueDate: 'date',
	overdueAfter: 'date',
	currency: 'value',
	payable: 'amount',
	paid: 'amount',
	credited: 'amount',
	writtenOff: 'amount',
	balance: 'amount',
	sent: 'flag',
	doubled: 'flag',
	status: 'value',
	changed: 'count'
	// `base`, `parts` and `elsewhere` are kept beside the columns: few rows have them.
} satisfies Record<Exclude<keyof DocumentRow, 'id' | 'base' | 'parts' | 'elsewhere'>, ColumnKind>;

export const DOCUMENT_LIST: ListShape = {
	list: 'document',
	derived: 2,
	columns: COLUMNS,
	ties: ['number', 'changed'],
	turn: {
		column: 'status',
		after: 'overdueAfter',
		becomes: 'overdue',
		instead: { column: 'type', becomes: { estimate: 'expired', proforma: 'expired' } }
	},
	join: { by: 'partyId', list: 'party', columns: { partyName: 'name', tags: 'tags', assignedTo: 'assignedTo' }, search: 'name' }
};

/** Numbers, names, lines, notes (private ones too) and amounts ("1234.50"). The client's present name is found through the list of clients. */
export function documentText(content: DocumentContent, payable: bigint, issued?: Pick<IssuedDocument, 'number' | 'buyer'>): string {
	const { orderNumber, buyerReference, contractReference, project, notes, privateNotes, customFields, lines, currency } = content;
	return [
		issued?.number,
		issued?.buyer.name,
		isCurrency(currency) ? amountString(amount(currency, payable)) : '',
		orderNumber,
		buyerReference,
		contractReference,
		project,
		...lines.flatMap(({ name, description, price }) => [name, description, price]),
		...customFields.map(({ value }) => value),
		notes,
		privateNotes
	]
		.filter(Boolean)
		.join('\n');
}
