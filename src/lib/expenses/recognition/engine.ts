/** The one file that knows Tesseract. Its program and data are handed in; it reaches for nothing by itself, and keeps nothing. */
import loadCore from 'tesseract.js-core/tesseract-core-simd-lstm.js';
import type { TextLine } from './receipt-text.ts';
import type { Grey } from './straighten.ts';

export interface EngineFiles {
	/** The WebAssembly. */
	program: Uint8Array<ArrayBuffer>;
	/** Letters and words of a language, unpacked. */
	data: Uint8Array<ArrayBuffer>;
}

const LANGUAGE = 'paper';
/** Only the network of the newer recognition is shipped. */
const LSTM_ONLY = 1;
/** A column of lines of different sizes: what a receipt is. Whole pages are searched for columns, which tears sums from their words. */
const ONE_COLUMN = '4';
/** A threshold for each place (Sauvola), since light on paper is uneven. */
const LOCAL_THRESHOLD = '2';
/** The engine counts finding the lines as the first part. */
const FOUND_LINES = 30;

export interface Engine {
	/** Lines from above to below. Hears how far it is, from 0 to 1. */
	recognise(picture: Grey, progress: (fraction: number) => void): TextLine[];
}

export async function startEngine({ program, data }: EngineFiles): Promise<Engine> {
	let told: (fraction: number) => void = () => {};
	const core = await loadCore({
		wasmBinary: program,
		TesseractProgress: (percent) => told(Math.min(1, Math.max(0, (percent - FOUND_LINES) / (100 - FOUND_LINES)))),
		// What it says to a console can hold what it reads.
		print: () => {},
		printErr: () => {}
	});
	core.FS.writeFile(`./${LANGUAGE}.traineddata`, data);
	const api = new core.TessBaseAPI();
	if (api.Init(null, LANGUAGE, LSTM_ONLY) !== 0) throw new Error('The language data of the text recognition is damaged');
	api.SetVariable('tessedit_pageseg_mode', ONE_COLUMN);
	api.SetVariable('thresholding_method', LOCAL_THRESHOLD);
	// A gap between a word and its sum stays one.
	api.SetVariable('preserve_interword_spaces', '1');
	return {
		recognise(picture, progress) {
			told = progress;
			core.FS.writeFile('/input', portableGreymap(picture));
			if (api.SetImageFile(1, 0) === 1) throw new Error('The picture cannot be read');
			api.Recognize(null);
			const lines = linesOf(api.GetTSVText(0));
			api.Clear();
			core.FS.unlink('/input');
			return lines;
		}
	};
}

/** PGM: a head, and the greys as they are. */
function portableGreymap({ width, height, pixels }: Grey): Uint8Array {
	const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
	const file = new Uint8Array(head.length + pixels.length);
	file.set(head);
	file.set(pixels, head.length);
	return file;
}

/** Of the table of words (level, page, block, paragraph, line, word, left, top, width, height, confidence, text). */
function linesOf(table: string): TextLine[] {
	const lines = new Map<string, { words: string[]; sum: number }>();
	for (const row of table.split('\n')) {
		const [level, page, block, paragraph, line, , , , , , confidence, ...rest] = row.split('\t');
		const text = rest.join('\t').trim();
		if (level !== '5' || text === '') continue;
		const key = [page, block, paragraph, line].join('/');
		const kept = lines.get(key) ?? { words: [], sum: 0 };
		kept.words.push(text);
		kept.sum += Number(confidence);
		lines.set(key, kept);
	}
	return [...lines.values()].map(({ words, sum }) => ({ text: words.join(' '), confidence: sum / words.length }));
}
