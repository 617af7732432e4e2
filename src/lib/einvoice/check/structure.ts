/** Facts of the two syntaxes' bindings: what may stand once (UBL-SR, CII-SR), what may not stand (UBL-DT, CII-DT), and what the schemas want. */
import type { Syntax } from '../profiles.ts';
import type { XmlElement } from '../xml/element.ts';
import { textAt } from '../xml/fields.ts';

type Once = [id: string, context: string, children: string, syntax: Syntax, where?: (found: XmlElement) => boolean];

const UBL = 'Invoice:Invoice|CreditNote:CreditNote';
const UBL_LINE = 'cac:InvoiceLine|cac:CreditNoteLine';
const SELLER = 'cac:AccountingSupplierParty/cac:Party';
const BUYER = 'cac:AccountingCustomerParty/cac:Party';
const isVat = (scheme: XmlElement) => textAt(scheme, 'cac:TaxScheme/cbc:ID').toUpperCase() === 'VAT';
const SUMMATION = 'ram:SpecifiedTradeSettlementHeaderMonetarySummation';

/** Elements of which there may be one; `where` which of them count. */
export const ONCE: readonly Once[] = [
	['UBL-SR-01', UBL, 'cac:ContractDocumentReference/cbc:ID', 'ubl'],
	['UBL-SR-02', UBL, 'cac:ReceiptDocumentReference/cbc:ID', 'ubl'],
	['UBL-SR-03', UBL, 'cac:DespatchDocumentReference/cbc:ID', 'ubl'],
	['UBL-SR-04', UBL, 'cac:AdditionalDocumentReference', 'ubl', (found) => textAt(found, 'cbc:DocumentTypeCode') === '130'],
	['UBL-SR-05', UBL, 'cac:PaymentTerms/cbc:Note', 'ubl'],
	['UBL-SR-06', 'cac:BillingReference', 'cac:InvoiceDocumentReference', 'ubl'],
	['UBL-SR-08', UBL, 'cac:InvoicePeriod', 'ubl'],
	['UBL-SR-09', UBL, `${SELLER}/cac:PartyLegalEntity/cbc:RegistrationName`, 'ubl'],
	['UBL-SR-10', UBL, `${SELLER}/cac:PartyName/cbc:Name`, 'ubl'],
	['UBL-SR-11', UBL, `${SELLER}/cac:PartyLegalEntity/cbc:CompanyID`, 'ubl'],
	['UBL-SR-12', UBL, `${SELLER}/cac:PartyTaxScheme`, 'ubl', isVat],
	['UBL-SR-13', UBL, `${SELLER}/cac:PartyTaxScheme`, 'ubl', (found) => !isVat(found)],
	['UBL-SR-14', UBL, `${SELLER}/cac:PartyLegalEntity/cbc:CompanyLegalForm`, 'ubl'],
	['UBL-SR-15', UBL, `${BUYER}/cac:PartyLegalEntity/cbc:RegistrationName`, 'ubl'],
	['UBL-SR-16', UBL, `${BUYER}/cac:PartyIdentification/cbc:ID`, 'ubl'],
	['UBL-SR-17', UBL, `${BUYER}/cac:PartyLegalEntity/cbc:CompanyID`, 'ubl'],
	['UBL-SR-18', UBL, `${BUYER}/cac:PartyTaxScheme`, 'ubl', isVat],
	['UBL-SR-22', 'cac:TaxRepresentativeParty', 'cac:PartyName/cbc:Name', 'ubl'],
	['UBL-SR-23', 'cac:TaxRepresentativeParty', 'cac:PartyTaxScheme/cbc:CompanyID', 'ubl'],
	['UBL-SR-24', UBL, 'cac:Delivery', 'ubl'],
	['UBL-SR-25', 'cac:Delivery', 'cac:DeliveryParty/cac:PartyName/cbc:Name', 'ubl'],
	['UBL-SR-26', 'cac:PaymentMeans', 'cbc:PaymentID', 'ubl'],
	['UBL-SR-27', 'cac:PaymentMeans', 'cbc:PaymentMeansCode', 'ubl'],
	['UBL-SR-28', 'cac:PaymentMeans', 'cac:PaymentMandate/cbc:ID', 'ubl'],
	['UBL-SR-32', 'cac:TaxSubtotal', 'cac:TaxCategory/cbc:TaxExemptionReason', 'ubl'],
	['UBL-SR-33', 'cac:AdditionalDocumentReference', 'cbc:DocumentDescription', 'ubl'],
	['UBL-SR-34', UBL_LINE, 'cbc:Note', 'ubl'],
	['UBL-SR-35', UBL_LINE, 'cac:OrderLineReference/cbc:LineID', 'ubl'],
	['UBL-SR-36', UBL_LINE, 'cac:InvoicePeriod', 'ubl'],
	['UBL-SR-37', UBL_LINE, 'cac:Price/cac:AllowanceCharge/cbc:Amount', 'ubl'],
	['UBL-SR-39', UBL, 'cac:ProjectReference/cbc:ID', 'ubl'],
	['UBL-SR-40', UBL, `${BUYER}/cac:PartyName/cbc:Name`, 'ubl'],
	['UBL-SR-45', UBL, 'cac:PaymentMeans/cbc:PaymentDueDate', 'ubl'],
	['UBL-SR-46', UBL, 'cac:PaymentMeans/cbc:PaymentMeansCode', 'ubl', ({ attributes }) => attributes.has('name')],
	['UBL-SR-49', UBL, 'cac:InvoicePeriod/cbc:DescriptionCode', 'ubl'],
	['UBL-SR-50', UBL_LINE, 'cac:Item/cbc:Description', 'ubl'],
	['UBL-SR-51', 'cac:PostalAddress|cac:Address', 'cac:AddressLine', 'ubl'],
	['UBL-SR-52', UBL_LINE, 'cac:DocumentReference', 'ubl'],
	['UBL-SR-54', UBL, 'cac:PaymentMeans/cac:CardAccount', 'ubl'],
	['UBL-SR-55', UBL, 'cac:PaymentMeans/cac:PaymentMandate', 'ubl'],
	['UBL-SR-56', UBL, 'cac:OriginatorDocumentReference/cbc:ID', 'ubl'],
	['UBL-SR-30', 'cac:AllowanceCharge', 'cbc:AllowanceChargeReason', 'ubl'],
	['CII-SR-009', 'rsm:ExchangedDocumentContext', 'ram:GuidelineSpecifiedDocumentContextParameter', 'cii'],
	['CII-SR-014', 'rsm:ExchangedDocument', 'ram:TypeCode', 'cii'],
	...['439', '441'].map((number): Once => [
		`CII-SR-${number}`,
		'ram:SpecifiedLineTradeAgreement',
		'ram:NetPriceProductTradePrice/ram:ChargeAmount',
		'cii'
	]),
	['CII-SR-440', 'ram:AppliedTradeAllowanceCharge', 'ram:ActualAmount', 'cii'],
	['CII-SR-452', 'ram:ApplicableHeaderTradeSettlement', 'ram:SpecifiedTradePaymentTerms', 'cii'],
	['CII-SR-453', 'ram:ApplicableHeaderTradeSettlement', 'ram:SpecifiedTradePaymentTerms/ram:Description', 'cii'],
	['CII-SR-454', 'ram:SpecifiedLineTradeSettlement', 'ram:ApplicableTradeTax', 'cii'],
	['CII-SR-455', 'ram:SellerTradeParty', 'ram:DefinedTradeContact', 'cii'],
	['CII-SR-456', 'ram:BuyerTradeParty', 'ram:DefinedTradeContact', 'cii'],
	['CII-SR-459', 'ram:SellerTradeParty', 'ram:URIUniversalCommunication', 'cii'],
	['CII-SR-460', 'ram:BuyerTradeParty', 'ram:URIUniversalCommunication', 'cii'],
	['CII-SR-461', 'ram:ApplicableHeaderTradeSettlement', 'ram:ApplicableTradeTax/ram:TaxPointDate', 'cii'],
	['CII-SR-469', 'ram:ApplicableHeaderTradeSettlement', 'ram:PaymentReference', 'cii'],
	['CII-SR-472', 'ram:SpecifiedTradeAllowanceCharge', 'ram:CategoryTradeTax', 'cii'],
	['CII-SR-473', 'ram:SpecifiedTradeAllowanceCharge', 'ram:ActualAmount', 'cii'],
	...(
		[
			['477', 'LineTotalAmount'],
			['478', 'ChargeTotalAmount'],
			['479', 'AllowanceTotalAmount'],
			['480', 'TaxBasisTotalAmount'],
			['481', 'RoundingAmount'],
			['482', 'GrandTotalAmount'],
			['484', 'TotalPrepaidAmount'],
			['487', 'DuePayableAmount']
		] as const
	).map(([number, name]): Once => [`CII-SR-${number}`, SUMMATION, `ram:${name}`, 'cii'])
];

type Attribute = [
	id: string,
	attribute: string,
	isAsked: (name: string, parent: string) => boolean,
	syntax: Syntax,
	severity: 'fatal' | 'warning'
];
const always = () => true;

export const FORBIDDEN_ATTRIBUTES: readonly Attribute[] = [
	...(
		[
			['08', 'schemeName'],
			['09', 'schemeAgencyName'],
			['10', 'schemeDataURI'],
			['11', 'schemeURI'],
			['12', 'format'],
			['13', 'unitCodeListIdentifier'],
			['14', 'unitCodeListAgencyIdentifier'],
			['15', 'unitCodeListAgencyName'],
			['16', 'listAgencyName'],
			['17', 'listName'],
			['19', 'languageID'],
			['20', 'listURI'],
			['21', 'listSchemeURI'],
			['22', 'languageLocaleID'],
			['23', 'uri'],
			['24', 'currencyCodeListVersionID'],
			['25', 'characterSetCode'],
			['26', 'encodingCode'],
			['27', 'schemeAgencyID'],
			['28', 'listAgencyID']
		] as const
	).map(([number, attribute]): Attribute => [`UBL-DT-${number}`, attribute, always, 'ubl', 'warning']),
	['UBL-DT-18', 'name', (name) => name !== 'cbc:PaymentMeansCode', 'ubl', 'warning'],
	...(['schemeName', 'schemeAgencyName', 'schemeDataURI', 'schemeURI'] as const).map((attribute, index): Attribute => [
		`CII-DT-10${index + 1}`,
		attribute,
		(name) => name.endsWith('ID'),
		'cii',
		'fatal'
	]),
	['CII-DT-008', 'name', (name) => name === 'ram:TypeCode', 'cii', 'fatal'],
	['CII-DT-009', 'listURI', (name) => name === 'ram:TypeCode', 'cii', 'fatal'],
	...(['listID', 'listAgencyID', 'listVersionID'] as const).map((attribute, index): Attribute => [
		`CII-DT-0${index + 10}`,
		attribute,
		(name, parent) => name === 'ram:TypeCode' && parent === 'rsm:ExchangedDocument',
		'cii',
		'fatal'
	]),
	['CII-DT-031', 'currencyID', (name) => name.endsWith('Amount') && name !== 'ram:TaxTotalAmount', 'cii', 'fatal'],
	['CII-DT-032', 'currencyCodeListVersionID', (name) => name.endsWith('Amount') && name !== 'ram:TaxTotalAmount', 'cii', 'fatal'],
	...(['unitCodeListID', 'unitCodeListAgencyID', 'unitCodeListAgencyName'] as const).map((attribute, index): Attribute => [
		`CII-DT-0${index + 34}`,
		attribute,
		(name) => name.endsWith('Quantity'),
		'cii',
		'fatal'
	])
];

type Child = [id: string, context: RegExp, child: string, isExcepted?: (found: XmlElement) => boolean];
const REFERENCE = /ReferencedDocument$/;
const isAdditional =
	(...types: string[]) =>
	(found: XmlElement) =>
		found.name === 'ram:AdditionalReferencedDocument' && types.includes(textAt(found, 'ram:TypeCode'));
const numbered = (from: number, context: RegExp, ...names: string[]): Child[] =>
	names.flatMap((name, index): Child[] => (name ? [[`CII-DT-0${from + index}`, context, `ram:${name}`]] : []));

export const FORBIDDEN_CHILDREN: readonly Child[] = [
	['CII-DT-015', REFERENCE, 'ram:URIID', isAdditional('916')],
	...numbered(16, REFERENCE, 'StatusCode', 'CopyIndicator'),
	['CII-DT-018', REFERENCE, 'ram:TypeCode', isAdditional('50', '130', '916')],
	...numbered(19, REFERENCE, 'GlobalID', 'RevisionID'),
	['CII-DT-021', REFERENCE, 'ram:Name', isAdditional('916')],
	['CII-DT-022', REFERENCE, 'ram:AttachmentBinaryObject', isAdditional('916')],
	...numbered(23, REFERENCE, 'Information'),
	['CII-DT-024', REFERENCE, 'ram:ReferenceTypeCode', isAdditional('130')],
	...numbered(25, REFERENCE, 'SectionName', 'PreviousRevisionID'),
	['CII-DT-027', REFERENCE, 'ram:FormattedIssueDateTime', ({ name }) => name === 'ram:InvoiceReferencedDocument'],
	...numbered(28, REFERENCE, 'EffectiveSpecifiedPeriod', 'IssuerTradeParty', 'AttachedSpecifiedBinaryFile'),
	['CII-DT-037', /TradeTax$/, 'ram:TypeCode', (found) => textAt(found, 'ram:TypeCode') === 'VAT'],
	...numbered(
		69,
		/BillingSpecifiedPeriod$/,
		'DurationMeasure',
		'InclusiveIndicator',
		'Description',
		'',
		'CompleteDateTime',
		'OpenIndicator'
	),
	...numbered(
		75,
		/BillingSpecifiedPeriod$/,
		'SeasonCode',
		'ID',
		'Name',
		'SequenceNumeric',
		'StartDateFlexibilityCode',
		'ContinuousIndicator'
	),
	...numbered(81, /BillingSpecifiedPeriod$/, 'PurposeCode'),
	...numbered(82, /PostalTradeAddress$/, 'ID', 'PostOfficeBox', 'BuildingName', '', 'LineFour', 'LineFive', 'StreetName'),
	...numbered(89, /PostalTradeAddress$/, 'CitySubDivisionName', 'CountryName', 'CountrySubDivisionID', 'AttentionOf', 'CareOf'),
	...numbered(94, /PostalTradeAddress$/, 'BuildingNumber', 'DepartmentName', 'AdditionalStreetName')
];
