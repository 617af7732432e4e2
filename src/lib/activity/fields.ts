/** What the fields of records are called on their forms, and how their values are written. By the path without ids; a new field needs a row here. */
import { t as business } from '../business/words.ts';
import { TEMPLATES } from '../business/templates.ts';
import { t as item } from '../catalog/words.ts';
import { series as seriesWords } from '../documents/messages/series.en.ts';
import { t as expense } from '../expenses/words.ts';
import type { DocumentType } from '../documents/document.ts';
import { TYPES } from '../documents/kinds.ts';
import { attachments } from '../documents/messages/attachments.en.ts';
import { convert } from '../documents/messages/convert.en.ts';
import { kinds } from '../documents/messages/kinds.en.ts';
import { t as document } from '../documents/words.ts';
import { t as party } from '../parties/words.ts';
import { t as rates } from '../rates/words.ts';
import { t as reminders } from '../reminders/words.ts';
import { t as recurring } from '../recurring/words.ts';
import { RATE_SOURCES, TASK_STATES } from '../time/time.ts';
import { t as time } from '../time/words.ts';
import { catalogue } from '../ui/i18n.svelte.ts';
import { t } from './words.ts';

type Show =
	| 'text'
	/** Compared word by word. */
	| 'long'
	/** Decimal string in the record's currency. */
	| 'money'
	| 'number'
	| 'percent'
	| 'date'
	| 'yes-no'
	| 'unit'
	| 'country'
	| 'language'
	| 'month'
	| 'list'
	/** Taxes of a line, tax numbers, withholdings: objects without ids, each in a few words. */
	| 'parts'
	/** The id of another record, or of a member; or several. */
	| 'name'
	| 'picture';

export interface Field {
	label: () => string;
	show: Show;
	choices?: Record<string, () => string>;
}

const series = catalogue(seriesWords);
const tKinds = catalogue(kinds);
const tAttach = catalogue(attachments);
const tConvert = catalogue(convert);
const field = (label: () => string, show: Show = 'text', choices?: Field['choices']): Field => ({
	label,
	show,
	...(choices && { choices })
});

/** Places things are ordered by, and copies of what stands elsewhere. */
const HIDDEN = new Set([
	'id',
	'order',
	'itemId',
	'kit',
	'preset',
	'preceding.documentId',
	'origins',
	'from',
	'receipt',
	'since',
	'file',
	'bytes',
	'profileId',
	'period',
	'recurring',
	'lateFee',
	'time',
	'preceding.time',
	'memberName',
	'attachments.type',
	'template.attachments.type',
	'receipts.type',
	'template.receipts.type',
	// Which line of a cost a line bills.
	'line'
]);

const ADDRESS: Record<string, Field> = {
	line1: field(() => business('line1')),
	line2: field(() => business('line2')),
	city: field(() => business('city')),
	postcode: field(() => business('postcode')),
	subdivision: field(() => business('subdivision')),
	country: field(() => business('country'), 'country')
};
const CONTACT: Record<string, Field> = {
	name: field(() => party('contactName')),
	title: field(() => party('contactTitle')),
	email: field(() => party('email')),
	phone: field(() => party('phone')),
	primary: field(() => party('main'), 'yes-no')
};
const CUSTOM: Record<string, Field> = {
	name: field(() => document('fieldName')),
	value: field(() => document('fieldValue')),
	printed: field(() => document('fieldPrinted'), 'yes-no')
};
const ALLOWANCE: Record<string, Field> = {
	kind: field(() => t('allowances'), 'text', { allowance: () => document('discount'), charge: () => document('charge') }),
	amount: field(() => document('allowanceAmount'), 'money'),
	percent: field(() => document('allowancePercent'), 'percent'),
	base: field(() => document('allowanceBase'), 'money'),
	reason: field(() => document('taxReason')),
	taxes: field(() => document('allowanceTaxes'), 'parts')
};
const MONEY: Record<string, Field> = {
	currency: field(() => document('currency')),
	prices: field(() => document('prices'), 'text', { net: () => document('pricesNet'), gross: () => document('pricesGross') }),
	taxRounding: field(() => document('taxRounding'), 'text', {
		document: () => document('taxRoundingDocument'),
		line: () => document('taxRoundingLine')
	}),
	cashRounding: field(() => document('cashRounding')),
	withholdings: field(() => document('withholdings'), 'parts'),
	terms: field(() => document('terms'), 'long'),
	notes: field(() => document('notes'), 'long')
};

const EXPENSE: Record<string, Field> = {
	kind: field(() => expense('kind'), 'text', { expense: () => expense('kind_expense'), bill: () => expense('kind_bill') }),
	supplierId: field(() => expense('supplier'), 'name'),
	supplierName: field(() => expense('supplierName')),
	number: field(() => expense('number')),
	date: field(() => expense('date'), 'date'),
	dueDate: field(() => expense('dueDate'), 'date'),
	currency: field(() => expense('currency')),
	exchangeRate: field(() => expense('exchangeRate'), 'number'),
	exchangeRateDate: field(() => rates('rateDate'), 'date'),
	exchangeRateSource: field(() => rates('rateSource')),
	baseCurrency: field(() => expense('currency')),
	prices: field(() => expense('prices'), 'text', { gross: () => expense('pricesGross'), net: () => expense('pricesNet') }),
	...under('lines', undefined, {
		description: field(() => expense('description')),
		amount: field(() => expense('amount'), 'money'),
		'category.name': field(() => expense('category')),
		taxes: field(() => expense('taxes'), 'parts')
	}),
	withheld: field(() => expense('withheld'), 'money'),
	method: field(() => expense('method')),
	...under('receipts', undefined, { name: field(() => expense('receiptsTitle')) }),
	'rebill.clientId': field(() => expense('client'), 'name'),
	'rebill.markup': field(() => expense('markup'), 'percent'),
	project: field(() => expense('project')),
	notes: field(() => expense('notes'), 'long'),
	tags: field(() => expense('tags'), 'list')
};

const TEMPLATE = field(
	() => business('template'),
	'text',
	Object.fromEntries(TEMPLATES.map((name) => [name, () => business(`template_${name}`)]))
);

const SCHEDULE: Record<string, Field> = {
	'schedule.every': field(() => recurring('every'), 'number'),
	'schedule.unit': field(() => recurring('unit'), 'text', {
		day: () => recurring('unit_day'),
		week: () => recurring('unit_week'),
		month: () => recurring('unit_month'),
		year: () => recurring('unit_year')
	}),
	'schedule.start': field(() => recurring('start'), 'date'),
	'schedule.end': field(() => recurring('end'), 'date'),
	'schedule.count': field(() => recurring('count'), 'number')
};

const DRAFT: Record<string, Field> = {
	...MONEY,
	type: field(() => t('record_issued'), 'text', kindWords()),
	partyId: field(() => document('client'), 'name'),
	seriesId: field(() => document('series'), 'name'),
	'preceding.number': field(() => document('number')),
	'preceding.issueDate': field(() => document('issueDate'), 'date'),
	issueDate: field(() => document('issueDate'), 'date'),
	dueDate: field(() => document('dueDateLong'), 'date'),
	supplyDate: field(() => document('supplyDate'), 'date'),
	periodStart: field(() => document('periodStart'), 'date'),
	periodEnd: field(() => document('periodEnd'), 'date'),
	orderNumber: field(() => document('orderNumber')),
	buyerReference: field(() => document('buyerReference')),
	contractReference: field(() => document('contractReference')),
	project: field(() => document('project')),
	paymentLink: field(() => document('paymentLink')),
	template: TEMPLATE,
	...under('instalments', () => tConvert('instalments'), {
		date: field(() => tConvert('instalmentDate'), 'date'),
		percent: field(() => tConvert('instalmentShare'), 'percent'),
		amount: field(() => document('amount'), 'money')
	}),
	...under('attachments', () => tAttach('title'), {
		name: field(() => tAttach('name')),
		description: field(() => tAttach('description'))
	}),
	exchangeRate: field(() => document('exchangeRate'), 'number'),
	exchangeRateDate: field(() => rates('rateDate'), 'date'),
	exchangeRateSource: field(() => rates('rateSource')),
	baseCurrency: field(() => document('currency')),
	...under('lines', undefined, {
		name: field(() => document('lineName')),
		description: field(() => document('lineDescription'), 'long'),
		quantity: field(() => document('lineQuantity'), 'number'),
		unit: field(() => document('lineUnit'), 'unit'),
		price: field(() => document('linePrice'), 'money'),
		priceBase: field(() => document('linePriceBase'), 'number'),
		taxes: field(() => document('lineTaxes'), 'parts'),
		periodStart: field(() => document('linePeriodStart'), 'date'),
		periodEnd: field(() => document('linePeriodEnd'), 'date'),
		...under('allowances', () => document('discountsAndCharges'), ALLOWANCE)
	}),
	...under('allowances', undefined, ALLOWANCE),
	...under('stampDuty', () => document('stampDuty'), {
		name: field(() => document('stampDutyName')),
		amount: field(() => document('stampDutyAmount'), 'money')
	}),
	rounding: field(() => document('roundingLine'), 'money'),
	prepaid: field(() => document('prepaid'), 'money'),
	language: field(() => document('language'), 'language'),
	privateNotes: field(() => document('privateNotes'), 'long'),
	...under('customFields', undefined, CUSTOM)
};

const REMINDER: Record<string, Field> = {
	days: field(() => reminders('days'), 'number'),
	subject: field(() => reminders('subject')),
	text: field(() => reminders('message'), 'long'),
	'fee.kind': field(() => reminders('fee'), 'text', {
		amount: () => reminders('fee_amount'),
		percent: () => reminders('fee_percent'),
		interest: () => reminders('fee_interest')
	}),
	'fee.amount': field(() => reminders('fee_amount'), 'money'),
	'fee.percent': field(() => reminders('fee_percent'), 'percent'),
	'fee.rate': field(() => reminders('rate'), 'text', { ecb: () => reminders('rate_ecb'), de: () => reminders('rate_de') }),
	'fee.points': field(() => reminders('points'), 'number'),
	'fee.compensation': field(() => reminders('compensation'), 'money')
};

const FIELDS: Record<string, Record<string, Field>> = {
	expense: EXPENSE,
	'expense-profile': {
		title: field(() => expense('repeatName')),
		paused: field(() => expense('paused'), 'yes-no'),
		dueDays: field(() => expense('repeatDueDays'), 'number'),
		...SCHEDULE,
		...under('template', undefined, EXPENSE)
	},
	'invoice-profile': {
		title: field(() => recurring('name')),
		paused: field(() => recurring('paused'), 'yes-no'),
		dueDays: field(() => recurring('dueDays'), 'number'),
		billed: field(() => recurring('billed'), 'text', {
			none: () => recurring('billed_none'),
			ahead: () => recurring('billed_ahead'),
			behind: () => recurring('billed_behind')
		}),
		...SCHEDULE,
		...under('template', undefined, DRAFT)
	},
	project: {
		name: field(() => time('name')),
		clientId: field(() => time('client'), 'name'),
		currency: field(() => time('currency')),
		rate: field(() => time('projectRate'), 'money'),
		...under('members', () => time('membersTitle'), { rate: field(() => time('projectRate'), 'money') }),
		'budget.of': field(() => time('budget'), 'text', { hours: () => time('budget_hours'), money: () => time('budget_money') }),
		'budget.amount': field(() => time('budget'), 'number'),
		billable: field(() => time('projectBillable'), 'yes-no'),
		notes: field(() => time('notes'), 'long'),
		tags: field(() => time('tags'), 'list'),
		archived: field(() => t('act_archived'), 'yes-no')
	},
	task: {
		projectId: field(() => time('project'), 'name'),
		name: field(() => time('taskName')),
		notes: field(() => time('notes'), 'long'),
		state: field(() => time('state'), 'text', Object.fromEntries(TASK_STATES.map((state) => [state, () => time(`state_${state}`)]))),
		assignedTo: field(() => time('assignedTo'), 'name'),
		dueDate: field(() => time('due'), 'date'),
		estimate: field(() => time('estimate'), 'number')
	},
	'time-entry': {
		member: field(() => time('whose'), 'name'),
		projectId: field(() => time('project'), 'name'),
		taskId: field(() => time('task'), 'name'),
		date: field(() => time('date'), 'date'),
		zone: field(() => business('timeZone')),
		start: field(() => time('from')),
		end: field(() => time('to')),
		seconds: field(() => time('length'), 'number'),
		note: field(() => time('note')),
		tags: field(() => time('tags'), 'list'),
		billable: field(() => time('billable'), 'yes-no'),
		'rate.rate': field(() => time('rate'), 'money'),
		'rate.currency': field(() => time('currency')),
		'rate.from': field(
			() => time('rate'),
			'text',
			Object.fromEntries(RATE_SOURCES.map((source) => [source, () => time(`rateFrom_${source}`)]))
		)
	},
	item: {
		kind: field(() => item('kind'), 'text', { service: () => item('service'), product: () => item('product') }),
		name: field(() => item('name')),
		code: field(() => item('code')),
		description: field(() => item('description'), 'long'),
		price: field(() => item('price'), 'money'),
		cost: field(() => item('cost'), 'money'),
		unit: field(() => item('unit'), 'unit'),
		currency: field(() => item('currency')),
		taxPreset: field(() => item('taxPreset'), 'name'),
		archived: field(() => t('act_archived'), 'yes-no')
	},
	party: {
		...under('reminderSteps', () => reminders('title'), REMINDER),
		noReminders: field(() => reminders('never'), 'yes-no'),
		kind: field(() => party('kind'), 'text', { business: () => party('business'), individual: () => party('individual') }),
		roles: field(() => party('roles'), 'list', { client: () => party('roleClient'), supplier: () => party('roleSupplier') }),
		name: field(() => party('name')),
		number: field(() => party('number')),
		...under('address', () => party('billing'), ADDRESS),
		...under('deliveryAddress', () => party('delivery'), ADDRESS),
		...under('contacts', undefined, CONTACT),
		taxIds: field(() => party('taxTitle'), 'parts'),
		language: field(() => party('language'), 'language'),
		currency: field(() => party('currency')),
		termsDays: field(() => party('termsDays'), 'number'),
		defaultTaxPreset: field(() => party('taxPreset'), 'name'),
		hourlyRate: field(() => party('hourlyRate'), 'money'),
		buyerReference: field(() => party('buyerReference')),
		...under('electronicAddress', () => party('eAddress'), {
			scheme: field(() => party('eScheme')),
			value: field(() => party('eAddress'))
		}),
		eInvoiceFormat: field(() => party('eFormat')),
		notes: field(() => party('notes'), 'long'),
		tags: field(() => party('tags'), 'list'),
		...under('customFields', undefined, CUSTOM),
		assignedTo: field(() => party('keepersTitle'), 'name'),
		restricted: field(() => party('rights'), 'date'),
		archived: field(() => t('act_archived'), 'yes-no')
	},
	draft: DRAFT,
	business: {
		...MONEY,
		...under('reminderSteps', () => reminders('title'), REMINDER),
		...under('texts', undefined, {
			type: field(() => t('record_issued'), 'text', kindWords()),
			language: field(() => business('language'), 'language'),
			terms: field(() => document('terms'), 'long'),
			notes: field(() => document('notes'), 'long'),
			footer: field(() => business('footer'), 'long'),
			mailSubject: field(() => tKinds('mailSubject')),
			mailText: field(() => tKinds('mailText'), 'long')
		}),
		...under('looks', undefined, { template: TEMPLATE, days: field(() => business('termsDays'), 'number') }),
		expenseCategories: field(() => expense('categoriesTitle'), 'parts'),
		...under('referenceRates', () => reminders('ratesTitle'), { rate: field(() => reminders('rate'), 'number') }),
		hourlyRate: field(() => time('businessRate'), 'money'),
		...under('memberRates', () => time('ratesTitle'), { rate: field(() => time('rate'), 'money') }),
		'timeRounding.minutes': field(() => time('roundingTitle'), 'number'),
		'timeRounding.way': field(() => time('roundWay'), 'text', {
			nearest: () => time('way_nearest'),
			up: () => time('way_up'),
			down: () => time('way_down')
		}),
		'timeRounding.of': field(() => time('roundOf'), 'text', { entry: () => time('of_entry'), sum: () => time('of_sum') }),
		...under('deductible', undefined, { percent: field(() => business('deductible'), 'percent') }),
		'cashBalance.amount': field(() => business('cashBalance'), 'money'),
		'cashBalance.date': field(() => business('cashBalanceDate'), 'date'),
		name: field(() => business('name')),
		tradeName: field(() => business('tradeName')),
		...under('address', undefined, ADDRESS),
		...under('contact', () => business('contactTitle'), CONTACT),
		taxIds: field(() => business('taxIdsTitle'), 'parts'),
		...under('electronicAddress', () => business('eAddress'), {
			scheme: field(() => business('eScheme')),
			value: field(() => business('eAddress'))
		}),
		language: field(() => business('language'), 'language'),
		timeZone: field(() => business('timeZone')),
		fiscalYearStart: field(() => business('fiscalYearStart'), 'month'),
		termsDays: field(() => business('termsDays'), 'number'),
		footer: field(() => business('footer'), 'long'),
		...under('taxPresets', undefined, { label: field(() => business('taxLabel')), taxes: field(() => business('taxesTitle'), 'parts') }),
		defaultTaxPreset: field(() => business('taxDefault'), 'name'),
		...under('bankAccounts', undefined, {
			label: field(() => business('bankLabel')),
			holder: field(() => business('holder')),
			iban: field(() => business('iban')),
			bic: field(() => business('bic')),
			account: field(() => business('account')),
			routing: field(() => business('routing')),
			bank: field(() => business('bank')),
			currency: field(() => business('bankCurrency')),
			upi: field(() => business('upi')),
			primary: field(() => business('bankMain'), 'yes-no')
		}),
		paymentCodes: field(() => business('paymentCodes'), 'yes-no'),
		withoutProofCode: field(() => business('withoutProofCode'), 'yes-no'),
		paymentLink: field(() => business('paymentLink')),
		billingRecords: field(() => business('billingRecords'), 'yes-no'),
		logo: field(() => business('logo'), 'picture'),
		colour: field(() => business('colour')),
		paper: field(() => business('paper')),
		template: TEMPLATE
	},
	series: {
		name: field(() => series('name')),
		type: field(() => t('kind'), 'text', kindWords('series')),
		pattern: field(() => series('pattern')),
		code: field(() => series('code')),
		start: field(() => series('start'), 'number'),
		yearly: field(() => series('resetYearly'), 'yes-no'),
		monthly: field(() => series('resetMonthly'), 'yes-no'),
		strict: field(() => series('strict'), 'yes-no')
	},
	rates: {
		source: field(() => rates('source')),
		base: field(() => document('currency')),
		month: field(() => rates('month')),
		days: field(() => rates('days'), 'parts')
	},
	device: { name: field(() => t('record_device')) },
	member: { name: field(() => t('record_member')) }
};

/** What kinds of documents, or the series of them, are called. */
function kindWords(of?: 'series'): Record<DocumentType, () => string> {
	return Object.fromEntries(TYPES.map((type) => [type, () => tKinds(of ? `${of} ${type}` : type)])) as Record<DocumentType, () => string>;
}

function under(name: string, label: (() => string) | undefined, fields: Record<string, Field>): Record<string, Field> {
	return Object.fromEntries(
		Object.entries(fields).map(([inner, each]) => [
			`${name}.${inner}`,
			{ ...each, label: label ? () => `${label()}: ${each.label()}` : each.label }
		])
	);
}

/** Undefined for what no form shows. @param names the path without ids */
export function fieldOf(type: string, names: readonly string[]): Field | undefined {
	const path = names.join('.');
	const last = names.at(-1)!;
	if (HIDDEN.has(path) || names.some((name) => HIDDEN.has(name))) return undefined;
	// One that has no row yet is called what it is.
	return FIELDS[type]?.[path] ?? { label: () => last, show: 'text' };
}
