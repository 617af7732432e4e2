/** Files from elsewhere are read in a worker of their own: away from all keys and records, and without holding up what is drawn. */
import { expose } from 'comlink';
import { FileRefused, type FileProblem } from '../formats/problem.ts';
import { readStatementFile, type FileRead, type ReadOptions } from '../formats/read-file.ts';

export type ReadAnswer = { ok: true; read: FileRead } | { ok: false; problem: FileProblem | 'unexpected'; at?: number };

const api = {
	read(bytes: Uint8Array, options: ReadOptions): ReadAnswer {
		try {
			return { ok: true, read: readStatementFile(bytes, options) };
		} catch (cause) {
			if (!(cause instanceof FileRefused)) return { ok: false, problem: 'unexpected' };
			return { ok: false, problem: cause.problem, ...(cause.at !== undefined && { at: cause.at }) };
		}
	}
};
export type ReadWorker = typeof api;

expose(api);
