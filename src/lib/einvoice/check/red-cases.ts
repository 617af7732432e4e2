/** For tests: a sound invoice of each profile, and how to break each rule on it. */
import type { EInvoice } from '../model.ts';
import { BILLING_PROCESS, SPECIFICATIONS, type Profile, type Syntax } from '../profiles.ts';

export interface Case {
	/** Numbers of the rules that are broken. */
	rules: string;
	profile?: Profile;
	syntax?: Syntax;
	/** By path: "lines.0.net". `undefined` takes it away. */
	set: Readonly<Record<string, unknown>>;
}

export interface FileCase {
	rules: string;
	profile: Profile;
	syntax: Syntax;
	set?: Readonly<Record<string, unknown>>;
	from: string | RegExp;
	to: string;
}

const CORE: EInvoice = {
	number: 'R-1',
	issueDate: '2026-11-02',
	typeCode: '380',
	currency: 'EUR',
	dueDate: '2026-12-02',
	buyerReference: '04011000-12345-67',
	notes: [],
	specification: SPECIFICATIONS.en16931,
	preceding: [],
	seller: {
		name: 'Werkstatt Linde',
		identifiers: [],
		legalRegistration: { id: 'HRB 12345' },
		vatId: 'DE136695976',
		electronicAddress: { id: 'DE136695976', scheme: '9930' },
		address: { line1: 'Am Markt 1', city: 'Jena', postCode: '07743', country: 'DE' },
		contact: { name: 'Ada Linde', phone: '+49 3641 123456', email: 'ada@example.com' }
	},
	buyer: {
		name: 'Hafen AG',
		vatId: 'DE129273398',
		electronicAddress: { id: 'DE129273398', scheme: '9930' },
		address: { line1: 'Kai 2', city: 'Kiel', postCode: '24103', country: 'DE' }
	},
	delivery: { date: '2026-11-01', address: { city: 'Kiel', postCode: '24103', country: 'DE' } },
	payments: [{ means: '58', remittance: 'R-1', transfers: [{ account: 'DE02120300000000202051' }] }],
	allowances: [],
	charges: [],
	totals: { lines: '100.00', withoutVat: '100.00', vat: '19.00', withVat: '119.00', due: '119.00' },
	vat: [{ taxable: '100.00', tax: '19.00', category: 'S', rate: '19' }],
	documents: [],
	lines: [
		{
			id: '1',
			quantity: '2',
			unit: 'HUR',
			net: '100.00',
			allowances: [],
			charges: [],
			price: { net: '50.00' },
			vatCategory: 'S',
			vatRate: '19',
			item: { name: 'Beratung', classifications: [], attributes: [] }
		}
	]
};

export function sound(profile: Profile): EInvoice {
	const invoice = { ...structuredClone(CORE), specification: SPECIFICATIONS[profile] };
	if (profile === 'xrechnung' || profile === 'peppol') return { ...invoice, businessProcess: BILLING_PROCESS };
	if (profile === 'facturx-basic') {
		delete invoice.seller.contact;
		return invoice;
	}
	if (profile !== 'france') return invoice;
	const siren = (id: string) => ({ legalRegistration: { id, scheme: '0002' }, electronicAddress: { id, scheme: '0225' } });
	return {
		...invoice,
		businessProcess: 'S1',
		notes: [
			{ subjectCode: 'PMT', text: '40 €' },
			{ subjectCode: 'PMD', text: '10 %' },
			{ subjectCode: 'AAB', text: 'Pas d’escompte' }
		],
		seller: { ...invoice.seller, vatId: 'FR44732829320', ...siren('732829320') },
		buyer: { ...invoice.buyer, ...siren('552100554') },
		totals: { ...invoice.totals, vat: '20.00', withVat: '120.00', due: '120.00' },
		vat: [{ taxable: '100.00', tax: '20.00', category: 'S', rate: '20' }],
		lines: [{ ...invoice.lines[0]!, vatRate: '20' }]
	};
}

const of = (rules: string, set: Case['set'], profile?: Profile, syntax?: Syntax): Case => ({
	rules,
	set,
	...(profile && { profile }),
	...(syntax && { syntax })
});

const bad = { id: 'x', scheme: 'XYZ' };
const long = '1.234';
const discount = { amount: '10.00', reason: 'Off', vatCategory: 'S', vatRate: '19' };
const representative = { name: 'Tax Ltd', vatId: 'DE136695976', address: { country: 'DE' } };
const document = (attachment: object) => [
	{ reference: 'A', attachment: { mime: 'text/csv', fileName: 'a.csv', content: 'QQ==', ...attachment } }
];

const CORE_CASES: Case[] = [
	of('BR-01', { specification: '' }),
	of('BR-02', { number: '' }),
	of('BR-03', { issueDate: '' }),
	of('BR-04', { typeCode: '' }),
	of('BR-05', { currency: '' }),
	of('BR-06', { 'seller.name': '' }),
	of('BR-07', { 'buyer.name': '' }),
	of('BR-08', { 'seller.address': undefined }),
	of('BR-09', { 'seller.address.country': '' }),
	of('BR-10', { 'buyer.address': undefined }),
	of('BR-11', { 'buyer.address.country': '' }),
	of('BR-12 BR-CO-10', { 'totals.lines': '' }),
	of('BR-13 BR-CO-13', { 'totals.withoutVat': '' }),
	of('BR-14 BR-CO-15', { 'totals.withVat': '' }),
	of('BR-15 BR-CO-16', { 'totals.due': '' }),
	of('BR-16', { lines: [] }),
	of('BR-17', { payee: { name: 'Werkstatt' }, 'seller.tradingName': 'Werkstatt' }),
	of('BR-18', { taxRepresentative: { ...representative, name: '' } }),
	of('BR-19', { taxRepresentative: { ...representative, address: undefined } }),
	of('BR-20', { taxRepresentative: { ...representative, address: { country: '' } } }),
	of('BR-56', { taxRepresentative: { ...representative, vatId: '' } }),
	of('BR-21', { 'lines.0.id': '' }),
	of('BR-22', { 'lines.0.quantity': '' }),
	of('BR-23', { 'lines.0.unit': '' }),
	of('BR-24', { 'lines.0.net': '' }),
	of('BR-25', { 'lines.0.item.name': '' }),
	of('BR-26', { 'lines.0.price.net': '' }),
	of('BR-27', { 'lines.0.price.net': '-1' }),
	of('BR-28', { 'lines.0.price.gross': '-1' }),
	of('BR-29', { period: { start: '2026-11-02', end: '2026-11-01' } }),
	of('BR-30', { 'lines.0.period': { start: '2026-11-02', end: '2026-11-01' } }),
	...(['allowances', 'charges'] as const).flatMap((kind, index) => {
		const [amount, category, reason, co, cl] = index ? ['36', '37', '38', '22', '20'] : ['31', '32', '33', '21', '19'];
		const [line, lineReason, lineCo] = index ? ['43', '44', '24'] : ['41', '42', '23'];
		const [first, second, third, fourth] = index ? ['05', '06', '27', '28'] : ['01', '02', '24', '25'];
		const bare = { amount: '10.00', vatCategory: 'S', vatRate: '19' };
		return [
			of(`BR-${amount}`, { [kind]: [{ ...discount, amount: '' }] }),
			of(`BR-${category}`, { [kind]: [{ ...discount, vatCategory: '' }] }),
			of(`BR-${reason} BR-CO-${co}`, { [kind]: [bare] }),
			of(`BR-CL-${cl}`, { [kind]: [{ ...discount, reasonCode: '0' }] }),
			of(`BR-CO-${index ? '12' : '11'}`, { [kind]: [discount], [`totals.${kind}`]: '9.99' }),
			of(`BR-DEC-${first} BR-DEC-${second}`, { [kind]: [{ ...discount, amount: long, base: long }] }),
			of(`BR-${line}`, { [`lines.0.${kind}`]: [{ amount: '', reason: 'Off' }] }),
			of(`BR-${lineReason} BR-CO-${lineCo}`, { [`lines.0.${kind}`]: [{ amount: '1.00' }] }),
			of(`BR-DEC-${third} BR-DEC-${fourth}`, { [`lines.0.${kind}`]: [{ amount: long, base: long, reason: 'Off' }] })
		];
	}),
	of('BR-45', { 'vat.0.taxable': '' }),
	of('BR-46', { 'vat.0.tax': '' }),
	of('BR-47', { 'vat.0.category': '' }),
	of('BR-48', { 'vat.0.rate': undefined }),
	of('BR-49', { 'payments.0.means': '' }),
	of('BR-50 BR-61', { 'payments.0.transfers.0.account': '' }),
	of('BR-51', { 'payments.0.card': { number: '12345678901' } }),
	of('BR-52', { documents: [{ reference: '' }] }),
	of('BR-53', { vatCurrency: 'USD' }),
	of('BR-54', { 'lines.0.item.attributes': [{ name: 'Colour', value: '' }] }),
	of('BR-55', { preceding: [{ number: '' }] }),
	of('BR-57', { 'delivery.address.country': '' }),
	of('BR-62', { 'seller.electronicAddress': { id: 'x' } }),
	of('BR-63', { 'buyer.electronicAddress': { id: 'x' } }),
	of('BR-64', { 'lines.0.item.standardId': { id: 'x' } }),
	of('BR-65', { 'lines.0.item.classifications': [{ id: 'x' }] }),
	of('BR-B-01', { 'lines.0.vatCategory': 'B' }),
	of('BR-B-02', { 'vat.0.category': 'B' }),
	of('BR-CO-03', { taxPointDate: '2026-11-02', taxPointCode: '3' }),
	of('BR-CO-04', { 'lines.0.vatCategory': '' }),
	of('BR-CO-09', { 'seller.vatId': '136695976' }),
	of('BR-CO-14', { 'totals.vat': '18.00' }),
	of('BR-CO-17', { 'vat.0.tax': '17.00' }),
	of('BR-CO-18', { vat: [] }),
	of('BR-CO-26', { 'seller.vatId': undefined, 'seller.legalRegistration': undefined }),
	...(
		[
			['09', 'lines'],
			['10', 'allowances'],
			['11', 'charges'],
			['12', 'withoutVat'],
			['13', 'vat'],
			['14', 'withVat'],
			['15', 'vatInAccountingCurrency'],
			['16', 'paid'],
			['17', 'rounding'],
			['18', 'due']
		] as const
	).map(([number, key]) => of(`BR-DEC-${number}`, { [`totals.${key}`]: long })),
	of('BR-DEC-19 BR-DEC-20', { 'vat.0.taxable': long, 'vat.0.tax': long }),
	of('BR-DEC-23', { 'lines.0.net': long }),
	of('BR-CL-01', { typeCode: '999' }),
	of('BR-CL-04', { currency: 'XYZ' }),
	of('BR-CL-05', { vatCurrency: 'XYZ' }),
	of('BR-CL-06', { taxPointCode: '9' }),
	of('BR-CL-07', { object: bad }),
	of('BR-CL-08', { notes: [{ subjectCode: 'QQQ', text: 'x' }] }),
	of('BR-CL-10', { 'seller.identifiers': [bad] }),
	of('BR-CL-11', { 'seller.legalRegistration': bad }),
	of('BR-CL-13', { 'lines.0.item.classifications': [bad] }),
	of('BR-CL-14', { 'seller.address.country': 'QQ' }),
	of('BR-CL-15', { 'lines.0.item.origin': 'QQ' }),
	of('BR-CL-16', { 'payments.0.means': '999' }),
	of('BR-CL-17', { 'vat.0.category': 'Q' }),
	of('BR-CL-18', { 'lines.0.vatCategory': 'Q' }),
	of('BR-CL-21', { 'lines.0.item.standardId': bad }),
	of('BR-CL-22', { 'vat.0.exemptionCode': 'VATEX-QQ' }),
	of('BR-CL-23', { 'lines.0.unit': 'QQQ' }),
	of('BR-CL-24', { documents: document({ mime: 'text/html' }) }),
	of('BR-CL-25', { 'seller.electronicAddress': bad }),
	of('BR-CL-26', { 'delivery.location': bad }),
	of('BR-IC-11', { 'vat.0.category': 'K', 'delivery.date': undefined }),
	of('BR-IC-12', { 'vat.0.category': 'K', 'delivery.address': undefined }),
	of('BR-O-11 BR-O-12 BR-O-13 BR-O-14', {
		vat: [
			{ taxable: '0', tax: '0', category: 'O' },
			{ taxable: '1', tax: '0', category: 'S', rate: '19' }
		],
		allowances: [discount],
		charges: [discount]
	})
];

/** The ten questions, of each category. */
const CATEGORY_CASES: Case[] = (
	[
		['S', 'S', '0', 'reason'],
		['Z', 'Z', '1', 'reason'],
		['E', 'E', '1', ''],
		['AE', 'AE', '1', ''],
		['K', 'IC', '1', ''],
		['G', 'G', '1', ''],
		['O', 'O', '1', ''],
		['L', 'AF', '-1', 'reason'],
		['M', 'AG', '-1', 'reason']
	] as const
).flatMap(([code, prefix, rate, reason]) => {
	const line = { ...CORE.lines[0]!, vatCategory: code, vatRate: rate };
	const taxed = { ...discount, vatCategory: code, vatRate: rate };
	const nobody = code === 'O' ? {} : { 'seller.vatId': undefined };
	const id = (...numbers: string[]) => numbers.map((each) => `BR-${prefix}-${each}`).join(' ');
	return [
		of(id('01'), { lines: [line], vat: [] }),
		of(id('02', '05'), { lines: [line], ...nobody }),
		of(id('03', '06'), { allowances: [taxed], ...nobody }),
		of(id('04', '07'), { charges: [taxed], ...nobody }),
		of(id('08', '09', '10'), {
			lines: [{ ...line, vatRate: '19' }],
			vat: [{ taxable: '1000.00', tax: '17.00', category: code, rate: '19', ...(reason && { exemptionReason: reason }) }]
		})
	];
});

const debit = { mandate: 'M', creditorId: 'C', account: 'DE02120300000000202051' };
const byCard = { means: '48', transfers: [], card: { number: '1234' } };
const german = (number: number, set: Case['set'], part = ''): Case[] => [
	of(`BR-DE-${number}${part && `-${part}`}`, set, 'xrechnung'),
	of(`DE-R-${String(number).padStart(3, '0')}${part && `-${part === 'a' ? 1 : 2}`}`, set, 'peppol')
];
const EXTENSION = `${SPECIFICATIONS.xrechnung}#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0`;
const CVD = `${SPECIFICATIONS.xrechnung}#compliant#urn:xeinkauf.de:kosit:xrechnung:cvd_0.9`;
const extended = (number: string, set: Case['set']) => of(`BR-DEX-${number}`, { specification: EXTENSION, ...set }, 'xrechnung');
const vehicle = (rules: string, set: Case['set']) => of(rules, { specification: CVD, ...set }, 'xrechnung');
const cvd = [{ id: 'M1', scheme: 'CVD' }];
const cva = [{ name: 'cva', value: 'clean' }];

const GERMAN_CASES: Case[] = [
	...german(1, { payments: [] }),
	...german(2, { 'seller.contact': undefined }),
	...german(3, { 'seller.address.city': undefined }),
	...german(4, { 'seller.address.postCode': undefined }),
	...german(5, { 'seller.contact.name': undefined }),
	...german(6, { 'seller.contact.phone': undefined }),
	...german(7, { 'seller.contact.email': undefined }),
	...german(8, { 'buyer.address.city': undefined }),
	...german(9, { 'buyer.address.postCode': undefined }),
	...german(10, { 'delivery.address.city': undefined }),
	...german(11, { 'delivery.address.postCode': undefined }),
	...german(14, { 'vat.0.rate': undefined }),
	...german(15, { buyerReference: undefined }),
	...german(16, { 'seller.vatId': undefined }),
	...german(17, { typeCode: '386' }),
	...german(18, { paymentTerms: '#SKONTO#TAGE=14#PROZENT=2#' }),
	...german(19, { 'payments.0.transfers.0.account': 'DE02120300000000202052' }),
	...german(20, { payments: [{ means: '59', transfers: [], directDebit: { ...debit, account: 'X' } }] }),
	...german(22, { documents: [...document({}), ...document({})] }),
	...german(23, { 'payments.0.transfers': [] }, 'a'),
	...german(23, { 'payments.0.card': { number: '1234' } }, 'b'),
	...german(24, { payments: [{ ...byCard, card: undefined }] }, 'a'),
	...german(24, { payments: [{ ...byCard, transfers: [{ account: 'x' }] }] }, 'b'),
	...german(25, { payments: [{ means: '59', transfers: [] }] }, 'a'),
	...german(25, { payments: [{ ...byCard, means: '59', directDebit: debit }] }, 'b'),
	...german(26, { typeCode: '384' }),
	...german(27, { 'seller.contact.phone': '12' }),
	...german(28, { 'seller.contact.email': 'ada' }),
	...german(30, { 'payments.0.directDebit': { ...debit, creditorId: undefined } }),
	...german(31, { 'payments.0.directDebit': { ...debit, account: undefined } }),
	of('BR-TMP-2', { documents: [{ reference: 'A', location: 'a' }] }, 'xrechnung'),
	of('DE-R-T02', { documents: [{ reference: 'A', location: 'a' }] }, 'peppol'),
	of('BR-DE-21', { specification: SPECIFICATIONS.en16931 }, 'xrechnung'),
	of('BR-DE-TMP-32', { delivery: undefined }, 'xrechnung'),
	extended('01', { documents: document({ mime: 'text/html' }) }),
	extended('04', { 'seller.identifiers': [bad] }),
	extended('05', { 'seller.legalRegistration': bad }),
	extended('06', { 'lines.0.item.standardId': bad }),
	extended('07', { 'seller.electronicAddress': bad }),
	extended('08', { 'delivery.location': bad }),
	vehicle('BR-DE-CVD-01 BR-DE-CVD-02 BR-DE-CVD-03', {}),
	vehicle('BR-DE-CVD-06-a', { 'lines.0.item.classifications': cvd }),
	vehicle('BR-DE-CVD-06-b', { 'lines.0.item.attributes': cva }),
	vehicle('BR-TMP-CVD-01', { 'lines.0.item.classifications': [bad] }),
	vehicle('BR-DE-CVD-04', { 'lines.0.item.classifications': [{ id: 'Q', scheme: 'CVD' }] }),
	vehicle('BR-DE-CVD-05', { 'lines.0.item.attributes': [{ name: 'cva', value: 'dirty' }] })
];

const peppol = (number: string, set: Case['set']) => of(`PEPPOL-EN16931-${number}`, set, 'peppol');
const common = (number: string, scheme: string, id = '1') =>
	of(`PEPPOL-COMMON-${number}`, { 'seller.identifiers': [{ id, scheme }] }, 'peppol');
const both = (country: string, set: Case['set']): Case['set'] => ({
	'seller.address.country': country,
	'buyer.address.country': country,
	...set
});

const PEPPOL_CASES: Case[] = [
	peppol('R001', { businessProcess: undefined }),
	peppol('R002', { 'buyer.address.country': 'FR', notes: [{ text: 'a' }, { text: 'b' }] }),
	peppol('R003', { buyerReference: undefined }),
	peppol('R004', { specification: SPECIFICATIONS.en16931 }),
	peppol('R005', { vatCurrency: 'EUR' }),
	peppol('R007', { businessProcess: 'x' }),
	peppol('R010', { 'buyer.electronicAddress': undefined }),
	peppol('R020', { 'seller.electronicAddress': undefined }),
	peppol('R040', { allowances: [{ ...discount, base: '100', percent: '5' }] }),
	peppol('R041', { allowances: [{ ...discount, percent: '5' }] }),
	peppol('R042', { allowances: [{ ...discount, base: '100' }] }),
	peppol('R046', { 'lines.0.price.gross': '60', 'lines.0.price.discount': '5' }),
	peppol('R053', { vat: [] }),
	peppol('R054', { vatCurrency: 'USD' }),
	peppol('R055', { vatCurrency: 'USD', 'totals.vatInAccountingCurrency': '-1' }),
	peppol('R061', { payments: [{ means: '59', transfers: [] }] }),
	peppol('R110', { period: { start: '2026-11-02' }, 'lines.0.period': { start: '2026-11-01' } }),
	peppol('R111', { period: { end: '2026-11-02' }, 'lines.0.period': { end: '2026-11-03' } }),
	peppol('R120', { 'lines.0.quantity': '3' }),
	peppol('R121', { 'lines.0.price.baseQuantity': '0' }),
	peppol('R130', { 'lines.0.price.baseQuantity': '1', 'lines.0.price.baseUnit': 'DAY' }),
	peppol('P0100', { typeCode: '325' }),
	peppol('P0101', { typeCode: '308' }),
	peppol('P0112', { typeCode: '384', 'buyer.address.country': 'FR' }),
	peppol('CL001', { documents: document({ mime: 'text/html' }) }),
	peppol('CL002', { allowances: [{ ...discount, reasonCode: '0' }] }),
	peppol('CL003', { charges: [{ ...discount, reasonCode: '0' }] }),
	peppol('CL006', { taxPointCode: '9' }),
	peppol('CL008', { 'seller.electronicAddress': { id: 'a@b.c', scheme: 'EM' } }),
	...['G', 'O', 'IC', 'AE', 'D', 'F', 'I', 'J'].map((code, index) =>
		peppol(`P0${104 + index}`, { 'vat.0.exemptionCode': `VATEX-EU-${code}` })
	),
	...[
		['R040', '0088'],
		['R041', '0192'],
		['R042', '0184'],
		['R052', '0096'],
		['R053', '0198'],
		['R043', '0208'],
		['R049', '0007'],
		['R050', '0151'],
		['R054', '0106'],
		['R055', '0190'],
		['R057', '0217']
	].map(([number, scheme]) => common(number!, scheme!)),
	common('R040', '0088', '7300010000002'),
	common('R041', '0192', '974760674'),
	common('R043', '0208', '0428759498'),
	common('R049', '0007', '5567321708'),
	common('R050', '0151', '51824753557'),
	of('DK-R-002', { 'seller.address.country': 'DK', 'seller.legalRegistration': undefined }, 'peppol'),
	of('DK-R-014', { 'seller.address.country': 'DK' }, 'peppol'),
	of('DK-R-005 DK-R-017', both('DK', { 'payments.0.means': '30', 'buyer.legalRegistration': { id: '1' } }), 'peppol'),
	of('DK-R-016', both('DK', { typeCode: '381', 'totals.due': '-1' }), 'peppol'),
	of(
		'IT-R-001 IT-R-002 IT-R-003 IT-R-004',
		{ 'seller.vatId': 'IT1', 'seller.taxRegistration': 'x', 'seller.address': { country: 'IT' } },
		'peppol'
	),
	of('NL-R-001', { 'seller.address.country': 'NL', typeCode: '381' }, 'peppol'),
	of('NL-R-002 NL-R-003', { 'seller.address': { country: 'NL' } }, 'peppol'),
	of('NL-R-004 NL-R-005', both('NL', { 'buyer.address': { country: 'NL' }, 'buyer.legalRegistration': { id: '1' } }), 'peppol'),
	of('NL-R-006', { 'seller.address.country': 'NL', taxRepresentative: { ...representative, address: { country: 'NL' } } }, 'peppol'),
	of('NL-R-007', { 'seller.address.country': 'NL', payments: [] }, 'peppol'),
	of('NL-R-008', both('NL', { 'payments.0.means': '1' }), 'peppol'),
	of('NL-R-009', { 'seller.address.country': 'NL', 'lines.0.orderLine': '1' }, 'peppol'),
	of('SE-R-001 SE-R-002 SE-R-006', { 'seller.address.country': 'SE', 'seller.vatId': 'SE12X' }, 'peppol'),
	of(
		'SE-R-003 SE-R-004 SE-R-005 SE-R-013',
		{ 'seller.address.country': 'SE', 'seller.legalRegistration': { id: 'x' }, 'seller.taxRegistration': 'x' },
		'peppol'
	),
	of('NO-R-001 NO-R-002', { 'seller.address.country': 'NO', 'seller.vatId': 'NO1MVA' }, 'peppol')
];

const fr = (rules: string, set: Case['set'], syntax: Syntax = 'cii') => of(rules, set, 'france', syntax);
const treated = { notes: [...sound('france').notes, { subjectCode: 'BAR', text: 'B2B' }] };
const french = (set: (syntax: Syntax) => [string, Case['set']]): Case[] =>
	(['ubl', 'cii'] as const).map((syntax) => fr(...set(syntax), syntax));
const named = (syntax: Syntax, both: string, ubl: string, cii: string) => `BR-FR-${both}${syntax === 'ubl' ? ubl : cii}`;
const digits = '1.1234567';

const FRENCH_CASES: Case[] = [
	...french((syntax) => [
		`${named(syntax, '01_BT-1', '-1', '')} ${named(syntax, '01_BT-25', '-1', '')}`,
		{ number: 'A'.repeat(36), preceding: [{ number: 'A'.repeat(36) }] }
	]),
	fr('BR-FR-01_BT-1-2 BR-FR-01_BT-25-2 BR-FR-02_BT-1 BR-FR-02_BT-25', { number: 'a b', preceding: [{ number: 'a b' }] }, 'ubl'),
	fr('BR-FR-03_BT-2 BR-FR-03_BT-7 BR-FR-03_BT-9 BR-FR-03_BT-26 BR-FR-03_BT-72 BR-FR-03_BT-73 BR-FR-03_BT-74', {
		issueDate: '1999-01-01',
		taxPointDate: '2026-02-30',
		dueDate: 'x',
		preceding: [{ number: 'A', issueDate: 'x' }],
		'delivery.date': 'x',
		period: { start: 'x', end: 'x' }
	}),
	...french((syntax) => [
		syntax === 'ubl' ? 'BR-FR-03_BT-134 BR-FR-03_BT-135' : 'BR-FR-03_EXT-FR-FE-134 BR-FR-03_EXT-FR-FE-135',
		{ 'lines.0.period': { start: 'x', end: 'x' } }
	]),
	fr('BR-FR-04_BT-3', { typeCode: '751' }),
	...french((syntax) => [
		[1, 2, 3].map((each) => named(syntax, '05_BT-22', `-${each}`, `_${['PMT', 'PMD', 'AAB'][each - 1]}`)).join(' '),
		{ notes: [] }
	]),
	...french((syntax) => [
		[1, 2, 3, 4].map((each) => named(syntax, '06_BT-21', `-${each}`, `_${['PMT', 'PMD', 'AAB', 'TXD'][each - 1]}`)).join(' '),
		{
			notes: ['PMT', 'PMD', 'AAB', 'TXD'].flatMap((subjectCode) => [
				{ subjectCode, text: 'a' },
				{ subjectCode, text: 'b' }
			])
		}
	]),
	fr('BR-FR-08_BT-23', { businessProcess: 'X' }),
	fr('BR-FR-09_BT-29 BR-FR-09_BT-46 BR-FR-09_BT-60 BR-FR-09_BT-71', {
		'seller.identifiers': [{ id: '1', scheme: '0009' }],
		'buyer.identifier': { id: '1', scheme: '0009' },
		payee: { name: 'P', identifier: { id: '1', scheme: '0009' } },
		'delivery.location': { id: '1', scheme: '0009' }
	}),
	fr('BR-FR-10_BT-30', { 'seller.legalRegistration': { id: '1' } }),
	fr('BR-FR-11_BT-47 BR-FR-21_BT-49', {
		...treated,
		'buyer.legalRegistration': { id: '1', scheme: '0002' },
		'buyer.electronicAddress': { id: 'a', scheme: '0225' }
	}),
	fr('BR-FR-12_BT-49 BR-FR-13_BT-34', { 'seller.electronicAddress': undefined, 'buyer.electronicAddress': undefined }),
	fr('BR-FR-22_BT-34', { ...treated, typeCode: '389', 'seller.electronicAddress': { id: 'a', scheme: '0225' } }),
	fr('BR-FR-20_BT-21', { notes: [{ subjectCode: 'BAR', text: 'x' }] }),
	...french((syntax) => [named(syntax, '', '30_BT-21', '31_BT-21'), { notes: [...treated.notes, { subjectCode: 'BAR', text: 'B2B' }] }]),
	fr('BR-FR-23_BT-34 BR-FR-23_BT-49 BR-FR-25_BT-34 BR-FR-25_BT-49', {
		'seller.electronicAddress': { id: 'é'.repeat(126), scheme: '0225' },
		'buyer.electronicAddress': { id: 'é'.repeat(126), scheme: '0225' }
	}),
	fr('BR-FR-24_BT-29 BR-FR-24_BT-46 BR-FR-26_BT-29 BR-FR-26_BT-46', {
		'seller.identifiers': [{ id: 'é'.repeat(101), scheme: '0224' }],
		'buyer.identifier': { id: 'é'.repeat(101), scheme: '0224' }
	}),
	fr('BR-FR-32-LEGALID', { 'buyer.legalRegistration': { id: '1', scheme: '0002' } }),
	...french((syntax) => [named(syntax, '32-', 'ID', 'GLOBALID'), { 'seller.identifiers': [{ id: '1', scheme: '0231' }] }]),
	fr(
		'BR-FR-CO-10_BT-29-1 BR-FR-CO-10_BT-46-1 BR-FR-CO-10_BT-60-1 BR-FR-CO-10_BT-71-1',
		{
			'seller.identifiers': [{ id: '1' }],
			'buyer.identifier': { id: '1' },
			payee: { name: 'P', identifier: { id: '1' } },
			'delivery.location': { id: '1' }
		},
		'ubl'
	),
	fr('BR-FR-CO-10_BT-29-2', {
		'seller.identifiers': [
			{ id: '1', scheme: '0088' },
			{ id: '2', scheme: '0088' }
		]
	}),
	fr('BR-FR-CO-14_BT-29-1 BR-FR-CO-15_BT-29-1', { 'seller.identifiers': [{ id: '123456789', scheme: '0231' }] }),
	...french((syntax) => [
		[
			'15_BT-95_BT-102|-1|',
			'15_BT-95_BT-102|-2|_LM',
			'15_|BT-118-1|BT-95_BT-118',
			'15_|BT-118-2|BT-95_BT-118_LM',
			'15_|BT-151-1|BT-95_BT-151',
			'|08_BT-151-2|15_BT-95_BT-151_LM',
			'16_BT-96||_BT-103'
		]
			.map((each) => named(syntax, ...(each.split('|') as [string, string, string])))
			.join(' ')
			.concat(' BR-FR-16_BT-119 BR-FR-16_BT-152', syntax === 'ubl' ? ' BR-FR-16_BT-103' : ''),
		{
			allowances: [{ ...discount, vatCategory: 'L', vatRate: '3' }],
			'vat.0.category': 'L',
			'vat.0.rate': '3',
			'lines.0.vatCategory': 'L',
			'lines.0.vatRate': '3'
		}
	]),
	fr('BR-FR-DEC-04_BT-96_BT-103 BR-FR-DEC-04_BT-119 BR-FR-DEC-04_BT-152', {
		allowances: [{ ...discount, vatRate: '20.123' }],
		'vat.0.rate': '20.123',
		'lines.0.vatRate': '20.123'
	}),
	fr(
		'BR-FR-DEC-01_BT-92_BT-99 BR-FR-DEC-01_BT-93_BT-100 BR-FR-DEC-01_BT-116 BR-FR-DEC-01_BT-117 BR-FR-DEC-01_BT-131 BR-FR-DEC-01_BT-136_BT-141 BR-FR-DEC-01_BT-137_BT-142 BR-FR-DEC-02_BT-129 BR-FR-DEC-02_BT-149 BR-FR-DEC-03_BT-146 BR-FR-DEC-03_BT-147 BR-FR-DEC-03_BT-148',
		{
			allowances: [{ ...discount, amount: long, base: long }],
			'vat.0.taxable': long,
			'vat.0.tax': long,
			'lines.0.net': long,
			'lines.0.allowances': [{ amount: long, base: long, reason: 'x' }],
			'lines.0.quantity': digits,
			'lines.0.price': { net: digits, discount: digits, gross: digits, baseQuantity: digits }
		}
	),
	...['lines', 'allowances', 'charges', 'withoutVat', 'vat', 'vatInAccountingCurrency', 'withVat', 'paid', 'rounding', 'due'].map(
		(key, index) => fr(`BR-FR-DEC-01_BT-${106 + index}`, { [`totals.${key}`]: long })
	),
	fr('BR-FR-CO-03_BT-3', { typeCode: '262' }),
	...french((syntax) => [named(syntax, 'CO-04_', 'BT-3', 'BT-4'), { typeCode: '384' }]),
	fr('BR-FR-CO-05_BT-3', { typeCode: '381' }),
	fr('BR-FR-CO-07_BT-9', { dueDate: '2026-11-01' }),
	fr('BR-FR-CO-08_BT-23', { businessProcess: 'S4', typeCode: '386' }),
	fr('BR-FR-CO-09_BT-23-1 BR-FR-CO-09_BT-23-2 BR-FR-CO-09_BT-23-3', { businessProcess: 'S2', dueDate: undefined }),
	fr('BR-FR-CO-12_BT-5', { currency: 'USD' }),
	fr('BR-FR-17_BT-123', { documents: [{ reference: 'A', description: 'x' }] }),
	fr('BR-FR-18_BT-123', {
		documents: [
			{ reference: 'A', description: 'LISIBLE' },
			{ reference: 'B', description: 'LISIBLE' }
		]
	})
];

export const CASES: readonly Case[] = [...CORE_CASES, ...CATEGORY_CASES, ...GERMAN_CASES, ...PEPPOL_CASES, ...FRENCH_CASES];

const file = (rules: string, profile: Profile, syntax: Syntax, from: string | RegExp, to: string, set: FileCase['set'] = {}): FileCase => ({
	rules,
	profile,
	syntax,
	from,
	to,
	set
});
const prepaid = (inside: string) => `<cac:PrepaidPayment>${inside}</cac:PrepaidPayment><cac:TaxTotal>`;
const reduced = { allowances: [discount], 'totals.allowances': '10.00' };
const isExtended = { specification: EXTENSION };

export const FILE_CASES: readonly FileCase[] = [
	file('PEPPOL-EN16931-R008', 'peppol', 'ubl', 'R-1</cbc:ID>', 'R-1</cbc:ID><cbc:UUID></cbc:UUID>'),
	file('PEPPOL-EN16931-R043', 'peppol', 'ubl', 'false</cbc:ChargeIndicator>', '0</cbc:ChargeIndicator>', reduced),
	file('PEPPOL-EN16931-R043-1', 'xrechnung', 'cii', 'false</udt:Indicator>', '0</udt:Indicator>', reduced),
	file('PEPPOL-EN16931-R043-2 PEPPOL-EN16931-R044', 'xrechnung', 'cii', 'false</udt:Indicator>', '0</udt:Indicator>', {
		'lines.0.price': { net: '50.00', gross: '51.00', discount: '1.00' }
	}),
	file('BR-CL-03 PEPPOL-EN16931-CL007 PEPPOL-EN16931-R051', 'peppol', 'ubl', 'currencyID="EUR"', 'currencyID="XYZ"'),
	file(
		'PEPPOL-EN16931-R100',
		'peppol',
		'ubl',
		'<cac:Item>',
		'<cac:DocumentReference><cbc:ID>1</cbc:ID></cac:DocumentReference><cac:DocumentReference><cbc:ID>1</cbc:ID></cac:DocumentReference><cac:Item>'
	),
	file('PEPPOL-EN16931-R101', 'peppol', 'ubl', '<cac:Item>', '<cac:DocumentReference><cbc:ID>1</cbc:ID></cac:DocumentReference><cac:Item>'),
	file(
		'PEPPOL-EN16931-R080',
		'peppol',
		'ubl',
		'<cac:AccountingSupplierParty>',
		'<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cbc:DocumentTypeCode>50</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>'.repeat(
			2
		) + '<cac:AccountingSupplierParty>',
		{ typeCode: '381' }
	),
	file('XSD PEPPOL-EN16931-F001', 'peppol', 'ubl', '2026-11-02', '2026-02-30'),
	file('XSD', 'en16931', 'ubl', ' currencyID="EUR"', ''),
	file('XSD', 'en16931', 'ubl', '>100.00<', '>hundred<'),
	file('XSD', 'en16931', 'ubl', /<cbc:IssueDate>.*<\/cbc:IssueDate>\s*/, ''),
	file('XSD', 'en16931', 'ubl', /(<cbc:IssueDate>.*<\/cbc:IssueDate>)/, '$1$1'),
	file('XSD', 'en16931', 'ubl', /(<cbc:ID>R-1<\/cbc:ID>)(\s*)(<cbc:IssueDate>.*?<\/cbc:IssueDate>)/, '$3$2$1'),
	file('XSD', 'facturx-basic', 'cii', '<ram:CityName>', '<ram:CareOf>x</ram:CareOf><ram:CityName>'),
	file('CII-DT-097', 'en16931', 'cii', '20261102', '20261302'),
	file('UBL-DT-01', 'en16931', 'ubl', '>100.00<', '>100.001<'),
	file('UBL-DT-06', 'en16931', 'ubl', ' mimeCode="text/csv"', '', { documents: document({}) }),
	file('UBL-DT-07', 'en16931', 'ubl', ' filename="a.csv"', '', { documents: document({}) }),
	file('UBL-SR-42', 'en16931', 'ubl', /<cac:PartyTaxScheme>[^]*?<\/cac:PartyTaxScheme>/, '$&$&$&'),
	file('UBL-SR-43', 'en16931', 'ubl', '<cbc:ID>A</cbc:ID>', '<cbc:ID>A</cbc:ID><cbc:DocumentTypeCode>99</cbc:DocumentTypeCode>', {
		documents: document({})
	}),
	file('UBL-SR-44', 'en16931', 'ubl', /(<cac:PaymentMeans>[^]*?)R-1([^]*?<\/cac:PaymentMeans>)/, '$&$1R-2$2'),
	file('UBL-SR-47', 'en16931', 'ubl', /(<cac:PaymentMeans>[^]*?)58([^]*?<\/cac:PaymentMeans>)/, '$&$130$2'),
	file('UBL-SR-48', 'en16931', 'ubl', /<cac:ClassifiedTaxCategory>[^]*?<\/cac:ClassifiedTaxCategory>/, ''),
	file('UBL-SR-53', 'en16931', 'ubl', /<cac:PartyTaxScheme>\s*<cbc:CompanyID>.*<\/cbc:CompanyID>/, '<cac:PartyTaxScheme>'),
	file(
		'BR-CO-19',
		'en16931',
		'ubl',
		'<cac:AccountingSupplierParty>',
		'<cac:InvoicePeriod></cac:InvoicePeriod><cac:AccountingSupplierParty>'
	),
	file('BR-CO-20', 'en16931', 'ubl', '<cac:Item>', '<cac:InvoicePeriod></cac:InvoicePeriod><cac:Item>'),
	file(
		'CII-SR-462',
		'en16931',
		'cii',
		'<ram:RateApplicablePercent>',
		'<ram:DueDateTypeCode>5</ram:DueDateTypeCode><ram:DueDateTypeCode>29</ram:DueDateTypeCode><ram:RateApplicablePercent>'
	),
	file(
		'CII-SR-467 CII-SR-468',
		'en16931',
		'cii',
		/<ram:SpecifiedTradeSettlementPaymentMeans>[^]*?<\/ram:SpecifiedTradeSettlementPaymentMeans>/,
		'$&<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode><ram:Information>b</ram:Information></ram:SpecifiedTradeSettlementPaymentMeans>',
		{
			'payments.0.meansText': 'a'
		}
	),
	file('CII-SR-463', 'en16931', 'cii', /<ram:ChargeIndicator>[^]*?<\/ram:ChargeIndicator>/, '', reduced),
	file('CII-SR-470', 'en16931', 'cii', /<ram:IBANID>.*<\/ram:IBANID>/, ''),
	file(
		'BR-DEX-10 BR-DEX-12 BR-DEX-13 BR-DEX-14',
		'xrechnung',
		'ubl',
		'<cac:TaxTotal>',
		prepaid('<cbc:PaidAmount currencyID="USD">1.234</cbc:PaidAmount>'),
		isExtended
	),
	file('BR-DEX-11', 'xrechnung', 'ubl', '<cac:TaxTotal>', prepaid('<cbc:ID>1</cbc:ID>'), isExtended),
	file(
		'BR-DEX-09',
		'xrechnung',
		'ubl',
		'<cac:TaxTotal>',
		prepaid('<cbc:ID>1</cbc:ID><cbc:PaidAmount currencyID="EUR">1.00</cbc:PaidAmount>'),
		isExtended
	)
];
