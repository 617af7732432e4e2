/** For tests: how to break what the schemas and the profiles' own structure want of a file, and what only looks broken. */
import type { Profile, Syntax } from '../profiles.ts';
import type { FileCase } from './red-cases.ts';

const file = (rules: string, profile: Profile, syntax: Syntax, from: string | RegExp, to: string, set: FileCase['set'] = {}): FileCase => ({
	rules,
	profile,
	syntax,
	from,
	to,
	set
});

const ISSUED = '<udt:DateTimeString format="102">20261102</udt:DateTimeString>';
const reduced = {
	allowances: [{ amount: '10.00', reason: 'Off', vatCategory: 'S', vatRate: '19' }],
	'totals.allowances': '10.00'
};
const withFile = { documents: [{ reference: 'A', attachment: { mime: 'text/csv', fileName: 'a.csv', content: 'QUJD' } }] };
const numbered = { 'seller.identifiers': [{ id: '73282932000074', scheme: '0009' }] };

export const SCHEMA_CASES: readonly FileCase[] = [
	file('XSD', 'en16931', 'cii', ISSUED, ISSUED.repeat(2)),
	file('XSD', 'en16931', 'cii', /(<ram:DueDateDateTime>)[^]*?(<\/ram:DueDateDateTime>)/, '$1$2'),
	file('XSD', 'en16931', 'cii', '<udt:Indicator>false</udt:Indicator>', '<udt:Indicator>false</udt:Indicator>'.repeat(2), reduced),
	file('XSD', 'en16931', 'cii', '>QUJD<', '>QQ<', withFile),
	file('XSD', 'en16931', 'ubl', '>QUJD<', '>?QJD<', withFile),
	file('BR-03', 'en16931', 'cii', 'format="102">20261102', '>20261102'),
	...['20261001', '20261031'].map((day) =>
		file('BR-30', 'en16931', 'cii', `format="102">${day}`, `>${day}`, { 'lines.0.period': { start: '2026-10-01', end: '2026-10-31' } })
	),
	file('BR-CL-05', 'en16931', 'cii', '<ram:InvoiceCurrencyCode>', '<ram:TaxCurrencyCode></ram:TaxCurrencyCode><ram:InvoiceCurrencyCode>'),
	file('BR-CL-05', 'en16931', 'ubl', /<cbc:DocumentCurrencyCode>.*/, '$&<cbc:TaxCurrencyCode></cbc:TaxCurrencyCode>'),
	file('BR-06', 'en16931', 'ubl', '<cbc:RegistrationName>Werkstatt Linde<', '<cbc:RegistrationName><', { 'seller.tradingName': 'Linde' }),
	file('BR-07', 'en16931', 'ubl', '<cbc:RegistrationName>Hafen AG<', '<cbc:RegistrationName><', { 'buyer.tradingName': 'Hafen' }),
	file('BR-CO-09', 'en16931', 'cii', '"VA">DE129273398<', '"VA"><'),
	file('BR-FR-32-LEGALID', 'france', 'ubl', '<cbc:CompanyID schemeID="0002">552100554<', '<cbc:CompanyID schemeID="0002"><'),
	file('BR-FR-32-LEGALID', 'france', 'cii', '<ram:ID schemeID="0002">552100554<', '<ram:ID schemeID="0002"><'),
	file('BR-FR-09_BT-29', 'france', 'ubl', '>73282932000074<', '><', numbered),
	file('BR-FR-09_BT-29', 'france', 'cii', '>73282932000074<', '><', numbered),
	file('PEPPOL-EN16931-R008', 'facturx', 'cii', '<ram:Name>Beratung<', '<ram:Description></ram:Description><ram:Name>Beratung<'),
	file('FX-SCH-A-000556', 'facturx', 'cii', 'urn:cen.eu:en16931:2017<', 'urn:cen.eu:en16931:2017#<'),
	file('FX-SCH-A-000493', 'facturx-basic', 'cii', '1p0:basic<', '1p0:basic#<'),
	...(['facturx', 'facturx-basic'] as const).flatMap((profile) => [
		file('XSD', profile, 'cii', 'format="102">20261102', '>20261102'),
		file('XSD', profile, 'cii', 'format="102">20261102', 'format="610">202611'),
		file('XSD', profile, 'cii', '<ram:ID schemeID="VA">DE129273398<', '<ram:ID>DE129273398<'),
		file(
			'XSD',
			profile,
			'cii',
			/(<ram:BuyerTradeParty>[^]*?)(<ram:SpecifiedTaxRegistration>[^]*?<\/ram:SpecifiedTaxRegistration>)/,
			'$1$2$2'
		),
		file(
			'XSD',
			profile,
			'cii',
			/(<ram:SellerTradeParty>[^]*?)(<ram:SpecifiedTaxRegistration>[^]*?<\/ram:SpecifiedTaxRegistration>)/,
			'$1$2$2'
		),
		file('XSD', profile, 'cii', '<ram:TaxTotalAmount currencyID="EUR">', '<ram:TaxTotalAmount currencyID="USD">'),
		file('XSD', profile, 'cii', '<udt:Indicator>false<', '<udt:Indicator>0<', reduced),
		file('XSD', profile, 'cii', '<ram:BuyerReference>', '<ram:ReferencedEvent>1</ram:ReferencedEvent><ram:BuyerReference>'),
		file('XSD', profile, 'cii', /<ram:OccurrenceDateTime>[^]*?<\/ram:OccurrenceDateTime>/, '')
	])
];

/** Files that the official rules let pass, though they are written in an unusual way. */
export const SOUND_CASES: readonly FileCase[] = [
	// BT-83 has an element of its own in CII: no way to pay is named.
	file('', 'en16931', 'cii', /<ram:SpecifiedTradeSettlementPaymentMeans>[^]*?<\/ram:SpecifiedTradeSettlementPaymentMeans>/, ''),
	// With one day alone nothing has to be in order.
	file('', 'en16931', 'cii', 'format="102">20261001', '>20261001', { 'lines.0.period': { start: '2026-10-01' } }),
	// Nothing is taxed, said twice.
	file('', 'en16931', 'cii', /<ram:TaxTotalAmount.*<\/ram:TaxTotalAmount>/, '$&$&', {
		totals: { lines: '100.00', withoutVat: '100.00', vat: '0.00', withVat: '100.00', due: '100.00' },
		vat: [{ taxable: '100.00', tax: '0.00', category: 'Z', rate: '0' }],
		'lines.0.vatCategory': 'Z',
		'lines.0.vatRate': '0'
	}),
	file(
		'',
		'en16931',
		'cii',
		'<udt:DateTimeString format="102">20261202</udt:DateTimeString>',
		'<udt:DateTime>2026-12-02T00:00:00</udt:DateTime>'
	)
];
