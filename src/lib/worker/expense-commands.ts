/** Expenses and bills, as a screen asks for them: each command is one read or one save. */
import { addDays } from '../documents/dates.ts';
import { defaultsFor, newDraft, withDefaults } from '../documents/defaults.ts';
import type { DocumentContent } from '../documents/document.ts';
import { partId } from '../documents/ids.ts';
import { inOrder, orderBetween } from '../documents/order.ts';
import type { Billable, DueRecurring, ExpenseDetail } from '../expenses/api.ts';
import { bookFindings, booked } from '../expenses/booking.ts';
import { withoutRate } from '../expenses/expense-rules.ts';
import type { Expense, ExpenseEvent, Receipt, RecurringExpense } from '../expenses/expense.ts';
import { billableOf, rebillLines } from '../expenses/rebill.ts';
import { bookedExpense, encodeExpenseEvent, statedOf } from '../expenses/records.ts';
import { expenseStanding } from '../expenses/status.ts';
import { partyOf } from '../parties/merged.ts';
import type { Party } from '../parties/party.ts';
import { newId16 } from '../crypto/random.ts';
import { periodId } from '../recurring/period-id.ts';
import { duePeriods } from '../recurring/schedule.ts';
import type { RecurringRow } from '../worker-api.ts';
import { toHex } from '../workspace/bytes.ts';
import { encodeJson } from '../workspace/json.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { BookCommands } from './book-commands.ts';
import { Refused } from './results.ts';

/** Drafts made in one save. */
const AT_ONCE = 200;

export class ExpenseCommands {
	readonly #workspace: Workspace;
	readonly #books: Pick<BookCommands, 'today' | 'business' | 'list'>;

	constructor(workspace: Workspace, books: Pick<BookCommands, 'today' | 'business' | 'list'>) {
		this.#workspace = workspace;
		this.#books = books;
	}

	async book(id: string): Promise<ExpenseDetail> {
		const today = await this.#books.today();
		const { value: business } = await this.#books.business();
		await this.#workspace.save(async (transaction, ledger) => {
			const draft = await transaction.live<Expense>('expense', id);
			if (!draft) throw new Refused({ code: 'not-found' });
			const supplierId = draft.supplierId && partyOf(ledger, draft.supplierId);
			const supplier = supplierId ? await transaction.live<Party>('party', supplierId) : undefined;
			const expense: Expense = { ...draft, ...(supplierId && { supplierId }) };
			const wrong = bookFindings(expense, { supplier, today, baseCurrency: business.currency }).find(({ level }) => level === 'error');
			if (wrong) throw new Refused({ code: 'invalid', field: wrong.field, detail: wrong.message });
			await transaction.add('booked', id, 'put', encodeJson(booked(expense, supplier)));
		}, 'strict');
		return this.detail(id);
	}

	async detail(id: string): Promise<ExpenseDetail> {
		const state = await this.#workspace.read(id);
		const found = bookedExpense(state);
		if (!state || !found) throw new Refused({ code: 'not-found' });
		const facts = statedOf(state);
		return { id, booked: found, facts, ...expenseStanding(found, facts, await this.#books.today()) };
	}

	addReceipts(id: string, receipts: Receipt[]): Promise<ExpenseDetail> {
		return this.#say(id, { kind: 'attached', receipts });
	}

	cancel(id: string, reason: string): Promise<ExpenseDetail> {
		return this.#say(id, { kind: 'cancelled', at: now(), reason });
	}

	/** One save: there is never neither of them. */
	async correct(id: string, reason: string): Promise<string> {
		const next = toHex(newId16());
		await this.#workspace.save(async (transaction) => {
			const state = await transaction.read(id);
			const found = bookedExpense(state);
			if (!state || !found) throw new Refused({ code: 'not-found' });
			const { receipts } = expenseStanding(found, statedOf(state), '');
			const event: ExpenseEvent = { kind: 'cancelled', at: now(), reason, replacedBy: next };
			await transaction.add('expense-event', id, 'put', encodeExpenseEvent(event));
			await transaction.putLive('expense', next, { ...found.expense, receipts });
		}, 'strict');
		return next;
	}

	async billAgain(id: string, reason: string): Promise<ExpenseDetail> {
		const { billed } = await this.detail(id);
		if (!billed) throw new Refused({ code: 'invalid', field: 'expense', detail: 'nothing-to-reverse' });
		return this.#say(id, { kind: 'unbilled', documentId: billed.documentId, at: now(), reason });
	}

	/** Oldest first. */
	async billables(clientId: string): Promise<Billable[]> {
		const page = await this.#books.list('expense', { where: { rebill: 'open', clientId }, sort: { by: 'date' } });
		const found: Billable[] = [];
		for (const { id } of page.rows) {
			const each = bookedExpense(await this.#workspace.read(id));
			if (each) found.push(billableOf(id, each));
		}
		return found;
	}

	async billCosts(clientId: string, expenseIds: readonly string[], draftId?: string): Promise<string> {
		const today = await this.#books.today();
		const { value: business } = await this.#books.business();
		const id = draftId ?? toHex(newId16());
		await this.#workspace.save(async (transaction, ledger) => {
			const client = partyOf(ledger, clientId);
			const party = await transaction.live<Party>('party', client);
			const known = draftId ? await transaction.live<DocumentContent>('draft', draftId) : undefined;
			if (!party || (draftId && !known)) throw new Refused({ code: 'not-found' });
			const defaults = defaultsFor(business, party);
			const draft = known ?? { ...withDefaults(newDraft(business, today), defaultsFor(business), defaults), partyId: client };
			const lines = [...draft.lines];
			for (const expenseId of expenseIds) {
				const cost = bookedExpense(await transaction.read(expenseId));
				if (!cost || lines.some(({ expense }) => expense?.id === expenseId)) continue;
				const target = { currency: draft.currency, prices: draft.prices, taxes: defaults.taxes };
				const added = rebillLines(billableOf(expenseId, cost), target, partId);
				if (!added) throw new Refused({ code: 'invalid', field: 'currency', detail: 'other-currency' });
				for (const line of added) lines.push({ ...line, order: orderBetween(inOrder(lines).at(-1)?.order, undefined) });
			}
			await transaction.putLive('draft', id, { ...draft, lines });
		});
		return id;
	}

	async due(): Promise<DueRecurring[]> {
		const today = await this.#books.today();
		const due: DueRecurring[] = [];
		for (const { id: profileId, paused } of this.#workspace.list('expense-profile').values() as Iterable<RecurringRow>) {
			const profile = paused ? undefined : await this.#workspace.live<RecurringExpense>('expense-profile', profileId);
			if (!profile) continue;
			const periods: DueRecurring['periods'] = [];
			for (const each of duePeriods(profile.schedule, today, profile.from, AT_ONCE))
				if (!(await this.#workspace.read(periodId(profileId, each.period)))) periods.push(each);
			if (periods.length > 0) due.push({ profileId, title: profile.title, periods });
		}
		return due.sort((a, b) => (a.periods[0]!.date < b.periods[0]!.date ? -1 : 1));
	}

	async makeRecurring(profileId: string, through: number): Promise<number> {
		const today = await this.#books.today();
		return this.#workspace.save(async (transaction) => {
			const profile = await profileIn(transaction, profileId);
			let made = 0;
			for (const { period, date } of duePeriods(profile.schedule, today, profile.from, AT_ONCE)) {
				if (period > through) break;
				const id = periodId(profileId, period);
				// Whatever became of it: a draft that was deleted was made.
				if (await transaction.read(id)) continue;
				const { recurring: _, ...template } = withoutRate(profile.template);
				const dueDate = template.kind === 'bill' && profile.dueDays !== undefined ? addDays(date, profile.dueDays) : '';
				const expense: Expense = { ...template, date, dueDate, number: '', receipts: [], recurring: { profileId, period } };
				await transaction.makeLive('expense', id, expense);
				made++;
			}
			await goOn(transaction, profileId, profile, through, today);
			return made;
		});
	}

	async skipRecurring(profileId: string, through: number): Promise<void> {
		const today = await this.#books.today();
		await this.#workspace.save(async (transaction) =>
			goOn(transaction, profileId, await profileIn(transaction, profileId), through, today)
		);
	}

	async #say(id: string, event: ExpenseEvent): Promise<ExpenseDetail> {
		await this.#workspace.save((transaction) => transaction.add('expense-event', id, 'put', encodeExpenseEvent(event)), 'strict');
		return this.detail(id);
	}
}

async function profileIn(transaction: Transaction, id: string): Promise<RecurringExpense> {
	const profile = await transaction.live<RecurringExpense>('expense-profile', id);
	if (!profile) throw new Refused({ code: 'not-found' });
	return profile;
}

/** What has not come yet is not left out. */
async function goOn(transaction: Transaction, id: string, profile: RecurringExpense, through: number, today: string): Promise<void> {
	const last = duePeriods(profile.schedule, today, profile.from, AT_ONCE).findLast(({ period }) => period <= through);
	if (last) await transaction.putLive('expense-profile', id, { ...profile, from: last.period + 1 });
}

function now(): string {
	return new Date().toISOString();
}
