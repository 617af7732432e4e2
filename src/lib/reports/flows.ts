/**
 * What moved on which day, by one of two ways of keeping books. [Note: two bases]
 *
 *     accrual   everything on the day of its document; written off and differences of exchange on the day of each
 *     cash      everything on the day its money moved, in shares: of an invoice of 1,149.75 on which 300.00 was paid, 300/1,149.75 of its net
 *               amount and of each of its taxes. The last share takes what rounding left, so that all shares are the document.
 *
 * Tax on purchases comes back in the part of its year (pro rata), rounded document by document; the rest is a cost.
 *
 * A tax that the business owes itself is owed for the day of the bill, paid or not: it counts whole on that day, by cash too.
 *
 * By cash a credit note that is set off against an invoice counts on both with the same sum: no money moved, but sales and taxes fall. What was given up
 * At two rates of exchange the difference is a gain or a loss. What was given up never came, so it is nowhere. A deposit counts when it comes. Money that no document has got is told by itself, until a document gets it; then that
 * part counts as what it paid, on the day on which it came. What the bank took back counts the other way round on that day.
 *
 *     sum of all flows of a payment = what it did to the bank, at the rate of its own day
 */
import { fitted } from '../accounting/conversion.ts';
import { isSelfAssessed } from '../expenses/supplies.ts';
import { divideRounded } from '../money/decimal.ts';
import type { Figure, Figures, MoneyFigure, Part, TradeFigure } from './figure.ts';
import type { ReportBooks } from './books.ts';
import { ratedBy, ratesInto } from './rates.ts';

export type Basis = 'accrual' | 'cash';

/** `of` is the record that a person opens to see why. */
export type TakeFlow = (date: string, part: Part, of: Figure) => void;

export function eachFlow(figures: Figures & Pick<ReportBooks, 'deductible'>, basis: Basis, take: TakeFlow): void {
	const taken = figures.deductible ? inPart(figures.deductible, take) : take;
	if (basis === 'accrual') for (const trade of figures.trades.values()) accrual(trade, taken);
	else cash(figures, taken);
}

/** Tax on purchases that comes back in part: the rest is a cost of its own, on the same day. */
function inPart(deductible: NonNullable<ReportBooks['deductible']>, take: TakeFlow): TakeFlow {
	return (date, part, of) => {
		const percent = part.role === 'input-tax' ? deductible(date.slice(0, 4)) : undefined;
		if (!percent) return take(date, part, of);
		const amount = divideRounded(part.amount * percent.digits, 100n * 10n ** BigInt(percent.scale));
		take(date, { ...part, amount }, of);
		if (amount !== part.amount) take(date, { role: 'not-deducted', amount: part.amount - amount }, of);
	};
}

function accrual(trade: TradeFigure, take: TakeFlow): void {
	for (const part of trade.parts ?? []) take(trade.date, part, trade);
	for (const { date, parts } of trade.later) for (const part of parts) take(date, part, trade);
}

function cash({ trades, money, base }: Figures, take: TakeFlow): void {
	/** By payment, what its shares stand for in the base currency. */
	const told = new Map<string, bigint>();
	const setOffs = new SetOffs();
	for (const trade of trades.values()) {
		if (!trade.parts) continue;
		// Paid as it was made; or with nothing to pay, because all was paid ahead.
		if (trade.owed === 0n) for (const part of trade.parts) take(trade.date, part, trade);
		else {
			for (const part of trade.parts) if (isSelfAssessed(part.tax?.supply)) take(trade.date, part, trade);
			const byMoney = trade.parts.filter(({ tax }) => !isSelfAssessed(tax?.supply));
			shares(trade, byMoney, money, told, setOffs, take);
		}
	}
	setOffs.eachDifference(take);
	const rateOf = ratesInto(base);
	for (const payment of money.values()) rest(payment, trades, rateOf, told.get(payment.id) ?? 0n, take);
}

function shares(
	trade: TradeFigure,
	parts: readonly Part[],
	money: ReadonlyMap<string, MoneyFigure>,
	told: Map<string, bigint>,
	setOffs: SetOffs,
	take: TakeFlow
): void {
	if (trade.settled.length === 0 && trade.used.length === 0) return;
	if (paidAtOnce(trade, parts, money, told, take)) return;
	const slices = slicesOf(parts, trade.owed);
	let done = 0n;
	const put = (payment: MoneyFigure | undefined, date: string, amount: bigint, until: string | undefined): bigint => {
		const slice = slices(done, done + amount);
		const day = payment?.date ?? date;
		for (const part of slice) take(day, part, trade);
		if (payment) told.set(payment.id, (told.get(payment.id) ?? 0n) + settledBy(slice));
		const end = payment ? payment.until : until;
		if (end === undefined) done += amount;
		else for (const part of slice) take(end, negative(part), trade);
		return settledBy(slice);
	};
	for (const { kind, from, date, amount, until } of trade.settled) {
		if (kind === 'written-off') continue;
		const payment = kind === 'payment' ? money.get(from) : undefined;
		// Taken off this document alone, the money is somebody's still.
		if (kind === 'payment' && (!payment || (until !== undefined && payment.until === undefined))) continue;
		const value = put(payment, date, amount, until);
		if (kind === 'credited') setOffs.add({ invoice: trade.id, note: from, date, until }, value, trade);
	}
	for (const { to, date, amount, isRefund, until } of trade.used) {
		const refund = isRefund ? money.get(to) : undefined;
		if (isRefund && (!refund || (until !== undefined && refund.until === undefined))) continue;
		const value = put(refund, date, amount, until);
		if (!isRefund) setOffs.add({ invoice: to, note: trade.id, date, until }, value, trade);
	}
}

interface SetOff {
	invoice: string;
	note: string;
	date: string;
	until: string | undefined;
}

/** What credit notes and the invoices they were set off against count for in the base currency: at two rates, that is not the same. */
class SetOffs {
	readonly #met = new Map<string, SetOff & { value: bigint; invoices: number; notes: number; of: TradeFigure }>();

	add(setOff: SetOff, value: bigint, of: TradeFigure): void {
		const key = [setOff.invoice, setOff.note, setOff.date, setOff.until].join(' ');
		const known = this.#met.get(key) ?? { ...setOff, value: 0n, invoices: 0, notes: 0, of };
		known.value += value;
		if (of.id === setOff.invoice) known.invoices++;
		else known.notes++;
		this.#met.set(key, known);
	}

	/** No money moved: what the two differ by is a gain or a loss of exchange. */
	eachDifference(take: TakeFlow): void {
		for (const { value, invoices, notes, date, until, of } of this.#met.values()) {
			// The other side has no rate, and is told as left out.
			if (value === 0n || invoices !== notes) continue;
			const part: Part = { role: value < 0n ? 'exchange-gains' : 'exchange-losses', amount: value };
			take(date, part, of);
			if (until !== undefined) take(until, negative(part), of);
		}
	}
}

/** As most are: one payment of all that was owed, which the bank never took back. False where it is not so. */
function paidAtOnce(
	trade: TradeFigure,
	parts: readonly Part[],
	money: ReadonlyMap<string, MoneyFigure>,
	told: Map<string, bigint>,
	take: TakeFlow
): boolean {
	const [first] = trade.settled;
	if (trade.settled.length !== 1 || trade.used.length > 0 || first?.kind !== 'payment' || first.until !== undefined) return false;
	const payment = money.get(first.from);
	if (!payment || payment.until !== undefined || first.amount !== trade.owed || trade.owed < 0n) return false;
	let sum = told.get(payment.id) ?? 0n;
	for (const part of parts) {
		if (isAccount(part.role)) continue;
		take(payment.date, part, trade);
		if (!isMemo(part.role)) sum -= part.amount;
	}
	told.set(payment.id, sum);
	return true;
}

/** The money of it that no document got, and what the day's rate made of the rest. */
function rest(
	payment: MoneyFigure,
	trades: ReadonlyMap<string, TradeFigure>,
	rateOf: ReturnType<typeof ratesInto>,
	told: bigint,
	take: TakeFlow
): void {
	let free = payment.amount;
	let paid: TradeFigure | undefined;
	for (const { to, amount } of payment.shares) {
		const trade = trades.get(to);
		if (!trade?.parts) continue;
		paid ??= trade;
		free -= amount * direction(payment);
	}
	const rate = rateOf(ratedBy(payment, paid));
	if ('leftOut' in rate) return;
	const unassigned = rate.into(free);
	const exchange = rate.into(payment.amount) - told - unassigned;
	if (unassigned === 0n && exchange === 0n) return;
	const role = payment.kind.startsWith('supplier') ? 'to-suppliers' : 'from-clients';
	const left: Part[] = [
		{ role, amount: -unassigned },
		{ role: exchange > 0n ? 'exchange-gains' : 'exchange-losses', amount: -exchange }
	];
	for (const part of left) {
		if (part.amount === 0n) continue;
		take(payment.date, part, payment);
		if (payment.until !== undefined) take(payment.until, negative(part), payment);
	}
}

function direction({ amount }: MoneyFigure): bigint {
	return amount < 0n ? -1n : 1n;
}

/** What one of it, from so much settled to so much, is of each of its parts. Without the account that is settled. */
function slicesOf(parts: readonly Part[], owed: bigint): (before: bigint, after: bigint) => Part[] {
	const whole = owed < 0n ? -owed : owed;
	const moved = parts.filter(({ role }) => !isAccount(role));
	const account = parts.reduce((sum, { role, amount }) => (isAccount(role) ? sum + amount : sum), 0n);
	const upTo = (value: bigint, done: bigint) => (done === whole ? value : divideRounded(value * done, whole));
	const real = moved.filter(({ role }) => !isMemo(role));
	/** What all of it up to there makes of each part: the last is the document itself, whatever was rounded on the way. */
	const fittedTo = (done: bigint) =>
		fitted(
			real.map(({ amount }) => upTo(amount, done)),
			-upTo(account, done)
		);
	return (before, after) => {
		// Most are settled at once.
		if (before === 0n && after === whole) return moved;
		const share = (value: bigint) => upTo(value, after) - upTo(value, before);
		const [from, to] = [fittedTo(before), fittedTo(after)];
		const made = new Map(real.map((part, at) => [part, to[at]! - from[at]!]));
		return moved.map((part) => ({
			...part,
			amount: made.get(part) ?? share(part.amount),
			...(part.taxable !== undefined && { taxable: share(part.taxable) })
		}));
	};
}

/** In the sense of the bank: what came in is above zero. */
function settledBy(slice: readonly Part[]): bigint {
	return slice.reduce((sum, { role, amount }) => (isMemo(role) ? sum : sum - amount), 0n);
}

function isMemo(role: Part['role']): boolean {
	return role === 'turnover' || role === 'elsewhere-counted' || role === 'elsewhere-apart';
}

function isAccount(role: Part['role']): boolean {
	return role === 'receivable' || role === 'payable';
}

function negative(part: Part): Part {
	return { ...part, amount: -part.amount, ...(part.taxable !== undefined && { taxable: -part.taxable }) };
}
