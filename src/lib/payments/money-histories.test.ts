/** Whatever is paid, shared, credited, given back and taken back, in whatever order. */
import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { DAY, Desk, idOf } from '../../../tests/support/money-desk.ts';
import type { AnyFact } from '../documents/facts.ts';
import { standing } from '../documents/status.ts';
import { activityBetween, outstandingOn } from './statement.ts';

type Step = { do: string; a: number; b: number; minor: bigint };
const DOCUMENTS = ['F1', 'F2', 'F3', 'B1', 'C1', 'C2'];
const MONEY = ['P0', 'P1', 'P2', 'R0', 'R1'];
const steps = fc.array(
	fc.record({
		do: fc.constantFrom('share', 'share', 'credit', 'give', 'write', 'back', 'back', 'undo'),
		a: fc.nat(20),
		b: fc.nat(20),
		minor: fc.bigInt({ min: -5n, max: 900n })
	}),
	{ maxLength: 40, size: 'max' }
);

function history(list: readonly Step[]): Desk {
	const books = new Desk();
	for (const [name, payable] of [
		['F1', 1_000n],
		['F2', 400n],
		['F3', 0n]
	] as const)
		books.document(name, payable, { issueDate: name === 'F2' ? '2026-04-10' : DAY });
	books.document('B1', 700n, { partyId: 'bob' });
	books.document('C1', 300n, { type: 'credit-note' });
	books.document('C2', 500n, { type: 'credit-note', partyId: 'bob' });
	MONEY.forEach((name, at) =>
		books.pay(name, BigInt(300 * (at + 1)), {
			kind: name.startsWith('R') ? 'refund' : at === 1 ? 'deposit' : 'payment',
			partyId: at === 2 ? 'bob' : 'alice',
			date: `2026-0${2 + at}-15`
		})
	);
	for (const step of list) {
		const document = DOCUMENTS[step.a % DOCUMENTS.length]!;
		const other = DOCUMENTS[step.b % DOCUMENTS.length]!;
		const paid = MONEY[step.b % MONEY.length]!;
		const source = step.a % 2 ? MONEY[step.a % MONEY.length]! : document;
		if (step.do === 'share') books.share(paid, document, step.minor);
		else if (step.do === 'credit') books.credit(other, document, step.minor);
		else if (step.do === 'give') books.giveBack(source, paid, step.minor);
		else if (step.do === 'write') books.writeOff(document, step.minor);
		else if (step.do === 'undo') books.reverse(paid, idOf(paid), [undefined, '2026-02-01', '2026-03-05', '2026-04-20'][step.a % 4]);
		else books.reverse(source, books.facts(source)[step.b % Math.max(1, books.facts(source).length)]?.opId);
	}
	return books;
}

describe('after any history', () => {
	/** Said once more, plainly: each record's own list of what holds. */
	const holds = (books: Desk, name: string) =>
		standing(books.facts(name).map(({ opId, body }) => ({ id: opId, fact: body as AnyFact }))).map(({ id, fact }) => ({ id, ...fact }));
	const cents = (amount: string) => BigInt(amount.replace('.', ''));
	const total = (facts: { amount?: string }[]) => facts.reduce((sum, { amount = '0.00' }) => sum + cents(amount), 0n);

	it('both sides say the same, and nothing gave more than it had', () => {
		fc.assert(
			fc.property(steps, (list) => {
				const books = history(list);
				const gave: Record<string, string> = { payment: 'paymentId', credited: 'creditNote', refunded: 'refundId' };
				const own = [...DOCUMENTS, ...MONEY].flatMap((name) =>
					holds(books, name)
						.filter(({ kind }) => kind in gave)
						.map(
							(fact) => `${fact.id} ${(fact as unknown as Record<string, string>)[gave[fact.kind]!]} ${(fact as { amount: string }).amount}`
						)
				);
				const mirrored = [...DOCUMENTS, ...MONEY].flatMap((name) =>
					holds(books, name)
						.filter(({ kind }) => kind === 'applied' || kind === 'drawn')
						.map((fact) => `${fact.id} ${idOf(name)} ${(fact as { amount: string }).amount}`)
				);
				expect(mirrored.sort()).toEqual(own.sort());
				for (const name of [...MONEY, 'C1', 'C2']) {
					const out = holds(books, name).filter(({ kind }) => ['applied', 'refunded', 'drawn'].includes(kind)) as { amount: string }[];
					const worth = name.startsWith('C') ? { C1: 300n, C2: 500n }[name]! : BigInt(300 * (MONEY.indexOf(name) + 1));
					expect(total(out) <= worth).toBe(true);
					const row = books.row(name);
					if (name.startsWith('C')) expect(row.balance).toBe(total(out) - worth);
					else if (row.reversed) expect([row.credit, out]).toEqual([0n, []]);
					else expect(row.credit).toBe(name.startsWith('R') ? total(out) - worth : worth - total(out));
				}
				for (const [name, payable] of Object.entries({ F1: 1_000n, F2: 400n, F3: 0n, B1: 700n })) {
					const of = (kind: string) => total(holds(books, name).filter((fact) => fact.kind === kind) as { amount: string }[]);
					expect(books.row(name).balance).toBe(payable - of('payment') - of('credited') - of('written-off'));
				}
			}),
			{ numRuns: 60 }
		);
	});

	it('the same log gives the same books', () => {
		fc.assert(
			fc.property(steps, (list) => {
				const books = history(list);
				const again = new Desk();
				for (const name of DOCUMENTS) again.records.set(idOf(name), { ...books.records.get(idOf(name))!, facts: [] });
				books.log.forEach((operation, at) => again.fold(operation, at + 1));
				expect(again.records).toEqual(books.records);
				expect(again.rows).toEqual(books.rows);
			}),
			{ numRuns: 30 }
		);
	});

	it('the statement closes at what is open less the credit, on every day, and the ages make up what is open', () => {
		fc.assert(
			fc.property(steps, fc.constantFrom('2026-02-20', '2026-03-01', '2026-04-09', '2026-05-20', '2026-12-31'), (list, day) => {
				const books = history(list);
				const account = books.account();
				const state = outstandingOn(account, 'CAD', day);
				expect(activityBetween(account, 'CAD', '', day).closing).toBe(state.balance);
				expect(Object.values(state.ageing).reduce((sum, each) => sum + each, 0n)).toBe(state.outstanding);
				const cut = activityBetween(account, 'CAD', '2026-03-02', day);
				const before = activityBetween(account, 'CAD', '', '2026-03-01');
				if (day > '2026-03-01') expect(cut.opening).toBe(before.closing);
				expect(cut.entries.reduce((sum, { amount }) => sum + amount, cut.opening)).toBe(cut.closing);
				if (day !== '2026-12-31') return;
				const rows = DOCUMENTS.map((name) => books.row(name).balance).reduce((sum, each) => sum + each, 0n);
				const credit = MONEY.map((name) => books.row(name).credit).reduce((sum, each) => sum + each, 0n);
				expect(state.balance).toBe(rows - credit);
			}),
			{ numRuns: 60 }
		);
	});
});
