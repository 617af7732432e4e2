/** The one VAT that EN 16931 knows on a line, and BG-23. */
import type { DocumentContent, LineTax, Totals } from '../../documents/document.ts';
import { parseDecimal, RATE_LIMITS, shortDecimalString } from '../../money/decimal.ts';
import type { VatBreakdown, VatCategory } from '../model.ts';
import type { Reason } from './reason.ts';

/** What is taxed alike. The rate is absent outside the scope of VAT. */
export interface Vat {
	vatCategory: VatCategory;
	vatRate?: string;
}

/** VATEX codes (CEF, VAT exemption reason code list) that follow from the category alone; E must say its own. */
const EXEMPTIONS: Readonly<Record<string, string>> = { AE: 'VATEX-EU-AE', K: 'VATEX-EU-IC', G: 'VATEX-EU-G', O: 'VATEX-EU-O' };

/** Taxes that say why none is charged. */
const UNTAXED = ['E', 'AE', 'K', 'G', 'O'];

export function vatOf(taxes: readonly LineTax[]): Vat {
	const [tax] = taxes;
	if (!tax) return { vatCategory: '' };
	return { vatCategory: tax.category, ...(tax.category !== 'O' && { vatRate: rateOf(tax.rate) }) };
}

function rateOf(rate: string): string {
	const read = parseDecimal(rate.trim() || '0', RATE_LIMITS);
	return read.ok ? shortDecimalString(read.value) : rate;
}

/** Everything about taxes that the standard has no words for. */
export function taxReasons(content: DocumentContent): Reason[] {
	const found: Reason[] = [];
	const categories = new Set<string>();
	const look = (taxes: readonly LineTax[] | undefined, field: string) => {
		const at = { term: 'BT-151', field: `content.${field}.taxes` };
		if (!taxes || taxes.length === 0) found.push({ problem: 'no-tax', ...at });
		else if (taxes.length > 1) found.push({ problem: taxes.some(({ compound }) => compound) ? 'compound-tax' : 'several-taxes', ...at });
		for (const { category } of taxes ?? []) categories.add(category);
	};
	content.lines.forEach(({ taxes }, index) => look(taxes, `lines.${index}`));
	content.allowances.forEach(({ taxes }, index) => taxes?.length && look(taxes, `allowances.${index}`));
	if (categories.has('O') && categories.size > 1) found.push({ problem: 'mixed-outside-scope', term: 'BT-151', field: 'content.lines' });
	return found;
}

/** BG-23. Rows of equal category and rate are one, by whatever name a tax was printed. */
export function breakdown({ taxes }: Totals, money: (minor: bigint) => string, rateOfO: boolean): VatBreakdown[] {
	const rows = new Map<
		string,
		{ first: Totals['taxes'][number]; taxable: bigint; tax: bigint; reasons: Set<string>; codes: Set<string> }
	>();
	for (const each of taxes) {
		const key = `${each.category} ${rateOf(each.rate)}`;
		const row = rows.get(key) ?? { first: each, taxable: 0n, tax: 0n, reasons: new Set<string>(), codes: new Set<string>() };
		row.taxable += each.taxable;
		row.tax += each.tax;
		if (each.exemptionReason) row.reasons.add(each.exemptionReason);
		if (each.exemptionCode) row.codes.add(each.exemptionCode);
		rows.set(key, row);
	}
	return [...rows.values()].map(({ first: { category, rate }, taxable, tax, reasons, codes }) => {
		const isUntaxed = UNTAXED.includes(category);
		const code = codes.size === 1 ? [...codes][0] : EXEMPTIONS[category];
		return {
			taxable: money(taxable),
			tax: money(tax),
			category,
			...((category !== 'O' || rateOfO) && { rate: rateOf(rate) }),
			...(isUntaxed && reasons.size > 0 && { exemptionReason: [...reasons].join('; ') }),
			...(isUntaxed && code && { exemptionCode: code })
		};
	});
}
