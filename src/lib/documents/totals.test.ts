import { describe, expect, test } from 'vitest';
import { allowance, content, line, tax, totalsOf, TPS, TVQ } from '../../../tests/vectors/money/content.ts';
import type { DocumentContent, DocumentLine } from './document.ts';
import { computeTotals, freezeTotals, thawTotals } from './totals.ts';

const problemsOf = (document: DocumentContent) => {
	const result = computeTotals(document);
	return result.ok ? [] : result.problems;
};

describe('cases people complained about elsewhere', () => {
	test('8180.00 at 9.975 % is taxed 815.96', () => {
		expect(totalsOf(content([line('1', '8180.00', [TVQ])])).taxTotal).toBe(815_96n);
	});

	test('a fixed discount of 7500 comes off 8500 before 19 %', () => {
		const totals = totalsOf(content([line('1', '8500', [tax('19')])], { allowances: [allowance({ amount: '7500' })] }));
		expect(totals).toMatchObject({ taxExclusive: 1000_00n, payable: 1190_00n, sumAllowances: 7500_00n });
	});

	test('138.66 at 19 % is 165.01', () => {
		expect(totalsOf(content([line('1', '138.66', [tax('19')])])).payable).toBe(165_01n);
	});

	test('140.00 with 5 % and 9.975 % is 160.97, 300.00 is 344.93', () => {
		expect(totalsOf(content([line('1', '140', [TPS, TVQ])])).payable).toBe(160_97n);
		expect(totalsOf(content([line('1', '300', [TPS, TVQ])])).payable).toBe(344_93n);
	});

	test('1393.50 with 21 % and 15 % withheld is 1477.11', () => {
		const totals = totalsOf(content([line('1', '1393.50', [tax('21', 'IVA')])], { withholdings: [{ name: 'IRPF', rate: '15' }] }));
		expect(totals).toMatchObject({ taxInclusive: 1686_14n, withheld: 209_03n, payable: 1477_11n });
		expect(totals.withholdings).toEqual([{ name: 'IRPF', rate: '15', base: 1393_50n, amount: 209_03n }]);
	});

	test('3 × 45 less 60 at 21 % is taxed 15.75, total 90.75, with the discount on the line or on the document', () => {
		const onDocument = content([line('3', '45', [tax('21')])], { allowances: [allowance({ amount: '60' })] });
		const onLine = content([line('3', '45', [tax('21')], { allowances: [allowance({ amount: '60' })] })]);
		expect(totalsOf(onDocument)).toMatchObject({ taxTotal: 15_75n, payable: 90_75n });
		expect(totalsOf(onLine)).toMatchObject({ taxTotal: 15_75n, payable: 90_75n, sumLines: 75_00n });
	});

	test('gross 500.00 at 10 % is 454.55 and 45.45', () => {
		const totals = totalsOf(content([line('1', '500', [tax('10')])], { prices: 'gross' }));
		expect(totals).toMatchObject({ taxExclusive: 454_55n, taxTotal: 45_45n, taxInclusive: 500_00n });
	});

	test('two gross lines of 379.00 at 21 % are exactly 758.00', () => {
		const totals = totalsOf(content([line('1', '379', [tax('21')]), line('1', '379', [tax('21')])], { prices: 'gross' }));
		expect(totals).toMatchObject({ taxExclusive: 626_45n, taxTotal: 131_55n, payable: 758_00n });
		expect(totals.lines.map(({ net }) => net).sort()).toEqual([313_22n, 313_23n]);
		expect(totals.lines.map(({ shown }) => shown)).toEqual([379_00n, 379_00n]);
	});

	test('which of two equal gross lines carries the odd cent does not depend on their order', () => {
		const [one, two] = [line('1', '379', [tax('21')]), line('1', '379', [tax('21')])];
		const netOfOne = (lines: DocumentLine[]) => totalsOf(content(lines, { prices: 'gross' })).lines.find(({ id }) => id === one.id)?.net;
		expect(netOfOne([two, one])).toBe(netOfOne([one, two]));
	});

	test('two quarters of an hour at 27.50 are 13.75 on one line and 13.76 on two', () => {
		expect(totalsOf(content([line('0.5', '27.50')])).payable).toBe(13_75n);
		expect(totalsOf(content([line('0.25', '27.50'), line('0.25', '27.50')])).payable).toBe(13_76n);
	});
});

describe('tax', () => {
	test('is rounded once per category on the document, or on each line where the document says so', () => {
		const lines = [line('1', '0.33', [tax('19')]), line('1', '0.33', [tax('19')]), line('1', '0.33', [tax('19')])];
		expect(totalsOf(content(lines)).taxTotal).toBe(19n); // 0.1881
		expect(totalsOf(content(lines, { taxRounding: 'line' })).taxTotal).toBe(18n); // 3 × 0.0627
	});

	test('the breakdown stands by rate, category code, amount', () => {
		const lines = [
			line('1', '10', [tax('0', 'VAT', 'Z')]),
			line('1', '5', [tax('5', 'B')]),
			line('1', '10', [tax('0', 'VAT', 'E')]),
			line('1', '7', [tax('5', 'A')]),
			line('1', '10', [tax('20')])
		];
		expect(totalsOf(content(lines)).taxes.map(({ rate, category, name }) => [rate, category, name])).toEqual([
			['20', 'S', 'VAT'],
			['5', 'S', 'A'],
			['5', 'S', 'B'],
			['0', 'E', 'VAT'],
			['0', 'Z', 'VAT']
		]);
	});

	test('two taxes of equal rate on one line stay apart', () => {
		const totals = totalsOf(content([line('1', '1000', [tax('9', 'CGST'), tax('9', 'SGST')])], { currency: 'INR' }));
		expect(totals.taxes).toMatchObject([
			{ name: 'CGST', taxable: 1000_00n, tax: 90_00n },
			{ name: 'SGST', taxable: 1000_00n, tax: 90_00n }
		]);
		expect(totals.payable).toBe(1180_00n);
	});

	test('equal rates written differently are one row', () => {
		const totals = totalsOf(content([line('1', '1', [tax('5')]), line('1', '1', [tax('5.00')]), line('1', '1', [tax('05')])]));
		expect(totals.taxes).toEqual([{ name: 'VAT', category: 'S', rate: '5', taxable: 3_00n, tax: 15n }]);
	});

	test('a compound tax is computed on net and the tax before it', () => {
		const taxes = [tax('5', 'GST'), { ...tax('9.5', 'QST'), compound: true }];
		const totals = totalsOf(content([line('1', '100', taxes)]));
		expect(totals.taxes).toMatchObject([
			{ name: 'QST', compound: true, taxable: 105_00n, tax: 9_98n },
			{ name: 'GST', taxable: 100_00n, tax: 5_00n }
		]);
		const gross = totalsOf(content([line('1', '114.98', taxes)], { prices: 'gross' }));
		expect(gross).toMatchObject({ taxExclusive: 100_00n, taxTotal: 14_98n, taxInclusive: 114_98n });
	});

	test('several taxes contained in a gross price add up to it', () => {
		const totals = totalsOf(content([line('1', '344.93', [TPS, TVQ])], { prices: 'gross' }));
		expect(totals).toMatchObject({ taxExclusive: 300_00n, taxInclusive: 344_93n });
		expect(totals.taxes.map(({ tax }) => tax)).toEqual([29_93n, 15_00n]);
	});

	test('reverse charge and exemption charge nothing and carry their reasons, each once', () => {
		const reverse = { ...tax('0', 'VAT', 'AE'), exemptionReason: 'Reverse charge', exemptionCode: 'VATEX-EU-AE' };
		const other = { ...reverse, exemptionReason: 'Art. 196' };
		const totals = totalsOf(content([line('1', '10', [reverse]), line('1', '10', [other]), line('1', '10', [reverse])]));
		expect(totals.taxes).toEqual([
			{
				name: 'VAT',
				category: 'AE',
				rate: '0',
				taxable: 30_00n,
				tax: 0n,
				exemptionReason: 'Art. 196; Reverse charge',
				exemptionCode: 'VATEX-EU-AE'
			}
		]);
	});

	test('a rate under a category without tax is a problem', () => {
		expect(problemsOf(content([line('1', '1', [tax('21', 'VAT', 'AE')])]))).toEqual([
			{ path: 'lines.0.taxes.0.rate', code: 'must-be-zero' }
		]);
	});
});

describe('allowances and charges', () => {
	test('a discount without taxes of its own is shared over what is taxed alike, by largest remainder', () => {
		const lines = [line('1', '100', [tax('20')]), line('1', '100', [tax('10')]), line('1', '100', [tax('5')])];
		const totals = totalsOf(content(lines, { allowances: [allowance({ amount: '100' })] }));
		expect(totals.taxes.map(({ taxable }) => taxable)).toEqual([66_66n, 66_67n, 66_67n]);
		expect(totals.taxExclusive).toBe(200_00n);
	});

	test('the odd cent goes to the higher rate, wherever its line stands', () => {
		const lines = [line('1', '100', [tax('5')]), line('1', '100', [tax('20')]), line('1', '100', [tax('10')])];
		for (const ordered of [lines, lines.toReversed(), [...lines.slice(1), lines[0]!]]) {
			const totals = totalsOf(content(ordered, { allowances: [allowance({ amount: '100' })] }));
			expect(totals.taxes.map(({ taxable }) => taxable)).toEqual([66_66n, 66_67n, 66_67n]);
		}
	});

	test('taxed line by line, a line and its reversal may change places', () => {
		const lines = ['0.06', '-0.06', '0.26', '0.10'].map((price) => line('1', price, [tax('10')]));
		const allowances = [allowance({ amount: '0.09' }), allowance({ amount: '0.03' })];
		for (const ordered of [lines, lines.toReversed()])
			expect(totalsOf(content(ordered, { taxRounding: 'line', allowances })).taxTotal).toBe(3n);
	});

	test('many small lines do not push a discount to one rate', () => {
		const lines = Array.from({ length: 200 }, (_, index) => line('1', '1', [tax(index % 2 ? '21' : '10')]));
		for (const taxRounding of ['document', 'line'] as const) {
			const totals = totalsOf(content(lines, { taxRounding, allowances: [allowance({ amount: '1' })] }));
			expect(totals.taxes.map(({ taxable }) => taxable)).toEqual([99_50n, 99_50n]);
		}
	});

	test('one with taxes of its own reduces these alone', () => {
		const lines = [line('1', '100', [tax('20')]), line('1', '100', [tax('10')])];
		const totals = totalsOf(content(lines, { allowances: [allowance({ amount: '50', taxes: [tax('10')] })] }));
		expect(totals.taxes.map(({ taxable, tax }) => [taxable, tax])).toEqual([
			[100_00n, 20_00n],
			[50_00n, 5_00n]
		]);
	});

	test('percentages apply to the sum of lines, or to the base typed; an amount goes before a percentage', () => {
		const allowances = [
			allowance({ percent: '10' }),
			allowance({ percent: '10', base: '50' }),
			allowance({ kind: 'charge', percent: '50', amount: '7' })
		];
		const totals = totalsOf(content([line('2', '100', [tax('20')])], { allowances }));
		expect(totals.allowances.map(({ kind, amount }) => [kind, amount])).toEqual([
			['allowance', 20_00n],
			['allowance', 5_00n],
			['charge', 7_00n]
		]);
		expect(totals).toMatchObject({ sumLines: 200_00n, sumAllowances: 25_00n, sumCharges: 7_00n, taxExclusive: 182_00n });
	});

	test('on a line they apply to quantity × price ÷ price base', () => {
		const each = line('2000', '10', [tax('25')], {
			priceBase: '3',
			allowances: [allowance({ percent: '3' }), allowance({ kind: 'charge', amount: '1' })]
		});
		expect(totalsOf(content([each])).lines[0]).toMatchObject({ shown: 6467_67n, allowances: 200_00n, charges: 1_00n });
	});

	test('in gross terms the sums are net and still hit the round figure', () => {
		const lines = [line('1', '379', [tax('21')]), line('1', '121', [tax('10')])];
		const totals = totalsOf(content(lines, { prices: 'gross', allowances: [allowance({ amount: '100' })] }));
		expect(totals.taxInclusive).toBe(400_00n);
		expect(totals.sumLines - totals.sumAllowances + totals.sumCharges).toBe(totals.taxExclusive);
		expect(totals.sumLines).toBe(313_22n + 110_00n);
		expect(totals.allowances[0]?.amount).toBe(100_00n);
	});

	test('without lines, or with lines that cancel out, nothing is lost', () => {
		expect(totalsOf(content([], { allowances: [allowance({ amount: '10' })] }))).toMatchObject({ taxExclusive: -10_00n, taxes: [] });
		const cancelling = [line('1', '100', [tax('21')]), line('-1', '100', [tax('10')])];
		const totals = totalsOf(content(cancelling, { allowances: [allowance({ amount: '10' })] }));
		expect(totals.taxExclusive).toBe(-10_00n);
		expect(totals.taxes.map(({ taxable }) => taxable)).toEqual([95_00n, -105_00n]);
	});
});

describe('after tax', () => {
	test('stamp duty, prepaid and withholding come off and on below the total', () => {
		const totals = totalsOf(
			content([line('1', '1000', [tax('20')])], {
				stampDuty: { name: 'Droit de timbre', amount: '2.50' },
				prepaid: '300',
				withholdings: [
					{ name: 'A', rate: '1.5' },
					{ name: 'B', rate: '0.1234' }
				]
			})
		);
		expect(totals).toMatchObject({ taxInclusive: 1200_00n, stampDuty: 2_50n, withheld: 16_23n, prepaid: 300_00n, payable: 886_27n });
	});

	test.each([
		['10.02', '0.05', -2n, 10_00n],
		['10.03', '0.05', 2n, 10_05n],
		['-10.03', '0.05', -2n, -10_05n],
		['10.025', '0.05', 2n, 10_05n],
		['10.50', '1', 50n, 11_00n]
	])('%s rounds to coins of %s by %s', (price, cashRounding, rounding, payable) => {
		expect(totalsOf(content([line('1', price)], { currency: 'CHF', cashRounding }))).toMatchObject({ rounding, payable });
	});

	test('a rounding typed by hand goes before the coins', () => {
		expect(totalsOf(content([line('1', '792.49')], { rounding: '-0.49', cashRounding: '0.05' }))).toMatchObject({
			rounding: -49n,
			payable: 792_00n
		});
	});

	test('the base currency has its own decimals', () => {
		const totals = totalsOf(content([line('1', '100', [tax('20')])], { exchangeRate: '163.4567', baseCurrency: 'JPY' }));
		expect(totals.base).toEqual({ currency: 'JPY', taxTotal: 3269n, payable: 19615n });
		const dinars = totalsOf(content([line('1', '10000', [tax('20')])], { currency: 'JPY', exchangeRate: '0.0197', baseCurrency: 'TND' }));
		expect(dinars.base).toEqual({ currency: 'TND', taxTotal: 39_400n, payable: 236_400n });
		expect(totalsOf(content([line('1', '1')], { exchangeRate: '2', baseCurrency: 'EUR' })).base).toBeUndefined();
	});
});

describe('while it is being typed', () => {
	test('empty fields count as nothing', () => {
		const unfinished = content([line('', '', [tax('')], { priceBase: '' })], {
			allowances: [allowance({})],
			withholdings: [{ name: '', rate: '' }],
			stampDuty: { name: '', amount: '' },
			cashRounding: '',
			rounding: '',
			prepaid: ' ',
			exchangeRate: '',
			baseCurrency: 'CAD'
		});
		expect(totalsOf(unfinished)).toMatchObject({ taxExclusive: 0n, taxTotal: 0n, payable: 0n });
	});

	test.each(['1e9', '1,5', '٣', 'NaN', 'Infinity', '0x10', '1.2.3', '-', '.', '--1', '1 000'])('%s is no number', (text) => {
		expect(problemsOf(content([line('1', '1'), line('1', text)]))).toEqual([{ path: 'lines.1.price', code: 'not-a-number' }]);
	});

	test('minus zero is zero', () => {
		expect(totalsOf(content([line('-0', '5', [tax('20')])])).payable).toBe(0n);
	});

	test('each problem is named by its path, and the rest is still summed for the eye', () => {
		const result = computeTotals(
			content([line('1', '10'), line('1234567890123456', '1'), line('1', '1.1234567', [tax('-5')], { priceBase: '0' })], {
				allowances: [allowance({ percent: '1.23456' }), allowance({ amount: '1.005' })],
				withholdings: [{ name: 'IRPF', rate: 'x' }],
				prepaid: '9'.repeat(100_000),
				cashRounding: '-1',
				exchangeRate: '-1',
				baseCurrency: 'GBP'
			})
		);
		expect(result.ok ? [] : result.problems).toEqual([
			{ path: 'lines.1.quantity', code: 'too-large' },
			{ path: 'lines.2.price', code: 'too-many-places' },
			{ path: 'lines.2.priceBase', code: 'not-positive' },
			{ path: 'lines.2.taxes.0.rate', code: 'negative' },
			{ path: 'allowances.0.percent', code: 'too-many-places' },
			{ path: 'allowances.1.amount', code: 'too-many-places' },
			{ path: 'withholdings.0.rate', code: 'not-a-number' },
			{ path: 'prepaid', code: 'too-large' },
			{ path: 'cashRounding', code: 'negative' },
			{ path: 'exchangeRate', code: 'not-positive' }
		]);
		expect(result.ok ? undefined : result.provisional.sumLines).toBe(10_00n);
	});

	test('an unknown currency is a problem', () => {
		expect(problemsOf(content([], { currency: 'XYZ' }))).toEqual([{ path: 'currency', code: 'unknown-currency' }]);
		expect(problemsOf(content([], { exchangeRate: '1', baseCurrency: '€' }))).toEqual([{ path: 'baseCurrency', code: 'unknown-currency' }]);
	});
});

describe('frozen totals', () => {
	test('are decimal strings by the exponent of their currency, and come back equal', () => {
		const totals = totalsOf(
			content([line('3', '0.5', [tax('19', 'TVA')], { allowances: [allowance({ amount: '0.001' })] })], {
				currency: 'TND',
				allowances: [allowance({ amount: '0.1' })],
				withholdings: [{ name: 'RS', rate: '1.5' }],
				exchangeRate: '51.2',
				baseCurrency: 'JPY'
			})
		);
		const frozen = freezeTotals(totals);
		expect(frozen).toMatchObject({ sumLines: '1.499', sumAllowances: '0.100', taxes: [{ rate: '19', taxable: '1.399', tax: '0.266' }] });
		expect(frozen.base).toEqual({ currency: 'JPY', taxTotal: '14', payable: '84' });
		expect(JSON.parse(JSON.stringify(frozen))).toEqual(frozen);
		expect(thawTotals(frozen)).toEqual(totals);
	});

	test('a frozen text that is no amount of the currency is refused', () => {
		const frozen = freezeTotals(totalsOf(content([line('1', '1')])));
		expect(() => thawTotals({ ...frozen, payable: '1e9' })).toThrow(TypeError);
		expect(() => thawTotals({ ...frozen, payable: '1.001' })).toThrow(TypeError);
	});
});
