/** Open, overdue and ageing in the base currency, from what was issued in several: on the real store, with figures worked out by hand. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import type { DocumentContent } from '../documents/document.ts';
import { openInBase, openSums } from '../documents/open-sums.ts';
import { outstandingOn } from '../payments/statement.ts';
import { baseSum } from '../rates/base.ts';
import { toHex } from '../workspace/bytes.ts';
import { BookCommands } from './book-commands.ts';
import { RatesCommands } from './rates-commands.ts';
import { businessId } from './registry.ts';

const [CLIENT, SERIES, CREDITS] = ['a'.repeat(32), 'c'.repeat(32), 'd'.repeat(32)];
const [EURO, DOLLAR, YEN, DINAR, BARE, CREDIT] = ['1', '2', '3', '4', '5', '6'].map((each) => each.repeat(32)) as [
	string,
	string,
	string,
	string,
	string,
	string
];
const devices: TestWorkspace[] = [];
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T12:00:00Z') }));
afterEach(() => {
	vi.useRealTimers();
	devices.splice(0).forEach((device) => device.end());
});

async function desk() {
	const device = await foundOnFile();
	devices.push(device);
	const workspace = await device.open();
	const workspaceId = toHex(device.founded.wsId);
	const books = new BookCommands(workspace, device.home, workspaceId);
	await books.save('business', businessId(workspaceId), aBusiness({ currency: 'EUR', timeZone: 'UTC' }));
	await books.save('party', CLIENT, aParty());
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: '{0000}', start: 1, yearly: false });
	await books.save('series', CREDITS, { name: 'Credits', type: 'credit-note', pattern: 'C{0000}', start: 1, yearly: false });
	const bill = async (id: string, currency: string, price: string, changes: Partial<DocumentContent> = {}) => {
		const draft = anInvoice({
			...{ seriesId: SERIES, partyId: CLIENT, currency, baseCurrency: 'EUR', issueDate: '2026-08-01', dueDate: '2026-12-31' },
			lines: [aLine({ quantity: '1', price, taxes: [{ name: 'VAT', category: 'Z', rate: '0' }] })],
			...changes
		});
		if (!changes.exchangeRate) delete draft.exchangeRate;
		await books.save('draft', id, draft);
		await books.issue(id);
	};
	const pay = (id: string, currency: string, amount: string, exchangeRate?: string) =>
		books.payments.record(
			{
				...{ kind: 'payment', partyId: CLIENT, partyName: 'x', date: '2026-11-01', amount, currency, method: 'transfer' },
				...(exchangeRate && { exchangeRate, baseCurrency: 'EUR' })
			},
			[{ id, amount }]
		);
	return { workspace, books, bill, pay, rates: new RatesCommands(workspace) };
}

it('each document stands in the sums at its own rate, each instalment at its own day, and what has no rate is named', async () => {
	const { books, bill, pay } = await desk();
	await bill(EURO, 'EUR', '100.00');
	// 1000.00 $ at 0.92 in three: 300 in August, 300 in October, 400 in December; 450 paid and 50
	// credited leave 100 of October and 400 of December.
	const part = (id: string, date: string, amount: string) => ({ id, date, amount });
	await bill(DOLLAR, 'USD', '1000.00', {
		exchangeRate: '0.92',
		dueDate: '2026-12-01',
		instalments: [part('a', '2026-08-15', '300.00'), part('b', '2026-10-15', '300.00'), part('c', '2026-12-01', '400.00')]
	});
	await pay(DOLLAR, 'USD', '450.00', '0.95');
	// 12,345 ¥ at 0.0061305 are 75.68 € (75.6810…), late since 1 September; 1.250 KWD at 2.8 are 3.50 €.
	await bill(YEN, 'JPY', '12345', { exchangeRate: '0.0061305', dueDate: '2026-09-01' });
	await bill(DINAR, 'KWD', '1.250', { exchangeRate: '2.8' });
	// Of a time when the books were kept in dollars of Canada.
	await bill(BARE, 'CAD', '70.00', { baseCurrency: 'CAD' });
	// The dollars credited, at their own rate.
	const preceding = { documentId: DOLLAR, number: '0002', issueDate: '2026-08-01' };
	await bill(CREDIT, 'USD', '50.00', { type: 'credit-note', seriesId: CREDITS, exchangeRate: '0.92', preceding });

	const page = await books.list('document', { where: { issued: true } });
	expect(page.sums!.find(({ currency }) => currency === 'USD')).toMatchObject({ payable: 95_000n, balance: 50_000n, overdue: 10_000n });
	expect(page.baseSums).toEqual({
		currency: 'EUR',
		// 100.00 + 920.00 − 46.00 + 75.68 + 3.50
		payable: 1_053_18n,
		// 100.00 + 500 × 0.92 + 75.68 + 3.50
		balance: 639_18n,
		// 100 × 0.92 + 75.68
		overdue: 167_68n,
		unrated: [{ currency: 'CAD', payable: 7_000n, balance: 7_000n }]
	});
	expect((await books.list('document', { where: { currency: 'EUR' } })).baseSums).toBeUndefined();

	const open = (await books.list('document', { where: { issued: true }, filters: { balance: { from: 1n } } })).rows;
	expect(openSums(open, '2026-11-22').find(({ currency }) => currency === 'USD')!.ageing).toEqual({
		...{ current: 40_000n, upTo30: 0n, upTo60: 10_000n, upTo90: 0n, over90: 0n }
	});
	expect(openInBase(open, '2026-11-22', 'EUR')).toEqual({
		...{ currency: 'EUR', open: 639_18n, overdue: 167_68n },
		ageing: { current: 471_50n, upTo30: 0n, upTo60: 92_00n, upTo90: 75_68n, over90: 0n }
	});
	const behind = baseSum(
		open.map(({ id, number, currency, balance, base }) => ({ id, name: number, href: '', currency, amount: balance, base })),
		'EUR'
	)!;
	expect([behind.amount, behind.unrated.map(({ currency }) => currency)]).toEqual([639_18n, ['CAD']]);

	const account = await books.payments.account(CLIENT);
	const dollars = outstandingOn(account, 'USD', '2026-11-22');
	expect(dollars.open.map(({ part, dueDate, settled, balance, age }) => [part?.at, dueDate, settled, balance, age])).toEqual([
		[2, '2026-10-15', 20_000n, 10_000n, 'upTo60'],
		[3, '2026-12-01', 0n, 40_000n, 'current']
	]);
	expect(dollars).toMatchObject({ outstanding: 50_000n, credit: 0n });
	expect(dollars.open[0]!.document.base).toBe('EUR 0.92');
	// As it stood before anything was paid.
	expect(outstandingOn(account, 'USD', '2026-09-01').open.map(({ balance, age }) => [balance, age])).toEqual([
		[25_000n, 'upTo30'],
		[30_000n, 'current'],
		[40_000n, 'current']
	]);
});

it('what payments made real agrees with figures worked out by hand', async () => {
	const { bill, pay, rates } = await desk();
	await bill(DOLLAR, 'USD', '1000.00', { exchangeRate: '0.9217' });
	// 333.33 stand for 307.23 (307.2302…) and bring 316.66 at 0.95: +9.43. 333.33 more stand for 307.23 and bring 300.00 at 0.9: −7.23.
	await pay(DOLLAR, 'USD', '333.33', '0.95');
	await pay(DOLLAR, 'USD', '333.33', '0.9');
	// Without a rate nothing is known, but what it stood for is spent: the last 333.34 less 100 stand for 921.70 − 706.63 = 215.07.
	await pay(DOLLAR, 'USD', '100.00');
	await pay(DOLLAR, 'USD', '233.34', '0.9217');
	const { shares } = (await rates.result(DOLLAR))!;
	expect(shares.map(({ difference }) => difference)).toEqual([9_43n, -7_23n, 0n]);

	// Paid in the base currency: the bank took 16,000 ¥ in as 99.20 €, which is 0.0062 for one.
	await bill(YEN, 'JPY', '16000', { exchangeRate: '0.0061305' });
	await pay(YEN, 'JPY', '16000', '0.0062');
	// 99.20 − 98.09 (98.088)
	expect((await rates.result(YEN))!.shares.map(({ difference }) => difference)).toEqual([1_11n]);
	// 10.125 KWD at 2.8 stand for 28.35; they came in at 2.75: 27.84 (27.8437…).
	await bill(DINAR, 'KWD', '10.125', { exchangeRate: '2.8' });
	await pay(DINAR, 'KWD', '10.125', '2.75');
	expect((await rates.result(DINAR))!.shares.map(({ difference }) => difference)).toEqual([-51n]);
});
