/**
 * What Factur-X 1.09 wants, as `schema.ts` says it of the others: its schemas, and of its own rules those on how often an element stands, where that goes by
 * the element alone. Unlike those they have no other elements: what is not listed may not stand.
 */
import type { Children } from './schema.ts';

/** Profile BASIC. */
export const BASIC_SCHEMA: Children = {
	'ram:ActualDeliverySupplyChainEvent': 'ram:OccurrenceDateTime!',
	'ram:ApplicableHeaderTradeAgreement':
		'ram:BuyerReference ram:SellerTradeParty! ram:BuyerTradeParty! ram:SellerTaxRepresentativeTradeParty ' +
		'ram:BuyerOrderReferencedDocument ram:ContractReferencedDocument',
	'ram:ApplicableHeaderTradeDelivery': 'ram:ShipToTradeParty ram:ActualDeliverySupplyChainEvent ram:DespatchAdviceReferencedDocument',
	'ram:ApplicableHeaderTradeSettlement':
		'ram:CreditorReferenceID ram:PaymentReference ram:TaxCurrencyCode ram:InvoiceCurrencyCode! ram:PayeeTradeParty ' +
		'ram:SpecifiedTradeSettlementPaymentMeans* ram:ApplicableTradeTax!* ram:BillingSpecifiedPeriod ' +
		'ram:SpecifiedTradeAllowanceCharge* ram:SpecifiedTradePaymentTerms ram:SpecifiedTradeSettlementHeaderMonetarySummation! ' +
		'ram:InvoiceReferencedDocument* ram:ReceivableSpecifiedTradeAccountingAccount',
	'ram:ApplicableTradeTax':
		'ram:CalculatedAmount ram:TypeCode! ram:ExemptionReason ram:BasisAmount ram:CategoryCode! ram:ExemptionReasonCode ' +
		'ram:DueDateTypeCode ram:RateApplicablePercent',
	'ram:AppliedTradeAllowanceCharge':
		'ram:ChargeIndicator! ram:CalculationPercent ram:BasisAmount ram:ActualAmount! ram:ReasonCode ram:Reason ' + 'ram:CategoryTradeTax',
	'ram:AssociatedDocumentLineDocument': 'ram:LineID! ram:IncludedNote',
	'ram:BillingSpecifiedPeriod': 'ram:StartDateTime ram:EndDateTime',
	'ram:BusinessProcessSpecifiedDocumentContextParameter': 'ram:ID!',
	'ram:BuyerOrderReferencedDocument': 'ram:IssuerAssignedID! ram:FormattedIssueDateTime',
	'ram:BuyerTradeParty':
		'ram:ID ram:GlobalID ram:Name! ram:SpecifiedLegalOrganization ram:PostalTradeAddress! ram:URIUniversalCommunication ' +
		'ram:SpecifiedTaxRegistration',
	'ram:CategoryTradeTax':
		'ram:CalculatedAmount ram:TypeCode! ram:ExemptionReason ram:BasisAmount ram:CategoryCode! ram:ExemptionReasonCode ' +
		'ram:DueDateTypeCode ram:RateApplicablePercent',
	'ram:ChargeIndicator': 'udt:Indicator!',
	'ram:ContractReferencedDocument': 'ram:IssuerAssignedID! ram:FormattedIssueDateTime',
	'ram:DespatchAdviceReferencedDocument': 'ram:IssuerAssignedID! ram:FormattedIssueDateTime',
	'ram:DueDateDateTime': 'udt:DateTimeString!',
	'ram:EndDateTime': 'udt:DateTimeString!',
	'ram:FormattedIssueDateTime': 'qdt:DateTimeString!',
	'ram:GrossPriceProductTradePrice': 'ram:ChargeAmount! ram:BasisQuantity ram:AppliedTradeAllowanceCharge',
	'ram:GuidelineSpecifiedDocumentContextParameter': 'ram:ID!',
	'ram:IncludedNote': 'ram:Content! ram:SubjectCode',
	'ram:IncludedSupplyChainTradeLineItem':
		'ram:AssociatedDocumentLineDocument! ram:SpecifiedTradeProduct! ram:SpecifiedLineTradeAgreement! ' +
		'ram:SpecifiedLineTradeDelivery! ram:SpecifiedLineTradeSettlement!',
	'ram:InvoiceReferencedDocument': 'ram:IssuerAssignedID! ram:FormattedIssueDateTime',
	'ram:IssueDateTime': 'udt:DateTimeString!',
	'ram:NetPriceProductTradePrice': 'ram:ChargeAmount! ram:BasisQuantity ram:AppliedTradeAllowanceCharge',
	'ram:OccurrenceDateTime': 'udt:DateTimeString!',
	'ram:PayeePartyCreditorFinancialAccount': 'ram:IBANID ram:ProprietaryID',
	'ram:PayeeTradeParty':
		'ram:ID ram:GlobalID ram:Name! ram:SpecifiedLegalOrganization ram:PostalTradeAddress ram:URIUniversalCommunication ' +
		'ram:SpecifiedTaxRegistration*',
	'ram:PayerPartyDebtorFinancialAccount': 'ram:IBANID!',
	'ram:PostalTradeAddress': 'ram:PostcodeCode ram:LineOne ram:LineTwo ram:LineThree ram:CityName ram:CountryID! ram:CountrySubDivisionName',
	'ram:ReceivableSpecifiedTradeAccountingAccount': 'ram:ID!',
	'ram:SellerTaxRepresentativeTradeParty':
		'ram:ID* ram:GlobalID* ram:Name! ram:SpecifiedLegalOrganization ram:PostalTradeAddress! ram:URIUniversalCommunication ' +
		'ram:SpecifiedTaxRegistration!',
	'ram:SellerTradeParty':
		'ram:ID* ram:GlobalID* ram:Name! ram:SpecifiedLegalOrganization ram:PostalTradeAddress! ram:URIUniversalCommunication ' +
		'ram:SpecifiedTaxRegistration*',
	'ram:ShipToTradeParty':
		'ram:ID ram:GlobalID ram:Name ram:SpecifiedLegalOrganization ram:PostalTradeAddress ram:URIUniversalCommunication ' +
		'ram:SpecifiedTaxRegistration*',
	'ram:SpecifiedLegalOrganization': 'ram:ID ram:TradingBusinessName',
	'ram:SpecifiedLineTradeAgreement': 'ram:GrossPriceProductTradePrice ram:NetPriceProductTradePrice!',
	'ram:SpecifiedLineTradeDelivery': 'ram:BilledQuantity!',
	'ram:SpecifiedLineTradeSettlement':
		'ram:ApplicableTradeTax! ram:BillingSpecifiedPeriod ram:SpecifiedTradeAllowanceCharge* ' +
		'ram:SpecifiedTradeSettlementLineMonetarySummation!',
	'ram:SpecifiedTaxRegistration': 'ram:ID!',
	'ram:SpecifiedTradeAllowanceCharge':
		'ram:ChargeIndicator! ram:CalculationPercent ram:BasisAmount ram:ActualAmount! ram:ReasonCode ram:Reason ' + 'ram:CategoryTradeTax',
	'ram:SpecifiedTradePaymentTerms': 'ram:Description ram:DueDateDateTime ram:DirectDebitMandateID',
	'ram:SpecifiedTradeProduct': 'ram:GlobalID ram:Name!',
	'ram:SpecifiedTradeSettlementHeaderMonetarySummation':
		'ram:LineTotalAmount! ram:ChargeTotalAmount ram:AllowanceTotalAmount ram:TaxBasisTotalAmount! ram:TaxTotalAmount* ' +
		'ram:GrandTotalAmount! ram:TotalPrepaidAmount ram:DuePayableAmount!',
	'ram:SpecifiedTradeSettlementLineMonetarySummation': 'ram:LineTotalAmount!',
	'ram:SpecifiedTradeSettlementPaymentMeans': 'ram:TypeCode! ram:PayerPartyDebtorFinancialAccount ram:PayeePartyCreditorFinancialAccount',
	'ram:StartDateTime': 'udt:DateTimeString!',
	'ram:URIUniversalCommunication': 'ram:URIID!',
	'rsm:CrossIndustryInvoice': 'rsm:ExchangedDocumentContext! rsm:ExchangedDocument! rsm:SupplyChainTradeTransaction!',
	'rsm:ExchangedDocument': 'ram:ID! ram:TypeCode! ram:IssueDateTime! ram:IncludedNote*',
	'rsm:ExchangedDocumentContext': 'ram:BusinessProcessSpecifiedDocumentContextParameter ram:GuidelineSpecifiedDocumentContextParameter!',
	'rsm:SupplyChainTradeTransaction':
		'ram:IncludedSupplyChainTradeLineItem!* ram:ApplicableHeaderTradeAgreement! ram:ApplicableHeaderTradeDelivery! ' +
		'ram:ApplicableHeaderTradeSettlement!'
};

/** Profile EN 16931: as BASIC, and more. */
export const FACTURX_SCHEMA: Children = {
	...BASIC_SCHEMA,
	'ram:AdditionalReferencedDocument':
		'ram:IssuerAssignedID! ram:URIID ram:LineID ram:TypeCode! ram:Name ram:AttachmentBinaryObject ram:ReferenceTypeCode ' +
		'ram:FormattedIssueDateTime',
	'ram:ApplicableHeaderTradeAgreement':
		'ram:BuyerReference ram:SellerTradeParty! ram:BuyerTradeParty! ram:SellerTaxRepresentativeTradeParty ' +
		'ram:SellerOrderReferencedDocument ram:BuyerOrderReferencedDocument ram:ContractReferencedDocument ' +
		'ram:AdditionalReferencedDocument* ram:SpecifiedProcuringProject',
	'ram:ApplicableHeaderTradeDelivery':
		'ram:ShipToTradeParty ram:ActualDeliverySupplyChainEvent ram:DespatchAdviceReferencedDocument ' +
		'ram:ReceivingAdviceReferencedDocument',
	'ram:ApplicableProductCharacteristic': 'ram:Description! ram:Value!',
	'ram:ApplicableTradeSettlementFinancialCard': 'ram:ID! ram:CardholderName',
	'ram:ApplicableTradeTax':
		'ram:CalculatedAmount ram:TypeCode! ram:ExemptionReason ram:BasisAmount ram:CategoryCode! ram:ExemptionReasonCode ' +
		'ram:TaxPointDate ram:DueDateTypeCode ram:RateApplicablePercent',
	'ram:BuyerOrderReferencedDocument':
		'ram:IssuerAssignedID ram:URIID ram:LineID ram:TypeCode ram:Name ram:AttachmentBinaryObject ram:ReferenceTypeCode ' +
		'ram:FormattedIssueDateTime',
	'ram:BuyerTradeParty':
		'ram:ID ram:GlobalID ram:Name! ram:Description ram:SpecifiedLegalOrganization ram:DefinedTradeContact ' +
		'ram:PostalTradeAddress! ram:URIUniversalCommunication ram:SpecifiedTaxRegistration',
	'ram:CategoryTradeTax':
		'ram:CalculatedAmount ram:TypeCode! ram:ExemptionReason ram:BasisAmount ram:CategoryCode! ram:ExemptionReasonCode ' +
		'ram:TaxPointDate ram:DueDateTypeCode ram:RateApplicablePercent',
	'ram:ContractReferencedDocument':
		'ram:IssuerAssignedID! ram:URIID ram:LineID ram:TypeCode ram:Name ram:AttachmentBinaryObject ram:ReferenceTypeCode ' +
		'ram:FormattedIssueDateTime',
	'ram:DefinedTradeContact': 'ram:PersonName ram:DepartmentName ram:TelephoneUniversalCommunication ram:EmailURIUniversalCommunication',
	'ram:DesignatedProductClassification': 'ram:ClassCode',
	'ram:DespatchAdviceReferencedDocument':
		'ram:IssuerAssignedID! ram:URIID ram:LineID ram:TypeCode ram:Name ram:AttachmentBinaryObject ram:ReferenceTypeCode ' +
		'ram:FormattedIssueDateTime',
	'ram:EmailURIUniversalCommunication': 'ram:URIID! ram:CompleteNumber',
	'ram:InvoiceReferencedDocument':
		'ram:IssuerAssignedID! ram:URIID ram:LineID ram:TypeCode ram:Name ram:AttachmentBinaryObject ram:ReferenceTypeCode ' +
		'ram:FormattedIssueDateTime',
	'ram:OriginTradeCountry': 'ram:ID!',
	'ram:PayeePartyCreditorFinancialAccount': 'ram:IBANID ram:AccountName ram:ProprietaryID',
	'ram:PayeeSpecifiedCreditorFinancialInstitution': 'ram:BICID!',
	'ram:PayeeTradeParty':
		'ram:ID ram:GlobalID ram:Name! ram:Description ram:SpecifiedLegalOrganization ram:DefinedTradeContact ' +
		'ram:PostalTradeAddress ram:URIUniversalCommunication ram:SpecifiedTaxRegistration*',
	'ram:ReceivingAdviceReferencedDocument':
		'ram:IssuerAssignedID! ram:URIID ram:LineID ram:TypeCode ram:Name ram:AttachmentBinaryObject ram:ReferenceTypeCode ' +
		'ram:FormattedIssueDateTime',
	'ram:SellerOrderReferencedDocument':
		'ram:IssuerAssignedID! ram:URIID ram:LineID ram:TypeCode ram:Name ram:AttachmentBinaryObject ram:ReferenceTypeCode ' +
		'ram:FormattedIssueDateTime',
	'ram:SellerTaxRepresentativeTradeParty':
		'ram:ID* ram:GlobalID* ram:Name! ram:Description ram:SpecifiedLegalOrganization ram:DefinedTradeContact ' +
		'ram:PostalTradeAddress! ram:URIUniversalCommunication ram:SpecifiedTaxRegistration!',
	'ram:SellerTradeParty':
		'ram:ID* ram:GlobalID* ram:Name! ram:Description ram:SpecifiedLegalOrganization ram:DefinedTradeContact ' +
		'ram:PostalTradeAddress! ram:URIUniversalCommunication ram:SpecifiedTaxRegistration*',
	'ram:ShipToTradeParty':
		'ram:ID ram:GlobalID ram:Name ram:Description ram:SpecifiedLegalOrganization ram:DefinedTradeContact ' +
		'ram:PostalTradeAddress ram:URIUniversalCommunication ram:SpecifiedTaxRegistration*',
	'ram:SpecifiedLineTradeAgreement': 'ram:BuyerOrderReferencedDocument ram:GrossPriceProductTradePrice ram:NetPriceProductTradePrice!',
	'ram:SpecifiedLineTradeSettlement':
		'ram:ApplicableTradeTax! ram:BillingSpecifiedPeriod ram:SpecifiedTradeAllowanceCharge* ' +
		'ram:SpecifiedTradeSettlementLineMonetarySummation! ram:AdditionalReferencedDocument ' +
		'ram:ReceivableSpecifiedTradeAccountingAccount',
	'ram:SpecifiedProcuringProject': 'ram:ID! ram:Name!',
	'ram:SpecifiedTradeProduct':
		'ram:GlobalID ram:SellerAssignedID ram:BuyerAssignedID ram:Name! ram:Description ram:ApplicableProductCharacteristic* ' +
		'ram:DesignatedProductClassification* ram:OriginTradeCountry',
	'ram:SpecifiedTradeSettlementHeaderMonetarySummation':
		'ram:LineTotalAmount! ram:ChargeTotalAmount ram:AllowanceTotalAmount ram:TaxBasisTotalAmount! ram:TaxTotalAmount* ' +
		'ram:RoundingAmount ram:GrandTotalAmount! ram:TotalPrepaidAmount ram:DuePayableAmount!',
	'ram:SpecifiedTradeSettlementPaymentMeans':
		'ram:TypeCode! ram:Information ram:ApplicableTradeSettlementFinancialCard ram:PayerPartyDebtorFinancialAccount ' +
		'ram:PayeePartyCreditorFinancialAccount ram:PayeeSpecifiedCreditorFinancialInstitution',
	'ram:TaxPointDate': 'udt:DateString!',
	'ram:TelephoneUniversalCommunication': 'ram:URIID ram:CompleteNumber!',
	'ram:URIUniversalCommunication': 'ram:URIID! ram:CompleteNumber'
};
