/** Books as XML, one element to a line. */
import type { BooksWriter } from '../json/export-books.ts';
import { FORMAT, VERSION } from '../json/format.ts';
import { attribute, element } from './encode.ts';
import { NAMESPACE, resolved, typesOf } from './shape.ts';

const RECORDS = typesOf('records');
const ENTRIES = typesOf('journal');

export const xmlBooks: BooksWriter = {
	head(exported, unreadable) {
		const lost = unreadable > 0 ? ` unreadable="${unreadable}"` : '';
		const root = `<books xmlns="${NAMESPACE}" format="${FORMAT}" version="${VERSION}" exported="${exported}"${lost}>`;
		return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
	},
	open: (section) => `<${section}>\n`,
	record({ type, id, removed, value }) {
		const attributes = { ...(id !== undefined && { id }), ...(removed !== undefined && { removed }) };
		return `${element(type, JSON.parse(value), resolved(RECORDS.get(type)), written(attributes))}\n`;
	},
	entry({ type, id, record, value }) {
		return `${element(type, JSON.parse(value), resolved(ENTRIES.get(type)), written({ id, record }))}\n`;
	},
	file: ({ id, type, bytes }) => `<file${written({ id, type })}>${bytes}</file>\n`,
	close: (section) => `</${section}>\n`,
	end: () => '</books>\n'
};

function written(attributes: Record<string, string>): string {
	return Object.entries(attributes)
		.map(([name, text]) => ` ${name}="${attribute(text)}"`)
		.join('');
}
