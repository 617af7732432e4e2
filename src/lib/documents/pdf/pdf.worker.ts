/** The PDF worker: fetches the fonts once, from this origin, and makes one file after the other. */
import { expose, transfer } from 'comlink';
import type { StatementDocument } from '../../payments/statement-document.ts';
import type { Enclosure } from './archive/enclosure.ts';
import type { Report } from './layout/report.ts';
import { renderPdf, renderReport, renderStatement } from './render-pdf.ts';
import type { Weight } from './metrics.ts';
import type { DocumentFonts } from './paint-pdf.ts';
import type { PrintableDocument } from './printable.ts';
import { readTrueType, type TrueType } from './ttf.ts';

let fonts: Promise<DocumentFonts> | undefined;

const api = {
	async make(
		document: PrintableDocument,
		urls: Record<Weight, string>,
		logo?: Uint8Array,
		enclosure?: Enclosure
	): Promise<Uint8Array<ArrayBuffer>> {
		const bytes = renderPdf(document, await loaded(urls), logo, enclosure);
		return transfer(bytes, [bytes.buffer]);
	},
	async makeStatement(statement: StatementDocument, urls: Record<Weight, string>, logo?: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
		const bytes = renderStatement(statement, await loaded(urls), logo);
		return transfer(bytes, [bytes.buffer]);
	},
	async makeReport(report: Report, urls: Record<Weight, string>): Promise<Uint8Array<ArrayBuffer>> {
		const bytes = renderReport(report, await loaded(urls));
		return transfer(bytes, [bytes.buffer]);
	}
};
export type PdfWorker = typeof api;

function loaded(urls: Record<Weight, string>): Promise<DocumentFonts> {
	fonts ??= load(urls);
	fonts.catch(() => (fonts = undefined));
	return fonts;
}

async function load(urls: Record<Weight, string>): Promise<DocumentFonts> {
	const [regular, semibold] = await Promise.all([read(urls.regular), read(urls.semibold)]);
	return { regular, semibold };
}

async function read(url: string): Promise<TrueType> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`Font: ${response.status}`);
	return readTrueType(new Uint8Array(await response.arrayBuffer()));
}

expose(api);
