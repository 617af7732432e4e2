/** A PDF held against documents that a proof opens: their pages are made again, with the e-invoice that it carries, and compared byte for byte. */
import { endPdf, makePdf } from '../documents/pdf/make-pdf.ts';
import { pdfFileName } from '../documents/pdf-file.ts';
import { enclosuresLike } from '../einvoice/enclosure.ts';
import { codesIn } from './code/in-file.ts';
import { readCode } from './code/format.ts';
import { codedOf } from './issuer/coded.ts';
import type { DocumentReport, ShownDocument } from './report.ts';

/** Pages take a moment each: what the file is called says where to begin, and more than these are not made. */
const MOST = 60;

/** The number whose page it is; undefined when it is none of those that were made. */
export async function holdPdf(
	file: File,
	documents: readonly DocumentReport[],
	read: (hash: string) => Promise<ShownDocument | undefined>
): Promise<string | undefined> {
	const bytes = new Uint8Array(await file.arrayBuffer());
	const isNamed = ({ number }: DocumentReport) => file.name.startsWith(pdfFileName(number).slice(0, -'.pdf'.length));
	const opened = documents.filter(({ how, fault }) => how === 'opened' && !fault);
	const first = [...opened].sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)));
	try {
		for (const { hash, number } of first.slice(0, MOST)) {
			const shown = await read(hash);
			if (!shown) continue;
			// The code on the page is not in the proof: one of these very figures is taken from the file.
			const proof = addressIn(bytes, shown.document);
			for (const enclosure of enclosuresLike(shown.document, bytes)) {
				const page = await makePdf(shown.document, shown.logo, enclosure, proof).catch(() => undefined);
				if (page && page.length === bytes.length && page.every((byte, at) => byte === bytes[at])) return number;
			}
		}
		return undefined;
	} finally {
		endPdf();
	}
}

function addressIn(pdf: Uint8Array, document: ShownDocument['document']): string | undefined {
	const said = Object.entries(codedOf(document));
	return codesIn(pdf).find(({ symbols }) => {
		const code = readCode(symbols);
		return typeof code !== 'string' && said.every(([field, value]) => code.document[field as keyof typeof code.document] === value);
	})?.address;
}
