/** For tests: any invoice that EN 16931 can express, with every term now and then. */
import type { Arbitrary } from 'fast-check';
import fc from 'fast-check';
import type { EInvoice, Identifier, PaymentInstructions } from './model.ts';
import type { Syntax } from './profiles.ts';
import { CREDIT_NOTE_TYPES } from './ubl/document.ts';

const text = fc
	.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
	.map((each) => each.trim())
	.filter((each) => each !== '' && !/[\p{Cc}\ufffe\uffff]/u.test(each) && !/^#[A-Z]{3}#/.test(each));
const lines = fc.tuple(text, text).map((both) => both.join('\n'));
const amount = fc.integer({ min: -9_999_999, max: 9_999_999 }).map((minor) => (minor / 100).toFixed(2));
const decimal = fc.integer({ min: 1, max: 99_999_999 }).map((digits) => (digits / 10_000).toFixed(4).replace(/\.?0+$/, ''));
const day = fc.integer({ min: 0, max: 20_000 }).map((days) => new Date(Date.UTC(2000, 0, 1 + days)).toISOString().slice(0, 10));
const code = (...codes: string[]) => fc.constantFrom(...codes);
const scheme = code('0002', '0009', '0088', '0208', '0225', '9930');
const id: Arbitrary<Identifier> = some({ id: text, scheme }, 'id');
const category = code('S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M');
const filled = <T extends object>(each: Arbitrary<T>) => each.filter((value) => Object.keys(value).length > 0);

/** Terms that must be there are named, the others are there or not. */
function some<T extends object>(terms: { [K in keyof T]: Arbitrary<T[K]> }, ...required: (keyof T)[]): Arbitrary<T> {
	return fc.record(terms, { requiredKeys: required }) as unknown as Arbitrary<T>;
}

const address = some(
	{ line1: text, line2: text, line3: text, city: text, postCode: text, subdivision: text, country: code('DE', 'FR') },
	'country'
);
const contact = filled(some({ name: text, phone: text, email: text }));
const period = filled(some({ start: day, end: day }));
const allowanceTerms = { amount, base: amount, percent: decimal, reason: text, reasonCode: code('95', 'FC') };
const allowance = some(allowanceTerms, 'amount');
const documentAllowance = some({ ...allowanceTerms, vatCategory: category, vatRate: decimal }, 'amount', 'vatCategory');
const few = <T>(each: Arbitrary<T>, most = 2) => fc.array(each, { maxLength: most });

const price = some({ net: decimal, discount: decimal, gross: decimal, baseQuantity: decimal, baseUnit: code('C62') }, 'net').map(
	({ gross, discount, baseUnit, ...rest }) => ({
		...rest,
		...(gross !== undefined && discount !== undefined && { gross, discount }),
		...(rest.baseQuantity !== undefined && baseUnit !== undefined && { baseUnit })
	})
);

const item = some<EInvoice['lines'][number]['item']>(
	{
		name: text,
		description: lines,
		sellerId: text,
		buyerId: text,
		standardId: id as Arbitrary<Identifier>,
		classifications: few(some({ id: text, scheme: code('STI', 'HS'), version: text }, 'id')) as Arbitrary<never[]>,
		origin: code('DE'),
		attributes: few(some({ name: text, value: text }, 'name', 'value'))
	} as never,
	'name',
	'classifications',
	'attributes'
);

const line = some(
	{
		id: text,
		note: lines,
		object: id,
		quantity: decimal,
		unit: code('C62', 'HUR'),
		net: amount,
		orderLine: text,
		buyerAccounting: text,
		period,
		allowances: few(allowance),
		charges: few(allowance),
		price,
		vatCategory: category,
		vatRate: decimal,
		item
	},
	...(['id', 'quantity', 'unit', 'net', 'allowances', 'charges', 'price', 'vatCategory', 'item'] as const)
);

const transfer = some({ account: fc.oneof(code('DE02120300000000202051'), text), name: text, provider: code('BYLADEM1001') }, 'account');
const payment = some(
	{
		means: code('30', '58', '59', '48'),
		meansText: text,
		remittance: text,
		transfers: few(transfer),
		card: some({ number: text, holder: text }, 'number'),
		directDebit: filled(some({ mandate: text, creditorId: text, account: text }))
	},
	'means',
	'transfers'
) as Arbitrary<PaymentInstructions>;

const parties = {
	seller: some(
		{
			name: text,
			tradingName: text,
			identifiers: few(id),
			legalRegistration: id,
			vatId: text,
			taxRegistration: text,
			legalInformation: lines,
			electronicAddress: id,
			address,
			contact
		},
		'name',
		'identifiers'
	),
	buyer: some(
		{ name: text, tradingName: text, identifier: id, legalRegistration: id, vatId: text, electronicAddress: id, address, contact },
		'name'
	),
	payee: some({ name: text, identifier: id, legalRegistration: id }, 'name'),
	taxRepresentative: some({ name: text, vatId: text, address }, 'name', 'vatId')
};

const supporting = some(
	{
		reference: text,
		description: text,
		location: text,
		attachment: some(
			{
				mime: code('text/csv', 'application/pdf', 'image/jpeg'),
				fileName: text,
				content: fc.base64String({ minLength: 4, maxLength: 400 })
			},
			'mime',
			'fileName',
			'content'
		)
	},
	'reference'
);

const invoice = some(
	{
		number: text,
		issueDate: day,
		typeCode: code('380', '381', '384', '386', '326', '396'),
		currency: code('EUR'),
		vatCurrency: code('USD', 'SEK'),
		taxPointDate: day,
		taxPointCode: code('3', '35', '432'),
		dueDate: day,
		buyerReference: text,
		project: text,
		contract: text,
		purchaseOrder: text,
		salesOrder: text,
		receivingAdvice: text,
		despatchAdvice: text,
		tender: text,
		object: id,
		buyerAccounting: text,
		paymentTerms: lines,
		notes: few(some({ subjectCode: code('PMT', 'AAB'), text: lines }, 'text')),
		businessProcess: text,
		specification: text,
		preceding: few(some({ number: text, issueDate: day }, 'number')),
		...parties,
		delivery: filled(some({ partyName: text, location: id, date: day, address })),
		period,
		payments: few(payment, 1),
		allowances: few(documentAllowance),
		charges: few(documentAllowance),
		totals: some(
			{
				lines: amount,
				allowances: amount,
				charges: amount,
				withoutVat: amount,
				vat: amount,
				vatInAccountingCurrency: amount,
				withVat: amount,
				paid: amount,
				rounding: amount,
				due: amount
			},
			'lines',
			'withoutVat',
			'vat',
			'withVat',
			'due'
		),
		vat: fc.array(
			some(
				{
					taxable: amount,
					tax: amount,
					category,
					rate: decimal,
					exemptionReason: text,
					exemptionCode: code('VATEX-EU-IC', 'VATEX-EU-132')
				},
				'taxable',
				'tax',
				'category'
			),
			{ minLength: 1, maxLength: 5 }
		),
		documents: few(supporting, 3),
		lines: fc.array(line, { minLength: 1, maxLength: 6 })
	},
	...([
		'number',
		'issueDate',
		'typeCode',
		'currency',
		'notes',
		'specification',
		'preceding',
		'seller',
		'buyer',
		'payments',
		'allowances',
		'charges',
		'totals',
		'vat',
		'documents',
		'lines'
	] as const)
) as unknown as Arbitrary<EInvoice>;

/** As the syntax can say it. */
export function randomInvoice(syntax: Syntax): Arbitrary<EInvoice> {
	return invoice.map((each) => {
		const made: EInvoice = structuredClone(each);
		if (!made.vatCurrency) delete made.totals.vatInAccountingCurrency;
		if (syntax === 'ubl') {
			if (CREDIT_NOTE_TYPES.has(made.typeCode) && made.payments.length === 0) delete made.dueDate;
			return made;
		}
		made.preceding = made.preceding.slice(0, 1);
		const { identifiers } = made.seller;
		made.seller.identifiers = [...identifiers.filter(({ scheme }) => !scheme), ...identifiers.filter(({ scheme }) => scheme)];
		return made;
	});
}
