/** Factur-X profile BASIC: what it has no place for is left out where it only explains, and is a reason where an amount depends on it. */
import type { AllowanceOrCharge, EInvoice, Seller } from '../model.ts';
import type { Reason } from './reason.ts';

export function toBasic(invoice: EInvoice): { invoice: EInvoice; lost: Reason[] } {
	const { project: _project, documents: _documents, taxPointDate: _date, salesOrder: _order, receivingAdvice: _advice, ...kept } = invoice;
	const { contact: _contact, legalInformation: _information, ...seller } = invoice.seller;
	const { contact: _buyerContact, ...buyer } = invoice.buyer;
	const lost: Reason[] = invoice.totals.rounding ? [{ problem: 'no-place', term: 'BT-114', field: 'content.rounding' }] : [];
	return {
		invoice: {
			...kept,
			seller: seller satisfies Seller,
			buyer,
			documents: [],
			payments: invoice.payments.map(({ meansText: _text, transfers, ...payment }) => ({
				...payment,
				transfers: transfers.map(({ account }) => ({ account }))
			})),
			lines: invoice.lines.map(({ item, allowances, charges, ...line }) => ({
				...line,
				allowances: allowances.map(amountAlone),
				charges: charges.map(amountAlone),
				item: { name: item.name, classifications: [], attributes: [] }
			}))
		},
		lost
	};
}

function amountAlone({ base: _base, percent: _percent, ...each }: AllowanceOrCharge): AllowanceOrCharge {
	return each;
}
