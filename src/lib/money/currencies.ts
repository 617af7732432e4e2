/**
 * The active currencies of ISO 4217 that have a minor unit (list one as published on 1 January 2026), by exponent: the number of
 * decimals of the minor unit. Metals, units of account and the testing codes have none and are left out.
 */
const CODES_BY_EXPONENT = {
	0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
	2: 'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG',
	3: 'BHD IQD JOD KWD LYD OMR TND',
	4: 'CLF UYW'
} as const;

type Split<S extends string, Found = never> = S extends `${infer Head} ${infer Tail}` ? Split<Tail, Found | Head> : Found | S;
/** Code of an active ISO 4217 currency. */
export type CurrencyCode = Split<(typeof CODES_BY_EXPONENT)[keyof typeof CODES_BY_EXPONENT]>;

const EXPONENTS = new Map<string, number>(
	Object.entries(CODES_BY_EXPONENT).flatMap(([exponent, codes]) => codes.split(' ').map((code) => [code, Number(exponent)] as const))
);

/** All codes, in alphabetical order. */
export const CURRENCY_CODES = [...EXPONENTS.keys()].sort() as CurrencyCode[];

export function isCurrency(code: string): code is CurrencyCode {
	return EXPONENTS.has(code);
}

/** Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for TND, 4 for CLF. Throws for a code that is none: ask `isCurrency` first. */
export function currencyExponent(code: string): number {
	const exponent = EXPONENTS.get(code);
	if (exponent === undefined) throw new RangeError('Not an active ISO 4217 currency');
	return exponent;
}
