import { describe, expect, it, test } from 'vitest';
import { aLine, anInvoice } from '../../../tests/support/books.ts';
import { newBusiness, presetOf } from '../business/presets.ts';
import type { DocumentContent, LineTax } from '../documents/document.ts';
import { newParty } from '../parties/party-rules.ts';
import { forecast } from './forecast.ts';
import type { EInvoice } from './model.ts';
import { tellReasons, tellWarnings } from './reason-text.ts';

const business = newBusiness(presetOf('DE'), 'Werkstatt Linde');
const party = { ...newParty(business), name: 'Hafen AG', kind: 'business' as const, eInvoiceFormat: 'en16931/ubl' };
const VAT: LineTax = { name: 'VAT', category: 'S', rate: '19' };

function told(lines: DocumentContent['lines'], changes: Partial<DocumentContent> = {}) {
	const content = anInvoice({ currency: 'EUR', baseCurrency: undefined, ...changes, lines });
	return tellReasons(forecast({ content, party, business, number: 'R-1', today: '2026-11-23' })!.reasons);
}
const fields = (...given: Parameters<typeof told>) => told(...given).flatMap(({ field }) => field ?? []);
const line = (id: string, more: object = {}) => aLine({ id, order: `a${id}`, taxes: [VAT], ...more });

describe('a reason in the document leads to its own field', () => {
	it.each([
		['the tax of a line', [line('1'), line('2', { taxes: [] })], 'lines.1.taxes'],
		['the unit of a line', [line('1'), line('2'), line('3', { unit: 'nonsense' })], 'lines.2.unit'],
		['the name of a line', [line('1', { name: '' })], 'lines.0.name']
	])('%s', (_what, lines, field) => expect(fields(lines)).toContain(field));

	it('and not to a field that no form has', () => {
		expect(told([line('1')], { type: 'estimate' })).toMatchObject([{ place: undefined }]);
		expect(fields([line('1')], { type: 'estimate' })).toEqual([]);
	});
});

test('what is said of the seller and the buyer leads to their forms', () => {
	const peppol = { ...party, eInvoiceFormat: 'peppol/ubl' };
	const content = anInvoice({ currency: 'EUR', baseCurrency: undefined, lines: [line('1')] });
	const { reasons } = forecast({ content, party: peppol, business, number: 'R-1', today: '2026-11-23' })!;
	const places = Object.fromEntries(tellReasons(reasons).map(({ text, place }) => [text.split(' ').slice(0, 2).join(' '), place]));
	expect(places).toMatchObject({ 'The e-invoice': 'business', 'The client’s': 'client' });
});

test('what only warns is told beside, each once', () => {
	const line = { unit: 'C62', net: '10.00', price: { net: '10' }, vatCategory: 'S', vatRate: '19' } as const;
	const none = { allowances: [], charges: [] };
	const invoice: EInvoice = {
		...{ number: 'R-1', issueDate: '2026-11-23', dueDate: '2026-12-23', typeCode: '380', currency: 'EUR', specification: 'urn:any' },
		...{ notes: [], preceding: [], payments: [], allowances: [], charges: [], documents: [] },
		seller: { name: 'Linde', identifiers: [], vatId: 'DE123456789', address: { city: 'Ulm', postCode: '89073', country: 'DE' } },
		buyer: { name: 'Hafen', address: { city: 'Kiel', postCode: '24103', country: 'DE' } },
		totals: { lines: '20.00', withoutVat: '20.00', vat: '3.80', withVat: '23.80', due: '23.80' },
		vat: [{ taxable: '20.00', tax: '3.80', category: 'S', rate: '19' }],
		lines: ['1', '2'].map((id) => ({ ...line, ...none, id, quantity: '1', item: { name: 'Work', classifications: [], attributes: [] } }))
	};
	const warned = tellWarnings(invoice, 'xrechnung', 'ubl');
	expect(warned.map(({ rules }) => rules)).toContainEqual(['BR-DE-TMP-32']);
	expect(warned.map(({ severity }) => severity)).not.toContain('fatal');
	expect(new Set(warned.map(({ text }) => text)).size).toBe(warned.length);
	expect(tellWarnings({ ...invoice, delivery: { date: '2026-11-20' } }, 'xrechnung', 'ubl').flatMap(({ rules }) => rules)).not.toContain(
		'BR-DE-TMP-32'
	);
});
