/** Records as tables, out and in. An import is one step: whole, or undone; and it can be taken back. Loaded when first asked for. */
import type { Business } from '../business/business.ts';
import { issuedDocument } from '../documents/records.ts';
import type { FinalTable, RowFault, TableInside, TableReport, TableType, TableUndone, TableWish } from '../exchange/csv/api.ts';
import { BYTE_ORDER_MARK, cellsRow } from '../exchange/csv/cells.ts';
import { cellsOf, sortedColumns } from '../exchange/csv/columns.ts';
import { CsvRefused } from '../exchange/csv/problem.ts';
import { formOf, tableRows, type TableForm } from '../exchange/csv/read-table.ts';
import { suggested, targetsOf } from '../exchange/csv/targets.ts';
import { bookedExpense } from '../expenses/records.ts';
import { recordedPayment } from '../payments/records.ts';
import { saveInBulk } from '../workspace/bulk.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import { OperationTooLarge } from '../workspace/operations.ts';
import type { RecordState } from '../workspace/registry.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { DeviceHost } from './device-host.ts';
import { takeBack, writeStep, type Written } from './import-step.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';
import { RowJudge, schemaOf, type RowVerdict } from './table-rows.ts';
import { todayIn } from './today.ts';

type Watch = (fraction: number) => boolean | Promise<boolean>;
type Take = (part: string, fraction: number) => boolean | Promise<boolean>;
type Value = Record<string, unknown>;
type RowWritten = Extract<RowVerdict, { kind: 'make' | 'change' }>;

const SAMPLE = 8;
const MOST_FAULTS = 100;
const MOST_DOUBLED = 20;
const AT_ONCE = 200;
const PART = 64 * 1024;

/** The list whose rows name the records of a type, and which of them. */
const LISTED: Record<TableType | FinalTable, readonly [list: string, wanted: (row: { issued?: boolean; booked?: boolean }) => boolean]> = {
	party: ['party', () => true],
	item: ['item', () => true],
	project: ['project', () => true],
	task: ['task', () => true],
	'time-entry': ['time-entry', () => true],
	draft: ['document', ({ issued }) => !issued],
	issued: ['document', ({ issued }) => issued === true],
	expense: ['expense', ({ booked }) => !booked],
	booked: ['expense', ({ booked }) => booked === true],
	payment: ['payment', () => true]
};

export class TableHost {
	readonly #host: DeviceHost;
	/** The last import of the books that are open, to be taken back. */
	#last: { workspace: Workspace; written: Written[] } | undefined;

	constructor(host: DeviceHost) {
		this.#host = host;
	}

	/** Twice over the records: which columns there are is known when all were seen. */
	async export(type: TableType | FinalTable, take: Take): Promise<{ rows: number }> {
		const { workspace } = this.#host.open;
		await workspace.loaded;
		const schema = schemaOf(type);
		const paths = new Set<string>();
		const pass = async function* (from: number) {
			const [list, wanted] = LISTED[type];
			const ids = [...workspace.list(list).values()].filter(wanted).map((row) => (row as { id: string }).id);
			for (let at = 0; at < ids.length; at += AT_ONCE) {
				const some = ids.slice(at, at + AT_ONCE);
				const values = await valuesOf(workspace, type, some);
				for (const [index, id] of some.entries()) {
					const value = values[index];
					if (value) yield { id, cells: cellsOf(value, schema) };
				}
				if (!(await take('', from + (at + some.length) / ids.length / 2))) throw new CsvRefused('cancelled');
			}
		};
		for await (const { cells } of pass(0)) for (const path of cells.keys()) paths.add(path);
		const columns = sortedColumns(paths, schema);
		let rows = 0;
		let held = BYTE_ORDER_MARK + cellsRow(['id', ...columns]);
		for await (const { id, cells } of pass(0.5)) {
			rows++;
			held += cellsRow([id, ...columns.map((path) => cells.get(path) ?? '')]);
			if (held.length < PART) continue;
			if (!(await take(held, 0.5))) throw new CsvRefused('cancelled');
			held = '';
		}
		if (!(await take(held, 1))) throw new CsvRefused('cancelled');
		return { rows };
	}

	async inspect(file: Blob, type: TableType, chosen: Partial<TableForm> = {}): Promise<TableInside> {
		const form = await formOf(file, chosen);
		const rows = tableRows(file, form);
		const first = await rows.next();
		if (first.done) throw new CsvRefused('empty');
		const columns = first.value.cells.map((cell) => cell.trim());
		const sample: string[][] = [];
		for await (const { cells } of rows) {
			sample.push(columns.map((_, at) => cells[at] ?? ''));
			if (sample.length === SAMPLE) break;
		}
		const offered = targetsOf(schemaOf(type));
		const mapping = suggested(type, columns, offered);
		const targets = [...new Set(['id', ...offered, ...mapping.filter((each) => each !== undefined)])];
		return { form, columns, sample, targets, mapping };
	}

	async try(file: Blob, wish: TableWish, watch: Watch): Promise<TableReport> {
		const report = emptyReport();
		for await (const verdict of this.#verdicts(file, wish, report, watch)) void verdict;
		return report;
	}

	/** [Note: an import is one step] */
	async import(file: Blob, wish: TableWish, watch: Watch): Promise<TableReport> {
		const { workspace } = this.#host.open;
		const report = emptyReport();
		const written: Written[] = [];
		this.#last = { workspace, written };
		const write = async (transaction: Transaction, verdict: RowWritten) => {
			const step = { ...verdict, type: wish.type };
			await writeStep(transaction, step);
			written.push(step);
		};
		try {
			await saveInBulk(workspace, this.#verdicts(file, wish, report, watch), write, { ids: ({ id }) => [id] });
		} catch (cause) {
			// What stays where even that fails can still be taken back by hand.
			await this.undo(() => true).catch(() => undefined);
			if (cause instanceof OperationTooLarge || (cause instanceof WorkspaceError && cause.code === 'too-large'))
				throw new Refused({ code: 'invalid', field: 'table', detail: 'too-large' });
			throw cause;
		}
		return report;
	}

	async undo(watch: Watch): Promise<TableUndone> {
		const last = this.#last;
		const { workspace } = this.#host.open;
		if (!last || last.workspace !== workspace) throw new Refused({ code: 'not-found' });
		const undone = await takeBack(workspace, last.written, (await this.#context()).today, watch);
		this.#last = undefined;
		return undone;
	}

	/** Those that are to be written; the rest is counted. */
	async *#verdicts(file: Blob, wish: TableWish, report: TableReport, watch: Watch): AsyncGenerator<RowWritten> {
		const targets = wish.mapping.filter((each) => each !== undefined);
		if (targets.length === 0 || targets.every((each) => each === 'id')) throw new CsvRefused('no-columns');
		if (new Set(targets).size !== targets.length) throw new CsvRefused('column-twice');
		const context = await this.#context();
		const judge = new RowJudge(context, wish);
		const ids = new Set<string>();
		const rows = tableRows(file, wish.form);
		await rows.next();
		for await (const row of rows) {
			if (++report.rows % AT_ONCE === 0 && !(await watch(row.read / file.size))) throw new CsvRefused('cancelled');
			const verdict = await judge.judge(row);
			const refuse = (fault: RowFault) => {
				report.refused++;
				if (report.faults.length < MOST_FAULTS) report.faults.push(fault);
			};
			if (verdict.kind === 'refused') refuse(verdict.fault);
			else if (verdict.kind === 'same') report.same++;
			else if (verdict.kind === 'duplicate') {
				report.duplicates++;
				if (report.doubled.length < MOST_DOUBLED) report.doubled.push(row.line);
			} else if (ids.has(verdict.id)) refuse({ line: row.line, field: 'id', why: 'id-taken' });
			else {
				ids.add(verdict.id);
				report[verdict.kind === 'make' ? 'made' : 'changed']++;
				yield verdict;
			}
		}
	}

	async #context() {
		const { workspace, id } = this.#host.open;
		await workspace.loaded;
		const business = await workspace.live<Business>('business', businessId(id));
		if (!business) throw new Refused({ code: 'not-found' });
		const secrets = this.#host.parts.device()?.secrets.workspaces.find((each) => each.id === id);
		return { workspace, business, memberId: secrets?.memberId ?? '', today: todayIn(business.timeZone) };
	}
}

async function valuesOf(workspace: Workspace, type: TableType | FinalTable, ids: string[]): Promise<(Value | undefined)[]> {
	if (type !== 'issued' && type !== 'booked' && type !== 'payment') return workspace.liveMany<Value>(ids.map((id) => ({ type, id })));
	const final: (state: RecordState) => unknown = { issued: issuedDocument, booked: bookedExpense, payment: recordedPayment }[type];
	return (await workspace.readMany(ids)).map((state) => state && (final(state) as Value | undefined));
}

function emptyReport(): TableReport {
	return { rows: 0, made: 0, changed: 0, same: 0, duplicates: 0, refused: 0, faults: [], doubled: [] };
}
