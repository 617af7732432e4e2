/** A table of a program, in the ways in which tables come: separators, quotes, encodings, notations, columns that are missing, more or elsewhere. */
import fc from './property.ts';

export interface Notations {
	date(iso: string): string;
	decimal(plain: string): string;
}

export interface TableFormat<R> {
	/** What stands where nothing does, and can be left away. */
	optional: readonly string[];
	columns: Record<string, (row: R, notations: Notations) => string>;
}

export const aWay = fc.record({
	separator: fc.constantFrom(',', ';', '\t'),
	encoding: fc.constantFrom('utf-8', 'utf-8 marked', 'utf-16le', 'windows-1252'),
	quoteAll: fc.boolean(),
	lineEnd: fc.constantFrom('\n', '\r\n'),
	order: fc.constantFrom('ymd' as const, 'dmy' as const, 'mdy' as const),
	between: fc.constantFrom('/', '.', '-'),
	decimal: fc.constantFrom('.' as const, ',' as const),
	less: fc.boolean(),
	more: fc.boolean(),
	turned: fc.boolean()
});
export type Way = typeof aWay extends fc.Arbitrary<infer W> ? W : never;

export function tableWritten<R>({ columns: all, optional }: TableFormat<R>, records: readonly R[], how: Way): Uint8Array<ArrayBuffer> {
	const notations: Notations = {
		date(iso) {
			const [year, month, day] = iso.split('-') as [string, string, string];
			return how.order === 'ymd' ? iso : (how.order === 'dmy' ? [day, month, year] : [month, day, year]).join(how.between);
		},
		decimal: (plain) => (how.decimal === ',' ? plain.replace('.', ',').replace(/^(\d)(\d{3}),/, '$1.$2,') : plain)
	};
	const columns = Object.entries(all).filter(([heading]) => !how.less || !optional.includes(heading));
	if (how.more) columns.push(['Shoe size', () => '=HYPERLINK("x")']);
	if (how.turned) columns.reverse();
	const rows = [columns.map(([heading]) => heading), ...records.map((each) => columns.map(([, write]) => write(each, notations)))];
	const cell = (text: string) =>
		how.quoteAll || /["\r\n]/.test(text) || text.includes(how.separator) ? `"${text.replaceAll('"', '""')}"` : text;
	const text = rows.map((row) => row.map(cell).join(how.separator) + how.lineEnd).join('');
	if (how.encoding === 'utf-16le') return new Uint8Array(new Uint16Array([...`\ufeff${text}`].map((char) => char.charCodeAt(0))).buffer);
	if (how.encoding === 'windows-1252') return new Uint8Array([...text].map((char) => char.charCodeAt(0)));
	return new TextEncoder().encode(how.encoding === 'utf-8' ? text : `\ufeff${text}`);
}
