/** A client's statement as a file, read back by its layout. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { AccountDocument, AccountMove, AccountPayment, ClientAccount } from '../../payments/account.ts';
import { activityBetween, outstandingOn } from '../../payments/statement.ts';
import type { StatementDocument } from '../../payments/statement-document.ts';
import { issued, content, line } from './fixtures.ts';
import { labelsFor } from './labels/labels.ts';
import { statementLabelsFor } from './labels/statement.ts';
import { layoutStatement } from './layout.ts';
import { documentMetrics } from './metrics.ts';
import type { PageLayout, TextRun } from './page.ts';
import { renderStatement } from './render-pdf.ts';
import { readTrueType } from './ttf.ts';

const DAY = '2026-11-21';
const { seller, buyer } = issued(content([line('Page', '1', '100')]));

function invoice(at: number, issueDate: string, dueDate: string, owed: bigint): AccountDocument {
	return { id: `f${at}`, type: 'invoice', number: `F2026-${String(at).padStart(4, '0')}`, issueDate, dueDate, currency: 'CAD', owed };
}
const paid = (id: string, date: string, amount: bigint): AccountPayment => ({
	id,
	kind: 'payment',
	date,
	currency: 'CAD',
	amount,
	method: 'transfer',
	reference: 'VIR 88213'
});
const share = (from: string, to: string, date: string, amount: bigint): AccountMove => ({
	kind: 'share',
	from,
	to,
	date,
	currency: 'CAD',
	amount
});

const account: ClientAccount = {
	documents: [
		invoice(1, '2026-07-02', '2026-08-01', 125_000n),
		invoice(2, '2026-08-20', '2026-09-19', 482_350n),
		invoice(3, '2026-09-28', '2026-10-28', 99_900n),
		invoice(4, '2026-11-02', '2026-12-02', 1_240_075n),
		{ ...invoice(5, '2026-11-05', '', 20_000n), id: 'c1', type: 'credit-note', number: 'C2026-0001', owed: -20_000n }
	],
	payments: [paid('p1', '2026-08-03', 100_000n), paid('p2', '2026-10-05', 500_000n)],
	moves: [share('p1', 'f1', '2026-08-03', 100_000n), share('p2', 'f2', '2026-10-05', 482_350n)]
};

function outstandingStatement(books: ClientAccount, changes: Partial<StatementDocument> = {}): StatementDocument {
	const outstanding = outstandingOn(books, 'CAD', DAY);
	return { language: 'fr-CA', date: DAY, seller, buyer, content: { kind: 'outstanding', outstanding }, ...changes };
}
function activityStatement(books: ClientAccount, from = '2026-08-01'): StatementDocument {
	const statement = outstandingStatement(books);
	const { outstanding } = statement.content;
	return { ...statement, content: { kind: 'activity', activity: activityBetween(books, 'CAD', from, DAY), outstanding } };
}
const layout = (statement: StatementDocument) =>
	layoutStatement(statement, documentMetrics, labelsFor(statement.language), statementLabelsFor(statement.language));
const runs = ({ pages }: PageLayout) => pages.flat().filter((part): part is TextRun => part.kind === 'text');
const texts = (pages: PageLayout, role: string) =>
	runs(pages)
		.filter((run) => run.role === role)
		.map(({ text }) => text.replace(/[\u00a0\u202f]/g, ' '));

function many(count: number): ClientAccount {
	const documents = Array.from({ length: count }, (_, at) => {
		const month = String(1 + (at % 10)).padStart(2, '0');
		return invoice(at + 1, `2026-${month}-03`, `2026-${month}-28`, BigInt(10_000 + at * 137));
	});
	return { documents, payments: [], moves: [] };
}

describe('a statement of what is open', () => {
	test('says each document, how late it is, the credits and what is due', () => {
		const page = layout(outstandingStatement(account));
		expect(texts(page, 'title')).toEqual(['Relevé de compte']);
		expect(texts(page, 'buyer.name')).toEqual([buyer.name]);
		expect(texts(page, 'ledger.number')).toEqual(['Facture F2026-0001', 'Facture F2026-0003', 'Facture F2026-0004']);
		expect(texts(page, 'ledger.open')).toEqual(['250,00', '999,00', '12 400,75']);
		expect(texts(page, 'ledger.settled')).toEqual(['1 000,00']);
		expect(texts(page, 'ledger.due.detail')).toEqual(['112 jours de retard', '24 jours de retard']);
		expect(texts(page, 'sum.name')).toEqual(['Total ouvert', 'Crédit sur C2026-0001', 'Crédit du 5 octobre 2026']);
		expect(texts(page, 'sum')).toEqual(['13 649,75', '−200,00', '−176,50']);
		expect(texts(page, 'due').at(-1)).toBe('13 273,25 $');
		expect(texts(page, 'ageing')).toEqual(['12 400,75', '999,00', '0,00', '0,00', '250,00']);
	});

	test('of a client in credit says in whose favour it is, and asks for no payment', () => {
		const page = layout(outstandingStatement({ documents: [], payments: [paid('p', '2026-11-01', 5_000n)], moves: [] }));
		expect(texts(page, 'due.name')).toEqual(['Solde en votre faveur']);
		expect(texts(page, 'due').at(-1)).toBe('50,00 $');
		expect(texts(page, 'payment.caption')).toEqual([]);
		expect(texts(page, 'nothing')).toEqual(['Rien n’est ouvert. Merci.']);
	});
});

test('a statement of activity opens, runs and closes', () => {
	const page = layout(activityStatement(account));
	expect(texts(page, 'ledger.what')).toEqual([
		'Solde d’ouverture',
		'Paiement, virement, VIR 88213',
		'Facture F2026-0002',
		'Facture F2026-0003',
		'Paiement, virement, VIR 88213',
		'Facture F2026-0004',
		'Avoir C2026-0001',
		'Solde de clôture'
	]);
	expect(texts(page, 'ledger.balance')).toEqual([
		'1 250,00',
		'250,00',
		'5 073,50',
		'6 072,50',
		'1 072,50',
		'13 473,25',
		'13 273,25',
		'13 273,25'
	]);
});

test('every text stays on its page and in its column, however long names and figures are', () => {
	const long = 'Société coopérative de développement des métiers du livre et de l’édition indépendante de la Montérégie '.repeat(3).trim();
	const books = many(140);
	books.documents[3] = {
		...books.documents[3]!,
		number: 'F-2026-KUNDENNUMMER-00000000000000000000000000000004',
		owed: 99_999_999_999_999n
	};
	for (const paper of ['A4', 'Letter'] as const) {
		for (const language of ['fr-CA', 'de', 'es', 'en', 'ja']) {
			const changes = { language, seller: { ...seller, paper, name: long }, buyer: { ...buyer, name: long } };
			for (const statement of [outstandingStatement(books, changes), { ...activityStatement(books, '2026-01-01'), ...changes }]) {
				const made = layout(statement);
				expect(made.pages.length).toBeGreaterThan(2);
				for (const page of made.pages) {
					const heads = page.filter((part) => part.kind === 'text' && part.role === 'table.head');
					if (page.some((part) => part.kind === 'text' && part.role.startsWith('ledger.'))) expect(heads.length).toBeGreaterThan(4);
					for (const part of page) {
						if (part.kind !== 'text') continue;
						expect(part.x).toBeGreaterThanOrEqual(50);
						expect(part.x + part.width).toBeLessThanOrEqual(made.width - 50);
						expect(part.y).toBeLessThan(made.height - 20);
					}
				}
				const balances = runs(made).filter(({ role }) => role === 'ledger.open' || role === 'ledger.balance');
				expect(balances.length).toBeGreaterThanOrEqual(140);
			}
		}
	}
});

test('the same statement gives the same file', async () => {
	const font = async (style: string) =>
		readTrueType(new Uint8Array(await readFile(new URL(`./fonts/WaxbillDocument-${style}.ttf`, import.meta.url))));
	const fonts = { regular: await font('Regular'), semibold: await font('Semibold') };
	const first = renderStatement(outstandingStatement(account), fonts);
	expect(Buffer.compare(renderStatement(structuredClone(outstandingStatement(account)), fonts), first)).toBe(0);
	if (process.env.STATEMENT_OUT) {
		const { writeFileSync } = await import('node:fs');
		writeFileSync(`${process.env.STATEMENT_OUT}/open.pdf`, first);
		writeFileSync(`${process.env.STATEMENT_OUT}/activity.pdf`, renderStatement(activityStatement(account), fonts));
		const long = 'Société coopérative de développement des métiers du livre et de l’édition indépendante de la Montérégie';
		writeFileSync(
			`${process.env.STATEMENT_OUT}/many.pdf`,
			renderStatement(outstandingStatement(many(90), { language: 'de', buyer: { ...buyer, name: long } }), fonts)
		);
	}
});
