/**
 * Draws a layout as a PDF file; the only file that imports jspdf. The same layout gives the same bytes: the date comes from the document,
 * the file's id from its content, and the fonts are cut to the characters used.
 */
import { jsPDF } from 'jspdf';
import { addLinks } from './links.ts';
import { makeArchive } from './archive/archive.ts';
import type { Enclosure } from './archive/enclosure.ts';
import { binaryString } from './binary.ts';
import type { Weight } from './metrics.ts';
import { type CodeBox, fitted, type ImageBox, type PageLayout, type Primitive, type TextRun } from './page.ts';
import { pngSize } from './png.ts';
import { subsetFont } from './subset.ts';
import { REPLACEMENT, REPLACEMENT_GLYPH } from './text.ts';
import type { TrueType } from './ttf.ts';

export type DocumentFonts = Record<Weight, TrueType>;

export interface PdfOptions {
	/** Instant, ISO 8601. */
	created: string;
	/** PNG. */
	logo?: Uint8Array;
	/** Makes the file a PDF/A-3 with this in it. */
	enclosure?: Enclosure;
}

const CREATOR = 'Waxbill';

/** Six capitals and a plus before the name of a font that is not whole (ISO 32000, 9.6.4). */
const NAMES: Record<Weight, string> = { regular: 'WAXBIR+WaxbillDocument-Regular', semibold: 'WAXBIS+WaxbillDocument-Semibold' };

export function paintPdf(layout: PageLayout, fonts: DocumentFonts, { created, logo, enclosure }: PdfOptions): Uint8Array<ArrayBuffer> {
	const pdf = new jsPDF({ unit: 'pt', format: [layout.width, layout.height], compress: true, putOnlyUsedFonts: true });
	pdf.setCreationDate(new UtcDate(created));
	pdf.setFileId(digest(JSON.stringify(layout) + (enclosure?.xml ?? '')));
	const title = `${layout.title} – ${layout.author}`;
	const said = { title: written(title), author: written(layout.author), creator: CREATOR };
	pdf.setDocumentProperties(said);
	pdf.viewerPreferences({ DisplayDocTitle: true });
	declareLanguage(pdf, layout.language);
	embed(pdf, layout, fonts);
	if (enclosure) {
		const instant = `${new Date(created).toISOString().slice(0, 19)}Z`;
		const about = { ...said, title: said.title || title, author: said.author || layout.author };
		makeArchive(pdf, enclosure, { ...about, producer: `jsPDF ${jsPDF.version}`, created: instant });
	}
	addLinks(pdf, layout);
	layout.pages.forEach((page, i) => {
		if (i > 0) pdf.addPage([layout.width, layout.height]);
		for (const primitive of page) draw(pdf, primitive, logo);
	});
	return new Uint8Array(pdf.output('arraybuffer'));
}

function draw(pdf: jsPDF, primitive: Primitive, logo: Uint8Array | undefined): void {
	switch (primitive.kind) {
		case 'text':
			return drawText(pdf, primitive);
		case 'image':
			return logo && drawLogo(pdf, primitive, logo);
		case 'link':
			// An entry of the page, not of what is drawn on it: `addLinks`.
			return;
		case 'code':
			return drawCode(pdf, primitive);
		case 'rectangle': {
			const { x, y, width, height, radius, colour } = primitive;
			pdf.setFillColor(colour);
			return void pdf.roundedRect(x, y, width, height, radius, radius, 'F');
		}
		case 'rule': {
			const { x, y, width, thickness, colour } = primitive;
			pdf.setFillColor(colour);
			return void pdf.rect(x, y - thickness / 2, width, thickness, 'F');
		}
	}
}

function drawText(pdf: jsPDF, { x, y, text, size, weight, colour }: TextRun): void {
	pdf.setFont(NAMES[weight]).setFontSize(size).setTextColor(colour).text(text, x, y);
}

function drawLogo(pdf: jsPDF, box: ImageBox, logo: Uint8Array): void {
	const pixels = pngSize(logo);
	if (!pixels) throw new TypeError('The logo is no PNG');
	const { width, height } = fitted(box, pixels);
	pdf.addImage(logo, 'PNG', box.x, box.y, width, height, 'logo', 'FAST');
}

/** One path with one fill: squares filled one by one would show seams. */
function drawCode(pdf: jsPDF, { x, y, size, count, runs }: CodeBox): void {
	const side = size / count;
	pdf.setFillColor('#000000');
	for (const run of runs) pdf.rect(x + run.x * side, y + run.y * side, run.length * side, side, null);
	pdf.fill();
}

/**
 * jsPDF writes the file's dictionary in UTF-16 without saving its byte 13, which every reader takes for a 10 ("Kovač" would be "KovaĊ"): such letters
 * are taken apart into letter and accent. A text that has others is left out of it; empty.
 */
function written(text: string): string {
	const isRisky = (code: string) => (code.charCodeAt(0) & 0xff) === 13 || code.charCodeAt(0) >> 8 === 13;
	const codes = text.split('').flatMap((code) => (isRisky(code) ? code.normalize('NFD').split('') : code));
	return codes.some(isRisky) ? '' : codes.join('');
}

/** jsPDF's own method takes only the tags on its list. */
function declareLanguage(pdf: jsPDF, language: string): void {
	const tag = language.replace(/[^A-Za-z0-9-]/g, '');
	const { events, write } = pdf.internal as unknown as {
		events: { subscribe(topic: string, callback: () => void): void };
		write(text: string): void;
	};
	events.subscribe('putCatalog', () => write(`/Lang (${tag})`));
}

function embed(pdf: jsPDF, layout: PageLayout, fonts: DocumentFonts): void {
	for (const weight of ['regular', 'semibold'] as const) {
		const characters = new Map<number, number>();
		for (const run of layout.pages.flat()) {
			if (run.kind !== 'text' || run.weight !== weight) continue;
			for (const character of run.text) {
				const code = character.codePointAt(0)!;
				characters.set(code, character === REPLACEMENT ? REPLACEMENT_GLYPH : code);
			}
		}
		if (characters.size === 0) continue;
		const program = subsetFont(fonts[weight], characters);
		pdf.addFileToVFS(weight, binaryString(program));
		pdf.addFont(weight, NAMES[weight], 'normal', undefined, 'Identity-H');
		keepWhole(pdf, weight, program);
	}
}

/** The font is cut already: jsPDF is spared from taking it apart and putting it together again. */
function keepWhole(pdf: jsPDF, weight: Weight, program: Uint8Array): void {
	const { getFont } = pdf.internal as unknown as {
		getFont(name: string, style: string): { metadata: { subset: { encode(): Uint8Array } } };
	};
	getFont(NAMES[weight], 'normal').metadata.subset.encode = () => program;
}

/** jsPDF writes dates in the device's zone, and checks those given as text against years up to 2037. This one is in UTC everywhere. */
class UtcDate extends Date {
	override getTimezoneOffset(): number {
		return 0;
	}
	override getFullYear(): number {
		return this.getUTCFullYear();
	}
	override getMonth(): number {
		return this.getUTCMonth();
	}
	override getDate(): number {
		return this.getUTCDate();
	}
	override getHours(): number {
		return this.getUTCHours();
	}
	override getMinutes(): number {
		return this.getUTCMinutes();
	}
	override getSeconds(): number {
		return this.getUTCSeconds();
	}
}

/** 32 hexadecimal digits that differ when the pages differ. An identifier, not a proof: nothing relies on its being hard to forge. */
function digest(text: string): string {
	let [a, b, c, d] = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		a = Math.imul(a ^ code, 0x01000193);
		b = Math.imul(b ^ code, 0x0100019f);
		c = Math.imul(c ^ code, 0x010001ab);
		d = Math.imul(d ^ code, 0x010001b5);
	}
	return [a, b, c, d].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
