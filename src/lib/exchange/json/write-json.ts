/** Books as JSON, one element to a line. */
import type { BooksWriter } from './export-books.ts';
import { FORMAT, VERSION } from './format.ts';

const text = JSON.stringify;
const begin = (first: boolean) => (first ? '\n' : ',\n');

export const jsonBooks: BooksWriter = {
	head(exported, unreadable) {
		return text({ format: FORMAT, version: VERSION, exported, ...(unreadable > 0 && { unreadable }) }).slice(0, -1);
	},
	open: (section) => `,\n"${section}":[`,
	record({ type, id, removed, value }, first) {
		const named = id === undefined ? '' : `,"id":"${id}"`;
		const binned = removed === undefined ? '' : `,"removed":"${removed}"`;
		return `${begin(first)}{"type":${text(type)}${named}${binned},"value":${value}}`;
	},
	entry({ type, id, record, value }, first) {
		return `${begin(first)}{"type":${text(type)},"id":"${id}","record":"${record}","value":${value}}`;
	},
	file({ id, type, bytes }, first) {
		return `${begin(first)}{"id":"${id}","type":"${type}","bytes":"${bytes}"}`;
	},
	close: () => '\n]',
	end: () => '}\n'
};
