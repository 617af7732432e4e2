/** What the fields of records are called on their forms, and how their values are written. By the path without ids; a new field needs a row here. */
import { t as business } from '../business/words.ts';
import { t as item } from '../catalog/words.ts';
import { series as seriesWords } from '../documents/messages/series.ts';
import { t as document } from '../documents/words.ts';
import { t as party } from '../parties/words.ts';
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
	/** The id of another record. */
	| 'name'
	| 'picture';

export interface Field {
	label: () => string;
	show: Show;
	choices?: Record<string, () => string>;
}

const series = catalogue(seriesWords);
const field = (label: () => string, show: Show = 'text', choices?: Field['choices']): Field => ({
	label,
	show,
	...(choices && { choices })
});

/** Places things are ordered by, and copies of what stands elsewhere. */
const HIDDEN = new Set(['id', 'order', 'itemId', 'kit', 'preset', 'template', 'preceding.documentId', 'since']);

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

const FIELDS: Record<string, Record<string, Field>> = {
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
		buyerReference: field(() => party('buyerReference')),
		...under('electronicAddress', () => party('eAddress'), {
			scheme: field(() => party('eScheme')),
			value: field(() => party('eAddress'))
		}),
		notes: field(() => party('notes'), 'long'),
		tags: field(() => party('tags'), 'list'),
		...under('customFields', undefined, CUSTOM),
		restricted: field(() => party('rights'), 'date'),
		archived: field(() => t('act_archived'), 'yes-no')
	},
	draft: {
		...MONEY,
		type: field(() => t('record_issued'), 'text'),
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
		exchangeRate: field(() => document('exchangeRate'), 'number'),
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
	},
	business: {
		...MONEY,
		name: field(() => business('name')),
		tradeName: field(() => business('tradeName')),
		...under('address', undefined, ADDRESS),
		...under('contact', () => business('contactTitle'), CONTACT),
		taxIds: field(() => business('taxIdsTitle'), 'parts'),
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
			primary: field(() => business('bankMain'), 'yes-no')
		}),
		logo: field(() => business('logo'), 'picture'),
		colour: field(() => business('colour')),
		paper: field(() => business('paper'))
	},
	series: {
		name: field(() => series('name')),
		type: field(() => t('kind'), 'text', { invoice: () => series('invoices'), 'credit-note': () => series('creditNotes') }),
		pattern: field(() => series('pattern')),
		code: field(() => series('code')),
		start: field(() => series('start'), 'number'),
		yearly: field(() => series('resetYearly'), 'yes-no'),
		monthly: field(() => series('resetMonthly'), 'yes-no'),
		strict: field(() => series('strict'), 'yes-no')
	},
	device: { name: field(() => t('record_device')) },
	member: { name: field(() => t('record_member')) }
};

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
	if (HIDDEN.has(path) || HIDDEN.has(last)) return undefined;
	// One that has no row yet is called what it is.
	return FIELDS[type]?.[path] ?? { label: () => last, show: 'text' };
}
