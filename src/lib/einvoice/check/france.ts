/**
 * What France asks of an invoice between businesses (specifications of the reform, Flux 2, BR-FR 1.4.0.03). The two syntaxes number some rules
 * differently. Invoices of several sellers and of a fourth party (cadres 8 and 9) are not checked.
 */
import type { EInvoice, Identifier } from '../model.ts';
import { compare, decimalOf, isZero } from './numbers.ts';
import { eachOf, holds, isThere, placesOf, type Place, type Rule, type Scope } from './rule.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const TYPES = words('380 389 393 501 386 500 384 471 472 473 261 262 381 396 502 503');
const PROCESSES = words('B1 S1 M1 B2 S2 M2 S3 B4 S4 M4 S5 S6 B7 S7 B8 S8 M8 B9 S9 M9');
const CATEGORIES = words('S E AE K G O Z');
const RATES = words(
	'0 0.0 0.00 10 10.0 10.00 13 13.0 13.00 20 20.0 20.00 8.5 8.50 19.6 19.60 2.1 2.10 5.5 5.50 7 7.0 7.00 20.6 20.60 1.05 0.9 0.90 1.75 9.2 9.20 9.6 9.60'
);
export const FRENCH_ATTACHMENTS = words(
	'RIB LISIBLE FEUILLE_DE_STYLE PJA BORDEREAU_SUIVI DOCUMENT_ANNEXE BON_LIVRAISON BON_COMMANDE BORDEREAU_SUIVI_VALIDATION ETAT_ACOMPTE FACTURE_PAIEMENT_DIRECT RECAPITULATIF_COTRAITANCE'
);
const TREATMENTS = words('B2B B2BINT B2C B2CINT OUTOFSCOPE ARCHIVEONLY');
/** Made out by the buyer. */
const SELF_BILLED = words('389 501 500 471 473 261 502');
const PREPAID = words('386 500 503');
const ALREADY_PAID = words('B2 S2 M2');

const SIREN = '0002';
const SIRET = '0009';
const ADDRESS = '0225';
const isSiren = (text: string | undefined) => /^\d{9}$/.test(text?.trim() ?? '');

const pair = (both: string, ubl: string, cii: string) => ({ ubl: `BR-FR-${both}${ubl}`, cii: `BR-FR-${both}${cii}` });
const notesOf = ({ notes }: EInvoice, code: string) => notes.filter(({ subjectCode }) => subjectCode === code);
const treatmentOf = (invoice: EInvoice) => notesOf(invoice, 'BAR')[0]?.text.trim() ?? '';

function sirenOf(party: { legalRegistration?: Identifier | undefined } | undefined): string | undefined {
	return party?.legalRegistration?.scheme === SIREN ? party.legalRegistration.id.trim() : undefined;
}

const numbers: Rule[] = (
	[
		['BT-1', ({ number }) => [{ path: 'number', at: number }]],
		['BT-25', ({ preceding }) => placesOf('preceding', preceding).map(({ path, at }) => ({ path: `${path}.number`, at: at.number }))]
	] as [string, (invoice: EInvoice) => Place<string>[]][]
).flatMap(([term, get]) => {
	const places = ({ invoice }: Scope) => get(invoice).filter(({ at }) => isThere(at));
	const isShort = (text: string) => text.length <= 35;
	const isPlain = (text: string) => /^[A-Za-z0-9+\-_/]+$/.test(text);
	const args = (value: string) => ({ value, wanted: 'A–Z a–z 0–9 + - _ /, 35' });
	return [
		eachOf(pair(`01_${term}`, '-1', ''), term, 'form', places, isShort, { args }),
		eachOf(pair(`01_${term}`, '-2', ''), term, 'form', places, isPlain, { syntax: 'ubl', args }),
		eachOf(`BR-FR-02_${term}`, term, 'form', places, isPlain, { args })
	];
});

/** In this century, and of the calendar. */
function isDate(text: string): boolean {
	return /^20\d\d-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}
const isDay = (text: string) => {
	try {
		return isDate(text);
	} catch {
		return false;
	}
};

const DATES: Rule[] = (
	[
		['BT-2', 'issueDate', ({ issueDate }) => issueDate],
		['BT-7', 'taxPointDate', ({ taxPointDate }) => taxPointDate],
		['BT-9', 'dueDate', ({ dueDate }) => dueDate],
		['BT-26', 'preceding.0.issueDate', ({ preceding: [first] }) => first?.issueDate],
		['BT-72', 'delivery.date', ({ delivery }) => delivery?.date],
		['BT-73', 'period.start', ({ period }) => period?.start],
		['BT-74', 'period.end', ({ period }) => period?.end]
	] as [string, string, (invoice: EInvoice) => string | undefined][]
).map(([term, path, get]) =>
	holds(`BR-FR-03_${term}`, term, path, 'form', ({ invoice }) => !isThere(get(invoice)) || isDay(get(invoice)!), {
		args: { wanted: '2026-12-31' }
	})
);

const NOTES: Rule[] = [
	...['PMT', 'PMD', 'AAB'].map((code, index) =>
		holds(
			pair('05_BT-22', `-${index + 1}`, `_${code}`),
			`BT-22 ${code}`,
			'notes',
			'missing',
			({ invoice }) => notesOf(invoice, code).length > 0
		)
	),
	...['PMT', 'PMD', 'AAB', 'TXD'].map((code, index) =>
		holds(
			pair('06_BT-21', `-${index + 1}`, `_${code}`),
			`BT-22 ${code}`,
			'notes',
			'repeated',
			({ invoice }) => notesOf(invoice, code).length <= 1
		)
	),
	eachOf(
		'BR-FR-20_BT-21',
		'BT-22',
		'code',
		({ invoice }) => placesOf('notes', invoice.notes).filter(({ at }) => at.subjectCode === 'BAR'),
		({ text }) => TREATMENTS.has(text.trim()),
		{ detail: 'text', args: ({ text }) => ({ value: text, list: [...TREATMENTS].join(', ') }) }
	),
	holds(pair('', '30_BT-21', '31_BT-21'), 'BT-21', 'notes', 'repeated', ({ invoice }) => notesOf(invoice, 'BAR').length <= 1)
];

const hasSiret = (id: Identifier | undefined) => id?.scheme === SIRET;
const belongs = (siret: Identifier | undefined, siren: string | undefined) =>
	!siret || (/^\d{14}$/.test(siret.id) && siret.id.slice(0, 9) === (siren ?? ''));

const PARTIES: Rule[] = [
	holds(
		'BR-FR-09_BT-29',
		'BT-29',
		'seller.identifiers',
		'differs',
		({ invoice: { seller } }) => belongs(seller.identifiers.find(hasSiret), sirenOf(seller)),
		{
			args: { others: 'BT-30' }
		}
	),
	holds(
		'BR-FR-09_BT-46',
		'BT-46',
		'buyer.identifier',
		'differs',
		({ invoice: { buyer } }) => belongs(hasSiret(buyer.identifier) ? buyer.identifier : undefined, sirenOf(buyer)),
		{ args: { others: 'BT-47' } }
	),
	holds(
		'BR-FR-09_BT-60',
		'BT-60',
		'payee.identifier',
		'differs',
		({ invoice: { payee } }) =>
			!hasSiret(payee?.identifier) || belongs(payee!.identifier, sirenOf(payee) ?? payee!.identifier!.id.slice(0, 9)),
		{ args: { others: 'BT-61' } }
	),
	holds('BR-FR-10_BT-30', 'BT-30', 'seller.legalRegistration', 'form', ({ invoice: { seller } }) => isSiren(sirenOf(seller)), {
		args: { wanted: 'SIREN (0002)' }
	}),
	holds(
		'BR-FR-11_BT-47',
		'BT-47',
		'buyer.legalRegistration',
		'form',
		({ invoice }) => treatmentOf(invoice) !== 'B2B' || isSiren(sirenOf(invoice.buyer)),
		{ args: { wanted: 'SIREN (0002)' } }
	),
	holds('BR-FR-12_BT-49', 'BT-49', 'buyer.electronicAddress', 'missing', ({ invoice: { buyer } }) => isThere(buyer.electronicAddress?.id)),
	holds('BR-FR-13_BT-34', 'BT-34', 'seller.electronicAddress', 'missing', ({ invoice: { seller } }) =>
		isThere(seller.electronicAddress?.id)
	),
	holds(
		'BR-FR-21_BT-49',
		'BT-49',
		'buyer.electronicAddress',
		'form',
		({ invoice }) => treatmentOf(invoice) !== 'B2B' || SELF_BILLED.has(invoice.typeCode) || isReachedBySiren(invoice.buyer),
		{ args: { wanted: 'SIREN (0225)' } }
	),
	holds(
		'BR-FR-22_BT-34',
		'BT-34',
		'seller.electronicAddress',
		'form',
		({ invoice, syntax }) =>
			(syntax === 'ubl' ? treatmentOf(invoice) === '' : treatmentOf(invoice) !== 'B2B') ||
			!SELF_BILLED.has(invoice.typeCode) ||
			isReachedBySiren(invoice.seller),
		{ args: { wanted: 'SIREN (0225)' } }
	),
	...(['seller', 'buyer'] as const).flatMap((party) => {
		const [address, number] = party === 'seller' ? ['BT-34', 'BT-29'] : ['BT-49', 'BT-46'];
		const addresses = ({ invoice }: Scope) => {
			const at = invoice[party].electronicAddress;
			return at ? [{ path: `${party}.electronicAddress`, at }] : [];
		};
		const ids = ({ invoice }: Scope): Place<Identifier>[] =>
			(party === 'seller'
				? placesOf('seller.identifiers', invoice.seller.identifiers)
				: invoice.buyer.identifier
					? [{ path: 'buyer.identifier', at: invoice.buyer.identifier }]
					: []
			).filter(({ at }) => at.scheme === '0224');
		const isPlain = ({ id }: Identifier) => /^[A-Za-z0-9+\-_.]+$/.test(id);
		const args = ({ id }: Identifier) => ({ value: id, wanted: 'A–Z a–z 0–9 + - _ .' });
		return [
			eachOf(`BR-FR-23_${address}`, address!, 'form', (scope) => addresses(scope).filter(({ at }) => at.scheme === ADDRESS), isPlain, {
				args
			}),
			eachOf(`BR-FR-25_${address}`, address!, 'form', addresses, ({ id }) => id.length <= 125, { args }),
			eachOf(`BR-FR-24_${number}`, number!, 'form', ids, isPlain, { args }),
			eachOf(`BR-FR-26_${number}`, number!, 'form', ids, ({ id }) => id.length <= 100, { args })
		];
	}),
	eachOf(
		'BR-FR-32-LEGALID',
		'BT-30',
		'form',
		({ invoice: { seller, buyer, payee } }) => [
			{ path: 'seller.legalRegistration', at: seller.legalRegistration },
			{ path: 'buyer.legalRegistration', at: buyer.legalRegistration },
			{ path: 'payee.legalRegistration', at: payee?.legalRegistration }
		],
		(at) => at?.scheme !== SIREN || isSiren(at.id),
		{ detail: 'id', args: (at) => ({ value: at?.id ?? '', wanted: 'SIREN' }) }
	),
	eachOf(
		pair('32-', 'ID', 'GLOBALID'),
		'BT-29',
		'form',
		({ invoice: { seller, buyer } }) => [
			...placesOf<Identifier | undefined>('seller.identifiers', seller.identifiers),
			{ path: 'buyer.identifier', at: buyer.identifier }
		],
		(at) => (at?.scheme !== SIREN && at?.scheme !== '0231') || isSiren(at.id),
		{ detail: 'id', args: (at) => ({ value: at?.id ?? '', wanted: 'SIREN' }) }
	),
	// CII has an element of its own for numbers without a scheme.
	eachOf(
		{ ubl: 'BR-FR-CO-10_BT-29-1', cii: 'BR-FR-CO-10_BT-29-1' },
		'BT-29',
		'missing',
		({ invoice }) => placesOf('seller.identifiers', invoice.seller.identifiers),
		({ scheme }) => isThere(scheme),
		{ syntax: 'ubl', detail: 'scheme' }
	),
	holds(
		'BR-FR-CO-10_BT-46-1',
		'BT-46',
		'buyer.identifier.scheme',
		'missing',
		({ invoice: { buyer } }) => !buyer.identifier || isThere(buyer.identifier.scheme),
		{ syntax: 'ubl' }
	),
	holds(
		'BR-FR-CO-10_BT-60-1',
		'BT-60',
		'payee.identifier.scheme',
		'missing',
		({ invoice: { payee } }) => !payee?.identifier || isThere(payee.identifier.scheme),
		{ syntax: 'ubl' }
	),
	holds(
		'BR-FR-CO-10_BT-71-1',
		'BT-71',
		'delivery.location.scheme',
		'missing',
		({ invoice: { delivery } }) => !delivery?.location || isThere(delivery.location.scheme),
		{ syntax: 'ubl' }
	),
	holds('BR-FR-CO-10_BT-29-2', 'BT-29', 'seller.identifiers', 'repeated', ({ invoice: { seller } }) => {
		const schemes = seller.identifiers.flatMap(({ scheme }) => scheme ?? []);
		return new Set(schemes).size === schemes.length;
	}),
	holds(
		'BR-FR-09_BT-71',
		'BT-71',
		'delivery.location',
		'form',
		({ invoice: { delivery } }) => !hasSiret(delivery?.location) || /^\d{14}$/.test(delivery!.location!.id),
		{ args: { wanted: 'SIRET (0009)' } }
	),
	holds(
		'BR-FR-CO-14_BT-29-1',
		'BT-22 TXD',
		'notes',
		'missing',
		({ invoice }) => !isGroup(invoice) || notesOf(invoice, 'TXD')[0]?.text.trim() === 'MEMBRE_ASSUJETTI_UNIQUE'
	),
	holds(
		'BR-FR-CO-15_BT-29-1',
		'BG-11',
		'taxRepresentative',
		'missing',
		({ invoice }) => !isGroup(invoice) || isThere(invoice.taxRepresentative?.vatId)
	)
];

/** A member of a VAT group. */
function isGroup({ seller }: EInvoice): boolean {
	return seller.identifiers.some(({ scheme }) => scheme === '0231');
}

function isReachedBySiren(party: { electronicAddress?: Identifier; legalRegistration?: Identifier }): boolean {
	const { id = '', scheme } = party.electronicAddress ?? {};
	return scheme === ADDRESS && id.startsWith(sirenOf(party) ?? '');
}

interface Rated {
	category: string;
	rate: string | undefined;
}
const reductions = ({ invoice: { allowances, charges } }: Scope): Place<Rated>[] => [
	...placesOf('allowances', allowances).map(({ path, at }) => ({ path, at: { category: at.vatCategory, rate: at.vatRate } })),
	...placesOf('charges', charges).map(({ path, at }) => ({ path, at: { category: at.vatCategory, rate: at.vatRate } }))
];
const breakdown = ({ invoice }: Scope): Place<Rated>[] =>
	placesOf('vat', invoice.vat).map(({ path, at }) => ({ path, at: { category: at.category, rate: at.rate } }));
const lines = ({ invoice }: Scope): Place<Rated>[] =>
	placesOf('lines', invoice.lines).map(({ path, at }) => ({ path, at: { category: at.vatCategory, rate: at.vatRate } }));

const isFrenchCategory = ({ category }: Rated, { syntax }: Scope) => (category === '' ? syntax === 'ubl' : CATEGORIES.has(category));
const isOfFrance = ({ category }: Rated) => category !== 'L' && category !== 'M';
const isFrenchRate = ({ rate }: Rated) => rate === undefined || RATES.has(rate);
const isShortRate = ({ rate }: Rated) => rate === undefined || (/^\d{1,4}(\.\d{1,2})?$/.test(rate) && rate.replace('.', '').length <= 4);
const categoryArgs = { args: ({ category }: Rated) => ({ value: category, list: [...CATEGORIES].join(', ') }) };
const rateArgs = { args: ({ rate }: Rated) => ({ value: rate ?? '', list: 'France' }) };

const VAT: Rule[] = [
	eachOf(pair('15_BT-95_BT-102', '-1', ''), 'BT-95', 'code', reductions, isFrenchCategory, categoryArgs),
	eachOf(pair('15_BT-95_BT-102', '-2', '_LM'), 'BT-95', 'code', reductions, isOfFrance, categoryArgs),
	eachOf(pair('15_', 'BT-118-1', 'BT-95_BT-118'), 'BT-118', 'code', breakdown, isFrenchCategory, categoryArgs),
	eachOf(pair('15_', 'BT-118-2', 'BT-95_BT-118_LM'), 'BT-118', 'code', breakdown, isOfFrance, categoryArgs),
	eachOf(pair('15_', 'BT-151-1', 'BT-95_BT-151'), 'BT-151', 'code', lines, isFrenchCategory, categoryArgs),
	eachOf(pair('', '08_BT-151-2', '15_BT-95_BT-151_LM'), 'BT-151', 'code', lines, isOfFrance, categoryArgs),
	eachOf(pair('16_BT-96', '', '_BT-103'), 'BT-96', 'code', reductions, isFrenchRate, rateArgs),
	eachOf('BR-FR-16_BT-103', 'BT-103', 'code', reductions, isFrenchRate, { ...rateArgs, syntax: 'ubl' }),
	eachOf('BR-FR-16_BT-119', 'BT-119', 'code', breakdown, isFrenchRate, rateArgs),
	// The rule for UBL leaves the lines of credit notes out.
	eachOf(
		'BR-FR-16_BT-152',
		'BT-152',
		'code',
		(scope) => (scope.syntax === 'ubl' && scope.isCreditNote ? [] : lines(scope)),
		isFrenchRate,
		rateArgs
	),
	eachOf('BR-FR-DEC-04_BT-96_BT-103', 'BT-96', 'form', reductions, isShortRate, {
		args: ({ rate }) => ({ value: rate ?? '', wanted: '99.99' })
	}),
	eachOf('BR-FR-DEC-04_BT-119', 'BT-119', 'form', breakdown, isShortRate, { args: ({ rate }) => ({ value: rate ?? '', wanted: '99.99' }) }),
	eachOf('BR-FR-DEC-04_BT-152', 'BT-152', 'form', lines, isShortRate, { args: ({ rate }) => ({ value: rate ?? '', wanted: '99.99' }) })
];

const isNumber = (places: number, sign: '-?' | '') => (text: string | undefined) =>
	text === undefined ||
	text === '' ||
	(new RegExp(`^${sign}\\d{1,19}(\\.\\d{1,${places}})?$`).test(text) && text.replace('.', '').length <= 19);

type Texts = (invoice: EInvoice) => Place<string | undefined>[];
const amounts = (id: string, term: string, most: number, sign: '-?' | '', get: Texts): Rule =>
	eachOf(id, term, 'decimals', ({ invoice }) => get(invoice), isNumber(most, sign), {
		args: (value) => ({ value: value ?? '', most: String(most) })
	});
const total = (term: string, key: keyof EInvoice['totals']) =>
	amounts(`BR-FR-DEC-01_${term}`, term, 2, '-?', ({ totals }) => [{ path: `totals.${key}`, at: totals[key] }]);
const ofReductions =
	(key: 'amount' | 'base'): Texts =>
	({ allowances, charges }) =>
		[...placesOf('allowances', allowances), ...placesOf('charges', charges)].map(({ path, at }) => ({
			path: `${path}.${key}`,
			at: at[key]
		}));
const ofLineReductions =
	(key: 'amount' | 'base'): Texts =>
	({ lines: all }) =>
		all.flatMap((line, index) =>
			[...placesOf(`lines.${index}.allowances`, line.allowances), ...placesOf(`lines.${index}.charges`, line.charges)].map(
				({ path, at }) => ({
					path: `${path}.${key}`,
					at: at[key]
				})
			)
		);
const ofLines =
	(path: string, get: (line: EInvoice['lines'][number]) => string | undefined): Texts =>
	({ lines: all }) =>
		placesOf('lines', all).map((place) => ({ path: `${place.path}.${path}`, at: get(place.at) }));
const ofVat =
	(key: 'taxable' | 'tax'): Texts =>
	({ vat }) =>
		placesOf('vat', vat).map(({ path, at }) => ({ path: `${path}.${key}`, at: at[key] }));

const DECIMALS: Rule[] = [
	amounts('BR-FR-DEC-01_BT-92_BT-99', 'BT-92', 2, '-?', ofReductions('amount')),
	amounts('BR-FR-DEC-01_BT-93_BT-100', 'BT-93', 2, '-?', ofReductions('base')),
	total('BT-106', 'lines'),
	total('BT-107', 'allowances'),
	total('BT-108', 'charges'),
	total('BT-109', 'withoutVat'),
	total('BT-110', 'vat'),
	total('BT-111', 'vatInAccountingCurrency'),
	total('BT-112', 'withVat'),
	total('BT-113', 'paid'),
	total('BT-114', 'rounding'),
	total('BT-115', 'due'),
	amounts('BR-FR-DEC-01_BT-116', 'BT-116', 2, '-?', ofVat('taxable')),
	amounts('BR-FR-DEC-01_BT-117', 'BT-117', 2, '-?', ofVat('tax')),
	amounts(
		'BR-FR-DEC-01_BT-131',
		'BT-131',
		2,
		'-?',
		ofLines('net', ({ net }) => net)
	),
	amounts('BR-FR-DEC-01_BT-136_BT-141', 'BT-136', 2, '-?', ofLineReductions('amount')),
	amounts('BR-FR-DEC-01_BT-137_BT-142', 'BT-137', 2, '-?', ofLineReductions('base')),
	amounts(
		'BR-FR-DEC-02_BT-129',
		'BT-129',
		4,
		'-?',
		ofLines('quantity', ({ quantity }) => quantity)
	),
	amounts(
		'BR-FR-DEC-02_BT-149',
		'BT-149',
		4,
		'-?',
		ofLines('price.baseQuantity', ({ price }) => price.baseQuantity)
	),
	amounts(
		'BR-FR-DEC-03_BT-146',
		'BT-146',
		6,
		'',
		ofLines('price.net', ({ price }) => price.net)
	),
	amounts(
		'BR-FR-DEC-03_BT-147',
		'BT-147',
		6,
		'',
		ofLines('price.discount', ({ price }) => price.discount)
	),
	amounts(
		'BR-FR-DEC-03_BT-148',
		'BT-148',
		6,
		'',
		ofLines('price.gross', ({ price }) => price.gross)
	)
];

const isPaid = ({ businessProcess = '' }: EInvoice) => ALREADY_PAID.has(businessProcess);

const HEAD: Rule[] = [
	holds('BR-FR-04_BT-3', 'BT-3', 'typeCode', 'code', ({ invoice }) => TYPES.has(invoice.typeCode), {
		args: { list: [...TYPES].join(', ') }
	}),
	holds('BR-FR-08_BT-23', 'BT-23', 'businessProcess', 'code', ({ invoice }) => PROCESSES.has(invoice.businessProcess ?? ''), {
		args: { list: [...PROCESSES].join(', ') }
	}),
	holds(
		'BR-FR-CO-03_BT-3',
		'BT-12',
		'contract',
		'missing-one',
		({ invoice, syntax, isCreditNote }) =>
			(syntax === 'ubl' && !isCreditNote) ||
			invoice.typeCode !== '262' ||
			(isThere(invoice.contract) && isThere(invoice.period?.start) && isThere(invoice.period?.end)),
		{
			args: { others: 'BG-14' }
		}
	),
	holds(
		pair('CO-04_', 'BT-3', 'BT-4'),
		'BG-3',
		'preceding',
		'missing',
		({ invoice }) => !['384', '471', '472', '473'].includes(invoice.typeCode) || invoice.preceding.length === 1
	),
	holds(
		'BR-FR-CO-05_BT-3',
		'BG-3',
		'preceding',
		'missing',
		({ invoice }) =>
			!['261', '381', '396', '502', '503'].includes(invoice.typeCode) ||
			invoice.preceding.some(({ number, issueDate }) => isThere(number) && isThere(issueDate))
	),
	holds(
		'BR-FR-CO-07_BT-9',
		'BT-9',
		'dueDate',
		'period',
		({ invoice }) => !invoice.dueDate || PREPAID.has(invoice.typeCode) || isPaid(invoice) || invoice.dueDate >= invoice.issueDate
	),
	holds(
		'BR-FR-CO-08_BT-23',
		'BT-23',
		'businessProcess',
		'forbidden',
		({ invoice }) => !['B4', 'S4', 'M4'].includes(invoice.businessProcess ?? '') || !PREPAID.has(invoice.typeCode),
		{ args: { others: 'BT-3' } }
	),
	holds(
		'BR-FR-CO-09_BT-23-1',
		'BT-113',
		'totals.paid',
		'sum',
		({ invoice }) => {
			const [paid, all] = [decimalOf(invoice.totals.paid), decimalOf(invoice.totals.withVat)];
			return !isPaid(invoice) || (paid !== undefined && all !== undefined && compare(paid, all) === 0);
		},
		{ args: { wanted: 'BT-112' } }
	),
	holds(
		'BR-FR-CO-09_BT-23-2',
		'BT-115',
		'totals.due',
		'sum',
		({ invoice }) => {
			const due = decimalOf(invoice.totals.due);
			return !isPaid(invoice) || (due !== undefined && isZero(due));
		},
		{ args: { wanted: '0' } }
	),
	holds('BR-FR-CO-09_BT-23-3', 'BT-9', 'dueDate', 'missing', ({ invoice }) => !isPaid(invoice) || isThere(invoice.dueDate)),
	holds(
		'BR-FR-CO-12_BT-5',
		'BT-6',
		'vatCurrency',
		'missing',
		({ invoice: { currency, vatCurrency, totals } }) =>
			currency === 'EUR' || (vatCurrency === 'EUR' && isThere(totals.vatInAccountingCurrency))
	),
	eachOf(
		'BR-FR-17_BT-123',
		'BT-123',
		'code',
		({ invoice }) => placesOf('documents', invoice.documents),
		({ description }) => description === undefined || FRENCH_ATTACHMENTS.has(description),
		{ detail: 'description', args: ({ description }) => ({ value: description ?? '', list: [...FRENCH_ATTACHMENTS].join(', ') }) }
	),
	holds(
		'BR-FR-18_BT-123',
		'BT-123',
		'documents',
		'repeated',
		({ invoice }) => invoice.documents.filter(({ description }) => description === 'LISIBLE').length <= 1
	)
];

/** UBL alone names the terms of a line's period rightly; CII says EXT-FR-FE-134 and 135 of them. */
const LINE_DATES: Rule[] = (['start', 'end'] as const).map((key, index) =>
	eachOf(
		pair('03_', `BT-${134 + index}`, `EXT-FR-FE-${134 + index}`),
		`BT-${134 + index}`,
		'form',
		({ invoice }) =>
			placesOf('lines', invoice.lines).flatMap(({ path, at }) =>
				at.period?.[key] ? [{ path: `${path}.period.${key}`, at: at.period[key] }] : []
			),
		isDay,
		{ args: (value) => ({ value, wanted: '2026-12-31' }) }
	)
);

export const FRANCE: readonly Rule[] = [...numbers, ...DATES, ...LINE_DATES, ...HEAD, ...NOTES, ...PARTIES, ...VAT, ...DECIMALS];
