// Files with the structure and the peculiarities of those that other programs test their readers with: fixtures/README.md names each source.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReadLine } from '../statement.ts';
import type { CsvLayout } from './csv-layout.ts';
import { readStatementFile } from './read-file.ts';

const bytes = (name: string) => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
function read(name: string, layout?: CsvLayout) {
	const found = readStatementFile(bytes(name), layout && { layout });
	if (found.kind !== 'statements') throw new Error(`asks for ${found.table.missing.join()}`);
	return found.file;
}
function tableOf(name: string) {
	const found = readStatementFile(bytes(name));
	if (found.kind !== 'table') throw new Error('asks for nothing');
	return found.table;
}
const said = ({ date, amount, name, counterAccount, text, references }: ReadLine) => [date, amount, name, counterAccount, text, references];

describe('camt.053', () => {
	it('lines without a day are of the only day of their statement', () => {
		const { statements, skipped } = read('camt-undated.xml');
		expect(skipped).toEqual([]);
		expect(statements).toMatchObject([
			{ account: 'LT127300010000000001', opening: { amount: '1000.50' }, closing: { amount: '1240.30' }, from: '2026-03-09' },
			{ account: 'LT127300010000000002', lines: [] }
		]);
		expect(statements[0]!.lines.map(({ date, amount, bankReference }) => [date, amount, bankReference])).toEqual([
			['2026-03-09', '240.00', 'A1'],
			['2026-03-09', '-0.20', 'A2']
		]);
	});

	it('a line without a day on a statement of several is skipped', () => {
		const text = new TextDecoder().decode(bytes('camt-undated.xml')).replace('<Dt>2026-03-09</Dt>', '<Dt>2026-03-08</Dt>');
		const found = readStatementFile(new TextEncoder().encode(text));
		expect(found.kind === 'statements' && found.file.skipped.map(({ why }) => why)).toEqual(['date', 'date']);
	});

	it('Swiss: collected payments are taken apart, charges change no amount, and words for machines are no text', () => {
		const { statements } = read('camt-swiss.xml');
		expect(statements[0]!.lines.map(said)).toEqual([
			['2026-04-30', '150.00', 'Pia Muster', '', '', ['210000000003139471430009017']],
			['2026-04-30', '250.00', 'Hans Beispiel', '', '', ['RF18539007547034']],
			['2026-04-30', '-24.50', '', '', 'ÜBRIGE: KONTOAUSZUG PAPIER', []]
		]);
		expect(statements[0]!.closing?.amount).toBe('475.50');
	});

	it('German: parts with their own amounts, a reversal, an announced line, an account overdrawn', () => {
		const { statements, pending, encoding } = read('camt-german.xml');
		expect([pending, encoding]).toEqual([1, 'windows-1252']);
		expect(statements[0]).toMatchObject({ holder: 'Büro Süd', opening: { amount: '-33.06' }, closing: { amount: '-39.06' } });
		expect(statements[0]!.lines.map(said)).toEqual([
			['2026-12-27', '-3.50', 'Käfer & Co', 'DE02120300000000202051', 'Rechnung 4711', []],
			['2026-12-27', '-2.50', 'Müller', '', '', []],
			['2026-12-27', '1.00', '', '', 'RÜCKBUCHUNG', []],
			['2026-12-27', '-1.00', '', '', '', []]
		]);
	});
});

describe('MT940', () => {
	it('field NS in a code page of DOS', () => {
		const { statements, encoding } = read('ns.sta');
		expect(encoding).toBe('ibm850');
		expect(statements).toHaveLength(1);
		expect(statements[0]).toMatchObject({ account: '1222333444', number: '1/1', holder: 'Beispiel GmbH', closing: { amount: '167.60' } });
		expect(statements[0]!.lines.map(said)).toEqual([
			['2026-03-20', '50.00', 'Meyer & Söhne Baustoffe KG', '4279070017', 'Rechnung F2026-0042 vom 1. März', ['68790452']],
			['2026-03-22', '-2.40', '', '', 'Gebühr', []],
			['2026-03-22', '20.00', '', '', '', []]
		]);
	});

	it('Dutch: the other account stands below the line', () => {
		expect(read('rabobank.sta').statements[0]!.lines.map(said)).toEqual([
			['2026-04-03', '-127.50', 'Voorbeeld Koffie B.V.', 'NL91ABNA0417164300', '674725433', ['02-04-2026 22:56 1120000153447185']],
			['2026-04-03', '169.90', 'Bedrijf B.V.', '0663616476', 'NR.202603-111 11.3.2026NR.202603-112 11.3.2026', []]
		]);
	});

	it('German: what follows a reference that ends with its field is text', () => {
		expect(read('sepa-short-fields.sta').statements[0]!.lines.map(said)).toEqual([
			['2026-09-04', '300.00', '', '', 'MTLG:Grund nicht genannt, Rueckgabe einer Ueberweisung', ['E2E 2026 00005']],
			['2026-09-04', '-50.00', 'BEISPIEL GMBH KOELN', '', 'Rechnung 4711 vom 3. September', ['E-17', 'K-9']]
		]);
	});

	it('text between slashes, an amount ordered in another currency, kinds of two letters and none', () => {
		const { lines } = read('swift-benm.sta').statements[0]!;
		expect(lines.map(said)).toEqual([
			['2026-12-01', '-80.00', '', '', 'PRIMER BANKA AD SKOPJE Mesecna provizija', ['25594900']],
			['2012-03-29', '-20000.00', '', '', 'PAYMENT OF INVOICES 204011665', ['1004688128']],
			['2026-12-01', '-20.00', '', '', 'KOSTEN VAN DE REKENING', []],
			['2026-06-01', '-20.00', '', '', '999STANDING ORDER', []]
		]);
		expect(lines[1]!.original).toEqual({ currency: 'USD', amount: '2853.12' });
	});
});

describe('OFX', () => {
	it('decimal commas, a bare ampersand, a line that is only a balance', () => {
		const { statements, skipped } = read('ofx-comma.ofx');
		expect(statements[0]!.lines.map(said)).toEqual([
			['2026-09-01', '-11.76', '', '', 'TARIFA COBRANÇA Amazon & Cloud 3/3', ['00190944']],
			['2026-09-02', '1250.00', '', '', 'PIX RECEBIDO JOÃO', []]
		]);
		expect(skipped.map(({ why, found }) => [why, found])).toEqual([['amount', '.']]);
	});

	it('empty tags, and a currency that only the line says', () => {
		const { statements } = read('ofx-empty-tags.ofx');
		expect(statements[0]).toMatchObject({ currency: 'AUD', account: '12345678' });
		expect(statements[0]!.closing).toBeUndefined();
		expect(statements[0]!.lines.map(said)).toEqual([['2026-05-07', '12.34', '', '', 'Transfer F2026-0007', []]]);
	});

	it('a card and an account in one file', () => {
		const { statements } = read('ofx-two-accounts.ofx');
		expect(statements.map(({ account, lines, closing }) => [account, closing?.amount, ...lines.map(said)])).toEqual([
			['XXXXXXXXXXXX1111', '-19.99', ['2026-08-10', '-19.99', 'Example Hosting', '', '', []]],
			['123456', '2300.00', ['2026-08-11', '-80.00', '', '', '', ['1025']]]
		]);
	});
});

describe('tables', () => {
	it('Belgian: nothing has to be asked', () => {
		const table = tableOf('belgian.csv');
		expect(table.missing).toEqual([]);
		const { statements } = read('belgian.csv', table.guess as CsvLayout);
		expect(statements).toMatchObject([{ account: 'BE68539007547034', currency: 'EUR' }]);
		expect(statements[0]!.lines.map(said)).toEqual([
			['2026-02-28', '-3.40', '', '', 'BIJDRAGE 01-02-2026 - 28-02-2026', []],
			['2026-02-28', '1210.00', 'JANSSENS EN ZONEN', 'BE71096123456769', 'OVERSCHRIJVING', ['+++090/9337/55493+++']]
		]);
	});

	it('Hungarian: the amount is not mistaken for the balance beside it', () => {
		const table = tableOf('hungarian.csv');
		expect(table.missing).toEqual([]);
		expect(read('hungarian.csv', table.guess as CsvLayout).statements[0]!.lines.map(said)).toEqual([
			['2026-04-19', '-350.00', 'Minta Kft.', '1177301611111018', 'Díj', []],
			['2026-04-17', '1290.00', 'Példa Bt.', '1177301633333333', 'F2026-0003', []]
		]);
	});

	it('one row of an app; a formula in it stays the text it is', () => {
		const table = tableOf('app.csv');
		expect(table.missing).toEqual(['account']);
		const file = read('app.csv', { ...table.guess, account: 'APP', currency: 'GBP' } as CsvLayout);
		expect(file.statements[0]!.lines.map(said)).toEqual([['2026-02-25', '-10.00', '', '', '=HYPERLINK("http://x")', []]]);
	});

	it('rows that are only announced are left out and said', () => {
		const table = tableOf('card.csv');
		expect(table.missing).toEqual(['currency', 'account']);
		const file = read('card.csv', { ...table.guess, account: 'CARD', currency: 'GBP', inverted: true } as CsvLayout);
		expect(file.statements[0]!.lines.map(said)).toEqual([['2026-12-12', '-1183.23', '', '', 'INSURANCE 01222 61234 GBR', []]]);
		expect(file.skipped.map(({ why, found }) => [why, found])).toEqual([['date', 'Pending']]);
	});

	it('of gross, fee and net, the net moved the balance', () => {
		const table = tableOf('wallet.csv');
		expect(table.missing).toEqual(['account']);
		const file = read('wallet.csv', { ...table.guess, account: 'WALLET', currency: 'USD' } as CsvLayout);
		expect(file.statements[0]!.lines.map(({ amount }) => amount)).toEqual(['96.80', '-96.80']);
	});
});
