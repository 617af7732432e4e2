import fc from '../../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import schema from '../json/books.schema.json' with { type: 'json' };
import type { Schema, SchemaObject } from '../json/json-schema.ts';
import { resolved, typesOf } from '../xml/shape.ts';
import { BYTE_ORDER_MARK, cellsRow, csvRow, neutral, restored } from './cells.ts';
import { cellsOf, recordOf, sortedColumns } from './columns.ts';
import { formOf, tableRows } from './read-table.ts';
import { suggested, targetsOf } from './targets.ts';

const root = schema as unknown as SchemaObject;
const anyText = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 12 }),
	fc.constantFrom('', "'", "''", '=1+1', '-1', '-1.50', '+49 30', '@x', '\t', '\r\n', '"', ',', ';', ' x ', '[]', '{}', "'=1")
);

/** Any value that the schema describes. */
function anyOf(given: Schema, depth = 0): fc.Arbitrary<unknown> {
	const of = resolved(given)!;
	if (of.const !== undefined) return fc.constant(of.const);
	if (of.enum) return fc.constantFrom(...of.enum);
	if (of.type === 'boolean') return fc.boolean();
	if (of.type === 'integer') return fc.integer({ min: of.minimum ?? -5, max: of.maximum ?? 5000 });
	if (of.type === 'array') return fc.array(anyOf(of.items!, depth + 1), { maxLength: depth > 2 ? 1 : 3 });
	if (of.type === 'object') {
		const members = Object.entries(of.properties ?? {}).map(([name, each]) => [name, anyOf(each, depth + 1)] as const);
		return fc.record(Object.fromEntries(members), { requiredKeys: of.required ?? [] } as never);
	}
	return of.pattern && of.pattern.length < 90 ? fc.stringMatching(new RegExp(of.pattern, 'u')) : anyText;
}

async function read(text: string | Uint8Array<ArrayBuffer>, pace = 1 << 16): Promise<string[][]> {
	const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
	const file = new Blob([bytes]);
	file.stream = () =>
		new ReadableStream<Uint8Array<ArrayBuffer>>({
			start(controller) {
				for (let at = 0; at < bytes.length; at += pace) controller.enqueue(bytes.slice(at, at + pace));
				controller.close();
			}
		});
	const rows: string[][] = [];
	for await (const { cells } of tableRows(file, await formOf(file))) rows.push(cells);
	return rows;
}

describe('every type of record', () => {
	it.each(
		[...typesOf('records').entries(), ...typesOf('journal').entries()].filter(
			([type]) => !['rates', 'bank-statement', 'expense-event', 'party-event'].includes(type)
		)
	)('%s is the same after it was a table', async (_type, of) => {
		const shape = resolved(of)!;
		await fc.assert(
			fc.asyncProperty(fc.array(anyOf(shape), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 500 }), async (records, pace) => {
				const given = records as Record<string, unknown>[];
				const cells = given.map((record) => cellsOf(record, shape));
				const columns = sortedColumns(new Set(cells.flatMap((each) => [...each.keys()])), shape);
				if (columns.length === 0) return;
				const text =
					BYTE_ORDER_MARK +
					cellsRow(['id', ...columns]) +
					cells.map((each) => cellsRow(['1', ...columns.map((path) => each.get(path) ?? '')])).join('');
				// A record begins with its id, so none is an empty line.
				const [heading, ...rows] = await read(text, pace);
				const found = rows.map((row) => recordOf(new Map(heading!.slice(1).map((path, at) => [path, row[at + 1]!])), shape));
				expect(found).toEqual(given);
			}),
			{ numRuns: 40 }
		);
	});

	it('with members that the schema does not name', () => {
		const item = resolved(root.$defs!.item!)!;
		const record = {
			...Object.fromEntries(item.required!.map((name) => [name, ''])),
			price: 3,
			archived: false,
			kind: 'x',
			'a.b:json': { y: [null] }
		};
		expect(recordOf(cellsOf(record, item), item)).toEqual(record);
	});
});

describe('cells', () => {
	it('that spreadsheets take for formulas are not, and come back as they were', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				expect(restored(neutral(text))).toBe(text);
				expect(neutral(text)).not.toMatch(/^[=+@\t\r]/);
			})
		);
		expect(['=1', '+1', '-x', '@a', "'a", '\tb', '-12.50', '-1', '', 'a=1'].map(neutral)).toEqual([
			"'=1",
			"'+1",
			"'-x",
			"'@a",
			"''a",
			"'\tb",
			'-12.50',
			'-1',
			'',
			'a=1'
		]);
		// Of a file that another program wrote.
		expect(restored("'s-Gravenhage")).toBe("'s-Gravenhage");
	});

	it('are read as RFC 4180 writes them, in parts of any size', async () => {
		const text = 'a,b\r\n"x, ""y""","1\r\n2"\n\n3,\r4,"";';
		for (const pace of [1, 2, 3, 7, 100]) {
			const rows = read(text.slice(0, -1), pace);
			expect(await rows).toEqual([
				['a', 'b'],
				['x, "y"', '1\r\n2'],
				['3', ''],
				['4', '']
			]);
		}
	});

	it('round-trip whatever they hold', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.array(anyText, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }), async (rows) => {
				const text = csvRow(['h', 'k']) + rows.map((row) => csvRow(['x', ...row])).join('');
				// eslint-disable-next-line no-control-regex -- a file that holds these is no table
				fc.pre(text.isWellFormed() && !/[\0-\x08\x0e-\x1a]/.test(text));
				const found = (await read(text)).slice(1);
				expect(found.map((row) => row.slice(1).map(restored))).toEqual(rows);
			})
		);
	});

	it.each([
		['one that is open at the end', 'a,b\n"x', 'open-quotes', 2],
		['something behind a quoted one', 'a,b\n"x"y,1', 'bad-quotes', 2],
		['one that never ends', `a\n"${'x'.repeat(2_000_000)}"`, 'cell-too-long', 2],
		['too many', `a\n${','.repeat(5000)}`, 'too-many-columns', 2]
	])('%s: refused', async (_what, text, problem, line) => {
		await expect(read(text)).rejects.toMatchObject({ problem, line });
	});
});

describe('encodings and separators', () => {
	const utf16 = (text: string) => new Uint8Array(new Uint16Array([0xfeff, ...[...text].map((char) => char.charCodeAt(0))]).buffer);
	it.each([
		['UTF-8', 'name;ville\nÉclair;Sète', 'utf-8', ';'],
		['UTF-8 with a mark', '\ufeffname,ville\nÉclair,Sète', 'utf-8', ','],
		[
			'Windows-1252',
			new Uint8Array([...'name\tville\n'].map((char) => char.charCodeAt(0)).concat(0xc9, 99, 9, 0xe8)),
			'windows-1252',
			'\t'
		],
		['UTF-16', utf16('name,ville\nÉclair,Sète'), 'utf-16le', ',']
	])('%s', async (_what, content, encoding, separator) => {
		const file = new Blob([content]);
		expect(await formOf(file)).toEqual({ encoding, separator });
		const rows = await read(content as string);
		expect(rows[0]).toEqual(['name', 'ville']);
		expect(rows[1]![0]!.startsWith('É')).toBe(true);
	});
	it('what is no table is refused', async () => {
		await expect(formOf(new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0])]))).rejects.toMatchObject({ problem: 'not-text' });
		await expect(formOf(new Blob([]))).rejects.toMatchObject({ problem: 'empty' });
	});
});

it('a table of a million cells passes one record at a time', async () => {
	const row = csvRow(Array.from({ length: 20 }, (_, n) => `cell ${n}, "quoted"`));
	const part = new TextEncoder().encode(row.repeat(500));
	const file = new Blob(Array.from({ length: 100 }, () => part));
	let cells = 0;
	let line = 0;
	for await (const each of tableRows(file, { encoding: 'utf-8', separator: ',' })) {
		cells += each.cells.length;
		line = each.line;
	}
	expect(cells).toBe(1_000_000);
	expect(line).toBe(50_000);
});

describe('what headings mean', () => {
	const targets = targetsOf(resolved(root.$defs!.party!)!);
	it('words of other programs, each target once', () => {
		expect(suggested('party', ['Company', 'E-Mail', 'Straße', 'PLZ', 'Client name', 'Shoe size'], targets)).toEqual([
			'name',
			'contacts.1.email',
			'address.line1',
			'address.postcode',
			undefined,
			undefined
		]);
	});
	it('a file of one’s own, paths beyond those that are offered too', () => {
		const columns = ['id', 'name', 'contacts.7.email', 'other:json', 'tags.3', 'nonsense.1'];
		expect(suggested('party', columns, targets)).toEqual([...columns.slice(0, 5), undefined]);
	});
});
