import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { allowance, content, line, tax, totalsOf, TPS, TVQ } from '../../../tests/vectors/money/content.ts';
import { currencyExponent } from '../money/currencies.ts';
import { decimalString, divideRounded } from '../money/decimal.ts';
import type { AllowanceCharge, DocumentContent, DocumentLine, LineTax, Withholding } from './document.ts';
import { freezeTotals, thawTotals } from './totals.ts';

/** Decimal strings of any size within the limits, tiny and huge ones included. */
const decimals = (maxScale: number, maxDigits = 15) =>
	fc
		.tuple(fc.integer({ min: 1, max: maxDigits }), fc.integer({ min: 0, max: maxScale }))
		.chain(([digits, scale]) =>
			fc
				.bigInt({ min: -(10n ** BigInt(digits)) + 1n, max: 10n ** BigInt(digits) - 1n })
				.map((value) => decimalString({ digits: value, scale }))
		);

const SINGLE: LineTax[][] = [
	[tax('21')],
	[tax('20')],
	[tax('9.975', 'TVQ')],
	[tax('10')],
	[tax('5.5')],
	[tax('0', 'VAT', 'AE')],
	[tax('0', 'VAT', 'Z')]
];
const SEVERAL: LineTax[][] = [
	...SINGLE,
	[],
	[TPS],
	[TPS, TVQ],
	[TVQ, TPS],
	[tax('9', 'CGST'), tax('9', 'SGST')],
	[tax('5', 'GST'), { ...tax('9.5', 'QST'), compound: true }]
];
/** Round figures among them, so that ties are met often. */
const EVERYDAY = fc.oneof(fc.constantFrom('1', '100', '-1'), decimals(4, 7));
const CURRENCIES = ['EUR', 'JPY', 'TND', 'CLF'];

interface Ingredients {
	taxes: LineTax[][];
	quantity?: fc.Arbitrary<string>;
	price?: fc.Arbitrary<string>;
	prices?: DocumentContent['prices'];
}

const amountOf = (currency: string) => fc.oneof(fc.constantFrom('1', '100'), decimals(currencyExponent(currency), 8));

function effects(currency: string, taxes: LineTax[][], document: boolean): fc.Arbitrary<AllowanceCharge[]> {
	const one = fc.record({
		kind: fc.constantFrom('allowance' as const, 'charge' as const),
		amount: fc.option(amountOf(currency), { nil: '' }),
		percent: fc.constantFrom('', '3', '12.5', '33.3333'),
		taxes: document ? fc.option(fc.constantFrom(...taxes), { nil: undefined }) : fc.constant(undefined)
	});
	return fc.array(one, { maxLength: 3 }).map((list) => list.map((each) => allowance(each)));
}

function documents({ taxes, quantity = EVERYDAY, price = EVERYDAY, prices }: Ingredients): fc.Arbitrary<DocumentContent> {
	return fc.constantFrom(...CURRENCIES).chain((currency) => {
		const lines = fc.array(
			fc
				.record({
					quantity,
					price,
					taxes: fc.constantFrom(...taxes),
					allowances: effects(currency, taxes, false),
					base: fc.constantFrom('', '3', '100')
				})
				.map((each) => line(each.quantity, each.price, each.taxes, { allowances: each.allowances, priceBase: each.base })),
			{ maxLength: 8 }
		);
		return fc
			.record({
				lines,
				allowances: effects(currency, taxes, true),
				prices: prices ? fc.constant(prices) : fc.constantFrom('net' as const, 'gross' as const),
				taxRounding: fc.constantFrom('document' as const, 'line' as const),
				withholdings: fc.constantFrom<Withholding[]>([], [{ name: 'IRPF', rate: '15' }]),
				cashRounding: fc.constantFrom('', currencyExponent(currency) === 0 ? '5' : '0.5'),
				prepaid: fc.option(amountOf(currency), { nil: '' }),
				exchangeRate: fc.constantFrom('', '1.23456789')
			})
			.map(({ lines: typed, ...more }) => content(typed, { ...more, currency, baseCurrency: 'CAD' }));
	});
}

const negated = (text?: string) => (!text ? text : text.startsWith('-') ? text.slice(1) : `-${text}`);
const mirrored = (each: AllowanceCharge) => ({ ...each, amount: negated(each.amount), base: negated(each.base) });
function credit(document: DocumentContent): DocumentContent {
	return {
		...document,
		lines: document.lines.map((each) => ({ ...each, quantity: negated(each.quantity)!, allowances: each.allowances.map(mirrored) })),
		allowances: document.allowances.map(mirrored),
		prepaid: negated(document.prepaid)
	};
}

/** Every bigint of a structure with its sign turned. */
function minus<T>(value: T): T {
	if (typeof value === 'bigint') return -value as T;
	if (Array.isArray(value)) return value.map(minus) as T;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, minus(each)])) as T;
}

const sum = (values: bigint[]) => values.reduce((total, value) => total + value, 0n);
const magnitude = (value: bigint) => (value < 0n ? -value : value);
const any = documents({ taxes: SEVERAL });
/** A few cents a line: nearly every share is a tie. */
const cents = documents({
	taxes: [[tax('10')], [tax('21')]],
	quantity: fc.constantFrom('1', '-1'),
	price: fc.integer({ min: 1, max: 9 }).map((value) => `0.0${value}`)
});
const either = fc.oneof(any, cents);
/** In braces: an expectation handed back would be taken for a verdict. */
function check<T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void) {
	fc.assert(
		fc.property(arbitrary, (value) => {
			predicate(value);
		}),
		{ numRuns: 300 }
	);
}

describe('for every document', () => {
	test('sums are the sums of their parts', () => {
		check(any, (document) => {
			const totals = totalsOf(document);
			expect(totals.sumLines).toBe(sum(totals.lines.map(({ net }) => net)));
			expect(totals.taxExclusive).toBe(totals.sumLines - totals.sumAllowances + totals.sumCharges);
			expect(totals.taxTotal).toBe(sum(totals.taxes.map(({ tax }) => tax)));
			expect(totals.taxInclusive).toBe(totals.taxExclusive + totals.taxTotal);
			expect(totals.payable).toBe(totals.taxInclusive + totals.stampDuty - totals.withheld - totals.prepaid + totals.rounding);
		});
	});

	test('the order of lines, of taxes on a line, of allowances does not matter', () => {
		const shuffled = either.chain((document) =>
			fc.tuple(
				fc.constant(document),
				fc.shuffledSubarray(document.lines, { minLength: document.lines.length }),
				fc.shuffledSubarray(document.allowances, { minLength: document.allowances.length })
			)
		);
		check(shuffled, ([document, lines, allowances]) => {
			const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
			const turned = lines.map((each) =>
				each.taxes.some(({ compound }) => compound) ? each : { ...each, taxes: each.taxes.toReversed() }
			);
			const before = totalsOf(document);
			const after = totalsOf({ ...document, lines: turned, allowances });
			expect({ ...after, lines: after.lines.sort(byId), allowances: after.allowances.sort(byId) }).toEqual({
				...before,
				lines: before.lines.sort(byId),
				allowances: before.allowances.sort(byId)
			});
		});
	});

	test('the credit of all quantities is the invoice with its signs turned', () => {
		check(either, (document) => expect(totalsOf(credit(document))).toEqual(minus(totalsOf(document))));
	});

	test('frozen and thawed it is the same', () => {
		check(any, (document) => expect(thawTotals(freezeTotals(totalsOf(document)))).toEqual(totalsOf(document)));
	});

	test('with one tax a line, what is taxed adds up to the total without tax (BT-116, BT-109)', () => {
		check(documents({ taxes: SINGLE }), (document) => {
			fc.pre(document.lines.length > 0 || document.allowances.every((each) => each.taxes));
			const totals = totalsOf(document);
			expect(sum(totals.taxes.map(({ taxable }) => taxable))).toBe(totals.taxExclusive);
		});
	});

	test('huge and tiny figures keep every digit', () => {
		check(documents({ taxes: SINGLE, quantity: decimals(6), price: decimals(6), prices: 'net' }), (document) => {
			const totals = totalsOf(document);
			document.lines.forEach((each, index) =>
				expect(totals.lines[index]!.shown).toBe(exactLine(each, document.currency, totals.lines[index]!))
			);
		});
	});
});

/** Quantity × price ÷ base worked out apart from the engine's decimals. */
function exactLine(each: DocumentLine, currency: string, of: { allowances: bigint; charges: bigint }): bigint {
	const fraction = (text: string): [bigint, bigint] => [BigInt(text.replace('.', '')), 10n ** BigInt(text.split('.')[1]?.length ?? 0)];
	const [quantity, quantityOver] = fraction(each.quantity);
	const [price, priceOver] = fraction(each.price);
	const over = quantityOver * priceOver * BigInt(each.priceBase || '1');
	const scaled = quantity * price * 10n ** BigInt(currencyExponent(currency)) * 10n;
	const tenths = scaled / over;
	const rounded = (tenths + (tenths < 0n ? -5n : 5n)) / 10n; // tenths are cut toward zero, so the half is seen exactly
	return rounded + of.charges - of.allowances;
}

describe('for every document with gross prices', () => {
	const grossDocuments = documents({ taxes: SEVERAL, prices: 'gross' });

	test('the total with tax is the figure typed', () => {
		check(grossDocuments, (document) => {
			const totals = totalsOf(document);
			const effect = totals.allowances.map(({ kind, amount }) => (kind === 'charge' ? amount : -amount));
			expect(totals.taxInclusive).toBe(sum(totals.lines.map(({ shown }) => shown)) + sum(effect));
		});
	});

	test('no line is further than one unit from its exact net', () => {
		check(documents({ taxes: [[tax('21')], [tax('10')]], prices: 'gross' }), (document) => {
			totalsOf(document).lines.forEach(({ net, shown }, index) => {
				const rate = BigInt(document.lines[index]!.taxes[0]!.rate);
				expect(magnitude(net * (100n + rate) - shown * 100n)).toBeLessThan(100n + rate);
			});
		});
	});
});

describe('for every document with net prices', () => {
	test('each row of the breakdown is rounded once', () => {
		check(documents({ taxes: SEVERAL, prices: 'net' }), (document) => {
			fc.pre(document.taxRounding === 'document');
			for (const { rate, taxable, tax: taxed } of totalsOf(document).taxes) {
				const [whole = '', places = ''] = rate.split('.');
				expect(taxed).toBe(divideRounded(taxable * BigInt(whole + places.padEnd(4, '0')), 1_000_000n));
			}
		});
	});

	test('a discount on everything is shared so that no group is further than one unit from its part', () => {
		const groups = fc.array(fc.tuple(fc.integer({ min: 1, max: 10_000_000 }), fc.constantFrom(...SINGLE)), { minLength: 1, maxLength: 12 });
		check(fc.tuple(groups, fc.bigInt({ min: 0n, max: 10n ** 9n })), ([parts, discount]) => {
			const lines = parts.map(([cents, taxes]) => line(decimalString({ digits: BigInt(cents), scale: 2 }), '1', taxes));
			const amount = decimalString({ digits: discount, scale: 2 });
			const before = totalsOf(content(lines));
			const after = totalsOf(content(lines, { allowances: [allowance({ amount })] }));
			expect(after.taxExclusive).toBe(before.taxExclusive - discount);
			for (const row of before.taxes) {
				const left = after.taxes.find(({ category, rate }) => category === row.category && rate === row.rate)!;
				const exact = row.taxable * before.taxExclusive - discount * row.taxable;
				expect(magnitude(left.taxable * before.taxExclusive - exact)).toBeLessThan(magnitude(before.taxExclusive));
			}
		});
	});
});
