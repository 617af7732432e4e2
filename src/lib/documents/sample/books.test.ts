import { describe, expect, test } from 'vitest';
import { checkTaxId } from '../../business/tax-ids.ts';
import { newSeries, presetOf } from '../../business/presets.ts';
import type { PaymentStatus } from '../document.ts';
import { issueBlockers } from '../issue-check.ts';
import { paymentStatus } from '../status.ts';
import { computeTotals } from '../totals.ts';
import { sampleBooks } from './books.ts';
import { SAMPLE_PRESETS, SAMPLES } from './names.ts';

const TODAY = '2026-11-21';
const books = sampleBooks(TODAY);

function statusAt(today: string, { content, payments }: (typeof books.invoices)[number]): PaymentStatus {
	const totals = computeTotals(content);
	if (!totals.ok) throw new Error(JSON.stringify(totals.problems));
	const facts = payments.map((payment, index) => ({
		id: String(index),
		fact: { kind: 'payment' as const, documentId: 'x', paymentId: 'p', ...payment }
	}));
	const owed = {
		issued: true,
		type: content.type,
		currency: content.currency,
		payable: totals.value.payable,
		dueDate: content.dueDate,
		today
	};
	return paymentStatus(owed, facts).status;
}

describe('the sample books', () => {
	test('are the same for the same day, and move with it', () => {
		expect(sampleBooks(TODAY)).toEqual(books);
		expect(sampleBooks('2027-02-28').invoices[0]!.content.issueDate).toBe('2026-03-07');
	});

	test('hold a year of a small business', () => {
		expect(books.parties).toHaveLength(12);
		expect(books.items).toHaveLength(10);
		expect(books.invoices).toHaveLength(26);
		expect(books.drafts).toHaveLength(2);
		const languages = new Set(books.invoices.map(({ content }) => content.language.slice(0, 2)));
		expect(languages).toEqual(new Set(['fr', 'en']));
		expect(new Set(books.parties.map(([, { address }]) => address.country))).toEqual(new Set(['CA', 'FR']));
	});

	test('show every payment status, and no payment lies ahead or exceeds what is due', () => {
		const seen = new Map<PaymentStatus, number>();
		for (const invoice of books.invoices) {
			const status = statusAt(TODAY, invoice);
			seen.set(status, (seen.get(status) ?? 0) + 1);
			for (const { date } of invoice.payments) expect(date >= invoice.content.issueDate && date <= TODAY).toBe(true);
			expect(invoice.sentAt.slice(0, 10)).toBe(invoice.content.issueDate);
		}
		expect(Object.fromEntries(seen)).toEqual({ paid: 19, overdue: 3, 'partly-paid': 1, open: 3 });
	});
});

describe.each(SAMPLES)('the sample books of %s', (name) => {
	const books = sampleBooks(TODAY, name);
	const clients = new Map(books.parties);
	const items = new Map(books.items);
	const preset = presetOf(SAMPLE_PRESETS[name]);

	test('every invoice can be issued on its day, in order, without an error', () => {
		const [series] = newSeries(preset);
		expect(books.business.preset).toBe(preset.id);
		const dates = books.invoices.map(({ content }) => content.issueDate);
		expect(dates).toEqual(dates.toSorted());
		for (const content of [...books.invoices.map((invoice) => invoice.content), ...books.drafts]) {
			const ready = { ...content, seriesId: 'series' };
			const found = issueBlockers(ready, clients.get(content.partyId!), books.business, series, content.issueDate);
			expect(found.filter(({ level }) => level === 'error')).toEqual([]);
		}
	});

	test('some is paid, some in part, some late, some open; each kind of tax and currency is there', () => {
		const seen = new Set(books.invoices.map((invoice) => statusAt(TODAY, invoice)));
		for (const status of ['paid', 'partly-paid', 'overdue', 'open'] as const) expect(seen).toContain(status);
		const foreign = books.invoices.filter(({ content }) => content.currency !== books.business.currency);
		expect(foreign.length > 0).toBe(true);
		for (const { content, payments } of foreign) {
			expect(content).toMatchObject({ exchangeRate: expect.stringMatching(/^\d+\.\d{4}$/), exchangeRateDate: content.issueDate });
			for (const payment of payments) expect(payment.exchangeRateDate).toBe(payment.date);
		}
		for (const { content, payments } of books.invoices)
			for (const { date } of payments) expect(date >= content.issueDate && date <= TODAY).toBe(true);
	});

	test('every key leads to a record', () => {
		for (const content of [...books.invoices.map((invoice) => invoice.content), ...books.drafts]) {
			expect(clients.has(content.partyId!)).toBe(true);
			for (const line of content.lines) expect(items.has(line.itemId!)).toBe(true);
		}
		const presets = new Set(books.business.taxPresets.map(({ id }) => id));
		for (const [, party] of books.parties) if (party.defaultTaxPreset) expect(presets).toContain(party.defaultTaxPreset);
	});

	test('the tax numbers pass their checks and every address of mail is an example', async () => {
		const ids = [books.business, ...clients.values()].flatMap(({ taxIds }) => taxIds);
		for (const { kind, country, value } of ids) expect(await checkTaxId(kind, country, value), value).toMatchObject({ ok: true });
		const mails = [books.business.contact!, ...books.parties.flatMap(([, { contacts }]) => contacts)].map(({ email }) => email);
		for (const mail of mails) expect(mail).toMatch(/@([a-z]+\.)?example\.com$/);
	});
});

test('the Spanish consultant has IRPF kept back by businesses at home, and by nobody else', () => {
	const { invoices, parties } = sampleBooks(TODAY, 'spain');
	const clients = new Map(parties);
	for (const { content } of invoices) {
		const { kind, address } = clients.get(content.partyId!)!;
		expect(content.withholdings).toEqual(kind === 'business' && address.country === 'ES' ? [{ name: 'IRPF', rate: '15' }] : []);
	}
	const totals = computeTotals(invoices[0]!.content);
	// 1450.00 + 21 % IVA 304.50 − 15 % IRPF 217.50
	expect(totals.ok && totals.value).toMatchObject({ taxInclusive: 175450n, withheld: 21750n, payable: 153700n });
});

test('the German developer names the day of supply; the Moroccan shop has prices with tax in them', () => {
	for (const { content } of sampleBooks(TODAY, 'germany').invoices) expect(content.supplyDate! < content.issueDate).toBe(true);
	const { invoices } = sampleBooks(TODAY, 'morocco');
	expect(new Set(invoices.map(({ content }) => content.prices))).toEqual(new Set(['gross']));
	const counter = invoices.find(({ content }) => content.partyId === 'passage')!;
	const totals = computeTotals(counter.content);
	expect(totals.ok && totals.value).toMatchObject({ taxInclusive: 36000n, taxTotal: 6000n });
});
