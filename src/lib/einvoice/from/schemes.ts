/**
 * Schemes of identifiers: ISO/IEC 6523 (ICD) for registrations, CEF "Electronic Address Scheme" (EAS) for electronic addresses. Only those that follow
 * from numbers the country presets ask for.
 */

/** BT-30-1 and BT-47-1, by country and kind of number. */
export const REGISTRATION_SCHEMES: Readonly<Record<string, string>> = {
	'FR siren': '0002',
	'NL kvk': '0106',
	'CH uid': '0183',
	'BE bce': '0208',
	'IT cf': '0210'
};

/** Numbers of a register of companies without a scheme of their own. */
export const REGISTERS: ReadonlySet<string> = new Set([
	'siren',
	'kvk',
	'uid',
	'hrb',
	'fn',
	'rcs',
	'rpm',
	'company',
	'rea',
	'rc',
	'neq',
	'bn',
	'ice',
	'bce'
]);

/** Numbers given by the tax office that are no VAT identification numbers (BT-32). */
export const TAX_REGISTRATIONS: readonly string[] = ['stnr', 'nif', 'cf', 'gstin', 'gst', 'if', 'ein', 'tax'];

/** EAS of a VAT number, by its country. */
const VAT_ADDRESSES: Readonly<Record<string, string>> = {
	...{ AT: '9914', BE: '9925', BG: '9926', CH: '9927', CY: '9928', CZ: '9929', DE: '9930', EE: '9931', GB: '9932', GR: '9933', EL: '9933' },
	...{ HR: '9934', IE: '9935', LI: '9936', LT: '9937', LU: '9938', LV: '9939', MT: '9943', NL: '9944', PL: '9945', PT: '9946', RO: '9947' },
	...{ SI: '9949', SK: '9950', ES: '9920', FR: '9957', IT: '0211', HU: '9910' }
};

export function vatAddressScheme(vatId: string): string | undefined {
	return VAT_ADDRESSES[vatId.slice(0, 2)];
}
