/** Electronic address schemes (EAS, CEF list as in the EN 16931 rules of April 2026) that a small business and its clients use. BT-34-1, BT-49-1. */
export interface AddressScheme {
	code: string;
	/** The scheme's own name; the same in every language. */
	name: string;
	/** Where it is used; absent: everywhere. */
	country?: string;
}

const ADDRESS_SCHEMES: readonly AddressScheme[] = [
	{ code: 'EM', name: 'E-mail' },
	{ code: '0088', name: 'GLN (GS1)' },
	{ code: '0060', name: 'D-U-N-S' },
	{ code: '0225', name: 'FR: annuaire (SIREN)', country: 'FR' },
	{ code: '0002', name: 'FR: SIREN', country: 'FR' },
	{ code: '0009', name: 'FR: SIRET', country: 'FR' },
	{ code: '9957', name: 'FR: TVA', country: 'FR' },
	{ code: '0204', name: 'DE: Leitweg-ID', country: 'DE' },
	{ code: '9930', name: 'DE: USt-IdNr.', country: 'DE' },
	{ code: '9914', name: 'AT: UID', country: 'AT' },
	{ code: '9915', name: 'AT: Verwaltung', country: 'AT' },
	{ code: '0208', name: 'BE: KBO/BCE', country: 'BE' },
	{ code: '9925', name: 'BE: BTW/TVA', country: 'BE' },
	{ code: '0183', name: 'CH: UID', country: 'CH' },
	{ code: '9927', name: 'CH: MWST', country: 'CH' },
	{ code: '0184', name: 'DK: CVR', country: 'DK' },
	{ code: '9920', name: 'ES: NIF-IVA', country: 'ES' },
	{ code: '0216', name: 'FI: OVT', country: 'FI' },
	{ code: '9932', name: 'GB: VAT', country: 'GB' },
	{ code: '9935', name: 'IE: VAT', country: 'IE' },
	{ code: '0201', name: 'IT: IPA', country: 'IT' },
	{ code: '0211', name: 'IT: Partita IVA', country: 'IT' },
	{ code: '9938', name: 'LU: TVA', country: 'LU' },
	{ code: '0106', name: 'NL: KvK', country: 'NL' },
	{ code: '0190', name: 'NL: OIN', country: 'NL' },
	{ code: '9944', name: 'NL: Btw', country: 'NL' },
	{ code: '0192', name: 'NO: Organisasjonsnummer', country: 'NO' },
	{ code: '9945', name: 'PL: NIP', country: 'PL' },
	{ code: '9946', name: 'PT: NIF', country: 'PT' },
	{ code: '0007', name: 'SE: Organisationsnummer', country: 'SE' }
];

/** The ones for a country first, then the ones for everywhere, then the rest. */
export function schemesFor(country: string): AddressScheme[] {
	const rank = (scheme: AddressScheme) => (scheme.country === country ? 0 : scheme.country === undefined ? 1 : 2);
	return [...ADDRESS_SCHEMES].sort((a, b) => rank(a) - rank(b));
}
