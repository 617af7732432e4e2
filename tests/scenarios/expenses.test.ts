/**
 * Two devices of one person keep expenses and bills at random, online and off, on a real relay: they write, book, pay, take back, cancel, bill on, make
 * what comes again, and merge suppliers. Then they have met. `EXPENSE_RUNS` sets how many such stories are played, `SEED` and `STORY_PATH` play a
 * printed one again.
 */
import fc from '../support/property.ts';
import { afterEach, describe, expect, it } from 'vitest';
import type { ExpenseDetail } from '#lib/expenses/api.ts';
import type { RecurringExpense } from '#lib/expenses/expense.ts';
import { periodId } from '#lib/recurring/period-id.ts';
import type { ExpenseRow, PaymentRow } from '#lib/worker-api.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { ExpenseCommands } from '#lib/worker/expense-commands.ts';
import { PartyMerge } from '#lib/worker/party-merge.ts';
import { businessId } from '#lib/worker/registry.ts';
import { Refused } from '#lib/worker/results.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { WorkspaceError } from '#lib/workspace/errors.ts';
import { aBusiness, aParty } from '../support/books.ts';
import { aBill, aCost, aReceipt, aSupplierPayment } from '../support/expenses.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const RUNS = Number(process.env.EXPENSE_RUNS ?? 2);
const NAMES = ['laptop', 'phone'] as const;
const id = (letter: string, n = 0) => letter + n.toString(16).padStart(31, '0');
const PARTIES = [id('a', 0), id('a', 1), id('a', 2)] as const;
const [SERIES, PROFILE] = [id('b'), id('c')];

interface Hand {
	device: Device;
	books: BookCommands;
	expenses: ExpenseCommands;
	merge: PartyMerge;
}

function handOf(device: Device): Hand {
	const books = new BookCommands(device.workspace, device.home, toHex(device.home.keys.wsId));
	return { device, books, expenses: new ExpenseCommands(device.workspace, books), merge: new PartyMerge(device.workspace) };
}

async function desk() {
	const scene = await setup(NAMES);
	const hands = NAMES.map((name) => handOf(scene[name])) as [Hand, Hand];
	const [{ books, device }] = hands;
	await books.save('business', businessId(toHex(device.home.keys.wsId)), aBusiness({ timeZone: 'UTC' }));
	for (const [at, party] of PARTIES.entries())
		await books.save('party', party, aParty({ name: `Party ${at}`, roles: ['client', 'supplier'] }));
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false });
	await books.save('expense-profile', PROFILE, {
		title: 'Rent',
		template: aBill({ supplierId: PARTIES[0], number: '', date: '', dueDate: '' }),
		schedule: { unit: 'month', every: 1, start: '2026-01-31', count: 4 },
		from: 0,
		paused: false
	});
	await books.series.leaseFree();
	const meet = async () => {
		for (const hand of hands) await hand.device.reconnect();
		await scene.converge(scene.laptop, scene.phone);
	};
	await meet();
	return { hands, meet };
}

const leave = ({ device }: Hand) => device.session.stop();

/** What a person is told instead; anything else is a fault of the program. */
async function unlessRefused<T>(work: Promise<T>): Promise<T | undefined> {
	try {
		return await work;
	} catch (error) {
		if (error instanceof Refused && ['invalid', 'not-found'].includes(error.error.code)) return undefined;
		if (error instanceof WorkspaceError && ['needs-relay', 'invalid'].includes(error.code)) return undefined;
		throw error;
	}
}

const reasons = ({ device }: Hand) => device.workspace.refusals.map(({ reason, flagged }) => `${reason}${flagged ? ' (taken)' : ''}`);
/** All that can be seen of costs, payments and parties. */
async function view(hand: Hand): Promise<string> {
	const rows = await Promise.all(
		(['expense', 'payment', 'party', 'document', 'expense-profile'] as const).map(async (list) => (await hand.books.list(list)).rows)
	);
	const plain = (_name: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);
	const sorted = rows.map((list) => list.map((row) => JSON.stringify(row, plain)).sort());
	return JSON.stringify([sorted, hand.device.workspace.ledger, hand.device.workspace.refusals], plain);
}

describe('two devices that had not heard of each other', () => {
	it('book one draft: as it was once, with other words the first in the log stands', async () => {
		const { hands, meet } = await desk();
		const [laptop, phone] = hands;
		for (const n of [1, 2]) await laptop.books.save('expense', id('e', n), aReceipt());
		await meet();
		await leave(laptop);
		await leave(phone);
		await laptop.expenses.book(id('e', 1));
		await phone.expenses.book(id('e', 1));
		await laptop.expenses.book(id('e', 2));
		await phone.books.save('expense', id('e', 2), aReceipt({ supplierName: 'Somebody else' }));
		await phone.expenses.book(id('e', 2));
		await meet();
		const [one, other] = await Promise.all(hands.map(view));
		expect(one).toBe(other);
		expect(reasons(laptop).sort()).toEqual(['already-issued', 'already-issued']);
		expect((await phone.expenses.detail(id('e', 1))).status).toBe('paid');
	});

	it('pay one bill: what is over is credit, and nothing is lost', async () => {
		const { hands, meet } = await desk();
		const [laptop, phone] = hands;
		const bill = id('e');
		await laptop.books.save('expense', bill, aBill({ supplierId: PARTIES[0] }));
		await laptop.expenses.book(bill);
		await meet();
		await leave(laptop);
		await leave(phone);
		const shares = [{ id: bill, amount: '114.98' }];
		for (const { books } of hands) await books.payments.record(aSupplierPayment(PARTIES[0], '114.98'), shares);
		await meet();
		expect(await view(laptop)).toBe(await view(phone));
		const paid = (await laptop.books.list('payment')).rows;
		expect(paid).toHaveLength(2);
		const { balance, status } = await laptop.expenses.detail(bill);
		expect(balance - paid.reduce((sum, { credit }) => sum + credit, 0n)).toBe(-11_498n);
		expect(['paid', 'overpaid']).toContain(status);
	});

	it('bill one cost on: it stands on both invoices, and the second is shown', async () => {
		const { hands, meet } = await desk();
		const [laptop, phone] = hands;
		const cost = id('e');
		await laptop.books.save('expense', cost, aBill({ supplierId: PARTIES[0], rebill: { clientId: PARTIES[1], markup: '' } }));
		await laptop.expenses.book(cost);
		const own = await phone.books.series.makeOwn(SERIES);
		await meet();
		await leave(laptop);
		await leave(phone);
		const drafts: string[] = [];
		for (const [at, { books, expenses }] of hands.entries()) {
			const draft = await expenses.billCosts(PARTIES[1], [cost]);
			await books.save('draft', draft, { ...(await books.get('draft', draft)), seriesId: at === 0 ? SERIES : own });
			await books.issue(draft);
			drafts.push(draft);
		}
		await meet();
		expect(await view(laptop)).toBe(await view(phone));
		expect(reasons(laptop)).toEqual(['billed-twice (taken)']);
		for (const draft of drafts) expect((await laptop.books.document(draft)).document.content.lines[0]!.expense?.id).toBe(cost);
	});

	it('cancel a cost and bill it on: the invoice stands, and is shown', async () => {
		const { hands, meet } = await desk();
		const [laptop, phone] = hands;
		const [cost, other] = [id('e', 1), id('e', 2)];
		const rebill = { clientId: PARTIES[1], markup: '' };
		for (const each of [cost, other]) {
			await laptop.books.save('expense', each, aBill({ supplierId: PARTIES[0], rebill }));
			await laptop.expenses.book(each);
		}
		await meet();
		const drafts = [await phone.expenses.billCosts(PARTIES[1], [other]), await laptop.expenses.billCosts(PARTIES[1], [cost])] as const;
		for (const [at, { books }] of [phone, laptop].entries())
			await books.save('draft', drafts[at]!, { ...(await books.get('draft', drafts[at]!)), seriesId: SERIES });
		await leave(laptop);
		await phone.expenses.cancel(cost, 'wrong');
		// Who knows of it is stopped, and told by which line.
		await phone.expenses.cancel(other, 'wrong');
		await expect(phone.books.issue(drafts[0])).rejects.toMatchObject({ error: { field: 'lines.0.name', detail: 'cost-cancelled' } });
		await laptop.books.issue(drafts[1]);
		await meet();
		expect(await view(laptop)).toBe(await view(phone));
		for (const hand of hands) expect(reasons(hand)).toEqual(['cost-cancelled (taken)']);
		expect(await laptop.expenses.detail(cost)).toMatchObject({ status: 'cancelled', billed: { documentId: drafts[1] } });
	});

	it('say once more what was said: the row of a list stays where it was', async () => {
		const { hands, meet } = await desk();
		const [laptop, phone] = hands;
		await laptop.books.save('expense', id('e'), aReceipt());
		await laptop.expenses.book(id('e'));
		await laptop.expenses.cancel(id('e'), 'wrong');
		await meet();
		const before = await view(laptop);
		await leave(phone);
		await phone.expenses.cancel(id('e'), 'wrong');
		expect(await view(phone)).toBe(before);
		await meet();
		expect(await Promise.all(hands.map(view))).toEqual([before, before]);
	});

	it('make what comes again: one draft for each period, whatever each has made of it', async () => {
		const { hands, meet } = await desk();
		const [laptop, phone] = hands;
		await leave(laptop);
		await leave(phone);
		expect(await laptop.expenses.makeRecurring(PROFILE, 2)).toBe(3);
		expect(await phone.expenses.makeRecurring(PROFILE, 2)).toBe(3);
		await laptop.expenses.book(periodId(PROFILE, 0));
		// Each writes in another of them: neither takes the other's for what it made itself.
		for (const [{ books }, period, amount] of [[phone, 1, '110'] as const, [laptop, 2, '120'] as const]) {
			const mine = await books.get('expense', periodId(PROFILE, period));
			await books.save('expense', periodId(PROFILE, period), { ...mine, lines: [aCost({ amount })] });
		}
		await meet();
		expect(await view(laptop)).toBe(await view(phone));
		const { rows } = await laptop.books.list('expense', { sort: { by: 'date' } });
		expect(rows.map(({ date, booked, payable }) => [date, booked, payable])).toEqual([
			['2026-01-31', true, 11_498n],
			['2026-02-28', false, 12_647n],
			['2026-03-31', false, 13_797n]
		]);
		for (const period of [1, 2]) expect((await phone.books.get('expense', periodId(PROFILE, period))).lines).toHaveLength(1);
		for (const { expenses } of hands) await expenses.makeRecurring(PROFILE, 3);
		await meet();
		expect((await laptop.books.list('expense')).total).toBe(4);
	});

	it('merge two parties each into the other: the first in the log stands', async () => {
		const { hands, meet } = await desk();
		const [laptop, phone] = hands;
		await leave(laptop);
		await leave(phone);
		await laptop.merge.merge(PARTIES[0], PARTIES[1], true);
		await phone.merge.merge(PARTIES[1], PARTIES[0], true);
		await meet();
		expect(await view(laptop)).toBe(await view(phone));
		expect(reasons(laptop)).toEqual(['already-merged']);
		const archived = (await laptop.books.list('party', { where: { archived: true } })).rows;
		expect(archived).toHaveLength(1);
		await phone.merge.unmerge(archived[0]!.id);
		await meet();
		expect((await laptop.books.list('party', { where: { archived: true } })).total).toBe(0);
	});
});

const who = fc.nat(1);
const which = fc.noBias(fc.nat(7));
const party = fc.nat(2);
const step = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant('write' as const),
			who,
			which,
			party,
			isBill: fc.boolean(),
			cents: fc.integer({ min: -500, max: 2000 })
		})
	},
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('book' as const), who, which }) },
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('pay' as const), who, which, cents: fc.integer({ min: 1, max: 2500 }) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('take-back' as const), who, which: fc.nat(9) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'correct' as const), who, which }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('bill-on' as const), who, party }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constantFrom('make' as const, 'skip' as const), who, through: fc.nat(5) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('merge' as const), who, party, into: party }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('unmerge' as const), who, party }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'come' as const), who }) }
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const cents = (n: number) => (n / 100).toFixed(2);

async function act({ device, books, expenses, merge }: Hand, step: Step): Promise<void> {
	switch (step.do) {
		case 'write': {
			const rebill = step.cents % 2 === 0 ? { rebill: { clientId: PARTIES[(step.party + 1) % 3]!, markup: '10' } } : {};
			const lines = [aCost({ amount: cents(step.isBill ? step.cents : Math.abs(step.cents) + 1) })];
			const expense = step.isBill ? aBill({ supplierId: PARTIES[step.party]!, lines, ...rebill }) : aReceipt({ lines, ...rebill });
			return void (await unlessRefused(books.save('expense', id('e', step.which), expense)));
		}
		case 'book':
			return void (await unlessRefused(expenses.book(id('e', step.which))));
		case 'pay': {
			const bill = await unlessRefused(expenses.detail(id('e', step.which)));
			if (!bill?.booked.expense.supplierId) return;
			const amount = cents(step.cents);
			const payment = aSupplierPayment(bill.booked.expense.supplierId, amount);
			return void (await unlessRefused(books.payments.record(payment, [{ id: bill.id, amount }])));
		}
		case 'take-back': {
			const payment = (await books.list('payment', { sort: { by: 'date' } })).rows[step.which];
			return void (payment && (await unlessRefused(books.payments.reverse(payment.id, '2026-11-01T00:00:00Z', 'wrong'))));
		}
		case 'cancel':
			return void (await unlessRefused(expenses.cancel(id('e', step.which), 'wrong')));
		case 'correct':
			return void (await unlessRefused(expenses.correct(id('e', step.which), 'wrong')));
		case 'bill-on': {
			const open = await expenses.billables(PARTIES[step.party]!);
			if (open.length === 0) return;
			const draft = await unlessRefused(
				expenses.billCosts(
					PARTIES[step.party]!,
					open.map((each) => each.id)
				)
			);
			if (!draft) return;
			await books.save('draft', draft, { ...(await books.get('draft', draft)), seriesId: SERIES });
			return void (await unlessRefused(books.issue(draft)));
		}
		case 'make':
			return void (await unlessRefused(expenses.makeRecurring(PROFILE, step.through)));
		case 'skip':
			return void (await unlessRefused(expenses.skipRecurring(PROFILE, step.through)));
		case 'merge':
			return void (await unlessRefused(merge.merge(PARTIES[step.party]!, PARTIES[step.into]!, true)));
		case 'unmerge':
			return void (await unlessRefused(merge.unmerge(PARTIES[step.party]!)));
		case 'leave':
			return device.session.stop();
		case 'come':
			if (device.session.status.link === 'live') return;
			await device.reconnect();
			await device.session.settled();
	}
}

/** Money that went to suppliers is on bills or is credit, to the cent; nothing stands in a state that has no way to it. */
async function allIsExplained(hands: readonly Hand[]): Promise<void> {
	const [first] = hands as [Hand];
	for (const hand of hands) {
		expect(await view(hand)).toBe(await view(first));
		expect([...hand.device.raised]).toEqual([]);
		expect(await hand.device.workspace.verify()).toBeUndefined();
	}
	const payments: PaymentRow[] = (await first.books.list('payment')).rows;
	const rows: ExpenseRow[] = (await first.books.list('expense')).rows;
	const booked: ExpenseDetail[] = await Promise.all(rows.filter((row) => row.booked).map((row) => first.expenses.detail(row.id)));
	const given = payments.filter(({ reversed }) => !reversed).reduce((sum, { amount, credit }) => sum + amount - credit, 0n);
	const bills = booked.filter((each) => each.booked.expense.kind === 'bill' && !each.cancelled);
	expect(bills.reduce((sum, { payable, balance }) => sum + payable - balance, 0n)).toBe(given);
	const shown = (why: string) => {
		const refusals = first.device.workspace.refusals.filter(({ reason }) => reason === why);
		return new Set(refusals.map(({ recordId }) => recordId));
	};
	const [twice, cancelledBefore] = [shown('billed-twice'), shown('cost-cancelled')];
	for (const { id: cost, payable, paid, balance, status, cancelled, billed, booked: frozen } of booked) {
		if (cancelled) expect([status, paid, balance, billed !== undefined]).toEqual(['cancelled', 0n, 0n, cancelledBefore.has(cost)]);
		else if (frozen.expense.kind === 'expense') expect([status, balance]).toEqual(['paid', 0n]);
		else if (status === 'paid') expect(balance).toBe(payable < 0n ? balance : 0n);
	}
	// Every cost is on one standing invoice, but for those that two devices billed; these are shown.
	const invoices = (await first.books.list('document', { where: { issued: true } })).rows;
	const onInvoices = new Map<string, number>();
	for (const { id: invoice } of invoices)
		for (const { expense } of (await first.books.document(invoice)).document.content.lines)
			if (expense) onInvoices.set(expense.id, (onInvoices.get(expense.id) ?? 0) + 1);
	for (const [cost, times] of onInvoices) {
		expect(times === 1 || twice.has(cost)).toBe(true);
		expect((await first.expenses.detail(cost)).billed ?? (await first.expenses.detail(cost)).cancelled).toBeDefined();
	}
	// One record for a period, and no way round among parties.
	const periods = rows.map(({ id: row }) => row).filter((row) => [0, 1, 2, 3].some((period) => periodId(PROFILE, period) === row));
	expect(new Set(periods).size).toBe(periods.length);
	const known = new Set([
		'already-issued',
		'in-use',
		'already-merged',
		'billed-twice',
		'cost-cancelled',
		'nothing-to-reverse',
		'more-than-left',
		'more-than-open'
	]);
	for (const fine of ['source-reversed', 'other-client', 'no-source', 'not-issued', 'not-holder', 'number-used', 'chain-broken'])
		known.add(fine);
	expect(first.device.workspace.refusals.map(({ reason }) => reason).filter((reason) => !known.has(reason))).toEqual([]);
	const profile: RecurringExpense = await first.books.get('expense-profile', PROFILE);
	expect(profile.from).toBeLessThanOrEqual(4);
}

it(
	`in ${RUNS} stories every cent to suppliers is explained, nothing is booked, billed or made twice unseen, and both devices say the same`,
	{ timeout: 60_000 + RUNS * 60_000 },
	async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 90, size: 'max' }), async (steps) => {
				try {
					const { hands, meet } = await desk();
					for (const each of steps) await act(hands[each.who as 0 | 1], each);
					await meet();
					await allIsExplained(hands);
				} finally {
					await endAll();
				}
			}),
			{
				numRuns: RUNS,
				// A shorter story is a matter of minutes: whoever looks for one plays the printed path again.
				endOnFailure: process.env.STORY_PATH === undefined,
				...(process.env.STORY_PATH && { path: process.env.STORY_PATH })
			}
		);
	}
);
