/**
 * What being late costs, from the schedule and what was paid when. Pure; money in minor units.
 *
 * Interest goes by the day, from the day after the due date, on what was open that day (a payment counts from the day after it), at the reference
 * rate of each half-year plus so many points; a year has 365 days, and the whole is rounded once.
 */
import type { LateFee } from '../business/business.ts';
import { addDays, daysBetween } from '../documents/dates.ts';
import { standing, type StatedFact } from '../documents/status.ts';
import { parseAmount } from '../money/amount.ts';
import { divideRounded, parseDecimal, pow10, RATE_LIMITS } from '../money/decimal.ts';
import { halfYearOf, referenceRate } from './reference-rates.ts';
import { britishCompensation } from './statutory.ts';

/** A stretch of days with one rate and one sum open. */
export interface InterestSpan {
	from: string;
	/** Inclusive. */
	to: string;
	/** Percent a year, decimal string. */
	rate: string;
	principal: bigint;
}

export interface Charge {
	kind: LateFee['kind'];
	currency: string;
	/** Interest, percentage or fixed sum. */
	amount: bigint;
	/** For the costs of recovery; once for an invoice. */
	compensation: bigint;
	spans: InterestSpan[];
	/** Interest is counted up to this day. */
	through?: string;
	/** Half-years whose rate nobody has noted: the last one known was taken. */
	unknown: string[];
}

export interface LateInvoice {
	currency: string;
	/** What is open of what has come due. */
	open: bigint;
	due: string;
	/** Parts in `open` that came due after that day, each by its own. */
	later?: readonly { date: string; amount: bigint }[];
	facts: readonly StatedFact[];
}

interface Terms {
	/** Fixed sums are in it, and are charged on invoices of that currency only. */
	currency: string;
	referenceRates?: readonly { id: string; rate: string }[] | undefined;
}

/** Undefined where nothing is to be charged. */
export function chargeFor(fee: LateFee, invoice: LateInvoice, { currency, referenceRates }: Terms, today: string): Charge | undefined {
	const { open, due } = invoice;
	if (open <= 0n || today <= due) return undefined;
	const base = { kind: fee.kind, currency: invoice.currency, compensation: 0n, spans: [], unknown: [] };
	switch (fee.kind) {
		case 'amount': {
			const amount = minorOf(invoice.currency, currency, fee.amount);
			return amount > 0n ? { ...base, amount } : undefined;
		}
		case 'percent': {
			const percent = parseDecimal(fee.percent, RATE_LIMITS);
			const amount = percent.ok ? divideRounded(open * percent.value.digits, 100n * pow10(percent.value.scale)) : 0n;
			return amount > 0n ? { ...base, amount } : undefined;
		}
		case 'interest': {
			const charged = earlierCharges(invoice.facts);
			const from = addDays(charged.through && charged.through >= due ? charged.through : due, 1);
			const spans = from > today ? [] : spansOf(fee, invoice, from, today, referenceRates);
			const compensation = charged.compensated ? 0n : compensationOf(fee, invoice, currency);
			const amount = interestOf(spans);
			if (amount === 0n && compensation === 0n) return undefined;
			const unknown = [...new Set(spans.map((span) => halfYearOf(rateDay(fee, due, span.from))))].filter(
				(day) => !referenceRate(fee.rate, day, referenceRates).known
			);
			return { ...base, amount, compensation, spans, unknown, through: today };
		}
	}
}

/** Rounded once, half away from zero. */
export function interestOf(spans: readonly InterestSpan[]): bigint {
	let sum = 0n;
	for (const { from, to, rate, principal } of spans) sum += principal * scaled(rate) * BigInt(daysBetween(from, to) + 1);
	return divideRounded(sum, 365n * 100n * SCALE);
}

const PLACES = 4;
const SCALE = 10_000n;

function scaled(rate: string): bigint {
	const isNegative = rate.startsWith('-');
	const parsed = parseDecimal(isNegative ? rate.slice(1) : rate, RATE_LIMITS);
	if (!parsed.ok) return 0n;
	const digits = parsed.value.digits * pow10(PLACES - parsed.value.scale);
	return isNegative ? -digits : digits;
}

function percentText(digits: bigint): string {
	const [whole, rest] = [
		digits / SCALE,
		String(digits % SCALE)
			.padStart(PLACES, '0')
			.replace(/0+$/, '')
	];
	return rest ? `${whole}.${rest}` : String(whole);
}

type Interest = Extract<LateFee, { kind: 'interest' }>;

/** The day whose half-year's rate holds: in the United Kingdom it stays what it was as interest began (SI 2002/1675, art. 4). */
function rateDay({ rate }: Interest, due: string, day: string): string {
	return rate === 'gb' ? addDays(due, 1) : day;
}

/** In the United Kingdom by what was owed as it came to be late, where nothing else was typed. */
function compensationOf(fee: Interest, { currency, open, due, later = [], facts }: LateInvoice, own: string): bigint {
	if (fee.rate !== 'gb' || fee.compensation) return minorOf(currency, own, fee.compensation ?? '');
	const debt = paymentsOf(currency, facts).reduce((sum, { date, amount }) => (date > due ? sum + amount : sum), open);
	const first = later.reduce((sum, { amount }) => sum - amount, debt);
	return currency === 'GBP' ? britishCompensation(first) : 0n;
}

function spansOf(
	fee: Interest,
	{ open, due, later = [], facts, currency }: LateInvoice,
	from: string,
	to: string,
	own: Terms['referenceRates']
): InterestSpan[] {
	const { rate, points } = fee;
	const paid = paymentsOf(currency, facts);
	// Where something changes: the first day of a half-year, and the day after a payment or after a part came due.
	const turns = new Set([from]);
	for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++)
		for (const day of ['01-01', '07-01']) turns.add(`${year}-${day}`);
	for (const { date } of [...paid, ...later]) turns.add(addDays(date, 1));
	const days = [...turns].filter((day) => day >= from && day <= to).sort();
	const spans = days.map((start, at) => {
		const last = days[at + 1];
		const yearly = scaled(referenceRate(rate, rateDay(fee, due, start), own).rate) + scaled(points);
		const since = (of: readonly { date: string; amount: bigint }[]) =>
			of.reduce((sum, { date, amount }) => (date >= start ? sum + amount : sum), 0n);
		const principal = open + since(paid) - since(later);
		return { from: start, to: last ? addDays(last, -1) : to, rate: percentText(yearly > 0n ? yearly : 0n), principal };
	});
	return spans.filter((span) => span.principal > 0n && span.rate !== '0');
}

/** What took something off the invoice, by its day. */
function paymentsOf(currency: string, facts: readonly StatedFact[]): { date: string; amount: bigint }[] {
	return standing(facts).flatMap(({ fact }) => {
		if (fact.kind !== 'payment' && fact.kind !== 'credited' && fact.kind !== 'written-off') return [];
		const amount = parseAmount(currency, fact.amount);
		return amount.ok ? [{ date: fact.date, amount: amount.value.minor }] : [];
	});
}

/** What reminders before this one have charged. */
function earlierCharges(facts: readonly StatedFact[]): { through: string | undefined; compensated: boolean } {
	const fees = standing(facts).flatMap(({ fact }) => (fact.kind === 'reminded' && fact.fee ? [fact.fee] : []));
	const through = fees.flatMap(({ through: day }) => day ?? []).sort();
	return { through: through.at(-1), compensated: fees.some(({ compensation }) => compensation !== undefined) };
}

/** A sum in the business's own currency; nothing on an invoice in another one. */
function minorOf(currency: string, own: string, text: string): bigint {
	const amount = currency === own ? parseAmount(currency, text) : undefined;
	return amount?.ok ? amount.value.minor : 0n;
}
