/** The journal as files: for anybody, for the French tax office, for DATEV. Each is made line by line. */
import { amountString } from '../money/amount.ts';
import { csvRow } from '../exchange/csv/cells.ts';
import { accountOf, type Chart } from './charts.ts';
import type { Entry, EntryLine } from './entry.ts';

/** Number that a party is known by in the books; empty where it has none. */
export type PartyNumber = (id: string) => string;

export const JOURNAL_HEADING = [
	'entry',
	'journal',
	'date',
	'account',
	'account_name',
	'party_number',
	'party_name',
	'document',
	'document_date',
	'text',
	'debit',
	'credit',
	'currency',
	'foreign_amount',
	'foreign_currency',
	'tax',
	'tax_rate'
];

export function journalRows(entry: Entry, index: number, { chart, base, numberOf }: Booking): string {
	return entry.lines
		.map((line) => {
			const { number, name } = accountOf(chart, line);
			const { debit, credit } = sides(line, base);
			return csvRow([
				String(index),
				chart.journals[entry.journal].code,
				entry.date,
				number,
				name,
				line.party ? numberOf(line.party.id) : '',
				line.party?.name ?? '',
				entry.piece,
				entry.pieceDate,
				textOf(entry, chart),
				debit,
				credit,
				base,
				line.foreign ? amountString({ currency: line.foreign.currency, minor: line.foreign.amount }) : '',
				line.foreign?.currency ?? '',
				line.tax?.name ?? '',
				line.tax?.rate ?? ''
			]);
		})
		.join('');
}

export interface Booking {
	chart: Chart;
	/** Currency of the books. */
	base: string;
	numberOf: PartyNumber;
}

/** Empty where it is the other side. */
export function sides({ amount }: EntryLine, base: string): { debit: string; credit: string } {
	const text = amountString({ currency: base, minor: amount < 0n ? -amount : amount });
	return amount > 0n ? { debit: text, credit: '' } : { debit: '', credit: text };
}

export function textOf({ kind, piece, name }: Entry, { words }: Chart): string {
	return [words[kind], piece, name].filter(Boolean).join(' ');
}
