import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { camtFile, csvFile, mt940File, ofxFile, type Account } from '../../../../tests/support/statement-files.ts';
import type { CsvLayout } from './csv-layout.ts';
import { readStatementFile, type FileRead, type ReadOptions } from './read-file.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));

function statementsOf(found: FileRead) {
	if (found.kind !== 'statements') throw new Error('it asks for columns');
	return found.file;
}
const read = (bytes: Uint8Array | string, options?: ReadOptions) =>
	statementsOf(readStatementFile(typeof bytes === 'string' ? utf8(bytes) : bytes, options));
const refusal = (bytes: Uint8Array | string): unknown => {
	try {
		return read(bytes);
	} catch (cause) {
		return (cause as { problem?: string }).problem ?? cause;
	}
};

const account: Account = {
	iban: 'DE89370400440532013000',
	bic: 'COBADEFF',
	currency: 'EUR',
	decimals: 2,
	opening: '100.00',
	bookings: [
		{
			date: '2026-03-05',
			amount: '1190.00',
			reference: 'B-1',
			endToEnd: 'F2026-0042',
			name: 'Müller GmbH',
			account: 'NL91ABNA0417164300',
			text: 'Rechnung F2026-0042'
		},
		{ date: '2026-03-06', amount: '-12.50', reference: 'B-2', endToEnd: '', name: 'Bank', account: 'X1', text: 'Gebühr' }
	]
};

describe('examples of the standards', () => {
	it('ISO 20022: the statement of AAAA Banken for Finpetrol', () => {
		const { statements, skipped } = read(fixture('iso20022.xml'));
		expect(skipped).toEqual([]);
		expect(statements).toHaveLength(1);
		expect(statements[0]).toMatchObject({
			account: '50000000054910000003',
			holder: 'FINPETROL',
			currency: 'SEK',
			from: '2010-10-18',
			to: '2010-10-18',
			opening: { date: '2010-10-15', amount: '500000.00' },
			closing: { date: '2010-10-18', amount: '435678.50' }
		});
		expect(statements[0]!.lines.map(({ amount, bankReference, name }) => [amount, bankReference, name])).toEqual([
			['105678.50', 'AAAASESS-FP-CN_98765/01', 'MUELLER'],
			['-200000.00', 'AAAASESS-FP-ACCR-01', ''],
			['30000.00', 'AAAASESS-FP-CONF-FX', '']
		]);
		expect(statements[0]!.lines[0]!.references).toEqual(['MUELL/FINP/RA12345']);
	});

	it('OFX: the same statement in both versions', () => {
		const [first, second] = [read(fixture('ofx-1.sgml')), read(fixture('ofx-2.xml'))].map(({ statements }) => statements[0]!);
		for (const statement of [first!, second!]) {
			expect(statement).toMatchObject({ account: '999988', bank: '121099999', currency: 'USD', closing: { amount: '200.29' } });
			expect(statement.lines.map(({ amount, bankReference }) => [amount, bankReference])).toEqual([
				['-200.00', '00002'],
				['-300.00', '00003']
			]);
		}
		expect(first!.lines.map(({ date }) => date)).toEqual(['1996-10-04', '1996-10-20']);
		expect(second!.lines[0]!.references).toEqual(['1000']);
	});

	it('MT940 of the DFÜ-Abkommen', () => {
		const { statements } = read(fixture('dfue-mt940.sta'));
		expect(statements[0]).toMatchObject({
			account: '1234567',
			bank: '10020030',
			opening: { date: '2002-11-01', amount: '2187.95' },
			closing: { date: '2002-11-02', amount: '4387.95' }
		});
		expect(statements[0]!.lines).toMatchObject([
			{ date: '2002-11-02', valueDate: '2002-11-01', amount: '-800.00', text: 'Miete November', name: 'MUELLER' },
			{ date: '2002-11-02', amount: '3000.00', text: 'Gehalt Oktober Firma Mustermann GmbH', counterAccount: '0847564700' }
		]);
	});
});

describe('what banks do beside the standards', () => {
	it('takes a collected booking apart where its parts add up, and not where they do not', () => {
		const detail = (amount: string, name: string) =>
			`<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls><RltdPties><Dbtr><Nm>${name}</Nm></Dbtr></RltdPties></TxDtls>`;
		const file = (second: string) =>
			camtFile({ ...account, bookings: [] }, { version: 2 }).replace(
				'</Stmt>',
				`<Ntry><Amt Ccy="EUR">300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt>
				<AcctSvcrRef>C1</AcctSvcrRef><NtryDtls>${detail('100.00', 'A')}${detail(second, 'B')}</NtryDtls></Ntry></Stmt>`
			);
		const apart = read(file('200.00')).statements[0]!.lines;
		expect(apart.map(({ amount, name, bankReference }) => [amount, name, bankReference])).toEqual([
			['100.00', 'A', 'C1/1'],
			['200.00', 'B', 'C1/2']
		]);
		expect(read(file('199.99')).statements[0]!.lines.map(({ amount }) => amount)).toEqual(['300.00']);
	});

	it('leaves out what is announced and not booked, and says how much that is', () => {
		const text = camtFile(account, { version: 8 }).replace('<Cd>BOOK</Cd>', '<Cd>PDNG</Cd>');
		const file = read(text);
		expect(file.pending).toBe(1);
		expect(file.statements[0]!.lines).toHaveLength(1);
	});

	it('a reversal goes the way its entry says', () => {
		const text = mt940File(account, { details: 'sepa' })
			.replace(/(:61:\d{10})C/, '$1RC')
			.replace(/(:61:\d{10})D/, '$1RD');
		expect(read(text).statements[0]!.lines.map(({ amount }) => amount)).toEqual(['-1190.00', '12.50']);
	});

	it('an entry date around the new year, and the thirtieth of February', () => {
		const text = (dates: string) => mt940File(account, { details: 'sepa' }).replace(/:61:\d{10}/, `:61:${dates}`);
		expect(read(text('2512310102')).statements[0]!.lines[0]).toMatchObject({ date: '2026-01-02', valueDate: '2025-12-31' });
		expect(read(text('2601021231')).statements[0]!.lines[0]).toMatchObject({ date: '2025-12-31', valueDate: '2026-01-02' });
		expect(read(text('2602300228')).statements[0]!.lines[0]).toMatchObject({ date: '2026-02-28' });
	});

	it('what was ordered in another currency is kept', () => {
		const text = camtFile(account, { version: 4 }).replace(
			'</EndToEndId>\n</Refs>',
			'</EndToEndId></Refs><AmtDtls><InstdAmt><Amt Ccy="USD">1300.5</Amt></InstdAmt></AmtDtls>'
		);
		expect(read(text).statements[0]!.lines[0]!.original).toEqual({ amount: '1300.50', currency: 'USD' });
	});

	it.each([
		['utf-8', (text: string) => utf8(`\ufeff${text}`)],
		['windows-1252', (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))],
		['utf-16le', (text: string) => new Uint8Array(Uint16Array.from(`\ufeff${text}`, (letter) => letter.charCodeAt(0)).buffer)],
		['utf-16le', (text: string) => new Uint8Array(Uint16Array.from(text, (letter) => letter.charCodeAt(0)).buffer)]
	])('reads %s', (encoding, encode) => {
		const file = read(encode(mt940File(account, { details: 'sepa' })));
		expect(file.encoding).toBe(encoding);
		expect(file.statements[0]!.lines.map(({ text, name }) => [text, name])).toEqual([
			['Rechnung F2026-0042', 'Müller GmbH'],
			['Gebühr', 'Bank']
		]);
	});

	it('reads the page that the file names, or the person', () => {
		const latin9 = camtFile({ ...account, bookings: [{ ...account.bookings[0]!, name: 'Œuvre ¤' }] }, { version: 2 })
			.replace('UTF-8', 'ISO-8859-15')
			.replace('Œ', '\u00bc');
		const bytes = Uint8Array.from(latin9, (letter) => letter.charCodeAt(0));
		expect(read(bytes).statements[0]!.lines[0]!.name).toBe('Œuvre €');
		expect(read(bytes, { encoding: 'windows-1252' }).statements[0]!.lines[0]!.name).toBe('¼uvre ¤');
	});
});

describe('tables', () => {
	const layout: CsvLayout = {
		delimiter: ';',
		head: 1,
		columns: { date: 0, amount: 1, text: [2] },
		dates: 'dmy',
		decimal: ',',
		account: 'DE1',
		currency: 'EUR'
	};
	const rows = (...lines: string[]) => ['Datum;Betrag;Text', ...lines].join('\n');

	it('says which rows it cannot read, and reads the others', () => {
		const file = read(
			rows('05.03.2026;12,50;a', '31.02.2026;1,00;b', 'Summe;13,50;', '06.03.2026;1,005;c', '07.03.2026;zwölf;d', '08.03.2026;-3;e'),
			{
				layout
			}
		);
		expect(file.skipped.map(({ at, why, found }) => [at, why, found])).toEqual([
			[3, 'date', '31.02.2026'],
			[4, 'date', 'Summe'],
			[5, 'places', '1,005'],
			[6, 'amount', 'zwölf']
		]);
		expect(file.statements[0]!.lines.map(({ amount }) => amount)).toEqual(['12.50', '-3.00']);
	});

	it('works no formula out: in a number it is refused, in a text it is text', () => {
		const file = read(
			rows('05.03.2026;=1+1;a', '06.03.2026;2,00;=HYPERLINK("http://x")', "07.03.2026;'-5,00;'=cmd|x", '08.03.2026;"=""12,00""";b'),
			{
				layout
			}
		);
		expect(file.skipped.map(({ why, found }) => [why, found])).toEqual([['amount', '=1+1']]);
		expect(file.statements[0]!.lines.map(({ amount, text }) => [amount, text])).toEqual([
			['2.00', '=HYPERLINK("http://x")'],
			['-5.00', '=cmd|x'],
			['12.00', 'b']
		]);
	});

	it('asks where a date or an amount could be two', () => {
		const asked = (text: string) => {
			const found = readStatementFile(utf8(text));
			return found.kind === 'table' ? found.table.missing : undefined;
		};
		expect(asked('Date,Amount,Description\n03/05/2026,"1,234",a\n03/05/2026,"2,345",b')).toEqual([
			'dates',
			'decimal',
			'currency',
			'account'
		]);
		expect(asked('Date,Amount,Description\n03/25/2026,"1,234.00",a')).toEqual(['currency', 'account']);
		// One way round the days run on, the other way they jump.
		const days = ['01/12/2026', '02/01/2026', '02/03/2026', '02/11/2026', '03/01/2026'];
		expect(asked(`Date,Amount,Description\n${days.map((day) => `${day},1.50,x`).join('\n')}`)).toEqual(['currency', 'account']);
	});

	it('quoted cells hold marks, quotes and new lines', () => {
		const file = read(rows('"05.03.2026";"1,00";"a;""b""\nc"', '06.03.2026;2,00;d'), { layout });
		expect(file.statements[0]!.lines.map(({ text }) => text)).toEqual(['a;"b" c', 'd']);
		expect(read(rows('"05.03.2026";"1,00";"a\nb"', 'x;2,00;d'), { layout }).skipped[0]!.at).toBe(4);
	});

	it('finds a heading in a language it does not know, and none where there is none', () => {
		const found = readStatementFile(utf8('Konto 12\nPäivä;Summa eur;Saaja\n05.03.2026;12,50;Kahvila\n06.03.2026;-3,00;Kauppa'));
		expect(found).toMatchObject({
			kind: 'table',
			table: {
				heading: ['Päivä', 'Summa eur', 'Saaja'],
				count: 2,
				guess: { head: 2, dates: 'dmy', decimal: ',', columns: { date: 0, amount: 1, text: [2] } }
			}
		});
		expect(readStatementFile(utf8('05.03.2026;12,50;Kahvila\n06.03.2026;-3,00;Kauppa'))).toMatchObject({
			table: { heading: [], signature: '', count: 2, guess: { head: 0 } }
		});
	});

	it('one table can speak of several accounts', () => {
		const several = { ...layout, columns: { ...layout.columns, account: 3, currency: 4 } };
		const { statements } = read(rows('05.03.2026;1,00;a;DE1;EUR', '06.03.2026;2,00;b;DE2;EUR', '07.03.2026;3;c;DE1;JPY'), {
			layout: several
		});
		expect(statements.map(({ account: id, currency, lines }) => [id, currency, lines.map(({ amount }) => amount)])).toEqual([
			['DE1', 'EUR', ['1.00']],
			['DE2', 'EUR', ['2.00']],
			['DE1', 'JPY', ['3']]
		]);
	});
});

describe('files that are no statement', () => {
	const camt = camtFile(account, { version: 2 });
	const bytes = (...head: number[]) => Uint8Array.from([...head, ...utf8('xl/workbook.xml and more')]);

	it.each([
		['nothing', new Uint8Array(0), 'empty'],
		['blanks', ' \n \n', 'empty'],
		['a workbook', bytes(0x50, 0x4b, 3, 4), 'spreadsheet'],
		['an old workbook', bytes(0xd0, 0xcf, 0x11, 0xe0), 'spreadsheet'],
		['a PDF', '%PDF-1.7 …', 'pdf'],
		['a packed file', bytes(0x1f, 0x8b), 'archive'],
		['bytes', Uint8Array.from([1, 2, 3, 0, 0, 7, 9, 1]), 'not-text'],
		['prose', 'Dear Sir,\nno statement this month.', 'unknown-format'],
		['a file cut off', camt.slice(0, -200), 'broken'],
		['tags that cross', '<Document><BkToCstmrStmt></Document></BkToCstmrStmt>', 'broken'],
		['a document type', camt.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>'), 'doctype'],
		['an entity of its own', camt.replace('Rechnung', '&lol;'), 'broken'],
		['an account report', camt.replaceAll('BkToCstmrStmt', 'BkToCstmrAcctRpt').replaceAll('Stmt>', 'Rpt>'), 'not-final'],
		['another XML', '<html><body/></html>', 'no-statement'],
		['an interim MT942', ':20:X\n:25:1/2\n:28C:1\n:34F:EURD0,\n:13D:2601010000+0100\n:61:2601010101C1,00NTRFX\n', 'not-final'],
		['an unknown currency', mt940File(account, { details: 'sepa' }).replaceAll('EUR', 'XXX'), 'no-currency'],
		['OFX cut off', ofxFile(account, { version: 1 }).slice(0, -60), 'broken'],
		['OFX without an account', 'OFXHEADER:100\n\n<OFX><SIGNONMSGSRSV1></SIGNONMSGSRSV1></OFX>', 'no-statement'],
		['a quote without an end', 'Date;Amount;Text\n2026-01-01;"1,00;x', 'broken']
	])('%s', (_, file, problem) => {
		expect(refusal(file)).toBe(problem);
	});

	it('an element within an element without end does not exhaust the stack', () => {
		expect(refusal('<a>'.repeat(100_000))).toBe('broken');
	});

	it('names the line', () => {
		const broken = `${'<Document>\n<BkToCstmrStmt>\n<Stmt>\n'}</Wrong>`;
		expect(() => readStatementFile(utf8(broken))).toThrow(expect.objectContaining({ problem: 'broken', at: 4 }));
	});

	it('an amount that is none is one line fewer, and named', () => {
		const file = read(camt.replace('1190.00', '1.190,00'));
		expect(file.skipped).toEqual([{ at: expect.any(Number) as number, why: 'amount', found: '1.190,00' }]);
		expect(file.statements[0]!.lines).toHaveLength(1);
	});
});

describe('fifty thousand lines', () => {
	const many: Account = {
		...account,
		bookings: Array.from({ length: 50_000 }, (_, index) => ({
			...account.bookings[index % 2]!,
			reference: `R${index}`,
			date: `2026-0${1 + (index % 9)}-1${index % 10}`
		}))
	};
	const layout: CsvLayout = {
		delimiter: ';',
		head: 1,
		columns: { date: 0, amount: 1, name: 2, text: [3], bankReference: 4 },
		dates: 'ymd',
		decimal: '.',
		account: 'DE1',
		currency: 'EUR'
	};
	it.each([
		['camt.053', () => camtFile(many, { version: 8 }), undefined],
		['OFX', () => ofxFile(many, { version: 1 }), undefined],
		['MT940', () => mt940File(many, { details: 'sepa' }), undefined],
		[
			'a table',
			() =>
				csvFile(many, {
					delimiter: ';',
					decimal: '.',
					group: '',
					dates: (date) => date,
					amounts: 'signed',
					heading: ['Date', 'Amount', '', '', '', 'Name', 'Text', 'ID']
				}),
			layout
		]
	])('%s', (_, write, chosen) => {
		const { statements, skipped } = read(write(), chosen && { layout: chosen });
		expect(skipped).toEqual([]);
		expect(statements[0]!.lines).toHaveLength(50_000);
		expect(new Set(statements[0]!.lines.map(({ bankReference }) => bankReference)).size).toBe(50_000);
	});
});
