/** What one can choose: a profile in one of its syntaxes, or in the PDF. */
import type { BuyerSnapshot, DocumentContent } from '../documents/document.ts';
import { LEVELS, SYNTAXES, type Profile, type Syntax } from './profiles.ts';

/** The file that is sent: XML in that syntax, or the PDF with XML inside. */
export type Container = Syntax | 'pdf';

export interface Format {
	id: `${Profile}/${Container}`;
	profile: Profile;
	container: Container;
}

/** Factur-X is not sent as XML alone. */
const PDF_ALONE: readonly Profile[] = ['facturx', 'facturx-basic'];

export const FORMATS: readonly Format[] = (Object.entries(SYNTAXES) as [Profile, readonly Syntax[]][]).flatMap(([profile, syntaxes]) => {
	const containers: Container[] = [...(LEVELS[profile] ? (['pdf'] as const) : []), ...(PDF_ALONE.includes(profile) ? [] : syntaxes)];
	return containers.map((container): Format => ({ id: `${profile}/${container}`, profile, container }));
});

export const SYNTAX_NAMES: Readonly<Record<Syntax, string>> = { ubl: 'UBL 2.1', cii: 'CII D16B' };

/** Undefined for an id of a later version. */
export function formatOf(id: string | undefined): Format | undefined {
	return FORMATS.find((each) => each.id === id);
}

/** Countries where companies bill each other over Peppol, by law or by custom. */
const PEPPOL_COUNTRIES: readonly string[] = ['BE', 'NL', 'LU', 'NO', 'SE', 'DK', 'FI', 'IS', 'IE', 'SG', 'AU', 'NZ', 'JP'];

/** The format that the client most likely wants, by where he is and the address he takes e-invoices at. */
export function usualFormat(
	{ buyerReference }: Pick<DocumentContent, 'buyerReference'>,
	buyer: Pick<BuyerSnapshot, 'address' | 'electronicAddress'>
): Format {
	const { country } = buyer.address;
	const scheme = buyer.electronicAddress?.scheme;
	const profile: Profile =
		country === 'FR'
			? 'france'
			: country === 'DE'
				? scheme === '0204' || /^\d{2,12}-[\w-]{1,30}$/.test(buyerReference ?? '')
					? 'xrechnung'
					: 'facturx'
				: PEPPOL_COUNTRIES.includes(country) || (scheme !== undefined && scheme !== 'EM')
					? 'peppol'
					: 'en16931';
	// Authorities take XRechnung as XML.
	return FORMATS.find((each) => each.profile === profile && (profile !== 'xrechnung' || each.container !== 'pdf'))!;
}
