/** The part of the recognition's program that is used. */
declare module 'tesseract.js-core/tesseract-core-simd-lstm.js' {
	interface TessBaseAPI {
		/** 0 when it went well. */
		Init(path: null, language: string, engine: number): number;
		SetVariable(name: string, value: string): boolean;
		/** Reads `/input`; 1 when that is no picture. */
		SetImageFile(exif: number, radians: number): number;
		Recognize(monitor: null): number;
		GetTSVText(page: number): string;
		Clear(): void;
	}
	interface TesseractCore {
		FS: { writeFile(path: string, bytes: Uint8Array): void; unlink(path: string): void };
		TessBaseAPI: new () => TessBaseAPI;
	}
	export default function load(options: {
		wasmBinary: Uint8Array;
		TesseractProgress(percent: number): void;
		print(text: string): void;
		printErr(text: string): void;
	}): Promise<TesseractCore>;
}
