/** What the bank says of the last weeks in the sample books: money that came for invoices, a bill, and what nobody wrote a paper for. */
import { lineId, statementId, type BankStatement } from '../bank/line.ts';
import { encodeLine, encodeStatement } from '../bank/records.ts';
import { addDays } from '../documents/dates.ts';
import type { IssuedDocument } from '../documents/document.ts';
import type { DeskSketch, StatementLine } from '../documents/sample/desk/desk.ts';
import { amount, amountString, negate, parseAmount, subtract, sum, type Amount } from '../money/amount.ts';
import { hashHex } from '../workspace/transaction.ts';
import type { SampleIssued, SampleWriting } from './sample-writing.ts';

export async function writeSampleStatement(
	{ transaction, business, parties, today }: SampleWriting,
	{ statement: { bank, opening, lines }, purchases }: DeskSketch,
	deposit: IssuedDocument,
	invoices: readonly SampleIssued[]
): Promise<void> {
	const { currency } = business;
	const own = business.bankAccounts[0]!;
	const account = (own.iban ?? own.account ?? '').replace(/[\s.-]/g, '').toUpperCase();
	const read = lines.map((line) => {
		const { name, text, value } = said(line);
		const date = addDays(today, -line.daysAgo);
		return { date, amount: amountString(value), currency, bankReference: '', name, counterAccount: '', text, references: [] };
	});
	const moved = sum(
		currency,
		read.map((line) => exact(currency, line.amount))
	);
	const [from, to] = [read[0]!.date, read.at(-1)!.date];
	const closing = amountString(amount(currency, exact(currency, opening).minor + moved.minor));
	const heading = { format: 'camt.053', account, bank, holder: own.holder ?? '', currency, number: to.slice(0, 7), from, to } as const;
	const statement: BankStatement = {
		...heading,
		opening: { date: from, amount: opening },
		closing: { date: to, amount: closing },
		count: read.length
	};
	const id = statementId({ ...statement, round: 0 }, hashHex);
	await transaction.add('bank-statement', id, 'put', encodeStatement(statement));
	for (const each of read) {
		const line = { ...each, account, statement: id, format: statement.format, copy: 0, round: 0 };
		await transaction.add('bank-line', lineId(line, hashHex), 'put', encodeLine(line));
	}

	function said(line: StatementLine): { name: string; text: string; value: Amount } {
		if ('amount' in line) return { name: line.name, text: line.says, value: exact(currency, line.amount) };
		if ('bill' in line) {
			const bill = purchases.find(({ kind }) => kind === 'bill')!;
			const name = parties.get(bill.supplier)!.name;
			return { name, text: line.says.replace('{number}', bill.number), value: negate(exact(currency, bill.amount)) };
		}
		const { document, payments } = 'deposit' in line ? { document: deposit, payments: [] } : invoices.at(-1 - line.invoice)!;
		const had = sum(
			currency,
			payments.map((each) => exact(currency, each))
		);
		const value = subtract(exact(currency, document.totals.payable), had);
		return { name: document.buyer.name, text: line.says.replace('{number}', document.number), value };
	}
}

function exact(currency: string, text: string): Amount {
	const read = parseAmount(currency, text);
	if (!read.ok) throw new TypeError(`no amount: ${text}`);
	return read.value;
}
