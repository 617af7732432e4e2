import { describe, expect, test } from 'vitest';
import type { AllowanceCharge, LineTax, TaxCategory } from '../../../src/lib/documents/document.ts';
import { parseAmount } from '../../../src/lib/money/amount.ts';
import { creditContent } from '../../../src/lib/documents/credit/content.ts';
import { leftOf } from '../../../src/lib/documents/credit/taken.ts';
import type { IssuedDocument } from '../../../src/lib/documents/document.ts';
import { freezeTotals } from '../../../src/lib/documents/totals.ts';
import { allowance, content, line, totalsOf } from './content.ts';
import official from './official.json' with { type: 'json' };

interface OfficialAllowance {
	amount?: string;
	base?: string;
	percent?: string;
	reason?: string;
	vatCategory?: string;
	vatRate?: string;
}
interface OfficialLine {
	id: string;
	quantity: string;
	netPrice: string;
	baseQuantity?: string;
	vatCategory: string;
	vatRate?: string;
	allowances?: OfficialAllowance[];
	charges?: OfficialAllowance[];
}
interface OfficialCase {
	id: string;
	currency: string;
	taxCurrency?: string;
	input: { lines: OfficialLine[]; allowances?: OfficialAllowance[]; charges?: OfficialAllowance[]; prepaid?: string; rounding?: string };
	expected: {
		lines: { id: string; net: string }[];
		sumLines: string;
		sumAllowances?: string;
		sumCharges?: string;
		taxExclusive: string;
		taxTotal?: string;
		taxTotalAccounting?: string;
		taxInclusive: string;
		payable: string;
		vatBreakdown: { category: string; rate?: string; taxable: string; tax: string }[];
	};
}

/** The example states the tax in SEK, not the rate; this is the rate at which 23000 USD are the 205845.40 SEK it states. */
const SEK_PER_USD = '8.9498';

function taxesOf(each: { vatCategory?: string; vatRate?: string }): LineTax[] {
	return [{ name: 'Moms', category: each.vatCategory as TaxCategory, rate: each.vatRate ?? '' }];
}

function entries(list: OfficialAllowance[] | undefined, kind: AllowanceCharge['kind'], typed: 'percent' | 'amount', taxed: boolean) {
	return (list ?? []).map((each) => {
		const figure = typed === 'percent' && each.percent ? { percent: each.percent, base: each.base } : { amount: each.amount };
		return allowance({ kind, ...figure, ...(taxed ? { taxes: taxesOf(each) } : {}) });
	});
}

function officialContent({ input, currency, taxCurrency }: OfficialCase, typed: 'percent' | 'amount') {
	const lines = input.lines.map((each) =>
		line(each.quantity, each.netPrice, taxesOf(each), {
			id: each.id,
			priceBase: each.baseQuantity,
			allowances: [...entries(each.allowances, 'allowance', typed, false), ...entries(each.charges, 'charge', typed, false)]
		})
	);
	return content(lines, {
		currency,
		allowances: [...entries(input.allowances, 'allowance', typed, true), ...entries(input.charges, 'charge', typed, true)],
		prepaid: input.prepaid,
		rounding: input.rounding,
		...(taxCurrency ? { baseCurrency: taxCurrency, exchangeRate: SEK_PER_USD } : {})
	});
}

describe('official EN 16931 examples', () => {
	test('there are eight', () => expect(official.cases).toHaveLength(8));

	// Percentages are computed by the engine in one run and given as amounts in the other: both must meet the official figures.
	for (const typed of ['percent', 'amount'] as const) {
		test.each(official.cases as OfficialCase[])(`$id, allowances as ${typed}`, (example) => {
			const { expected, currency } = example;
			const minor = (text = '0', of = currency) => {
				const parsed = parseAmount(of, text);
				if (!parsed.ok) throw new Error(`${text} is no amount`);
				return parsed.value.minor;
			};
			const totals = totalsOf(officialContent(example, typed));
			expect(totals.lines.map(({ id, net }) => ({ id, net }))).toEqual(expected.lines.map(({ id, net }) => ({ id, net: minor(net) })));
			expect(totals.sumLines).toBe(minor(expected.sumLines));
			expect(totals.sumAllowances).toBe(minor(expected.sumAllowances));
			expect(totals.sumCharges).toBe(minor(expected.sumCharges));
			expect(totals.taxExclusive).toBe(minor(expected.taxExclusive));
			expect(totals.taxTotal).toBe(minor(expected.taxTotal));
			expect(totals.taxInclusive).toBe(minor(expected.taxInclusive));
			expect(totals.payable).toBe(minor(expected.payable));
			expect(totals.taxes.map(({ category, rate, taxable, tax }) => ({ category, rate, taxable, tax }))).toEqual(
				expected.vatBreakdown.map(({ category, rate, taxable, tax }) => ({
					category,
					rate: rate ?? '0',
					taxable: minor(taxable),
					tax: minor(tax)
				}))
			);
			expect(totals.base?.taxTotal).toBe(
				expected.taxTotalAccounting === undefined ? undefined : minor(expected.taxTotalAccounting, example.taxCurrency)
			);
		});
	}

	test.each(official.cases as OfficialCase[])('$id, credited in full, mirrors every total', (example) => {
		const billed = officialContent(example, 'percent');
		const invoice = { number: '1', content: billed, totals: freezeTotals(totalsOf(billed)) } as IssuedDocument;
		const words = { rounding: 'Rounding', terms: '' };
		const left = leftOf(invoice, []);
		const made = creditContent({ invoiceId: 'i', invoice, left, choice: { kind: 'all' }, today: '2026-11-22', words });
		expect(made.ok && freezeTotals(totalsOf(made.content))).toEqual(invoice.totals);
	});
});
