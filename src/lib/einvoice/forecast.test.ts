import { expect, test } from 'vitest';
import { newBusiness, presetOf } from '../business/presets.ts';
import type { ReviewedDraft } from '../documents/editor/reviewed-draft.ts';
import { newDraft } from '../documents/defaults.ts';
import { newParty } from '../parties/party-rules.ts';
import { forecast } from './forecast.ts';
import { wantsEInvoice } from './wanted.ts';

const business = { ...newBusiness(presetOf('DE'), 'Werkstatt Linde') };
const client = { ...newParty(business), name: 'Hafen AG', kind: 'business' as const, address: { ...business.address, country: 'DE' } };

function draft(more: Partial<ReviewedDraft> = {}): ReviewedDraft {
	return { content: newDraft(business, '2026-11-23'), party: client, business, number: 'R-1', today: '2026-11-23', ...more };
}

test('a client is asked about who takes e-invoices, or is a business of a country that wants them', () => {
	expect(wantsEInvoice(draft())).toBe(true);
	expect(wantsEInvoice(draft({ party: { ...client, kind: 'individual' } }))).toBe(false);
	expect(wantsEInvoice(draft({ party: undefined }))).toBe(false);
	const abroad = { ...client, address: { ...client.address, country: 'CH' } };
	expect(wantsEInvoice(draft({ party: abroad }))).toBe(false);
	expect(wantsEInvoice(draft({ party: { ...abroad, electronicAddress: { scheme: 'EM', value: 'a@example.com' } } }))).toBe(true);
	expect(wantsEInvoice(draft({ party: abroad, content: { ...draft().content, buyerReference: '04011000-1-1' } }))).toBe(true);
	expect(wantsEInvoice(draft({ party: { ...abroad, eInvoiceFormat: 'peppol/ubl' } }))).toBe(true);
	expect(wantsEInvoice(draft({ content: { ...draft().content, type: 'estimate' } }))).toBe(false);
});

test('what an e-invoice would lack is foreseen in the format the client wants', () => {
	const found = forecast(draft({ content: { ...draft().content, buyerReference: '04011000-1234-12' } }))!;
	expect(found.format.profile).toBe('xrechnung');
	expect(found.reasons.map(({ problem }) => problem)).toContain('no-lines');
	expect(forecast(draft({ party: { ...client, eInvoiceFormat: 'peppol/ubl' } }))!.format.profile).toBe('peppol');
	expect(forecast(draft({ party: { ...client, eInvoiceFormat: 'of a later version' } }))!.format.profile).toBe('facturx');
	expect(forecast(draft({ party: undefined }))).toBeUndefined();
});
