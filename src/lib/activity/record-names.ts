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
	fact: ['document', 'payment'],
	payment: ['payment'],
	party: ['party'],
	item: ['item'],
	series: ['series'],
	'series-event': ['series']
};

/** @param others names of what is in no list, by record id */
export function recordName(books: Lists, others: ReadonlyMap<string, string>, id: string, type: string): RecordName {
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
	return { ...own, title: '', gone: 'erased' };
}

function typeOf(list: string, { issued }: Row): string {
	return list === 'document' ? (issued ? 'issued' : 'draft') : list;
}

function titleOf(books: Lists, list: string, row: Row): string {
	if (list === 'payment') return text(row.partyName);
	if (list !== 'document') return text(row.name) || text(row.code);
	if (row.number) return text(row.number);
	const client = books.list('party').get(text(row.partyId)) as Row | undefined;
	return text(client?.name);
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
