/**
 * Statements of clients and of suppliers: what stood open before a period, every document, credit and payment in it, and what stands open after it. Both
 * sides are one table and one set of rules, those of `payments/statement.ts`. Each currency stands by itself, so no rate is needed and nothing is left out.
 */
import type { DateRange } from '../listing/periods.ts';
import { activityBetween, type Account, type ActivityEntry, type DocumentPart, type PaymentPart } from '../payments/statement.ts';
import { partyPlace, sourceOf, type ReportBooks } from './books.ts';
import type { MoneyFigure, TradeFigure } from './figure.ts';
import type { ReportMaker } from './maker.ts';
import { standingDay } from './range.ts';
import type { Chart, Column, Label, ReportWish } from './report.ts';
import { sumOf, type Layout, type Tally } from './tally.ts';
import { balanceChart } from './time-chart.ts';

type Side = 'client' | 'supplier';
interface TradePart extends DocumentPart {
	trade: TradeFigure;
}
interface MoneyPart extends PaymentPart {
	money: MoneyFigure;
}
type Entry = ActivityEntry<TradePart, MoneyPart>;

interface PartyAccount extends Account<TradePart, MoneyPart> {
	place: ReturnType<typeof partyPlace>;
	currencies: Set<string>;
}

const [OPENING, BILLED, CREDITED, PAID, GIVEN_UP, CLOSING] = [0, 1, 2, 3, 4, 5];
const overview: Column[] = [
	{ key: 'opening', label: 'columnOpening', kind: 'money' },
	{ key: 'billed', label: 'columnBilled', kind: 'money' },
	{ key: 'credited', label: 'columnCredited', kind: 'money' },
	{ key: 'paid', label: 'columnPaid', kind: 'money' },
	{ key: 'given-up', label: 'columnGivenUp', kind: 'money' },
	{ key: 'closing', label: 'columnClosing', kind: 'money' }
];

const [MORE, LESS, BALANCE] = [0, 1, 2];
const single: Column[] = [
	{ key: 'more', label: 'columnMore', kind: 'money' },
	{ key: 'less', label: 'columnLess', kind: 'money' },
	{ key: 'balance', label: 'columnBalance', kind: 'money' }
];

function statements(side: Side): ReportMaker {
	return {
		columns: ({ partyId }) => (partyId ? single : overview),
		layouts: (books, wish) => currenciesOf(books, side, wish).map((currency) => (wish.partyId ? entriesOf(currency) : linesOf(currency))),
		notes: () => ['noteStatement', side === 'client' ? 'noteOwedByClients' : 'noteOwedToSuppliers'],
		fill(books, wish, range, tally) {
			for (const account of accountsOf(books, side, wish).values())
				for (const currency of account.currencies)
					if (wish.partyId) fillEntries(account, currency, range, tally);
					else fillLine(account, currency, range, tally);
		},
		chart: (books, wish) => balances(books, side, wish)
	};
}

/** What stands open as time goes by, of each currency in which anything does. Of days to come only those are drawn on which something happens. */
function balances(books: ReportBooks, side: Side, wish: ReportWish): Chart[] {
	const changes = new Map<string, { date: string; amount: bigint }[]>();
	for (const account of accountsOf(books, side, wish).values())
		for (const currency of account.currencies)
			for (const { entry } of happened(account, currency, wish)) {
				const known = changes.get(currency);
				if (known) known.push(entry);
				else changes.set(currency, [entry]);
			}
	return [...changes]
		.sort(([a], [b]) => inOrder(books.base, a, b))
		.flatMap(([currency, all]) => {
			const last = all.reduce((latest, { date }) => (date > latest ? date : latest), standingDay(wish, wish.today));
			const range = { from: wish.from, to: last < wish.from ? wish.from : last };
			const chart = balanceChart(range, 'columnBalance', all);
			return chart.series[0]!.values.some((value) => value !== 0n) ? [{ ...chart, currency }] : [];
		});
}

/** In the order of the alphabet, that of the books first. */
function inOrder(base: string, a: string, b: string): number {
	if ((a === base) !== (b === base)) return a === base ? -1 : 1;
	return a < b ? -1 : a > b ? 1 : 0;
}

export const clientStatements = statements('client');
export const supplierStatements = statements('supplier');

function linesOf(currency: string): Layout {
	return { key: currency, title: { text: currency }, currency, order: 'name', totals: [sumOf(currency, { word: 'sumAll' })] };
}

function entriesOf(currency: string): Layout {
	return {
		...{ key: currency, title: { text: currency }, currency, running: BALANCE, nowOnly: true },
		fixed: [{ key: 'opening', label: { word: 'rowOpening' } }],
		totals: [sumOf(currency, { word: 'rowClosing' })]
	};
}

function fillLine({ place, ...account }: PartyAccount, currency: string, range: DateRange, tally: Tally): void {
	const at = { section: currency, ...place };
	for (const { entry, isBefore } of happened(account, currency, range)) {
		const source = () => sourceOf(figureOf(entry));
		tally.add(at, isBefore ? OPENING : columnOf(entry), entry.amount, source);
		tally.add(at, CLOSING, entry.amount, source);
	}
}

function fillEntries(account: PartyAccount, currency: string, range: DateRange, tally: Tally): void {
	const opening = { section: currency, row: 'opening', label: { word: 'rowOpening' } } as const;
	let count = 0;
	for (const { entry, isBefore } of happened(account, currency, range)) {
		const source = () => sourceOf(figureOf(entry));
		const { amount, date } = entry;
		if (isBefore) {
			tally.add(opening, BALANCE, amount, source);
			continue;
		}
		// In the order in which they happened, so that the keys of rows say it.
		const at = { section: currency, row: String(++count).padStart(8, '0'), label: labelOf(entry), date };
		tally.add(at, amount < 0n ? LESS : MORE, amount < 0n ? -amount : amount, source);
		tally.add(at, BALANCE, amount, source);
	}
}

/** All up to the end of the range, the oldest first, and which of it was before its beginning. */
function happened(account: Account<TradePart, MoneyPart>, currency: string, { from, to }: DateRange) {
	return activityBetween(account, currency, '', to).entries.map((entry) => ({ entry, isBefore: entry.date < from }));
}

function columnOf({ what, amount }: Entry): number {
	if ('payment' in what) return PAID;
	if (what.kind !== 'document') return GIVEN_UP;
	return amount < 0n ? CREDITED : BILLED;
}

function figureOf({ what }: Entry): TradeFigure | MoneyFigure {
	return 'payment' in what ? what.payment.money : what.document.trade;
}

function labelOf(entry: Entry): Label {
	const { what, amount } = entry;
	const { number } = sourceOf(figureOf(entry));
	const more = number ? { more: number } : {};
	if (what.kind === 'returned') return { word: 'entryReturned', ...more };
	if (what.kind === 'write-off') return { word: 'entryGivenUp', ...more };
	if (what.kind === 'reinstated') return { word: 'entryReinstated', ...more };
	if (what.kind === 'payment') return { word: `kind_${what.payment.kind}`, ...more };
	const { kind } = what.document.trade;
	if (kind === 'bill' && amount < 0n) return { word: 'entrySupplierCredit', ...more };
	return { word: WORDS[kind as keyof typeof WORDS] ?? 'kind_invoice', ...more };
}

const WORDS = {
	invoice: 'kind_invoice',
	'deposit-invoice': 'kind_deposit-invoice',
	'credit-note': 'kind_credit-note',
	bill: 'kind_bill'
} as const;

/** In the order of the alphabet, that of the books first; it is there even where nothing is in it. */
function currenciesOf(books: ReportBooks, side: Side, wish: ReportWish): string[] {
	const found = new Set([...accountsOf(books, side, wish).values()].flatMap(({ currencies }) => [...currencies]));
	return [...found.add(books.base)].sort((a, b) => inOrder(books.base, a, b));
}

function accountsOf(books: ReportBooks, side: Side, { partyId }: ReportWish): Map<string, PartyAccount> {
	const wanted = partyId && books.partyOf(partyId);
	const accounts = new Map<string, PartyAccount>();
	const accountOf = (of: TradeFigure | MoneyFigure): PartyAccount | undefined => {
		const place = partyPlace(books, of);
		if (wanted && place.row !== wanted) return undefined;
		let account = accounts.get(place.row);
		if (!account) accounts.set(place.row, (account = { place, currencies: new Set(), documents: [], payments: [], moves: [] }));
		account.currencies.add(of.rated.currency);
		return account;
	};
	for (const trade of books.trades.values()) {
		// A cost that was paid as it was made is owed to nobody.
		if ((trade.type === 'document') !== (side === 'client') || trade.kind === 'expense') continue;
		const { id, number, date: issueDate, owed, settled } = trade;
		const { currency } = trade.rated;
		const account = accountOf(trade);
		account?.documents.push({ id, number, issueDate, currency, owed, trade });
		for (const { kind, date, amount, until } of settled)
			if (kind === 'written-off') account?.moves.push({ kind: 'write-off', to: id, date, currency, amount, ...(until && { until }) });
	}
	for (const money of books.money.values()) {
		const { id, kind, date, amount, until, rated } = money;
		if (kind.startsWith('supplier') !== (side === 'supplier')) continue;
		const part = { id, kind, date, currency: rated.currency, amount: amount < 0n ? -amount : amount, ...(until && { until }), money };
		accountOf(money)?.payments.push(part);
	}
	return accounts;
}
