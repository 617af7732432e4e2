import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aLine } from '../../../tests/support/books.ts';
import { ReportDesk } from '../../../tests/support/report-desk.ts';
import { csvTable } from './csv-table.ts';
import { en } from './messages/en.ts';
import { figureCell, reportTable, type Say, type Table } from './table.ts';
import { xlsx } from './xlsx.ts';

const say: Say = (word) => String(en[word]);
const hasUnzip = spawnSync('unzip', ['-v']).status === 0;
const AT = new Date('2026-11-22T12:00:00Z');

function table(client = 'Maple Books Ltd', currency = 'CAD'): Table {
	const desk = new ReportDesk(currency);
	desk.issue('F1', { issueDate: '2026-01-05', lines: [aLine({ price: '1000' })] }, client);
	desk.issue('C1', { type: 'credit-note', issueDate: '2026-02-05', lines: [aLine({ price: '1500' })] }, client);
	return reportTable(desk.report({ report: 'clients', comparison: 'year-before' }), 'Sales by client', say);
}

/** Names and texts of the archive's files, as another program reads them. */
async function unpacked(made: Table): Promise<Map<string, string>> {
	const folder = mkdtempSync(join(tmpdir(), 'waxbill-'));
	try {
		writeFileSync(join(folder, 'a.zip'), new Uint8Array(await (await xlsx(made, AT)).arrayBuffer()));
		const names = execFileSync('unzip', ['-Z1', join(folder, 'a.zip')], { encoding: 'utf8' })
			.trim()
			.split('\n');
		execFileSync('unzip', ['-q', join(folder, 'a.zip'), '-d', folder]);
		return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

describe('a report to take along', () => {
	it('as CSV has every figure exact, and the period it is compared with', () => {
		expect(csvTable(table())).toBe(
			[
				'\ufeffSales by client',
				'2026-01-01 – 2026-12-31',
				'CAD',
				'Documents',
				'Row,Sales,Tax,Sales (2025-01-01 – 2025-12-31),Tax (2025-01-01 – 2025-12-31)',
				'Maple Books Ltd,-500.00,-74.88,,',
				'All,-500.00,-74.88,0.00,0.00',
				''
			].join('\r\n')
		);
	});

	it.skipIf(!hasUnzip)('says no formula, whatever a client is called', async () => {
		const name = '=HYPERLINK("http://x","y")';
		expect(csvTable(table(name))).toContain(`"'=HYPERLINK(""http://x"",""y"")",-500.00`);
		const sheet = (await unpacked(table(name))).get('xl/worksheets/sheet1.xml')!;
		expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(&quot;http://x&quot;,&quot;y&quot;)</t>');
		expect(sheet).not.toContain('<f');
	});

	it.skipIf(!hasUnzip)('as a workbook has what a workbook needs, and numbers that add up', async () => {
		const files = await unpacked(table());
		expect([...files.keys()]).toEqual([
			...[
				'[Content_Types].xml',
				'_rels/.rels',
				'xl/workbook.xml',
				'xl/_rels/workbook.xml.rels',
				'xl/styles.xml',
				'xl/worksheets/sheet1.xml'
			]
		]);
		const sheet = files.get('xl/worksheets/sheet1.xml')!;
		expect(sheet).toContain('<c r="B7" s="3"><v>-500.00</v></c><c r="C7" s="3"><v>-74.88</v></c>');
		expect(files.get('xl/workbook.xml')).toContain('<sheet name="Sales by client" sheetId="1" r:id="rId1"/>');
	});

	it.skipIf(!hasUnzip)('keeps to what XML can say and to what a spreadsheet can count', async () => {
		const about: string[] = [];
		const rows = [[{ text: 'a\u0000b\ud800c<&>' }, { number: '12345678901234567.89', places: 2 }]];
		const files = await unpacked({ name: "[A]/B:*?'", about, head: [], rows });
		expect(files.get('xl/worksheets/sheet1.xml')).toContain('a\ufffdb\ufffdc&lt;&amp;&gt;');
		expect(files.get('xl/worksheets/sheet1.xml')).toContain('t="inlineStr"><is><t xml:space="preserve">12345678901234567.89</t>');
		expect(files.get('xl/workbook.xml')).toContain('name="A  B"');
	});

	it('has the places of its currency, and hours that lose no second', () => {
		expect(figureCell(1234n, 'money', 'JPY')).toEqual({ number: '1234', places: 0 });
		expect(figureCell(1234n, 'money', 'TND')).toEqual({ number: '1.234', places: 3 });
		expect(figureCell(5401n, 'hours', 'EUR')).toEqual({ number: '1.5003', places: 4 });
		expect(figureCell(undefined, 'money', 'EUR')).toEqual({ text: '' });
	});
});
