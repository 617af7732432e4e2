/** What the elements of CII D16B have alike. Order as in its schema (UN/CEFACT, ReusableAggregateBusinessInformationEntity 100). */
import type { XmlElement } from '../xml/element.ts';
import { around, fixed, leaf, textAt, type Field, type LeafOptions } from '../xml/fields.ts';
import type { AllowanceOrCharge, DocumentAllowanceOrCharge, Period, PostalAddress } from '../model.ts';

/** UNTDID 2379: CCYYMMDD. What is no date of the calendar stays as it is, to be told. */
export const DATE = {
	stamped: () => ({ format: '102' }),
	toFile: (text: string) => text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$1$2$3'),
	fromFile: (text: string) => text.replace(/^(\d{4})-?(\d\d)-?(\d\d)$/, '$1-$2-$3')
} satisfies LeafOptions<never>;

export function date<T>(path: string, key: Parameters<typeof leaf<T>>[1]): Field<T> {
	return leaf<T>(path, key, DATE);
}

export const ADDRESS: readonly Field<PostalAddress>[] = [
	leaf('ram:PostcodeCode', 'postCode'),
	leaf('ram:LineOne', 'line1'),
	leaf('ram:LineTwo', 'line2'),
	leaf('ram:LineThree', 'line3'),
	leaf('ram:CityName', 'city'),
	leaf('ram:CountryID', 'country'),
	leaf('ram:CountrySubDivisionName', 'subdivision')
];

export const noAddress = (): PostalAddress => ({ country: '' });

export const PERIOD: readonly Field<Period>[] = [
	date('ram:StartDateTime/udt:DateTimeString', 'start'),
	date('ram:EndDateTime/udt:DateTimeString', 'end')
];

const INDICATOR = 'ram:ChargeIndicator/udt:Indicator';
export const isCharge = (found: XmlElement) => ['true', '1'].includes(textAt(found, INDICATOR));
export const isAllowance = (found: XmlElement) => !isCharge(found);
export const indicator = <T>(charge: boolean): Field<T> => fixed(INDICATOR, String(charge), true);
export const vatType = <T>(): Field<T> => fixed('ram:TypeCode', 'VAT');

export function allowanceFields<T extends AllowanceOrCharge>(charge: boolean): Field<T>[] {
	return [
		indicator(charge),
		leaf<AllowanceOrCharge>('ram:CalculationPercent', 'percent'),
		leaf<AllowanceOrCharge>('ram:BasisAmount', 'base'),
		leaf<AllowanceOrCharge>('ram:ActualAmount', 'amount'),
		leaf<AllowanceOrCharge>('ram:ReasonCode', 'reasonCode'),
		leaf<AllowanceOrCharge>('ram:Reason', 'reason')
	];
}

export function documentAllowanceFields(charge: boolean): Field<DocumentAllowanceOrCharge>[] {
	return [
		...allowanceFields<DocumentAllowanceOrCharge>(charge),
		around('ram:CategoryTradeTax', [vatType(), leaf('ram:CategoryCode', 'vatCategory'), leaf('ram:RateApplicablePercent', 'vatRate')])
	];
}
