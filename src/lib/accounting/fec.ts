/**
 * Fichier des écritures comptables (article A. 47 A-1 of the Livre des procédures fiscales): 18 fields between tabs, one line of the journal to a line,
 * ISO 8859-15, dates YYYYMMDD, decimal comma, named after the SIREN and the last day of the fiscal year.
 */
import { amountString } from '../money/amount.ts';
import { accountOf } from './charts.ts';
import type { Entry } from './entry.ts';
import { sides, textOf, type Booking } from './text-files.ts';

export const FEC_FIELDS = [
	'JournalCode',
	'JournalLib',
	'EcritureNum',
	'EcritureDate',
	'CompteNum',
	'CompteLib',
	'CompAuxNum',
	'CompAuxLib',
	'PieceRef',
	'PieceDate',
	'EcritureLib',
	'Debit',
	'Credit',
	'EcritureLet',
	'DateLet',
	'ValidDate',
	'Montantdevise',
	'Idevise'
];

export const FEC_HEADING = `${FEC_FIELDS.join('\t')}\r\n`;

/** @param siren nine digits, or a SIRET that begins with them @param closing last day of the fiscal year */
export function fecName(siren: string, closing: string): string | undefined {
	const digits = siren.replace(/\D/g, '').slice(0, 9);
	return digits.length === 9 ? `${digits}FEC${compact(closing)}.txt` : undefined;
}

/** @param index on one sequence through the whole file, from 1 */
export function fecRows(entry: Entry, index: number, { chart, base, numberOf }: Booking): string {
	const { code, name: journal } = chart.journals[entry.journal];
	const rows = entry.lines.map((line) => {
		const { number, name } = accountOf(chart, line);
		const { debit, credit } = sides(line, base);
		return [
			code,
			journal,
			String(index),
			compact(entry.date),
			number,
			name,
			line.party ? numberOf(line.party.id) : '',
			line.party?.name ?? '',
			// A piece without a number still needs a reference: that of the entry.
			entry.piece || String(index),
			compact(entry.pieceDate),
			textOf(entry, chart),
			decimal(debit || '0.00'),
			decimal(credit || '0.00'),
			'',
			'',
			compact(entry.date),
			line.foreign ? decimal(amountString({ currency: line.foreign.currency, minor: line.foreign.amount })) : '',
			line.foreign?.currency ?? ''
		];
	});
	return rows.map((cells) => `${cells.map(plain).join('\t')}\r\n`).join('');
}

function compact(date: string): string {
	return date.replaceAll('-', '');
}

function decimal(text: string): string {
	return text.replace('.', ',');
}

/** The file has no way to quote. */
function plain(cell: string): string {
	return cell.replace(/\s+/g, ' ').trim();
}
