/**
 * The worker's half of statements: how they, their lines and what is said of lines are folded. [Note: a line once] A line that pays nothing can be
 * erased, with its statement, as long as nobody has to keep it: the file brings it back. One that is booked is a voucher and stays.
 */
import { isDate } from '../documents/dates.ts';
import { bookingsOn, readLine } from '../documents/line-booking.ts';
import { parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import { isAdmin, memberOf } from '../workspace/authority.ts';
import { toHex } from '../workspace/bytes.ts';
import { decodeJson, encodeJson } from '../workspace/json.ts';
import type { FoldResult, Placed, RecordState, RecordType, RowChange } from '../workspace/registry.ts';
import { rowChange } from '../workspace/row-change.ts';
import { lineId, type BankEvent, type BankLine, type BankLineFact, type BankStatement } from './line.ts';
import { BANK_LINE_LIST, BANK_STATEMENT_LIST, lineRow, lineText, statementRow } from './rows.ts';

interface StatementFact {
	kind: 'read';
	statement: BankStatement;
}

export const BANK_STATEMENT_TYPE: RecordType = {
	type: 'bank-statement',
	schema: 1,
	list: BANK_STATEMENT_LIST,
	fold(state, operation, placed, _ledger, recordId): FoldResult {
		if (operation.action === 'remove') return removed(state, placed, 'bank-statement', recordId);
		// Read on another device before, or sent again: it counts once.
		if (state) return { state, rows: [] };
		const statement = operation.action === 'put' ? readStatement(operation.body) : undefined;
		if (!statement) return { state, rows: [], refused: 'unreadable' };
		const body: StatementFact = { kind: 'read', statement };
		const next: RecordState = { type: 'bank-statement', schema: 1, facts: [stated(operation.opId, placed, body)] };
		return { state: next, rows: statementRows(recordId, next) };
	},
	rows: statementRows
};

export const BANK_LINE_TYPE: RecordType = {
	type: 'bank-line',
	schema: 1,
	list: BANK_LINE_LIST,
	fold(state, operation, placed, _ledger, recordId): FoldResult {
		if (operation.action === 'remove') return removed(state, placed, 'bank-line', recordId);
		if (state) return { state, rows: [], ...(state.type !== 'bank-line' && { refused: 'id-taken' }) };
		const line = operation.action === 'put' ? readBankLine(operation.body) : undefined;
		if (!line || lineId(line, placed.hash) !== recordId) return { state, rows: [], refused: 'unreadable' };
		const body: BankLineFact = { kind: 'read', line };
		const next: RecordState = { type: 'bank-line', schema: 1, facts: [stated(operation.opId, placed, body)] };
		return { state: next, rows: lineRows(recordId, next, placed) };
	},
	rows: lineRows
};

/** On a line. */
export const BANK_EVENT_TYPE: RecordType = {
	type: 'bank-event',
	schema: 1,
	saidOfAnother: true,
	fold(state, operation, placed, _ledger, recordId): FoldResult {
		const event = operation.action === 'put' ? readEvent(operation.body) : undefined;
		if (!event) return { state, rows: [], refused: 'unreadable' };
		if (!state || !readLine(state) || state.removed) return { state, rows: [], refused: 'no-source' };
		const said = state.facts.map(({ body }) => (body as BankLineFact).kind).filter((kind) => kind === 'set-aside' || kind === 'taken-up');
		// Said twice it counts once.
		if ((said.at(-1) ?? 'taken-up') === event.kind || state.facts.some(({ opId }) => opId === toHex(operation.opId)))
			return { state, rows: [] };
		const next: RecordState = { ...state, facts: [...state.facts, stated(operation.opId, placed, event)] };
		return { state: next, rows: [], others: new Map([[recordId, next]]) };
	}
};

export function encodeStatement(statement: BankStatement): Uint8Array {
	return encodeJson(statement);
}

export function encodeLine(line: BankLine): Uint8Array {
	return encodeJson(line);
}

export function encodeBankEvent(event: BankEvent): Uint8Array {
	return encodeJson(event);
}

export function statementOf(state: RecordState | undefined): BankStatement | undefined {
	return state?.type === 'bank-statement' ? (state.facts[0]?.body as StatementFact | undefined)?.statement : undefined;
}

function stated(opId: Uint8Array, { n, by }: Placed, body: unknown): RecordState['facts'][number] {
	return { opId: toHex(opId), n, by, body };
}

/** On the way to being erased: by who may erase, and only what no payment rests on. */
function removed(state: RecordState | undefined, { membership, by }: Placed, type: string, id: string): FoldResult {
	if (state?.type !== type) return { state, rows: [], refused: 'no-source' };
	if (!isAdmin(membership, memberOf(membership, by))) return { state, rows: [], refused: 'not-entitled' };
	if (type === 'bank-line' && bookingsOn(state).length > 0) return { state, rows: [], refused: 'line-booked' };
	return { state: { ...state, removed: true }, rows: [{ list: type, id, row: undefined }] };
}

function statementRows(id: string, state: RecordState): RowChange[] {
	const row = () => {
		const statement = statementOf(state);
		return statement && !state.removed ? statementRow(id, statement, state.facts[0]!.n) : undefined;
	};
	return [rowChange('bank-statement', id, row)];
}

function lineRows(id: string, state: RecordState, { n }: Placed): RowChange[] {
	return [
		rowChange(
			'bank-line',
			id,
			() => lineRow(id, state, n),
			() => {
				const line = readLine(state);
				return line && lineText(line);
			}
		)
	];
}

const text = (value: unknown, most = 4000) => typeof value === 'string' && value.length <= most;
const isId = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
const count = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const optionalDate = (value: unknown) => value === undefined || value === '' || (typeof value === 'string' && isDate(value));
const FORMATS: readonly unknown[] = ['camt.053', 'ofx', 'mt940', 'csv'];

/** Bodies from another device: they have the fields of their kind, or are not taken. */
function readBankLine(body: Uint8Array): BankLine | undefined {
	const line = read<BankLine>(body);
	if (!line) return undefined;
	const { account, statement, format, date, valueDate, amount, currency, references, original, copy, round } = line;
	const texts = [account, line.bankReference, line.name, line.counterAccount, line.text].every((each) => text(each));
	if (!texts || !isId(statement) || !FORMATS.includes(format) || !count(copy) || !count(round)) return undefined;
	if (!Array.isArray(references) || references.length > 20 || !references.every((each) => text(each))) return undefined;
	if (typeof date !== 'string' || !isDate(date) || !optionalDate(valueDate) || !isAmount(currency, amount)) return undefined;
	return original === undefined || isAmount(original.currency, original.amount) ? line : undefined;
}

function readStatement(body: Uint8Array): BankStatement | undefined {
	const statement = read<BankStatement>(body);
	if (!statement) return undefined;
	const { format, account, bank, holder, currency, number, from, to, opening, closing, count: lines, layout } = statement;
	const texts = [account, bank, holder, number].every((each) => text(each, 400));
	if (!texts || !FORMATS.includes(format) || !optionalDate(from) || !optionalDate(to) || !count(lines)) return undefined;
	const balances = [opening, closing].every((each) => each === undefined || (optionalDate(each.date) && isAmount(currency, each.amount)));
	const isLayout = layout === undefined || (text(layout.signature) && typeof layout.layout === 'object' && layout.layout !== null);
	return balances && isLayout && isCurrency(currency) ? statement : undefined;
}

function readEvent(body: Uint8Array): BankEvent | undefined {
	const { kind, at } = read<BankEvent>(body) ?? {};
	return (kind === 'set-aside' || kind === 'taken-up') && text(at, 40) ? { kind, at: at! } : undefined;
}

function isAmount(currency: unknown, amount: unknown): boolean {
	return typeof currency === 'string' && isCurrency(currency) && typeof amount === 'string' && parseAmount(currency, amount).ok;
}

function read<T>(body: Uint8Array): T | undefined {
	try {
		const value = decodeJson<T | null>(body);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}
