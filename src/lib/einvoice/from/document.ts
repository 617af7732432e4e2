/** An issued document in the terms of EN 16931. It says what was issued and no more: nothing is invented, and what has no term is a reason. */
import type { DocumentContent, IssuedDocument, Totals } from '../../documents/document.ts';
import { instalmentsOf } from '../../documents/instalments.ts';
import { paymentLinkOf } from '../../documents/payment-link.ts';
import { fromIssued } from '../../documents/pdf/printable.ts';
import { thawTotals } from '../../documents/totals.ts';
import { toBase64 } from '../../exchange/json/base64.ts';
import { amount, amountString } from '../../money/amount.ts';
import { currencyExponent } from '../../money/currencies.ts';
import type { EInvoice, InvoiceNote, PaymentInstructions, SupportingDocument } from '../model.ts';
import { BILLING_PROCESS, SPECIFICATIONS, type Profile } from '../profiles.ts';
import { effectsOf } from './allowances.ts';
import { toBasic } from './basic.ts';
import { frenchNotes, withFrenchCode } from './france.ts';
import { linesOf } from './lines.ts';
import { buyerOf, postal, sellerOf } from './parties.ts';
import type { Reason } from './reason.ts';
import { missingOf } from './required.ts';
import { breakdown, taxReasons } from './taxes.ts';

/** What France wants to know of a sale (BT-23, "cadre de facturation"): services, goods, or both. */
export type Operation = (typeof OPERATIONS)[number];
export const OPERATIONS = ['S', 'B', 'M'] as const;

export interface EInvoiceOptions {
	profile: Profile;
	operation?: Operation;
	/** The files that go with it by their address: written into it (BT-125). Without them they are named alone. */
	files?: AttachedFiles;
}

export type AttachedFiles = ReadonlyMap<string, Uint8Array>;

/** `warnings` are what the rules of the profile find that does not make the invoice invalid. */
export type Derived = { ok: true; invoice: EInvoice; warnings: Reason[] } | { ok: false; reasons: Reason[] };

export function fromDocument(document: IssuedDocument, { profile, operation = 'S', files }: EInvoiceOptions): Derived {
	const { content } = document;
	const typeCode = typeCodeOf(content.type, profile);
	if (!typeCode) return { ok: false, reasons: [{ problem: 'not-an-invoice', term: 'BT-3', field: 'content.type' }] };
	const reasons = inexpressible(document);
	if (reasons.length) return { ok: false, reasons };
	const derived = modelOf(document, typeCode, profile, operation);
	const documents = supporting(content, files);
	derived.documents.push(...(profile === 'france' ? documents.map(withFrenchCode) : documents));
	const { invoice, lost } = profile === 'facturx-basic' ? toBasic(derived) : { invoice: derived, lost: [] };
	const { fatal, warning } = missingOf(invoice, profile);
	const missing = [...lost, ...fatal];
	return missing.length ? { ok: false, reasons: missing } : { ok: true, invoice, warnings: warning };
}

/** UNTDID 1001. The list of XRechnung has no prepayment invoice (BR-DE-17). */
function typeCodeOf(type: DocumentContent['type'], profile: Profile): string | undefined {
	if (type === 'invoice') return '380';
	if (type === 'credit-note') return '381';
	return type === 'deposit-invoice' ? (profile === 'xrechnung' ? '380' : '386') : undefined;
}

/** UN/ECE Recommendation 20, or 21 with an X in front. */
const UNIT = /^(X[A-Z0-9]{2}|[A-Z0-9]{2,3})$/;

function inexpressible({ content, totals }: IssuedDocument): Reason[] {
	const found = taxReasons(content);
	const say = (problem: Reason['problem'], term: string, field: string) => void found.push({ problem, term, field: `content.${field}` });
	if (content.lines.length === 0) say('no-lines', 'BG-25', 'lines');
	if (currencyExponent(content.currency) > 2) say('currency', 'BT-5', 'currency');
	if (totals.base && totals.base.currency !== content.currency && currencyExponent(totals.base.currency) > 2)
		say('currency', 'BT-6', 'baseCurrency');
	if (thawTotals(totals).stampDuty !== 0n) say('stamp-duty', 'BG-22', 'stampDuty');
	content.lines.forEach(({ unit }, index) => UNIT.test(unit) || say('unit', 'BT-130', `lines.${index}.unit`));
	return found;
}

function modelOf(document: IssuedDocument, typeCode: string, profile: Profile, operation: Operation): EInvoice {
	const { content, number } = document;
	const totals = thawTotals(document.totals);
	const money = (minor: bigint) => amountString(amount(content.currency, minor));
	const effects = effectsOf(content, money);
	const isCreditNote = typeCode === '381';
	const isOutside = totals.taxes.length > 0 && totals.taxes.every(({ category }) => category === 'O');
	const seller = sellerOf(document.seller);
	const buyer = buyerOf(document.buyer);
	if (isOutside) {
		// Nobody's VAT number is on it (BR-O-02 to BR-O-04), and the seller is told by another (BR-CO-26).
		if (seller.vatId && seller.identifiers.length === 0 && !seller.legalRegistration) seller.identifiers.push({ id: seller.vatId });
		delete seller.vatId;
		delete buyer.vatId;
	}
	const terms = [paymentTerms(content, totals, money), paymentLinkOf(fromIssued(document))].filter(Boolean).join('\n');
	const base = totals.base && totals.base.currency !== content.currency && totals.taxTotal !== 0n ? totals.base : undefined;
	const period = { ...(content.periodStart && { start: content.periodStart }), ...(content.periodEnd && { end: content.periodEnd }) };
	const delivered = deliveryOf(document, totals);
	const process =
		profile === 'france'
			? frenchProcess(content, operation)
			: profile === 'peppol' || profile === 'xrechnung'
				? BILLING_PROCESS
				: undefined;
	// The German rules, which Peppol takes over, want a rate and a way to pay on each (BR-DE-14, BR-DE-1; DE-R-014, DE-R-001).
	const isGerman = profile === 'xrechnung' || profile === 'peppol';
	const preceding = content.preceding ? [content.preceding] : (content.origins ?? []).filter(({ type }) => type === 'deposit-invoice');
	return {
		number,
		issueDate: content.issueDate,
		typeCode,
		currency: content.currency,
		...(base && { vatCurrency: base.currency }),
		...(!isCreditNote && content.dueDate && { dueDate: content.dueDate }),
		...trimmed('buyerReference', content.buyerReference),
		...trimmed('project', content.project),
		...trimmed('contract', content.contractReference),
		...trimmed('purchaseOrder', content.orderNumber),
		...(terms && { paymentTerms: terms }),
		notes: notesOf(document, totals, profile),
		...(process && { businessProcess: process }),
		specification: SPECIFICATIONS[profile],
		// CII has room for one; the deposits after the first are named as supporting documents.
		preceding: preceding.slice(0, 1).map(({ number, issueDate }) => ({ number, issueDate })),
		seller,
		buyer,
		...(delivered && { delivery: delivered }),
		...(Object.keys(period).length > 0 && { period }),
		payments: paymentsOf(document, isCreditNote, isGerman),
		allowances: effects.allowances,
		charges: effects.charges,
		totals: {
			lines: money(totals.sumLines),
			...(effects.allowances.length > 0 && { allowances: money(effects.sumAllowances) }),
			...(effects.charges.length > 0 && { charges: money(effects.sumCharges) }),
			withoutVat: money(totals.taxExclusive),
			vat: money(totals.taxTotal),
			...(base && { vatInAccountingCurrency: amountString(amount(base.currency, base.taxTotal)) }),
			withVat: money(totals.taxInclusive),
			...(totals.prepaid + totals.withheld !== 0n && { paid: money(totals.prepaid + totals.withheld) }),
			...(totals.rounding !== 0n && { rounding: money(totals.rounding) }),
			due: money(totals.payable)
		},
		vat: breakdown(totals, money, isGerman),
		documents: preceding.slice(1).map(({ number }) => ({ reference: number })),
		lines: linesOf({ content, totals, money, exponent: currencyExponent(content.currency) })
	};
}

/** BG-24. Base64 of a file that is at hand. */
function supporting({ attachments = [] }: DocumentContent, files?: AttachedFiles): SupportingDocument[] {
	return attachments.map(({ file, name, type, description }) => {
		const bytes = files?.get(file);
		return {
			reference: name,
			...trimmed('description', description),
			...(bytes && { attachment: { mime: type, fileName: name, content: toBase64(bytes) } })
		};
	});
}

function trimmed<K extends string>(key: K, text: string | undefined): { [P in K]?: string } {
	return text?.trim() ? ({ [key]: text.trim() } as { [P in K]: string }) : {};
}

/**
 * BT-20, with the page to pay on below: it is for a person to read. BT-82 would name the transfer by it, which BT-81 and BT-84 say, and BG-24 is for what
 * proves the claim. Parts of what is due have no term of their own: they are said by day and amount, the same as on the page.
 */
function paymentTerms(content: DocumentContent, { payable }: Totals, money: (minor: bigint) => string): string {
	const parts = (content.instalments ?? []).length < 2 ? [] : instalmentsOf(content, payable);
	const due = parts.map(({ date, amount }) => `${date}: ${money(amount)} ${content.currency}`).join('; ');
	return [content.terms.trim(), due].filter(Boolean).join('\n');
}

/**
 * What the buyer keeps back is no VAT and no allowance: like an amount paid already it lessens what is due (BT-113), and a note says what it is.
 * Peppol has room for one note.
 */
function notesOf({ content }: IssuedDocument, totals: Totals, profile: Profile): InvoiceNote[] {
	const withheld = totals.withholdings
		.filter((each) => each.amount !== 0n)
		.map((each) => `${each.name} ${each.rate} %: -${amountString(amount(content.currency, each.amount))} ${content.currency}`);
	const text = [content.notes.trim(), ...withheld].filter(Boolean).join('\n');
	const own: InvoiceNote[] = text ? [{ text }] : [];
	return profile === 'france' ? [...own, ...frenchNotes(content.terms)] : own;
}

/** A final invoice after a deposit has a code of its own. */
function frenchProcess({ origins = [], type }: DocumentContent, operation: Operation): string {
	return `${operation}${type === 'invoice' && origins.some((each) => each.type === 'deposit-invoice') ? '4' : '1'}`;
}

function deliveryOf({ content, buyer }: IssuedDocument, { taxes }: Totals): EInvoice['delivery'] {
	// Within the Union the place is told always (BR-IC-12).
	const place = buyer.deliveryAddress ?? (taxes.some(({ category }) => category === 'K') ? buyer.address : undefined);
	if (!place && !content.supplyDate) return undefined;
	return {
		...(content.supplyDate && { date: content.supplyDate }),
		...(place && { partyName: buyer.name, address: postal(place) })
	};
}

/** UNTDID 4461. */
const SEPA = '58';
const TRANSFER = '30';
const UNDEFINED_MEANS = '1';

function paymentsOf({ content, seller, number }: IssuedDocument, isCreditNote: boolean, always: boolean): PaymentInstructions[] {
	const accounts = isCreditNote
		? []
		: seller.bankAccounts
				.filter(({ currency, iban, account }) => (!currency || currency === content.currency) && (iban?.trim() || account?.trim()))
				.sort((a, b) => Number(b.primary) - Number(a.primary));
	const [first] = accounts;
	if (!first) return always ? [{ means: UNDEFINED_MEANS, transfers: [] }] : [];
	const isSepa = content.currency === 'EUR' && accounts.every(({ iban }) => iban?.trim());
	return [
		{
			means: isSepa ? SEPA : TRANSFER,
			remittance: number,
			transfers: accounts.map(({ iban, account, holder, bic }) => ({
				account: iban?.trim() ? iban.replace(/\s+/g, '').toUpperCase() : account!.trim(),
				...(holder.trim() && { name: holder.trim() }),
				...(bic?.trim() && { provider: bic.replace(/\s+/g, '').toUpperCase() })
			}))
		}
	];
}
