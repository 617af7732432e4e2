/** EN 16931-1, section 6.4: the terms that must be there (BR-01 to BR-65) and the conditions (BR-CO) that are no sums. */
import type { AllowanceOrCharge, EInvoice } from '../model.ts';
import { COUNTRIES } from './codes.ts';
import { decimalOf } from './numbers.ts';
import { eachOf, elementsAt, holds, isThere, needs, placesOf, type Place, type Rule, type Scope } from './rule.ts';

const lines = ({ invoice }: Scope) => placesOf('lines', invoice.lines);
const vat = ({ invoice }: Scope) => placesOf('vat', invoice.vat);
/** CII says BT-83, BT-89 and BT-90 beside the group: where they stand alone it is not there. */
export const payments = ({ invoice, syntax, root }: Scope) =>
	syntax === 'cii' && root && elementsAt(root, MEANS_OF_CII).length === 0 ? [] : placesOf('payments', invoice.payments);
const MEANS_OF_CII = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeSettlementPaymentMeans';
const lineAllowances = (kind: 'allowances' | 'charges') => (scope: Scope) =>
	lines(scope).flatMap(({ path, at }) => placesOf(`${path}.${kind}`, at[kind]));

const given = <T>(path: string, at: T | undefined): Place<T>[] => (at === undefined ? [] : [{ path, at }]);
const notNegative = (text: string | undefined) => {
	const value = decimalOf(text);
	return !value || value.digits >= 0n;
};

const HEAD: Rule[] = [
	needs('BR-01', 'BT-24', 'specification', (each) => each.specification),
	needs('BR-02', 'BT-1', 'number', (each) => each.number),
	needs('BR-03', 'BT-2', 'issueDate', (each) => each.issueDate),
	needs('BR-04', 'BT-3', 'typeCode', (each) => each.typeCode),
	needs('BR-05', 'BT-5', 'currency', (each) => each.currency),
	needs('BR-06', 'BT-27', 'seller.name', ({ seller }) => seller.name),
	needs('BR-07', 'BT-44', 'buyer.name', ({ buyer }) => buyer.name),
	needs('BR-08', 'BG-5', 'seller.address', ({ seller }) => seller.address),
	needs('BR-10', 'BG-8', 'buyer.address', ({ buyer }) => buyer.address),
	needs('BR-12', 'BT-106', 'totals.lines', ({ totals }) => totals.lines),
	needs('BR-13', 'BT-109', 'totals.withoutVat', ({ totals }) => totals.withoutVat),
	needs('BR-14', 'BT-112', 'totals.withVat', ({ totals }) => totals.withVat),
	needs('BR-15', 'BT-115', 'totals.due', ({ totals }) => totals.due),
	holds('BR-16', 'BG-25', 'lines', 'missing', ({ invoice }) => invoice.lines.length > 0),
	holds('BR-CO-18', 'BG-23', 'vat', 'missing', ({ invoice }) => invoice.vat.length > 0),
	holds('BR-53', 'BT-111', 'totals.vatInAccountingCurrency', 'missing', ({ invoice, syntax }) => {
		const { vatCurrency, currency, totals } = invoice;
		if (!vatCurrency) return true;
		// CII also wants the two currencies to differ; in UBL the VAT in the one currency will do for the other.
		return vatCurrency === currency ? syntax === 'ubl' && isThere(totals.vat) : isThere(totals.vatInAccountingCurrency);
	}),
	holds('BR-CO-03', 'BT-8', 'taxPointCode', 'forbidden', ({ invoice }) => !invoice.taxPointDate || !invoice.taxPointCode, {
		args: { others: 'BT-7' }
	})
];

const countryOf = (id: string, term: string, path: string, get: (invoice: EInvoice) => { country: string } | undefined, always = false) =>
	eachOf(
		id,
		term,
		'missing',
		({ invoice, syntax }) => given(`${path}.country`, get(invoice) ?? (always && syntax === 'cii' ? { country: '' } : undefined)),
		({ country }) => isThere(country)
	);

const COUNTRY: Rule[] = [
	// CII misses the country of an address that is not there too.
	countryOf('BR-09', 'BT-40', 'seller.address', ({ seller }) => seller.address, true),
	countryOf('BR-11', 'BT-55', 'buyer.address', ({ buyer }) => buyer.address, true),
	eachOf(
		'BR-20',
		'BT-69',
		'missing',
		({ invoice: { taxRepresentative }, syntax }) =>
			taxRepresentative && (taxRepresentative.address || syntax === 'cii')
				? [{ path: 'taxRepresentative.address.country', at: taxRepresentative.address?.country }]
				: [],
		isThere
	),
	countryOf('BR-57', 'BT-80', 'delivery.address', ({ delivery }) => delivery?.address)
];

const PARTIES: Rule[] = [
	eachOf(
		'BR-17',
		'BT-59',
		'differs',
		({ invoice }) => given('payee', invoice.payee),
		(payee, { invoice, syntax }) => {
			const { seller } = invoice;
			if (!isThere(payee.name)) return false;
			if (payee.identifier && seller.identifiers.some(({ id }) => id === payee.identifier!.id)) return false;
			if (syntax === 'ubl') return payee.name !== seller.tradingName;
			return payee.name !== seller.name && !(payee.legalRegistration && payee.legalRegistration.id === seller.legalRegistration?.id);
		},
		{ args: { others: 'BG-4' } }
	),
	eachOf(
		'BR-18',
		'BT-62',
		'missing',
		({ invoice }) => given('taxRepresentative', invoice.taxRepresentative),
		({ name }) => isThere(name),
		{ detail: 'name' }
	),
	eachOf(
		'BR-19',
		'BG-12',
		'missing',
		({ invoice }) => given('taxRepresentative', invoice.taxRepresentative),
		({ address }) => isThere(address),
		{ detail: 'address' }
	),
	eachOf(
		'BR-56',
		'BT-63',
		'missing',
		({ invoice }) => given('taxRepresentative', invoice.taxRepresentative),
		({ vatId }) => isThere(vatId),
		{ detail: 'vatId' }
	),
	eachOf(
		'BR-62',
		'BT-34',
		'missing',
		({ invoice }) => given('seller.electronicAddress', invoice.seller.electronicAddress),
		({ scheme }) => isThere(scheme),
		{ detail: 'scheme' }
	),
	eachOf(
		'BR-63',
		'BT-49',
		'missing',
		({ invoice }) => given('buyer.electronicAddress', invoice.buyer.electronicAddress),
		({ scheme }) => isThere(scheme),
		{ detail: 'scheme' }
	),
	holds(
		'BR-CO-26',
		'BT-31',
		'seller.vatId',
		'missing-one',
		({ invoice: { seller } }) => isThere(seller.vatId) || seller.identifiers.length > 0 || seller.legalRegistration !== undefined,
		{ args: { others: 'BT-29, BT-30' } }
	),
	eachOf(
		'BR-CO-09',
		'BT-31',
		'form',
		({ invoice: { seller, buyer, taxRepresentative } }) => [
			...given('seller.vatId', seller.vatId),
			...given('buyer.vatId', buyer.vatId),
			...given('taxRepresentative.vatId', taxRepresentative?.vatId || undefined)
		],
		// Greece says EL.
		(id) => COUNTRIES.has(id.trim().slice(0, 2)) || id.trim().startsWith('EL'),
		{ args: (value) => ({ value, wanted: 'DE123456789' }) }
	)
];

const LINES: Rule[] = [
	eachOf('BR-21', 'BT-126', 'missing', lines, ({ id }) => isThere(id), { detail: 'id' }),
	eachOf('BR-22', 'BT-129', 'missing', lines, ({ quantity }) => isThere(quantity), { detail: 'quantity' }),
	eachOf('BR-23', 'BT-130', 'missing', lines, ({ unit }) => isThere(unit), { detail: 'unit' }),
	eachOf('BR-24', 'BT-131', 'missing', lines, ({ net }) => isThere(net), { detail: 'net' }),
	eachOf('BR-25', 'BT-153', 'missing', lines, ({ item }) => isThere(item.name), { detail: 'item.name' }),
	eachOf('BR-26', 'BT-146', 'missing', lines, ({ price }) => isThere(price.net), { detail: 'price.net' }),
	eachOf('BR-27', 'BT-146', 'negative', lines, ({ price }) => isThere(price.net) && notNegative(price.net), {
		detail: 'price.net',
		args: ({ price }) => ({ value: price.net })
	}),
	eachOf('BR-28', 'BT-148', 'negative', lines, ({ price }) => notNegative(price.gross), {
		detail: 'price.gross',
		args: ({ price }) => ({ value: price.gross ?? '' })
	}),
	eachOf('BR-CO-04', 'BT-151', 'missing', lines, ({ vatCategory }) => isThere(vatCategory), { detail: 'vatCategory' }),
	eachOf(
		'BR-54',
		'BG-32',
		'missing',
		(scope) => lines(scope).flatMap(({ path, at }) => placesOf(`${path}.item.attributes`, at.item.attributes)),
		({ name, value }) => isThere(name) && isThere(value)
	),
	eachOf(
		'BR-64',
		'BT-157',
		'missing',
		(scope) => lines(scope).flatMap(({ path, at }) => given(`${path}.item.standardId`, at.item.standardId)),
		({ scheme }) => isThere(scheme),
		{ detail: 'scheme' }
	),
	eachOf(
		'BR-65',
		'BT-158',
		'missing',
		(scope) => lines(scope).flatMap(({ path, at }) => placesOf(`${path}.item.classifications`, at.item.classifications)),
		({ scheme }) => isThere(scheme),
		{ detail: 'scheme' }
	)
];

const hasReason = ({ reason, reasonCode }: AllowanceOrCharge) => isThere(reason) || isThere(reasonCode);

/** Documents say BR-33 and BR-CO-21 of the same breach, and so on: both are told, as the sources do. */
const REASONS: Rule[] = (
	[
		['allowances', 'BT-97', ['BR-33', 'BR-CO-21'], 'BT-92', 'BR-31', 'BT-98'],
		['charges', 'BT-104', ['BR-38', 'BR-CO-22'], 'BT-99', 'BR-36', 'BT-105']
	] as const
).flatMap(([kind, term, ids, amount, amountId, code]) => {
	const places = ({ invoice }: Scope) => placesOf(kind, invoice[kind]);
	return [
		eachOf(amountId, amount, 'missing', places, (each) => isThere(each.amount), { detail: 'amount' }),
		...ids.map((id) => eachOf(id, term, 'missing-one', places, hasReason, { detail: 'reason', args: { others: code } })),
		eachOf(
			kind === 'allowances' ? 'BR-32' : 'BR-37',
			kind === 'allowances' ? 'BT-95' : 'BT-102',
			'missing',
			places,
			({ vatCategory }) => isThere(vatCategory),
			{ detail: 'vatCategory' }
		)
	];
});

const LINE_REASONS: Rule[] = (
	[
		['allowances', 'BT-139', ['BR-42', 'BR-CO-23'], 'BT-136', 'BR-41', 'BT-140'],
		['charges', 'BT-144', ['BR-44', 'BR-CO-24'], 'BT-141', 'BR-43', 'BT-145']
	] as const
).flatMap(([kind, term, ids, amount, amountId, code]) => [
	eachOf(amountId, amount, 'missing', lineAllowances(kind), (each) => isThere(each.amount), { detail: 'amount' }),
	...ids.map((id) => eachOf(id, term, 'missing-one', lineAllowances(kind), hasReason, { detail: 'reason', args: { others: code } }))
]);

const isInOrder = ({ start, end }: { start?: string; end?: string }) => !start || !end || end >= start;

const REST: Rule[] = [
	eachOf('BR-45', 'BT-116', 'missing', vat, ({ taxable }) => isThere(taxable), { detail: 'taxable' }),
	eachOf('BR-46', 'BT-117', 'missing', vat, ({ tax }) => isThere(tax), { detail: 'tax' }),
	eachOf('BR-47', 'BT-118', 'missing', vat, ({ category }) => isThere(category), { detail: 'category' }),
	eachOf('BR-48', 'BT-119', 'missing', vat, ({ rate, category }) => isThere(rate) || category === 'O', { detail: 'rate' }),
	eachOf('BR-29', 'BT-74', 'period', ({ invoice }) => given('period', invoice.period), isInOrder, { detail: 'end' }),
	// UBL asks BR-29 of every period, those of the lines too.
	eachOf('BR-29', 'BT-135', 'period', (scope) => lines(scope).flatMap(({ path, at }) => given(`${path}.period`, at.period)), isInOrder, {
		syntax: 'ubl',
		detail: 'end'
	}),
	eachOf('BR-30', 'BT-135', 'period', (scope) => lines(scope).flatMap(({ path, at }) => given(`${path}.period`, at.period)), isInOrder, {
		detail: 'end'
	}),
	eachOf('BR-49', 'BT-81', 'missing', payments, ({ means }) => isThere(means), { detail: 'means' }),
	eachOf(
		'BR-50',
		'BT-84',
		'missing',
		(scope) => payments(scope).flatMap(({ path, at }) => (isTransfer(at.means) ? placesOf(`${path}.transfers`, at.transfers) : [])),
		({ account }) => isThere(account),
		{ detail: 'account' }
	),
	eachOf(
		'BR-61',
		'BT-84',
		'missing',
		payments,
		({ means, transfers }, { syntax }) =>
			!isTransfer(means) || (transfers.length === 0 ? syntax === 'cii' : transfers.every(({ account }) => isThere(account))),
		{ detail: 'transfers' }
	),
	eachOf(
		'BR-51',
		'BT-87',
		'form',
		(scope) => payments(scope).flatMap(({ path, at }) => given(`${path}.card`, at.card)),
		({ number }) => number.trim().length <= 10,
		{
			detail: 'number',
			severity: ({ syntax }) => (syntax === 'ubl' ? 'warning' : 'fatal'),
			args: ({ number }) => ({ value: `****${number.trim().slice(-4)}`, wanted: '****1234' })
		}
	),
	eachOf(
		'BR-52',
		'BT-122',
		'missing',
		({ invoice }) => placesOf('documents', invoice.documents),
		({ reference }) => isThere(reference),
		{
			detail: 'reference'
		}
	),
	eachOf(
		'BR-55',
		'BT-25',
		'missing',
		({ invoice }) => placesOf('preceding', invoice.preceding),
		({ number }) => isThere(number),
		{
			detail: 'number'
		}
	),
	holds(
		'BR-B-01',
		'BT-118',
		'vat',
		'forbidden',
		({ invoice }) =>
			!hasSplitPayment(invoice) ||
			[invoice.seller.address, invoice.buyer.address, invoice.delivery?.address, invoice.taxRepresentative?.address].every(
				(address) => !address || address.country === 'IT'
			),
		{ args: { others: 'BT-40' } }
	),
	holds('BR-B-02', 'BT-118', 'vat', 'forbidden', ({ invoice }) => !hasSplitPayment(invoice) || !categoriesOf(invoice).includes('S'), {
		args: { others: 'S' }
	})
];

export function isTransfer(means: string): boolean {
	return means === '30' || means === '58';
}

/** Of lines, allowances, charges and the breakdown. */
function categoriesOf({ lines, allowances, charges, vat }: EInvoice): string[] {
	return [...lines, ...allowances, ...charges].map(({ vatCategory }) => vatCategory).concat(vat.map(({ category }) => category));
}

function hasSplitPayment(invoice: EInvoice): boolean {
	return categoriesOf(invoice).includes('B');
}

export const CORE: readonly Rule[] = [...HEAD, ...COUNTRY, ...PARTIES, ...LINES, ...REASONS, ...LINE_REASONS, ...REST];
