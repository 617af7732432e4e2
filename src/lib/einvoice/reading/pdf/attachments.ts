/**
 * The files attached to a PDF that may be an invoice (ISO 32000-1, 7.11.4; ISO 19005-3; Factur-X 1.0, 6.2): those that the catalog's tree of names
 * holds, then those of the catalog's /AF; where neither has any, whatever the file says is attached.
 */
import { PdfObjects } from './objects.ts';
import { PdfRefused } from './problem.ts';
import { textOf, PdfRef, type PdfDict, type PdfValue } from './values.ts';

export interface PdfAttachment {
	name: string;
	bytes: Uint8Array<ArrayBuffer>;
}

/** Names that the profiles prescribe: Factur-X and ZUGFeRD 2.1 on, ZUGFeRD 2.0 and 1.0, XRechnung in ZUGFeRD. */
const INVOICE_NAMES: readonly string[] = ['factur-x.xml', 'xrechnung.xml', 'zugferd-invoice.xml'];
const MOST_NODES = 10_000;
const MOST_CANDIDATES = 10;

interface Named {
	name: string;
	spec: PdfDict;
}

/** @returns those with a prescribed name first. @throws PdfRefused where there is none, or the only ones cannot be taken out. */
export async function invoiceAttachments(bytes: Uint8Array<ArrayBuffer>): Promise<PdfAttachment[]> {
	const objects = await PdfObjects.read(bytes);
	const found = named(objects)
		.filter(({ name }) => /\.xml$/i.test(name.trim()))
		.sort((a, b) => rank(a.name) - rank(b.name))
		.slice(0, MOST_CANDIDATES);
	if (found.length === 0) throw new PdfRefused('pdf-no-invoice');
	const whole: PdfAttachment[] = [];
	for (const { name, spec } of found) {
		const file = embedded(objects, spec);
		try {
			whole.push({ name, bytes: await objects.stream(file) });
		} catch (cause) {
			if (!(cause instanceof PdfRefused) || cause.problem === 'pdf-too-large') throw cause;
			// The invoice itself is damaged: another file beside it is not shown in its place.
			if (rank(name) === 0) throw new PdfRefused('pdf-broken-attachment');
		}
	}
	if (whole.length === 0) throw new PdfRefused('pdf-broken-attachment');
	return whole;
}

function rank(name: string): number {
	return INVOICE_NAMES.includes(name.trim().toLowerCase()) ? 0 : 1;
}

function named(objects: PdfObjects): Named[] {
	const { catalog } = objects;
	const tree = objects.dict(objects.dict(catalog?.get('Names'))?.get('EmbeddedFiles'));
	const specs = [...(tree ? fromTree(objects, tree) : []), ...objects.list(catalog?.get('AF'))];
	const own = withNames(objects, specs);
	return own.length > 0
		? own
		: withNames(
				objects,
				objects.dicts().filter((dict) => dict.has('EF'))
			);
}

function withNames(objects: PdfObjects, specs: readonly PdfValue[]): Named[] {
	const seen = new Set<PdfDict>();
	return specs.flatMap((value) => {
		const spec = objects.dict(value);
		if (!spec?.has('EF') || seen.has(spec)) return [];
		seen.add(spec);
		return [{ name: textOf(objects.get(spec.get('UF'))) || textOf(objects.get(spec.get('F'))), spec }];
	});
}

/** The values of a tree of names, which a file may have made a circle of. */
function fromTree(objects: PdfObjects, root: PdfDict): PdfValue[] {
	const values: PdfValue[] = [];
	const seen = new Set<PdfDict>();
	const open = [root];
	for (let node = open.pop(); node; node = open.pop()) {
		if (seen.has(node)) continue;
		seen.add(node);
		if (seen.size > MOST_NODES) throw new PdfRefused('pdf-broken');
		values.push(...objects.list(node.get('Names')).filter((_, at) => at % 2 === 1));
		for (const kid of objects.list(node.get('Kids'))) {
			const next = objects.dict(kid);
			if (next) open.push(next);
		}
	}
	return values;
}

function embedded(objects: PdfObjects, spec: PdfDict): PdfRef | undefined {
	const files = objects.dict(spec.get('EF'));
	for (const key of ['UF', 'F', 'Unix', 'DOS', 'Mac']) {
		const file = files?.get(key);
		if (file instanceof PdfRef) return file;
	}
	return undefined;
}
