/** Threat 48: clocks that are wrong, by a day or by a year. A person is told; nothing is decided by it. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { businessId } from '#lib/worker/registry.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { aBusiness, anInvoice, aParty } from '../support/books.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(async () => {
	vi.useRealTimers();
	await endAll();
});

const DAY = 86_400_000;
const HOUR = 3_600_000;

describe('a device whose calendar is not the relay’s', () => {
	it.each([
		['a day ahead', 1, 12 * HOUR, 1],
		['a day behind', -1, 12 * HOUR, -1],
		['a year ahead', 365, 12 * HOUR, 365],
		['a year behind', -365, 12 * HOUR, -365],
		['a moment ahead about midnight', 1, HOUR / 2, undefined],
		['a moment behind about midnight', -1, DAY - HOUR / 2, undefined],
		['the same', 0, 12 * HOUR, undefined]
	])('%s', async (_, days, at, told) => {
		const today = Math.floor(Date.now() / DAY);
		const { alice } = await setup(['alice'], { session: { now: () => (today + days) * DAY + at } });
		expect(alice.alarms).toEqual(told === undefined ? [] : [{ kind: 'clock', days: told }]);
		// It goes on as always.
		await alice.save('written all the same');
		await alice.level();
		expect(alice.workspace.waiting).toBe(0);
	});
});

const id = (letter: string, n = 0) => letter + n.toString(16).padStart(31, '0');
const [PARTY, SERIES] = [id('a'), id('b')];

/** Two devices at work, each with a clock that is wrong by so many days; all that the books say afterwards, on both. */
async function booksWith(laptopSkew: number, phoneSkew: number): Promise<string[]> {
	const real = Date.now();
	vi.useFakeTimers({ toFake: ['Date'], now: real });
	const scene = await setup(['laptop', 'phone']);
	const { laptop, phone, converge } = scene;
	const by = <T>(device: Device, work: (books: BookCommands) => Promise<T>): Promise<T> => {
		vi.setSystemTime(real + (device === laptop ? laptopSkew : phoneSkew) * DAY);
		return work(new BookCommands(device.workspace, device.home, toHex(device.home.keys.wsId)));
	};
	const issue = (device: Device, n: number) =>
		by(device, async (books) => {
			const dates = { issueDate: '2026-11-01', dueDate: '2026-11-30' };
			await books.save('draft', id('d', n), anInvoice({ seriesId: SERIES, partyId: PARTY, ...dates }));
			await books.issue(id('d', n));
		});
	await by(laptop, async (books) => {
		await books.save('business', businessId(toHex(laptop.home.keys.wsId)), aBusiness({ timeZone: 'UTC' }));
		await books.save('party', PARTY, aParty());
		await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false });
		await books.series.leaseFree();
	});
	await issue(laptop, 1);
	await converge(laptop, phone);
	// Apart: the same client is edited on both, one document paid on the phone, another issued on the laptop.
	await laptop.session.stop();
	await phone.session.stop();
	await by(phone, (books) => books.save('party', PARTY, aParty({ name: 'By the phone' })));
	const payment = { kind: 'payment', partyId: PARTY, partyName: 'Maple Books Ltd', date: '2026-11-02', currency: 'CAD' } as const;
	await by(phone, (books) => books.payments.record({ ...payment, amount: '100', method: 'transfer' }, [{ id: id('d', 1), amount: '100' }]));
	await issue(laptop, 2);
	await phone.reconnect();
	await phone.level();
	await laptop.reconnect();
	await converge(laptop, phone);
	return Promise.all(
		[laptop, phone].map((device) =>
			by(device, async (books) => {
				vi.setSystemTime(real);
				const documents = (await books.list('document', { where: { issued: true } })).rows;
				const clients = (await books.list('party')).rows;
				const accounts = await books.payments.account(PARTY);
				const seen = [documents, clients.map(({ name }) => name), accounts, device.workspace.refusals];
				return JSON.stringify(seen, (key, value: unknown) => (OWN.has(key) ? undefined : typeof value === 'bigint' ? `${value}` : value));
			})
		)
	);
}

/** Ids drawn at random, and positions, which follow from who came first to the relay. */
const OWN = new Set(['id', 'factId', 'paymentId', 'documentId', 'changed', 'n', 'by', 'device', 'series', 'from']);

it('clocks that are a year off, either way, change no record, no number and no total', async () => {
	const [right, same] = await booksWith(0, 0);
	expect(same).toBe(right);
	for (const [laptop, phone] of [
		[365, -365],
		[-365, 365]
	] as const) {
		vi.useRealTimers();
		expect(await booksWith(laptop, phone)).toEqual([right, right]);
	}
	expect(right).toContain('F-0002');
});
