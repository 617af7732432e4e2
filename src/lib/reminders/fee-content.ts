/** The invoice that bills what being late costs: the late one stays as it is. Pure. */
import type { Business } from '../business/business.ts';
import { defaultsFor, newDraft, withDefaults } from '../documents/defaults.ts';
import type { DocumentContent, DocumentLine, IssuedDocument, LineTax } from '../documents/document.ts';
import { orderBetween } from '../documents/order.ts';
import { amount, amountString } from '../money/amount.ts';
import { formatAmount, formatDecimal } from '../money/format.ts';
import { isCurrency } from '../money/currencies.ts';
import type { Party } from '../parties/party.ts';
import type { Charge } from './late-fee.ts';
import { dayIn, fillFields, wordsIn } from './texts.ts';

interface Late {
	documentId: string;
	document: Pick<IssuedDocument, 'number' | 'content'>;
	step: string;
}

/**
 * Outside the scope of tax, category O (why: `isUntaxedFee`), and so on an invoice of its own, since O bears nothing beside it (EN 16931 BR-O-11 to
 * BR-O-14). Not E: an exemption is of a supply. Whoever must tax a fee that was agreed on does so on the draft.
 */
export function feeContent(
	{ documentId, document, step }: Late,
	charge: Charge,
	business: Business,
	party: Party,
	today: string
): DocumentContent {
	const { language, partyId } = document.content;
	const { currency } = charge;
	const draft = withDefaults(newDraft(business, today), defaultsFor(business), defaultsFor(business, party));
	const words = wordsIn(language);
	const { number } = document;
	const money = (minor: bigint) => (isCurrency(currency) ? formatAmount(amount(currency, minor), language) : '');
	const spans = charge.spans.map(({ from, to, rate, principal }) =>
		fillFields(words.interestSpan, {
			open: money(principal),
			from: dayIn(from, language),
			to: dayIn(to, language),
			rate: formatDecimal(rate, language)
		})
	);
	const tax: LineTax = { name: words.untaxed.name, category: 'O', rate: '0', exemptionReason: words.untaxed.reason };
	const lines: DocumentLine[] = [];
	const add = (id: string, name: string, minor: bigint, description = '') => {
		if (minor <= 0n) return;
		const price = isCurrency(currency) ? amountString(amount(currency, minor)) : '0';
		const order = orderBetween(lines.at(-1)?.order, undefined);
		lines.push({ id, order, name, description, quantity: '1', unit: 'C62', price, allowances: [], taxes: [{ ...tax }] });
	};
	add('fee', fillFields(charge.kind === 'interest' ? words.interest : words.fee, { number }), charge.amount, spans.join('\n'));
	add('compensation', words.compensation, charge.compensation);
	const { baseCurrency: _, ...rest } = draft;
	return {
		...rest,
		...(partyId && { partyId }),
		currency,
		...(draft.baseCurrency && { baseCurrency: draft.baseCurrency }),
		language,
		withholdings: [],
		lines,
		lateFee: { documentId, step }
	};
}
