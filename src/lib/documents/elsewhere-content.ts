/** What another program says of an invoice it issued becomes a document here. [Note: issued elsewhere] */
import type { Business } from '../business/business.ts';
import { amount, amountString, parseAmount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import type { Party } from '../parties/party.ts';
import type { DocumentContent, DocumentLine, IssuedDocument } from './document.ts';
import { NO_PLACE } from './elsewhere.ts';
import { isDate } from './dates.ts';
import { buyerSnapshot, sellerSnapshot } from './snapshots.ts';
import { computeTotals, ENGINE_VERSION, freezeTotals } from './totals.ts';

/** Texts as the export has them; amounts are decimal strings of major units. */
export interface IssuedThere {
	program: string;
	number: string;
	issueDate: string;
	/** Empty where none is known. */
	dueDate: string;
	currency: string;
	/** What the client had to pay in all. */
	total: string;
	/** What he still owes of it; all of it where this is absent. The rest was paid there, and is prepaid here (BT-113). */
	open?: string;
	/**
	 * Taken where the engine comes to the same total with them and nothing was paid there: of what was, nobody here knows which taxes were declared.
	 * Else one line stands for all.
	 */
	lines?: readonly Omit<DocumentLine, 'order'>[];
	allowances?: DocumentContent['allowances'];
	prices?: DocumentContent['prices'];
	taxRounding?: DocumentContent['taxRounding'];
	orderNumber?: string;
	terms?: string;
	notes?: string;
	privateNotes?: string;
	exchangeRate?: string;
}

export type NotTaken = 'nameless' | 'bad-date' | 'bad-amount' | 'bad-currency' | 'negative';

/**
 * @param line words of the one line where only the total is known
 * @param importedAt instant, ISO 8601
 */
export function documentFromThere(
	there: IssuedThere,
	business: Business,
	party: Party,
	partyId: string,
	line: string,
	importedAt: string
): { ok: true; document: IssuedDocument } | { ok: false; why: NotTaken } {
	if (there.number.trim() === '') return { ok: false, why: 'nameless' };
	if (!isDate(there.issueDate)) return { ok: false, why: 'bad-date' };
	if (!isCurrency(there.currency)) return { ok: false, why: 'bad-currency' };
	const total = parseAmount(there.currency, there.total);
	if (!total.ok) return { ok: false, why: 'bad-amount' };
	if (total.value.minor < 0n) return { ok: false, why: 'negative' };
	const open = there.open === undefined ? total : parseAmount(there.currency, there.open);
	if (!open.ok || open.value.minor < 0n || open.value.minor > total.value.minor) return { ok: false, why: 'bad-amount' };
	const paid = total.value.minor - open.value.minor;
	const exact = there.lines?.length && paid === 0n ? contentOf(there, business, partyId, there.lines) : undefined;
	const sums = exact && computeTotals(exact);
	const isExact = sums?.ok === true && sums.value.payable === total.value.minor;
	const content = isExact ? exact! : contentOf({ ...there, allowances: [] }, business, partyId, [oneLine(line, amountString(total.value))]);
	if (paid > 0n) content.prepaid = amountString(amount(there.currency, paid));
	const totals = computeTotals(content);
	if (!totals.ok) return { ok: false, why: 'bad-amount' };
	return {
		ok: true,
		document: {
			number: there.number.trim(),
			...NO_PLACE,
			content,
			seller: sellerSnapshot({ ...business, billingRecords: false }, content),
			buyer: buyerSnapshot(party, content),
			totals: freezeTotals(totals.value),
			engine: ENGINE_VERSION,
			issuedAt: importedAt,
			elsewhere: { program: there.program, taxes: isExact ? 'exact' : 'unknown' }
		}
	};
}

function oneLine(name: string, price: string): Omit<DocumentLine, 'order'> {
	return { id: '1', name, description: '', quantity: '1', unit: 'C62', price, allowances: [], taxes: [] };
}

function contentOf(
	there: IssuedThere,
	business: Business,
	partyId: string,
	lines: readonly Omit<DocumentLine, 'order'>[]
): DocumentContent {
	const { issueDate, dueDate, currency, exchangeRate } = there;
	const isForeign = currency !== business.currency;
	return {
		type: 'invoice',
		partyId,
		issueDate,
		dueDate: isDate(dueDate) ? dueDate : '',
		currency,
		...(isForeign && { baseCurrency: business.currency }),
		...(isForeign && exchangeRate && { exchangeRate, exchangeRateDate: issueDate, exchangeRateSource: there.program }),
		...(there.orderNumber && { orderNumber: there.orderNumber }),
		prices: there.prices ?? 'net',
		taxRounding: there.taxRounding ?? 'document',
		lines: lines.map((each, at) => ({ ...each, order: orderAt(at) })),
		allowances: there.allowances ?? [],
		withholdings: [],
		language: business.language,
		terms: there.terms ?? '',
		notes: there.notes ?? '',
		privateNotes: there.privateNotes ?? '',
		template: business.template,
		customFields: []
	};
}

/** Keys that sort as the numbers do. */
function orderAt(at: number): string {
	return `a${String(at).padStart(5, '0')}V`;
}
