/** What a PDF carries inside: the invoice as a structured file, and files beside it. */

/** The conformance levels of Factur-X 1.09 / ZUGFeRD 2.5 that the books write; MINIMUM and BASIC WL are no invoices. */
export type ConformanceLevel = 'BASIC' | 'EN 16931' | 'XRECHNUNG';

export interface Enclosure {
	/** The invoice, cross industry invoice in XML. */
	xml: string;
	level: ConformanceLevel;
	/** What goes with the invoice (BG-24). */
	files?: EnclosedFile[];
}

export interface EnclosedFile {
	name: string;
	/** "application/pdf". */
	mime: string;
	/** What it is, in words. */
	description?: string;
	bytes: Uint8Array;
}

/** How the XML is called in the file and which version of its rules the metadata name (ZUGFeRD 2.5, technical appendix: PDF/A-3). */
export const INVOICE_FILES: Readonly<Record<ConformanceLevel, { name: string; version: string }>> = {
	BASIC: { name: 'factur-x.xml', version: '1.0' },
	'EN 16931': { name: 'factur-x.xml', version: '1.0' },
	XRECHNUNG: { name: 'xrechnung.xml', version: '3.0' }
};
