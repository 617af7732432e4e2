/** The invoice as a PDF carries it (Factur-X 1.09, ZUGFeRD 2.5): cross industry invoice, whatever the profile. */
import type { IssuedDocument } from '../documents/document.ts';
import type { Enclosure } from '../documents/pdf/archive/enclosure.ts';
import { fromDocument, type EInvoiceOptions } from './from/document.ts';
import type { Reason } from './from/reason.ts';
import { LEVELS } from './profiles.ts';
import { writeEInvoice } from './write.ts';

export type Enclosed = { ok: true; enclosure: Enclosure } | { ok: false; reasons: Reason[] };

/** The profile must be one of `LEVELS`. */
export function enclosureOf(document: IssuedDocument, options: EInvoiceOptions): Enclosed {
	const level = LEVELS[options.profile];
	if (!level) throw new TypeError(`No PDF carries ${options.profile}`);
	const derived = fromDocument(document, options);
	return derived.ok ? { ok: true, enclosure: { xml: writeEInvoice(derived.invoice, 'cii'), level } } : derived;
}
