/**
 * Sentences the law wants written out on an invoice. They are looked for in any wording that says the same; what is not found only warns, since no list
 * of words is complete.
 */
import { saysReverseCharge } from '../../business/presets/eu-texts.ts';
import type { IssueBlocker } from '../../worker-api.ts';
import { inEu, isEmpty, warning, type CheckMessage, type IssueContext } from './finding.ts';

export function wordingFindings(context: IssueContext, country: string): IssueBlocker[] {
	const found = inEu(country) || country === 'IN' ? reverseCharge(context, country) : [];
	if (country === 'FR') found.push(...france(context));
	if (country === 'MA') found.push(...morocco(context));
	if (country === 'IN') found.push(...exports(context));
	return found;
}

/** Code de commerce art. L.441-9 and D.441-5: what is charged for being late, the 40 euros of recovery, the discount for early payment or that there is none. */
const FRENCH_TERMS: readonly [CheckMessage, RegExp][] = [
	['checkFrTermsLate', /p[ée]nalit|int[ée]r[êe]ts?\b|\blate\b|Verzug|demora|\bmora\b/i],
	['checkFrTermsFixed', /\b40(?:[.,]00)?\s*(?:€|eur)|€\s*40\b|quarante euros/i],
	['checkFrTermsDiscount', /escompte|discount|skonto|pronto pago/i]
];

function france(context: IssueContext): IssueBlocker[] {
	const { party, content } = context;
	const found: IssueBlocker[] = [];
	// Without terms there is an error already.
	if (party?.kind === 'business' && !isEmpty(content.terms))
		for (const [message, words] of FRENCH_TERMS) if (!words.test(written(context))) found.push(warning('terms', message));
	eachTax(context, (tax, path) => {
		if (tax.exemptionCode === 'VATEX-FR-FRANCHISE' && !/293\s*B/i.test(tax.exemptionReason ?? ''))
			found.push(warning(`${path}.exemptionReason`, 'checkFrFranchise'));
	});
	return found;
}

/** Directive 2006/112/EC, art. 226 (11a); India: CGST rule 46 (p). */
function reverseCharge(context: IssueContext, country: string): IssueBlocker[] {
	const found: IssueBlocker[] = [];
	eachTax(context, (tax, path) => {
		if (tax.category !== 'AE' || isEmpty(tax.exemptionReason)) return;
		// India's notes say on every invoice whether it is so, mostly that it is not.
		const isSaid =
			country === 'IN'
				? /reverse charge/i.test(tax.exemptionReason ?? '')
				: saysReverseCharge(`${tax.exemptionReason} ${written(context)}`);
		if (!isSaid) found.push(warning(`${path}.exemptionReason`, 'checkReverseWords'));
	});
	return found.slice(0, 1);
}

/** General tax code, art. 145-III (8): how it is paid. An account that is printed says so. */
function morocco(context: IssueContext): IssueBlocker[] {
	const ways = /virement|ch[èe]que|esp[èe]ces|carte|traite|effet|pr[ée]l[èe]vement|transfer|cash|card/i;
	return context.business.bankAccounts.length > 0 || ways.test(written(context)) ? [] : [warning('terms', 'checkMaPayment')];
}

/** CGST rule 46, third proviso: an export says under what it goes untaxed. */
function exports(context: IssueContext): IssueBlocker[] {
	const found: IssueBlocker[] = [];
	eachTax(context, (tax, path) => {
		const said = `${tax.exemptionReason ?? ''} ${written(context)}`;
		if (tax.category === 'G' && !/meant for (?:export|supply to sez)/i.test(said))
			found.push(warning(`${path}.exemptionReason`, 'checkInExportWords'));
	});
	return found.slice(0, 1);
}

function written({ content, business }: IssueContext): string {
	return [content.terms, content.notes, business.footer].join('\n');
}

type Tax = IssueContext['lines'][number]['taxes'][number];

function eachTax({ lines }: IssueContext, look: (tax: Tax, path: string) => void): void {
	lines.forEach(({ taxes }, line) => taxes.forEach((tax, index) => look(tax, `lines.${line}.taxes.${index}`)));
}
