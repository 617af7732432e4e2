/**
 * What the schemas want, of the elements that an invoice uses: in each element its children in their order, "!" where one must be there, "*" where it may
 * stand more often than once; "a|b" is one of two. Facts of UBL 2.1 (OASIS) and CII D16B (UN/CEFACT).
 */
export type Children = Readonly<Record<string, string>>;

export const UBL_SCHEMA: Children = {
	'CreditNote:CreditNote':
		'cbc:CustomizationID cbc:ProfileID cbc:ID! cbc:IssueDate! cbc:TaxPointDate cbc:CreditNoteTypeCode cbc:Note* ' +
		'cbc:DocumentCurrencyCode cbc:TaxCurrencyCode cbc:AccountingCost cbc:BuyerReference cac:InvoicePeriod* cac:OrderReference ' +
		'cac:BillingReference* cac:DespatchDocumentReference* cac:ReceiptDocumentReference* cac:ContractDocumentReference* ' +
		'cac:AdditionalDocumentReference* cac:OriginatorDocumentReference* cac:AccountingSupplierParty! cac:AccountingCustomerParty! ' +
		'cac:PayeeParty cac:TaxRepresentativeParty cac:Delivery* cac:PaymentMeans* cac:PaymentTerms* cac:AllowanceCharge* ' +
		'cac:TaxTotal* cac:LegalMonetaryTotal! cac:CreditNoteLine!*',
	'Invoice:Invoice':
		'cbc:CustomizationID cbc:ProfileID cbc:ID! cbc:IssueDate! cbc:DueDate cbc:InvoiceTypeCode cbc:Note* cbc:TaxPointDate ' +
		'cbc:DocumentCurrencyCode cbc:TaxCurrencyCode cbc:AccountingCost cbc:BuyerReference cac:InvoicePeriod* cac:OrderReference ' +
		'cac:BillingReference* cac:DespatchDocumentReference* cac:ReceiptDocumentReference* cac:OriginatorDocumentReference* ' +
		'cac:ContractDocumentReference* cac:AdditionalDocumentReference* cac:ProjectReference* cac:AccountingSupplierParty! ' +
		'cac:AccountingCustomerParty! cac:PayeeParty cac:TaxRepresentativeParty cac:Delivery* cac:PaymentMeans* cac:PaymentTerms* ' +
		'cac:PrepaidPayment* cac:AllowanceCharge* cac:TaxTotal* cac:LegalMonetaryTotal! cac:InvoiceLine!*',
	'cac:AccountingCustomerParty': 'cac:Party',
	'cac:AccountingSupplierParty': 'cac:Party',
	'cac:AdditionalDocumentReference': 'cbc:ID! cbc:DocumentDescription* cac:Attachment',
	'cac:AdditionalItemProperty': 'cbc:Name! cbc:Value',
	'cac:Address': 'cbc:StreetName cbc:AdditionalStreetName cbc:CityName cbc:PostalZone cbc:CountrySubentity cac:Country',
	'cac:AddressLine': 'cbc:Line!',
	'cac:AllowanceCharge':
		'cbc:ChargeIndicator! cbc:AllowanceChargeReasonCode cbc:AllowanceChargeReason* cbc:MultiplierFactorNumeric cbc:Amount! ' +
		'cbc:BaseAmount cac:TaxCategory*',
	'cac:Attachment': 'cbc:EmbeddedDocumentBinaryObject cac:ExternalReference',
	'cac:BillingReference': 'cac:InvoiceDocumentReference',
	'cac:BuyersItemIdentification': 'cbc:ID!',
	'cac:ClassifiedTaxCategory': 'cbc:ID cbc:Percent cac:TaxScheme!',
	'cac:CommodityClassification': 'cbc:ItemClassificationCode',
	'cac:Contact': 'cbc:Name cbc:Telephone cbc:ElectronicMail',
	'cac:ContractDocumentReference': 'cbc:ID!',
	'cac:Country': 'cbc:IdentificationCode',
	'cac:CreditNoteLine':
		'cbc:ID! cbc:Note* cbc:CreditedQuantity cbc:LineExtensionAmount cbc:AccountingCost cac:InvoicePeriod* cac:OrderLineReference* ' +
		'cac:DocumentReference* cac:AllowanceCharge* cac:Item cac:Price',
	'cac:Delivery': 'cbc:ActualDeliveryDate cac:DeliveryLocation cac:DeliveryParty',
	'cac:DeliveryLocation': 'cbc:ID cac:Address',
	'cac:DeliveryParty': 'cac:PartyName*',
	'cac:DespatchDocumentReference': 'cbc:ID!',
	'cac:DocumentReference': 'cbc:ID! cbc:DocumentTypeCode',
	'cac:ExternalReference': 'cbc:URI',
	'cac:FinancialInstitutionBranch': 'cbc:ID',
	'cac:InvoiceDocumentReference': 'cbc:ID! cbc:IssueDate',
	'cac:InvoiceLine':
		'cbc:ID! cbc:Note* cbc:InvoicedQuantity cbc:LineExtensionAmount! cbc:AccountingCost cac:InvoicePeriod* cac:OrderLineReference* ' +
		'cac:DocumentReference* cac:AllowanceCharge* cac:Item! cac:Price',
	'cac:InvoicePeriod': 'cbc:StartDate cbc:EndDate cbc:DescriptionCode*',
	'cac:Item':
		'cbc:Description* cbc:Name cac:BuyersItemIdentification cac:SellersItemIdentification cac:StandardItemIdentification ' +
		'cac:OriginCountry cac:CommodityClassification* cac:ClassifiedTaxCategory* cac:AdditionalItemProperty*',
	'cac:LegalMonetaryTotal':
		'cbc:LineExtensionAmount cbc:TaxExclusiveAmount cbc:TaxInclusiveAmount cbc:AllowanceTotalAmount cbc:ChargeTotalAmount ' +
		'cbc:PrepaidAmount cbc:PayableRoundingAmount cbc:PayableAmount!',
	'cac:OrderLineReference': 'cbc:LineID!',
	'cac:OrderReference': 'cbc:ID! cbc:SalesOrderID',
	'cac:OriginCountry': 'cbc:IdentificationCode',
	'cac:OriginatorDocumentReference': 'cbc:ID!',
	'cac:Party':
		'cbc:EndpointID cac:PartyIdentification* cac:PartyName* cac:PostalAddress cac:PartyTaxScheme* cac:PartyLegalEntity* ' + 'cac:Contact',
	'cac:PartyIdentification': 'cbc:ID!',
	'cac:PartyLegalEntity': 'cbc:RegistrationName cbc:CompanyID cbc:CompanyLegalForm',
	'cac:PartyName': 'cbc:Name!',
	'cac:PartyTaxScheme': 'cbc:CompanyID cac:TaxScheme!',
	'cac:PayeeFinancialAccount': 'cbc:ID cbc:Name cac:FinancialInstitutionBranch',
	'cac:PayeeParty': 'cac:PartyIdentification* cac:PartyName* cac:PartyLegalEntity*',
	'cac:PayerFinancialAccount': 'cbc:ID',
	'cac:PaymentMandate': 'cbc:ID cac:PayerFinancialAccount',
	'cac:PaymentMeans': 'cbc:PaymentMeansCode! cbc:PaymentID* cac:PayeeFinancialAccount cac:PaymentMandate',
	'cac:PaymentTerms': 'cbc:Note*',
	'cac:PostalAddress':
		'cbc:StreetName cbc:AdditionalStreetName cbc:CityName cbc:PostalZone cbc:CountrySubentity cac:AddressLine* cac:Country',
	'cac:Price': 'cbc:PriceAmount! cbc:BaseQuantity cac:AllowanceCharge*',
	'cac:ProjectReference': 'cbc:ID!',
	'cac:ReceiptDocumentReference': 'cbc:ID!',
	'cac:SellersItemIdentification': 'cbc:ID!',
	'cac:StandardItemIdentification': 'cbc:ID!',
	'cac:TaxCategory': 'cbc:ID cbc:Percent cbc:TaxExemptionReasonCode cbc:TaxExemptionReason* cac:TaxScheme!',
	'cac:TaxRepresentativeParty': 'cac:PartyName* cac:PostalAddress cac:PartyTaxScheme*',
	'cac:TaxScheme': 'cbc:ID',
	'cac:TaxSubtotal': 'cbc:TaxableAmount cbc:TaxAmount! cac:TaxCategory!',
	'cac:TaxTotal': 'cbc:TaxAmount! cac:TaxSubtotal*'
};

export const CII_SCHEMA: Children = {
	'ram:ActualDeliverySupplyChainEvent': 'ram:OccurrenceDateTime',
	'ram:AdditionalReferencedDocument':
		'ram:IssuerAssignedID ram:URIID ram:TypeCode ram:Name* ram:AttachmentBinaryObject* ram:ReferenceTypeCode',
	'ram:ApplicableHeaderTradeAgreement':
		'ram:BuyerReference ram:SellerTradeParty ram:BuyerTradeParty ram:SellerTaxRepresentativeTradeParty ' +
		'ram:SellerOrderReferencedDocument ram:BuyerOrderReferencedDocument ram:ContractReferencedDocument ' +
		'ram:AdditionalReferencedDocument* ram:SpecifiedProcuringProject',
	'ram:ApplicableHeaderTradeDelivery':
		'ram:ShipToTradeParty ram:ActualDeliverySupplyChainEvent ram:DespatchAdviceReferencedDocument ' +
		'ram:ReceivingAdviceReferencedDocument',
	'ram:ApplicableHeaderTradeSettlement':
		'ram:CreditorReferenceID ram:PaymentReference* ram:TaxCurrencyCode ram:InvoiceCurrencyCode ram:PayeeTradeParty ' +
		'ram:SpecifiedTradeSettlementPaymentMeans* ram:ApplicableTradeTax* ram:BillingSpecifiedPeriod ' +
		'ram:SpecifiedTradeAllowanceCharge* ram:SpecifiedTradePaymentTerms* ram:SpecifiedTradeSettlementHeaderMonetarySummation ' +
		'ram:InvoiceReferencedDocument ram:ReceivableSpecifiedTradeAccountingAccount*',
	'ram:ApplicableProductCharacteristic': 'ram:Description* ram:Value*',
	'ram:ApplicableTradeTax':
		'ram:CalculatedAmount* ram:TypeCode ram:ExemptionReason ram:BasisAmount* ram:CategoryCode ram:ExemptionReasonCode ' +
		'ram:TaxPointDate ram:RateApplicablePercent',
	'ram:AppliedTradeAllowanceCharge': 'ram:ChargeIndicator ram:ActualAmount*',
	'ram:AssociatedDocumentLineDocument': 'ram:LineID ram:IncludedNote*',
	'ram:BillingSpecifiedPeriod': 'ram:StartDateTime ram:EndDateTime',
	'ram:BusinessProcessSpecifiedDocumentContextParameter': 'ram:ID',
	'ram:BuyerOrderReferencedDocument': 'ram:IssuerAssignedID ram:LineID',
	'ram:BuyerTradeParty':
		'ram:ID* ram:GlobalID* ram:Name ram:SpecifiedLegalOrganization ram:DefinedTradeContact* ram:PostalTradeAddress ' +
		'ram:URIUniversalCommunication* ram:SpecifiedTaxRegistration*',
	'ram:CategoryTradeTax': 'ram:TypeCode ram:CategoryCode ram:RateApplicablePercent',
	'ram:ChargeIndicator': 'udt:Indicator|udt:IndicatorString!',
	'ram:ContractReferencedDocument': 'ram:IssuerAssignedID',
	'ram:DefinedTradeContact': 'ram:PersonName ram:TelephoneUniversalCommunication ram:EmailURIUniversalCommunication',
	'ram:DesignatedProductClassification': 'ram:ClassCode',
	'ram:DespatchAdviceReferencedDocument': 'ram:IssuerAssignedID',
	'ram:DueDateDateTime': 'udt:DateTimeString|udt:DateTime!',
	'ram:EmailURIUniversalCommunication': 'ram:URIID',
	'ram:EndDateTime': 'udt:DateTimeString|udt:DateTime!',
	'ram:FormattedIssueDateTime': 'qdt:DateTimeString!',
	'ram:GrossPriceProductTradePrice': 'ram:ChargeAmount!* ram:BasisQuantity ram:AppliedTradeAllowanceCharge*',
	'ram:GuidelineSpecifiedDocumentContextParameter': 'ram:ID',
	'ram:IncludedNote': 'ram:Content* ram:SubjectCode',
	'ram:IncludedSupplyChainTradeLineItem':
		'ram:AssociatedDocumentLineDocument! ram:SpecifiedTradeProduct ram:SpecifiedLineTradeAgreement ram:SpecifiedLineTradeDelivery ' +
		'ram:SpecifiedLineTradeSettlement!',
	'ram:InvoiceReferencedDocument': 'ram:IssuerAssignedID ram:FormattedIssueDateTime',
	'ram:IssueDateTime': 'udt:DateTimeString|udt:DateTime!',
	'ram:NetPriceProductTradePrice': 'ram:ChargeAmount!* ram:BasisQuantity',
	'ram:OccurrenceDateTime': 'udt:DateTimeString|udt:DateTime!',
	'ram:OriginTradeCountry': 'ram:ID',
	'ram:PayeePartyCreditorFinancialAccount': 'ram:IBANID ram:AccountName ram:ProprietaryID',
	'ram:PayeeSpecifiedCreditorFinancialInstitution': 'ram:BICID',
	'ram:PayeeTradeParty': 'ram:ID* ram:Name ram:SpecifiedLegalOrganization',
	'ram:PostalTradeAddress': 'ram:PostcodeCode ram:LineOne ram:LineTwo ram:LineThree ram:CityName ram:CountryID ram:CountrySubDivisionName*',
	'ram:ReceivableSpecifiedTradeAccountingAccount': 'ram:ID!',
	'ram:ReceivingAdviceReferencedDocument': 'ram:IssuerAssignedID',
	'ram:SellerOrderReferencedDocument': 'ram:IssuerAssignedID',
	'ram:SellerTaxRepresentativeTradeParty': 'ram:Name ram:PostalTradeAddress ram:SpecifiedTaxRegistration*',
	'ram:SellerTradeParty':
		'ram:ID* ram:GlobalID* ram:Name ram:Description* ram:SpecifiedLegalOrganization ram:DefinedTradeContact* ' +
		'ram:PostalTradeAddress ram:URIUniversalCommunication* ram:SpecifiedTaxRegistration*',
	'ram:ShipToTradeParty': 'ram:ID* ram:GlobalID* ram:Name ram:PostalTradeAddress',
	'ram:SpecifiedLegalOrganization': 'ram:ID ram:TradingBusinessName',
	'ram:SpecifiedLineTradeAgreement': 'ram:BuyerOrderReferencedDocument ram:GrossPriceProductTradePrice ram:NetPriceProductTradePrice',
	'ram:SpecifiedLineTradeDelivery': 'ram:BilledQuantity',
	'ram:SpecifiedLineTradeSettlement':
		'ram:ApplicableTradeTax* ram:BillingSpecifiedPeriod ram:SpecifiedTradeAllowanceCharge* ' +
		'ram:SpecifiedTradeSettlementLineMonetarySummation ram:AdditionalReferencedDocument* ' +
		'ram:ReceivableSpecifiedTradeAccountingAccount*',
	'ram:SpecifiedProcuringProject': 'ram:ID! ram:Name!',
	'ram:SpecifiedTaxRegistration': 'ram:ID',
	'ram:SpecifiedTradeAllowanceCharge':
		'ram:ChargeIndicator ram:CalculationPercent ram:BasisAmount ram:ActualAmount* ram:ReasonCode ram:Reason ram:CategoryTradeTax*',
	'ram:SpecifiedTradePaymentTerms': 'ram:Description* ram:DueDateDateTime ram:DirectDebitMandateID*',
	'ram:SpecifiedTradeProduct':
		'ram:GlobalID ram:SellerAssignedID ram:BuyerAssignedID ram:Name* ram:Description ram:ApplicableProductCharacteristic* ' +
		'ram:DesignatedProductClassification* ram:OriginTradeCountry',
	'ram:SpecifiedTradeSettlementHeaderMonetarySummation':
		'ram:LineTotalAmount* ram:ChargeTotalAmount* ram:AllowanceTotalAmount* ram:TaxBasisTotalAmount* ram:TaxTotalAmount* ' +
		'ram:RoundingAmount* ram:GrandTotalAmount* ram:TotalPrepaidAmount* ram:DuePayableAmount*',
	'ram:SpecifiedTradeSettlementLineMonetarySummation': 'ram:LineTotalAmount*',
	'ram:SpecifiedTradeSettlementPaymentMeans':
		'ram:TypeCode ram:Information* ram:PayeePartyCreditorFinancialAccount ram:PayeeSpecifiedCreditorFinancialInstitution',
	'ram:StartDateTime': 'udt:DateTimeString|udt:DateTime!',
	'ram:TaxPointDate': 'udt:DateString|udt:Date!',
	'ram:TelephoneUniversalCommunication': 'ram:CompleteNumber',
	'ram:URIUniversalCommunication': 'ram:URIID',
	'rsm:CrossIndustryInvoice': 'rsm:ExchangedDocumentContext! rsm:ExchangedDocument! rsm:SupplyChainTradeTransaction!',
	'rsm:ExchangedDocument': 'ram:ID! ram:TypeCode ram:IssueDateTime! ram:IncludedNote*',
	'rsm:ExchangedDocumentContext': 'ram:BusinessProcessSpecifiedDocumentContextParameter* ram:GuidelineSpecifiedDocumentContextParameter*',
	'rsm:SupplyChainTradeTransaction':
		'ram:IncludedSupplyChainTradeLineItem* ram:ApplicableHeaderTradeAgreement! ram:ApplicableHeaderTradeDelivery! ' +
		'ram:ApplicableHeaderTradeSettlement!'
};
