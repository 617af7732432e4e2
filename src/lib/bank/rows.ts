/** The list rows of lines and statements. Amounts in minor units. */
import { bookingsOn, leftOnLine, readLine } from '../documents/line-booking.ts';
import { parseAmount } from '../money/amount.ts';
import type { ColumnKind, ListShape } from '../workspace/lists/shape.ts';
import type { RecordState } from '../workspace/registry.ts';
import type { BankLine, BankLineFact, BankStatement, LineStatus } from './line.ts';
import type { StatementFormat } from './statement.ts';

export interface BankLineRow {
	id: string;
	date: string;
	/** IBAN or number of the account. */
	account: string;
	currency: string;
	/** Below zero what went out. */
	amount: bigint;
	/** What is not booked of it, without its sign; zero of what was set aside. */
	left: bigint;
	status: LineStatus;
	name: string;
	text: string;
	references: string;
	original: string;
	counterAccount: string;
	bankReference: string;
	/** Who it was booked for, and by which payments. */
	parties: string[];
	payments: string[];
	/** Record id of the statement, and its format. */
	statement: string;
	format: StatementFormat;
	/** Grows with each change in the log. */
	changed: number;
}

export interface BankStatementRow {
	id: string;
	account: string;
	currency: string;
	format: StatementFormat;
	number: string;
	from: string;
	to: string;
	/** Empty where the bank said none: decimal strings. */
	opening: string;
	closing: string;
	lines: number;
	/** Of a table's heading. */
	signature: string;
	/** Position in the log at which it came. */
	read: number;
}

export const BANK_LINE_LIST: ListShape = {
	list: 'bank-line',
	columns: {
		date: 'date',
		account: 'value',
		currency: 'value',
		amount: 'amount',
		left: 'amount',
		status: 'value',
		name: 'text',
		text: 'text',
		references: 'text',
		original: 'text',
		counterAccount: 'value',
		bankReference: 'text',
		parties: 'value',
		payments: 'value',
		statement: 'value',
		format: 'value',
		changed: 'count'
	} satisfies Record<Exclude<keyof BankLineRow, 'id'>, ColumnKind>,
	ties: ['changed']
};

export const BANK_STATEMENT_LIST: ListShape = {
	list: 'bank-statement',
	columns: {
		account: 'value',
		currency: 'value',
		format: 'value',
		number: 'text',
		from: 'date',
		to: 'date',
		opening: 'text',
		closing: 'text',
		lines: 'count',
		signature: 'value',
		read: 'count'
	} satisfies Record<Exclude<keyof BankStatementRow, 'id'>, ColumnKind>,
	ties: ['read']
};

export function lineRow(id: string, state: RecordState, changed: number): BankLineRow | undefined {
	const line = readLine(state);
	if (!line || state.removed) return undefined;
	const bookings = bookingsOn(state).map(({ fact }) => fact);
	const left = leftOnLine(state, line);
	const isAside = left > 0n && isSetAside(state);
	return {
		id,
		date: line.date,
		account: line.account,
		currency: line.currency,
		amount: minor(line),
		left: isAside ? 0n : left,
		status: isAside ? 'set-aside' : bookings.length === 0 ? 'open' : left > 0n ? 'partly-booked' : 'booked',
		name: line.name,
		text: line.text,
		references: line.references.join('\n'),
		original: line.original ? `${line.original.currency} ${line.original.amount}` : '',
		counterAccount: line.counterAccount,
		bankReference: line.bankReference,
		parties: [...new Set(bookings.map(({ partyId }) => partyId))],
		payments: bookings.map(({ paymentId }) => paymentId),
		statement: line.statement,
		format: line.format,
		changed
	};
}

/** What a search finds a line by, its amount as "1234.50". */
export function lineText({ amount, name, text, references, counterAccount, bankReference }: BankLine): string {
	return [amount.replace('-', ''), name, text, ...references, counterAccount, bankReference].filter(Boolean).join('\n');
}

/** The last that was said of it counts. */
function isSetAside({ facts }: RecordState): boolean {
	const said = facts.map(({ body }) => (body as BankLineFact).kind).filter((kind) => kind === 'set-aside' || kind === 'taken-up');
	return said.at(-1) === 'set-aside';
}

export function statementRow(id: string, statement: BankStatement, read: number): BankStatementRow {
	const { account, currency, format, number, from, to, opening, closing, count, layout } = statement;
	return {
		id,
		account,
		currency,
		format,
		number,
		from,
		to,
		opening: opening?.amount ?? '',
		closing: closing?.amount ?? '',
		lines: count,
		signature: layout?.signature ?? '',
		read
	};
}

function minor({ currency, amount }: BankLine): bigint {
	const read = parseAmount(currency, amount);
	return read.ok ? read.value.minor : 0n;
}
