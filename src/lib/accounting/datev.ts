/**
 * DATEV format, Buchungsstapel (EXTF, header version 700, category 21, version 13): two lines of heading and one booking to a line, between semicolons,
 * Windows-1252. A booking names an account and its counter account, so an entry of several lines is divided into pairs. Taxes are booked on accounts of
 * their own and no tax key is given: DATEV must not compute them a second time.
 */
import { amountString } from '../money/amount.ts';
import { accountOf } from './charts.ts';
import type { Entry, EntryLine } from './entry.ts';
import { textOf, type Booking } from './text-files.ts';

const numbered = (count: number, ...names: string[]) =>
	Array.from({ length: count }, (_, at) => names.map((name) => `${name} ${at + 1}`)).flat();

export const DATEV_COLUMNS = [
	...['Umsatz (ohne Soll/Haben-Kz)', 'Soll/Haben-Kennzeichen', 'WKZ Umsatz', 'Kurs', 'Basis-Umsatz', 'WKZ Basis-Umsatz', 'Konto'],
	...['Gegenkonto (ohne BU-Schlüssel)', 'BU-Schlüssel', 'Belegdatum', 'Belegfeld 1', 'Belegfeld 2', 'Skonto', 'Buchungstext'],
	...['Postensperre', 'Diverse Adressnummer', 'Geschäftspartnerbank', 'Sachverhalt', 'Zinssperre', 'Beleglink'],
	...numbered(8, 'Beleginfo - Art', 'Beleginfo - Inhalt'),
	...['KOST1 - Kostenstelle', 'KOST2 - Kostenstelle', 'Kost-Menge', 'EU-Land u. UStID (Bestimmung)', 'EU-Steuersatz (Bestimmung)'],
	...['Abw. Versteuerungsart', 'Sachverhalt L+L', 'Funktionsergänzung L+L', 'BU 49 Hauptfunktionstyp', 'BU 49 Hauptfunktionsnummer'],
	'BU 49 Funktionsergänzung',
	...numbered(20, 'Zusatzinformation - Art', 'Zusatzinformation- Inhalt'),
	...['Stück', 'Gewicht', 'Zahlweise', 'Forderungsart', 'Veranlagungsjahr', 'Zugeordnete Fälligkeit', 'Skontotyp', 'Auftragsnummer'],
	...['Buchungstyp', 'USt-Schlüssel (Anzahlungen)', 'EU-Land (Anzahlungen)', 'Sachverhalt L+L (Anzahlungen)'],
	...['EU-Steuersatz (Anzahlungen)', 'Erlöskonto (Anzahlungen)', 'Herkunft-Kz', 'Buchungs GUID', 'KOST-Datum', 'SEPA-Mandatsreferenz'],
	...['Skontosperre', 'Gesellschaftername', 'Beteiligtennummer', 'Identifikationsnummer', 'Zeichnernummer', 'Postensperre bis'],
	...['Bezeichnung SoBil-Sachverhalt', 'Kennzeichen SoBil-Buchung', 'Festschreibung', 'Leistungsdatum', 'Datum Zuord. Steuerperiode'],
	...['Fälligkeit', 'Generalumkehr (GU)', 'Steuersatz', 'Land', 'Abrechnungsreferenz', 'BVV-Position', 'EU-Land u. UStID (Ursprung)'],
	...['EU-Steuersatz (Ursprung)', 'Abw. Skontokonto']
];

export interface DatevHead {
	/** When it was made: instant, ISO 8601. */
	made: string;
	/** Numbers of the consultant and of the client there; 1001 and 1 where nobody gave them. */
	consultant: number;
	client: number;
	/** First day of the fiscal year. */
	yearStart: string;
	from: string;
	to: string;
	base: string;
}

export function datevHeading({ made, consultant, client, yearStart, from, to, base }: DatevHead): string {
	const stamp = made.replace(/\D/g, '').slice(0, 17).padEnd(17, '0');
	const cells = [
		...['"EXTF"', '700', '21', '"Buchungsstapel"', '13', stamp, '', '"WB"', '""', '""'],
		...[String(consultant), String(client), compact(yearStart), '4', compact(from), compact(to), '"Waxbill"', '""', '1', '0', '0'],
		...[quoted(base), '', '""', '', '', '"03"', '', '', '""', '""']
	];
	return `${cells.join(';')}\r\n${DATEV_COLUMNS.join(';')}\r\n`;
}

/** The year of a booking is that of the heading's dates: a stack is of one fiscal year. */
export function datevRows(entry: Entry, _index: number, booking: Booking): string {
	return pairs(entry.lines)
		.map(({ debit, credit, amount }) => {
			const cells = DATEV_COLUMNS.map(() => '');
			cells[0] = amountString({ currency: booking.base, minor: amount }).replace('.', ',');
			cells[1] = '"S"';
			cells[2] = quoted(booking.base);
			cells[6] = accountNumber(debit, booking);
			cells[7] = accountNumber(credit, booking);
			cells[9] = `${entry.date.slice(8, 10)}${entry.date.slice(5, 7)}`;
			cells[10] = quoted(entry.piece.replace(/[^\w$&%*+/-]/g, '').slice(0, 36));
			cells[13] = quoted(textOf(entry, booking.chart).replace(/\s+/g, ' ').slice(0, 60));
			cells[113] = '0';
			return `${cells.join(';')}\r\n`;
		})
		.join('');
}

/** Debits against credits, the largest first, until nothing is left. */
export function pairs(lines: readonly EntryLine[]): { debit: EntryLine; credit: EntryLine; amount: bigint }[] {
	const left = (sign: 1n | -1n) =>
		lines
			.map((line) => ({ line, rest: line.amount * sign }))
			.filter(({ rest }) => rest > 0n)
			.sort((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : 0));
	const [debits, credits] = [left(1n), left(-1n)];
	const found: { debit: EntryLine; credit: EntryLine; amount: bigint }[] = [];
	for (let [d, c] = [0, 0]; d < debits.length && c < credits.length;) {
		const [debit, credit] = [debits[d]!, credits[c]!];
		const amount = debit.rest < credit.rest ? debit.rest : credit.rest;
		found.push({ debit: debit.line, credit: credit.line, amount });
		debit.rest -= amount;
		credit.rest -= amount;
		if (debit.rest === 0n) d++;
		if (credit.rest === 0n) c++;
	}
	return found;
}

/** Clients and suppliers have accounts of five digits, by their number; who has none, or a longer one, is on the last of them. */
function accountNumber(line: EntryLine, { chart, numberOf }: Booking): string {
	const { party, role } = line;
	if (!party || (role !== 'receivable' && role !== 'payable')) return accountOf(chart, line).number;
	const [first, most] = party.side === 'client' ? [10_000, 59_999] : [70_000, 29_999];
	const number = numberOf(party.id);
	const own = /^\d{1,9}$/.test(number) ? Number(number) : most;
	return String(first + (own < most ? own : most));
}

function compact(date: string): string {
	return date.replaceAll('-', '');
}

function quoted(text: string): string {
	return `"${text.replaceAll('"', '""')}"`;
}
