/**
 * What issued documents do to the accounts. Only what moves money does: invoices, deposit invoices, credit notes.
 *
 *     invoice           debit   receivable (payable), taxes kept back, what was prepaid
 *                       credit  sales, tax, stamp duty, rounding
 *     deposit invoice   credit  advances in place of sales; an invoice that deducts it takes its net amount from there again
 *     credit note       the same the other way round
 *     issued elsewhere  debit   receivable (what was open), credit brought forward: the sale is in the books of the program that issued it
 *     written off       debit   bad debts (small differences), credit receivable; the tax in it is left to the accountant
 *
 * A credit note set off against an invoice stays within the client's account and makes no entry. [Note: the journal]
 */
import { isVoided } from '../documents/annulment.ts';
import type { DocumentContent, DocumentFact, FrozenTotals, IssuedDocument, TaxCategory } from '../documents/document.ts';
import { kindOf } from '../documents/kinds.ts';
import { reversals, standing, type StatedFact } from '../documents/status.ts';
import { parseAmount } from '../money/amount.ts';
import { differencesOf } from '../rates/difference.ts';
import { conversionOf, fitted, type Conversion, type Rated } from './conversion.ts';
import { entry, reversal, turned, type Derived, type Entry, type EntryLine, type EntryParty, type EntryTax } from './entry.ts';

/** @param paymentOf of the payments that its facts name */
export function documentEntries(
	id: string,
	{ content, buyer, totals, number, elsewhere }: Pick<IssuedDocument, 'content' | 'buyer' | 'totals' | 'number' | 'elsewhere'>,
	facts: readonly StatedFact[],
	base: string,
	paymentOf: (id: string) => Rated | undefined = () => undefined
): Derived {
	const { owes } = kindOf(content.type);
	if (owes === 0 || isVoided(facts)) return { entries: [] };
	const rate = conversionOf(content, base);
	if ('leftOut' in rate) return rate;
	const party: EntryParty = { id: content.partyId ?? '', name: buyer.name, side: 'client' };
	const about = { piece: number, pieceDate: content.issueDate, name: buyer.name, source: { type: 'document', id } as const };
	const kind = content.type as 'invoice' | 'deposit-invoice' | 'credit-note';
	const isBroughtForward = elsewhere?.taxes === 'unknown';
	const lines = isBroughtForward ? broughtForward(content, totals, party, rate, base) : documentLines(content, totals, party, rate, base);
	const journal = isBroughtForward ? 'general' : 'sales';
	const own = entry({ ...about, journal, kind, date: content.issueDate }, owes > 0 ? lines : lines.map(turned));
	const carried = receivableOf(content, totals, rate, base);
	return {
		entries: [
			...(own ? [own] : []),
			...writeOffs(facts, about, party, carried),
			...differences(content, facts, about, party, base, paymentOf, 1)
		]
	};
}

/** Of an invoice whose sale and taxes nobody knows here. [Note: issued elsewhere] */
function broughtForward(content: DocumentContent, totals: FrozenTotals, party: EntryParty, rate: Conversion, base: string): EntryLine[] {
	const due = documentLines(content, totals, party, rate, base)[0]!;
	return [due, { ...turned(due), role: 'brought-forward' }];
}

type About = Pick<Entry, 'piece' | 'pieceDate' | 'name' | 'source'>;

/** As an invoice has them. */
function documentLines(
	content: DocumentContent,
	totals: FrozenTotals,
	party: EntryParty,
	{ into, isForeign }: Conversion,
	base: string
): EntryLine[] {
	const { currency } = content;
	const minor = (text: string) => minorOf(currency, text);
	const foreign = (amount: bigint) => (isForeign ? { foreign: { currency, amount } } : {});
	const line = (role: EntryLine['role'], amount: bigint, more: Partial<EntryLine> = {}): EntryLine => ({
		role,
		amount: into(amount),
		...more,
		...foreign(amount)
	});
	const stated = totals.base?.currency === base ? totals.base : undefined;
	const due = line('receivable', minor(totals.payable), { party });
	if (stated) due.amount = minorOf(base, stated.payable);
	const kept = line('withheld-by-clients', minor(totals.withheld));
	const prepaid = line('advances', minor(totals.prepaid), { party });
	const stamp = line('stamp-duty', -minor(totals.stampDuty));
	const rounding = line('rounding', -minor(totals.rounding));
	const taxes = taxesInBase(content, totals, { into, isForeign }, base).map(({ name, rate, taxable, tax }, at) => ({
		...line('output-tax', -minor(totals.taxes[at]!.tax), { tax: { name, rate, taxable } }),
		amount: -tax
	}));

	const isDeposit = content.type === 'deposit-invoice';
	const deducted = isDeposit ? 0n : deductedNet(content, totals);
	const sold = minor(totals.taxExclusive) - deducted;
	const rows = deducted === 0n ? rowsByTax(totals, sold, minor) : [{ net: sold }];
	const role = isDeposit ? 'advances' : 'sales';
	const sales = rows.map(({ net, tax }) => line(role, -net, { ...(isDeposit && { party }), ...(tax && { tax }) }));
	const advances = line('advances', -deducted, { party });
	const others = [due, kept, prepaid, stamp, rounding, advances, ...taxes].reduce((sum, { amount }) => sum + amount, 0n);
	const share = fitted(
		sales.map(({ amount }) => amount),
		-others
	);
	sales.forEach((sale, at) => (sale.amount = share[at]!));
	return [due, kept, prepaid, ...sales, advances, ...taxes, stamp, rounding];
}

export interface StatedTax {
	name: string;
	category: TaxCategory;
	rate: string;
	taxable: bigint;
	tax: bigint;
}

/** The rows of its breakdown in the base currency, as an invoice has them: together they are the tax that the document states there. */
export function taxesInBase({ currency }: DocumentContent, totals: FrozenTotals, { into }: Conversion, base: string): StatedTax[] {
	const minor = (text: string) => minorOf(currency, text);
	const stated = totals.base?.currency === base ? minorOf(base, totals.base.taxTotal) : into(minor(totals.taxTotal));
	const shares = fitted(
		totals.taxes.map(({ tax }) => into(minor(tax))),
		stated
	);
	return totals.taxes.map(({ name, category, rate, taxable }, at) => ({
		name,
		category,
		rate,
		taxable: into(minor(taxable)),
		tax: shares[at]!
	}));
}

/** Sales by rate, where every line is taxed by one tax alone: then the rows of the breakdown are the sales. */
function rowsByTax({ taxes }: FrozenTotals, sold: bigint, minor: (text: string) => bigint): { net: bigint; tax?: EntryTax }[] {
	const rows = taxes.map(({ name, rate, taxable }) => ({ net: minor(taxable), tax: { name, rate, taxable: 0n } }));
	const isWhole = rows.reduce((sum, { net }) => sum + net, 0n) === sold;
	return rows.length > 0 && isWhole ? rows : [{ net: sold }];
}

/** Net amount of the lines that deduct deposit invoices; below zero. */
function deductedNet({ origins = [], lines, currency }: DocumentContent, totals: FrozenTotals): bigint {
	const deposits = new Set(origins.filter(({ type }) => type === 'deposit-invoice').map(({ documentId }) => documentId));
	const deducting = new Set(lines.filter(({ from }) => from?.[0] && deposits.has(from[0].documentId)).map(({ id }) => id));
	return totals.lines.filter(({ id }) => deducting.has(id)).reduce((sum, { net }) => sum + minorOf(currency, net), 0n);
}

/** How much of the receivable, in the base currency, the first so many of its own currency are: shares of a whole add up to it. */
function receivableOf({ currency }: DocumentContent, totals: FrozenTotals, { into, isForeign }: Conversion, base: string) {
	const whole = minorOf(currency, totals.payable);
	const stated = totals.base?.currency === base ? minorOf(base, totals.base.payable) : into(whole);
	const carried = (minor: bigint) => (minor === whole ? stated : into(minor));
	return { currency, isForeign, between: (before: bigint, after: bigint) => carried(after) - carried(before) };
}

function writeOffs(facts: readonly StatedFact[], about: About, party: EntryParty, carried: ReturnType<typeof receivableOf>): Entry[] {
	const undone = reversals(facts);
	const entries: Entry[] = [];
	let settled = 0n;
	for (const { id, fact } of facts) {
		const back = undone.get(id);
		if (back && !back.date) continue;
		const amount =
			'amount' in fact && typeof fact.amount === 'string' && SETTLES.has(fact.kind) ? minorOf(carried.currency, fact.amount) : 0n;
		const value = carried.between(settled, settled + amount);
		if (!back) settled += amount;
		if (fact.kind !== 'written-off') continue;
		const role = fact.cause === 'small-difference' ? 'small-differences' : 'bad-debts';
		const foreign = (minor: bigint) => (carried.isForeign ? { foreign: { currency: carried.currency, amount: minor } } : {});
		const made = entry({ ...about, journal: 'general', kind: 'written-off', date: fact.date }, [
			{ role, amount: value, ...foreign(amount) },
			{ role: 'receivable', amount: -value, party, ...foreign(-amount) }
		]);
		if (made) entries.push(made, ...(back?.date ? [reversal(made, back.date)] : []));
	}
	return entries;
}

const SETTLES = new Set<DocumentFact['kind']>(['payment', 'credited', 'written-off']);

/** What payments at another rate than the document's brought in more, or less, on the day each was made. */
export function differences(
	rated: Rated,
	facts: readonly StatedFact[],
	about: About,
	party: EntryParty,
	base: string,
	paymentOf: (id: string) => Rated | undefined,
	owed: 1 | -1
): Entry[] {
	const shares = standing(facts).flatMap(({ fact }) =>
		fact.kind === 'payment' || fact.kind === 'credited' || fact.kind === 'written-off'
			? [{ ...(fact.kind === 'payment' && { paymentId: fact.paymentId }), date: fact.date, amount: fact.amount }]
			: []
	);
	const against = { role: owed > 0 ? ('receivable' as const) : ('payable' as const), party };
	return differencesOf({ ...rated, baseCurrency: base }, shares, paymentOf, owed).flatMap(({ date, difference }) => {
		const made = entry({ ...about, journal: 'general', kind: 'exchange-difference', date }, [
			{ ...against, amount: difference },
			{ role: difference > 0n ? 'exchange-gains' : 'exchange-losses', amount: -difference }
		]);
		return made ? [made] : [];
	});
}

export function minorOf(currency: string, text: string): bigint {
	const read = parseAmount(currency, text);
	if (!read.ok) throw new RangeError(`An amount of ${currency} cannot be read`);
	return read.value.minor;
}
