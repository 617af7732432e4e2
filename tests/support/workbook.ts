/** Excel workbooks as programs write them: texts in the cells or shared, dates and lengths of time as numbers with a style. */
import { packedZip, type PackedMember } from './packed-zip.ts';

export type SheetCell = string | number | { date: string } | { seconds: number } | { formula: string } | { yes: boolean };

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const STYLES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/><numFmt numFmtId="165" formatCode="[hh]:mm"/></numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="4"/></cellXfs></styleSheet>`;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

export interface WorkbookWay {
	/** Texts stand in a part of their own. */
	shared?: boolean;
	/** Days are counted from 1904 on. */
	mac?: boolean;
	/** In place of the sheet that the rows make. */
	sheet?: string;
}

export function workbook(rows: readonly (readonly SheetCell[])[], { shared = false, mac = false, sheet }: WorkbookWay = {}): Blob {
	const texts: string[] = [];
	const cell = (value: SheetCell, at: string): string => {
		if (value === '') return '';
		if (typeof value === 'number') return `<c r="${at}" s="3"><v>${value}</v></c>`;
		if (typeof value === 'string') {
			if (!shared) return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
			texts.push(value);
			return `<c r="${at}" t="s"><v>${texts.length - 1}</v></c>`;
		}
		if ('formula' in value) return `<c r="${at}"><f>${escaped(value.formula)}</f><v>42</v></c>`;
		if ('yes' in value) return `<c r="${at}" t="b"><v>${value.yes ? 1 : 0}</v></c>`;
		if ('seconds' in value) return `<c r="${at}" s="2"><v>${value.seconds / 86_400}</v></c>`;
		const days = Date.parse(value.date) / 86_400_000 + 25_569 - (mac ? 1462 : 0);
		return `<c r="${at}" s="1"><v>${days}</v></c>`;
	};
	const letter = (column: number) => String.fromCharCode(65 + column);
	const lines = rows.map(
		(cells, at) => `<row r="${at + 1}">${cells.map((value, column) => cell(value, `${letter(column)}${at + 1}`)).join('')}</row>`
	);
	const made = `${HEAD}<worksheet ${MAIN}><sheetData>${lines.join('')}</sheetData></worksheet>`;
	const si = texts.map((text) => `<si><r><t xml:space="preserve">${escaped(text)}</t></r><rPh sb="0" eb="1"><t>aloud</t></rPh></si>`);
	const members: PackedMember[] = [
		{ name: '[Content_Types].xml', content: '<Types/>' },
		{ name: 'xl/workbook.xml', content: `${HEAD}<workbook ${MAIN}><workbookPr date1904="${mac ? 1 : 0}"/></workbook>` },
		{ name: 'xl/styles.xml', content: STYLES },
		...(shared ? [{ name: 'xl/sharedStrings.xml', content: `${HEAD}<sst ${MAIN}>${si.join('')}</sst>` }] : []),
		{ name: 'xl/worksheets/sheet1.xml', content: sheet ?? made }
	];
	return packedZip(members);
}
