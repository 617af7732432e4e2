/**
 * einvoice.ubl, einvoice.cii and einvoice.qr: one invoice as an e-invoice of either syntax, from the issued document to the text of the file, and its
 * payment code, each beside the plain PDF of the same invoice. einvoice.facturx is the PDF that carries its XML (PDF/A-3), from the issued document to the
 * bytes; einvoice.read is the XML taken in again, einvoice.check the rules asked of it. Run in Node, where the same code runs.
 */
import { readFile } from 'node:fs/promises';
import type { Enclosure } from '../../src/lib/documents/pdf/archive/enclosure.ts';
import { epcPayload } from '../../src/lib/documents/payment-code/epc.ts';
import type { DocumentFonts } from '../../src/lib/documents/pdf/paint-pdf.ts';
import { fromIssued } from '../../src/lib/documents/pdf/printable.ts';
import { renderPdf } from '../../src/lib/documents/pdf/render-pdf.ts';
import { readTrueType } from '../../src/lib/documents/pdf/ttf.ts';
import { checkInvoice } from '../../src/lib/einvoice/check/check.ts';
import { enclosureOf } from '../../src/lib/einvoice/enclosure.ts';
import { fromDocument } from '../../src/lib/einvoice/from/document.ts';
import type { Syntax } from '../../src/lib/einvoice/profiles.ts';
import { readEInvoice } from '../../src/lib/einvoice/read.ts';
import { writeEInvoice } from '../../src/lib/einvoice/write.ts';
import { qrModules } from '../../src/lib/ui/qr-modules.ts';
import { generatedDocuments } from '../support/einvoice-documents.ts';
import { type Benchmark, rowOf, takePairs } from './measure.ts';

const REFERENCE = 'a plain PDF of the same document';
const WARM_UP = 10;

const { document } = generatedDocuments(40).find(({ document }) => fromDocument(document, { profile: 'en16931' }).ok)!;

type Subject = (fonts: DocumentFonts) => unknown;

const SUBJECTS: Record<string, Subject> = {
	'einvoice.ubl': () => written('ubl'),
	'einvoice.cii': () => written('cii'),
	'einvoice.facturx': (fonts) => renderPdf(fromIssued(document), fonts, undefined, enclosed()),
	'einvoice.read': readAgain(),
	'einvoice.check': checkAgain(),
	'einvoice.qr': () => qrModules(epcPayload({ name: document.seller.name, iban: 'DE89370400440532013000', text: document.number })!)
};

export const benchmarks: Benchmark[] = Object.entries(SUBJECTS).map(([name, subject]) => ({
	name,
	run: async ({ quick }) => {
		const fonts = { regular: readTrueType(await font('Regular')), semibold: readTrueType(await font('Semibold')) };
		const plain = () => renderPdf(fromIssued(document), fonts);
		for (let i = 0; i < WARM_UP; i++) {
			await subject(fonts);
			plain();
		}
		const pairs = await takePairs(
			quick ? 7 : 21,
			timed(() => subject(fonts)),
			timed(plain)
		);
		return [rowOf(pairs, { name, unit: 'ms', reference: REFERENCE, n: document.content.lines.length })];
	}
}));

function written(syntax: Syntax): string {
	const derived = fromDocument(document, { profile: 'en16931' });
	if (!derived.ok) throw new Error(JSON.stringify(derived.reasons));
	return writeEInvoice(derived.invoice, syntax);
}

function enclosed(): Enclosure {
	const made = enclosureOf(document, { profile: 'facturx' });
	if (!made.ok) throw new Error(JSON.stringify(made.reasons));
	return made.enclosure;
}

function checkAgain(): () => unknown {
	const file = new TextEncoder().encode(written('cii'));
	return async () => {
		const { invoice, root, syntax } = await readEInvoice(file);
		return checkInvoice(invoice, { profile: 'en16931', syntax, root });
	};
}

function readAgain(): () => unknown {
	const file = new TextEncoder().encode(written('cii'));
	return () => readEInvoice(file);
}

function timed(work: () => unknown): () => Promise<number> {
	return async () => {
		const start = performance.now();
		await work();
		return performance.now() - start;
	};
}

async function font(style: string): Promise<Uint8Array> {
	return new Uint8Array(await readFile(new URL(`../../src/lib/documents/pdf/fonts/WaxbillDocument-${style}.ttf`, import.meta.url)));
}
