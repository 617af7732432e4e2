/**
 * The text of a PDF as this program writes them: each run of glyphs, by the table that its font has for it (ISO 32000-1, 9.10.3). It is what the file says,
 * not what is seen: a picture laid over it is not found.
 */
import { PdfObjects } from '../../einvoice/reading/pdf/objects.ts';
import { PdfName, PdfRef, type PdfDict } from '../../einvoice/reading/pdf/values.ts';

export interface PageText {
	/** BCP 47, as the file says. */
	language: string;
	runs: string[];
}

/** Bounds for a file that was made to hurt: runs, and pages. */
const MOST = { runs: 200_000, pages: 2000 };

/** No runs where the file was written in another way. @throws PdfRefused where it is no PDF that can be read */
export async function pageText(bytes: Uint8Array<ArrayBuffer>): Promise<PageText> {
	const objects = await PdfObjects.read(bytes);
	const named = objects.get(objects.catalog?.get('Lang'));
	const language = typeof named === 'object' && named !== null && 'bytes' in named ? String(named.bytes) : 'en';
	const runs: string[] = [];
	const fonts = new Map<number, Map<string, string>>();
	const pages = objects.dicts().filter((dict) => isPage(dict));
	for (const page of pages.slice(0, MOST.pages)) {
		const table = objects.dict(objects.dict(page.get('Resources'))?.get('Font')) ?? new Map();
		const contents = page.get('Contents');
		for (const part of Array.isArray(contents) ? contents : [contents]) {
			const text = latin(await objects.stream(part));
			let glyphs = new Map<string, string>();
			for (const [, name, hex] of text.matchAll(/\/([^\s/]+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f\s]*)>\s*Tj/g)) {
				if (name !== undefined) glyphs = await glyphsOf(table.get(name));
				else runs.push((hex!.match(/[0-9A-Fa-f]{4}/g) ?? []).map((each) => glyphs.get(each.toLowerCase()) ?? '\ufffd').join(''));
				if (runs.length > MOST.runs) return { language, runs };
			}
		}
	}
	return { language, runs };

	async function glyphsOf(font: unknown): Promise<Map<string, string>> {
		const map = font instanceof PdfRef ? objects.dict(font)?.get('ToUnicode') : undefined;
		if (!(map instanceof PdfRef)) return new Map();
		const known = fonts.get(map.id) ?? toUnicode(latin(await objects.stream(map)));
		fonts.set(map.id, known);
		return known;
	}
}

function isPage(dict: PdfDict): boolean {
	const type = dict.get('Type');
	return type instanceof PdfName && type.name === 'Page';
}

function toUnicode(map: string): Map<string, string> {
	const glyphs = new Map<string, string>();
	for (const [, glyph, text] of map.matchAll(/<([0-9A-Fa-f]{4})>\s*<((?:[0-9A-Fa-f]{4})+)>/g)) {
		const units = text!.match(/.{4}/g)!.map((each) => Number.parseInt(each, 16));
		glyphs.set(glyph!.toLowerCase(), String.fromCharCode(...units));
	}
	return glyphs;
}

function latin(bytes: Uint8Array): string {
	return new TextDecoder('latin1').decode(bytes);
}
