/** Books of a business of Spain that makes billing records, on a device of a test. */
import { vi } from 'vitest';
import type { Business } from '#lib/business/business.ts';
import type { DocumentContent } from '#lib/documents/document.ts';
import { SpainHost } from '#lib/worker/spain-host.ts';
import { aBusiness, aLine, anInvoice, aParty } from './books.ts';
import { newDevice, newId } from './device.ts';

export const IVA = { name: 'IVA', category: 'S', rate: '21' } as const;

export const SPANISH = aBusiness({
	address: { line1: 'Calle de Cuba, 40', city: 'Valencia', postcode: '46006', country: 'ES' },
	taxIds: [{ kind: 'nif', country: 'ES', label: 'NIF', value: '89890001K' }],
	currency: 'EUR',
	timeZone: 'Europe/Madrid',
	billingRecords: true
});

export function clock(instant: string) {
	vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(instant) });
}

/** On 23 November 2026, 10:00 in Valencia: the business, its client, and a way to issue. */
export async function spanishBooks(more: Partial<Business> = {}) {
	clock('2026-11-23T09:00:00Z');
	const device = await newDevice();
	const books = device.books();
	const { id } = await books.business();
	const business = { ...SPANISH, ...more };
	await books.save('business', id, business);
	const party = newId();
	const nif = { kind: 'nif', country: 'ES', label: 'NIF', value: 'B83135624' };
	await books.save('party', party, aParty({ address: { ...business.address, line1: 'Avenida del Oeste, 31' }, taxIds: [nif] }));
	const series = (await books.list('series')).rows[0]!.id;
	const issue = async (price: string, content: Partial<DocumentContent> = {}) => {
		const draft = newId();
		const lines = [aLine({ price, taxes: [{ ...IVA }] })];
		const whole = anInvoice({
			partyId: party,
			seriesId: series,
			issueDate: '',
			dueDate: '',
			currency: 'EUR',
			baseCurrency: 'EUR',
			lines,
			...content
		});
		await books.save('draft', draft, whole);
		await books.issue(draft);
		return draft;
	};
	const { workspace, home, id: ws } = device.host.open;
	return { device, books, business: { id, value: business }, issue, host: () => new SpainHost(workspace, home, ws) };
}
