import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aBusiness, anInvoice, aParty } from '../../../tests/support/books.ts';
import type { DocumentType, IssuedDocument } from '../documents/document.ts';
import type { AnyFact } from '../documents/facts.ts';
import { standing } from '../documents/status.ts';
import { buyerSnapshot, sellerSnapshot } from '../documents/snapshots.ts';
import { computeTotals, freezeTotals } from '../documents/totals.ts';
import { amount as money, amountString } from '../money/amount.ts';
import type { DocumentRow, PaymentRow } from '../worker-api.ts';
import { REGISTRY } from '../worker/registry.ts';
import { foldOperation, relatedRecords } from '../workspace/fold.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { encodeJson } from '../workspace/json.ts';
import type { Operation } from '../workspace/operations.ts';
import type { RecordState } from '../workspace/registry.ts';
import { addDocument, addPayment } from './account-of.ts';
import type { ClientAccount } from './account.ts';
import type { Payment } from './payment.ts';
import { activityBetween, outstandingOn } from './statement.ts';

const idOf = (name: string) => toHex(new TextEncoder().encode(name.padEnd(16)));
const text = (minor: bigint) => amountString(money('CAD', minor));
const DAY = '2026-03-01';

/** Books in memory: the fold that saves and rebuilds use, and nothing else. */
class Desk {
	readonly records = new Map<string, RecordState>();
	readonly rows = new Map<string, object | undefined>();
	readonly log: Operation[] = [];

	/** An issued document with that sum to pay; its way to issue is not what is tested here. */
	document(name: string, payable: bigint, changes: { type?: DocumentType; partyId?: string; currency?: string; issueDate?: string } = {}) {
		const { type = 'invoice', partyId = 'alice', currency = 'CAD', issueDate = DAY } = changes;
		const content = anInvoice({ type, partyId, currency, issueDate, dueDate: '2026-03-31' });
		const totals = computeTotals(content);
		if (!totals.ok) throw new Error('the example does not compute');
		const document: IssuedDocument = {
			number: name,
			series: 's',
			segment: 0,
			sequence: 1,
			sequenceYear: '',
			run: '{0000}',
			previousIssue: '',
			content,
			seller: sellerSnapshot(aBusiness()),
			buyer: buyerSnapshot(aParty()),
			totals: { ...freezeTotals(totals.value), payable: text(payable) },
			engine: 1,
			issuedAt: ''
		};
		this.records.set(idOf(name), { type: 'issued', schema: 1, frozen: encodeJson(document), facts: [] });
	}

	/** The reason when the books refuse it. */
	add(type: string, name: string, body: object): string | undefined {
		const opId = fromHex(this.log.length.toString(16).padStart(32, '0'));
		const operation: Operation = { opId, recordId: fromHex(idOf(name)), type, schema: 1, action: 'put', body: encodeJson(body) };
		this.log.push(operation);
		return this.fold(operation, this.log.length);
	}

	fold(operation: Operation, n: number): string | undefined {
		const id = toHex(operation.recordId);
		const recordType = REGISTRY.get(operation.type)!;
		const state = this.records.get(id);
		const related = relatedRecords(recordType, state, operation, id).flatMap((other) => {
			const found = this.records.get(other);
			return found ? [[other, found] as const] : [];
		});
		const placed = { n, by: 'device', hash: () => '', tenures: () => [] };
		const result = foldOperation(REGISTRY, recordType, state, operation, placed, {}, id, new Map(related));
		if (result.state) this.records.set(id, result.state);
		for (const [other, changed] of result.others ?? []) this.records.set(other, changed);
		for (const { id: row, row: value } of result.rows) this.rows.set(row, value);
		return result.refused;
	}

	pay(name: string, minor: bigint, changes: Partial<Payment> = {}) {
		const base = { kind: 'payment', partyId: 'alice', partyName: 'Alice', date: DAY, currency: 'CAD', method: 'transfer' } as const;
		return this.add('payment', name, { ...base, amount: text(minor), ...changes } satisfies Payment);
	}
	share(from: string, to: string, minor: bigint, changes: object = {}) {
		const base = { kind: 'payment', documentId: idOf(to), paymentId: idOf(from), date: DAY, amount: text(minor), method: 'transfer' };
		return this.add('fact', to, { ...base, ...changes });
	}
	credit(from: string, to: string, minor: bigint) {
		const base = { kind: 'credited', documentId: idOf(to), creditNote: idOf(from), number: from, date: DAY, amount: text(minor) };
		return this.add('fact', to, base);
	}
	giveBack(from: string, refund: string, minor: bigint) {
		return this.add('fact', from, { kind: 'refunded', documentId: idOf(from), refundId: idOf(refund), date: DAY, amount: text(minor) });
	}
	writeOff(on: string, minor: bigint) {
		return this.add('fact', on, { kind: 'written-off', documentId: idOf(on), date: DAY, amount: text(minor), cause: 'bad-debt' });
	}
	/** Of the fact added last to the record, or of the whole payment. */
	reverse(name: string, factId = this.facts(name).at(-1)?.opId ?? '', date?: string) {
		const undone = date === undefined ? {} : { date };
		const at = '2026-03-02T10:00:00Z';
		return this.add('fact', name, { kind: 'reversed', factId, documentId: idOf(name), at, reason: 'wrong', ...undone });
	}
	facts(name: string) {
		return this.records.get(idOf(name))?.facts ?? [];
	}
	/** The row as it is now, made from the state alone. */
	row(name: string): DocumentRow & PaymentRow {
		const state = this.records.get(idOf(name))!;
		const [change] = REGISTRY.get(state.type)!.rows!(idOf(name), state, { n: 0, by: '', hash: () => '', tenures: () => [] });
		return change!.row as DocumentRow & PaymentRow;
	}
	account(): ClientAccount {
		const account: ClientAccount = { documents: [], payments: [], moves: [] };
		for (const [id, state] of this.records) {
			if (state.type === 'issued') addDocument(account, id, state);
			else {
				const [change] = REGISTRY.get('payment')!.rows!(id, state, { n: 0, by: '', hash: () => '', tenures: () => [] });
				const row = change!.row as PaymentRow;
				addPayment(account, row, state);
			}
		}
		return account;
	}
}

function desk(): Desk {
	const books = new Desk();
	books.document('F1', 10_000n);
	books.document('F2', 5_000n);
	books.document('C1', 3_000n, { type: 'credit-note' });
	return books;
}

describe('one payment over several documents', () => {
	it('lands on each, and the rest is credit that can go elsewhere later', () => {
		const books = desk();
		expect(books.pay('P', 12_000n)).toBeUndefined();
		expect(books.share('P', 'F1', 10_000n)).toBeUndefined();
		expect([books.row('F1').balance, books.row('P').credit, books.row('P').documents]).toEqual([0n, 2_000n, 'F1']);
		expect(books.share('P', 'F2', 2_000n)).toBeUndefined();
		expect([books.row('F2').balance, books.row('P').credit, books.row('P').documents]).toEqual([3_000n, 0n, 'F1, F2']);
	});

	it('gives no more than it is', () => {
		const books = desk();
		books.pay('P', 6_000n);
		books.share('P', 'F1', 4_000n);
		expect(books.share('P', 'F2', 2_001n)).toBe('more-than-left');
		expect([books.row('F2').paid, books.row('P').credit]).toEqual([0n, 2_000n]);
	});

	it.each<[string, (books: Desk) => string | undefined, string]>([
		['nothing', (books) => books.share('P', 'F1', 0n), 'not-positive'],
		['less than nothing', (books) => books.share('P', 'F1', -5n), 'not-positive'],
		['what is no amount', (books) => books.share('P', 'F1', 1n, { amount: '1e3' }), 'unreadable'],
		['a day that does not exist', (books) => books.share('P', 'F1', 1n, { date: '2026-02-30' }), 'unreadable'],
		['no payment', (books) => books.share('nobody', 'F1', 1n), 'no-source'],
		['an invoice as if it were a payment', (books) => books.share('F2', 'F1', 1n), 'no-source'],
		['a credit note as if it were a payment', (books) => books.share('C1', 'F1', 1n), 'no-source'],
		['a payment as if it were a credit note', (books) => books.credit('P', 'F1', 1n), 'no-source'],
		['to nothing issued', (books) => books.share('P', 'draft', 1n), 'not-issued'],
		['to a credit note', (books) => books.share('P', 'C1', 1n), 'more-than-open'],
		['to another payment', (books) => books.share('P', 'P2', 1n), 'more-than-open'],
		['to a refund, as a share', (books) => books.share('P', 'R', 1n), 'more-than-open'],
		['to another client’s invoice', (books) => books.share('P', 'B1', 1n), 'other-client'],
		['to an invoice in euros', (books) => books.share('P', 'E1', 1n), 'other-currency'],
		['by the other side, which only the fold writes', (books) => books.add('fact', 'P', { kind: 'applied', to: idOf('F1') }), 'unreadable'],
		['to a refund of another client', (books) => books.giveBack('PB', 'R', 1n), 'other-client'],
		['more than the refund is', (books) => books.giveBack('P', 'R', 501n), 'more-than-left'],
		['from an invoice', (books) => books.giveBack('F1', 'R', 1n), 'no-source'],
		['up beyond what is open', (books) => books.writeOff('F1', 10_001n), 'more-than-open'],
		['back what never was', (books) => books.reverse('F1', idOf('unknown')), 'nothing-to-reverse']
	])('is refused when it gives %s, and both sides stay as they were', (_, attempt, reason) => {
		const books = desk();
		books.document('B1', 1_000n, { partyId: 'bob' });
		books.document('E1', 1_000n, { currency: 'EUR' });
		for (const name of ['P', 'P2']) books.pay(name, 4_000n);
		books.pay('PB', 4_000n, { partyId: 'bob' });
		books.pay('R', 500n, { kind: 'refund' });
		const before = new Map(books.records);
		expect(attempt(books)).toBe(reason);
		expect(books.records).toEqual(before);
	});

	it.each<[string, object]>([
		['no kind', {}],
		['a kind that is none', { kind: 'gift' }],
		['an id that is none', { kind: 'payment', paymentId: 7, date: DAY, amount: '1', method: 'cash' }],
		['a way to pay that is none', { kind: 'payment', paymentId: idOf('P'), date: DAY, amount: '1', method: 'barter' }],
		['an amount that is a number', { kind: 'payment', paymentId: idOf('P'), date: DAY, amount: 1, method: 'cash' }],
		['a cause that is none', { kind: 'written-off', date: DAY, amount: '1', cause: '__proto__' }],
		['a reversal of a number', { kind: 'reversed', factId: 0, at: DAY, reason: '' }],
		['nothing but a list', []]
	])('of another device with %s is refused', (_, fact) => {
		const books = desk();
		books.pay('P', 4_000n);
		expect(books.add('fact', 'F1', fact)).toBe('unreadable');
		expect(books.facts('F1')).toEqual([]);
	});

	it('of another device under an id that is taken is refused: one reversal would take back two', () => {
		const books = desk();
		books.pay('P', 4_000n);
		books.share('P', 'F1', 1_000n);
		const share = books.log.at(-1)!;
		const body = { kind: 'payment', documentId: idOf('F2'), paymentId: idOf('P'), date: DAY, amount: '5.00', method: 'transfer' };
		const twin = { ...share, recordId: fromHex(idOf('F2')), body: encodeJson(body) };
		expect(books.fold(twin, 9)).toBe('unreadable');
		expect(books.fold({ ...twin, opId: fromHex(idOf('P')) }, 9)).toBe('unreadable');
		expect([books.row('F2').paid, books.row('P').credit]).toEqual([0n, 3_000n]);
	});

	it('cannot be recorded as nothing, in no currency, on no day, or twice', () => {
		const books = desk();
		expect(books.pay('P', 0n)).toBe('not-positive');
		expect(books.pay('P', 5n, { currency: 'XXX' })).toBe('unreadable');
		expect(books.pay('P', 5n, { date: '2026-13-01' })).toBe('unreadable');
		expect(books.pay('P', 5n, { kind: 'loan' as 'payment' })).toBe('unreadable');
		expect(books.pay('P', 5n, { method: 'barter' as 'cash' })).toBe('unreadable');
		expect(books.pay('P', 5n, { note: 5 as unknown as string })).toBe('unreadable');
		expect(books.add('payment', 'P', [])).toBe('unreadable');
		expect(books.pay('P', 5n)).toBeUndefined();
		expect(books.pay('P', 7n)).toBe('already-issued');
		expect(books.row('P').amount).toBe(5n);
	});
});

describe('what is taken back', () => {
	it('a whole payment frees every share, once and for all', () => {
		const books = desk();
		books.pay('P', 15_000n);
		books.share('P', 'F1', 10_000n);
		books.share('P', 'F2', 5_000n);
		expect(books.reverse('P', idOf('P'))).toBeUndefined();
		expect([books.row('F1').balance, books.row('F2').balance, books.row('P').credit]).toEqual([10_000n, 5_000n, 0n]);
		expect(books.row('P').reversed).toBe(true);
		expect(books.share('P', 'F1', 1n)).toBe('source-reversed');
		const again = new Map(books.records);
		expect(books.reverse('P', idOf('P'))).toBeUndefined();
		expect(books.records).toEqual(again);
	});

	it('one share alone becomes credit', () => {
		const books = desk();
		books.pay('P', 10_000n);
		books.share('P', 'F1', 10_000n);
		expect(books.reverse('F1')).toBeUndefined();
		expect([books.row('F1').balance, books.row('P').credit, books.row('P').reversed]).toEqual([10_000n, 10_000n, false]);
		expect(books.share('P', 'F2', 5_000n)).toBeUndefined();
		expect(books.row('P').credit).toBe(5_000n);
	});

	it('stays taken back: a reversal is not itself reversed', () => {
		const books = desk();
		books.pay('P', 10_000n);
		books.share('P', 'F1', 10_000n);
		books.reverse('F1');
		expect(books.reverse('F1')).toBe('nothing-to-reverse');
		expect([books.row('F1').balance, books.row('P').credit]).toEqual([10_000n, 10_000n]);
	});

	it('a share is taken back where it went, not on the payment', () => {
		const books = desk();
		books.pay('P', 10_000n);
		books.share('P', 'F1', 10_000n);
		expect(books.reverse('P')).toBe('nothing-to-reverse');
		expect(books.row('F1').balance).toBe(0n);
	});

	it('a payment whose credit was already given back leaves the client owing the refund', () => {
		const books = desk();
		books.pay('P', 2_000n);
		books.pay('R', 2_000n, { kind: 'refund' });
		books.giveBack('P', 'R', 2_000n);
		expect([books.row('P').credit, books.row('R').credit]).toEqual([0n, 0n]);
		books.reverse('P', idOf('P'));
		expect([books.row('P').credit, books.row('R').credit]).toEqual([0n, -2_000n]);
	});

	it('that the bank returned counts until that day, and statements show both', () => {
		const books = desk();
		books.pay('P', 4_000n, { date: '2026-03-10' });
		books.share('P', 'F1', 4_000n);
		books.reverse('P', idOf('P'), '2026-03-20');
		const account = books.account();
		const on = (day: string) => outstandingOn(account, 'CAD', day).balance - outstandingOn(account, 'CAD', '2026-03-09').balance;
		expect([on('2026-03-10'), on('2026-03-19'), on('2026-03-20'), on('2026-12-31')]).toEqual([-4_000n, -4_000n, 0n, 0n]);
		const { entries } = activityBetween(account, 'CAD', '2026-03-10', '2026-03-31');
		expect(entries.map(({ date, what, amount }) => [date, what.kind, amount])).toEqual([
			['2026-03-10', 'payment', -4_000n],
			['2026-03-20', 'returned', 4_000n]
		]);
		expect([books.row('P').reversed, books.row('F1').balance]).toEqual([true, 10_000n]);
	});

	it('that was a mistake is in no statement of any day', () => {
		const books = desk();
		books.pay('P', 4_000n, { date: '2026-03-10' });
		books.reverse('P', idOf('P'));
		expect(books.account().payments).toEqual([]);
	});

	it('a refund that did not happen makes credit again', () => {
		const books = desk();
		books.pay('R', 3_000n, { kind: 'refund' });
		books.giveBack('C1', 'R', 3_000n);
		expect([books.row('C1').balance, books.row('C1').status]).toEqual([0n, 'paid']);
		books.reverse('R', idOf('R'));
		expect(books.row('C1').balance).toBe(-3_000n);
	});
});

it('a credit note goes to the invoice it corrects and to others, and no further than its value', () => {
	const books = desk();
	expect(books.credit('C1', 'F1', 1_000n)).toBeUndefined();
	expect(books.credit('C1', 'F2', 2_000n)).toBeUndefined();
	expect(books.credit('C1', 'F2', 1n)).toBe('more-than-left');
	expect([books.row('F1').credited, books.row('F2').balance, books.row('C1').balance]).toEqual([1_000n, 3_000n, 0n]);
});

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
