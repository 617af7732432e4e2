/** Statements into the books. [Note: a line once] */
import type { StatementCheck, StatementInput } from '../bank/api.ts';
import { identityOf, lineId, statementId, type BankLine, type BankStatement } from '../bank/line.ts';
import { encodeLine, encodeStatement } from '../bank/records.ts';
import type { BankLineRow, BankStatementRow } from '../bank/rows.ts';
import type { ReadLine } from '../bank/statement.ts';
import { parseAmount } from '../money/amount.ts';
import { saveInBulk } from '../workspace/bulk.ts';
import { hashHex, type Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Told how far it is; answers false to stop. */
export type Watch = (fraction: number) => boolean | void | Promise<boolean | void>;
type NewLine = Omit<BankLine, 'round' | 'statement'>;

export async function importStatements(
	workspace: Workspace,
	inputs: readonly StatementInput[],
	watch: Watch = () => undefined
): Promise<number> {
	const stop = new AbortController();
	const all = inputs.reduce((sum, { statement }) => sum + statement.lines.length, 0);
	let done = 0;
	let taken = 0;
	for (const input of inputs) {
		const id = await writeStatement(workspace, input);
		const lines = wantedLines(workspace, input);
		const write = async (transaction: Transaction, line: NewLine) => {
			if (await writeLine(transaction, { ...line, statement: id })) taken++;
		};
		const progress = (written: number) =>
			void Promise.resolve(watch((done + written) / Math.max(1, all))).then((goOn) => goOn === false && stop.abort());
		const ids = (line: NewLine) => [lineId({ ...line, round: 0 }, hashHex)];
		try {
			await saveInBulk(workspace, lines, write, { ids, progress, signal: stop.signal });
		} catch (cause) {
			// What was taken stays: the same file goes on from there.
			if (stop.signal.aborted) return taken;
			throw cause;
		}
		done += input.statement.lines.length;
	}
	return taken;
}

/** Reads nothing into the books. */
export async function checkStatement(workspace: Workspace, input: StatementInput): Promise<StatementCheck> {
	const { statement } = input;
	const { opening, closing, currency } = statement;
	const lines = numbered(input);
	const known = await knownOf(workspace, lines);
	const check: StatementCheck = {
		fresh: lines.length - known.size,
		known: known.size,
		twins: twinsOf(workspace, lines, known).size,
		sums: 'unknown'
	};
	if (opening && closing) {
		const sum = statement.lines.reduce((total, line) => total + minor(currency, line.amount), minor(currency, opening.amount));
		const difference = minor(currency, closing.amount) - sum;
		const isWhole = statement.lines.every((line) => line.currency === currency);
		if (isWhole) Object.assign(check, difference === 0n ? { sums: 'right' } : { sums: 'differ', difference });
	}
	const before = opening && newestBefore(workspace, statement.account, currency, statement.from);
	if (before && before.closing !== '' && before.closing !== opening.amount) check.gapAfter = before.to;
	return check;
}

/** The statement's own record; where it was erased before, the next of its kind. */
async function writeStatement(workspace: Workspace, { statement, layout }: StatementInput): Promise<string> {
	const { lines, ...rest } = statement;
	const kept: BankStatement = { ...rest, count: lines.length, ...(layout && { layout }) };
	return workspace.save(async (transaction) => {
		for (let round = 0; ; round++) {
			const id = statementId({ ...kept, round }, hashHex);
			const state = await transaction.read(id);
			if (state?.erased) continue;
			if (!state) await transaction.add('bank-statement', id, 'put', encodeStatement(kept));
			return id;
		}
	});
}

/** False when the books have it. */
async function writeLine(transaction: Transaction, line: Omit<BankLine, 'round'>): Promise<boolean> {
	for (let round = 0; ; round++) {
		const id = lineId({ ...line, round }, hashHex);
		const state = await transaction.read(id);
		if (state?.erased) continue;
		if (!state) await transaction.add('bank-line', id, 'put', encodeLine({ ...line, round }));
		return !state;
	}
}

/** Those to take: read before they are written, so that a line is not its own twin. */
async function* wantedLines(workspace: Workspace, input: StatementInput): AsyncGenerator<NewLine> {
	const lines = numbered(input);
	const twins = input.skipTwins ? twinsOf(workspace, lines, await knownOf(workspace, lines)) : new Set<NewLine>();
	for (const line of lines) if (!twins.has(line)) yield line;
}

/** Lines equal in all the bank says of them are counted, in the order of the file. */
function numbered({ statement: { account, format, lines }, onlyIn }: StatementInput): NewLine[] {
	const copies = new Map<string, number>();
	return lines.filter(({ amount }) => !onlyIn || !amount.startsWith('-')).map((line) => number(line));

	function number(line: ReadLine): NewLine {
		const identity = identityOf({ ...line, account });
		const copy = copies.get(identity) ?? 0;
		copies.set(identity, copy + 1);
		return { ...line, account, format, copy };
	}
}

const AT_ONCE = 500;

/** Lines of the file that the books have under their own id. */
async function knownOf(workspace: Workspace, lines: readonly NewLine[]): Promise<Set<NewLine>> {
	const known = new Set<NewLine>();
	const list = workspace.list('bank-line');
	// Lines that were all erased are none either: reading them again adds them.
	if (list.size === 0) return known;
	for (const [index, line] of lines.entries()) {
		if (index % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
		// Of a line erased before, the next of its kind may be here.
		for (let round = 0; ; round++) {
			const id = lineId({ ...line, round }, hashHex);
			if (list.has(id)) known.add(line);
			if (list.has(id) || !(await workspace.read(id))?.erased) break;
		}
	}
	return known;
}

/** Fresh lines of which the books have one of that day and amount, from a file of another kind: as many as there are there. */
function twinsOf(workspace: Workspace, lines: readonly NewLine[], known: ReadonlySet<NewLine>): Set<NewLine> {
	const twins = new Set<NewLine>();
	const fresh = lines.filter((line) => !known.has(line));
	if (fresh.length === 0 || workspace.list('bank-line').size === 0) return twins;
	const days = fresh.map(({ date }) => date).sort();
	const here = new Map<string, number>();
	for (const row of workspace.list('bank-line').values() as Iterable<BankLineRow>) {
		if (row.format === fresh[0]!.format || row.date < days[0]! || row.date > days.at(-1)!) continue;
		const key = `${row.account} ${row.currency} ${row.date} ${row.amount}`;
		here.set(key, (here.get(key) ?? 0) + 1);
	}
	for (const line of fresh) {
		const key = `${line.account} ${line.currency} ${line.date} ${minor(line.currency, line.amount)}`;
		const left = here.get(key) ?? 0;
		if (left === 0) continue;
		here.set(key, left - 1);
		twins.add(line);
	}
	return twins;
}

function newestBefore(workspace: Workspace, account: string, currency: string, day: string): BankStatementRow | undefined {
	let newest: BankStatementRow | undefined;
	for (const row of workspace.list('bank-statement').values() as Iterable<BankStatementRow>) {
		if (row.account !== account || row.currency !== currency || row.to === '' || row.to >= day) continue;
		if (!newest || row.to > newest.to || (row.to === newest.to && row.read > newest.read)) newest = row;
	}
	return newest;
}

function minor(currency: string, text: string): bigint {
	const read = parseAmount(currency, text);
	return read.ok ? read.value.minor : 0n;
}
