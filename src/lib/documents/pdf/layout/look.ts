/** What every part of the page is given: the document, its words and figures, and the facts sorted out of its fields. */
import type { CustomField } from '../../document.ts';
import { paymentCodeOf, type PaymentCode } from '../../payment-code/code-of.ts';
import { paymentLinkOf } from '../../payment-link.ts';
import type { DocumentFormat } from '../format.ts';
import type { DocumentLabels } from '../labels/labels.ts';
import type { PrintableDocument } from '../printable.ts';
import { buyerLabel, factsOf, titleOf, type Fact } from './facts.ts';
import { fiscalCodeOf } from './fiscal-code.ts';
import { paperStyle, type PaperStyle } from './template.ts';

/** All that head and foot show, of any paper: invoices and statements have them in common. */
export interface PaperLook {
	/** What the paper is: "Invoice". */
	title: string;
	document: Pick<PrintableDocument, 'number' | 'seller' | 'buyer'>;
	labels: DocumentLabels;
	format: DocumentFormat;
	hasLogo: boolean;
	/** The sender's. */
	colour: string;
	style: PaperStyle;
	facts: Fact[];
	/** What the code at the top says, where there is one. */
	fiscalCode?: string | undefined;
}

export interface Look extends PaperLook {
	document: PrintableDocument;
	/** Prices and sums are printed: not on what goes with the goods. */
	priced: boolean;
	/** Custom fields too long for the strip of facts; they follow the notes. */
	longFields: CustomField[];
	code: PaymentCode | undefined;
	/** Where it is paid online. */
	paymentLink: string | undefined;
}

/** A longer value would fill a quarter column with more than three lines. */
const SHORT = 60;

export function lookOf(document: PrintableDocument, labels: DocumentLabels, format: DocumentFormat): Look {
	const fits = ({ value }: CustomField) => value.length <= SHORT && !value.includes('\n');
	return {
		title: titleOf(document.content.type, labels),
		document,
		priced: document.content.type !== 'delivery-note',
		labels: { ...labels, billTo: buyerLabel(document.content.type, labels) },
		format,
		hasLogo: document.seller.logo !== undefined,
		colour: document.seller.colour,
		style: paperStyle(document.content.template),
		facts: factsOf(document, labels, format, document.content.customFields.filter(fits)),
		code: paymentCodeOf(document),
		paymentLink: paymentLinkOf(document),
		fiscalCode: fiscalCodeOf(document),
		longFields: document.content.customFields.filter((field) => !fits(field))
	};
}
