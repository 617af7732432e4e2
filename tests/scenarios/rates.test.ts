/** Exchange rates in books that two keep, on a real relay: read from a file, found for a day, and what payments at other rates brought in. */
import { afterEach, expect, it } from 'vitest';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { RatesCommands } from '#lib/worker/rates-commands.ts';
import { businessId } from '#lib/worker/registry.ts';
import { Refused } from '#lib/worker/results.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { WorkspaceError } from '#lib/workspace/errors.ts';
import { aBusiness, aLine, anInvoice, aParty } from '../support/books.ts';
import { exportText, importText } from '../support/json-books.ts';
import { comes } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const id = (letter: string) => letter.repeat(32);
const [PARTY, SERIES, INVOICE] = [id('a'), id('b'), id('d')];
const file = (text: string) => new Blob([text]);
const OCTOBER = '2026-10-30,1.0871,165.9,1.5102,\n';
const LONG = `Date,USD,JPY,CAD,\n2026-11-20,1.0543,163.12,1.4732,\n2026-11-19,1.0561,162.9,1.4701,\n${OCTOBER}`;

function handOf(device: Device) {
	const books = new BookCommands(device.workspace, device.home, toHex(device.home.keys.wsId));
	return { device, books, rates: new RatesCommands(device.workspace) };
}
async function refusal(work: Promise<unknown>): Promise<string | undefined> {
	try {
		await work;
		return undefined;
	} catch (error) {
		if (error instanceof Refused) return `${error.error.field} ${error.error.detail}`;
		if (error instanceof WorkspaceError) return error.detail ?? error.code;
		throw error;
	}
}

it('the same file read on two devices that had not heard of each other is kept once; a viewer finds rates and reads none in', async () => {
	const scene = await setup(['alice', 'bob']);
	const [alice, bob] = [handOf(scene.alice), handOf(scene.bob)];
	await scene.alice.workspace.save((transaction) =>
		transaction.putLive('business', businessId(toHex(scene.alice.home.keys.wsId)), aBusiness())
	);
	expect(await alice.rates.read(file(LONG))).toEqual({ days: 3, currencies: 3, from: '2026-10-30', to: '2026-11-20', added: 2 });
	expect(await bob.rates.read(file(LONG))).toMatchObject({ added: 2 });
	await scene.converge(scene.alice, scene.bob);
	const known = await alice.rates.known();
	expect(known.sheets.map(({ name, days }) => [name, days])).toEqual([
		['ECB 2026-11', 2],
		['ECB 2026-10', 1]
	]);
	expect(known.newest).toMatchObject({ date: '2026-11-20', source: 'ECB', base: 'EUR', rates: { CAD: '1.4732' } });
	expect(await bob.rates.known()).toEqual(known);
	expect(await bob.rates.read(file(LONG))).toMatchObject({ added: 0 });
	expect(await bob.rates.find('EUR', 'CAD', '2026-11-22')).toEqual({ rate: '1.4732', date: '2026-11-20', source: 'ECB' });
	expect(await bob.rates.find('USD', 'CAD', '2026-11-02')).toEqual({ rate: '1.389201', date: '2026-10-30', source: 'ECB' });
	expect(await bob.rates.find('EUR', 'CAD', '2026-11-10')).toBeUndefined();
	expect(await bob.rates.find('CAD', 'CAD', '2026-11-20')).toBeUndefined();

	const vera = handOf(await comes(scene, scene.alice, 'Vera', 'r'));
	await scene.converge(scene.alice, vera.device);
	expect(await vera.rates.find('EUR', 'CAD', '2026-11-20')).toMatchObject({ rate: '1.4732' });
	expect(await refusal(vera.rates.read(file(`Date,USD,\n2026-09-01,1.1,\n`)))).toBeDefined();
});

it('a file that is none says why, and nothing is kept of it', async () => {
	const { alice: device } = await setup(['alice']);
	const alice = handOf(device);
	expect(await refusal(alice.rates.read(file('Dear Sir')))).toBe('rates not-rates');
	expect(await refusal(alice.rates.read(file(`Date,USD,\n2026-11-20,1.1,\n2026-11-19,x,\n`)))).toBe('rates.3 wrong-rate');
	expect((await alice.rates.known()).sheets).toEqual([]);
});

it('a month deleted goes to the bin and comes back with its file; books as a file carry it', async () => {
	const { alice: device } = await setup(['alice']);
	const alice = handOf(device);
	await device.workspace.save((transaction) => transaction.putLive('business', businessId(toHex(device.home.keys.wsId)), aBusiness()));
	await alice.rates.read(file(LONG));
	const [november] = (await alice.rates.known()).sheets;
	await alice.books.remove('rates', november!.id);
	expect((await alice.rates.known()).sheets.map(({ month }) => month)).toEqual(['2026-10']);
	expect(await alice.rates.find('EUR', 'CAD', '2026-11-20')).toBeUndefined();
	expect(device.workspace.list('bin').get(november!.id)).toMatchObject({ type: 'rates', title: 'ECB 2026-11' });
	expect(await alice.rates.read(file(LONG))).toMatchObject({ added: 1 });
	expect((await alice.rates.known()).sheets).toHaveLength(2);

	const { text } = await exportText({ home: device.home, founded: { wsId: device.home.keys.wsId } } as never, device.workspace);
	const copy = await importText(text);
	const rates = new RatesCommands(copy.workspace);
	expect(await rates.known()).toEqual(await alice.rates.known());
	copy.device.end();
});

it('an invoice in another currency is issued with the day of its rate, and what its payments brought in more or less is known on each device', async () => {
	const scene = await setup(['alice', 'bob']);
	const [alice, bob] = [handOf(scene.alice), handOf(scene.bob)];
	await scene.alice.workspace.save(async (transaction) => {
		await transaction.putLive('business', businessId(toHex(scene.alice.home.keys.wsId)), aBusiness());
		await transaction.putLive('party', PARTY, aParty({ currency: 'EUR' }));
		await transaction.putLive('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false });
		const money = { currency: 'EUR', exchangeRate: '1.4732', baseCurrency: 'CAD' };
		const lines = [aLine({ quantity: '1', price: '1000', taxes: [] })];
		const zero = { name: 'GST', category: 'Z' as const, rate: '0' };
		await transaction.putLive(
			'draft',
			INVOICE,
			anInvoice({ seriesId: SERIES, partyId: PARTY, ...money, lines: lines.map((line) => ({ ...line, taxes: [zero] })) })
		);
	});
	const { document } = await alice.books.issue(INVOICE);
	expect(document.content).toMatchObject({ exchangeRate: '1.4732', exchangeRateDate: document.content.issueDate });
	expect(document.totals.base).toEqual({ currency: 'CAD', taxTotal: '0.00', payable: '1473.20' });
	expect(await alice.rates.result(INVOICE)).toEqual({ currency: 'EUR', baseCurrency: 'CAD', shares: [] });

	const money = {
		partyId: PARTY,
		partyName: 'Maple',
		currency: 'EUR',
		baseCurrency: 'CAD',
		method: 'transfer' as const,
		kind: 'payment' as const
	};
	const pay = (amount: string, exchangeRate: string, date: string) =>
		alice.books.payments.record({ ...money, amount, exchangeRate, exchangeRateDate: date, date }, [{ id: INVOICE, amount }]);
	const first = await pay('400.00', '1.5000', '2026-11-25');
	const second = await pay('600.00', '1.4600', '2026-11-26');
	await scene.converge(scene.alice, scene.bob);
	expect((await bob.rates.result(INVOICE))!.shares.map(({ difference }) => difference)).toEqual([10_72n, -7_92n]);
	expect((await bob.rates.result(second.id))!.shares).toMatchObject([
		{ amount: 600_00n, rate: '1.4732', paidAt: '1.4600', difference: -7_92n }
	]);

	// What is taken back made nothing real.
	await bob.books.payments.reverse(first.id, '2026-11-27T10:00:00Z', 'returned');
	await scene.converge(scene.alice, scene.bob);
	expect((await alice.rates.result(INVOICE))!.shares).toHaveLength(1);
	expect((await alice.rates.result(first.id))!.shares).toEqual([]);
});
