/** A period of the books, shared by a link on a real relay: what somebody who has the link sees, and what he does not. */
import { existsSync, readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ready } from '#lib/crypto/sodium.ts';
import { partKeys } from '#lib/crypto/shared-period.ts';
import { readPeriodLink } from '#lib/sharing/link.ts';
import { dropPackage, packageInfos } from '#lib/sharing/member-packages.ts';
import { clientRelay, type PackageRelay } from '#lib/sharing/package-relay.ts';
import type { SocketClass } from '#lib/sync/connection.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { DeviceHost } from '#lib/worker/device-host.ts';
import { ExpenseCommands } from '#lib/worker/expense-commands.ts';
import { PeriodCommands } from '#lib/worker/period-commands.ts';
import { businessId } from '#lib/worker/registry.ts';
import { ReportCommands } from '#lib/worker/report-commands.ts';
import { openShared } from '#lib/worker/shared-host.ts';
import { MemoryStore, noStretch, SHOWN_REGISTRY } from '#lib/worker/shown-device.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { aBusiness, aLine, anInvoice, aParty } from '../support/books.ts';
import { beginBooks, writeEachType } from '../support/every-record.ts';
import { aBill } from '../support/expenses.ts';
import { endAll, setup, type Device } from './setup.ts';

const PAGE = 'https://app.example/share';
const TODAY = '2026-11-21';
const QUARTER = { from: '2026-07-01', to: '2026-09-30' };
const WISH = { ...QUARTER, expires: '2026-12-31', files: true };
const id = (letter: string, n = 0) => letter + n.toString(16).padStart(31, '0');
const [EARLY, LATE, BILLER] = [id('a', 1), id('a', 2), id('a', 9)];
const SERIES = id('b');
const go = () => true;

beforeEach(async () => {
	await ready();
	vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${TODAY}T12:00:00Z`) });
});
afterEach(async () => {
	await endAll();
	vi.useRealTimers();
});

class Sender {
	readonly books: BookCommands;
	readonly periods: PeriodCommands;
	readonly device: Device;
	constructor(device: Device, relay: string) {
		const { workspace, home } = device;
		this.device = device;
		this.books = new BookCommands(workspace, home, toHex(home.keys.wsId));
		this.periods = new PeriodCommands({
			workspace,
			home,
			line: () => Promise.resolve(device.session),
			relay: () => Promise.resolve(relay),
			today: () => Promise.resolve(TODAY)
		});
	}
}

/** Ten invoices from January to October, one a month, to two clients; a bill in each quarter; one payment of two invoices in two quarters. */
async function scene() {
	const made = await setup(['laptop']);
	const origin = made.relay.address.origin;
	const sender = new Sender(made.laptop, origin);
	const { books } = sender;
	const { workspace, home } = made.laptop;
	await books.save('business', businessId(toHex(home.keys.wsId)), aBusiness({ name: 'Ada Ltd' }));
	await books.save('party', EARLY, aParty({ name: 'Early Bird Inc.', notes: 'pays late, be firm' }));
	await books.save('party', LATE, aParty({ name: 'Late Riser Inc.', notes: 'pays late, be firm' }));
	await books.save('party', BILLER, aParty({ name: 'Paper Mill', roles: ['supplier'] }));
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F{YYYY}-{0000}', start: 1, yearly: true });
	await books.series.leaseFree();
	for (let month = 1; month <= 10; month++) {
		const issueDate = `2026-${String(month).padStart(2, '0')}-15`;
		const dates = { issueDate, dueDate: `2026-12-01`, privateNotes: 'gave him a discount for his boat' };
		const lines = [aLine({ id: `l${month}`, quantity: String(month), price: '100' })];
		await books.save('draft', id('d', month), anInvoice({ partyId: month <= 5 ? EARLY : LATE, seriesId: SERIES, ...dates, lines }));
		await books.issue(id('d', month));
	}
	const expenses = new ExpenseCommands(workspace, books);
	for (const [n, date] of ['2026-02-10', '2026-08-10'].entries()) {
		await books.save('expense', id('e', n), aBill({ supplierId: BILLER, number: `B-${n}`, date, dueDate: date }));
		await expenses.book(id('e', n));
	}
	const payment = { kind: 'payment', currency: 'CAD', method: 'transfer' } as const;
	await books.payments.record({ ...payment, partyId: LATE, partyName: 'Late Riser Inc.', date: '2026-08-20', amount: '30' }, [
		{ id: id('d', 6), amount: '10' },
		{ id: id('d', 8), amount: '20' }
	]);
	await made.laptop.level();
	return { ...made, origin, sender, workspace };
}

const asked: string[] = [];
const relayAt = (origin: string): PackageRelay => {
	asked.push(origin);
	return clientRelay(origin, WebSocket as unknown as SocketClass);
};

async function opened(address: string, relay = relayAt) {
	const store = new MemoryStore();
	const host = new DeviceHost(
		store,
		() => Promise.resolve(new MemoryStore()),
		() => {},
		noStretch,
		SHOWN_REGISTRY
	);
	await openShared(host, address, new URL(PAGE).origin, relay, go);
	const { workspace, home, id } = host.open;
	return { host, workspace, books: new BookCommands(workspace, home, id) };
}

const numbers = (books: BookCommands) =>
	books
		.list('document', { order: { by: 'number' } } as never)
		.then(({ rows }) => rows.map((row) => (row as { number: string }).number).sort());

describe('a shared period', () => {
	it('shows what is of that period and hangs together with it, and nothing else', async () => {
		const { sender } = await scene();
		const { address } = await sender.periods.make(WISH, PAGE, go);
		expect(address.startsWith(`${PAGE}#`)).toBe(true);
		const { books, workspace, host } = await opened(address);
		// The payment of August settles a part of June's invoice: that comes with it.
		expect(await numbers(books)).toEqual(['F2026-0006', 'F2026-0007', 'F2026-0008', 'F2026-0009']);
		const names = [...workspace.list('party').values()].map((row) => (row as { name: string }).name).sort();
		expect(names).toEqual(['Late Riser Inc.', 'Paper Mill']);
		expect([...workspace.list('expense').values()].map((row) => (row as { number: string }).number)).toEqual(['B-1']);
		expect(workspace.refusals).toEqual([]);
		expect(await workspace.verify()).toBeUndefined();
		expect((await books.get('party', LATE)).notes).toBe('');
		expect((await books.document(id('d', 7))).document.content.privateNotes).toBe('');
		expect(await host.status()).toMatchObject({ state: 'open', shown: { sender: 'Ada Ltd', ...QUARTER, expires: '2026-12-31' } });
	});

	it('says the same of the period as the books themselves: balances, income, taxes and costs', async () => {
		const { sender, workspace } = await scene();
		const { address } = await sender.periods.make(WISH, PAGE, go);
		const there = await opened(address);
		const [own, shown] = [
			new ReportCommands(workspace, sender.books),
			new ReportCommands(there.workspace, { today: () => Promise.resolve(TODAY), business: () => there.books.business() })
		];
		for (const report of ['profit', 'taxes', 'clients', 'expenses', 'suppliers'] as const)
			for (const basis of ['accrual', 'cash'] as const) {
				const wish = { ...QUARTER, report, basis, comparison: 'none' } as never;
				expect(await shown.report(wish), `${report} ${basis}`).toEqual(await own.report(wish));
			}
		for (const document of [6, 7, 8, 9])
			expect((await there.books.document(id('d', document))).balance).toBe((await sender.books.document(id('d', document))).balance);
	});

	it('is only looked at', async () => {
		const { sender } = await scene();
		const { address } = await sender.periods.make(WISH, PAGE, go);
		const { books, host } = await opened(address);
		expect(await host.status()).toMatchObject({ workspaces: [{ readOnly: { code: 'read-only', detail: 'viewer' } }] });
		const { rows } = await books.list('document');
		const row = rows[0] as { id: string };
		await expect(books.save('party', LATE, aParty())).rejects.toMatchObject({ code: 'read-only' });
		await expect(books.addFact({ kind: 'sent', documentId: row.id, at: `${TODAY}T10:00:00.000Z`, channel: 'mail' })).rejects.toMatchObject({
			code: 'read-only'
		});
	});

	it('opens with every type of record in it that the period can have', async () => {
		const { laptop, relay } = await setup(['laptop']);
		await beginBooks(laptop);
		await writeEachType(laptop);
		await laptop.level();
		const sender = new Sender(laptop, relay.address.origin);
		const { address } = await sender.periods.make({ ...WISH, from: '2020-01-01', to: '2026-12-31' }, PAGE, go);
		const { workspace, books } = await opened(address);
		expect(workspace.refusals).toEqual([]);
		const told = ['document', 'expense', 'payment', 'bank-line', 'bank-statement', 'party'];
		for (const list of told) expect([list, workspace.list(list).size > 0]).toEqual([list, true]);
		for (const list of ['item', 'comment', 'client-link', 'period-share', 'invoice-profile', 'time-entry', 'task'])
			expect([list, workspace.list(list).size]).toEqual([list, 0]);
		expect(await numbers(books)).toEqual((await numbers(sender.books)).filter((number) => number !== ''));
	});

	it('claim P3: lies sealed at the relay: no text, no name, no number, no key', async () => {
		const { sender, relay } = await scene();
		const { address } = await sender.periods.make(WISH, PAGE, go);
		const link = readPeriodLink(address);
		if (typeof link === 'string') throw new Error(link);
		const secrets = [link.secret, ...Array.from({ length: link.parts }, (_, part) => partKeys(link.secret, part).key)];
		const forms = secrets.flatMap((each) =>
			(['latin1', 'hex', 'base64url', 'base64'] as const).map((form) => Buffer.from(each).toString(form))
		);
		const sought = ['Late Riser', 'F2026-0007', 'Ada Ltd', 'Paper Mill', 'waxbill-books', ...forms];
		const kept = ['', '-wal'].map((end) => `${relay.file}${end}`).filter((file) => existsSync(file));
		expect(kept.length).toBeGreaterThan(1);
		for (const file of kept) for (const each of sought) expect(readFileSync(file, 'latin1').includes(each)).toBe(false);
		expect(readFileSync(kept[1]!, 'latin1')).toContain(Buffer.from(partKeys(link.secret, 0).id).toString('latin1'));
		for (const line of relay.journal) for (const each of sought) expect(line).not.toContain(each);
	});

	it('is gone when it is taken back, when its last day is over, and when a part of it is', async () => {
		const { sender, laptop } = await scene();
		const { id: share, address } = await sender.periods.make(WISH, PAGE, go);
		expect(await sender.periods.shares()).toMatchObject([{ id: share, state: 'open', ...QUARTER, expires: '2026-12-31' }]);
		await opened(address);
		expect(await sender.periods.counts()).toEqual({ [share]: 1 });
		expect(await sender.periods.address(share, PAGE)).toBe(address);
		await sender.periods.revoke(share);
		await expect(opened(address)).rejects.toMatchObject({ error: { code: 'shared-books', detail: 'gone' } });
		expect(await sender.periods.shares()).toMatchObject([{ state: 'revoked' }]);

		const next = await sender.periods.make(WISH, PAGE, go);
		const link = readPeriodLink(next.address);
		if (typeof link === 'string') throw new Error(link);
		vi.setSystemTime(Date.parse('2027-01-01T12:00:00Z'));
		await expect(opened(next.address)).rejects.toMatchObject({ error: { detail: 'gone' } });
		vi.setSystemTime(Date.parse(`${TODAY}T12:00:00Z`));
		await dropPackage(laptop.session, partKeys(link.secret, 0).id);
		await expect(opened(next.address)).rejects.toMatchObject({ error: { detail: 'gone' } });
	});

	it('is refused where a relay gives something else: another link’s part, changed bytes, nothing', async () => {
		const { sender, origin } = await scene();
		const [one, two] = [await sender.periods.make(WISH, PAGE, go), await sender.periods.make({ ...WISH, to: '2026-08-31' }, PAGE, go)];
		const linkOf = (address: string) => {
			const link = readPeriodLink(address);
			if (typeof link === 'string') throw new Error(link);
			return link;
		};
		const real = clientRelay(origin, WebSocket as unknown as SocketClass);
		const lying = (get: PackageRelay['get']) => () => ({ ...real, get });
		const swapped = lying(() => real.get(partKeys(linkOf(two.address).secret, 0).id));
		await expect(opened(one.address, swapped)).rejects.toMatchObject({ error: { code: 'shared-books', detail: 'damaged' } });
		for (const at of [0, 100, 5000]) {
			const changed = lying(async (part) => {
				const got = await real.get(part);
				if (typeof got === 'string') return got;
				const sealed = got.sealed.slice();
				sealed[at]! ^= 1;
				return { ...got, sealed };
			});
			await expect(opened(one.address, changed)).rejects.toMatchObject({ error: { detail: 'damaged' } });
		}
		await expect(
			opened(
				one.address,
				lying(() => Promise.resolve('unreachable' as const))
			)
		).rejects.toMatchObject({
			error: { detail: 'unreachable' }
		});
		await expect(opened(one.address.slice(0, -3))).rejects.toMatchObject({ error: { detail: 'damaged' } });
		expect(await numbers((await opened(one.address)).books)).toHaveLength(4);
	});

	it('asks for a relay, a period with something in it, and a last day that can be', async () => {
		const { sender, laptop } = await scene();
		const of = (over: object) => sender.periods.make({ ...WISH, ...over }, PAGE, go);
		await expect(of({ from: '2020-01-01', to: '2020-12-31' })).rejects.toMatchObject({ error: { field: 'period', detail: 'empty' } });
		for (const expires of ['2026-11-20', '2028-01-01', 'soon'])
			await expect(of({ expires })).rejects.toMatchObject({ error: { field: 'expires' } });
		await expect(sender.periods.make(WISH, PAGE, () => false)).rejects.toMatchObject({ error: { detail: 'cancelled' } });
		expect(await sender.periods.shares()).toEqual([]);
		expect((await packageInfos(laptop.session))?.size ?? 0).toBe(0);
	});
});
