/**
 * Rules that Peppol BIS Billing 3 (2026.5) made and XRechnung 3.0.2 took over under the same numbers (PEPPOL-EN16931-R…), as far as both ask them.
 * What only Peppol asks: `peppol.ts`.
 */
import { divide, multiply, type Decimal } from '../../money/decimal.ts';
import type { AllowanceOrCharge, InvoiceLine } from '../model.ts';
import { compare, decimalOf, minus, plain, plus, rounded, size, sumOf } from './numbers.ts';
import { eachOf, elementsAt, holds, isThere, needs, placesOf, TAX_TOTALS_OF_CII, type Place, type Rule, type Scope } from './rule.ts';

const NONE: Decimal = { digits: 0n, scale: 0 };
const ONE: Decimal = { digits: 1n, scale: 0 };
/** Two hundredths; in forints half a forint (the German rules alone). */
const slackOf = ({ profile, invoice }: Scope): Decimal =>
	profile === 'xrechnung' && invoice.currency === 'HUF' ? { digits: 5n, scale: 1 } : { digits: 2n, scale: 2 };

const lines = ({ invoice }: Scope) => placesOf('lines', invoice.lines);

/** Allowances and charges of the document and of its lines. */
function reductions({ invoice }: Scope): Place<AllowanceOrCharge>[] {
	return [
		...placesOf<AllowanceOrCharge>('allowances', invoice.allowances),
		...placesOf('charges', invoice.charges),
		...invoice.lines.flatMap((line, index) => [
			...placesOf(`lines.${index}.allowances`, line.allowances),
			...placesOf(`lines.${index}.charges`, line.charges)
		])
	];
}

function shareOf({ base, percent }: AllowanceOrCharge): Decimal | undefined {
	const [whole, rate] = [decimalOf(base), decimalOf(percent)];
	return whole && rate && multiply(multiply(whole, rate), { digits: 1n, scale: 2 });
}

/** Quantity by price, with the line's allowances and charges. */
function netOf({ quantity, price, allowances, charges }: InvoiceLine): Decimal | undefined {
	const amounts = (list: readonly AllowanceOrCharge[]) => {
		const sum = sumOf(list.map(({ amount }) => amount));
		return sum && rounded(sum, 2);
	};
	const count = isThere(quantity) ? decimalOf(quantity) : ONE;
	const each = isThere(price.net) ? decimalOf(price.net) : NONE;
	const base = decimalOf(price.baseQuantity);
	const [off, added] = [amounts(allowances), amounts(charges)];
	if (!count || !each || !off || !added) return undefined;
	const gross = multiply(count, base && base.digits !== 0n ? divide(each, base, 18) : each);
	return minus(plus(gross, added), off);
}

const sign = (text: string | undefined) => {
	const value = decimalOf(text);
	return !value || value.digits === 0n ? 0 : value.digits < 0n ? -1 : 1;
};

export const BILLING: readonly Rule[] = [
	needs('PEPPOL-EN16931-R001', 'BT-23', 'businessProcess', ({ businessProcess }) => businessProcess),
	holds(
		'PEPPOL-EN16931-R005',
		'BT-6',
		'vatCurrency',
		'forbidden',
		({ invoice: { vatCurrency, currency } }) => !vatCurrency || vatCurrency !== currency,
		{ args: { others: 'BT-5' } }
	),
	needs('PEPPOL-EN16931-R010', 'BT-49', 'buyer.electronicAddress', ({ buyer }) => buyer.electronicAddress),
	needs('PEPPOL-EN16931-R020', 'BT-34', 'seller.electronicAddress', ({ seller }) => seller.electronicAddress),
	holds('PEPPOL-EN16931-R053', 'BT-110', 'totals.vat', 'repeated', ({ invoice, root, syntax }) => {
		if (!root) return syntax === 'cii' || invoice.vat.length > 0;
		if (syntax === 'ubl') return elementsAt(root, 'cac:TaxTotal').filter((each) => elementsAt(each, 'cac:TaxSubtotal').length).length === 1;
		return totalsOf(root).filter((each) => each.attributes.get('currencyID') === invoice.currency).length <= 1;
	}),
	holds(
		'PEPPOL-EN16931-R054',
		'BT-111',
		'totals.vatInAccountingCurrency',
		'differs',
		({ invoice, root, syntax }) => {
			const wanted = invoice.vatCurrency ? 1 : 0;
			if (!root) return (invoice.totals.vatInAccountingCurrency === undefined ? 0 : 1) === wanted;
			if (syntax === 'ubl')
				return elementsAt(root, 'cac:TaxTotal').filter((each) => elementsAt(each, 'cac:TaxSubtotal').length === 0).length === wanted;
			return (
				totalsOf(root).filter(({ attributes }) => (attributes.get('currencyID') ?? invoice.currency) !== invoice.currency).length === wanted
			);
		},
		{ args: { others: 'BT-6' } }
	),
	holds(
		'PEPPOL-EN16931-R055',
		'BT-111',
		'totals.vatInAccountingCurrency',
		'differs',
		({ invoice: { totals, vatCurrency } }) =>
			!vatCurrency ||
			totals.vat === undefined ||
			totals.vatInAccountingCurrency === undefined ||
			sign(totals.vat) * sign(totals.vatInAccountingCurrency) >= 0,
		{ args: { others: 'BT-110' } }
	),
	eachOf('PEPPOL-EN16931-R041', 'BT-93', 'missing', reductions, ({ percent, base }) => !percent || isThere(base), { detail: 'base' }),
	eachOf('PEPPOL-EN16931-R042', 'BT-94', 'missing', reductions, ({ percent, base }) => !base || isThere(percent), { detail: 'percent' }),
	eachOf(
		'PEPPOL-EN16931-R040',
		'BT-92',
		'sum',
		reductions,
		(at, scope) => {
			if (!at.percent || !at.base) return true;
			const [wanted, is] = [shareOf(at), decimalOf(at.amount) ?? NONE];
			return wanted !== undefined && compare(size(minus(is, wanted)), slackOf(scope)) <= 0;
		},
		{ detail: 'amount', args: (at) => ({ value: at.amount || '–', wanted: plain(shareOf(at)) }) }
	),
	eachOf(
		'PEPPOL-EN16931-R046',
		'BT-146',
		'sum',
		lines,
		({ price }) => {
			if (price.gross === undefined) return true;
			const [net, gross, discount] = [decimalOf(price.net), decimalOf(price.gross), decimalOf(price.discount ?? '0')];
			return net !== undefined && gross !== undefined && discount !== undefined && compare(net, minus(gross, discount)) === 0;
		},
		{ detail: 'price.net', args: ({ price }) => ({ value: price.net || '–', wanted: `${price.gross} − ${price.discount ?? '0'}` }) }
	),
	eachOf(
		'PEPPOL-EN16931-R061',
		'BT-89',
		'missing',
		({ invoice }) => placesOf('payments', invoice.payments),
		({ means, directDebit }, { invoice, syntax }) =>
			(means !== '49' && means !== '59') ||
			isThere(directDebit?.mandate) ||
			// CII says the mandate once for all.
			(syntax === 'cii' && invoice.payments.some((each) => isThere(each.directDebit?.mandate))),
		{ detail: 'directDebit.mandate' }
	),
	eachOf(
		'PEPPOL-EN16931-R110',
		'BT-134',
		'period',
		lines,
		({ period }, { invoice }) => !period?.start || !invoice.period?.start || period.start >= invoice.period.start,
		{ detail: 'period.start' }
	),
	eachOf(
		'PEPPOL-EN16931-R111',
		'BT-135',
		'period',
		lines,
		({ period }, { invoice }) => !period?.end || !invoice.period?.end || period.end <= invoice.period.end,
		{ detail: 'period.end' }
	),
	eachOf(
		'PEPPOL-EN16931-R120',
		'BT-131',
		'sum',
		lines,
		(line, scope) => {
			const [wanted, is] = [netOf(line), isThere(line.net) ? decimalOf(line.net) : NONE];
			return wanted !== undefined && is !== undefined && compare(size(minus(is, wanted)), slackOf(scope)) <= 0;
		},
		{
			detail: 'net',
			// The German rules only warn.
			severity: ({ profile }) => (profile === 'xrechnung' ? 'warning' : 'fatal'),
			args: (line) => ({ value: line.net || '–', wanted: ((net) => plain(net && rounded(net, 2)))(netOf(line)) })
		}
	),
	eachOf(
		'PEPPOL-EN16931-R121',
		'BT-149',
		'positive',
		lines,
		({ price }) => price.baseQuantity === undefined || sign(price.baseQuantity) > 0,
		{
			detail: 'price.baseQuantity',
			args: ({ price }) => ({ value: price.baseQuantity ?? '' })
		}
	),
	eachOf(
		'PEPPOL-EN16931-R130',
		'BT-150',
		'differs',
		lines,
		({ price, unit, quantity }, { syntax }) => !price.baseUnit || price.baseUnit === unit || (syntax === 'ubl' && !isThere(quantity)),
		{ detail: 'price.baseUnit', args: { others: 'BT-130' } }
	)
];

function totalsOf(root: NonNullable<Scope['root']>) {
	return elementsAt(root, TAX_TOTALS_OF_CII);
}
