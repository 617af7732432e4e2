import { afterEach, expect, it } from 'vitest';
import { generatedBooks, generatedId, payGenerated, writeGenerated } from '../../../tests/support/generated-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { issuedDocument } from '../documents/records.ts';
import type { ReadLine } from '../bank/statement.ts';
import type { DocumentRow } from '../worker-api.ts';
import { amount, amountString } from '../money/amount.ts';
import { toHex } from '../workspace/bytes.ts';
import { saveInBulk } from '../workspace/bulk.ts';
import { BankCommands } from './bank-commands.ts';
import { BankMatches } from './bank-matches.ts';
import { BookCommands } from './book-commands.ts';

const INVOICES = 40;
let device: TestWorkspace;
afterEach(() => device?.end());

/** Invoices nobody has paid, and a statement on which each of them is paid by its number, once among so many other lines. */
async function desk(linesAnInvoice: number) {
	device = await foundOnFile();
	const workspace = await device.open();
	const ids = ({ ids }: { ids: string[] }) => ids;
	await saveInBulk(workspace, generatedBooks({ documents: INVOICES, open: true }), writeGenerated, { ids });
	const books = new BookCommands(workspace, device.home, toHex(device.founded.wsId));
	const bank = new BankCommands(workspace, books);
	const invoices = [...(workspace.list('document') as ReadonlyMap<string, DocumentRow>).values()].filter(({ issued }) => issued);
	const lines = invoices.flatMap(({ number, currency, balance }, at): ReadLine[] =>
		Array.from({ length: linesAnInvoice }, (_, n) => ({
			...{ date: `2026-10-${String(1 + (n % 28)).padStart(2, '0')}`, currency, bankReference: `${at}-${n}`, name: '', counterAccount: '' },
			...(n === 0
				? { amount: amountString(amount(currency, balance)), text: `Payment of ${number}` }
				: { amount: `-${n}.00`, text: `Card ${n}` }),
			references: []
		}))
	);
	const said = { format: 'camt.053', account: 'DE89370400440532013000', currency: 'CAD', number: '1' } as const;
	const statement = { ...said, bank: '', holder: '', from: '2026-10-01', to: '2026-10-28', lines };
	await bank.import([{ statement, skipTwins: false, onlyIn: false }]);
	return { workspace, books, bank, invoices, lines };
}

it('other calls are answered while lines are matched', async () => {
	const { books, bank, invoices } = await desk(30);
	let isMatched = false;
	const matched = bank.summary().finally(() => (isMatched = true));
	let answered = 0;
	while (!isMatched) {
		await books.document(generatedId.document(0));
		if (!isMatched) answered++;
		// As the next message to the worker would.
		await new Promise((resolve) => setTimeout(resolve));
	}
	expect((await matched).sure).toBe(invoices.length);
	expect(answered).toBeGreaterThan(1);
});

it('others may have their turn after each row that is taken over, also when many have changed at once', async () => {
	const { workspace, invoices, lines } = await desk(2);
	let turns = 0;
	const matches = new BankMatches(workspace, async () => void turns++);
	const turnsOf = async (work: Promise<unknown>) => {
		turns = 0;
		await work;
		return turns;
	};
	expect(await turnsOf(matches.loosePayments())).toBeGreaterThanOrEqual(invoices.length + lines.length);
	// Taken over already: what is left is to work each out.
	expect(await turnsOf(matches.all())).toBeGreaterThanOrEqual(lines.length);
	expect([...(await matches.all()).values()].filter(({ level }) => level === 'sure')).toHaveLength(invoices.length);
	await workspace.save(async (transaction) => {
		for (const [n, { id }] of invoices.entries()) {
			const document = issuedDocument((await transaction.read(id))!)!;
			const paid = { date: '2026-10-30', amount: document.totals.payable, method: 'cash' } as const;
			await payGenerated(transaction, id, document, generatedId.payment(n, 0), paid);
		}
	});
	// Each invoice and its payment.
	expect(await turnsOf(matches.loosePayments())).toBeGreaterThanOrEqual(2 * invoices.length);
	expect([...(await matches.all()).values()].flatMap(({ shares }) => shares)).toEqual([]);
});
