/** The figures of one record, from its state. What was booked by mistake has none. */
import { conversionOf } from '../accounting/conversion.ts';
import { documentEntries, minorOf, taxesInBase } from '../accounting/document-entries.ts';
import type { Entry, EntryLine } from '../accounting/entry.ts';
import { expenseEntries } from '../accounting/expense-entries.ts';
import { dueParts } from '../documents/ageing.ts';
import { isVoided } from '../documents/annulment.ts';
import type { IssuedDocument } from '../documents/document.ts';
import type { AnyFact } from '../documents/facts.ts';
import { kindOf, owesMoney } from '../documents/kinds.ts';
import { issuedDocument } from '../documents/records.ts';
import { owedOn, reversals, type StatedFact } from '../documents/status.ts';
import { bookedExpense, statedOf } from '../expenses/records.ts';
import { isSelfAssessed, type PurchaseSupply } from '../expenses/supplies.ts';
import { recordedPayment } from '../payments/records.ts';
import type { Rated } from '../rates/difference.ts';
import type { RecordState } from '../workspace/registry.ts';
import { soldItems } from './items.ts';
import type { CategoryOf, Later, MoneyFigure, Part, Settlement, TaxOf, TradeFigure, Use } from './figure.ts';

/** Makes figures that share what many of them say. */
export class FigureMaker {
	readonly #base: string;
	readonly #taxes = new Map<string, TaxOf>();
	readonly #categories = new Map<string, CategoryOf>();
	readonly #rates = new Map<string, Rated>();

	/** @param base currency of the books */
	constructor(base: string) {
		this.#base = base;
	}

	/** Undefined for what nobody owes anything on: it owes by its kind nothing, or was annulled. @param rateOf of the payments that its facts name */
	document(id: string, state: RecordState, rateOf: (paymentId: string) => Rated | undefined): TradeFigure | undefined {
		const document = issuedDocument(state);
		if (!document || !owesMoney(document.content.type)) return undefined;
		const { content, buyer, number, totals } = document;
		const facts = statedOf(state) as StatedFact[];
		if (isVoided(facts)) return undefined;
		const derived = documentEntries(id, document, facts, this.#base, rateOf);
		const payable = minorOf(content.currency, totals.payable);
		const due = payable > 0n ? dueParts(content, payable) : [];
		const common = {
			...({ type: 'document', id, kind: content.type, number, date: content.issueDate, dueDate: content.dueDate } as const),
			...{ partyId: content.partyId ?? '', name: buyer.name, rated: this.rated(content) },
			owed: owedOn({ type: content.type, payable }),
			...movesOf(content.currency, facts),
			...(due.length > 0 && { due })
		};
		if ('leftOut' in derived) return { ...common, parts: undefined, leftOut: derived.leftOut, later: [], items: [] };
		const own = derived.entries.find(({ kind }) => kind === content.type);
		const parts = [...this.#parts(own, 'output-tax'), ...this.#taxParts(document)];
		return {
			...common,
			parts: [...parts, ...memosOf(document, parts, turnoverOf(document, parts, this.#base))],
			later: this.#later(derived.entries, own),
			items: soldItems(document, parts, this.#base)
		};
	}

	expense(id: string, state: RecordState, rateOf: (paymentId: string) => Rated | undefined): TradeFigure | undefined {
		const booked = bookedExpense(state);
		const facts = statedOf(state);
		if (!booked || facts.some(({ fact }) => fact.kind === 'cancelled')) return undefined;
		const { expense, supplier, totals } = booked;
		const derived = expenseEntries(id, booked, facts, this.#base, rateOf);
		const isBill = expense.kind === 'bill';
		const common = {
			...({ type: 'expense', id, kind: expense.kind, number: expense.number, date: expense.date } as const),
			...{ dueDate: isBill ? expense.dueDate : '', partyId: expense.supplierId ?? '', name: supplier.name || expense.supplierName },
			rated: this.rated(expense),
			owed: isBill ? minorOf(totals.currency, totals.payable) : 0n,
			...movesOf(totals.currency, facts as StatedFact[]),
			items: []
		};
		if ('leftOut' in derived) return { ...common, parts: undefined, leftOut: derived.leftOut, later: [] };
		const own = derived.entries.find(({ kind }) => kind === expense.kind);
		const untaxed = totals.taxes.filter(({ reclaim, tax }) => reclaim && minorOf(totals.currency, tax) === 0n);
		const rate = conversionOf(expense, this.#base);
		const zero = untaxed.map(({ name, rate: percent, taxable, supply }): Part => ({
			...{ role: 'input-tax', amount: 0n, tax: this.tax(name, percent, '', supply) },
			taxable: 'into' in rate ? rate.into(minorOf(totals.currency, taxable)) : 0n
		}));
		return { ...common, parts: [...this.#parts(own), ...zero], later: this.#later(derived.entries, own) };
	}

	/** Undefined for what never happened. */
	payment(id: string, state: RecordState): MoneyFigure | undefined {
		const payment = recordedPayment(state);
		if (!payment) return undefined;
		const facts = state.facts.map(({ opId, body }) => ({ id: opId, fact: body as AnyFact }));
		const whole = facts.find(({ fact }) => fact.kind === 'reversed' && fact.factId === id)?.fact as { date?: string } | undefined;
		if (whole && whole.date === undefined) return undefined;
		const undone = reversals(facts);
		const { kind, date, partyId, partyName: name, currency, reference = '' } = payment;
		const isIn = kind === 'payment' || kind === 'deposit' || kind === 'supplier-refund';
		const shares = facts.flatMap(({ id: factId, fact }) => {
			const back = undone.get(factId) as { date?: string } | undefined;
			// What was taken back with the whole stood until then; what was taken off a document by itself is free again.
			if ((fact.kind !== 'applied' && fact.kind !== 'drawn') || (back && (!whole || back.date === undefined))) return [];
			const to = fact.kind === 'applied' ? fact.to : fact.from;
			return [{ to, date: fact.date, amount: minorOf(currency, fact.amount) }];
		});
		return {
			...({ type: 'payment', id, kind, date, partyId, name, reference, rated: this.rated(payment) } as const),
			amount: minorOf(currency, payment.amount) * (isIn ? 1n : -1n),
			...(whole?.date !== undefined && { until: whole.date }),
			shares
		};
	}

	#parts(entry: Entry | undefined, without?: EntryLine['role']): Part[] {
		return (entry?.lines ?? []).filter(({ role }) => role !== without).map((line) => this.#part(line));
	}

	#part({ role, amount, tax, category }: EntryLine): Part {
		const isTax = role === 'input-tax' || role === 'output-tax' || isSelfAssessed(tax?.supply);
		return {
			role,
			amount,
			...(tax && isTax && { tax: this.tax(tax.name, tax.rate, '', tax.supply), taxable: tax.taxable }),
			...(category && { category: this.category(category) })
		};
	}

	/** With the categories that the journal does not know, and those that come to nothing. */
	#taxParts({ content, totals }: IssuedDocument): Part[] {
		const rate = conversionOf(content, this.#base);
		if ('leftOut' in rate) return [];
		const sign = BigInt(kindOf(content.type).owes);
		return taxesInBase(content, totals, rate, this.#base).map(({ name, category, rate: percent, taxable, tax }) => ({
			...{ role: 'output-tax', amount: -tax * sign, tax: this.tax(name, percent, category), taxable: taxable * sign }
		}));
	}

	#later(entries: readonly Entry[], own: Entry | undefined): Later[] {
		return entries.filter((entry) => entry !== own).map((entry) => ({ date: entry.date, parts: this.#parts(entry) }));
	}

	/** The one object for this tax. */
	tax(name: string, rate: string, category: TaxOf['category'], supply?: PurchaseSupply): TaxOf {
		return shared(this.#taxes, [name, rate, category, supply].join('\n'), () => ({ name, rate, category, ...(supply && { supply }) }));
	}

	/** The one object for this rate. */
	rated({ currency, exchangeRate, baseCurrency }: Rated): Rated {
		return shared(this.#rates, [currency, exchangeRate, baseCurrency].join('\n'), () => ({
			currency,
			...(exchangeRate && { exchangeRate }),
			...(baseCurrency && { baseCurrency })
		}));
	}

	/** The one object for this category. */
	category({ id, name }: CategoryOf): CategoryOf {
		return shared(this.#categories, `${id}\n${name}`, () => ({ id, name }));
	}
}

/** What another program issued is named by itself; without its taxes no declaration counts it. [Note: issued elsewhere] */
function memosOf({ elsewhere }: IssuedDocument, parts: readonly Part[], amount: bigint): Part[] {
	if (elsewhere?.taxes === 'unknown') return [{ role: 'elsewhere-apart', amount: openOf(parts) }];
	return [{ role: 'turnover', amount }, ...(elsewhere ? [{ role: 'elsewhere-counted', amount } as const] : [])];
}

function openOf(parts: readonly Part[]): bigint {
	return parts.reduce((sum, { role, amount }) => (role === 'brought-forward' ? sum - amount : sum), 0n);
}

/** What a document sells without taxes, deposit invoices and what they are deducted by included: the base of a declaration. */
function turnoverOf({ content, totals }: IssuedDocument, parts: readonly Part[], base: string): bigint {
	const rate = conversionOf(content, base);
	const prepaid = 'into' in rate ? rate.into(minorOf(content.currency, totals.prepaid)) : 0n;
	const sold = parts.reduce((sum, { role, amount }) => (role === 'sales' || role === 'advances' ? sum - amount : sum), 0n);
	return sold + prepaid * BigInt(kindOf(content.type).owes);
}

function movesOf(currency: string, facts: readonly StatedFact[]): { settled: Settlement[]; used: Use[] } {
	const undone = reversals(facts);
	const settled: Settlement[] = [];
	const used: Use[] = [];
	for (const { id, fact } of facts) {
		const back = undone.get(id) as { date?: string } | undefined;
		if (back && back.date === undefined) continue;
		const until = back?.date !== undefined && { until: back.date };
		const money = 'amount' in fact && fact.amount !== undefined && 'date' in fact ? minorOf(currency, fact.amount) : 0n;
		if (fact.kind === 'payment' || fact.kind === 'credited' || fact.kind === 'written-off') {
			const from = fact.kind === 'payment' ? fact.paymentId : fact.kind === 'credited' ? fact.creditNote : '';
			settled.push({ kind: fact.kind, from, date: fact.date, amount: money, ...until });
		} else if (fact.kind === 'applied') used.push({ to: fact.to, date: fact.date, amount: money, isRefund: false, ...until });
		else if (fact.kind === 'refunded') used.push({ to: fact.refundId, date: fact.date, amount: money, isRefund: true, ...until });
	}
	return { settled, used };
}

function shared<T>(known: Map<string, T>, key: string, make: () => T): T {
	let found = known.get(key);
	if (!found) known.set(key, (found = make()));
	return found;
}
