/** Files from elsewhere are read in a worker of their own: away from all keys and records, and without holding up what is drawn. */
import { expose } from 'comlink';
import { readEInvoiceFile, type FileAnswer, type FileProblem } from './read-file.ts';

export type ReadAnswer = FileAnswer | { ok: false; problem: FileProblem | 'unexpected' };

const api = {
	async read(bytes: Uint8Array<ArrayBuffer>): Promise<ReadAnswer> {
		try {
			return await readEInvoiceFile(bytes);
		} catch {
			return { ok: false, problem: 'unexpected' };
		}
	}
};
export type ReadWorker = typeof api;

expose(api);
