/** What a profile wants on an invoice and a document may lack: the terms that somebody must type before it can be written. */
import type { EInvoice } from '../model.ts';
import type { Profile } from '../profiles.ts';
import type { Reason } from './reason.ts';

type Want = [term: string, field: string, isThere: (invoice: EInvoice) => unknown, problem?: Reason['problem']];

const hasCategory = ({ vat }: EInvoice, ...categories: string[]) => vat.some(({ category }) => categories.includes(category));
const without =
	(isFree: (invoice: EInvoice) => boolean, isThere: Want[2]): Want[2] =>
	(invoice) =>
		isFree(invoice) || isThere(invoice);

const CORE: Want[] = [
	['BT-27', 'seller.name', ({ seller }) => seller.name],
	['BT-40', 'seller.address.country', ({ seller }) => seller.address?.country],
	['BT-44', 'buyer.name', ({ buyer }) => buyer.name],
	['BT-55', 'buyer.address.country', ({ buyer }) => buyer.address?.country],
	// BR-CO-26.
	['BT-31', 'seller.taxIds', ({ seller }) => seller.vatId ?? seller.legalRegistration ?? seller.identifiers[0]],
	// BR-S-02 and its like.
	[
		'BT-31',
		'seller.taxIds',
		without(
			(each) => hasCategory(each, 'O'),
			({ seller }) => seller.vatId ?? seller.taxRegistration
		)
	],
	[
		'BT-31',
		'seller.taxIds',
		without(
			(each) => !hasCategory(each, 'K', 'G'),
			({ seller }) => seller.vatId
		)
	],
	[
		'BT-48',
		'buyer.taxIds',
		without(
			(each) => !hasCategory(each, 'K'),
			({ buyer }) => buyer.vatId
		)
	],
	[
		'BT-48',
		'buyer.taxIds',
		without(
			(each) => !hasCategory(each, 'AE'),
			({ buyer }) => buyer.vatId ?? buyer.legalRegistration
		)
	],
	// BR-IC-11.
	[
		'BT-72',
		'content.supplyDate',
		without(
			(each) => !hasCategory(each, 'K'),
			({ delivery, period }) => delivery?.date ?? period
		)
	],
	// BR-CO-25.
	[
		'BT-9',
		'content.dueDate',
		without(
			({ totals, typeCode }) => typeCode === '381' || !isAbove(totals.due),
			({ dueDate, paymentTerms }) => dueDate ?? paymentTerms
		)
	],
	[
		'BT-120',
		'content.lines',
		({ vat }) => vat.every(({ category, exemptionReason, exemptionCode }) => category !== 'E' || exemptionReason || exemptionCode)
	],
	['BT-153', 'content.lines', ({ lines }) => lines.every(({ item }) => item.name)]
];

const ADDRESSES: Want[] = [
	['BT-34', 'seller.electronicAddress', ({ seller }) => seller.electronicAddress],
	['BT-49', 'buyer.electronicAddress', ({ buyer }) => buyer.electronicAddress]
];

const OF_GERMANS: Want[] = [
	['BT-31', 'seller.taxIds', ({ seller }) => seller.vatId ?? seller.taxRegistration],
	['BT-37', 'seller.address.city', ({ seller }) => seller.address?.city],
	['BT-38', 'seller.address.postcode', ({ seller }) => seller.address?.postCode],
	['BT-41', 'seller.contact.name', ({ seller }) => seller.contact?.name],
	['BT-42', 'seller.contact.phone', ({ seller }) => seller.contact?.phone],
	['BT-43', 'seller.contact.email', ({ seller }) => seller.contact?.email],
	['BT-52', 'buyer.address.city', ({ buyer }) => buyer.address?.city],
	['BT-53', 'buyer.address.postcode', ({ buyer }) => buyer.address?.postCode]
];

/** XRechnung 3.0.2, BR-DE-1 to BR-DE-9 and BR-DE-15. */
const GERMANY: Want[] = [...ADDRESSES, ['BT-10', 'content.buyerReference', ({ buyerReference }) => buyerReference], ...OF_GERMANS];

const within = (country: string) => (each: EInvoice) => each.seller.address?.country === country && each.buyer.address?.country === country;

/** Peppol BIS Billing 3: PEPPOL-EN16931-R003, R010, R020, CL008; within Germany DE-R-002 to DE-R-011. */
const PEPPOL: Want[] = [
	...ADDRESSES,
	['BT-34', 'seller.electronicAddress', ({ seller }) => seller.electronicAddress?.scheme !== 'EM', 'form'],
	['BT-49', 'buyer.electronicAddress', ({ buyer }) => buyer.electronicAddress?.scheme !== 'EM', 'form'],
	['BT-10', 'content.buyerReference', ({ buyerReference, purchaseOrder }) => buyerReference ?? purchaseOrder],
	...OF_GERMANS.map(([term, field, isThere]): Want => [term, field, without((each) => !within('DE')(each), isThere)])
];

const note =
	(code: string) =>
	({ notes }: EInvoice) =>
		notes.some(({ subjectCode }) => subjectCode === code);

/** Specifications of the French reform, BR-FR-01, 02, 05, 10, 12, 13, 15, 16 and CO-12. */
const FRANCE: Want[] = [
	...ADDRESSES,
	['BT-1', 'number', ({ number }) => /^[A-Za-z0-9+_/-]{1,35}$/.test(number), 'form'],
	['BT-22 PMT', 'content.terms', note('PMT')],
	['BT-22 PMD', 'content.terms', note('PMD')],
	['BT-22 AAB', 'content.terms', note('AAB')],
	['BT-30', 'seller.taxIds', ({ seller }) => seller.legalRegistration?.scheme === '0002' && /^\d{9}$/.test(seller.legalRegistration.id)],
	['BT-118', 'content.lines', ({ vat }) => vat.every(({ category }) => category !== 'L' && category !== 'M'), 'form'],
	[
		'BT-6',
		'content.exchangeRate',
		({ currency, vatCurrency, totals }) => currency === 'EUR' || (vatCurrency === 'EUR' && totals.vatInAccountingCurrency)
	],
	[
		'BT-129',
		'content.lines',
		({ lines }) => lines.every(({ quantity, price }) => [quantity, price.baseQuantity ?? ''].every((each) => !/\.\d{5}/.test(each))),
		'form'
	]
];

const WANTED: Readonly<Record<Profile, readonly Want[]>> = {
	en16931: CORE,
	xrechnung: [...CORE, ...GERMANY],
	peppol: [...CORE, ...PEPPOL],
	'facturx-basic': CORE,
	facturx: CORE,
	france: [...CORE, ...FRANCE]
};

export function missingOf(invoice: EInvoice, profile: Profile): Reason[] {
	const found = WANTED[profile].filter(([, , isThere]) => !isThere(invoice));
	const reasons = found.map(([term, field, , problem = 'missing']): Reason => ({ problem, term, field }));
	return reasons.filter(({ field, term }, index) => reasons.findIndex((each) => each.field === field && each.term === term) === index);
}

function isAbove(amount: string): boolean {
	return !amount.startsWith('-') && /[1-9]/.test(amount);
}
