import { describe, expect, it } from 'vitest';
import { TIME_FORMATS, type WorkDone } from '../../../../tests/support/foreign-exports.ts';
import { packedZip } from '../../../../tests/support/packed-zip.ts';
import { workbook, type SheetCell } from '../../../../tests/support/workbook.ts';
import { readForeign } from './read-foreign.ts';
import type { Surroundings } from './reading.ts';

const HERE: Surroundings = {
	currency: 'CAD',
	instant: (date, seconds) => new Date(Date.parse(`${date}T00:00:00Z`) + seconds * 1000).toISOString(),
	day: (instant) => instant.slice(0, 10),
	chosen: {},
	watch: async () => undefined
};
const read = async (file: Blob) => (await readForeign(file, HERE)).plan;

const WORK: WorkDone[] = [
	{
		...{ client: 'Maple & Sons', project: 'House; garden', task: 'Drawing', note: 'a <b>, "c"\nd', person: ['Zoë', 'Ö.'] as const },
		...{ tags: ['night', 'rush'], billable: true, date: '2026-03-04', from: 34_200, minutes: 95, rate: '75.50' }
	},
	{
		...{ client: '', project: 'Website', task: '', note: '', person: ['Rosa', 'Lind'] as const },
		...{ tags: [], billable: false, date: '2025-12-31', from: 84_600, minutes: 20, rate: '0.00' }
	}
];
const plainly = { date: String, decimal: String };

/** As Kimai writes it: the day a date, the length a part of a day, the rest texts and numbers; below it sums that a spreadsheet reckons. */
function kimai(format: (typeof TIME_FORMATS)[number]): SheetCell[][] {
	const headings = Object.keys(format.columns);
	const rows = WORK.map((work) =>
		Object.values(format.columns).map((write, at): SheetCell => {
			const text = write(work, plainly);
			if (at === 0) return { date: `${text}T${work.from === 34_200 ? '09:30' : '23:30'}:00Z` };
			if (at === 3) return { seconds: work.minutes * 60 };
			if (at === 15) return { yes: work.billable };
			return at >= 5 && at <= 8 ? Number(text) : text;
		})
	);
	return [headings, ...rows, headings.map((_, at): SheetCell => (at === 3 ? { formula: 'SUBTOTAL(9,D2:D3)' } : ''))];
}

describe('a spreadsheet', () => {
	const formats = TIME_FORMATS.filter(({ name }) => name.startsWith('kimai')).map((format) => [format.name, format] as const);

	it.each(formats)('of %s is read as its CSV file is', async (_name, format) => {
		const cells = [Object.keys(format.columns), ...WORK.map((work) => Object.values(format.columns).map((write) => write(work, plainly)))];
		const csv = await read(new Blob([cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')]));
		const without = ({ records }: typeof csv) =>
			records.map(({ type, refs, value }) => ({
				...{ type, refs },
				// A workbook holds 75.5 where the table writes 75.50.
				value: value.rate ? { ...value, rate: { ...(value.rate as object), rate: '75.5' } } : value
			}));
		for (const way of [{}, { shared: true }, { mac: true }]) {
			const found = await read(workbook(kimai(format), way));
			expect([found.program, found.faults]).toEqual(['kimai', []]);
			expect(without(found)).toEqual(without(csv));
		}
		expect(csv.records.filter(({ type }) => type === 'time-entry')).toHaveLength(2);
	});

	it('with empty cells between others keeps its columns, and a formula is nothing', async () => {
		const row = (cells: string) => `<row>${cells}</row>`;
		const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
		const head = text('A1', 'Client Name') + text('C1', 'Address') + text('D1', 'Currency');
		const body = `<c r="A2" t="str"><v>Maple</v></c><c r="B2"/>${text('D2', 'EUR')}`;
		const sums = '<c r="A3" t="str"><f>HYPERLINK("http://x")</f><v>click</v></c>';
		const found = await read(workbook([], { sheet: `<worksheet><sheetData>${row(head)}${row(body)}${row(sums)}</sheetData></worksheet>` }));
		expect(found.records).toMatchObject([{ value: { name: 'Maple', notes: '', currency: 'EUR' } }]);
		expect(found.records).toHaveLength(1);
	});

	const sheet = (inside: string) => workbook([], { sheet: `<worksheet><sheetData>${inside}</sheetData></worksheet>` });
	const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n} "${`&l${n - 1};`.repeat(10)}">`).join('')}]>`;
	it.each([
		['without a sheet', packedZip([{ name: '[Content_Types].xml', content: '<x/>' }]), 'spreadsheet'],
		['of OpenDocument', packedZip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' }]), 'spreadsheet'],
		['with entities that unfold', workbook([], { sheet: `${laughs}<worksheet>&l9;</worksheet>` }), 'spreadsheet'],
		['with one from elsewhere', workbook([], { sheet: '<!DOCTYPE w SYSTEM "file:///etc/passwd"><worksheet/>' }), 'spreadsheet'],
		['with an entity nobody declared', sheet('<row><c t="str"><v>&x;</v></c></row>'), 'spreadsheet'],
		['that was cut off', workbook([], { sheet: '<worksheet><sheetData><row><c' }), 'spreadsheet'],
		['whose cells go back', sheet('<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'), 'spreadsheet'],
		['with a number that is none', sheet('<row><c r="A1"><v>1x</v></c></row>'), 'spreadsheet'],
		['of more columns than a table has', sheet('<row><c r="XFD1"><v>1</v></c></row>'), 'too-large'],
		['that grows', sheet('<row><c><v>1</v></c></row>'.repeat(400_000)), 'zip-too-large'],
		['that is empty', sheet(''), 'empty']
	])('%s is refused', async (_what, file, problem) => {
		await expect(read(file)).rejects.toMatchObject({ problem });
	});
});
