import fc from '../../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { allowance, content, line, tax, totalsOf, TPS, TVQ } from '../../../../tests/vectors/money/content.ts';
import { currencyExponent } from '../../money/currencies.ts';
import { decimalString } from '../../money/decimal.ts';
import type { AllowanceCharge, DocumentContent, IssuedDocument } from '../document.ts';
import type { StatedFact } from '../status.ts';
import { computeTotals, ENGINE_VERSION, freezeTotals } from '../totals.ts';
import { creditContent, type CreditChoice } from './content.ts';
import { correctedBy, isUsedUp, leftOf, partsOf, takesTooMuch } from './taken.ts';

const words = { rounding: 'Rounding', terms: 'Set off or paid back.' };

function issued(of: DocumentContent, number = 'F2026-0001'): IssuedDocument {
	const totals = freezeTotals(totalsOf(of));
	return { number, content: of, totals, engine: ENGINE_VERSION } as IssuedDocument;
}

/** An invoice with its credit notes, each made and judged as the books do. */
class Story {
	readonly facts: StatedFact[] = [];
	readonly notes: IssuedDocument[] = [];
	readonly invoice: IssuedDocument;
	constructor(of: DocumentContent) {
		this.invoice = issued(of);
	}
	get left() {
		return leftOf(this.invoice, this.facts);
	}
	draft(choice: CreditChoice) {
		return creditContent({ invoiceId: 'i', invoice: this.invoice, left: this.left, choice, today: '2026-11-30', seriesId: 's', words });
	}
	credit(choice: CreditChoice): IssuedDocument {
		const made = this.draft(choice);
		if (!made.ok) throw new Error(made.problem);
		return this.book(made.content);
	}
	book(of: DocumentContent): IssuedDocument {
		const note = issued(of, `C-${this.notes.length + 1}`);
		const problem = takesTooMuch(this.invoice, this.left, partsOf(note));
		if (problem) throw new Error(`too much at ${problem}`);
		this.notes.push(note);
		this.facts.push({ id: note.number, fact: correctedBy(note.number, 'i', note) });
		return note;
	}
}

const complaints: [string, DocumentContent][] = [
	['8180.00 at 9.975 %', content([line('1', '8180.00', [TVQ])])],
	['8500 less 7500 at 19 %', content([line('1', '8500', [tax('19')])], { allowances: [allowance({ amount: '7500' })] })],
	['138.66 at 19 %', content([line('1', '138.66', [tax('19')])])],
	['140.00 with 5 % and 9.975 %', content([line('1', '140', [TPS, TVQ])])],
	['300.00 with 5 % and 9.975 %', content([line('1', '300', [TPS, TVQ])])],
	['1393.50 with 21 % less 15 %', content([line('1', '1393.50', [tax('21')])], { withholdings: [{ name: 'IRPF', rate: '15' }] })],
	['3 × 45 less 60 at 21 %', content([line('3', '45', [tax('21')])], { allowances: [allowance({ amount: '60' })] })],
	['gross 500.00 at 10 %', content([line('1', '500', [tax('10')])], { prices: 'gross' })],
	['two gross lines of 379.00', content([line('1', '379', [tax('21')]), line('1', '379', [tax('21')])], { prices: 'gross' })],
	['two quarters of an hour', content([line('0.25', '27.50'), line('0.25', '27.50')])],
	[
		'stamp duty, cash rounding, a deposit and a compound tax',
		content([line('3', '33.333', [TPS, { ...TVQ, compound: true }]), line('-1', '9.99', [TPS])], {
			stampDuty: { name: 'Stamp', amount: '1' },
			cashRounding: '0.05',
			prepaid: '20',
			instalments: ['2026-12-01', '2027-01-01'].map((date, at) => ({ id: `p${at}`, date, percent: '50' }))
		})
	]
];

describe('all of an invoice', () => {
	test.each(complaints)('%s: every total is the invoice’s', (_, of) => {
		const story = new Story(of);
		const note = story.credit({ kind: 'all' });
		expect(note.totals).toEqual(story.invoice.totals);
		expect(note.content).toMatchObject({
			type: 'credit-note',
			preceding: { documentId: 'i', number: 'F2026-0001', issueDate: of.issueDate },
			seriesId: 's',
			terms: words.terms
		});
		expect(note.content).not.toHaveProperty('instalments');
		expect(isUsedUp(story.left)).toBe(true);
		expect(story.draft({ kind: 'all' })).toEqual({ ok: false, problem: 'nothing-left' });
	});
});

describe('some lines', () => {
	const three = () => new Story(content([line('3', '0.335', [tax('19')], { id: 'a' }), line('2', '10', [tax('7')], { id: 'b' })]));
	test('take their part, and the last takes what rounding left', () => {
		const story = three();
		for (const quantity of ['1', '1', '1']) story.credit({ kind: 'lines', quantities: { a: quantity } });
		expect(story.notes.map(({ totals }) => totals.lines[0]!.net)).toEqual(['0.34', '0.34', '0.33']);
		expect(story.left.lines.get('a')).toMatchObject({ amount: 0n });
		expect(story.notes[2]!.content.lines[0]!.allowances).toMatchObject([{ kind: 'allowance', amount: '0.01', reason: 'Rounding' }]);
		story.credit({ kind: 'lines', quantities: { b: '2' } });
		expect(story.left.due).toBe(0n);
	});
	test('share a fixed discount of the document in proportion', () => {
		const story = new Story(
			content([line('1', '60', [tax('21')], { id: 'a' }), line('1', '40', [tax('21')], { id: 'b' })], {
				allowances: [allowance({ amount: '10' })]
			})
		);
		expect(story.credit({ kind: 'lines', quantities: { a: '1' } }).totals).toMatchObject({ sumAllowances: '6.00', taxExclusive: '54.00' });
		expect(story.credit({ kind: 'lines', quantities: { b: '1' } }).totals).toMatchObject({ sumAllowances: '4.00', taxExclusive: '36.00' });
		expect(story.left.due).toBe(0n);
	});
	test('below zero are no credit note by themselves: they would make the client owe more', () => {
		const story = new Story(content([line('1', '100', [tax('20')], { id: 'a' }), line('-1', '10', [tax('20')], { id: 'b' })]));
		expect(story.draft({ kind: 'lines', quantities: { b: '-1' } })).toEqual({ ok: false, problem: 'more-than-left' });
		expect(story.credit({ kind: 'lines', quantities: { a: '0.5', b: '-1' } }).totals.payable).toBe('48.00');
	});
	test('are refused by name: too many, no number, none', () => {
		const story = three();
		expect(story.draft({ kind: 'lines', quantities: { a: '4' } })).toEqual({ ok: false, problem: 'more-than-left', lineId: 'a' });
		expect(story.draft({ kind: 'lines', quantities: { a: '-1' } })).toEqual({ ok: false, problem: 'more-than-left', lineId: 'a' });
		expect(story.draft({ kind: 'lines', quantities: { b: 'two' } })).toEqual({ ok: false, problem: 'not-a-quantity', lineId: 'b' });
		expect(story.draft({ kind: 'lines', quantities: { a: '0' } })).toEqual({ ok: false, problem: 'nothing-chosen' });
		story.credit({ kind: 'lines', quantities: { a: '2' } });
		expect(story.draft({ kind: 'lines', quantities: { a: '2' } })).toMatchObject({ problem: 'more-than-left' });
	});
});

describe('an amount', () => {
	test('is met to the cent, over lines and taxes in proportion', () => {
		const story = new Story(content([line('1', '100', [tax('19')], { id: 'a' }), line('4', '50', [tax('7')], { id: 'b' })]));
		const note = story.credit({ kind: 'amount', minor: 100_00n });
		expect(note.totals).toMatchObject({
			payable: '100.00',
			lines: [
				{ id: 'a', net: '30.03' },
				{ id: 'b', net: '60.06' }
			]
		});
		expect(story.left.due).toBe(233_00n);
	});
	test('beyond what is left is refused', () => {
		const story = new Story(content([line('1', '100', [tax('19')])]));
		expect(story.draft({ kind: 'amount', minor: 119_01n })).toEqual({ ok: false, problem: 'more-than-left' });
		expect(story.draft({ kind: 'amount', minor: 0n })).toEqual({ ok: false, problem: 'not-positive' });
	});
	test('leaves a rest that is a plain amount', () => {
		const story = new Story(content([line('5', '100', [tax('19')], { id: 'a' })]));
		story.credit({ kind: 'amount', minor: 59_50n });
		const rest = story.credit({ kind: 'all' });
		expect(rest.content.lines).toMatchObject([{ quantity: '1', price: '450.00', allowances: [] }]);
		expect(isUsedUp(story.left)).toBe(true);
	});
});

test('an invoice whose total was rounded away still has its lines to credit', () => {
	const story = new Story(content([line('1', '0.01', [tax('19')], { id: 'a' })], { cashRounding: '5' }));
	story.credit({ kind: 'lines', quantities: { a: '0.125' } });
	expect([story.left.due, isUsedUp(story.left)]).toEqual([0n, false]);
	story.credit({ kind: 'all' });
	expect([story.left.due, isUsedUp(story.left)]).toEqual([0n, true]);
});

describe('the books refuse', () => {
	const [a, b] = [line('2', '10', [tax('20')], { id: 'a' }), line('1', '10', [tax('20')], { id: 'b' })];
	const refusal = (change: Partial<DocumentContent>, story = new Story(content([a, b]))) => {
		const made = story.draft({ kind: 'lines', quantities: { a: '1' } });
		if (!made.ok) throw new Error(made.problem);
		return takesTooMuch(story.invoice, story.left, partsOf(issued({ ...made.content, ...change })));
	};
	test('a dearer line, one that is not the invoice’s, one below zero', () => {
		expect(refusal({})).toBeUndefined();
		expect(refusal({ lines: [{ ...a, price: '11' }] })).toBe('lines.0');
		expect(refusal({ lines: [b, { ...a, id: 'c' }] })).toBe('lines.1');
		expect(refusal({ lines: [{ ...a, quantity: '-1' }] })).toBe('lines.0');
	});
	test('a total, a discount, a stamp duty or a deposit the invoice does not have', () => {
		expect(refusal({ rounding: '100' })).toBe('lines');
		expect(refusal({ allowances: [allowance({ amount: '1' })] })).toBe('allowances.0');
		expect(refusal({ stampDuty: { name: 'x', amount: '1' } })).toBe('stampDuty.amount');
		expect(refusal({ prepaid: '1' })).toBe('prepaid');
	});
});

describe('any invoice, credited in any steps', () => {
	const TAXES = [[tax('19')], [tax('7')], [TPS, TVQ], [TPS, { ...TVQ, compound: true }], [tax('0', 'VAT', 'E')]];
	const cents = (min: number, max: number, currency: string) =>
		fc.bigInt({ min: BigInt(min), max: BigInt(max) }).map((digits) => decimalString({ digits, scale: currencyExponent(currency) }));
	const documents = fc.constantFrom('EUR', 'JPY', 'TND').chain((currency) =>
		fc
			.record({
				lines: fc.array(
					fc
						.record({
							quantity: fc.constantFrom('1', '3', '0.25', '12', '2.5'),
							price: cents(1, 99_999, currency),
							taxes: fc.constantFrom(...TAXES),
							discount: fc.constantFrom('', '10', '33.3333')
						})
						.map(({ quantity, price, taxes, discount }) =>
							line(quantity, price, taxes, { allowances: discount === '' ? [] : [allowance({ percent: discount })] })
						),
					{ minLength: 1, maxLength: 4 }
				),
				allowances: fc.constantFrom<AllowanceCharge[]>(
					[],
					[allowance({ percent: '7' })],
					[allowance({ kind: 'charge', amount: '5' }), allowance({ percent: '3' })]
				),
				prices: fc.constantFrom('net' as const, 'gross' as const),
				taxRounding: fc.constantFrom('document' as const, 'line' as const),
				withholdings: fc.constantFrom<{ name: string; rate: string }[]>([], [{ name: 'IRPF', rate: '15' }]),
				stampDuty: fc.constantFrom(undefined, { name: 'Stamp', amount: '1' }),
				cashRounding: fc.constantFrom('', '5')
			})
			.map(({ lines, ...more }) => content(lines, { ...more, currency }))
	);
	const steps = fc.array(fc.tuple(fc.constantFrom('lines', 'amount'), fc.array(fc.nat(4), { minLength: 4, maxLength: 4 })), {
		maxLength: 5
	});

	test('never gives back more than was asked for, and in the end exactly all of it', () => {
		fc.assert(
			fc.property(documents, steps, (of, taken) => {
				fc.pre(computeTotals(of).ok);
				const story = new Story(of);
				const whole = partsOf(story.invoice);
				for (const [kind, parts] of taken) {
					const choice: CreditChoice =
						kind === 'amount'
							? { kind: 'amount', minor: (story.left.due * BigInt(parts[0]! + 1)) / 7n }
							: {
									kind: 'lines',
									quantities: Object.fromEntries(of.lines.map(({ id, quantity }, at) => [id, String((Number(quantity) * parts[at]!) / 8)]))
								};
					const made = story.draft(choice);
					if (made.ok) story.book(made.content);
				}
				if (!isUsedUp(story.left)) story.credit({ kind: 'all' });
				const sum = story.notes.map(partsOf).reduce((total, { due }) => total + due, 0n);
				expect(sum).toBe(whole.due);
				for (const [id, part] of story.left.lines) expect([id, part.amount]).toEqual([id, 0n]);
			}),
			{ numRuns: 200 }
		);
	});
});
