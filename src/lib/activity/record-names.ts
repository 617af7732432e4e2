/** The worker's half: what people call a record, from the lists that lie in memory. */
import { BIN, type BinEntry } from '../workspace/bin.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { RecordName } from './api.ts';

type Row = Record<string, unknown>;
type Lists = Pick<Workspace, 'list'>;

/** Lists that have a record of the type, and what it is called there. What is said of a record can be of a document, a payment or a series. */
const LISTS: Record<string, readonly string[]> = {
	draft: ['document'],
	issued: ['document'],
	'issued-elsewhere': ['document'],
	fact: ['document', 'payment', 'expense'],
	'bank-statement': ['bank-statement'],
	'bank-line': ['bank-line'],
	'bank-event': ['bank-line'],
	expense: ['expense'],
	booked: ['expense'],
	'expense-event': ['expense'],
	'expense-profile': ['expense-profile'],
	'invoice-profile': ['invoice-profile'],
	project: ['project'],
	task: ['task'],
	'time-entry': ['time-entry'],
	'party-event': ['party'],
	approval: ['document'],
	payment: ['payment'],
	party: ['party'],
	item: ['item'],
	series: ['series'],
	rates: ['rates'],
	'series-event': ['series']
};

/** What speaks of a document, by the list that says of which. */
const BESIDE: Record<string, string> = {
	comment: 'comment',
	'comment-event': 'comment',
	'client-link': 'client-link',
	'client-link-event': 'client-link'
};

/** @param others names of what is in no list, by record id */
export function recordName(books: Lists, others: ReadonlyMap<string, string>, id: string, type: string): RecordName {
	const beside = BESIDE[type];
	if (beside) {
		const row = books.list(beside).get(id) as Row | undefined;
		// What is said of a document is done to that document.
		return row ? recordName(books, others, text(row.documentId), 'issued') : { id, type: beside, title: '', gone: 'erased' };
	}
	const lists = LISTS[type];
	const own = { id, type };
	if (!lists) return { ...own, title: others.get(id) ?? '' };
	for (const list of lists) {
		const row = books.list(list).get(id) as Row | undefined;
		if (!row) continue;
		const { currency } = row;
		return { id, type: typeOf(list, row), title: titleOf(books, list, row), ...(typeof currency === 'string' && currency && { currency }) };
	}
	const binned = books.list(BIN).get(id) as BinEntry | undefined;
	if (binned) return { id, type: binned.type, title: binned.title, gone: 'bin' };
	// Of all that something can be said of, only a document that was issued elsewhere and taken back leaves its list.
	return { id, type: type === 'fact' ? 'issued' : type, title: '', gone: 'erased' };
}

function typeOf(list: string, { issued, booked }: Row): string {
	if (list === 'expense' && booked) return 'booked';
	return list === 'document' ? (issued ? 'issued' : 'draft') : list;
}

function titleOf(books: Lists, list: string, row: Row): string {
	if (list === 'payment') return text(row.partyName);
	if (list === 'expense-profile' || list === 'invoice-profile') return text(row.title);
	if (list === 'expense') return expenseTitle(books, row);
	if (list === 'time-entry') return timeTitle(books, row);
	if (list === 'bank-statement') return text(row.number) || text(row.account);
	if (list === 'bank-line') return text(row.name) || text(row.text);
	if (list !== 'document') return text(row.name) || text(row.code);
	if (row.number) return text(row.number);
	const client = books.list('party').get(text(row.partyId)) as Row | undefined;
	return text(client?.name);
}

/** Whom it was paid to; where nobody is named, what for. */
function expenseTitle(books: Lists, row: Row): string {
	const supplier = books.list('party').get(text(row.supplierId)) as Row | undefined;
	return text(row.supplierName) || text(supplier?.name) || text(row.description);
}

/** What was done; where nobody noted it, on what. */
function timeTitle(books: Lists, row: Row): string {
	const project = books.list('project').get(text(row.projectId)) as Row | undefined;
	return text(row.note) || text(project?.name) || text(row.date);
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
