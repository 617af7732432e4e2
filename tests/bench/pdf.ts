/**
 * pdf.1 and pdf.20: a typical invoice of one page and one of twenty, from the document to the bytes of the file, against an empty jspdf
 * page that embeds the same two fonts the ordinary way. Run in Node, where the same code runs as in the worker.
 */
import { readFile } from 'node:fs/promises';
import { jsPDF } from 'jspdf';
import { content, issued, line } from '../../src/lib/documents/pdf/fixtures.ts';
import { fromIssued, type PrintableDocument } from '../../src/lib/documents/pdf/printable.ts';
import { renderPdf } from '../../src/lib/documents/pdf/render-pdf.ts';
import { readTrueType } from '../../src/lib/documents/pdf/ttf.ts';
import { type Benchmark, median, type Row, rowOf, takePairs } from './measure.ts';

const REFERENCE = 'an empty jspdf page with the same two fonts';
const DESCRIPTION = 'Entretiens, trois itérations de maquettes, livraison des fichiers sources et d’un guide d’usage.';

/** Rounds until the engine has compiled both sides. */
const WARM_UP = 10;

/** Lines that fill so many pages. */
const LINES = { 'pdf.1': 4, 'pdf.20': 244 };

export const benchmarks: Benchmark[] = Object.entries(LINES).map(([name, lines]) => ({
	name,
	run: ({ quick }) => measure(name, lines, quick ? 7 : 21)
}));

/** Milliseconds for the PDF of one page, the median of so many. */
export async function onePage(count: number): Promise<number> {
	const fonts = { regular: readTrueType(await font('Regular')), semibold: readTrueType(await font('Semibold')) };
	const document = invoice(LINES['pdf.1']);
	for (let i = 0; i < WARM_UP; i++) renderPdf(document, fonts);
	const took: number[] = [];
	while (took.length < count) took.push(await timed(() => renderPdf(document, fonts))());
	return median(took);
}

async function measure(name: string, lines: number, count: number): Promise<Row[]> {
	const files = [await font('Regular'), await font('Semibold')] as const;
	const fonts = { regular: readTrueType(files[0]), semibold: readTrueType(files[1]) };
	const document = invoice(lines);
	const subject = () => renderPdf(document, fonts);
	const reference = () => emptyPage(files);
	for (let i = 0; i < WARM_UP; i++) {
		subject();
		reference();
	}
	const pairs = await takePairs(count, timed(subject), timed(reference));
	const [size, referenceSize] = [subject().length, reference().length];
	const about = { n: lines, reference: REFERENCE };
	return [
		rowOf(pairs, { ...about, name, unit: 'ms', bytes: size }),
		{ ...about, name: `${name}.bytes`, unit: 'B', value: size, referenceValue: referenceSize, ratio: size / referenceSize }
	];
}

function timed(work: () => unknown): () => Promise<number> {
	return async () => {
		const start = performance.now();
		work();
		return performance.now() - start;
	};
}

function invoice(lines: number): PrintableDocument {
	const body = Array.from({ length: lines }, (_, i) =>
		line(`Article ${i + 1}`, `${(i % 7) + 1}.5`, '110.25', { description: DESCRIPTION, unit: 'HUR' })
	);
	return fromIssued(
		issued(content(body, { orderNumber: 'BC-2026-118', terms: 'Payable dans les 30 jours.', notes: 'Merci de votre confiance.' }))
	);
}

function emptyPage(fonts: readonly Uint8Array[]): Uint8Array {
	const pdf = new jsPDF({ unit: 'pt', format: 'letter', compress: true, putOnlyUsedFonts: true });
	fonts.forEach((bytes, i) => {
		pdf.addFileToVFS(`${i}`, Buffer.from(bytes).toString('latin1'));
		pdf.addFont(`${i}`, `Font${i}`, 'normal', undefined, 'Identity-H');
		pdf.setFont(`Font${i}`).text(' ', 50, 50);
	});
	return new Uint8Array(pdf.output('arraybuffer'));
}

async function font(style: string): Promise<Uint8Array> {
	return new Uint8Array(await readFile(new URL(`../../src/lib/documents/pdf/fonts/WaxbillDocument-${style}.ttf`, import.meta.url)));
}
