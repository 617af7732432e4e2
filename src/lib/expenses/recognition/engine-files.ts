/** The recognition's program and data, from this app's own address. They are fetched when they are used, and kept by the service worker then. */
import german from '@tesseract.js-data/deu/4.0.0_best_int/deu.traineddata.gz?url';
import english from '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz?url';
import french from '@tesseract.js-data/fra/4.0.0_best_int/fra.traineddata.gz?url';
import spanish from '@tesseract.js-data/spa/4.0.0_best_int/spa.traineddata.gz?url';
import program from 'tesseract.js-core/tesseract-core-simd-lstm.wasm?url';
import type { EngineFiles } from './engine.ts';
import type { RecognitionLanguage } from './languages.ts';

const DATA: Record<RecognitionLanguage, string> = { en: english, fr: french, es: spanish, de: german };

/** Undefined where they cannot be reached: offline, before they were used for the first time. */
export async function fetchEngineFiles(language: RecognitionLanguage, signal: AbortSignal): Promise<EngineFiles | undefined> {
	const [code, data] = await Promise.all([fetched(program, signal), fetched(DATA[language], signal)]);
	return code && data && { program: code, data: await unpacked(data) };
}

async function fetched(url: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | undefined> {
	try {
		const response = await fetch(url, { signal, credentials: 'omit' });
		return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
	} catch (cause) {
		signal.throwIfAborted();
		// What fetch throws when nothing answers.
		if (cause instanceof TypeError) return undefined;
		throw cause;
	}
}

/** Some hosts unpack what ends with ".gz" by themselves. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
	if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}
