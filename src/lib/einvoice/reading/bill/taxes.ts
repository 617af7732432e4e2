/** The VAT of an invoice as taxes of a bill: by their rates where these give the file's own amounts, else as those amounts. Pure. */
import type { Business } from '../../../business/business.ts';
import { presetForCountry } from '../../../business/presets.ts';
import { newExpense, knownTaxes } from '../../../expenses/expense-rules.ts';
import type { Expense, ExpenseTax } from '../../../expenses/expense.ts';
import { suppliesOf, type PurchaseSupply } from '../../../expenses/supplies.ts';
import { expenseTotals } from '../../../expenses/totals.ts';
import { amount, amountString } from '../../../money/amount.ts';
import { apportion } from '../../../money/apportion.ts';
import type { EInvoice } from '../../model.ts';
import { fileAmount, plainRate } from './amounts.ts';
import type { Notice } from './notices.ts';
import type { Part } from './parts.ts';

export interface Taxed {
	part: Part;
	taxes: ExpenseTax[];
}

const UNION = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));

/** Where the seller's tax is of: the country of his VAT number, else of his address. ISO 3166-1; empty where neither is said. */
export function taxCountry({ seller }: Pick<EInvoice, 'seller'>): string {
	const prefix = /^[A-Z]{2}/.exec(seller.vatId ?? '')?.[0];
	const ofNumber = prefix === 'EL' ? 'GR' : prefix === 'XI' ? 'GB' : prefix;
	return ofNumber ?? seller.address?.country ?? '';
}

/**
 * @param sign −1 turns a credit note's amounts into what they are to the buyer.
 * @returns each part with its taxes; undefined where an amount of tax is no number.
 */
export function taxed(invoice: EInvoice, parts: readonly Part[], sign: bigint, business: Business, notices: Notice[]): Taxed[] | undefined {
	const { currency, vat, totals } = invoice;
	const country = taxCountry(invoice);
	const isHome = country === '' || country === business.address.country;
	const wanted = new Map<string, { tax: bigint; category: string; rate: string }>();
	const rows = vat.length > 0 ? vat : totals.vat ? [{ tax: totals.vat, category: '', rate: '' }] : [];
	for (const { tax, category, rate } of rows) {
		const read = fileAmount(currency, tax);
		if (!read) return undefined;
		const plain = { category, rate: plainRate(rate) ?? '' };
		const key = keyOf(plain);
		wanted.set(key, { ...plain, tax: (wanted.get(key)?.tax ?? 0n) + read.minor * sign });
	}
	const all = parts.map((part): Taxed => ({ part, taxes: [] }));
	for (const [key, { tax, category, rate }] of wanted) {
		const own = all.filter(({ part }) => keyOf(part) === key);
		const supply = supplyOf(category, country, business);
		if (supply) owed(own, supply, business, notices);
		else if (category === 'G' && !isHome) notices.push({ kind: 'importLater' });
		if (tax === 0n) continue;
		const name = nameOf(category, rate, country, business);
		const byRate: ExpenseTax = { name, rate, reclaim: isHome };
		if (rate !== '' && gives(own, byRate, tax, currency)) {
			for (const { taxes } of own) taxes.push({ ...byRate });
			continue;
		}
		if (rate !== '') notices.push({ kind: 'taxByAmount' });
		const typed = (share: bigint): ExpenseTax => ({
			name: rate === '' ? name : `${name} ${rate} %`,
			amount: amountString(amount(currency, share)),
			reclaim: isHome
		});
		const shares = shared(tax, own);
		if (shares) own.forEach(({ taxes }, at) => shares[at] !== 0n && taxes.push(typed(shares[at]!)));
		else all.push({ part: { text: '', as: 'sum', amount: 0n, category, rate }, taxes: [typed(tax)] });
	}
	if (!isHome && [...wanted.values()].some(({ tax }) => tax !== 0n)) notices.push({ kind: 'foreignVat', args: { country } });
	return all;
}

function keyOf({ category, rate }: Pick<Part, 'category' | 'rate'>): string {
	return `${category} ${rate || '0'}`;
}

/** The rate on these parts comes to the amount that the file says. */
function gives(own: readonly Taxed[], tax: ExpenseTax, wanted: bigint, currency: string): boolean {
	const lines: Expense['lines'] = own.map(({ part }, at) => ({
		id: String(at),
		order: '',
		description: '',
		amount: amountString(amount(currency, part.amount)),
		taxes: [tax]
	}));
	const totals = expenseTotals({ currency, prices: 'net', lines });
	return totals.ok && totals.value.tax === wanted;
}

/** In proportion to the parts; undefined where there are none that the tax could be of: it stands by itself then. */
function shared(tax: bigint, own: readonly Taxed[]): bigint[] | undefined {
	const sum = own.reduce((all, { part }) => all + part.amount, 0n);
	if (sum === 0n || sum < 0n !== tax < 0n) return undefined;
	return apportion(
		tax,
		own.map(({ part }) => tax * part.amount),
		sum
	);
}

/** What a purchase on which no tax was charged is to the buyer, by its category (directive 2006/112/EC, art. 194 to 200). */
function supplyOf(category: string, country: string, business: Business): PurchaseSupply | undefined {
	const home = business.address.country;
	const known = suppliesOf(home);
	const abroad = UNION.has(country) && known.includes('services-eu') ? 'services-eu' : 'services-abroad';
	const supply: PurchaseSupply | undefined =
		category === 'K' ? 'acquisition' : category === 'AE' ? (country === home || country === '' ? 'domestic' : abroad) : undefined;
	return supply && known.includes(supply) ? supply : undefined;
}

/** By the rate that the business itself mostly charges. */
function owed(own: readonly Taxed[], supply: PurchaseSupply, business: Business, notices: Notice[]): void {
	const usual = newExpense(business, 'bill', '').lines[0]?.taxes.find(({ rate }) => rate !== undefined);
	if (!usual?.rate) {
		notices.push({ kind: 'selfAssessedUnknown' });
		return;
	}
	for (const { taxes } of own) taxes.push({ name: usual.name, rate: usual.rate, reclaim: true, supply });
	notices.push({ kind: 'selfAssessed', args: { rate: usual.rate } });
}

/** As the business calls it where it is its own, else as it is called where it is of. */
function nameOf(category: string, rate: string, country: string, business: Business): string {
	if (category === 'L') return 'IGIC';
	if (category === 'M') return 'IPSI';
	if (country === '' || country === business.address.country) {
		const known = knownTaxes(business);
		const own = known.find((tax) => plainRate(tax.rate) === rate) ?? known[0];
		if (own) return own.name;
	}
	const preset = presetForCountry(country);
	return preset?.taxPresets.flatMap(({ taxes }) => taxes).find((tax) => Number(tax.rate) !== 0)?.name ?? 'VAT';
}
