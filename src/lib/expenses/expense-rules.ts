/** What is wrong with an expense while it is written, field by field; what an empty one looks like, and what of it is saved. */
import type { Business } from '../business/business.ts';
import { LIMITS, Rules, type Problems } from '../business/field-rules.ts';
import { partId } from '../documents/ids.ts';
import { orderBetween } from '../documents/order.ts';
import { isCurrency } from '../money/currencies.ts';
import { EXCHANGE_RATE_LIMITS, PRICE_LIMITS, RATE_LIMITS } from '../money/decimal.ts';
import type { Expense, ExpenseCategory, ExpenseKind, ExpenseLine, ExpenseTax } from './expense.ts';

export const MOST_RECEIPTS = 50;

export function validateExpense(expense: Expense): Problems {
	const rules = new Rules();
	rules.text('supplierName', expense.supplierName, LIMITS.name);
	rules.text('number', expense.number, LIMITS.number);
	if (!isCurrency(expense.currency)) rules.error('currency', 'currency');
	rules.decimal('exchangeRate', expense.exchangeRate, EXCHANGE_RATE_LIMITS);
	rules.text('exchangeRateSource', expense.exchangeRateSource, LIMITS.reference);
	rules.decimal('withheld', expense.withheld, PRICE_LIMITS);
	rules.list('lines', expense.lines);
	for (const [at, line] of expense.lines.entries()) {
		rules.text(`lines.${at}.description`, line.description, LIMITS.line);
		rules.decimal(`lines.${at}.amount`, line.amount, PRICE_LIMITS);
		for (const [place, tax] of line.taxes.entries()) {
			rules.text(`lines.${at}.taxes.${place}.name`, tax.name, LIMITS.taxName);
			rules.decimal(`lines.${at}.taxes.${place}.rate`, tax.rate, RATE_LIMITS);
			rules.decimal(`lines.${at}.taxes.${place}.amount`, tax.amount, PRICE_LIMITS);
		}
	}
	rules.decimal('rebill', expense.rebill?.markup, RATE_LIMITS);
	rules.text('project', expense.project, LIMITS.reference);
	rules.text('notes', expense.notes, LIMITS.text);
	rules.list('tags', expense.tags);
	for (const tag of expense.tags) rules.text('tags', tag, LIMITS.tag);
	return rules.problems;
}

/** Dated today, one line, taxed as the business's own sales are. */
export function newExpense(business: Business, kind: ExpenseKind, today: string): Expense {
	return {
		kind,
		supplierName: '',
		number: '',
		date: today,
		dueDate: '',
		currency: business.currency,
		prices: 'gross',
		lines: [newLine(usualTaxes(business))],
		method: kind === 'bill' ? 'transfer' : 'card',
		receipts: [],
		notes: '',
		tags: []
	};
}

export function newLine(taxes: readonly ExpenseTax[], before?: ExpenseLine): ExpenseLine {
	return {
		id: partId(),
		order: orderBetween(before?.order, undefined),
		description: '',
		amount: '',
		...(before?.category && { category: { ...before.category } }),
		taxes: taxes.map((tax) => ({ ...tax }))
	};
}

/** What suppliers at home mostly charge: what the business itself charges, as far as it is a tax on top. */
function usualTaxes(business: Business): ExpenseTax[] {
	const preset = business.taxPresets.find(({ id }) => id === business.defaultTaxPreset);
	return knownTaxes(business).filter(({ name, rate }) => preset?.taxes.some((tax) => tax.name === name && tax.rate === rate));
}

/** Each tax of the business's own sets once. */
export function knownTaxes(business: Business): ExpenseTax[] {
	const found = new Map<string, ExpenseTax>();
	for (const { taxes } of business.taxPresets)
		for (const { name, rate } of taxes) if (Number(rate) !== 0) found.set(`${name}\n${rate}`, { name, rate, reclaim: true });
	return [...found.values()];
}

/** As it is saved: fields that are empty are not there. */
export function tidyExpense(expense: Expense): Expense {
	const { exchangeRate, exchangeRateDate, exchangeRateSource, withheld, project, rebill, supplierId, ...rest } = expense;
	return {
		...rest,
		...(supplierId && { supplierId }),
		...(exchangeRate && { exchangeRate }),
		...(exchangeRate && exchangeRateDate && { exchangeRateDate }),
		...(exchangeRate && exchangeRateSource && { exchangeRateSource }),
		...(withheld && { withheld }),
		...(project && { project }),
		...(rebill?.clientId && { rebill })
	};
}

/** Of another day's expense: none yet. */
export function withoutRate(expense: Expense): Expense {
	const { exchangeRate: _rate, exchangeRateDate: _date, exchangeRateSource: _source, ...rest } = expense;
	return rest;
}

export const USUAL_CATEGORIES = [
	'rent',
	'energy',
	'office',
	'equipment',
	'software',
	'phone',
	'travel',
	'vehicle',
	'meals',
	'marketing',
	'fees',
	'subcontract',
	'goods',
	'insurance',
	'training',
	'bank',
	'taxes',
	'wages',
	'other'
] as const;

/** The business's own; until it has any, the usual ones in the words of the interface. */
export function categoriesOf(business: Business, word: (id: (typeof USUAL_CATEGORIES)[number]) => string): ExpenseCategory[] {
	const own = business.expenseCategories;
	return own && own.length > 0 ? own : USUAL_CATEGORIES.map((id) => ({ id, name: word(id) }));
}
