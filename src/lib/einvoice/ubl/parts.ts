/** What the elements of UBL 2.1 have alike. Order as in its schema (OASIS UBL 2.1, CommonAggregateComponents). */
import type { XmlElement } from '../xml/element.ts';
import { around, fixed, leaf, textAt, type Field, type LeafOptions } from '../xml/fields.ts';
import type { AllowanceOrCharge, DocumentAllowanceOrCharge, Period, PostalAddress } from '../model.ts';

const VAT = 'VAT';

const inCurrency: LeafOptions<never>['stamped'] = ({ currency }) => ({ currencyID: currency });

export function money<T>(path: string, key: Parameters<typeof leaf<T>>[1]): Field<T> {
	return leaf<T>(path, key, { stamped: inCurrency! });
}

export const taxScheme = <T>(): Field<T> => fixed<T>('cac:TaxScheme/cbc:ID', VAT);

export const isVat = (found: XmlElement) => textAt(found, 'cac:TaxScheme/cbc:ID').toUpperCase() === VAT;

export const ADDRESS: readonly Field<PostalAddress>[] = [
	leaf('cbc:StreetName', 'line1'),
	leaf('cbc:AdditionalStreetName', 'line2'),
	leaf('cbc:CityName', 'city'),
	leaf('cbc:PostalZone', 'postCode'),
	leaf('cbc:CountrySubentity', 'subdivision'),
	leaf('cac:AddressLine/cbc:Line', 'line3'),
	leaf('cac:Country/cbc:IdentificationCode', 'country')
];

export const noAddress = (): PostalAddress => ({ country: '' });

export const PERIOD: readonly Field<Period>[] = [leaf('cbc:StartDate', 'start'), leaf('cbc:EndDate', 'end')];

export const isCharge = (found: XmlElement) => ['true', '1'].includes(textAt(found, 'cbc:ChargeIndicator'));
export const isAllowance = (found: XmlElement) => !isCharge(found);

export function allowanceFields<T extends AllowanceOrCharge>(charge: boolean): Field<T>[] {
	return [
		fixed('cbc:ChargeIndicator', String(charge), true),
		leaf<AllowanceOrCharge>('cbc:AllowanceChargeReasonCode', 'reasonCode'),
		leaf<AllowanceOrCharge>('cbc:AllowanceChargeReason', 'reason'),
		leaf<AllowanceOrCharge>('cbc:MultiplierFactorNumeric', 'percent'),
		money<AllowanceOrCharge>('cbc:Amount', 'amount'),
		money<AllowanceOrCharge>('cbc:BaseAmount', 'base')
	];
}

export function documentAllowanceFields(charge: boolean): Field<DocumentAllowanceOrCharge>[] {
	return [
		...allowanceFields<DocumentAllowanceOrCharge>(charge),
		around('cac:TaxCategory', [leaf('cbc:ID', 'vatCategory'), leaf('cbc:Percent', 'vatRate'), taxScheme()])
	];
}
