/**
 * PDF files of documents. jspdf is a third of a megabyte and setting a long document takes a while, so both live in a worker of their own
 * that starts with the first file asked for. Nothing is kept: the bytes go to whoever asked.
 */
import { type Remote, wrap } from 'comlink';
import { sameOriginScript } from '#lib/trusted-url.ts';
import type { IssuedDocument } from '../document.ts';
import regular from './fonts/WaxbillDocument-Regular.ttf?url';
import semibold from './fonts/WaxbillDocument-Semibold.ttf?url';
import type { PdfWorker } from './pdf.worker.ts';
import workerUrl from './pdf.worker.ts?worker&url';
import { fromIssued, type PrintableDocument } from './printable.ts';

let worker: Remote<PdfWorker> | undefined;

/** The document as issued; the same document gives the same bytes. `logo` is the PNG that `seller.logo` names. */
export function makePdf(document: IssuedDocument, logo?: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
	return make(fromIssued(document), logo);
}

/** A draft as it stands, marked as one. */
export function makeDraftPdf(document: PrintableDocument, logo?: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
	return make(document, logo);
}

function make(document: PrintableDocument, logo: Uint8Array | undefined): Promise<Uint8Array<ArrayBuffer>> {
	worker ??= start();
	return worker.make(document, { regular: absolute(regular), semibold: absolute(semibold) }, logo);
}

function start(): Remote<PdfWorker> {
	const thread = new Worker(sameOriginScript(workerUrl), { type: 'module', name: 'pdf' });
	// A worker that could not start is not asked again: the next file starts a new one.
	thread.addEventListener('error', () => (worker = undefined));
	return wrap<PdfWorker>(thread);
}

/** The worker's own address is another folder's. */
function absolute(url: string): string {
	return new URL(url, location.href).href;
}
