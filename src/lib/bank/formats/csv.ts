/** A bank's table read by a layout. One statement for each account and currency it speaks of. */
import { isCurrency } from '../../money/currencies.ts';
import type { ReadLine, ReadStatement, SkippedLine, StatementFile } from '../statement.ts';
import { cellAmount, cellDate } from './csv-cells.ts';
import type { CsvLayout } from './csv-layout.ts';
import { bare, type Row } from './csv-table.ts';
import { directionOf } from './csv-words.ts';
import { accountNumber, inCurrency, negated, references, shortened } from './values.ts';

/** @param layout that nothing is missing of */
export function readRows(rows: readonly Row[], layout: CsvLayout): Omit<StatementFile, 'encoding'> {
	const statements = new Map<string, ReadStatement>();
	const skipped: SkippedLine[] = [];
	for (const row of rows.slice(layout.head)) {
		const read = lineOf(row, layout);
		if ('why' in read) {
			skipped.push(read);
			continue;
		}
		const { account, line } = read;
		const key = `${account} ${line.currency}`;
		let statement = statements.get(key);
		if (!statement) {
			const empty = { bank: '', holder: '', number: '', from: line.date, to: line.date, lines: [] };
			statements.set(key, (statement = { format: 'csv', account, currency: line.currency, ...empty }));
		}
		statement.lines.push(line);
		if (line.date < statement.from) statement.from = line.date;
		if (line.date > statement.to) statement.to = line.date;
	}
	return { statements: [...statements.values()], skipped, pending: 0 };
}

function lineOf(row: Row, layout: CsvLayout): { account: string; line: ReadLine } | SkippedLine {
	const { columns } = layout;
	const cell = (index: number | undefined) => (index === undefined ? '' : bare(row.cells[index] ?? ''));
	const skip = (why: SkippedLine['why'], found: string): SkippedLine => ({ at: row.at, why, found: shortened(found, 60) });
	const date = cellDate(cell(columns.date), layout.dates);
	if (!date) return skip('date', cell(columns.date) || row.cells.join(' '));
	const currency = (cell(columns.currency).toUpperCase() || layout.currency).trim();
	if (!isCurrency(currency)) return skip('currency', currency);
	const amount = amountOf(cell, layout, currency);
	if (!amount.ok) return skip(amount.why, amount.found);
	const value = columns.valueDate === undefined ? undefined : cellDate(cell(columns.valueDate), layout.dates);
	const texts = (columns.text ?? []).map(cell).filter(Boolean);
	return {
		account: accountNumber(cell(columns.account)) || accountNumber(layout.account),
		line: {
			date,
			...(value && value !== date && { valueDate: value }),
			amount: amount.value,
			currency,
			bankReference: references(cell(columns.bankReference))[0] ?? '',
			name: shortened(cell(columns.name), 140),
			counterAccount: accountNumber(cell(columns.counterAccount)).slice(0, 60),
			text: shortened([...new Set(texts)].join(' ')),
			references: references(cell(columns.reference))
		}
	};
}

type Amount = { ok: true; value: string } | { ok: false; why: SkippedLine['why']; found: string };

function amountOf(cell: (index: number | undefined) => string, { columns, decimal, inverted }: CsvLayout, currency: string): Amount {
	const read = (found: string, out?: boolean): Amount => {
		const plain = cellAmount(found, decimal);
		if (plain === undefined) return { ok: false, why: 'amount', found };
		const exact = inCurrency(currency, plain);
		if (!exact.ok) return { ...exact, found };
		const turned = out === undefined ? exact.value : out ? below(exact.value) : exact.value;
		return { ok: true, value: inverted ? negated(turned) : turned };
	};
	if (columns.amount !== undefined) {
		const found = cell(columns.amount);
		if (columns.sign === undefined) return read(found);
		const direction = directionOf(cell(columns.sign));
		if (!direction) return { ok: false, why: 'amount', found: cell(columns.sign) };
		// Some write the sign and the word, some the word alone.
		return read(found, direction === 'out');
	}
	const [debit, credit] = [cell(columns.debit), cell(columns.credit)];
	const [out, into] = [debit === '' ? undefined : read(debit, true), credit === '' ? undefined : read(credit)];
	if (out && !out.ok) return out;
	if (into && !into.ok) return into;
	// Both columns may be filled, one of them with zero.
	if (out && !isZero(out.value) && into && !isZero(into.value)) return { ok: false, why: 'amount', found: `${debit} ${credit}` };
	const only = out && !isZero(out.value) ? out : (into ?? out);
	return only ?? { ok: false, why: 'amount', found: '' };
}

function below(amount: string): string {
	return amount.startsWith('-') || isZero(amount) ? amount : `-${amount}`;
}

function isZero(amount: string): boolean {
	return /^-?[0.]+$/.test(amount);
}
