/** An e-invoice out of the file that came: XML itself, or a PDF with the XML attached (Factur-X, ZUGFeRD). */
import { checkInvoice, profileOf } from '../check/check.ts';
import type { Finding } from '../check/finding.ts';
import { readEInvoice, type ReadEInvoice } from '../read.ts';
import { EInvoiceRefused, type XmlProblem } from '../xml/parse.ts';
import { invoiceAttachments } from './pdf/attachments.ts';
import { PdfRefused, type PdfProblem } from './pdf/problem.ts';

export type FileProblem = XmlProblem | PdfProblem;

export interface EInvoiceFile extends Omit<ReadEInvoice, 'root'> {
	/** What the rules of the profile that it says it follows find. */
	findings: Finding[];
	/** What came. */
	container: 'xml' | 'pdf';
	/** The XML, as it was read. */
	xml: string;
	/** Of a PDF: the name under which the XML is attached. */
	attachment?: string;
}

export type FileAnswer = { ok: true; read: EInvoiceFile } | { ok: false; problem: FileProblem };

export async function readEInvoiceFile(bytes: Uint8Array<ArrayBuffer>): Promise<FileAnswer> {
	try {
		return { ok: true, read: await read(bytes) };
	} catch (cause) {
		if (cause instanceof EInvoiceRefused || cause instanceof PdfRefused) return { ok: false, problem: cause.problem };
		throw cause;
	}
}

async function read(bytes: Uint8Array<ArrayBuffer>): Promise<EInvoiceFile> {
	if (bytes.length === 0) throw new EInvoiceRefused('not-xml');
	if (!isPdf(bytes)) return { ...(await checked(bytes)), container: 'xml', xml: textOf(bytes) };
	let problem: EInvoiceRefused | undefined;
	for (const { name, bytes: xml } of await invoiceAttachments(bytes)) {
		try {
			return { ...(await checked(xml)), container: 'pdf', xml: textOf(xml), attachment: name };
		} catch (cause) {
			if (!(cause instanceof EInvoiceRefused)) throw cause;
			// An old form may lie beside the one that is read.
			problem ??= cause;
		}
	}
	throw problem ?? new PdfRefused('pdf-no-invoice');
}

async function checked(bytes: Uint8Array<ArrayBuffer>): Promise<Pick<EInvoiceFile, 'syntax' | 'invoice' | 'unread' | 'findings'>> {
	const { root, ...read } = await readEInvoice(bytes);
	const { invoice, syntax } = read;
	return { ...read, findings: checkInvoice(invoice, { profile: profileOf(invoice), syntax, root }) };
}

/** Some writers put bytes before the mark: it counts within the first kilobyte. */
function isPdf(bytes: Uint8Array): boolean {
	return String.fromCharCode(...bytes.subarray(0, 1024)).includes('%PDF-');
}

function textOf(bytes: Uint8Array): string {
	return new TextDecoder().decode(bytes);
}
