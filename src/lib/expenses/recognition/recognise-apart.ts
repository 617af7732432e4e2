import { proxy, transfer, wrap } from 'comlink';
import { sameOriginScript } from '../../trusted-url.ts';
import { fetchEngineFiles } from './engine-files.ts';
import type { RecognitionLanguage } from './languages.ts';
import { uprightPictures } from './picture.ts';
import { CLEAR, type TextLine } from './receipt-text.ts';
import type { RecognitionWorker } from './recognise.worker.ts';
import workerUrl from './recognise.worker.ts?worker&url';
import type { Grey } from './straighten.ts';

/** Key of `recognition_<problem>` in the messages. */
export type RecognitionProblem = 'noFiles' | 'noPicture' | 'failed';
export type RecognitionAnswer = { ok: true; lines: TextLine[] } | { ok: false; problem: RecognitionProblem };

export interface RecognitionOptions {
	language: RecognitionLanguage;
	signal: AbortSignal;
	/** Undefined while the program and its data are on their way; then from 0 to 1. */
	progress: (fraction: number | undefined) => void;
}

/** Recognises the text of a picture in a worker that ends with it. Aborting ends it at once; then the promise is refused with the signal's reason. */
export async function recogniseApart(picture: Blob, { language, signal, progress }: RecognitionOptions): Promise<RecognitionAnswer> {
	progress(undefined);
	const [files, pictures] = await Promise.all([fetchEngineFiles(language, signal), uprightPictures(picture)]);
	signal.throwIfAborted();
	if (!files) return { ok: false, problem: 'noFiles' };
	if (!pictures) return { ok: false, problem: 'noPicture' };
	const thread = new Worker(sameOriginScript(workerUrl), { type: 'module', name: 'recognition' });
	try {
		return await new Promise<RecognitionAnswer>((resolve, reject) => {
			thread.addEventListener('error', () => resolve({ ok: false, problem: 'failed' }), { once: true });
			signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
			const worker = wrap<RecognitionWorker>(thread);
			const read = (page: Grey, at: number) =>
				worker.recognise(
					transfer(page, [page.pixels.buffer]),
					proxy((fraction: number) => progress((at + fraction) / pictures.length))
				);
			const readUpright = async () => {
				await worker.start(transfer(files, [files.program.buffer, files.data.buffer]));
				let best: TextLine[] = [];
				for (const [at, page] of pictures.entries()) {
					const lines = await read(page(), at);
					if (clearLetters(lines) > clearLetters(best)) best = lines;
					// Clear print stands on its feet: the other ways need not be tried.
					if (isClear(best)) break;
				}
				return best;
			};
			readUpright().then(
				(lines) => resolve({ ok: true, lines }),
				() => resolve({ ok: false, problem: 'failed' })
			);
		});
	} finally {
		thread.terminate();
	}
}

/** Fewer letters than this are found in any pattern. */
const A_FEW = 20;

/** What is clear counts more than what is much: of a page on its head some letters are found too. */
function clearLetters(lines: readonly TextLine[]): number {
	return lines.reduce((sum, { text, confidence }) => sum + Math.max(0, confidence - CLEAR / 2) * text.length, 0);
}

function isClear(lines: readonly TextLine[]): boolean {
	const letters = lines.reduce((sum, { text }) => sum + text.length, 0);
	return letters >= A_FEW && lines.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) >= CLEAR * letters;
}
