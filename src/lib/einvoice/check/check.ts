/** The rules of EN 16931 and of the profiles, asked of an invoice in the model. What is not asked: `not-checked.ts`. */
import type { EInvoice } from '../model.ts';
import { SPECIFICATIONS, type Profile } from '../profiles.ts';
import type { CheckOptions, Family, Finding } from './finding.ts';

const FAMILIES: readonly Family[] = [];

/** All that the rules find, fatal ones first, each in the order of the invoice. Nothing found is nothing wrong as far as the rules are asked. */
export function checkInvoice(invoice: EInvoice, options: CheckOptions): Finding[] {
	const found = FAMILIES.flatMap((family) => family(invoice, options));
	return [...found.filter(({ severity }) => severity === 'fatal'), ...found.filter(({ severity }) => severity === 'warning')];
}

/** The profile that a file says it follows (BT-24), for its rules to be asked. The French one is nowhere said: it has to be chosen. */
export function profileOf({ specification }: Pick<EInvoice, 'specification'>): Profile {
	if (specification.includes('xrechnung')) return 'xrechnung';
	if (specification.includes('poacc:billing:3')) return 'peppol';
	return specification === SPECIFICATIONS['facturx-basic'] ? 'facturx-basic' : 'en16931';
}
