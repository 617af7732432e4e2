/** A file as the model, from either syntax. */
import { CII_FIELDS } from './cii/document.ts';
import type { EInvoice } from './model.ts';
import { CII_NAMESPACES, UBL_NAMESPACES } from './namespaces.ts';
import type { Syntax } from './profiles.ts';
import { ublFields } from './ubl/document.ts';
import type { XmlElement } from './xml/element.ts';
import { leftOver, readInto, textAt, type Reading } from './xml/fields.ts';
import { EInvoiceRefused, parseXml } from './xml/parse.ts';

export interface ReadEInvoice {
	syntax: Syntax;
	invoice: EInvoice;
	/** Paths of what the file says and the model has no place for, or a second time where there is room for one. */
	unread: string[];
	/** The file as elements: rules on what the model has no place for are asked of it. */
	root: XmlElement;
}

const PREFIXES: Readonly<Record<string, string>> = Object.fromEntries(
	[...Object.entries(UBL_NAMESPACES), ...Object.entries(CII_NAMESPACES)].map(([prefix, uri]) => [uri, prefix])
);

/** ZUGFeRD 1.0 of 2014: before the standard, with elements of its own. */
const ZUGFERD_1 = 'urn:ferd:CrossIndustryDocument:invoice:1p0';

/** @throws EInvoiceRefused for what is no XML that may be read, or no invoice of either syntax. */
export async function readEInvoice(bytes: Uint8Array<ArrayBuffer>): Promise<ReadEInvoice> {
	const root = await parseXml(bytes, PREFIXES);
	if (root.name === `{${ZUGFERD_1}}CrossIndustryDocument`) throw new EInvoiceRefused('old-zugferd');
	const isCreditNote = root.name === 'CreditNote:CreditNote';
	const isUbl = isCreditNote || root.name === 'Invoice:Invoice';
	if (!isUbl && root.name !== 'rsm:CrossIndustryInvoice') throw new EInvoiceRefused('not-an-invoice');
	const settlement = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement';
	const reading: Reading = {
		currency: textAt(root, isUbl ? 'cbc:DocumentCurrencyCode' : `${settlement}/ram:InvoiceCurrencyCode`),
		vatCurrency: textAt(root, isUbl ? 'cbc:TaxCurrencyCode' : `${settlement}/ram:TaxCurrencyCode`),
		isCreditNote,
		taken: new Set()
	};
	const invoice = readInto(noInvoice(), root, isUbl ? ublFields(reading) : CII_FIELDS, reading);
	return { syntax: isUbl ? 'ubl' : 'cii', invoice, unread: leftOver(root, reading.taken), root };
}

function noInvoice(): EInvoice {
	return {
		number: '',
		issueDate: '',
		typeCode: '',
		currency: '',
		notes: [],
		specification: '',
		preceding: [],
		seller: { name: '', identifiers: [] },
		buyer: { name: '' },
		payments: [],
		allowances: [],
		charges: [],
		totals: { lines: '', withoutVat: '', withVat: '', due: '' },
		vat: [],
		documents: [],
		lines: []
	};
}
