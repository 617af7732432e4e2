/** Namespaces of UBL 2.1 (OASIS) and CII D16B (UN/CEFACT), by the prefixes their own documents use. */
export const UBL_NAMESPACES = {
	Invoice: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
	CreditNote: 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2',
	cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
	cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'
} as const;

export const CII_NAMESPACES = {
	rsm: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
	ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
	qdt: 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
	udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100'
} as const;
