import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { aBusiness, aLine, anInvoice, GST } from '../../../tests/support/books.ts';
import type { DocumentContent } from '../documents/document.ts';
import { computeTotals, freezeTotals } from '../documents/totals.ts';
import { amount, amountString } from '../money/amount.ts';
import type { Expense } from './expense.ts';
import { billOf } from './order-bill.ts';
import { isBeyondOrder, isOpen, orderParts, type IssuedOrder } from './order-left.ts';

const ORDER = '0'.padStart(32, '0');
const TODAY = '2026-11-22';

function orderOf(changes: Partial<DocumentContent> = {}): IssuedOrder {
	const lines = [
		aLine({ id: 'ink', order: 'V', name: 'Ink', quantity: '2', price: '40', taxes: [{ ...GST }] }),
		aLine({ id: 'paper', order: 'W', name: 'Paper', quantity: '3', price: '12.50', taxes: [{ ...GST }] })
	];
	const allowances = [{ id: 'rebate', kind: 'allowance' as const, percent: '10', reason: 'Rebate' }];
	const content = anInvoice({ type: 'purchase-order', issueDate: '2026-10-01', lines, allowances, ...changes });
	const totals = computeTotals(content);
	if (!totals.ok) throw new Error('no sums');
	return { id: ORDER, document: { content, number: 'PO-7', totals: freezeTotals(totals.value) } };
}

/** What is left of the order, with other amounts: of a part without one, nothing is billed. */
function billing(order: IssuedOrder, amounts: Record<string, string>, before: Expense[] = [], changes: Partial<Expense> = {}): Expense {
	const bill = billOf(order, aBusiness(), TODAY, before);
	const lines = bill.lines.filter(({ from }) => amounts[from!.line] !== undefined);
	return { ...bill, lines: lines.map((line) => ({ ...line, amount: amounts[line.from!.line]! })), ...changes };
}
const left = (order: IssuedOrder, bills: Expense[]) => orderParts(order, bills).map((part) => [part.name, part.left, isOpen(part)]);
const offered = (bill: Expense) => bill.lines.map(({ description, amount: each }) => `${description} ${each}`);

describe('what is left of an order', () => {
	it('is all of it without bills, and less by what each of them takes of a line', () => {
		const order = orderOf();
		expect(left(order, [])).toEqual([
			['Ink', 80_00n, true],
			['Paper', 37_50n, true],
			['Rebate', -11_75n, true]
		]);
		const first = billing(order, { ink: '30', paper: '37.50' });
		expect(left(order, [first])).toEqual([
			['Ink', 50_00n, true],
			['Paper', 0n, false],
			['Rebate', -11_75n, true]
		]);
		const second = billOf(order, aBusiness(), TODAY, [first]);
		expect(offered(second)).toEqual(['Ink 50.00', 'Rebate -11.75']);
		expect(second.lines[0]).toMatchObject({ from: { documentId: ORDER, line: 'ink' }, taxes: [{ name: 'GST', rate: '5' }] });
		expect(orderParts(order, [first, second]).filter(isOpen)).toEqual([]);
		expect(orderParts(order, [first, second]).some(({ isOver }) => isOver)).toBe(false);
	});

	it('is nothing of a line that was billed twice, and both bills are told', () => {
		const order = orderOf();
		const [one, two] = [billing(order, { ink: '80' }), billing(order, { ink: '0.01', paper: '37.50' })];
		const parts = orderParts(order, [one, two]);
		expect(parts.map(({ name, billed, left: rest, isOver }) => [name, billed, rest, isOver])).toEqual([
			['Ink', 80_01n, 0n, true],
			['Paper', 37_50n, 0n, false],
			['Rebate', undefined, -11_75n, false]
		]);
		expect([isBeyondOrder(two, order, []), isBeyondOrder(two, order, [one]), isBeyondOrder(one, order, [two])]).toEqual([
			false,
			true,
			true
		]);
		// One that has nothing of that line is not told of it.
		expect(isBeyondOrder(billing(order, { paper: '37.50' }), order, [one, billing(order, { ink: '1' })])).toBe(false);
		expect(isBeyondOrder(billing(order, { rebate: '-11.76' }), order, [])).toBe(true);
		expect(isBeyondOrder(billing(order, { ink: '80.01' }), order, [])).toBe(true);
	});

	it('counts a paper with tax by what it is without, where the order is without, and the other way round', () => {
		const net = orderOf({ allowances: [] });
		expect(left(net, [billing(net, { ink: '84', paper: '21' }, [], { prices: 'gross' })]).map(([, rest]) => rest)).toEqual([0n, 17_50n]);
		const gross = orderOf({ allowances: [], prices: 'gross' });
		expect(left(gross, [billing(gross, { ink: '40' }, [], { prices: 'net' })]).map(([, rest]) => rest)).toEqual([38_00n, 37_50n]);
	});

	it('is not touched by a bill in another currency, of another order, or by lines of its own', () => {
		const order = orderOf();
		const whole = left(order, []);
		expect(left(order, [billing(order, { ink: '80' }, [], { currency: 'EUR' })])).toEqual(whole);
		expect(left(order, [billing(order, { ink: '80' }, [], { origins: [] })])).toEqual(whole);
		const bill = billing(order, { ink: '80' });
		expect(left(order, [{ ...bill, lines: bill.lines.map(({ from: _, ...line }) => line) }])).toEqual(whole);
	});

	it('is nobody’s to say without a price: such a line is offered until a bill has it', () => {
		const order = orderOf({ lines: [aLine({ id: 'ink', name: 'Ink', price: '', taxes: [] })], allowances: [] });
		expect(offered(billOf(order, aBusiness(), TODAY))).toEqual(['Ink ']);
		const bill = billing(order, { ink: '12' });
		expect(orderParts(order, [bill])).toMatchObject([{ billed: 12_00n, left: undefined, isOver: false }]);
		expect(left(order, [bill])).toEqual([['Ink', undefined, false]]);
	});

	it('goes down to nothing however it is shared over bills, and they come to the order', () => {
		const cents = fc.array(fc.nat(12_000), { minLength: 1, maxLength: 8 });
		fc.assert(
			fc.property(cents, fc.constantFrom('net' as const, 'gross' as const), (takes, prices) => {
				const order = orderOf({ prices });
				const bills: Expense[] = [];
				const add = (most: bigint) => {
					const bill = billOf(order, aBusiness(), TODAY, bills);
					const lines = bill.lines.map((line) => {
						const rest = orderParts(order, bills).find(({ id }) => id === line.from?.line)!.left!;
						const taken = rest > most ? most : rest;
						return { ...line, amount: amountString(amount('CAD', taken)) };
					});
					bills.push({ ...bill, lines });
				};
				for (const most of takes) if (orderParts(order, bills).some(isOpen)) add(BigInt(most));
				if (orderParts(order, bills).some(isOpen)) add(1_000_000n);
				const parts = orderParts(order, bills);
				expect(parts.map(({ whole, billed, left: rest, isOver }) => [billed === whole, rest, isOver])).toEqual(
					parts.map(() => [true, 0n, false])
				);
			})
		);
	});
});
