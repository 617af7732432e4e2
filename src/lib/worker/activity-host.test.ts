import { afterEach, describe, expect, it, vi } from 'vitest';
import { aBusiness, anInvoice, aParty, anItem } from '../../../tests/support/books.ts';
import { issueInvoice, newDevice, newId, type TestDevice } from '../../../tests/support/device.ts';
import type { ActivityEvent, ActivityQuery } from '../activity/api.ts';
import { withDifferences } from '../workspace/trail/differences.ts';
import { kdfKey } from '../crypto/brands.ts';
import { ITEM_TYPE } from '../catalog/records.ts';
import { diffTo } from '../workspace/record.ts';
import { listRecoveryPair } from '../workspace/admission.ts';
import { readSlice } from '../workspace/trail/entries.ts';
import { ActivityHost } from './activity-host.ts';

let device: TestDevice & { code: string };
afterEach(() => {
	vi.useRealTimers();
	device?.end();
});

const go = () => true;
const NOON = Date.UTC(2026, 10, 3, 12);
const minute = (instant: number) => instant / 60_000;

function hostOf({ host }: TestDevice): ActivityHost {
	const { workspace, home, id } = host.open;
	return new ActivityHost(workspace, home, id);
}

/** Only what tells the time stands still. */
function setClock(instant: number) {
	vi.useFakeTimers({ toFake: ['Date'], now: instant });
}

async function everything(activity: ActivityHost, query: ActivityQuery = {}): Promise<ActivityEvent[]> {
	const events: ActivityEvent[] = [];
	let after: ActivityQuery['after'];
	do {
		const page = await activity.page({ ...query, ...(after && { after }) }, go);
		events.push(...page.events);
		after = page.next;
	} while (after);
	return events;
}

const told = (events: readonly ActivityEvent[]) =>
	events.map(({ act, record }) => [act.what, record?.type, record?.title].filter(Boolean).join(' '));

describe('activity of the books', () => {
	it('tells who did what, newest first, with the number and the client people know', async () => {
		device = await newDevice();
		const invoice = await issueInvoice(device);
		await device.books().addFact({ kind: 'sent', documentId: invoice, at: '2026-11-03T12:00:00Z', channel: 'mail' });
		const events = await everything(hostOf(device));
		expect(told(events).slice(0, 5)).toEqual([
			'fact issued F2026-0001',
			'issued issued F2026-0001',
			'edited issued F2026-0001',
			'edited party Maple Books Ltd',
			'member'
		]);
		const amount = (await device.books().document(invoice)).document.totals.payable;
		expect(events[1]!.act).toEqual({ what: 'issued', number: 'F2026-0001', type: 'invoice', amount, currency: 'CAD' });
		expect(events[4]!.act).toMatchObject({ what: 'member', member: { act: 'series-leased' } });
		expect(events.at(-1)!.act).toEqual({ what: 'member', member: { act: 'founded' } });
		expect(new Set(events.map(({ by }) => by)).size).toBe(1);
		expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
	});

	it('makes one of the saves of a sitting, tells each field, and made one after the other the differences give what is there', async () => {
		device = await newDevice();
		const books = device.books();
		const id = newId();
		setClock(NOON);
		await books.save('item', id, anItem({ name: 'Oak', price: '10', description: 'Planed' }));
		setClock(NOON + 5 * 60_000);
		await books.save('item', id, anItem({ name: 'Oak', price: '12', description: 'Planed' }));
		await books.save('party', newId(), aParty());
		setClock(NOON + 3 * 3600_000);
		await books.save('item', id, anItem({ name: 'Oak', price: '12', description: 'Planed on four sides' }));
		await books.save('item', id, anItem({ name: 'Ash', price: '12', description: 'Planed on four sides', archived: true }));
		const activity = hostOf(device);
		const sittings = (await everything(activity, { kinds: ['items'] })).filter(({ record }) => record?.id === id);
		expect(sittings.map(({ at, since, saves }) => ({ at, since, saves }))).toEqual([
			{ at: minute(NOON) + 180, since: minute(NOON) + 180, saves: 2 },
			{ at: minute(NOON) + 5, since: minute(NOON), saves: 2 }
		]);
		const details = await activity.details(sittings);
		const [later, first] = sittings.map(({ key }) => details[key]!);
		expect([first!.act, later!.act]).toEqual(['created', 'edited']);
		expect(later!.differences).toEqual([
			{ kind: 'field', path: ['name'], before: 'Oak', after: 'Ash' },
			{ kind: 'field', path: ['description'], before: 'Planed', after: 'Planed on four sides' },
			{ kind: 'field', path: ['archived'], before: false, after: true }
		]);
		expect(withDifferences(withDifferences({}, first!.differences), later!.differences)).toEqual(await books.get('item', id));
	});

	it('tells of the bin, of what came back, and of what is gone for good', async () => {
		device = await newDevice();
		const books = device.books();
		const id = newId();
		await books.save('item', id, anItem({ name: 'Oak' }));
		await books.remove('item', id);
		const activity = hostOf(device);
		expect(told(await everything(activity)).slice(0, 2)).toEqual(['removed item Oak', 'edited item Oak']);
		expect((await everything(activity))[0]!.record?.gone).toBe('bin');
		await device.host.open.workspace.save((transaction) => transaction.putLive('item', id, anItem({ name: 'Oak' })));
		expect((await activity.history(id)).events.map(({ act }) => act.what)).toEqual(['restored', 'removed', 'created']);
		await books.remove('item', id);
		await device.host.open.workspace.save((transaction) => transaction.erase('item', id, '2026-11-03'));
		const [erased] = await everything(activity);
		expect(erased).toMatchObject({ act: { what: 'erased' }, record: { id, title: '', gone: 'erased' } });
	});

	it('hides nothing behind an id that was used before', async () => {
		device = await newDevice();
		const id = newId();
		const item = anItem({ name: 'Oak', price: '10' });
		setClock(NOON);
		await device.books().save('item', id, item);
		const { workspace, home } = device.host.open;
		const { n } = workspace.books.head.log;
		const { operations } = (await readSlice(home, 0, n, new Set())).at(-1)!;
		const state = await workspace.read(id);
		const dearer = diffTo(state!.live, { ...item, price: '99' }, ITEM_TYPE.shape!)!;
		setClock(NOON + 3 * 3600_000);
		await workspace.save((transaction) => transaction.add('item', id, 'put', dearer, operations[0]!.opId));
		const { events } = await hostOf(device).history(id);
		expect(events.map(({ act }) => act.what)).toEqual(['edited', 'created']);
		expect(events[0]!.details!.differences).toEqual([{ kind: 'field', path: ['price'], before: '10', after: '99' }]);
	});

	it('tells apart what one save did to a record more than once', async () => {
		device = await newDevice();
		const id = newId();
		await device.books().save('item', id, anItem());
		await device.host.open.workspace.save(async (transaction) => {
			await transaction.add('item', id, 'remove', new Uint8Array(0));
			await transaction.putLive('item', id, anItem());
			await transaction.add('item', id, 'remove', new Uint8Array(0));
		});
		const { events } = await hostOf(device).history(id);
		expect(events.map(({ act }) => act.what).sort()).toEqual(['created', 'removed', 'removed', 'restored']);
		expect(new Set(events.map(({ key }) => key)).size).toBe(4);
	});

	it('is narrowed to kinds, to a time and to devices; what says no time is not later than what follows it', async () => {
		setClock(NOON);
		device = await newDevice();
		const books = device.books();
		await books.save('item', newId(), anItem({ name: 'Early' }));
		setClock(NOON + 86_400_000);
		await books.save('item', newId(), anItem({ name: 'Late' }));
		await books.save('party', newId(), aParty({ name: 'Zoé' }));
		const activity = hostOf(device);
		expect(told(await everything(activity, { kinds: ['clients', 'items'] }))).toEqual([
			'edited party Zoé',
			'edited item Late',
			'edited item Early'
		]);
		expect(told(await everything(activity, { from: minute(NOON) + 1 }))).toEqual(['edited party Zoé', 'edited item Late']);
		expect(told(await everything(activity, { kinds: ['items'], to: minute(NOON) + 1 }))).toEqual(['edited item Early']);
		expect(await everything(activity, { devices: ['0'.repeat(32)] })).toEqual([]);
		const founded = (await everything(activity)).at(-1)!;
		expect(founded.at).toBeUndefined();
		expect(founded.before).toBeGreaterThan(0);
	});

	it('reads a long log slice by slice, stops when it is told to, and goes on where it stopped', async () => {
		device = await newDevice();
		const books = device.books();
		for (let index = 0; index < 40; index++)
			for (let each = 0; each < 8; each++) await books.save('item', newId(), anItem({ name: `i${index}/${each}` }));
		const activity = hostOf(device);
		const heard: number[] = [];
		const page = await activity.page({ kinds: ['clients'] }, (fraction) => {
			heard.push(fraction);
			return false;
		});
		expect(page.events).toEqual([]);
		expect(heard).toHaveLength(1);
		expect(page.next!.n).toBe(256);
		const rest = await activity.page({ kinds: ['items'], after: page.next! }, go);
		expect(rest.next).toBeUndefined();
		const first = await activity.page({ kinds: ['items'] }, go);
		expect(told(first.events).length + told((await activity.page({ kinds: ['items'], after: first.next! }, go)).events).length).toBe(320);
	});

	it('reads no more of a long log for its first page than of a short one, and says since when the newest is', async () => {
		const reads: number[] = [];
		device = await newDevice((store) => {
			const range = store.range.bind(store);
			store.range = async (...asked) => {
				const rows = await range(...asked);
				if (asked[0] === 'log') reads.push(rows.length);
				return rows;
			};
			return store;
		});
		const books = device.books();
		setClock(NOON);
		for (let index = 0; index < 640; index++) await books.save('item', newId(), anItem({ name: `i${index}` }));
		const { workspace, home } = device.host.open;
		// What is said of devices and keys has no time of its own.
		await listRecoveryPair(workspace, home.keys, kdfKey(new Uint8Array(32).fill(7)));
		reads.length = 0;
		const page = await hostOf(device).page({}, go);
		expect(reads.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2 * 256);
		expect(page.next).toBeDefined();
		// They are handed over as they are drawn: some hundreds at most.
		expect(page.events.length).toBeLessThanOrEqual(2 * 256);
		expect(page.events[0]).toMatchObject({ act: { what: 'member' }, after: minute(NOON) });
		expect(page.events[0]).not.toHaveProperty('before');
		expect(page.events.find(({ at }) => at !== undefined)).toMatchObject({ at: minute(NOON), act: { what: 'edited' } });
	});

	it('keeps the saves of a file together, and knows each of its records all the same', async () => {
		device = await newDevice();
		const ids = Array.from({ length: 20 }, newId);
		await device.host.open.workspace.save(async (transaction) => {
			for (const id of ids) await transaction.putLive('party', id, aParty({ name: id.slice(0, 4) }));
		});
		await device.books().save('party', ids[3]!, aParty({ name: 'Other' }));
		const activity = hostOf(device);
		const [changed, many] = await everything(activity);
		expect(many!.act).toEqual({ what: 'many', counts: { party: 20 } });
		expect((await everything(activity, { kinds: ['clients'] })).map(({ key }) => key)).toEqual([changed!.key, many!.key]);
		expect(await everything(activity, { kinds: ['items'] })).toEqual([]);
		const details = await activity.details([changed!]);
		expect(details[changed!.key]).toMatchObject({ act: 'edited', differences: [{ path: ['name'], after: 'Other' }] });
		expect((await activity.history(ids[3]!)).events.map(({ act }) => act.what)).toEqual(['edited', 'created']);
	});

	it('tells of one document how it was written, issued, paid and credited', async () => {
		device = await newDevice();
		const books = device.books();
		const [party, id] = [newId(), newId()];
		await books.save('party', party, aParty());
		const series = (await books.list('series')).rows[0]!.id;
		const draft = anInvoice({ partyId: party, seriesId: series, issueDate: '', dueDate: '' });
		await books.save('draft', id, draft);
		const [line, ...others] = draft.lines;
		setClock(Date.now() + 7200_000);
		await books.save('draft', id, { ...draft, lines: [{ ...line!, quantity: '7' }, ...others] });
		await books.issue(id);
		await books.payments.record(
			{
				kind: 'payment',
				partyId: party,
				partyName: 'Maple Books Ltd',
				date: '2026-11-03',
				amount: '10.00',
				currency: 'CAD',
				method: 'cash'
			},
			[{ id, amount: '10.00' }]
		);
		const activity = hostOf(device);
		const { events } = await activity.history(id);
		expect(events.map(({ act }) => (act.what === 'fact' ? act.fact.kind : act.what))).toEqual(['payment', 'issued', 'edited', 'created']);
		expect(events[2]!.details!.differences).toEqual([
			{ kind: 'field', path: ['lines', line!.id, 'quantity'], before: line!.quantity, after: '7', row: { place: 1, name: line!.name } }
		]);
		expect(await activity.names([party, series])).toEqual({ [party]: 'Maple Books Ltd', [series]: 'Invoices' });
		const payment = (await books.list('payment')).rows[0]!.id;
		expect((await activity.history(payment)).events.map(({ act }) => (act.what === 'fact' ? act.fact.kind : act.what))).toEqual([
			'applied',
			'payment'
		]);
	});

	it('tells of a series what was said of it, and what changed in it afterwards', async () => {
		device = await newDevice();
		const books = device.books();
		const { id } = (await books.list('series')).rows[0]!;
		await books.series.release(id);
		await books.save('series', id, { ...(await books.get('series', id)), name: 'Bills' });
		const { events } = await hostOf(device).history(id);
		expect(events.map(({ act }) => (act.what === 'series' ? act.event.kind : act.what))).toEqual(['edited', 'released', 'created']);
		expect(events[0]!.details!.differences).toEqual([{ kind: 'field', path: ['name'], before: 'Invoices', after: 'Bills' }]);
	});

	it('names the devices by what they are called', async () => {
		device = await newDevice();
		const { workspace } = device.host.open;
		expect(
			(await hostOf(device).people()).map(({ isMe, devices }) => [isMe, devices.filter((each) => each.isThis).map(({ id }) => id)])
		).toEqual([[true, [workspace.device]]]);
		await device.books().save('business', (await device.books().business()).id, aBusiness({ name: 'Other name' }));
		expect((await everything(hostOf(device)))[0]).toMatchObject({ kind: 'settings', by: workspace.device });
	});
});
