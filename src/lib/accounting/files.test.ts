import { describe, expect, it } from 'vitest';
import { encodeAs } from '../exchange/csv/code-pages.ts';
import { CHARTS } from './charts.ts';
import { DATEV_COLUMNS, datevHeading, datevRows, pairs } from './datev.ts';
import type { Entry } from './entry.ts';
import { FEC_FIELDS, FEC_HEADING, fecName, fecRows } from './fec.ts';
import { JOURNAL_HEADING, journalRows } from './text-files.ts';

const party = { id: 'p1', name: 'Société\tÉclair "1"', side: 'client' } as const;
const invoice: Entry = {
	...{ journal: 'sales', kind: 'invoice', date: '2026-01-10', piece: 'F2026-0001', pieceDate: '2026-01-10', name: 'Société Éclair' },
	source: { type: 'document', id: 'd' },
	lines: [
		{ role: 'receivable', amount: 141_100n, party },
		{ role: 'sales', amount: -120_000n },
		{ role: 'output-tax', amount: -21_100n, tax: { name: 'USt', rate: '19', taxable: 120_000n } }
	]
};
const french = { chart: CHARTS.pcg, base: 'EUR', numberOf: () => '00012' };
const german = { ...french, chart: CHARTS.skr03 };
const rows = (text: string, by: string) =>
	text
		.split('\r\n')
		.slice(0, -1)
		.map((row) => row.split(by));

describe('the file for the French tax office', () => {
	it('has 18 fields in their order, one line of the journal to a line', () => {
		expect(FEC_FIELDS).toHaveLength(18);
		expect(rows(FEC_HEADING, '\t')).toEqual([FEC_FIELDS]);
		expect(rows(fecRows(invoice, 7, french), '\t')).toEqual([
			[
				'VE',
				'Ventes',
				'7',
				'20260110',
				'411000',
				'Clients',
				'00012',
				'Société Éclair "1"',
				'F2026-0001',
				'20260110',
				'Facture F2026-0001 Société Éclair',
				'1411,00',
				'0,00',
				'',
				'',
				'20260110',
				'',
				''
			],
			[
				'VE',
				'Ventes',
				'7',
				'20260110',
				'706000',
				'Prestations de services',
				'',
				'',
				'F2026-0001',
				'20260110',
				'Facture F2026-0001 Société Éclair',
				'0,00',
				'1200,00',
				'',
				'',
				'20260110',
				'',
				''
			],
			[
				'VE',
				'Ventes',
				'7',
				'20260110',
				'445710',
				'TVA collectée',
				'',
				'',
				'F2026-0001',
				'20260110',
				'Facture F2026-0001 Société Éclair',
				'0,00',
				'211,00',
				'',
				'',
				'20260110',
				'',
				''
			]
		]);
	});
	it('says other currencies, and a reference where the piece has none', () => {
		const dollars = { ...invoice, piece: '', lines: [{ ...invoice.lines[0]!, foreign: { currency: 'USD', amount: 150_000n } }] };
		const [cells] = rows(fecRows(dollars, 3, french), '\t');
		expect([cells![8], cells![16], cells![17]]).toEqual(['3', '1500,00', 'USD']);
	});
	it('is named by the SIREN and the last day of the year', () => {
		expect(fecName('732 829 320 00074', '2026-12-31')).toBe('732829320FEC20261231.txt');
		expect(fecName('', '2026-12-31')).toBeUndefined();
	});
	it('is in ISO 8859-15', () => {
		expect([...encodeAs('iso-8859-15', 'é€œ')]).toEqual([0xe9, 0xa4, 0xbd]);
		expect(new TextDecoder('iso-8859-15').decode(encodeAs('iso-8859-15', 'Łódź ’25 漢'))).toBe("Lódz '25 ?");
		expect([...encodeAs('windows-1252', '€–')]).toEqual([0x80, 0x96]);
	});
});

describe('the file for DATEV', () => {
	const head = {
		made: '2026-02-01T08:09:10.123Z',
		consultant: 1001,
		client: 1,
		yearStart: '2026-01-01',
		from: '2026-01-01',
		to: '2026-01-31',
		base: 'EUR'
	};
	it('has a heading of 31 fields and 125 columns', () => {
		const [first, second] = rows(datevHeading(head), ';');
		expect(first).toHaveLength(31);
		expect(first!.slice(0, 6)).toEqual(['"EXTF"', '700', '21', '"Buchungsstapel"', '13', '20260201080910123']);
		expect(first!.slice(10, 16)).toEqual(['1001', '1', '20260101', '4', '20260101', '20260131']);
		expect(second).toEqual(DATEV_COLUMNS);
		expect(DATEV_COLUMNS).toHaveLength(125);
		expect([DATEV_COLUMNS[9], DATEV_COLUMNS[13], DATEV_COLUMNS[113], DATEV_COLUMNS[124]]).toEqual([
			'Belegdatum',
			'Buchungstext',
			'Festschreibung',
			'Abw. Skontokonto'
		]);
	});
	it('books in pairs of account and counter account, in whole', () => {
		const told = rows(datevRows(invoice, 1, german), ';').map((cells) => [
			cells[0],
			cells[1],
			cells[6],
			cells[7],
			cells[9],
			cells[10],
			cells[13]
		]);
		expect(told).toEqual([
			['1200,00', '"S"', '10012', '8200', '1001', '"F2026-0001"', '"Rechnung F2026-0001 Société Éclair"'],
			['211,00', '"S"', '10012', '1776', '1001', '"F2026-0001"', '"Rechnung F2026-0001 Société Éclair"']
		]);
	});
	it('puts who has no number of at most five digits on the last account', () => {
		const supplier = { ...invoice.lines[0]!, role: 'payable', party: { ...party, side: 'supplier' } } as const;
		for (const number of ['', 'K-1', '123456789']) {
			const [cells] = rows(
				datevRows({ ...invoice, lines: [supplier, ...invoice.lines.slice(1)] }, 1, { ...german, numberOf: () => number }),
				';'
			);
			expect(cells![6]).toBe('99999');
		}
	});
	it('divides any entry without losing a cent', () => {
		const found = pairs([
			{ role: 'bank', amount: 7n },
			{ role: 'cost', amount: 5n },
			{ role: 'sales', amount: -9n },
			{ role: 'output-tax', amount: -3n }
		]);
		expect(found.map(({ debit, credit, amount }) => [debit.role, credit.role, amount])).toEqual([
			['bank', 'sales', 7n],
			['cost', 'sales', 2n],
			['cost', 'output-tax', 3n]
		]);
	});
});

it('the plain journal names every side, and no cell is a formula', () => {
	const sly = { ...invoice, piece: '=HYPERLINK("x")', lines: [{ ...invoice.lines[0]!, party: { ...party, name: '@SUM(A1)' } }] };
	const [row] = journalRows(sly, 1, french).split('\r\n');
	expect(row).toContain(`'@SUM(A1)`);
	expect(row).toContain(`"'=HYPERLINK(""x"")"`);
	expect(row!.match(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g)).toHaveLength(JOURNAL_HEADING.length - 1);
});
