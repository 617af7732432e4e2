/** The other side of generated books: suppliers, what was bought of them, what comes again, and what the bank says of it. */
import { lineId, statementId, type BankLine, type BankStatement } from '#lib/bank/line.ts';
import { encodeBankEvent, encodeLine, encodeStatement } from '#lib/bank/records.ts';
import { encodeFact } from '#lib/documents/records.ts';
import { booked } from '#lib/expenses/booking.ts';
import type { Expense } from '#lib/expenses/expense.ts';
import { bookedExpense, encodeExpenseEvent } from '#lib/expenses/records.ts';
import type { Party } from '#lib/parties/party.ts';
import { encodeJson } from '#lib/workspace/json.ts';
import { hashHex, type Transaction } from '#lib/workspace/transaction.ts';
import { aParty } from './books.ts';
import { aBill, aCost, aReceipt, aSupplierPayment } from './expenses.ts';
import { DAYS, generatedDate, generatedIdOf, generatedParty, type GeneratedItem } from './generated-books.ts';

const LINES_OF_A_STATEMENT = 50;

export const suppliersFor = (documents: number) => Math.max(2, Math.ceil(documents / 25));
export const supplierId = (n: number) => generatedIdOf('5d', n);

export function supplierOf(n: number): Party {
	return aParty({ ...generatedParty(n, 5), number: '', currency: 'CAD', roles: ['supplier'] });
}

/** As many expenses as there are invoices, half of them bills, and as many lines of statements. */
export function* generatedPurchases(documents: number): Generator<GeneratedItem> {
	for (let n = 0; n < suppliersFor(documents); n++) {
		const id = supplierId(n);
		yield { ids: [id], write: (transaction) => transaction.putLive('party', id, supplierOf(n)) };
	}
	for (let n = 0; n < documents; n++) yield purchase(n, documents);
	for (let n = 0; n < Math.ceil(documents / 50); n++) {
		const id = generatedIdOf('5a', n);
		const schedule = { unit: 'month', every: 1, start: '2026-12-31' } as const;
		const template = aBill({ supplierId: supplierId(n % suppliersFor(documents)), number: '', date: '', dueDate: '' });
		const profile = { title: `Rent ${n}`, template, schedule, from: 0, paused: n % 5 === 0 };
		yield { ids: [id], write: (transaction) => transaction.putLive('expense-profile', id, profile) };
	}
	for (let n = 0; n < Math.ceil(documents / LINES_OF_A_STATEMENT); n++) yield* statement(n);
}

/** One in ten is a draft; most bills are paid; one in fifty was cancelled. */
function purchase(n: number, documents: number): GeneratedItem {
	const [id, paymentId] = [generatedIdOf('5b', n), generatedIdOf('5c', n)];
	const supplier = (n * 7919) % suppliersFor(documents);
	const day = Math.floor((n / documents) * DAYS);
	const lines = [aCost({ description: `Material for case ${n}`, amount: (20 + ((n * 37) % 900)).toFixed(2) })];
	const dates = { date: generatedDate(day), tags: n % 7 === 0 ? ['studio'] : [] };
	const isBill = n % 2 === 0;
	const expense: Expense = isBill
		? aBill({ ...dates, supplierId: supplierId(supplier), number: `B-${n}`, dueDate: generatedDate(day + 30), lines })
		: aReceipt({ ...dates, lines });
	return {
		ids: [id, paymentId],
		async write(transaction) {
			await transaction.putLive('expense', id, expense);
			if (n % 10 === 9) return;
			await transaction.add('booked', id, 'put', encodeJson(booked(expense, isBill ? supplierOf(supplier) : undefined)));
			if (n % 50 === 48) {
				const event = { kind: 'cancelled', at: `${expense.date}T10:00:00.000Z`, reason: 'wrong' } as const;
				await transaction.add('expense-event', id, 'put', encodeExpenseEvent(event));
			} else if (isBill && n % 6 !== 0) await pay(transaction, id, paymentId, supplier, generatedDate(day + 20));
		}
	};
}

async function pay(transaction: Transaction, documentId: string, paymentId: string, supplier: number, date: string): Promise<void> {
	const amount = bookedExpense(await transaction.read(documentId))!.totals.payable;
	const payment = aSupplierPayment(supplierId(supplier), amount, { date, partyName: supplierOf(supplier).name });
	await transaction.add('payment', paymentId, 'put', encodeJson(payment));
	const fact = { kind: 'payment', documentId, paymentId, date, amount, method: payment.method } as const;
	await transaction.add('fact', documentId, 'put', encodeFact(fact));
}

/** One line in ten is set aside. */
function* statement(n: number): Generator<GeneratedItem> {
	const [account, date] = ['DE89370400440532013000', generatedDate(n * 7)];
	const said: BankStatement = {
		format: 'camt.053',
		account,
		bank: '',
		holder: '',
		currency: 'CAD',
		number: String(n),
		from: date,
		to: date,
		count: LINES_OF_A_STATEMENT
	};
	const id = statementId({ ...said, round: 0 }, hashHex);
	yield { ids: [id], write: (transaction) => transaction.add('bank-statement', id, 'put', encodeStatement(said)) };
	for (let at = 0; at < LINES_OF_A_STATEMENT; at++) {
		const line: BankLine = {
			date,
			amount: (((at * 131) % 900) - 400).toFixed(2),
			currency: 'CAD',
			bankReference: `B${n}-${at}`,
			name: generatedParty(at).name,
			counterAccount: '',
			text: `Transfer for case ${n}-${at}`,
			references: [`F2026-${at}`],
			account,
			statement: id,
			format: 'camt.053',
			copy: 0,
			round: 0
		};
		const record = lineId(line, hashHex);
		yield {
			ids: [record],
			async write(transaction) {
				await transaction.add('bank-line', record, 'put', encodeLine(line));
				const event = { kind: 'set-aside', at: `${date}T10:00:00.000Z` } as const;
				if (at % 10 === 0) await transaction.add('bank-event', record, 'put', encodeBankEvent(event));
			}
		};
	}
}
