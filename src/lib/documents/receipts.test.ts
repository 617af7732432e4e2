/**
 * Receipts on two devices, each offline as it likes: payments are confirmed, receipts withdrawn, payments taken back. No payment has two receipts that
 * hold without the second being marked. `FAMILY_RUNS` sets how many such walks are taken.
 */
import fc from '../../../tests/support/property.ts';
import { beforeAll, expect, it } from 'vitest';
import { ready } from '#lib/crypto/sodium.ts';
import { aLine, anInvoice } from '../../../tests/support/books.ts';
import { DAY, World, type Books } from '../../../tests/support/family.ts';
import type { PaymentFact } from '../payments/payment.ts';
import { canonicalJson } from '../workspace/json.ts';
import { receiptsOf } from './convert/conversions.ts';
import type { DocumentContent } from './document.ts';
import { documentStatus } from './document-status.ts';
import { standing } from './status.ts';

beforeAll(ready);

const RUNS = Number(process.env.FAMILY_RUNS ?? 40);
const PARTY = 'a'.repeat(32);
const PAYMENTS = [0, 1].map((n) => `f${n}`.padEnd(32, '0'));

const receipt = (paymentId: string): DocumentContent =>
	anInvoice({
		...{ type: 'receipt', partyId: PARTY, issueDate: DAY, dueDate: '', terms: '', notes: '' },
		lines: [aLine({ quantity: '1', price: '50', taxes: [] })],
		receipt: { paymentId, date: DAY, method: 'transfer' }
	});

function factsOf(books: Books, payment: string): { opId: string; body: PaymentFact }[] {
	return (books.records.get(payment)?.facts ?? []).map(({ opId, body }) => ({ opId, body: body as PaymentFact }));
}
const isTakenBack = (books: Books, payment: string) =>
	factsOf(books, payment).some(({ body }) => body.kind === 'reversed' && body.factId === payment);

function check(books: Books): void {
	const receipts = books.sources;
	const flags = (id: string) =>
		receipts.find((each) => each.id === id)!.facts.flatMap(({ fact }) => (fact.kind === 'flagged' ? [fact.reason] : []));
	const isWithdrawn = (id: string) => standing(receipts.find((each) => each.id === id)!.facts).some(({ fact }) => fact.kind === 'voided');
	for (const { id, document, facts } of receipts) {
		const events = standing(facts).filter(({ fact }) => ['accepted', 'declined', 'delivered', 'voided'].includes(fact.kind));
		expect(events.map(({ fact }) => fact.kind)).toEqual(isWithdrawn(id) ? ['voided'] : []);
		for (const today of ['', '9999-12-31'])
			expect(documentStatus(document, 0n, facts, today).status).toBe(isWithdrawn(id) ? 'voided' : 'open');
	}
	for (const payment of PAYMENTS) {
		const own = receipts.filter(({ document }) => document.content.receipt!.paymentId === payment).map(({ id }) => id);
		const valid = own.filter((id) => !isWithdrawn(id));
		// What holds without a mark is at most one, and it is the one the payment says.
		expect(valid.filter((id) => !flags(id).includes('over-converted')).length).toBeLessThan(2);
		expect(receiptsOf(books.records.get(payment)?.facts ?? []).sort()).toEqual(valid.sort());
	}
}

const device = fc.nat(1);
const payment = fc.nat(1);
const step = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('confirm' as const), device, payment }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('withdraw' as const), device, at: fc.nat(5) }) },
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constantFrom('accepted' as const, 'declined' as const, 'delivered' as const), device, at: fc.nat(5) })
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('stand' as const), device, at: fc.nat(5) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('take-back' as const), device, payment }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('sync' as const), device }) }
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function run(world: World, each: Step): void {
	if (each.do === 'sync') return world.sync(each.device);
	const books = world.view(each.device);
	const at = `${DAY}T10:00:00Z`;
	if (each.do === 'confirm') {
		const id = PAYMENTS[each.payment]!;
		const wrong = world.issue(each.device, receipt(id));
		const known = receiptsOf(books.records.get(id)!.facts).length > 0;
		expect(wrong).toBe(isTakenBack(books, id) ? 'source-closed' : known ? 'over-converted' : undefined);
	} else if (each.do === 'take-back') {
		const id = PAYMENTS[each.payment]!;
		const wrong = world.say(each.device, { kind: 'reversed', factId: id, documentId: id, at, reason: 'x' });
		if (!isTakenBack(books, id)) expect(wrong).toBeUndefined();
	} else {
		const { sources } = books;
		const found = sources[each.at % Math.max(sources.length, 1)];
		if (!found) return;
		const said = { documentId: found.id, date: DAY };
		// The same words again take no effect, and are no fault.
		const wrong = each.do === 'withdraw' ? world.say(each.device, { kind: 'voided', ...said, reason: 'x' }) : undefined;
		if (each.do === 'withdraw') expect(wrong).toBeUndefined();
		else if (each.do === 'stand') {
			const last = standing(found.facts).at(-1);
			if (last?.fact.kind === 'voided')
				world.say(each.device, { kind: 'reversed', documentId: found.id, factId: last.id, at, reason: 'x' });
		} else expect(world.say(each.device, { kind: each.do, ...said })).toBe('wrong-state');
	}
}

it(`receipts walk through their states on two devices, ${RUNS} times`, { timeout: 30_000 + RUNS * 1000 }, () => {
	fc.assert(
		fc.property(fc.array(step, { minLength: 4, maxLength: 20, size: 'max' }), (steps) => {
			const world = new World();
			for (const id of PAYMENTS) {
				const money = { amount: '50', currency: 'CAD', method: 'transfer' } as const;
				expect(world.pay(0, id, { kind: 'payment', partyId: PARTY, partyName: 'Client', date: DAY, ...money })).toBeUndefined();
			}
			world.settle();
			for (const each of steps) {
				run(world, each);
				if (each.do !== 'sync') check(world.view(each.device));
			}
			const books = world.settle();
			check(books);
			const states = (of: Books) => canonicalJson([...of.records].map(([id, { facts }]) => [id, facts]) as never);
			for (const index of [0, 1]) expect(states(world.view(index))).toBe(states(books));
		}),
		{ numRuns: RUNS }
	);
});
