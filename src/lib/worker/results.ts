/** Turns what goes wrong inside the worker into what a person can act on. No message of an exception leaves the worker: it could hold a record's text. */
import { BackupError } from '../exchange/backup/problem.ts';
import { CsvRefused } from '../exchange/csv/problem.ts';
import { ForeignRefused } from '../exchange/foreign/problem.ts';
import { ImportRefused } from '../exchange/json/problem.ts';
import { PairingError } from '../identity/pairing/problem.ts';
import { RecoveryError } from '../identity/recovery-problem.ts';
import { StoreError } from '../storage/store.ts';
import type { AppError, ErrorCode, Result } from '../worker-api.ts';
import { OperationTooLarge } from '../workspace/operations.ts';
import { WorkspaceError } from '../workspace/errors.ts';

const STORE_CODES: Record<StoreError['kind'], ErrorCode> = {
	full: 'storage-full',
	unavailable: 'storage-unavailable',
	'newer-version': 'newer-version',
	damaged: 'row-damaged'
};

/** Thrown by a command to answer with an error. */
export class Refused extends Error {
	readonly error: AppError;
	constructor(error: AppError) {
		super(error.code);
		this.error = error;
	}
}

export async function answer<T>(work: () => Promise<T> | T): Promise<Result<T>> {
	try {
		return { ok: true, value: await work() };
	} catch (cause) {
		const error = errorOf(cause);
		note(error);
		return { ok: false, error };
	}
}

/** Since the worker began; gone with it. */
const seen = new Map<string, number>();

export function errorsSeen(): ReadonlyMap<string, number> {
	return seen;
}

/** The code, and what of the detail is a word of the program's own. */
function note({ code, detail }: AppError): void {
	const word = /^[a-z]+(-[a-z]+)*$/.test(detail ?? '') ? `-${detail}` : '';
	seen.set(code + word, (seen.get(code + word) ?? 0) + 1);
}

export function errorOf(cause: unknown): AppError {
	if (cause instanceof Refused) return cause.error;
	if (cause instanceof StoreError) return { code: STORE_CODES[cause.kind] };
	if (cause instanceof ImportRefused) return { code: 'invalid', field: cause.path, detail: cause.problem };
	if (cause instanceof CsvRefused)
		return { code: 'invalid', field: cause.line === undefined ? 'table' : `table.${cause.line}`, detail: cause.problem };
	if (cause instanceof ForeignRefused)
		return { code: 'invalid', field: `foreign.${cause.table}.${cause.line ?? ''}`, detail: cause.problem };
	if (cause instanceof PairingError) return { code: 'invalid', field: 'pairing', detail: cause.why };
	if (cause instanceof RecoveryError) return { code: 'invalid', field: 'recovery', detail: cause.why };
	if (cause instanceof BackupError) return { code: 'invalid', field: 'backup', detail: cause.why };
	if (cause instanceof OperationTooLarge) return { code: 'too-large' };
	if (cause instanceof WorkspaceError) return { code: cause.code, field: cause.field, detail: cause.detail };
	return { code: 'unexpected', detail: cause instanceof Error ? cause.name : undefined };
}
