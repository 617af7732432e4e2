/** Books that nobody thought of: sales, purchases and what settles them, in any currency, folded as a device folds its log. */
import fc from './property.ts';
import type { LineTax } from '#lib/documents/document.ts';
import { issuedDocument as decoded } from '#lib/documents/records.ts';
import type { ExpenseTax } from '#lib/expenses/expense.ts';
import type { RecordState } from '#lib/workspace/registry.ts';
import { aLine } from './books.ts';
import { aBill, aCost } from './expenses.ts';
import { idOf } from './money-desk.ts';
import { ReportDesk } from './report-desk.ts';

export const BASE = 'CAD';
const TAXES: LineTax[][] = [
	[
		{ name: 'GST', category: 'S', rate: '5' },
		{ name: 'QST', category: 'S', rate: '9.975' }
	],
	[{ name: 'GST', category: 'S', rate: '5' }],
	[{ name: 'GST', category: 'E', rate: '0', exemptionReason: 'exempt' }],
	[]
];
const COST_TAXES: ExpenseTax[][] = [
	[{ name: 'GST', rate: '5', reclaim: true, supply: 'services-abroad' }],
	[
		{ name: 'GST', rate: '5', reclaim: true },
		{ name: 'VAT', rate: '19', reclaim: false, supply: 'domestic' }
	],
	[{ name: 'GST', rate: '5', reclaim: true }],
	[
		{ name: 'GST', rate: '5', reclaim: true },
		{ name: 'PST', rate: '7', reclaim: false }
	],
	[]
];

const cents = fc.integer({ min: 1, max: 500_000 }).map((value) => (value / 100).toFixed(2));
export const day = fc.integer({ min: 0, max: 700 }).map((days) => new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10));
export const aSale = fc.record({
	type: fc.constantFrom('invoice', 'invoice', 'invoice', 'deposit-invoice', 'credit-note'),
	client: fc.constantFrom('alice', 'boris', 'chloe'),
	date: day,
	prices: fc.array(cents, { minLength: 1, maxLength: 3 }),
	taxes: fc.constantFrom(...TAXES),
	discount: fc.option(fc.constantFrom('5', '12.5'), { nil: undefined }),
	withheld: fc.boolean(),
	due: fc.integer({ min: 0, max: 60 })
});
const aPurchase = fc.record({
	kind: fc.constantFrom('bill', 'expense'),
	date: day,
	amounts: fc.array(cents, { minLength: 1, maxLength: 2 }),
	taxes: fc.constantFrom(...COST_TAXES),
	category: fc.constantFrom('office', 'rent', undefined)
});
/** Settles so many hundredths of what is open, by money, by a credit note, or gives it up; and may be taken back later. */
const aMove = fc.record({
	of: fc.nat(),
	share: fc.integer({ min: 1, max: 100 }),
	after: fc.integer({ min: 0, max: 90 }),
	how: fc.constantFrom('pay', 'pay', 'pay', 'over', 'credit', 'give-up'),
	back: fc.constantFrom(undefined, undefined, undefined, 5, 'mistake')
});
/** In which currency, and the rates noted on the document and on what is paid on it. */
export const aRate = fc.integer({ min: 2_000, max: 30_000 }).map((value) => (value / 10_000).toFixed(4));
export const someMoney = fc.record({ currency: fc.constantFrom('EUR', 'USD'), exchangeRate: aRate, paidAt: aRate });
type Money = { currency: string; exchangeRate: string; paidAt: string };
export const someBooks = fc.record({
	sales: fc.array(aSale, { minLength: 1, maxLength: 6 }),
	purchases: fc.array(aPurchase, { maxLength: 4 }),
	moves: fc.array(aMove, { maxLength: 10 })
});

export type Books = typeof someBooks extends fc.Arbitrary<infer T> ? T : never;
/** By sale, and by purchase: in another currency than that of the books. */
type Foreign = readonly (Money | undefined)[];
export const currencies = fc.array(fc.option(someMoney, { nil: undefined }), { maxLength: 6 });

export const issuedDocument = (state: RecordState) => (state.type === 'issued' ? decoded(state) : undefined);
export const text = (minor: bigint) => `${minor < 0n ? '-' : ''}${size(minor) / 100n}.${String(size(minor) % 100n).padStart(2, '0')}`;
export const size = (minor: bigint) => (minor < 0n ? -minor : minor);
export const minor = (amount: string) => BigInt(amount.replace('.', ''));
/** Rates have four decimals here, amounts two: half a cent goes up. */
export const atRate = (value: bigint, rate = '1.0000') => (value * BigInt(rate.replace('.', '')) + 5_000n) / 10_000n;
export const later = (date: string, days: number) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

export function filled({ sales, purchases, moves }: Books, foreign: Foreign = [], bought: Foreign = []): ReportDesk {
	const desk = new ReportDesk(BASE);
	const owing: Owing[] = [];
	for (const [at, { type, client, date, prices, taxes, discount, withheld, due }] of sales.entries()) {
		const name = `F${at}`;
		const money = foreign[at];
		const lines = prices.map((price, index) => aLine({ id: `l${index}`, order: `V${index}`, name: `Work ${index}`, price, taxes }));
		desk.issue(name, {
			...{ type, partyId: idOf(client), issueDate: date, dueDate: later(date, due), lines },
			...(money && { currency: money.currency, exchangeRate: money.exchangeRate, baseCurrency: BASE }),
			...(discount && { allowances: [{ id: 'a', kind: 'allowance', percent: discount, reason: 'rebate' }] }),
			...(withheld && { withholdings: [{ name: 'TDS', rate: '10' }] })
		});
		owing.push({ name, date, side: 'sale', party: idOf(client), ...(money && { money }) });
	}
	for (const [at, { kind, date, amounts, taxes, category }] of purchases.entries()) {
		const name = `B${at}`;
		const lines = amounts.map((amount, index) => {
			const { category: _, ...cost } = aCost({ id: `l${index}`, order: `V${index}`, amount, taxes });
			return { ...cost, ...(category && { category: { id: category, name: category } }) };
		});
		const money = bought[at];
		const rated = money && { currency: money.currency, exchangeRate: money.exchangeRate, baseCurrency: BASE };
		desk.book(name, aBill({ kind: kind as 'bill', supplierId: idOf('printer'), date, dueDate: '', lines, ...rated }));
		if (kind === 'bill') owing.push({ name, date, side: 'purchase', party: idOf('printer'), ...(money && { money }) });
	}
	for (const [at, move] of moves.entries()) settle(desk, owing[move.of % owing.length]!, move, at);
	return desk;
}

interface Owing {
	name: string;
	date: string;
	side: 'sale' | 'purchase';
	party: string;
	money?: Money;
}

/** What the books refuse is no part of them. */
function settle(
	desk: ReportDesk,
	{ name, date, side, party, money }: Owing,
	{ share, after, how, back }: Books['moves'][number],
	at: number
): void {
	const { balance } = desk.row(name);
	const when = later(date, after);
	const paidIn = money && { currency: money.currency, exchangeRate: money.paidAt, baseCurrency: BASE };
	if (balance < 0n) {
		// A credit note: given back, or set off against something of the same client.
		const given = text((-balance * BigInt(share)) / 100n || 1n);
		if (how === 'credit') {
			const target = [...desk.records].find(([, state]) => {
				const other = issuedDocument(state);
				return (
					other?.content.currency === (money?.currency ?? BASE) &&
					other.content.partyId === party &&
					other.content.type === 'invoice' &&
					desk.row(other.number).balance >= minor(given)
				);
			});
			const number = target && issuedDocument(target[1])!.number;
			if (number) desk.creditedTo(name, number, given, when);
			return;
		}
		desk.paid(`R${at}`, { kind: 'refund', partyId: party, date: when, amount: given, ...paidIn });
		desk.refunded(name, `R${at}`, given, when);
		return;
	}
	if (balance === 0n || how === 'credit') return;
	const part = text((balance * BigInt(share)) / 100n || 1n);
	if (how === 'give-up') return side === 'sale' ? desk.givenUp(name, part, when) : undefined;
	const kind = side === 'sale' ? 'payment' : 'supplier-payment';
	const whole = how === 'over' ? text(minor(part) + 1234n) : part;
	desk.paid(`P${at}`, { kind, partyId: party, date: when, amount: whole, ...paidIn }, { [name]: part });
	if (back === undefined) return;
	const fact = { kind: 'reversed', factId: idOf(`P${at}`), documentId: idOf(`P${at}`), at: `${when}T10:00:00Z`, reason: 'returned' };
	desk.must(desk.add('fact', `P${at}`, typeof back === 'number' ? { ...fact, date: later(when, back) } : fact));
}
