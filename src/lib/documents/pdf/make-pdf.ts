/**
 * PDF files of documents. jspdf is a third of a megabyte and setting a long document takes a while, so both live in a worker of their own
 * that starts with the first file asked for. Nothing is kept: the bytes go to whoever asked.
 */
import { type Remote, wrap } from 'comlink';
import { sameOriginScript } from '#lib/trusted-url.ts';
import type { StatementDocument } from '../../payments/statement-document.ts';
import type { IssuedDocument } from '../document.ts';
import type { Enclosure } from './archive/enclosure.ts';
import regular from './fonts/WaxbillDocument-Regular.ttf?url';
import semibold from './fonts/WaxbillDocument-Semibold.ttf?url';
import type { Report } from './layout/report.ts';
import type { Weight } from './metrics.ts';
import type { PdfWorker } from './pdf.worker.ts';
import workerUrl from './pdf.worker.ts?worker&url';
import { fromIssued, type PrintableDocument } from './printable.ts';

let running: { thread: Worker; remote: Remote<PdfWorker>; jobs: number; ending: boolean } | undefined;

/**
 * The document as issued; the same document gives the same bytes. `logo` is the PNG that `seller.logo` names; with an `enclosure` the file is a
 * PDF/A-3 that carries it. `proof` is the address that proves who issued it, where there is one.
 */
export function makePdf(
	document: IssuedDocument,
	logo?: Uint8Array,
	enclosure?: Enclosure,
	proof?: string
): Promise<Uint8Array<ArrayBuffer>> {
	const printable = fromIssued(document, proof);
	return make((remote, fonts) => remote.make(printable, fonts, logo, enclosure));
}

/** A draft as it stands, marked as one. */
export function makeDraftPdf(document: PrintableDocument, logo?: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
	return make((remote, fonts) => remote.make(document, fonts, logo));
}

/** A client's statement. `logo` is the PNG that `seller.logo` names. */
export function makeStatementPdf(statement: StatementDocument, logo?: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
	return make((remote, fonts) => remote.makeStatement(statement, fonts, logo));
}

/** A table of what the books hold. */
export function makeReportPdf(report: Report): Promise<Uint8Array<ArrayBuffer>> {
	return make((remote, fonts) => remote.makeReport(report, fonts));
}

/** Ends the worker, once what it is making is made: what it has read of documents goes with it. */
export function endPdf(): void {
	if (!running) return;
	running.ending = true;
	if (running.jobs > 0) return;
	running.thread.terminate();
	running = undefined;
}

type Bytes = Promise<Uint8Array<ArrayBuffer>>;

async function make(job: (remote: Remote<PdfWorker>, fonts: Record<Weight, string>) => Bytes): Bytes {
	const mine = (running ??= start());
	mine.jobs++;
	mine.ending = false;
	try {
		return await job(mine.remote, { regular: absolute(regular), semibold: absolute(semibold) });
	} finally {
		mine.jobs--;
		if (mine.ending && mine === running) endPdf();
	}
}

function start(): NonNullable<typeof running> {
	const thread = new Worker(sameOriginScript(workerUrl), { type: 'module', name: 'pdf' });
	// A worker that could not start is not asked again: the next file starts a new one.
	thread.addEventListener('error', () => (running = undefined));
	return { thread, remote: wrap<PdfWorker>(thread), jobs: 0, ending: false };
}

/** The worker's own address is another folder's. */
function absolute(url: string): string {
	return new URL(url, location.href).href;
}
