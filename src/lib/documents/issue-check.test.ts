import { describe, expect, test } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty, GST } from '../../../tests/support/books.ts';
import type { Business, TaxId } from '../business/business.ts';
import { presetOf, presets } from '../business/presets.ts';
import type { Party } from '../parties/party.ts';
import type { DocumentContent, LineTax } from './document.ts';
import { issueBlockers, type IssueFacts } from './issue-check.ts';
import { en } from './messages/en.ts';

const series = { name: 'Invoices', type: 'invoice' as const, pattern: 'F{YYYY}-{0000}', start: 1, yearly: true };
const TODAY = '2026-11-21';

interface Case {
	content?: Partial<DocumentContent>;
	party?: Partial<Party>;
	business?: Partial<Business>;
	facts?: IssueFacts;
}
function check({ content = {}, party = {}, business = {}, facts = {} }: Case = {}) {
	return issueBlockers(anInvoice(content), aParty(party), aBusiness(business), series, TODAY, facts).map(
		({ field, message, level }) => `${level} ${field} ${message}`
	);
}
const id = (kind: string, country: string, value = '1'): TaxId => ({ kind, country, label: kind, value });
const at = (country: string, city = 'Town') => ({ line1: 'Street 1', city, postcode: '1', country });
const vat = (category: LineTax['category'], rate: string, exemptionReason?: string): LineTax => ({
	name: 'VAT',
	category,
	rate,
	...(exemptionReason && { exemptionReason })
});
const line = (...taxes: LineTax[]) => [aLine({ taxes })];

test('a complete invoice has nothing in its way', () => {
	expect(check()).toEqual([]);
});

test('every message has its words', () => {
	const found = issueBlockers({ ...anInvoice(), lines: [], currency: 'XXX' }, undefined, aBusiness({ name: '' }), undefined, TODAY);
	expect(found.length).toBeGreaterThan(4);
	for (const finding of found) expect(en).toHaveProperty(finding.message);
});

describe('mandatory for every document', () => {
	test.each<[string, Case, string]>([
		['the buyer’s name', { party: { name: ' ' } }, 'error party.name checkBuyerName'],
		['the buyer’s country', { party: { address: at('') } }, 'error party.address.country checkBuyerCountry'],
		['the seller’s name', { business: { name: '' } }, 'error business.name checkSellerName'],
		['the seller’s country', { business: { address: at('') } }, 'error business.address.country checkSellerCountry'],
		['a line', { content: { lines: [] } }, 'error lines checkNoLines'],
		['a name on each line', { content: { lines: [aLine({ name: '' })] } }, 'error lines.0.name checkLineName'],
		['a quantity', { content: { lines: [aLine({ quantity: '' })] } }, 'error lines.0.quantity checkLineQuantity'],
		['a price', { content: { lines: [aLine({ price: '' })] } }, 'error lines.0.price checkLinePrice'],
		['a unit', { content: { lines: [aLine({ unit: '' })] } }, 'error lines.0.unit checkLineUnit'],
		['a tax category', { content: { lines: [aLine({ taxes: [] })] } }, 'error lines.0.taxes checkLineTaxes'],
		['a date of issue that exists', { content: { issueDate: '2026-02-30' } }, 'error issueDate checkDate'],
		['a due date that exists', { content: { dueDate: '2026-13-01' } }, 'error dueDate checkDate'],
		['a due date not before the issue', { content: { dueDate: '2026-11-20' } }, 'error dueDate checkDueBeforeIssue'],
		['a safe page to pay on', { content: { paymentLink: 'http://pay.example' } }, 'error paymentLink check_linkHttps'],
		['one in the settings', { business: { paymentLink: 'https://a@pay.example' } }, 'error business.paymentLink check_linkCredentials'],
		['a due date or terms', { content: { dueDate: '', terms: ' ' } }, 'error dueDate checkNoDueDate'],
		['a supply date that exists', { content: { supplyDate: '2026-04-31' } }, 'error supplyDate checkDate'],
		['a period in its order', { content: { periodStart: '2026-11-30', periodEnd: '2026-11-01' } }, 'error periodEnd checkPeriodOrder'],
		['a currency in use', { content: { currency: 'DEM' } }, 'error currency checkCurrency'],
		['a rate to the base currency', { content: { currency: 'EUR' } }, 'error exchangeRate checkExchangeRate'],
		[
			'a reason for a discount',
			{ content: { allowances: [{ id: 'a', kind: 'allowance', percent: '5', reason: '' }] } },
			'error allowances.0.reason checkAllowanceReason'
		],
		[
			'a discount within 100 %',
			{ content: { allowances: [{ id: 'a', kind: 'allowance', percent: '101', reason: 'x' }] } },
			'error allowances.0.percent checkAllowancePercent'
		],
		[
			'an amount for a charge',
			{ content: { allowances: [{ id: 'a', kind: 'charge', amount: '', reason: 'x' }] } },
			'error allowances.0.amount checkAllowanceAmount'
		],
		[
			'a name for a withholding',
			{ content: { withholdings: [{ name: '', rate: '15' }] } },
			'error withholdings.0.name checkWithholdingName'
		],
		[
			'a rate for a withholding',
			{ content: { withholdings: [{ name: 'IRPF', rate: '' }] } },
			'error withholdings.0.rate checkWithholdingRate'
		]
	])('%s', (_, input, expected) => {
		expect(check(input)).toContain(expected);
	});

	test('a page to pay on only where something is to be paid, and of two the document’s own', () => {
		const business = { paymentLink: 'http://pay.example' };
		expect(check({ business, content: { paymentLink: 'https://pay.example/{number}' } })).toEqual([]);
		expect(issueBlockers(anInvoice({ type: 'estimate' }), aParty(), aBusiness(business), { ...series, type: 'estimate' }, TODAY)).toEqual(
			[]
		);
	});
	test('a buyer and a series', () => {
		const found = issueBlockers(anInvoice({ partyId: undefined, seriesId: undefined }), undefined, aBusiness(), undefined, TODAY);
		expect(found.map((finding) => finding.message)).toEqual(['checkNoBuyer', 'checkNoSeries']);
		expect(issueBlockers(anInvoice(), aParty(), aBusiness(), undefined, TODAY)[0]?.message).toBe('checkSeriesGone');
		expect(issueBlockers(anInvoice(), aParty(), aBusiness(), { ...series, pattern: 'F' }, TODAY)[0]?.message).toBe('checkSeriesPattern');
	});

	test('a due date is enough without terms, and terms without a due date', () => {
		expect(check({ content: { terms: '' } })).toEqual([]);
		expect(check({ content: { dueDate: '' } })).toEqual([]);
	});
});

describe('bad input', () => {
	test.each(['1e9', '1,5', '٣', ' 1', 'NaN', '0x10', '9'.repeat(40), '1.0000001'])('the price "%s" blocks at its field', (price) => {
		const problems = check({ content: { lines: [aLine(), aLine({ id: 'l2', order: 'W', price })] } });
		expect(problems).toContain('error lines.1.price checkLinePrice');
	});

	test('a price below zero is told to make the quantity negative', () => {
		expect(check({ content: { lines: [aLine({ price: '-5' })] } })).toContain('error lines.0.price checkLinePriceNegative');
		expect(check({ content: { lines: [aLine({ quantity: '-1' })] } })).toEqual(['warning lines checkTotalNegative']);
	});

	test('100 kB in a description block at that field', () => {
		expect(check({ content: { lines: [aLine({ description: 'x'.repeat(100_000) })] } })).toEqual([
			'error lines.0.description checkTooLong'
		]);
	});

	test('what only the engine cannot read blocks too', () => {
		expect(check({ content: { stampDuty: { name: 'Timbre', amount: 'ten' } } })).toEqual(['error stampDuty.amount checkAmount']);
		expect(check({ content: { prepaid: '1.005' } })).toEqual(['error prepaid checkAmount']);
	});

	test('a deposit below zero blocks, unless the whole invoice takes something back', () => {
		expect(check({ content: { prepaid: '-5' } })).toEqual(['error prepaid checkPrepaidNegative']);
		expect(check({ content: { prepaid: '-5', lines: [aLine({ quantity: '-1' })] } })).toEqual(['warning lines checkTotalNegative']);
	});

	test('a line is named by its place on the screen, not in the array', () => {
		const lines = [aLine({ id: 'second', order: 'b', price: '' }), aLine({ id: 'first', order: 'a' })];
		expect(check({ content: { lines } })).toEqual(['error lines.1.price checkLinePrice']);
	});
});

describe('taxes', () => {
	test.each<[string, LineTax, string]>([
		['a rate that is none', vat('S', ''), 'error lines.0.taxes.0.rate checkTaxRate'],
		['a standard rate of zero', vat('S', '0'), 'error lines.0.taxes.0.rate checkTaxRateZero'],
		['a rate on what is exempt', vat('E', '20', 'x'), 'error lines.0.taxes.0.rate checkTaxRateNotZero'],
		['exempt without a reason', vat('E', '0'), 'error lines.0.taxes.0.exemptionReason checkExemptionReason'],
		['out of scope without a reason', vat('O', '0'), 'error lines.0.taxes.0.exemptionReason checkExemptionReason'],
		['a tax without a name', { ...vat('S', '20'), name: '' }, 'error lines.0.taxes.0.name checkTaxName']
	])('%s blocks', (_, tax, expected) => {
		expect(check({ content: { lines: line(tax) } })).toContain(expected);
	});

	const german = { address: at('DE'), preset: 'DE', taxIds: [id('vat', 'DE', 'DE136695976')], currency: 'EUR' };
	const euros = { currency: 'EUR', baseCurrency: 'EUR', supplyDate: '2026-11-20' };

	test('reverse charge needs both VAT numbers', () => {
		const content = { ...euros, lines: line(vat('AE', '0', 'Reverse charge')) };
		expect(check({ content, business: german, party: { address: at('FR') } })).toEqual(['error party.taxIds checkReverseBuyer']);
		expect(check({ content, business: { ...german, taxIds: [id('stnr', 'DE')] }, party: { address: at('FR') } })).toEqual([
			'error business.taxIds checkReverseSeller',
			'error party.taxIds checkReverseBuyer'
		]);
		expect(check({ content, business: german, party: { address: at('FR'), taxIds: [id('vat', 'FR')] } })).toEqual([]);
	});

	test('an intra-Community supply needs its delivery too', () => {
		const content = { ...euros, supplyDate: undefined, lines: [aLine({ price: '100', taxes: [vat('K', '0', 'Intra-Community supply')] })] };
		const party = { address: at('FR'), taxIds: [id('vat', 'FR')] };
		expect(check({ content, business: german, party })).toEqual(['error supplyDate checkIntraDelivery']);
		expect(check({ content: { ...content, periodStart: '2026-11-01', periodEnd: '2026-11-30' }, business: german, party })).toEqual([]);
		expect(check({ content: { ...content, supplyDate: TODAY }, business: german, party: { ...party, address: at('US') } })).toEqual([
			'warning party.address.country checkIntraCountry'
		]);
	});

	test('out of scope mixes with nothing and shows no VAT number', () => {
		const mixed = [aLine({ taxes: [vat('O', '0', 'x')] }), aLine({ id: 'l2', order: 'W', taxes: [vat('S', '19')] })];
		expect(check({ content: { ...euros, lines: mixed }, business: german })).toEqual([
			'warning lines checkOutsideScopeMixed',
			'warning business.taxIds checkOutsideScopeVatId'
		]);
	});

	test('the bill of a late fee is outside the scope, is for no supply, and is issued as it is', () => {
		const lines = [aLine({ price: '300', taxes: [vat('O', '0', 'x')] })];
		const fee = { ...euros, supplyDate: undefined, lines, lateFee: { documentId: 'd', step: 's' } };
		expect(check({ content: fee, business: german })).toEqual([]);
		expect(check({ content: { ...fee, lateFee: undefined }, business: german })).toEqual([
			'error supplyDate checkDeSupplyDate',
			'warning business.taxIds checkOutsideScopeVatId'
		]);
	});

	test('an export goes abroad', () => {
		expect(check({ content: { lines: line(vat('G', '0', 'Export')) } })).toEqual(['warning party.address.country checkExportAtHome']);
	});
});

describe('by country', () => {
	const noIds = { taxIds: [] };
	test('Québec wants both numbers from 100 $, not below', () => {
		expect(check({ business: noIds })).toEqual(['error business.taxIds.gst checkCaGst', 'error business.taxIds.qst checkCaQst']);
		expect(check({ business: noIds, content: { lines: [aLine({ price: '80' })] } })).toEqual([]);
		expect(check({ business: noIds, content: { lines: [aLine({ price: '87', taxes: [GST] })] } })).toEqual([]);
		expect(check({ business: noIds, content: { lines: [aLine({ price: '96', taxes: [GST] })] } })).toEqual([
			'error business.taxIds.gst checkCaGst'
		]);
	});

	const euros = { currency: 'EUR', baseCurrency: 'EUR' };
	const of = (country: string, ...taxIds: TaxId[]) => ({ address: at(country), preset: country, taxIds, currency: 'EUR' });
	const french = { address: at('FR') };
	const account = { id: 'a', label: 'Main', holder: 'Atelier', account: '007', primary: true };

	test.each<[string, Case, string[]]>([
		[
			'France: SIREN, TVA number, terms to a business',
			{ business: of('FR'), party: french, content: { ...euros, terms: '', lines: line(vat('S', '20')) }, facts: { number: 'F 1' } },
			[
				'error business.taxIds.siret checkFrSiren',
				'error business.taxIds.vat checkFrVat',
				'error terms checkFrTerms',
				'warning party.taxIds.siren checkFrBuyerSiren',
				'warning seriesId checkFrNumber'
			]
		],
		[
			'France: complete',
			{
				business: of('FR', id('siret', 'FR'), id('vat', 'FR')),
				party: { ...french, taxIds: [id('siren', 'FR')] },
				content: { ...euros, lines: line(vat('S', '20')), terms: presetOf('FR').terms },
				facts: { number: 'F2026-0001' }
			},
			[]
		],
		[
			'France: terms that leave out what they must say, and a franchise without its article',
			{
				business: of('FR', id('siret', 'FR')),
				party: { ...french, taxIds: [id('siren', 'FR')] },
				content: { ...euros, terms: 'À 30 jours', lines: line({ ...vat('E', '0', 'Franchise'), exemptionCode: 'VATEX-FR-FRANCHISE' }) }
			},
			[
				'warning terms checkFrTermsLate',
				'warning terms checkFrTermsFixed',
				'warning terms checkFrTermsDiscount',
				'warning lines.0.taxes.0.exemptionReason checkFrFranchise'
			]
		],
		[
			'France: to a person the terms need not say so',
			{
				business: of('FR', id('siret', 'FR'), id('vat', 'FR')),
				party: { ...french, kind: 'individual' },
				content: { ...euros, terms: 'À 30 jours', lines: line(vat('S', '20')) }
			},
			[]
		],
		[
			'Morocco: an account says how it is paid',
			{
				business: { ...of('MA', ...['ice', 'if', 'tp', 'rc'].map((kind) => id(kind, 'MA'))), bankAccounts: [account] },
				party: { address: at('MA'), taxIds: [id('ice', 'MA')] },
				content: { ...euros, lines: line(vat('S', '20')) }
			},
			[]
		],
		[
			'the EU: streets, and who owes the tax in words of the law',
			{
				business: { ...of('DE', id('vat', 'DE')), address: { ...at('DE'), line1: '' } },
				party: { address: { ...at('FR'), line1: ' ' }, taxIds: [id('vat', 'FR')] },
				content: { ...euros, supplyDate: TODAY, lines: line(vat('AE', '0', 'No tax here')) }
			},
			[
				'warning business.address.line1 checkSellerStreet',
				'warning party.address.line1 checkBuyerStreet',
				'warning lines.0.taxes.0.exemptionReason checkReverseWords'
			]
		],
		[
			'the EU: who owes the tax may be said in the notes',
			{
				business: of('DE', id('vat', 'DE')),
				party: { address: at('FR'), taxIds: [id('vat', 'FR')] },
				content: { ...euros, supplyDate: TODAY, notes: 'AUTOLIQUIDATION', lines: line(vat('AE', '0', 'No tax here')) }
			},
			[]
		],
		[
			'Belgium: a company names its register, a person does not',
			{ business: { ...of('BE', id('vat', 'BE')), name: 'Atelier SRL' }, content: { ...euros, lines: line(vat('S', '21')) } },
			['warning business.taxIds.rpm checkBeRegister']
		],
		[
			'United Kingdom: tax is charged and there is no number',
			{ business: of('GB'), content: { ...euros, lines: line(vat('S', '20')) } },
			['error business.taxIds.vat checkSellerVat']
		],
		['United Kingdom: complete', { business: of('GB', id('vat', 'GB')), content: { ...euros, lines: line(vat('S', '20')) } }, []],
		['Belgium: complete', { business: of('BE', id('vat', 'BE')), content: { ...euros, lines: line(vat('S', '21')) } }, []],
		[
			'Switzerland: MWST behind the number, the buyer from 400 francs',
			{
				business: { ...of('CH', id('uid', 'CH', 'CHE-116.281.710')), currency: 'CHF' },
				party: { address: at('CH', '') },
				content: { currency: 'CHF', baseCurrency: 'CHF', lines: [aLine({ price: '400', taxes: [vat('S', '8.1')] })] }
			},
			['error party.address.city checkBuyerAddress', 'warning business.taxIds.vat checkChSuffix']
		],
		[
			'Switzerland: a small one, and the number as it must be',
			{
				business: { ...of('CH', id('uid', 'CH', 'CHE-116.281.710 MWST')), currency: 'CHF' },
				party: { address: at('CH', '') },
				content: { currency: 'CHF', baseCurrency: 'CHF', lines: [aLine({ price: '300', taxes: [vat('S', '8.1')] })] }
			},
			[]
		],
		[
			'Germany: tax number, and the supply date above 250 €',
			{ business: of('DE'), content: { ...euros, lines: line(vat('S', '19')) } },
			['error business.taxIds.stnr checkDeTaxNumber', 'error supplyDate checkDeSupplyDate']
		],
		[
			'Germany: a small invoice needs no supply date',
			{ business: of('DE', id('stnr', 'DE')), content: { ...euros, lines: [aLine({ price: '200', taxes: [vat('S', '19')] })] } },
			[]
		],
		[
			'Spain: both NIF, and a number the register takes',
			{ business: of('ES'), party: { address: at('ES') }, content: { ...euros, lines: line(vat('S', '21')) }, facts: { number: 'F<1>' } },
			['error business.taxIds.nif checkEsNif', 'error party.taxIds.nif checkEsBuyerNif', 'warning seriesId checkEsNumber']
		],
		[
			'Switzerland: UID when VAT is charged',
			{ business: of('CH'), content: { ...euros, lines: line(vat('S', '8.1')) } },
			['error business.taxIds.vat checkChUid']
		],
		['Switzerland: none without VAT', { business: of('CH'), content: { ...euros, lines: line(vat('O', '0', 'x')) } }, []],
		[
			'Morocco: ICE, IF, taxe professionnelle; RC and the buyer’s ICE only warn',
			{ business: of('MA'), party: { address: at('MA') }, content: { ...euros, lines: line(vat('S', '20')) } },
			[
				'error business.taxIds.ice checkMaIce',
				'error business.taxIds.if checkMaIf',
				'error business.taxIds.tp checkMaTp',
				'warning business.taxIds.rc checkMaRc',
				'warning party.taxIds.ice checkMaBuyerIce',
				'warning terms checkMaPayment'
			]
		],
		[
			'India: GSTIN, 16 characters, and warnings for state, GSTIN and HSN',
			{
				business: of('IN'),
				party: { address: at('IN') },
				content: { ...euros, lines: line(vat('S', '18')) },
				facts: { number: 'INV-2026-27-00001' }
			},
			[
				'error business.taxIds.gstin checkInGstin',
				'error seriesId checkInNumber',
				'warning party.taxIds.gstin checkInBuyerGstin',
				'warning party.address.subdivision checkInPlaceOfSupply',
				'warning lines.0.description checkInHsn'
			]
		],
		[
			'India: an HSN in the description is seen',
			{
				business: of('IN', id('gstin', 'IN')),
				content: { ...euros, lines: [aLine({ description: 'SAC 998391', taxes: [vat('S', '18')] })] }
			},
			[]
		],
		[
			'India: an export under a letter of undertaking says so',
			{
				business: of('IN', id('gstin', 'IN')),
				party: { address: at('US') },
				content: { ...euros, lines: [aLine({ description: 'SAC 998391', taxes: [vat('G', '0', 'Export')] })] }
			},
			['warning business.taxIds.lut checkInLut', 'warning lines.0.taxes.0.exemptionReason checkInExportWords']
		],
		...(
			[
				['CGST', '27AAPFU0939F1ZV', '27AAPFU0939F1ZV', []],
				['IGST', '27AAPFU0939F1ZV', '29AAGCB7383J1Z4', []],
				['IGST', '27AAPFU0939F1ZV', '27AAPFU0939F1ZV', ['warning lines.0.taxes checkInWithinState']],
				['SGST', '27AAPFU0939F1ZV', '29AAGCB7383J1Z4', ['warning lines.0.taxes checkInBetweenStates']]
			] as const
		).map(([name, from, to, expected]): [string, Case, string[]] => [
			`India: ${name} from ${from.slice(0, 2)} to ${to.slice(0, 2)}`,
			{
				business: of('IN', id('gstin', 'IN', from)),
				party: { address: { ...at('IN'), subdivision: 'KA' }, taxIds: [id('gstin', 'IN', to)] },
				content: { ...euros, lines: [aLine({ description: 'SAC 998391', taxes: [{ ...vat('S', '9'), name }] })] }
			},
			[...expected]
		]),
		[
			'Italy: the seller’s VAT number, the buyer’s city',
			{ business: of('IT'), party: { address: at('IT', '') }, content: { ...euros, lines: line(vat('S', '22')) } },
			['error business.taxIds.vat checkSellerVat', 'error party.address.city checkBuyerAddress']
		]
	])('%s', (_, input, expected) => {
		expect(check(input)).toEqual(expected);
	});

	test('what a preset writes itself lacks no sentence', () => {
		for (const { id: preset, country, terms, taxPresets } of presets)
			for (const { label, taxes } of taxPresets) {
				const found = check({
					business: { ...of(country), preset },
					party: { address: at(country) },
					content: { ...euros, terms: terms || 'virement', lines: line(...taxes) }
				}).filter((each) => /Words|FrTerms|Franchise/.test(each));
				expect(found, `${preset} ${label}`).toEqual([]);
			}
	});

	test('the kinds asked for are those the country presets offer', () => {
		const kinds = (preset: string) => presetOf(preset).taxIds.map((entry) => entry.kind);
		expect(kinds('CA-QC')).toEqual(expect.arrayContaining(['gst', 'qst']));
		expect(kinds('MA')).toEqual(expect.arrayContaining(['ice', 'if', 'tp', 'rc']));
		expect(kinds('IN')).toContain('gstin');
		expect(kinds('FR')).toEqual(expect.arrayContaining(['siren', 'siret', 'vat']));
		expect(kinds('DE')).toEqual(expect.arrayContaining(['stnr', 'vat']));
		expect(kinds('ES')).toEqual(expect.arrayContaining(['nif', 'vat']));
		expect(kinds('CH')).toEqual(expect.arrayContaining(['vat', 'uid']));
	});
});

describe('dates and numbers that disagree only warn', () => {
	test('a date before the last one of the series', () => {
		expect(check({ facts: { lastIssueDate: '2026-11-22' } })).toEqual(['warning issueDate checkIssueBeforeLast']);
		expect(check({ facts: { lastIssueDate: '2026-11-21' } })).toEqual([]);
	});
	test('a date in the future', () => {
		expect(check({ content: { issueDate: '2026-11-22' } })).toEqual(['warning issueDate checkIssueInFuture']);
	});
	test('a draft without a date gets today’s', () => {
		expect(check({ content: { issueDate: '' }, facts: { lastIssueDate: TODAY } })).toEqual([]);
	});
	test('errors come before warnings', () => {
		expect(check({ content: { issueDate: '2026-11-25', dueDate: '2026-11-24' } })).toEqual([
			'error dueDate checkDueBeforeIssue',
			'warning issueDate checkIssueInFuture'
		]);
	});
});
