/**
 * bank@N gives, for a statement of five times N lines on books of N invoices of which none is paid: bank.take-in, bank.match (until the first answer
 * that says what each line probably pays) and bank.accept (one proposal taken, and what that makes of the others), and of each the longest wait of
 * another call, since one worker answers all. The reference of the first three is reading all rows of what they are about; of a wait, it is the
 * longest of as many of the same calls while nothing else is done.
 */
import type { Page } from '@playwright/test';
import { generatedId } from '../support/generated-books.ts';
import { withBooks, type Bench } from './books.ts';
import type { Benchmark, Row } from './measure.ts';

const LINES_A_DOCUMENT = 5;

interface Took {
	milliseconds: number;
	/** Of the calls made meanwhile. */
	waits: number[];
	/** The same calls afterwards. */
	idle: number[];
}
interface Measured {
	reading: { documents: number; lines: number };
	takeIn: Took;
	match: Took;
	accept: Took;
	open: number;
	sure: number;
}

function measureIn(page: Page, documents: number): Promise<Measured> {
	return page.evaluate(
		async ([count, lineCount, someDocument]) => {
			const { books } = globalThis as unknown as Bench;
			const value = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
				if (!result.ok) throw new Error(result.error.code);
				return result.value;
			};
			const call = async () => {
				const begun = performance.now();
				value(await books.document(someDocument));
				return performance.now() - begun;
			};
			const timed = async (work: () => Promise<unknown>): Promise<Took> => {
				const begun = performance.now();
				let milliseconds = 0;
				const done = work().then(() => (milliseconds = performance.now() - begun));
				const waits: number[] = [];
				while (milliseconds === 0) waits.push(await call());
				await done;
				const idle: number[] = [];
				while (idle.length < waits.length) idle.push(await call());
				return { milliseconds, waits, idle };
			};
			const read = async (type: 'document' | 'bank-line', limit: number) => {
				const begun = performance.now();
				const { rows } = value(await books.list(type, { limit }));
				return { rows, milliseconds: performance.now() - begun };
			};
			const invoices = await read('document', count);
			const issued = (invoices.rows as { number: string; partyName: string; balance: bigint; currency: string }[]).filter(
				({ number }) => number !== ''
			);
			/** One line in five names number and amount of an invoice, one amount and client; the others say something else, as most on an account do. */
			const lines = Array.from({ length: lineCount }, (_, n) => {
				const { number, partyName, balance, currency } = issued[Math.floor(n / 5) % issued.length]!;
				const paid = `${balance / 100n}.${String(balance % 100n).padStart(2, '0')}`;
				const [amount, name, text] =
					n % 5 === 0
						? [paid, '', `Payment of ${number}, thank you`]
						: n % 5 === 1
							? [paid, partyName, 'Invoice']
							: [`${n % 2 ? '-' : ''}${10 + (n % 990)}.${String(n % 100).padStart(2, '0')}`, `Someone ${n % 700}`, `Order ${n * 31}`];
				const date = new Date(Date.UTC(2026, 9, 1) + (n % 28) * 86_400_000).toISOString().slice(0, 10);
				return { date, amount, currency, bankReference: `R${n}`, name, counterAccount: `DE${n % 900}`, text, references: [] };
			});
			const account = 'DE89370400440532013000';
			const said = {
				format: 'camt.053',
				account,
				bank: '',
				holder: '',
				currency: 'CAD',
				number: '1',
				from: '2026-10-01',
				to: '2026-10-28'
			} as const;
			const inputs = [{ statement: { ...said, lines }, skipTwins: true, onlyIn: false }];
			const takeIn = await timed(async () => {
				value(await books.checkStatements(inputs));
				value(await books.importStatements(inputs));
			});
			const all = await read('bank-line', lineCount);
			let summary = { open: 0, sure: 0 };
			const match = await timed(async () => (summary = value(await books.bankSummary())));
			const ids = all.rows.slice(0, 50).map(({ id }) => id);
			const accept = await timed(async () => {
				const [proposal] = value(await books.bankProposals(ids));
				value(await books.acceptProposal(proposal!));
				value(await books.bankProposals(ids));
			});
			const reading = { documents: invoices.milliseconds, lines: all.milliseconds };
			return { reading, takeIn, match, accept, ...summary };
		},
		[documents, documents * LINES_A_DOCUMENT, generatedId.document(0)] as const
	);
}

async function measure(documents: number): Promise<Row[]> {
	const { reading, takeIn, match, accept, open, sure } = await withBooks(documents, ({ page }) => measureIn(page, documents), 'open');
	const lines = documents * LINES_A_DOCUMENT;
	const rowsOf = (name: string, { milliseconds, waits, idle }: Took, note: string): Row[] => {
		const [longest, usual] = [Math.max(...waits), Math.max(...idle)];
		const about = { unit: 'ms', n: documents };
		const read = { reference: 'reading all rows they are about', referenceValue: reading.documents + reading.lines };
		return [
			{ ...about, ...read, name: `bank.${name}@${documents}`, value: milliseconds, ratio: milliseconds / read.referenceValue, note },
			{
				...about,
				name: `bank.${name}/wait@${documents}`,
				value: longest,
				reference: 'the same calls while nothing else is done',
				referenceValue: usual,
				ratio: longest / usual,
				note: `longest of ${waits.length} calls`
			}
		];
	};
	return [
		...rowsOf('take-in', takeIn, `${lines} lines`),
		...rowsOf('match', match, `${open} lines open, ${sure} sure`),
		...rowsOf('accept', accept, 'one proposal, in one go')
	];
}

export const benchmarks: Benchmark[] = [1000, 10_000].map((n) => ({ name: `bank@${n}`, run: () => measure(n) }));
