import { describe, expect, test } from 'vitest';
import official from '../../../tests/vectors/spain/official.json' with { type: 'json' };
import packageFile from '../../../package.json' with { type: 'json' };
import type { BuyerSnapshot, DocumentContent, DocumentLine, LineTax } from '../documents/document.ts';
import { thawTotals } from '../documents/totals.ts';
import { iva, line, recargo, spanishBuyer, spanishInvoice, spanishSeller } from '../../../tests/support/spanish-invoices.ts';
import { hashOf, huellaOf, trimmed } from './huella.ts';
import { recordOf } from './of-document.ts';
import { codeAddress, SERVICE } from './qr.ts';
import type { BillingRecord, IssueRecord } from './record.ts';
import { VERSION } from './system.ts';
import { localInstant } from './when.ts';

type Options = Parameters<typeof spanishInvoice>[2];
function record(lines: DocumentLine[], more: Partial<DocumentContent> = {}, options: Options = {}): IssueRecord {
	const made = result(lines, more, options);
	if (!made.ok) throw new Error(JSON.stringify(made.refusal));
	return made.record;
}
function result(lines: DocumentLine[], more: Partial<DocumentContent> = {}, options: Options = {}) {
	const document = spanishInvoice(lines, more, options);
	return recordOf({ ...document, totals: thawTotals(document.totals) });
}
const refusal = (...of: Parameters<typeof result>) => {
	const made = result(...of);
	return made.ok ? undefined : made.refusal.problem;
};
const untaxed = (category: LineTax['category'], exemptionReason: string, name = 'IVA', more: Partial<LineTax> = {}): LineTax[] => [
	{ name, category, rate: '0', exemptionReason, ...more }
];
const from = (country: string, kind: BuyerSnapshot['kind'], value = '', id = 'vat'): BuyerSnapshot => ({
	...spanishBuyer,
	kind,
	address: { ...spanishBuyer.address, country },
	taxIds: value ? [{ kind: id, country, label: '', value }] : []
});

describe('the official examples', () => {
	test.each(official.hash)('hash $id', async ({ type, fields, huella }) => {
		const of = (name: string) => (fields as Partial<Record<string, string>>)[name] ?? '';
		const suffix = type === 'alta' ? '' : 'Anulada';
		const made = {
			id: { nif: of(`IDEmisorFactura${suffix}`), number: of(`NumSerieFactura${suffix}`), date: of(`FechaExpedicionFactura${suffix}`) },
			at: of('FechaHoraHusoGenRegistro'),
			kind: type === 'alta' ? 'issue' : 'annulment',
			type: of('TipoFactura'),
			quota: of('CuotaTotal'),
			total: of('ImporteTotal')
		} as unknown as BillingRecord;
		expect(await huellaOf(made, of('Huella'))).toBe(huella);
	});

	test('blanks at the ends go, those inside stay', async () => {
		expect(trimmed(official.trim.raw)).toBe(official.trim.value);
		expect(await hashOf([['A', ' x y ']])).toBe(await hashOf([['A', 'x y']]));
	});

	test.each(official.qr)('code $id', ({ fields, base, url }) => {
		const { nif, numserie, fecha, importe } = fields;
		expect(codeAddress({ id: { nif, number: numserie, date: fecha }, total: importe }, base)).toBe(url);
	});
});

describe('an invoice', () => {
	test('to a business of Spain', () => {
		const made = record([line('Consultoría', '100.10', [iva('21')]), line('Libro', '20', [iva('4')])], {
			withholdings: [{ name: 'IRPF', rate: '15' }],
			supplyDate: '2026-11-20',
			prepaid: '10'
		});
		expect(made).toEqual({
			kind: 'issue',
			id: { nif: '89890001K', number: 'F2026-0001', date: '23-11-2026' },
			issuer: 'Marta Benlloch Ferrer',
			type: 'F1',
			supplied: '20-11-2026',
			description: 'Consultoría; Libro',
			recipient: { name: 'Suministros Turia, S.L.', nif: 'B83135624' },
			details: [
				{ tax: '01', regime: '01', operation: 'S1', rate: '21', base: '100.10', quota: '21.02' },
				{ tax: '01', regime: '01', operation: 'S1', rate: '4', base: '20.00', quota: '0.80' }
			],
			quota: '21.82',
			total: '141.92',
			at: '2026-11-23T10:15:30+01:00',
			version: '0.1.0'
		});
		expect(SERVICE).toBe(official.qr.find(({ id }) => id === 'AEAT-8.4')!.base);
		expect(codeAddress(made)).toBe(`${SERVICE}?nif=89890001K&numserie=F2026-0001&fecha=23-11-2026&importe=141.92`);
	});

	test('that is supplied later says nothing of that day', () => {
		expect(record([line('A', '1', [iva('21')])], { supplyDate: '2026-11-24' }).supplied).toBeUndefined();
	});

	test('with surcharges on some of what is taxed alike', () => {
		const made = record([
			line('Con recargo', '33.33', [iva('21'), recargo('5.2')]),
			line('Sin recargo', '66.67', [iva('21')]),
			line('Pan', '10', [iva('4'), recargo('0.5')])
		]);
		expect(made.details).toEqual([
			{ tax: '01', regime: '01', operation: 'S1', rate: '21', base: '33.33', quota: '7.00', surcharge: { rate: '5.2', quota: '1.73' } },
			{ tax: '01', regime: '01', operation: 'S1', rate: '21', base: '66.67', quota: '14.00' },
			{ tax: '01', regime: '01', operation: 'S1', rate: '4', base: '10.00', quota: '0.40', surcharge: { rate: '0.5', quota: '0.05' } }
		]);
		expect([made.quota, made.total]).toEqual(['23.18', '133.18']);
	});

	test.each<[string, LineTax[], string, string, string]>([
		['IGIC', [{ name: 'IGIC', category: 'L', rate: '9.5' }], '03', 'S1', '01'],
		['IPSI', [{ name: 'IPSI', category: 'M', rate: '4' }], '02', 'S1', '01'],
		[
			'small business of the Canary Islands',
			untaxed('E', 'Exento de IGIC, régimen especial del pequeño empresario', 'IGIC'),
			'03',
			'E1',
			'18'
		],
		['exempt by art. 20', untaxed('E', 'Operación exenta, art. 20 Ley 37/1992'), '01', 'E1', '01'],
		['exempt by art. 22', untaxed('E', 'Exenta, artículo 22.Uno'), '01', 'E3', '02'],
		['exempt by art. 24', untaxed('E', 'Exenta, art. 24'), '01', 'E4', '01'],
		['exempt by its code', untaxed('E', 'Enseñanza', 'IVA', { exemptionCode: 'VATEX-EU-132-1I' }), '01', 'E1', '01'],
		['exempt otherwise', untaxed('E', 'Exenta'), '01', 'E6', '01'],
		['export', untaxed('G', 'Exportación exenta, art. 21 Ley 37/1992'), '01', 'E2', '02'],
		['reverse charge', untaxed('AE', 'Inversión del sujeto pasivo'), '01', 'S2', '01'],
		['outside by art. 7', untaxed('O', 'No sujeta, art. 7 Ley 37/1992'), '01', 'N1', '01'],
		['outside by place', untaxed('O', 'No sujeta, art. 69 Ley 37/1992'), '01', 'N2', '01'],
		['outside, without an article, at home', untaxed('O', 'No sujeta'), '01', 'N1', '01'],
		['zero', [{ name: 'IVA', category: 'Z', rate: '0' }], '01', 'S1', '01']
	])('%s', (_, taxes, tax, operation, regime) => {
		const [detail, ...more] = record([line('A', '100', taxes)]).details;
		expect(more).toEqual([]);
		expect(detail).toMatchObject({ tax, operation, regime, base: '100.00' });
		expect('rate' in detail! && 'quota' in detail).toBe(operation.startsWith('S'));
	});

	test('into the EU names a VAT number, outside it a number of the country', () => {
		const union = record(
			[line('A', '5', untaxed('K', 'Entrega intracomunitaria exenta, art. 25'))],
			{},
			{ buyer: from('GR', 'business', '094 259 216') }
		);
		expect(union.recipient).toEqual({ name: 'Suministros Turia, S.L.', other: { type: '02', value: 'EL094259216' } });
		expect(union.details[0]!.operation).toBe('E5');
		const place = record([line('A', '5', untaxed('O', 'No sujeta'))], {}, { buyer: from('GP', 'business', '12-34', 'siren') });
		expect(place.recipient).toEqual({ name: 'Suministros Turia, S.L.', other: { type: '04', country: 'QU', value: '1234' } });
		expect(place.details[0]!.operation).toBe('N2');
	});

	test('to a person without a number is F2, and R5 where it is credited, below zero', () => {
		const buyer = from('ES', 'individual');
		const sold = record([line('A', '5000', [iva('21')])], {}, { buyer });
		expect([sold.type, sold.recipient]).toEqual(['F2', undefined]);
		const preceding = { documentId: 'x', number: 'F-1', issueDate: '2026-10-02' };
		const back = record([line('A', '50', [iva('21'), recargo('5.2')])], { type: 'credit-note', preceding }, { buyer });
		expect(back).toMatchObject({
			type: 'R5',
			quota: '-13.10',
			total: '-63.10',
			rectified: { nif: '89890001K', number: 'F-1', date: '02-10-2026' }
		});
		expect(back.details).toMatchObject([{ base: '-50.00', quota: '-10.50', surcharge: { quota: '-2.60' } }]);
		expect(record([line('A', '50', [iva('21')])], { type: 'credit-note', preceding }).type).toBe('R1');
	});

	test('in another currency is told in euros, its sums of its lines', () => {
		const made = record([line('A', '10.01', [iva('21')]), line('B', '10.01', [iva('10')])], {
			currency: 'USD',
			exchangeRate: '0.5',
			baseCurrency: 'EUR'
		});
		expect(made.details.map(({ base, quota }) => [base, quota])).toEqual([
			['5.01', '1.05'],
			['5.01', '0.50']
		]);
		expect([made.quota, made.total]).toEqual(['1.55', '11.57']);
	});
});

test('what no record can say is refused, by its name', () => {
	const taxed = [line('A', '100', [iva('21')])];
	expect(refusal(taxed, {}, { seller: { ...spanishSeller, taxIds: [] } })).toBe('issuer-nif');
	expect(refusal(taxed, {}, { number: 'F=1' })).toBe('number');
	expect(refusal(taxed, {}, { number: 'F'.repeat(61) })).toBe('number');
	expect(refusal(taxed, {}, { number: 'F 1 ' })).toBe('number');
	expect(refusal(taxed, { issueDate: '2026-11-24' })).toBe('date');
	expect(refusal(taxed, { issueDate: '2024-10-27' })).toBe('date');
	expect(refusal(taxed, {}, { buyer: from('ES', 'business') })).toBe('recipient');
	expect(refusal([line('A', '100', untaxed('AE', 'x'))], {}, { buyer: from('ES', 'individual') })).toBe('recipient');
	expect(refusal([line('A', '100', untaxed('K', 'x'))])).toBe('recipient-vat');
	expect(refusal([line('A', '100', [iva('20')])])).toBe('rate');
	expect(refusal([line('A', '100', [iva('21'), recargo('1.4')])])).toBe('rate');
	expect(refusal([line('A', '100', [{ name: 'IGIC', category: 'L', rate: '9.125' }])])).toBe('rate');
	expect(refusal([...taxed, line('B', '1', [])])).toBe('no-tax');
	expect(refusal([line('A', '100', [iva('21'), { ...iva('10'), compound: true }])])).toBe('tax');
	expect(refusal(taxed, { currency: 'USD' })).toBe('currency');
	expect(refusal(taxed, { stampDuty: { name: 'Timbre', amount: '2' } })).toBe('duty');
	expect(refusal([line('A', '900000000000', [iva('21')])])).toBe('amount');
	expect(refusal(taxed, { type: 'credit-note' })).toBe('preceding');
	expect(refusal(Array.from({ length: 13 }, (_, at) => line(`${at}`, '1', [{ name: 'IGIC', category: 'L', rate: String(at) }])))).toBe(
		'too-many'
	);
});

test('times have the offset of the place, in summer and in winter', () => {
	expect(localInstant('2026-07-01T22:30:00.999Z', 'Europe/Madrid')).toBe('2026-07-02T00:30:00+02:00');
	expect(localInstant('2026-12-31T23:30:00Z', 'Europe/Madrid')).toBe('2027-01-01T00:30:00+01:00');
	expect(localInstant('2026-12-31T23:30:00Z', 'Atlantic/Canary')).toBe('2026-12-31T23:30:00+00:00');
	expect(localInstant('2026-12-31T23:30:00Z', 'America/Toronto')).toBe('2027-01-01T00:30:00+01:00');
});

test('the version told is the program’s', () => {
	expect(VERSION).toBe(packageFile.version);
});
