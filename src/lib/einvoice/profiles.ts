/** The profiles that are written, and which syntaxes each is written in. */
import type { ConformanceLevel } from '../documents/pdf/archive/enclosure.ts';

/** BT-24. */
export const SPECIFICATIONS = {
	en16931: 'urn:cen.eu:en16931:2017',
	/** XRechnung 3.0.2. */
	xrechnung: 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0',
	/** Peppol BIS Billing 3. */
	peppol: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
	/** Factur-X 1.09 and ZUGFeRD 2.5, profile BASIC. */
	'facturx-basic': 'urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic',
	/** The same, profile EN 16931 (COMFORT). */
	facturx: 'urn:cen.eu:en16931:2017',
	/** The French rules (BR-FR) are checked on the plain core. */
	france: 'urn:cen.eu:en16931:2017'
} as const;

export type Profile = keyof typeof SPECIFICATIONS;

export type Syntax = 'ubl' | 'cii';

/** BT-23 where a profile wants one: Peppol BIS Billing 3 names its process so, and XRechnung takes it over. */
export const BILLING_PROCESS = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0';

/** Which syntaxes a profile is written in, the usual one first. Factur-X is CII inside a PDF; Peppol takes UBL. */
export const SYNTAXES: Readonly<Record<Profile, readonly Syntax[]>> = {
	en16931: ['ubl', 'cii'],
	xrechnung: ['ubl', 'cii'],
	peppol: ['ubl'],
	'facturx-basic': ['cii'],
	facturx: ['cii'],
	france: ['cii', 'ubl']
};

/** The profiles that a PDF can carry, and how its metadata call them. */
export const LEVELS: Readonly<Partial<Record<Profile, ConformanceLevel>>> = {
	facturx: 'EN 16931',
	'facturx-basic': 'BASIC',
	xrechnung: 'XRECHNUNG',
	france: 'EN 16931'
};
