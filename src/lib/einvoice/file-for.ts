/** The e-invoice that goes beside the page of a document, for a client that takes it as XML. */
import type { Books } from '../books.svelte.ts';
import type { IssuedDocument } from '../documents/document.ts';
import { documentFileName } from '../documents/pdf-file.ts';
import { attachedFiles, FileMissing } from './attached-files.ts';
import { formatOf } from './formats.ts';
import { fromDocument } from './from/document.ts';
import { writeEInvoice } from './write.ts';

interface EInvoiceFile {
	name: string;
	type: string;
	bytes: Uint8Array<ArrayBuffer>;
}

/** Undefined where the format is no file of its own; asks first where France wants to know what was sold, and where something stands in the way. */
export async function eInvoiceFile(
	api: Books['api'],
	document: IssuedDocument,
	wanted: string
): Promise<EInvoiceFile | 'asking' | undefined> {
	const format = formatOf(wanted);
	if (!format || format.container === 'pdf') return undefined;
	if (format.profile === 'france') return 'asking';
	const files = await attachedFiles(api, document).catch((cause: unknown) => {
		if (cause instanceof FileMissing) return undefined;
		throw cause;
	});
	const derived = files && fromDocument(document, { profile: format.profile, files });
	if (!derived?.ok) return 'asking';
	const bytes = new TextEncoder().encode(writeEInvoice(derived.invoice, format.container));
	return { name: documentFileName(document.number, 'xml'), type: 'application/xml', bytes };
}
