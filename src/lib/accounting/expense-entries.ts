/**
 * What booked costs do to the accounts.
 *
 *     expense   debit costs by category, tax that comes back; credit bank or cash, taxes kept back
 *     bill      the same, but the supplier is owed it until it is paid
 *
 * A tax that the business owes itself is a tax as on sales, and beside it the same as a tax that comes back, or as a cost.
 *
 * A tax that does not come back is part of the cost. What was cancelled was booked by mistake and has no entry.
 */
import type { StatedFact } from '../documents/status.ts';
import type { BookedExpense } from '../expenses/expense.ts';
import { isSelfAssessed } from '../expenses/supplies.ts';
import type { StatedEvent } from '../expenses/status.ts';
import { conversionOf, fitted, type Rated } from './conversion.ts';
import { differences, minorOf } from './document-entries.ts';
import { entry, type Derived, type EntryLine, type EntryParty, type EntryTax } from './entry.ts';
import { moneyRole } from './payment-entries.ts';

type TaxRow = BookedExpense['totals']['taxes'][number];

export function expenseEntries(
	id: string,
	{ expense, supplier, totals }: BookedExpense,
	facts: readonly StatedEvent[],
	base: string,
	paymentOf: (id: string) => Rated | undefined = () => undefined
): Derived {
	if (facts.some(({ fact }) => fact.kind === 'cancelled')) return { entries: [] };
	const { currency } = totals;
	const rate = conversionOf(expense, base);
	if ('leftOut' in rate) return rate;
	const { into, isForeign } = rate;
	const party: EntryParty = { id: expense.supplierId ?? '', name: supplier.name || expense.supplierName, side: 'supplier' };
	const line = (role: EntryLine['role'], amount: bigint, more: Partial<EntryLine> = {}): EntryLine => ({
		role,
		amount: into(amount),
		...more,
		...(isForeign && { foreign: { currency, amount } })
	});
	const minor = (text: string) => minorOf(currency, text);

	const taxOf = ({ name, rate: percent, taxable, supply }: TaxRow): EntryTax => ({
		...{ name, rate: percent, taxable: into(minor(taxable)) },
		...(supply && { supply })
	});

	const owed =
		expense.kind === 'bill' ? line('payable', -minor(totals.payable), { party }) : line(moneyRole(expense.method), -minor(totals.payable));
	const kept = line('withheld-from-suppliers', -minor(totals.withheld));
	const taxes = totals.taxes
		.filter(({ reclaim, supply }) => reclaim && !isSelfAssessed(supply))
		.map((row) => line('input-tax', minor(row.tax), { tax: taxOf(row) }));
	const costs = costLines(expense, totals, minor).map(({ amount, category }) => line('cost', amount, category && { category }));
	const others = [owed, kept, ...taxes].reduce((sum, { amount }) => sum + amount, 0n);
	const share = fitted(
		costs.map(({ amount }) => amount),
		-others
	);
	costs.forEach((cost, at) => (cost.amount = share[at]!));

	const assessed = totals.taxes
		.filter(({ supply }) => isSelfAssessed(supply))
		.flatMap((row) => {
			const tax = taxOf(row);
			const back = { ...line(row.reclaim ? 'input-tax' : 'cost', minor(row.tax), { tax }), ...(!row.reclaim && categoryOf(row, expense)) };
			return [line('output-tax', -minor(row.tax), { tax }), back];
		});

	const about = { piece: expense.number, pieceDate: expense.date, name: party.name, source: { type: 'expense', id } as const };
	const journal = expense.kind === 'bill' ? 'purchases' : moneyRole(expense.method);
	const own = entry({ ...about, journal, kind: expense.kind, date: expense.date }, [...costs, ...taxes, ...assessed, owed, kept]);
	const later = expense.kind === 'bill' ? differences(expense, facts as readonly StatedFact[], about, party, base, paymentOf, -1) : [];
	return { entries: [...(own ? [own] : []), ...later] };
}

/** Of the first line that has the tax. */
function categoryOf({ name, supply }: TaxRow, { lines }: BookedExpense['expense']): Pick<EntryLine, 'category'> {
	const found = lines.find(({ taxes }) => taxes.some((tax) => tax.name === name && tax.supply === supply));
	return found?.category ? { category: found.category } : {};
}

/** One for each category, in the order in which they stand. */
function costLines({ lines }: BookedExpense['expense'], totals: BookedExpense['totals'], minor: (text: string) => bigint) {
	const byCategory = new Map<string, { amount: bigint; category?: { id: string; name: string } }>();
	for (const { id, net, tax, reclaimable } of totals.lines) {
		const category = lines.find((line) => line.id === id)?.category;
		const key = category?.id ?? '';
		const known = byCategory.get(key) ?? { amount: 0n, ...(category && { category }) };
		byCategory.set(key, { ...known, amount: known.amount + minor(net) + minor(tax) - minor(reclaimable) });
	}
	// An expense of nothing but a tax that comes back still needs a place for what rounding leaves.
	return byCategory.size > 0 ? [...byCategory.values()] : [{ amount: 0n }];
}
