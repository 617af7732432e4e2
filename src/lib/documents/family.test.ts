/**
 * Two devices in one set of books, each offline as it likes: whatever they issue, convert, answer, withdraw and credit, each kind of document stays
 * within its states, and nothing is converted twice without being marked. `FAMILY_RUNS` sets how many such walks each kind takes.
 */
import fc from '../../../tests/support/property.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { ready } from '#lib/crypto/sodium.ts';
import { aLine, anInvoice } from '../../../tests/support/books.ts';
import { DAY, World, type Books } from '../../../tests/support/family.ts';
import { canonicalJson } from '../workspace/json.ts';
import { conversionsIn } from './convert/conversions.ts';
import { convertContent, depositContent, withDeduction, type Beginning, type Source } from './convert/content.ts';
import { leftForDeposits, leftOfLines, leftToDeduct } from './convert/used.ts';
import { creditContent } from './credit/content.ts';
import { isUsedUp, leftOf } from './credit/taken.ts';
import { documentStatus } from './document-status.ts';
import type { DocumentContent, DocumentType, PaymentStatus } from './document.ts';
import { payableOf } from './document-row.ts';
import type { EventKind } from './events.ts';
import { kindOf, owesMoney, purposeOf, TYPES } from './kinds.ts';
import { standing } from './status.ts';

beforeAll(ready);

const RUNS = Number(process.env.FAMILY_RUNS ?? 40);
const beginning = (type: DocumentType): Beginning => ({
	type,
	issueDate: DAY,
	dueDate: kindOf(type).until ? '2026-12-21' : '',
	terms: '',
	notes: '',
	template: 'classic'
});
const root = (type: DocumentType): DocumentContent => ({
	...anInvoice({ ...beginning(type), partyId: 'a'.repeat(32) }),
	lines: [
		aLine({ id: 'l1', order: 'V', quantity: '10', price: '12.35' }),
		aLine({ id: 'l2', order: 'W', quantity: '2.5', price: '99.99', taxes: [{ name: 'GST', category: 'S', rate: '5' }] })
	]
});

type Step =
	| { do: 'issue'; device: number }
	| { do: 'convert'; device: number; at: number; target: number; share: number }
	| { do: 'event'; device: number; at: number; event: EventKind }
	| { do: 'take-back'; device: number; at: number }
	| { do: 'credit'; device: number; at: number; lines: boolean }
	| { do: 'sync'; device: number };

const device = fc.integer({ min: 0, max: 1 });
/** Mostly the first documents: what happens twice happens to one. */
const at = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.nat(9) });
const event = fc.constantFrom<EventKind>('accepted', 'declined', 'delivered', 'voided');
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('issue' as const), device }) },
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('convert' as const), device, at, target: fc.nat(3), share: fc.nat(3) }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('event' as const), device, at, event }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('take-back' as const), device, at }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('credit' as const), device, at, lines: fc.boolean() }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const), device }) }
);

function run(world: World, type: DocumentType, each: Step): void {
	if (each.do === 'sync') return world.sync(each.device);
	if (each.do === 'issue') {
		// Only the correction of an invoice is a credit note.
		expect(world.issue(each.device, root(type === 'credit-note' ? 'invoice' : type))).toBeUndefined();
		if (type !== 'credit-note') return;
		const newest = world.view(each.device).sources.length - 1;
		return run(world, type, { do: 'credit', device: each.device, at: newest, lines: true });
	}
	const sources = world.view(each.device).sources;
	const source = sources[each.at % Math.max(sources.length, 1)];
	if (!source) return;
	const { id, document, facts } = source;
	const own = document.content.type;
	if (each.do === 'event') {
		const said = { documentId: id, date: DAY };
		world.say(each.device, each.event === 'voided' ? { kind: 'voided', ...said, reason: 'x' } : { kind: each.event, ...said });
	} else if (each.do === 'take-back') {
		const last = standing(facts).at(-1);
		if (last) world.say(each.device, { kind: 'reversed', documentId: id, factId: last.id, at: `${DAY}T10:00:00Z`, reason: 'x' });
	} else if (each.do === 'credit') {
		if (kindOf(own).owes !== 1) return;
		const draft = { invoiceId: id, invoice: document, left: leftOf(document, facts), today: DAY, words: { rounding: 'r', terms: 't' } };
		const made = creditContent({
			...draft,
			choice: each.lines ? { kind: 'lines', quantities: { [document.content.lines[0]!.id]: '1' } } : { kind: 'all' }
		});
		if (made.ok) expect(world.issue(each.device, made.content)).toBeUndefined();
	} else {
		const targets = [...kindOf(own).becomes, ...(own === 'deposit-invoice' ? (['invoice'] as const) : [])];
		const target = targets[each.target % Math.max(targets.length, 1)];
		if (!target) return;
		const quantities = each.share === 0 ? undefined : { l1: String(each.share), ...(each.share === 2 && { l2: '0.5' }) };
		const byId = new Map(document.content.lines.map((line, place) => [`l${place + 1}`, line.id]));
		const typed =
			quantities &&
			Object.fromEntries(Object.entries(quantities).flatMap(([key, value]) => (byId.has(key) ? [[byId.get(key)!, value]] : [])));
		const content =
			own === 'deposit-invoice'
				? withDeduction(root('invoice'), source, 'Deposit')
				: target === 'deposit-invoice'
					? made(depositContent(source, beginning(target), { percent: String(20 * (each.share + 1)) }, 'Deposit'))
					: made(convertContent(source, beginning(target), typed));
		if (!content?.origins) return;
		const wrong = world.issue(each.device, content);
		// What is declined or withdrawn is not converted; everything else that could be drafted can be issued.
		const isClosed = standing(facts).some(({ fact }) => fact.kind === 'declined' || fact.kind === 'voided');
		const chained = content.origins.length > 1;
		if (!chained) expect(wrong).toBe(isClosed ? 'source-closed' : undefined);
		else expect([undefined, 'source-closed', 'over-converted']).toContain(wrong);
	}
}

function made(result: ReturnType<typeof convertContent>): DocumentContent | undefined {
	return result.ok ? result.content : undefined;
}

const STATUSES: Record<DocumentType, readonly PaymentStatus[]> = {
	estimate: ['open', 'accepted', 'declined', 'expired', 'partly-converted', 'converted', 'voided'],
	proforma: ['open', 'accepted', 'declined', 'expired', 'partly-converted', 'converted', 'voided'],
	'delivery-note': ['open', 'delivered', 'partly-converted', 'converted', 'voided'],
	'purchase-order': ['open', 'accepted', 'declined', 'delivered', 'voided'],
	receipt: ['open', 'voided'],
	invoice: ['open', 'overdue', 'paid', 'credited', 'partly-paid', 'overpaid'],
	'deposit-invoice': ['open', 'overdue', 'paid', 'credited', 'partly-paid', 'overpaid'],
	'credit-note': ['open', 'partly-paid', 'paid']
};

/** More was taken of it than it has: summed up here by itself, whatever the rules make of it. */
function isOverused({ document: { content, totals } }: Source, facts: Source['facts']): boolean {
	const tenThousandths = (text: string | undefined) => Math.round(Number(text ?? 0) * 10_000);
	const over = (whole: number, taken: number) => (whole < 0 ? taken < whole : taken > whole);
	const conversions = conversionsIn(facts);
	const shown = new Map(totals.lines.map((line) => [line.id, line.shown]));
	const taken = (purpose: string, line: string, field: 'quantity' | 'amount') =>
		conversions
			.filter((each) => each.purpose === purpose)
			.flatMap(({ lines }) => lines.filter(({ id }) => id === line))
			.reduce((sum, each) => sum + tenThousandths(each[field]), 0);
	const credited = (line: string) =>
		facts.reduce(
			(sum, { fact }) => sum + (fact.kind === 'corrected' ? tenThousandths(fact.lines.find(({ id }) => id === line)?.amount) : 0),
			0
		);
	const ahead = conversions.filter(({ purpose }) => purpose === 'deposit').reduce((sum, { amount }) => sum + tenThousandths(amount), 0);
	return (
		content.lines.some(
			({ id, quantity }) =>
				['billed', 'delivered'].some((purpose) => over(tenThousandths(quantity), taken(purpose, id, 'quantity'))) ||
				(conversions.some(({ purpose }) => purpose === 'deducted') &&
					over(tenThousandths(shown.get(id)), taken('deducted', id, 'amount') + credited(id)))
		) || over(tenThousandths(totals.taxExclusive), ahead)
	);
}

function check(books: Books): void {
	const sources = books.sources;
	const flagsOf = (id: string) =>
		(sources.find((each) => each.id === id)?.facts ?? []).flatMap(({ fact }) => (fact.kind === 'flagged' ? [fact.reason] : []));
	for (const source of sources) {
		const { id, document, facts } = source;
		const { type } = document.content;
		for (const today of ['', '9999-12-31'])
			expect(STATUSES[type]).toContain(documentStatus(document, payableOf(document), facts, today).status);
		const happened = standing(facts).map(({ fact }) => fact.kind);
		for (const kind of ['accepted', 'declined', 'delivered', 'voided'])
			expect(happened.filter((each) => each === kind).length).toBeLessThan(2);
		expect(happened.includes('accepted') && happened.includes('declined')).toBe(false);
		if (happened.includes('voided'))
			expect(conversionsIn(facts).filter(({ to, purpose }) => purpose !== 'proforma' && flagsOf(to).length === 0)).toEqual([]);
		// Without what is marked, nothing is used twice; what goes beyond it is marked. Nowhere is less left than nothing.
		const sound = facts.filter(({ fact }) => !(fact.kind === 'converted' && flagsOf(fact.to).includes('over-converted')));
		expect(isOverused(source, sound)).toBe(false);
		if (isOverused(source, facts)) expect(conversionsIn(facts).some(({ to }) => flagsOf(to).includes('over-converted'))).toBe(true);
		const left = [
			...(['billed', 'delivered'] as const).flatMap((purpose) =>
				[...leftOfLines(document, facts, purpose).values()].map(({ digits }) => digits)
			),
			...(type === 'deposit-invoice' ? leftToDeduct(document, facts).values() : []),
			...(kindOf(type).owes === 1 ? [...leftOf(document, facts).lines.values()].map(({ amount }) => amount) : []),
			leftForDeposits(document, facts)
		];
		// Only a deduction stands below zero, on the invoice that makes it.
		if (document.content.lines.every(({ quantity }) => !quantity.startsWith('-'))) expect(left.filter((each) => each < 0n)).toEqual([]);
		// What was credited in full, or withdrawn, has given back what it took; all else holds what it took.
		const isGone = owesMoney(type)
			? isUsedUp(
					leftOf(
						document,
						facts.filter(({ fact }) => fact.kind === 'corrected')
					)
				)
			: happened.includes('voided');
		for (const origin of type === 'credit-note' ? [] : (document.content.origins ?? [])) {
			const from = sources.find((each) => each.id === origin.documentId);
			if (!from) continue;
			expect(purposeOf(type, from.document.content.type)).toBeDefined();
			expect(conversionsIn(from.facts).some(({ to }) => to === id)).toBe(!isGone);
		}
	}
}

// A receipt is made of a payment: receipts.test.ts.
describe.each(TYPES.filter((type) => type !== 'receipt'))('%s', (type) => {
	it('walks through its states on two devices', { timeout: 30_000 + RUNS * 1000 }, () => {
		fc.assert(
			fc.property(fc.array(step, { minLength: 4, maxLength: 20 }), (steps) => {
				const world = new World();
				// Both know the first one.
				run(world, type, { do: 'issue', device: 0 });
				world.settle();
				for (const each of steps) {
					run(world, type, each);
					if (each.do !== 'sync') check(world.view(each.device));
				}
				const books = world.settle();
				check(books);
				// Every number given is in the books, and both devices come to the same.
				const issues = world.log.filter((entry) => entry.type === 'issued').length;
				expect(books.sources.length).toBe(issues);
				const states = (of: Books) => canonicalJson(of.sources.map(({ id, facts }) => [id, facts]) as never);
				for (const index of [0, 1]) expect(states(world.view(index))).toBe(states(books));
			}),
			{ numRuns: RUNS }
		);
	});
});
