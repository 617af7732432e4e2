/**
 * An invoice or credit note as EN 16931-1:2017 models it: every business term (BT) and group (BG), under the standard's names.
 * Both syntaxes are written from it and read into it; rules are checked on it.
 *
 * Amounts, prices, quantities and percentages are decimal strings ("120.50", "-3", "9.975") as they stand in the file, dates ISO 8601 calendar
 * dates. A mandatory term that a file leaves out is the empty string, so that what is missing can be told; an optional one is absent.
 * Nothing else is ever empty.
 */

/** An identifier, with the list it is from: ISO 6523 (ICD), for electronic addresses EAS, for items and objects UNTDID. */
export interface Identifier {
	id: string;
	scheme?: string;
}

/** BG-1. */
export interface InvoiceNote {
	/** BT-21, UNTDID 4451: "AAB", "PMT" … */
	subjectCode?: string;
	/** BT-22. */
	text: string;
}

/** BG-3. */
export interface PrecedingReference {
	/** BT-25. */
	number: string;
	/** BT-26. */
	issueDate?: string;
}

/** BG-5, BG-8, BG-12, BG-15. */
export interface PostalAddress {
	/** BT-35, BT-50, BT-64, BT-75. */
	line1?: string;
	/** BT-36, BT-51, BT-65, BT-76. */
	line2?: string;
	/** BT-162, BT-163, BT-164, BT-165. */
	line3?: string;
	/** BT-37, BT-52, BT-66, BT-77. */
	city?: string;
	/** BT-38, BT-53, BT-67, BT-78. */
	postCode?: string;
	/** BT-39, BT-54, BT-68, BT-79. */
	subdivision?: string;
	/** BT-40, BT-55, BT-69, BT-80: ISO 3166-1 alpha-2. */
	country: string;
}

/** BG-6, BG-9. */
export interface PartyContact {
	/** BT-41, BT-56. */
	name?: string;
	/** BT-42, BT-57. */
	phone?: string;
	/** BT-43, BT-58. */
	email?: string;
}

/** BG-4. */
export interface Seller {
	/** BT-27. */
	name: string;
	/** BT-28. */
	tradingName?: string;
	/** BT-29. */
	identifiers: Identifier[];
	/** BT-30. */
	legalRegistration?: Identifier;
	/** BT-31, with the country in front. */
	vatId?: string;
	/** BT-32. */
	taxRegistration?: string;
	/** BT-33. */
	legalInformation?: string;
	/** BT-34. */
	electronicAddress?: Identifier;
	/** BG-5. Absent only where a file leaves it out. */
	address?: PostalAddress;
	/** BG-6. */
	contact?: PartyContact;
}

/** BG-7. */
export interface Buyer {
	/** BT-44. */
	name: string;
	/** BT-45. */
	tradingName?: string;
	/** BT-46. */
	identifier?: Identifier;
	/** BT-47. */
	legalRegistration?: Identifier;
	/** BT-48. */
	vatId?: string;
	/** BT-49. */
	electronicAddress?: Identifier;
	/** BG-8. Absent only where a file leaves it out. */
	address?: PostalAddress;
	/** BG-9. */
	contact?: PartyContact;
}

/** BG-10. */
export interface Payee {
	/** BT-59. */
	name: string;
	/** BT-60. */
	identifier?: Identifier;
	/** BT-61. */
	legalRegistration?: Identifier;
}

/** BG-11. */
export interface TaxRepresentative {
	/** BT-62. */
	name: string;
	/** BT-63. */
	vatId: string;
	/** BG-12. Absent only where a file leaves it out. */
	address?: PostalAddress;
}

/** BG-14, BG-26. */
export interface Period {
	/** BT-73, BT-134. */
	start?: string;
	/** BT-74, BT-135. */
	end?: string;
}

/** BG-13. */
export interface Delivery {
	/** BT-70. */
	partyName?: string;
	/** BT-71. */
	location?: Identifier;
	/** BT-72. */
	date?: string;
	/** BG-15. */
	address?: PostalAddress;
}

/** BG-17. */
export interface CreditTransfer {
	/** BT-84: IBAN or account number. */
	account: string;
	/** BT-85. */
	name?: string;
	/** BT-86: BIC or national bank code. */
	provider?: string;
}

/** BG-18. */
export interface PaymentCard {
	/** BT-87: the last digits alone. */
	number: string;
	/** BT-88. */
	holder?: string;
}

/** BG-19. */
export interface DirectDebit {
	/** BT-89. */
	mandate?: string;
	/** BT-90. */
	creditorId?: string;
	/** BT-91. */
	account?: string;
}

/** BG-16. */
export interface PaymentInstructions {
	/** BT-81, UNTDID 4461: "58" SEPA credit transfer, "30" credit transfer … */
	means: string;
	/** BT-82. */
	meansText?: string;
	/** BT-83. */
	remittance?: string;
	/** BG-17. */
	transfers: CreditTransfer[];
	/** BG-18. */
	card?: PaymentCard;
	/** BG-19. */
	directDebit?: DirectDebit;
}

/** UNTDID 5305 as EN 16931 restricts it; as it stands in a file it may be any text. */
export type VatCategory = string;

/** What an allowance and a charge have alike. */
export interface AllowanceOrCharge {
	/** BT-92, BT-99 (document); BT-136, BT-141 (line). */
	amount: string;
	/** BT-93, BT-100; BT-137, BT-142. */
	base?: string;
	/** BT-94, BT-101; BT-138, BT-143. */
	percent?: string;
	/** BT-97, BT-104; BT-139, BT-144. */
	reason?: string;
	/** BT-98, BT-140: UNTDID 5189 of an allowance. BT-105, BT-145: UNTDID 7161 of a charge. */
	reasonCode?: string;
}

/** BG-20, BG-21. */
export interface DocumentAllowanceOrCharge extends AllowanceOrCharge {
	/** BT-95, BT-102. */
	vatCategory: VatCategory;
	/** BT-96, BT-103. */
	vatRate?: string;
}

/** BG-22. */
export interface DocumentTotals {
	/** BT-106. */
	lines: string;
	/** BT-107. */
	allowances?: string;
	/** BT-108. */
	charges?: string;
	/** BT-109. */
	withoutVat: string;
	/** BT-110. */
	vat?: string;
	/** BT-111, in the currency of BT-6. */
	vatInAccountingCurrency?: string;
	/** BT-112. */
	withVat: string;
	/** BT-113. */
	paid?: string;
	/** BT-114. */
	rounding?: string;
	/** BT-115. */
	due: string;
}

/** BG-23. */
export interface VatBreakdown {
	/** BT-116. */
	taxable: string;
	/** BT-117. */
	tax: string;
	/** BT-118. */
	category: VatCategory;
	/** BT-119; absent for O. */
	rate?: string;
	/** BT-120. */
	exemptionReason?: string;
	/** BT-121, VATEX. */
	exemptionCode?: string;
}

/** BG-24. */
export interface SupportingDocument {
	/** BT-122. */
	reference: string;
	/** BT-123. */
	description?: string;
	/** BT-124. */
	location?: string;
	/** BT-125. */
	attachment?: Attachment;
}

/** BT-125. */
export interface Attachment {
	/** BT-125-1. */
	mime: string;
	/** BT-125-2. */
	fileName: string;
	/** Base64, without white space. */
	content: string;
}

/** BG-29. */
export interface PriceDetails {
	/** BT-146: never negative. */
	net: string;
	/** BT-147. */
	discount?: string;
	/** BT-148. */
	gross?: string;
	/** BT-149. */
	baseQuantity?: string;
	/** BT-150. */
	baseUnit?: string;
}

/** BG-31. */
export interface InvoicedItem {
	/** BT-153. */
	name: string;
	/** BT-154. */
	description?: string;
	/** BT-155. */
	sellerId?: string;
	/** BT-156. */
	buyerId?: string;
	/** BT-157. */
	standardId?: Identifier;
	/** BT-158: the scheme is BT-158-1, its version BT-158-2. */
	classifications: (Identifier & { version?: string })[];
	/** BT-159. */
	origin?: string;
	/** BG-32: BT-160, BT-161. */
	attributes: { name: string; value: string }[];
}

/** BG-25. */
export interface InvoiceLine {
	/** BT-126. */
	id: string;
	/** BT-127. */
	note?: string;
	/** BT-128. */
	object?: Identifier;
	/** BT-129. */
	quantity: string;
	/** BT-130: UN/ECE Recommendation 20, or 21 with an X in front. */
	unit: string;
	/** BT-131. */
	net: string;
	/** BT-132. */
	orderLine?: string;
	/** BT-133. */
	buyerAccounting?: string;
	/** BG-26. */
	period?: Period;
	/** BG-27. */
	allowances: AllowanceOrCharge[];
	/** BG-28. */
	charges: AllowanceOrCharge[];
	/** BG-29. */
	price: PriceDetails;
	/** BG-30: BT-151. */
	vatCategory: VatCategory;
	/** BT-152; absent for O. */
	vatRate?: string;
	/** BG-31. */
	item: InvoicedItem;
}

export interface EInvoice {
	/** BT-1. */
	number: string;
	/** BT-2. */
	issueDate: string;
	/** BT-3, UNTDID 1001: "380" invoice, "381" credit note, "386" prepayment invoice, "384" corrected invoice … */
	typeCode: string;
	/** BT-5, ISO 4217. */
	currency: string;
	/** BT-6. */
	vatCurrency?: string;
	/** BT-7. */
	taxPointDate?: string;
	/** BT-8, UNTDID 2005: "3", "35" or "432". */
	taxPointCode?: string;
	/** BT-9. */
	dueDate?: string;
	/** BT-10. */
	buyerReference?: string;
	/** BT-11. */
	project?: string;
	/** BT-12. */
	contract?: string;
	/** BT-13. */
	purchaseOrder?: string;
	/** BT-14. */
	salesOrder?: string;
	/** BT-15. */
	receivingAdvice?: string;
	/** BT-16. */
	despatchAdvice?: string;
	/** BT-17. */
	tender?: string;
	/** BT-18. */
	object?: Identifier;
	/** BT-19. */
	buyerAccounting?: string;
	/** BT-20. */
	paymentTerms?: string;
	/** BG-1. */
	notes: InvoiceNote[];
	/** BT-23. */
	businessProcess?: string;
	/** BT-24. */
	specification: string;
	/** BG-3. */
	preceding: PrecedingReference[];
	/** BG-4. */
	seller: Seller;
	/** BG-7. */
	buyer: Buyer;
	/** BG-10. */
	payee?: Payee;
	/** BG-11. */
	taxRepresentative?: TaxRepresentative;
	/** BG-13. */
	delivery?: Delivery;
	/** BG-14. */
	period?: Period;
	/** BG-16: one by the standard; files are found that name several ways to pay. */
	payments: PaymentInstructions[];
	/** BG-20. */
	allowances: DocumentAllowanceOrCharge[];
	/** BG-21. */
	charges: DocumentAllowanceOrCharge[];
	/** BG-22. */
	totals: DocumentTotals;
	/** BG-23. */
	vat: VatBreakdown[];
	/** BG-24. */
	documents: SupportingDocument[];
	/** BG-25. */
	lines: InvoiceLine[];
}
