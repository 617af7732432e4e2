/** The model as a file. Nothing is computed, rounded or mended here. */
import { CII_FIELDS } from './cii/document.ts';
import type { EInvoice } from './model.ts';
import { CII_NAMESPACES, UBL_NAMESPACES } from './namespaces.ts';
import type { Syntax } from './profiles.ts';
import { CREDIT_NOTE_TYPES, ublFields } from './ubl/document.ts';
import { element, serialise } from './xml/element.ts';
import type { Scope } from './xml/fields.ts';

/**
 * UBL writes an invoice or a credit note by BT-3.
 *
 * What a syntax has no place for is left out: UBL BT-9 of a credit note that names no way to pay, CII all but the first of BG-3 and of the payment
 * references (BT-83). `fromDocument` makes no such model.
 */
export function writeEInvoice(invoice: EInvoice, syntax: Syntax): string {
	const scope: Scope = {
		currency: invoice.currency,
		vatCurrency: invoice.vatCurrency ?? '',
		isCreditNote: CREDIT_NOTE_TYPES.has(invoice.typeCode)
	};
	const fields = syntax === 'ubl' ? ublFields(scope) : CII_FIELDS;
	const children = fields.flatMap((field) => field.write(invoice, scope));
	if (syntax === 'cii') return serialise(element('rsm:CrossIndustryInvoice', '', children), CII_NAMESPACES);
	const name = scope.isCreditNote ? 'CreditNote' : 'Invoice';
	return serialise(element(name, '', children), { '': UBL_NAMESPACES[name], cac: UBL_NAMESPACES.cac, cbc: UBL_NAMESPACES.cbc });
}
