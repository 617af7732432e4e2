/** The invoice as a PDF carries it (Factur-X 1.09, ZUGFeRD 2.5): cross industry invoice, whatever the profile. */
import type { IssuedDocument } from '../documents/document.ts';
import type { EnclosedFile, Enclosure } from '../documents/pdf/archive/enclosure.ts';
import { fromDocument, OPERATIONS, type AttachedFiles, type EInvoiceOptions } from './from/document.ts';
import type { Reason } from './from/reason.ts';
import { formatOf } from './formats.ts';
import { LEVELS, type Profile } from './profiles.ts';
import { writeEInvoice } from './write.ts';

export type Enclosed = { ok: true; enclosure: Enclosure } | { ok: false; reasons: Reason[] };

/** The profile must be one of `LEVELS`. Files that go with the document lie in the PDF beside the XML, which only names them. */
export function enclosureOf(document: IssuedDocument, { files, ...options }: EInvoiceOptions): Enclosed {
	const level = LEVELS[options.profile];
	if (!level) throw new TypeError(`No PDF carries ${options.profile}`);
	const derived = fromDocument(document, options);
	if (!derived.ok) return derived;
	const beside = files && enclosedFiles(document, files);
	return { ok: true, enclosure: { xml: writeEInvoice(derived.invoice, 'cii'), level, ...(beside?.length && { files: beside }) } };
}

function enclosedFiles({ content: { attachments = [] } }: IssuedDocument, files: AttachedFiles): EnclosedFile[] {
	return attachments.map(({ file, name, type, description }) => ({ name, mime: type, description, bytes: files.get(file)! }));
}

/**
 * What the PDF of the document carries for a client that takes that format: nothing where it is another file. Asks first where France wants to know
 * what was sold, and where something stands in the way.
 */
export function enclosureFor(document: IssuedDocument, wanted: string, files: AttachedFiles): Enclosure | 'asking' | undefined {
	const format = formatOf(wanted);
	if (format?.container !== 'pdf') return undefined;
	if (format.profile === 'france') return 'asking';
	const made = enclosureOf(document, { profile: format.profile, files });
	return made.ok ? made.enclosure : 'asking';
}

/** What a PDF of the document may carry, to be made again: every enclosure of the level that its metadata name; nothing where they name none. */
export function enclosuresLike(document: IssuedDocument, pdf: Uint8Array): (Enclosure | undefined)[] {
	const level = /<fx:ConformanceLevel>([^<]*)</.exec(new TextDecoder('latin1').decode(pdf))?.[1];
	if (!level) return [undefined];
	const candidates = (Object.keys(LEVELS) as Profile[])
		.filter((profile) => LEVELS[profile] === level)
		.flatMap((profile) => (profile === 'france' ? OPERATIONS : OPERATIONS.slice(0, 1)).map((operation) => ({ profile, operation })))
		.map((options) => enclosureOf(document, options));
	return candidates.flatMap((each) => (each.ok ? [each.enclosure] : []));
}
