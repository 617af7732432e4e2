/** Statements of banks, as a screen asks for them: each command is one read or one save. Loaded when first asked for. */
import type {
	BankAccountView,
	BankLineDetail,
	BankSummary,
	LineBookingView,
	ManualBooking,
	MatchWatch,
	StatementCheck,
	StatementInput
} from '../bank/api.ts';
import type { CsvLayout } from '../bank/formats/csv-layout.ts';
import type { BankLine } from '../bank/line.ts';
import type { Proposal } from '../bank/match/items.ts';
import { encodeBankEvent, statementOf } from '../bank/records.ts';
import type { BankLineRow, BankStatementRow } from '../bank/rows.ts';
import { hash16, utf8 } from '../crypto/derive.ts';
import type { AnyFact } from '../documents/facts.ts';
import { bookingsOn, readLine } from '../documents/line-booking.ts';
import { encodeFact } from '../documents/records.ts';
import { amount as money, amountString } from '../money/amount.ts';
import { currencyExponent } from '../money/currencies.ts';
import { divideRounded, pow10, shortDecimalString } from '../money/decimal.ts';
import type { Payment } from '../payments/payment.ts';
import { recordedPayment } from '../payments/records.ts';
import type { DocumentRow, ExpenseRow, PaymentRow } from '../worker-api.ts';
import { toHex } from '../workspace/bytes.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import { encodeJson } from '../workspace/json.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { checkStatement, importStatements, type Watch } from './bank-import.ts';
import { BankMatches } from './bank-matches.ts';
import type { BookCommands } from './book-commands.ts';
import { Refused } from './results.ts';

/** Lines erased in one save. */
const ERASED_AT_ONCE = 500;

export class BankCommands {
	readonly #workspace: Workspace;
	readonly #books: Pick<BookCommands, 'today' | 'business'>;
	readonly #matches: BankMatches;

	constructor(workspace: Workspace, books: Pick<BookCommands, 'today' | 'business'>) {
		this.#workspace = workspace;
		this.#books = books;
		this.#matches = new BankMatches(workspace);
	}

	/** The business's own, and those that statements came of. */
	async accounts(): Promise<BankAccountView[]> {
		const { value: business } = await this.#books.business();
		const found = new Map<string, BankAccountView>();
		for (const { label, iban, account, currency } of business.bankAccounts) {
			const number = (iban ?? account ?? '').replace(/[\s.-]/g, '').toUpperCase();
			if (number) found.set(number, { account: number, label, currency: currency ?? business.currency, through: '' });
		}
		for (const { account, currency, to } of this.#statements()) {
			const known = found.get(account) ?? { account, label: '', currency, through: '' };
			found.set(account, { ...known, through: to > known.through ? to : known.through });
		}
		return [...found.values()].sort((a, b) => (a.label || a.account).localeCompare(b.label || b.account, 'en'));
	}

	async layouts(): Promise<Map<string, CsvLayout>> {
		const found = new Map<string, CsvLayout>();
		const rows = this.#statements().filter(({ signature }) => signature !== '');
		for (const { id, signature } of rows.sort((a, b) => b.read - a.read)) {
			if (found.has(signature)) continue;
			const layout = statementOf(await this.#workspace.read(id))?.layout;
			if (layout) found.set(signature, layout.layout);
		}
		return found;
	}

	async check(inputs: readonly StatementInput[]): Promise<StatementCheck[]> {
		const checks: StatementCheck[] = [];
		for (const input of inputs) checks.push(await checkStatement(this.#workspace, input));
		return checks;
	}

	async import(inputs: readonly StatementInput[], watch?: Watch): Promise<{ taken: number }> {
		return { taken: await importStatements(this.#workspace, inputs, watch) };
	}

	async summary(): Promise<BankSummary> {
		const open = await this.#workspace.select('bank-line', { filters: { status: { anyOf: ['open', 'partly-booked'] } } }, '');
		const proposals = await this.#matches.all();
		return {
			open: open?.total ?? 0,
			sure: [...proposals.values()].filter(({ level }) => level === 'sure').length,
			unmatched: this.#matches.waiting
		};
	}

	async proposals(ids: readonly string[], watch?: MatchWatch): Promise<Proposal[]> {
		const all = await this.#matches.all({ first: ids, watch });
		return ids.flatMap((id) => all.get(id) ?? []);
	}

	async line(id: string): Promise<BankLineDetail> {
		const state = await this.#workspace.read(id);
		const line = readLine(state);
		const row = this.#workspace.list('bank-line').get(id) as BankLineRow | undefined;
		if (!state || !line || !row) throw new Refused({ code: 'not-found' });
		const bookings: LineBookingView[] = [];
		for (const { fact } of bookingsOn(state)) {
			const payment = this.#workspace.list('payment').get(fact.paymentId) as PaymentRow | undefined;
			const recorded = recordedPayment(await this.#workspace.read(fact.paymentId));
			bookings.push({
				paymentId: fact.paymentId,
				partyName: payment?.partyName ?? '',
				amount: fact.amount,
				date: fact.date,
				documents: payment?.documents ?? '',
				found: recorded?.line?.id !== id
			});
		}
		const proposal = (await this.#matches.all({ first: [id] })).get(id);
		const direction = row.amount < 0n ? 'out' : 'in';
		const payments = (await this.#matches.loosePayments())
			.filter((each) => row.left > 0n && each.direction === direction && each.currency === line.currency && each.amount === row.left)
			.slice(0, 20);
		return { id, line, status: row.status, left: row.left, bookings, payments, ...(proposal && { proposal }) };
	}

	async accept(proposal: Proposal): Promise<void> {
		const { currency } = (await this.#books.business()).value;
		await this.#workspace.save((transaction) => this.#book(transaction, proposal, currency), 'strict');
	}

	/** Each line is a save of its own: what another device was faster with is left, and nothing else with it. */
	async acceptSure(watch: (fraction: number) => unknown = () => undefined): Promise<{ booked: number; left: number }> {
		const { currency } = (await this.#books.business()).value;
		const sure = [...(await this.#matches.all()).values()].filter(({ level }) => level === 'sure');
		let booked = 0;
		for (const [index, proposal] of sure.entries()) {
			try {
				await this.#workspace.save(
					(transaction) => this.#book(transaction, proposal, currency),
					index === sure.length - 1 ? 'strict' : 'relaxed'
				);
				booked++;
			} catch (cause) {
				const isOvertaken = cause instanceof Refused || (cause instanceof WorkspaceError && cause.code === 'invalid');
				if (!isOvertaken) throw cause;
			}
			watch((index + 1) / sure.length);
		}
		return { booked, left: sure.length - booked };
	}

	async book(id: string, { kind, partyId, partyName, currency, amount, taken, rate, shares }: ManualBooking): Promise<void> {
		const base = (await this.#books.business()).value.currency;
		await this.#workspace.save(async (transaction) => {
			const { line, turn } = await openLine(transaction, id);
			// Where the bank's amounts do not say what it came to in the books, somebody has to.
			const isThird = currency !== line.currency && currency !== base && line.currency !== base;
			if (isThird && !rate?.exchangeRate) throw new Refused({ code: 'invalid', field: 'rate' });
			const payment: Payment = {
				...paymentOf(line, { kind, partyId, partyName, currency, amount }),
				line: { id, amount: taken },
				...(currency !== line.currency && { ...exchange({ currency, amount, taken }, line, base), ...rate })
			};
			await writePayment(transaction, id, turn, payment, shares);
		}, 'strict');
	}

	async find(id: string, paymentId: string): Promise<void> {
		await this.#workspace.save(async (transaction) => {
			const { line, turn } = await openLine(transaction, id);
			const payment = recordedPayment(await transaction.read(paymentId));
			if (!payment || payment.currency !== line.currency) throw new Refused({ code: 'not-found' });
			await writeFound(transaction, id, turn, paymentId, payment.amount);
		}, 'strict');
	}

	async free(id: string, paymentId: string, at: string, reason: string): Promise<void> {
		await this.#workspace.save(async (transaction) => {
			const state = await transaction.read(id);
			const booking = state && bookingsOn(state).find(({ fact }) => fact.paymentId === paymentId);
			if (!booking) throw new Refused({ code: 'not-found' });
			const isFound = recordedPayment(await transaction.read(paymentId))?.line?.id !== id;
			const fact: AnyFact = { kind: 'reversed', documentId: paymentId, factId: isFound ? booking.id : paymentId, at, reason };
			await transaction.add('fact', paymentId, 'put', encodeFact(fact));
		}, 'strict');
	}

	async setAside(ids: readonly string[], aside: boolean, at: string): Promise<void> {
		const body = encodeBankEvent({ kind: aside ? 'set-aside' : 'taken-up', at });
		await this.#workspace.save(async (transaction) => {
			for (const id of ids) await transaction.add('bank-event', id, 'put', body);
		}, 'strict');
	}

	async erase(id: string): Promise<{ kept: number }> {
		const today = await this.#books.today();
		const rows = (await this.#workspace.select('bank-line', { where: { statement: id } }, ''))?.rows(undefined) ?? [];
		const lines = rows as unknown as BankLineRow[];
		const free = lines.filter(({ payments }) => payments.length === 0).map((row) => row.id);
		const erase = (type: string, ids: readonly string[]) =>
			this.#workspace.save(async (transaction) => {
				for (const each of ids) {
					await transaction.remove(type, each, today);
					await transaction.erase(type, each, today);
				}
			}, 'strict');
		for (let from = 0; from < free.length; from += ERASED_AT_ONCE) await erase('bank-line', free.slice(from, from + ERASED_AT_ONCE));
		const kept = lines.length - free.length;
		if (kept === 0) await erase('bank-statement', [id]);
		// Dictionaries of lists could still hold words of what was erased.
		await this.#workspace.makeListsAgain();
		return { kept };
	}

	async #book(transaction: Transaction, proposal: Proposal, base: string): Promise<void> {
		const { lineId: id, partyId, partyName, currency, paymentId } = proposal;
		const { line, turn } = await openLine(transaction, id);
		const taken = amountString(money(line.currency, proposal.taken));
		if (paymentId) return writeFound(transaction, id, turn, paymentId, taken);
		// Books take more than is open, since it may have been paid twice; a proposal that was made before the first does not.
		if (proposal.shares.some((share) => this.#openOn(share.id) < share.amount))
			throw new Refused({ code: 'invalid', field: 'line', detail: 'more-than-open' });
		const amount = amountString(money(currency, proposal.amount));
		const kind = line.amount.startsWith('-') ? 'supplier-payment' : 'payment';
		const payment: Payment = {
			...paymentOf(line, { kind, partyId, partyName, currency, amount }),
			line: { id, amount: taken },
			...(currency !== line.currency && exchange({ currency, amount, taken }, line, base))
		};
		const shares = proposal.shares.map((share) => ({ id: share.id, amount: amountString(money(currency, share.amount)) }));
		await writePayment(transaction, id, turn, payment, shares);
	}

	#openOn(id: string): bigint {
		const row = (this.#workspace.list('document').get(id) ?? this.#workspace.list('expense').get(id)) as
			DocumentRow | ExpenseRow | undefined;
		return row?.balance ?? 0n;
	}

	#statements(): BankStatementRow[] {
		return [...this.#workspace.list('bank-statement').values()] as BankStatementRow[];
	}
}

async function openLine(transaction: Transaction, id: string): Promise<{ line: BankLine; turn: number }> {
	const state = await transaction.read(id);
	const line = readLine(state);
	if (!state || !line) throw new Refused({ code: 'not-found' });
	return { line, turn: state.facts.filter(({ body }) => (body as { kind: string }).kind === 'booked').length };
}

function paymentOf(line: BankLine, rest: Pick<Payment, 'kind' | 'partyId' | 'partyName' | 'currency' | 'amount'>): Omit<Payment, 'line'> {
	const reference = [line.text, ...line.references].find((each) => each !== '') ?? '';
	return { ...rest, date: line.date, method: 'transfer', ...(reference && { reference: reference.slice(0, REFERENCE) }) };
}

const REFERENCE = 200;

/** What the bank exchanged it at, where the account is in the currency of the books. */
function exchange(
	{ currency, amount, taken }: { currency: string; amount: string; taken: string },
	line: BankLine,
	base: string
): Pick<Payment, 'exchangeRate' | 'exchangeRateDate' | 'baseCurrency'> {
	if (line.currency !== base) return {};
	const [paid, worth] = [digits(amount), digits(taken)];
	if (paid === 0n) return {};
	const scale = 10;
	const rate = divideRounded(worth * pow10(scale + currencyExponent(currency)), paid * pow10(currencyExponent(base)));
	return { exchangeRate: shortDecimalString({ digits: rate, scale }), exchangeRateDate: line.date, baseCurrency: base };
}

/** Of an amount with all its decimals. */
function digits(amount: string): bigint {
	return BigInt(amount.replace('.', ''));
}

/**
 * [Note: booked twice] Ids follow from the line, from how often it was booked before, and from what is written: two devices that accept the same write
 * the same operations, which count once; two that book a line differently make one payment, and the second is refused and shown.
 */
async function writePayment(
	transaction: Transaction,
	lineId: string,
	turn: number,
	payment: Payment,
	shares: readonly { id: string; amount: string }[]
): Promise<void> {
	const id = toHex(hash16('wb1/line-payment', utf8(`${lineId}/${turn}`)));
	const body = encodeJson(payment);
	await transaction.add('payment', id, 'put', body, operationId(id, turn, body));
	for (const { id: documentId, amount } of shares) {
		const { date, method, reference } = payment;
		const fact: AnyFact = { kind: 'payment', documentId, paymentId: id, date, amount, method, ...(reference && { reference }) };
		const said = encodeFact(fact);
		await transaction.add('fact', documentId, 'put', said, operationId(documentId, turn, said));
	}
}

async function writeFound(transaction: Transaction, lineId: string, turn: number, paymentId: string, amount: string): Promise<void> {
	const said = encodeFact({ kind: 'on-line', documentId: paymentId, line: lineId, amount });
	await transaction.add('fact', paymentId, 'put', said, operationId(paymentId, turn, said));
}

function operationId(record: string, turn: number, body: Uint8Array): Uint8Array {
	return hash16('wb1/line-operation', utf8(`${record}/${turn}/`), body);
}
