/** The rules of EN 16931 and of the profiles, asked of an invoice in the model. What is not asked: `not-checked.ts`. */
import type { EInvoice } from '../model.ts';
import { SPECIFICATIONS, type Profile } from '../profiles.ts';
import { CREDIT_NOTE_TYPES } from '../ubl/document.ts';
import { BILLING } from './billing.ts';
import { CATEGORY_RULES } from './categories.ts';
import { CORE } from './core.ts';
import type { CheckOptions, Finding } from './finding.ts';
import { FILE } from './file.ts';
import { FACTURX, FACTURX_BASIC } from './facturx.ts';
import { FRANCE } from './france.ts';
import { XRECHNUNG } from './germany.ts';
import { LISTS } from './lists.ts';
import { PEPPOL } from './peppol.ts';
import { ask, idsOf, type Rule, type Scope } from './rule.ts';
import { SUMS } from './sums.ts';

const OF_ALL: readonly Rule[] = [...CORE, ...SUMS, ...CATEGORY_RULES, ...LISTS, ...FILE];

const OF_PROFILE: Readonly<Record<Profile, readonly Rule[]>> = {
	en16931: [],
	xrechnung: [...BILLING, ...XRECHNUNG],
	peppol: PEPPOL,
	'facturx-basic': FACTURX_BASIC,
	facturx: FACTURX,
	france: FRANCE
};

/** All that the rules find, fatal ones first, each in the order of the rules. Nothing found is nothing wrong as far as the rules are asked. */
export function checkInvoice(invoice: EInvoice, options: CheckOptions): Finding[] {
	const isCreditNote = options.root ? options.root.name === 'CreditNote:CreditNote' : CREDIT_NOTE_TYPES.has(invoice.typeCode);
	const scope: Scope = { ...options, invoice, isCreditNote };
	const found = [...ask(OF_ALL, scope), ...ask(OF_PROFILE[options.profile], scope)];
	return [...found.filter(({ severity }) => severity === 'fatal'), ...found.filter(({ severity }) => severity === 'warning')];
}

/** The profile that a file says it follows (BT-24), for its rules to be asked. The French one is nowhere said: it has to be chosen. */
export function profileOf({ specification }: Pick<EInvoice, 'specification'>): Profile {
	if (specification.includes('xrechnung')) return 'xrechnung';
	if (specification.includes('poacc:billing:3')) return 'peppol';
	return specification === SPECIFICATIONS['facturx-basic'] ? 'facturx-basic' : 'en16931';
}

/** Numbers of all rules that are asked, of any profile. */
export function checkedRules(): ReadonlySet<string> {
	return new Set(idsOf([...OF_ALL, ...Object.values(OF_PROFILE).flat()]));
}
