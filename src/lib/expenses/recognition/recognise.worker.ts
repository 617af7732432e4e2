/** Text is recognised in a worker of its own, which ends with it: away from all keys and records, and without holding up what is drawn. */
import { expose } from 'comlink';
import { startEngine, type Engine, type EngineFiles } from './engine.ts';
import type { TextLine } from './receipt-text.ts';
import type { Grey } from './straighten.ts';

let engine: Engine | undefined;

const api = {
	async start(files: EngineFiles): Promise<void> {
		engine = await startEngine(files);
	},
	recognise(picture: Grey, progress: (fraction: number) => void): TextLine[] {
		if (!engine) throw new Error('The recognition was not started');
		return engine.recognise(picture, progress);
	}
};
export type RecognitionWorker = typeof api;

expose(api);
