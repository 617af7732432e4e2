/**
 * Records with a text of their own in every field that holds text. `Complete` makes a new field of the model an error here until it is
 * marked too.
 */
import type { StatementInput } from '../../../src/lib/bank/api.ts';
import type { ReadLine } from '../../../src/lib/bank/statement.ts';
import type { Business, LateFee, ReminderStep } from '../../../src/lib/business/business.ts';
import type { Item } from '../../../src/lib/catalog/item.ts';
import type { DocumentContent, LineTax } from '../../../src/lib/documents/document.ts';
import type { Series } from '../../../src/lib/documents/series.ts';
import type { RateSheet } from '../../../src/lib/rates/sheet.ts';
import type { Expense, RecurringExpense } from '../../../src/lib/expenses/expense.ts';
import type { InvoiceProfile } from '../../../src/lib/recurring/invoice-profile.ts';
import type { Party } from '../../../src/lib/parties/party.ts';
import type { Project, Task, Work } from '../../../src/lib/time/time.ts';

type Complete<T> = T extends (infer U)[] ? Complete<U>[] : T extends object ? { [K in keyof T]-?: Complete<T[K]> } : T;

/** No word of any language, in plain letters: what folding, escaping and tidying leave as it is. */
const CORE = 'Wqxjz7c1e';
/** All that is looked for: each form a text can take keeps one of these. */
export const NEEDLES = [CORE, CORE.toLowerCase(), CORE.toUpperCase()];

/** A text that is found wherever it lies, and says where it came from. */
export function marked(place: string): string {
	return `Zoë "${CORE}" ${place}`;
}

const address = (of: string): Complete<Business['address']> => ({
	line1: marked(`${of} line 1`),
	line2: marked(`${of} line 2`),
	city: marked(`${of} city`),
	postcode: marked(`${of} postcode`),
	subdivision: marked(`${of} subdivision`),
	country: 'CA'
});

const contact = (of: string, id: string): Complete<Party['contacts'][number]> => ({
	id,
	name: marked(`${of} contact`),
	title: marked(`${of} contact title`),
	email: `${CORE}.${of}@example.org`,
	phone: marked(`${of} phone`),
	primary: true
});

const tax = (of: string): Complete<LineTax> => ({
	name: marked(`${of} tax`),
	category: 'S',
	rate: '5',
	compound: false,
	exemptionReason: marked(`${of} exemption`),
	exemptionCode: marked(`${of} exemption code`)
});

export function markedBusiness(logo: string): Complete<Business> {
	return {
		name: marked('business name'),
		tradeName: marked('trade name'),
		address: address('business'),
		contact: contact('business', 'c1'),
		preset: 'CA-QC',
		taxIds: [{ kind: 'gst', country: 'CA', label: marked('tax number label'), value: marked('tax number') }],
		electronicAddress: { scheme: '0088', value: marked('business electronic address') },
		currency: 'CAD',
		language: 'en',
		timeZone: 'America/Toronto',
		fiscalYearStart: 1,
		termsDays: 30,
		terms: marked('business terms'),
		notes: marked('business notes'),
		footer: marked('business footer'),
		prices: 'net',
		taxRounding: 'document',
		taxPresets: [{ id: marked('preset id'), label: marked('preset'), taxes: [tax('preset')] }],
		defaultTaxPreset: marked('preset id'),
		withholdings: [{ name: marked('withholding preset'), rate: '15' }],
		cashRounding: '0.05',
		bankAccounts: [
			{
				id: 'b1',
				label: marked('bank label'),
				holder: marked('bank holder'),
				iban: marked('iban'),
				bic: marked('bic'),
				account: marked('bank account'),
				routing: marked('bank routing'),
				bank: marked('bank'),
				currency: 'CAD',
				upi: marked('upi address'),
				primary: true
			}
		],
		paymentCodes: true,
		withoutProofCode: true,
		paymentLink: `https://pay.example/${CORE}/business?n={number}`,
		billingRecords: true,
		texts: [
			{
				id: 'estimate/en',
				type: 'estimate',
				language: 'en',
				terms: marked('estimate terms'),
				notes: marked('estimate notes'),
				footer: marked('estimate footer'),
				mailSubject: marked('estimate letter subject'),
				mailText: marked('estimate letter')
			}
		],
		reminderSteps: [markedStep('of the business')],
		referenceRates: [{ id: 'ecb/2026-07-01', rate: '2.15' }],
		looks: [{ id: 'estimate', template: marked('estimate template'), days: 14 }],
		hourlyRate: '85',
		memberRates: [{ id: 'a'.repeat(32), rate: '90' }],
		timeRounding: { minutes: 15, way: 'up', of: 'entry' },
		deductible: [{ id: '2026', percent: '80' }],
		cashBalance: { amount: '1234.56', date: '2026-01-31' },
		expenseCategories: [{ id: 'k1', name: marked('expense category') }],
		logo,
		colour: '#2f5d50',
		paper: 'Letter',
		template: marked('business template')
	};
}

/** Who looks after a client is an id, and marks nothing. */
function markedStep(of: string): Complete<ReminderStep> {
	const fee: Complete<LateFee> = { kind: 'interest', rate: 'ecb', points: '8', compensation: '40' };
	return { id: `step${of.length}`, days: 7, subject: marked(`reminder subject ${of}`), text: marked(`reminder text ${of}`), fee };
}

export function markedParty(): Complete<Omit<Party, 'restricted' | 'assignedTo'>> {
	return {
		number: marked('party number'),
		name: marked('party name'),
		kind: 'business',
		roles: ['client'],
		address: address('party'),
		deliveryAddress: address('delivery'),
		contacts: [contact('party', 'c1'), { ...contact('second', 'c2'), primary: false }],
		taxIds: [{ kind: 'gst', country: 'CA', label: marked('party tax label'), value: marked('party tax number') }],
		reminderSteps: [markedStep('of the party')],
		noReminders: false,
		buyerReference: marked('party reference'),
		electronicAddress: { scheme: '0088', value: marked('electronic address') },
		eInvoiceFormat: 'facturx/pdf',
		language: 'en',
		currency: 'CAD',
		termsDays: 15,
		defaultTaxPreset: marked('preset id'),
		hourlyRate: '95',
		notes: marked('party notes'),
		tags: [marked('tag one'), marked('tag two')],
		customFields: [{ id: 'f1', name: marked('party field'), value: marked('party field value'), printed: true }],
		archived: false
	};
}

export function markedItem(): Complete<Item> {
	return {
		code: marked('item code'),
		name: marked('item name'),
		description: marked('item description'),
		kind: 'service',
		unit: 'DAY',
		price: '640',
		cost: '123.456789',
		currency: 'CAD',
		taxPreset: marked('preset id'),
		archived: false
	};
}

export function markedRates(): Complete<RateSheet> {
	return {
		source: marked('rate sheet source'),
		base: 'EUR',
		month: '2026-11',
		days: [{ date: '2026-11-20', rates: { CAD: '1.4732', [marked('rate sheet currency')]: '1.4732' } }]
	};
}

/** An expense that is a bill too: every field there is. */
export function markedExpense(supplierId: string, clientId: string): Complete<Omit<Expense, 'recurring'>> {
	return {
		kind: 'bill',
		supplierId,
		supplierName: marked('shop'),
		number: marked('bill number'),
		date: '2026-10-01',
		dueDate: '2026-10-31',
		currency: 'CAD',
		exchangeRate: '1',
		exchangeRateDate: '2026-10-01',
		exchangeRateSource: marked('expense rate source'),
		baseCurrency: 'CAD',
		prices: 'gross',
		lines: [
			{
				id: 'l1',
				order: 'V',
				description: marked('cost'),
				amount: '123.45',
				category: { id: 'k1', name: marked('category') },
				taxes: [{ name: marked('paid tax'), rate: '5', amount: '1', reclaim: true, supply: 'customs' }],
				from: { documentId: '0'.repeat(32), line: 'x' }
			}
		],
		withheld: '1',
		method: 'card',
		receipts: [{ id: 'r1', file: '0'.repeat(64), name: marked('receipt name'), type: 'image/jpeg', bytes: 1 }],
		rebill: { clientId, markup: '10' },
		project: marked('expense project'),
		notes: marked('expense notes'),
		tags: [marked('expense tag')],
		origins: [{ documentId: '0'.repeat(32), type: 'purchase-order', number: marked('bill order number'), issueDate: '2026-09-01' }]
	};
}

export function markedRecurring(supplierId: string, clientId: string): Complete<RecurringExpense> {
	return {
		title: marked('recurring title'),
		template: { ...markedExpense(supplierId, clientId), recurring: { profileId: '0'.repeat(32), period: 0 } },
		schedule: { unit: 'month', every: 1, start: '2026-01-31', end: '2026-03-31', count: 3 },
		dueDays: 10,
		from: 1,
		paused: false
	};
}

/** Its template is a marked document. */
export function markedInvoiceProfile(
	template: DocumentContent
): Complete<Omit<InvoiceProfile, 'template'>> & Pick<InvoiceProfile, 'template'> {
	return {
		title: marked('invoice profile title'),
		template,
		schedule: { unit: 'month', every: 1, start: '2026-01-31', end: '2026-03-31', count: 3 },
		dueDays: 10,
		billed: 'ahead',
		from: 1,
		paused: false
	};
}

/** Members are ids, and mark nothing. */
export function markedProject(clientId: string): Complete<Project> {
	return {
		name: marked('project name'),
		clientId,
		currency: 'CAD',
		rate: '85',
		members: [{ id: 'a'.repeat(32), rate: '90' }],
		budget: { of: 'hours', amount: '40' },
		billable: true,
		notes: marked('project notes'),
		tags: [marked('project tag')],
		archived: false
	};
}

export function markedTask(projectId: string): Complete<Task> {
	return {
		projectId,
		name: marked('task name'),
		notes: marked('task notes'),
		state: 'open',
		order: 'V',
		assignedTo: [],
		dueDate: '2026-11-30',
		estimate: '8'
	};
}

export function markedWork(of: string, projectId: string, taskId: string): Complete<Work> {
	return { projectId, taskId, note: marked(`${of} note`), tags: [marked(`${of} tag`)], billable: true };
}

/** Of a table, with a line that is booked by its number and one that nothing fits. */
export function markedStatement(number: string): Complete<StatementInput> {
	const line = (of: string, text: string): Complete<ReadLine> => ({
		date: '2026-11-21',
		valueDate: '2026-11-22',
		amount: '1.00',
		currency: 'CAD',
		bankReference: marked(`${of} bank reference`),
		name: marked(`${of} payer`),
		counterAccount: marked(`${of} account`),
		text,
		references: [marked(`${of} reference`)],
		original: { amount: '1.00', currency: 'EUR' }
	});
	return {
		statement: {
			format: 'csv',
			account: marked('own account'),
			bank: marked('bank'),
			holder: marked('account holder'),
			currency: 'CAD',
			number: marked('statement number'),
			from: '2026-11-01',
			to: '2026-11-30',
			opening: { date: '2026-11-01', amount: '10.00' },
			closing: { date: '2026-11-30', amount: '12.00' },
			lines: [line('booked', number), line('open', marked('what a payer wrote'))]
		},
		layout: {
			signature: marked('heading'),
			layout: {
				delimiter: ';',
				head: 1,
				columns: {
					...{ date: 0, valueDate: 1, amount: 2, debit: 3, credit: 4, sign: 5, currency: 6, name: 7, text: [8] },
					...{ reference: 9, bankReference: 10, counterAccount: 11, account: 12 }
				},
				dates: 'dmy',
				decimal: ',',
				inverted: false,
				account: marked('account of a layout'),
				currency: 'CAD'
			}
		},
		skipTwins: false,
		onlyIn: false
	};
}

export function markedSeries(): Complete<Series> {
	return {
		name: marked('series name'),
		type: 'invoice',
		pattern: `${CORE}-{YYYY}-{0000}`,
		code: 'A',
		start: 7,
		yearly: true,
		monthly: false,
		strict: false
	};
}

/** Passes the checks before an issue. */
export function markedDocument(
	partyId: string,
	seriesId: string,
	itemId: string
): Complete<Omit<DocumentContent, 'rounding' | 'preceding'>> {
	return {
		type: 'invoice',
		seriesId,
		partyId,
		issueDate: '2026-11-21',
		dueDate: '2026-12-21',
		origins: [{ documentId: 'e'.repeat(32), type: 'estimate', number: marked('origin number'), issueDate: '2026-11-01' }],
		recurring: { profileId: '0'.repeat(32), period: 0 },
		lateFee: { documentId: '0'.repeat(32), step: marked('late step') },
		receipt: { paymentId: 'f'.repeat(32), date: '2026-11-02', method: 'transfer', reference: marked('receipt reference') },
		instalments: [
			{ id: 'i1', date: '2026-12-01', amount: '1', percent: '50' },
			{ id: 'i2', date: '2026-12-21', amount: '1', percent: '50' }
		],
		attachments: [
			{
				id: 'at1',
				file: '0'.repeat(64),
				name: marked('attachment name'),
				type: 'application/pdf',
				bytes: 1,
				description: marked('attachment')
			}
		],
		supplyDate: '2026-11-20',
		periodStart: '2026-11-01',
		periodEnd: '2026-11-20',
		orderNumber: marked('order number'),
		buyerReference: marked('buyer reference'),
		contractReference: marked('contract'),
		project: marked('project'),
		paymentLink: `https://pay.example/${CORE}/document?n={number}`,
		currency: 'CAD',
		exchangeRate: '1',
		exchangeRateDate: '2026-11-20',
		exchangeRateSource: marked('rate source'),
		baseCurrency: 'CAD',
		prices: 'net',
		taxRounding: 'document',
		lines: [1, 2, 3].map((at) => ({
			id: `l${at}`,
			order: `V${at}`,
			itemId,
			name: marked(`line ${at}`),
			description: marked(`description ${at}`),
			quantity: '2.5',
			unit: 'DAY',
			price: '640',
			priceBase: '1',
			allowances: [
				{ id: `a${at}`, kind: 'allowance', amount: '1', percent: '1', base: '100', reason: marked(`line reason ${at}`), taxes: [] }
			],
			taxes: [tax('line')],
			periodStart: '2026-11-01',
			periodEnd: '2026-11-02',
			from: [{ documentId: 'e'.repeat(32), line: 'x' }],
			expense: { id: '0'.repeat(32), line: 'x' },
			time: ['0'.repeat(32)]
		})),
		allowances: [
			{ id: 'd1', kind: 'charge', amount: '2', percent: '2', base: '100', reason: marked('charge reason'), taxes: [tax('charge')] }
		],
		withholdings: [{ name: marked('withholding'), rate: '15' }],
		stampDuty: { name: marked('stamp duty'), amount: '1' },
		cashRounding: '0.05',
		prepaid: '10',
		language: 'en',
		terms: marked('terms'),
		notes: marked('notes'),
		privateNotes: marked('private notes'),
		template: marked('template'),
		customFields: [
			{ id: 'f1', name: marked('printed field'), value: marked('printed value'), printed: true },
			{ id: 'f2', name: marked('hidden field'), value: marked('hidden value'), printed: false }
		]
	};
}
