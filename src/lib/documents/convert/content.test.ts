import { describe, expect, it } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty, GST, QST } from '../../../../tests/support/books.ts';
import type { DocumentContent, DocumentFact, IssuedDocument } from '../document.ts';
import { buyerSnapshot, sellerSnapshot } from '../snapshots.ts';
import type { StatedFact } from '../status.ts';
import { computeTotals, freezeTotals } from '../totals.ts';
import { convertContent, depositContent, mayBecome, withDeduction, type Beginning, type Source } from './content.ts';
import { useOf, usesTooMuch } from './used.ts';

function issued(content: DocumentContent, number: string): IssuedDocument {
	const totals = computeTotals(content);
	if (!totals.ok) throw new Error('the example does not compute');
	return {
		number,
		series: 's',
		segment: 0,
		sequence: 1,
		sequenceYear: '',
		run: '{0000}',
		previousIssue: '',
		content,
		seller: sellerSnapshot(aBusiness()),
		buyer: buyerSnapshot(aParty()),
		totals: freezeTotals(totals.value),
		engine: 1,
		issuedAt: ''
	};
}
const source = (content: DocumentContent, facts: DocumentFact[] = [], id = 'e'): Source => ({
	id,
	document: issued(content, id),
	facts: facts.map((fact, at): StatedFact => ({ id: String(at), fact }))
});
const beginning = (type: Beginning['type']): Beginning => ({
	type,
	issueDate: '2026-11-21',
	dueDate: '',
	terms: '',
	notes: '',
	template: 'classic'
});
const estimate = (changes: Partial<DocumentContent> = {}) =>
	anInvoice({
		type: 'estimate',
		lines: [
			aLine({ id: 'a', quantity: '3', price: '33.335', allowances: [{ id: 'x', kind: 'allowance', amount: '1', reason: 'r' }] }),
			aLine({ id: 'b', order: 'W', quantity: '10', price: '12.10', taxes: [{ ...GST }] })
		],
		allowances: [
			{ id: 'p', kind: 'allowance', percent: '5', reason: 'r' },
			{ id: 'q', kind: 'charge', amount: '9.99', reason: 'r' }
		],
		...changes
	});
const made = (result: ReturnType<typeof convertContent>): DocumentContent => {
	if (!result.ok) throw new Error(result.problem);
	return result.content;
};
const totals = (content: DocumentContent) => {
	const computed = computeTotals(content);
	if (!computed.ok) throw new Error(JSON.stringify(computed.problems));
	return computed.value;
};
const converted = (of: Source, content: DocumentContent, to: string): DocumentFact => {
	const use = useOf(issued(content, to), of.document, of.id)!;
	const lines = [...use.lines].map(([id, { quantity, amount }]) =>
		use.purpose === 'deducted'
			? { id, amount: (Number(amount) / 100).toFixed(2) }
			: { id, quantity: (Number(quantity.digits) / 10 ** quantity.scale).toString() }
	);
	const fact = {
		kind: 'converted',
		documentId: of.id,
		purpose: use.purpose,
		to,
		type: content.type,
		number: to,
		date: '2026-11-21'
	} as const;
	return { ...fact, lines, ...(use.purpose === 'deposit' && { amount: (Number(use.amount) / 100).toFixed(2) }) };
};

describe('an invoice made from an estimate', () => {
	it('comes to the same cent when it takes all', () => {
		const from = source(estimate({ cashRounding: '0.05', stampDuty: { name: 'Stamp', amount: '1' } }));
		const invoice = made(convertContent(from, beginning('invoice')));
		expect(totals(invoice)).toMatchObject({
			payable: totals(from.document.content).payable,
			taxTotal: totals(from.document.content).taxTotal
		});
		expect(invoice.lines.map(({ from: source }) => source)).toEqual([[{ documentId: 'e', line: 'a' }], [{ documentId: 'e', line: 'b' }]]);
		expect(invoice.lines.every(({ id }) => !['a', 'b'].includes(id))).toBe(true);
	});

	it('takes amounts in proportion when it takes a part, and the parts never come to more than the whole', () => {
		const from = source(estimate());
		const first = made(convertContent(from, beginning('invoice'), { a: '1', b: '4' }));
		expect(first.lines.map(({ quantity }) => quantity)).toEqual(['1', '4']);
		expect(first.lines[0]!.allowances[0]!.amount).toBe('0.33');
		expect(first.allowances.map(({ percent, amount }) => percent ?? amount)).toEqual(['5', '3.70']);
		const after = source(estimate(), [converted(from, first, 'i1')]);
		const rest = made(convertContent(after, beginning('invoice')));
		expect(rest.lines.map(({ quantity }) => quantity)).toEqual(['2', '6']);
		const both = totals(first).sumCharges + totals(rest).sumCharges;
		expect(both).toBe(999n);
	});

	it('refuses what cannot be, by line', () => {
		const from = source(estimate());
		const ask = (quantities: Record<string, string>) => convertContent(from, beginning('invoice'), quantities);
		expect(ask({ a: '3.000001' })).toEqual({ ok: false, problem: 'more-than-left', lineId: 'a' });
		expect(ask({ a: '-1' })).toEqual({ ok: false, problem: 'more-than-left', lineId: 'a' });
		expect(ask({ a: 'three' })).toEqual({ ok: false, problem: 'not-a-quantity', lineId: 'a' });
		expect(ask({ a: '0', b: '' })).toEqual({ ok: false, problem: 'nothing-chosen' });
		const all = made(convertContent(from, beginning('invoice')));
		const after = source(estimate(), [converted(from, all, 'i1')]);
		expect(convertContent(after, beginning('invoice'))).toEqual({ ok: false, problem: 'nothing-left' });
		// Delivering is another matter than billing, until it was delivered.
		expect(convertContent(after, beginning('delivery-note')).ok).toBe(true);
		// An invoice that was credited in full has given it back.
		const freed = source(estimate(), [
			converted(from, all, 'i1'),
			{ kind: 'released', documentId: 'e', to: 'i1', number: 'i1', date: '2026-11-22' }
		]);
		expect(convertContent(freed, beginning('invoice')).ok).toBe(true);
	});

	it('knows what the lines came from before: what was billed is not billed again by way of its delivery note', () => {
		const invoice = made(convertContent(source(estimate()), beginning('invoice')));
		const note = made(convertContent(source(invoice, [], 'i1'), beginning('delivery-note')));
		expect(note.lines[0]!.from!.map(({ documentId }) => documentId)).toEqual(['i1', 'e']);
		expect(mayBecome(note, 'invoice')).toBe(false);
		expect(convertContent(source(note, [], 'd1'), beginning('invoice'))).toEqual({ ok: false, problem: 'done-before' });
	});
});

describe('a deposit', () => {
	const name = 'Deposit';
	it('has its share of every tax, and is deducted with them', () => {
		const from = source(estimate());
		const deposit = made(depositContent(from, beginning('deposit-invoice'), { percent: '30' }, name));
		const whole = totals(from.document.content);
		expect(deposit.lines.map(({ taxes }) => taxes.map((tax) => tax.name))).toEqual([['GST', 'QST'], ['GST']]);
		expect(totals(deposit).taxExclusive).toBe((whole.taxExclusive * 3n + 5n) / 10n);
		const billed = source(deposit, [], 'd');
		const final = withDeduction(made(convertContent(from, beginning('invoice'))), billed, name);
		expect(totals(final).taxExclusive + totals(deposit).taxExclusive).toBe(whole.taxExclusive);
		const difference = totals(final).payable + totals(deposit).payable - whole.payable;
		expect(difference <= 2n && difference >= -2n).toBe(true);
		expect(final.origins!.map(({ type }) => type)).toEqual(['estimate', 'deposit-invoice']);
		expect(usesTooMuch(useOf(issued(final, 'f'), billed.document, 'd')!, billed.document, [])).toBeUndefined();
		// Deducted once, nothing of it is left.
		const after = source(deposit, [converted(billed, final, 'f')], 'd');
		const again = made(convertContent(from, beginning('invoice')));
		expect(withDeduction(again, after, name)).toBe(again);
		expect(usesTooMuch(useOf(issued(final, 'f'), billed.document, 'd')!, billed.document, after.facts)).toBe(deposit.lines[0]!.id);
	});

	it('larger than the invoice is deducted as far as that goes; the rest is for the next one', () => {
		const lines = [aLine({ quantity: '10', price: '100', taxes: [{ ...GST }, { ...QST }] })];
		const from = source(estimate({ lines, allowances: [] }));
		const deposit = made(depositContent(from, beginning('deposit-invoice'), { minor: 50_000n }, name));
		const billed = source(deposit, [], 'd');
		const small = withDeduction(made(convertContent(from, beginning('invoice'), { l1: '2' })), billed, name);
		expect(totals(small).payable).toBe(0n);
		const after = source(deposit, [converted(billed, small, 'f')], 'd');
		const next = withDeduction(made(convertContent(from, beginning('invoice'), { l1: '8' })), after, name);
		expect(totals(next).taxExclusive).toBe(50_000n);
	});

	it('is refused where it is no amount, or more than is left to bill ahead', () => {
		const from = source(estimate());
		const ask = (choice: Parameters<typeof depositContent>[2], of = from) => depositContent(of, beginning('deposit-invoice'), choice, name);
		expect(ask({ percent: '100.01' })).toEqual({ ok: false, problem: 'more-than-left' });
		expect(ask({ percent: 'a third' })).toEqual({ ok: false, problem: 'not-a-quantity' });
		expect(ask({ percent: '0' })).toEqual({ ok: false, problem: 'not-positive' });
		const first = made(ask({ percent: '60' }));
		const after = source(estimate(), [converted(from, first, 'd1')]);
		expect(ask({ percent: '50' }, after)).toEqual({ ok: false, problem: 'more-than-left' });
		expect(ask({ percent: '40' }, after).ok).toBe(true);
	});
});
