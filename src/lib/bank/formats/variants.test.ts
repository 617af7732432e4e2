// A hundred and more generated files of each format: what was written is what is read, whatever the style of the bank.
import fc from '../../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import {
	camtFile,
	closingOf,
	csvFile,
	mt940File,
	ofxFile,
	type Account,
	type Booking,
	type CsvStyle
} from '../../../../tests/support/statement-files.ts';
import { written, type Written } from '../../../../tests/support/text-bytes.ts';
import type { ReadStatement } from '../statement.ts';
import { readStatementFile, type ReadOptions } from './read-file.ts';

const FILES = 150;
const utf8 = (text: string) => new TextEncoder().encode(text);
const two = (value: number) => String(value).padStart(2, '0');

const CURRENCIES = [
	{ currency: 'EUR', decimals: 2 },
	{ currency: 'JPY', decimals: 0 },
	{ currency: 'TND', decimals: 3 }
];
const WORDS = [
	'Invoice',
	'F2026-0042',
	'Müller & Söhne',
	'Ñandú <S.L.>',
	'"Zoé" O’Neill',
	"l'eau",
	'株式会社',
	'=1+1',
	'+49 30',
	'-',
	'@x',
	'شركة',
	'100 %',
	'€'
];
const PLAIN = ['INVOICE', 'F2026-0042', 'MUELLER SOEHNE', 'NR. 12', 'OKTOBER', '+49 30', '(12)', 'A,B', 'X=Y', "O'NEIL"];

function phrase(words: readonly string[], most: number) {
	return fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' ').slice(0, most).trim());
}

function bookings(words: readonly string[], decimals: number): fc.Arbitrary<Booking> {
	return fc
		.record({
			month: fc.integer({ min: 1, max: 12 }),
			day: fc.integer({ min: 1, max: 28 }),
			minor: fc.integer({ min: 1, max: 99_999_999 }),
			out: fc.boolean(),
			reference: fc.integer({ min: 100_000, max: 999_999_999 }).map((number) => `R${number}`),
			endToEnd: fc.constantFrom('', 'E2E-2026/17', 'F2026-0001'),
			name: phrase(words, 50),
			account: fc.constantFrom('DE89370400440532013000', 'NL91ABNA0417164300'),
			text: phrase(words, 130)
		})
		.map(({ month, day, minor, out, ...rest }) => {
			const digits = String(minor).padStart(decimals + 1, '0');
			const amount = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
			return { ...rest, date: `2026-${two(month)}-${two(day)}`, amount: out ? `-${amount}` : amount };
		});
}

function accounts(words: readonly string[], currencies = CURRENCIES): fc.Arbitrary<Account> {
	return fc.constantFrom(...currencies).chain(({ currency, decimals }) =>
		fc.array(bookings(words, decimals), { minLength: 1, maxLength: 12 }).map((all) => ({
			iban: 'FR7630006000011234567890189',
			bic: 'AGRIFRPP',
			currency,
			decimals,
			opening: decimals === 0 ? '-1000' : `1000.${'0'.repeat(decimals)}`,
			bookings: all
		}))
	);
}

function read(text: string, options?: ReadOptions): ReadStatement {
	const found = readStatementFile(utf8(text), options);
	if (found.kind !== 'statements') throw new Error(`not read: ${found.table.missing.join()}`);
	expect(found.file.skipped).toEqual([]);
	expect(found.file.statements).toHaveLength(1);
	return found.file.statements[0]!;
}

const one = (text: string) => text.replace(/\s+/g, ' ').trim();

function expectLines(
	statement: ReadStatement,
	account: Account,
	fields: readonly ('name' | 'text' | 'counterAccount' | 'endToEnd')[]
): void {
	expect(statement.currency).toBe(account.currency);
	expect(statement.lines.map(({ date, amount, bankReference }) => ({ date, amount, bankReference }))).toEqual(
		account.bookings.map(({ date, amount, reference }) => ({ date, amount, bankReference: reference }))
	);
	statement.lines.forEach((line, index) => {
		const booking = account.bookings[index]!;
		if (fields.includes('name')) expect(line.name).toBe(one(booking.name));
		if (fields.includes('text')) expect(line.text).toBe(one(booking.text));
		if (fields.includes('counterAccount')) expect(line.counterAccount).toBe(booking.account);
		if (fields.includes('endToEnd') && booking.endToEnd) expect(line.references).toContain(booking.endToEnd);
	});
}

describe('generated statements are read as they were written', () => {
	it('camt.053, versions 2 to 13', () => {
		const style = fc.record({
			version: fc.integer({ min: 2, max: 13 }),
			prefix: fc.constantFrom('', 'ns2:', 'Doc:'),
			newline: fc.constantFrom('', '\n', '\r\n'),
			times: fc.boolean(),
			cdata: fc.boolean(),
			comment: fc.boolean()
		});
		fc.assert(
			fc.property(accounts(WORDS), style, (account, how) => {
				const statement = read(camtFile(account, how));
				expectLines(statement, account, ['name', 'text', 'counterAccount', 'endToEnd']);
				expect(statement).toMatchObject({ account: account.iban, bank: account.bic, opening: { amount: account.opening } });
				expect(statement.closing?.amount).toBe(closingOf(account));
			}),
			{ numRuns: FILES }
		);
	});

	it('OFX 1 and 2', () => {
		const style = fc.record({
			version: fc.constantFrom(1, 2),
			endTags: fc.boolean(),
			newline: fc.constantFrom('\n', '\r\n', ''),
			times: fc.boolean(),
			comma: fc.boolean(),
			lowerCase: fc.boolean()
		});
		fc.assert(
			fc.property(accounts(WORDS), style, (account, how) => {
				// Without an end tag and a new line, a value ends at the next tag all the same.
				const statement = read(ofxFile(account, how));
				account.bookings.forEach(({ name, text }, index) => {
					// A memo that only says the name again says nothing.
					if (one(name) === one(text)) expect(statement.lines[index]!.text).toBe('');
				});
				expectLines(statement, account, ['name', 'counterAccount', 'endToEnd']);
				expect(statement.account).toBe(account.iban);
				expect(statement.closing?.amount).toBe(closingOf(account));
			}),
			{ numRuns: FILES }
		);
	});

	it('MT940, bare and in blocks, on one page and several', () => {
		const style = fc.record({
			details: fc.constantFrom('sepa', 'numbered', 'slashes'),
			mark: fc.constantFrom('?', '<', '^', '~'),
			newline: fc.constantFrom('\r\n', '\n'),
			blocks: fc.boolean(),
			pages: fc.integer({ min: 1, max: 3 }),
			entryDates: fc.boolean(),
			letter: fc.boolean()
		});
		fc.assert(
			fc.property(accounts(PLAIN), style, (account, how) => {
				const statement = read(mt940File(account, how));
				expectLines(statement, account, ['text', 'name', 'counterAccount', ...(how.details === 'numbered' ? [] : (['endToEnd'] as const))]);
				expect(statement).toMatchObject({ account: account.iban, bank: account.bic, opening: { amount: account.opening } });
				expect(statement.closing?.amount).toBe(closingOf(account));
			}),
			{ numRuns: FILES }
		);
	});

	const HEADINGS: CsvStyle['heading'][] = [
		['Date', 'Amount', 'Debit', 'Credit', 'DR/CR', 'Payee', 'Description', 'Transaction ID'],
		['Buchungstag', 'Betrag', 'Soll', 'Haben', 'Soll/Haben', 'Auftraggeber/Empfänger', 'Verwendungszweck', 'Bankreferenz'],
		['Date opération', 'Montant (EUR)', 'Débit', 'Crédit', 'Sens', 'Bénéficiaire', 'Libellé', 'Transaction ID'],
		['Fecha operación', 'Importe', 'Cargo', 'Abono', 'D/C', 'Ordenante', 'Concepto', 'Transaction ID'],
		['Boekdatum', 'Bedrag', 'Debet', 'Credit', 'Af Bij', 'Naam tegenpartij', 'Omschrijving', 'Volgnr'],
		['التاريخ', 'المبلغ', 'مدين', 'دائن', 'DR/CR', 'Name', 'البيان', 'ID']
	];

	it('tables, with the columns found by their headings', () => {
		const style = fc.record({
			delimiter: fc.constantFrom(';', ',', '\t', '|'),
			marks: fc.constantFrom(
				{ decimal: '.', group: '' },
				{ decimal: ',', group: '' },
				{ decimal: ',', group: '.' },
				{ decimal: '.', group: ',' },
				{ decimal: ',', group: ' ' },
				{ decimal: '.', group: '’' }
			),
			dates: fc.constantFrom<(date: string) => string>(
				(date) => date,
				(date) => date.split('-').reverse().join('.'),
				(date) => date.replaceAll('-', ''),
				(date) => `${date.slice(8)} Nov ${date.slice(0, 4)}`,
				(date) => `${date}T10:15:00`
			),
			amounts: fc.constantFrom('signed', 'two-columns', 'direction', 'trailing-minus', 'brackets'),
			heading: fc.constantFrom(...HEADINGS),
			preamble: fc.constantFrom([], ['Kontoauszug'], ['My Bank', '"Account";"12345"', '']),
			newline: fc.constantFrom('\n', '\r\n'),
			quoteAll: fc.boolean(),
			unit: fc.constantFrom('', ' EUR', ' €')
		});
		const words = WORDS.filter((word) => !/^[=+@-]/.test(word));
		fc.assert(
			fc.property(accounts(words, CURRENCIES.slice(0, 1)), style, (account, { marks, ...how }) => {
				const named = how.dates('2026-03-05').includes('Nov');
				const same = named
					? account.bookings.map((booking) => ({ ...booking, date: `2026-11-${booking.date.slice(8)}` }))
					: account.bookings;
				const written = { ...account, bookings: same };
				const file = csvFile(written, { ...how, ...marks } as CsvStyle);
				const found = readStatementFile(utf8(file));
				if (found.kind !== 'table') throw new Error('a table without an account is asked about');
				expect(found.table.missing.filter((part) => part !== 'account' && part !== 'currency')).toEqual([]);
				const layout = { ...found.table.guess, account: account.iban, currency: 'EUR' } as ReadOptions['layout'] & object;
				const statement = read(file, { layout });
				expectLines(statement, written, ['name', 'text']);
				// The next file of the bank is read without a question.
				expect(read(file, { known: new Map([[found.table.signature, layout]]) })).toEqual(statement);
			}),
			{ numRuns: FILES }
		);
	});
});

/** Letters that all pages have; of DOS, one that is told by the letters around it. */
const WESTERN = ['Müller & Söhne', 'Straße', 'Größe', 'réglé', 'Invoice', 'F2026-0042', 'Nr. 12', '(12)'];

function several(currencies = CURRENCIES): fc.Arbitrary<Account[]> {
	const ibans = ['FR7630006000011234567890189', 'DE02120300000000202051', 'BE71096123456769'];
	return fc
		.array(accounts(WESTERN, currencies), { minLength: 1, maxLength: 3 })
		.map((all) => all.map((each, index) => ({ ...each, iban: ibans[index]! })));
}

function readBytes(bytes: Uint8Array, count: number, options?: ReadOptions): ReadStatement[] {
	const found = readStatementFile(bytes, options);
	if (found.kind !== 'statements') throw new Error(`not read: ${found.table.missing.join()}`);
	expect(found.file.skipped).toEqual([]);
	expect(found.file.statements).toHaveLength(count);
	return found.file.statements;
}
const among = (...encodings: Written[]) => fc.constantFrom(...encodings);
const WIDE = ['utf-8', 'utf-8 with a mark', 'utf-16le', 'utf-16be'] as const;

describe('statements of several accounts, in the encodings of banks', () => {
	it('camt.053, with collected bookings, reversals, charges and other currencies', () => {
		const style = fc.record({
			version: fc.integer({ min: 2, max: 13 }),
			prefix: fc.constantFrom('', 'ns2:'),
			newline: fc.constantFrom('', '\n', '\r\n'),
			collected: fc.boolean(),
			extras: fc.boolean(),
			reversals: fc.boolean()
		});
		const encodings = among(...WIDE, 'iso-8859-1', 'windows-1252');
		fc.assert(
			fc.property(several(), style, encodings, (all, how, encoding) => {
				const declared = encoding.startsWith('utf-16') ? 'UTF-16' : encoding.startsWith('utf-8') ? 'UTF-8' : encoding;
				const statements = readBytes(written(camtFile(all, { ...how, encoding: declared }), encoding), all.length);
				statements.forEach((statement, index) => {
					const account = all[index]!;
					const one = account.bookings.length === 1;
					const parts = account.bookings.map((booking, place) =>
						how.collected
							? {
									...booking,
									date: account.bookings[0]!.date,
									reference: one ? booking.reference : `${account.bookings[0]!.reference}/${place + 1}`
								}
							: booking
					);
					expectLines(statement, { ...account, bookings: parts }, ['name', 'text', 'counterAccount', 'endToEnd']);
					for (const line of statement.lines) expect(line.original).toEqual(how.extras ? { currency: 'USD', amount: '12.50' } : undefined);
					expect([statement.account, statement.closing?.amount]).toEqual([account.iban, closingOf(account)]);
				});
			}),
			{ numRuns: FILES }
		);
	});

	it('OFX', () => {
		const style = fc.record({
			version: fc.constantFrom(1, 2),
			endTags: fc.boolean(),
			newline: fc.constantFrom('\n', '\r\n'),
			comma: fc.boolean()
		});
		fc.assert(
			fc.property(several(), style, among(...WIDE, 'windows-1252'), (all, how, encoding) => {
				const charset = encoding !== 'windows-1252' ? 'UTF-8' : how.version === 1 ? '1252' : 'windows-1252';
				const statements = readBytes(written(ofxFile(all, { ...how, charset } as Parameters<typeof ofxFile>[1]), encoding), all.length);
				statements.forEach((statement, index) => {
					expectLines(statement, all[index]!, ['name', 'counterAccount', 'endToEnd']);
					expect(statement.account).toBe(all[index]!.iban);
				});
			}),
			{ numRuns: FILES }
		);
	});

	it('MT940, in the code pages of DOS and Windows too', () => {
		const style = fc.record({
			details: fc.constantFrom('sepa', 'numbered', 'slashes'),
			newline: fc.constantFrom('\r\n', '\n'),
			blocks: fc.boolean(),
			pages: fc.integer({ min: 1, max: 2 })
		});
		fc.assert(
			fc.property(several(), style, among('utf-8', 'windows-1252', 'iso-8859-1', 'ibm850'), (all, how, encoding) => {
				const text = all.map((account) => mt940File(account, how as Parameters<typeof mt940File>[1])).join('');
				const statements = readBytes(written(text, encoding), all.length);
				statements.forEach((statement, index) => {
					expectLines(statement, all[index]!, ['text', 'name', 'counterAccount']);
					expect(statement.account).toBe(all[index]!.iban);
				});
			}),
			{ numRuns: FILES }
		);
	});

	it('tables', () => {
		const style = fc.record({
			delimiter: fc.constantFrom(';', ',', '\t'),
			amounts: fc.constantFrom('signed', 'two-columns', 'direction'),
			newline: fc.constantFrom('\n', '\r\n'),
			quoteAll: fc.boolean()
		});
		fc.assert(
			fc.property(
				accounts(WESTERN, CURRENCIES.slice(0, 1)),
				style,
				among(...WIDE, 'windows-1252', 'iso-8859-1'),
				(account, how, encoding) => {
					const heading: CsvStyle['heading'] = [
						'Datum',
						'Betrag',
						'Soll',
						'Haben',
						'Soll/Haben',
						'Empfänger',
						'Verwendungszweck',
						'Bankreferenz'
					];
					const bytes = written(
						csvFile(account, { ...how, heading, decimal: ',', group: '.', dates: (date) => date } as CsvStyle),
						encoding
					);
					const found = readStatementFile(bytes);
					if (found.kind !== 'table') throw new Error('a table without an account is asked about');
					const layout = { ...found.table.guess, account: account.iban, currency: 'EUR' } as ReadOptions['layout'] & object;
					expectLines(readBytes(bytes, 1, { layout })[0]!, account, ['name', 'text']);
				}
			),
			{ numRuns: FILES }
		);
	});
});
