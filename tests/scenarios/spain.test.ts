/** Billing records of Spain where several people keep the books. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { encodeSystemEvent } from '#lib/spain/events/records.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { businessId } from '#lib/worker/registry.ts';
import { SpainHost } from '#lib/worker/spain-host.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { aLine, anInvoice, aParty } from '../support/books.ts';
import { newId } from '../support/device.ts';
import { clock, IVA, SPANISH } from '../support/spanish-books.ts';
import { stated } from '../support/spanish-events.ts';
import { comes } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

const go = () => true;
const hostOf = ({ workspace, home }: Device) => new SpainHost(workspace, home, toHex(home.keys.wsId));

beforeEach(() => clock('2026-11-23T09:00:00Z'));
afterEach(async () => {
	await endAll();
	vi.useRealTimers();
});

it('a viewer saves records as files, and is told that this is in no event; an editor’s device has a chain of its own', async () => {
	const scene = await setup(['alice']);
	const { alice, converge } = scene;
	const [viewer, editor] = [await comes(scene, alice, 'Vic', 'r'), await comes(scene, alice, 'Eve', 'w')];
	const wsId = toHex(alice.home.keys.wsId);
	const books = new BookCommands(alice.workspace, alice.home, wsId);
	await books.save('business', businessId(wsId), SPANISH);
	const [party, series, draft] = [newId(), newId(), newId()];
	const nif = { kind: 'nif', country: 'ES', label: 'NIF', value: 'B83135624' };
	await books.save('party', party, aParty({ address: SPANISH.address, taxIds: [nif] }));
	await books.save('series', series, { name: 'Invoices', type: 'invoice', pattern: 'F{YYYY}-{0000}', start: 1, yearly: true });
	await books.series.leaseFree();
	const lines = [aLine({ price: '100', taxes: [{ ...IVA }] })];
	const content = { partyId: party, seriesId: series, issueDate: '', dueDate: '', currency: 'EUR', baseCurrency: 'EUR', lines };
	await books.save('draft', draft, anInvoice(content));
	await books.issue(draft);
	await converge(alice, viewer, editor);

	const by = alice.workspace.device;
	const wish = { device: by, from: '2026-01-01', to: '2026-12-31', part: 0 };
	expect(await hostOf(viewer).file(wish, go)).toMatchObject({ records: 1, noted: false });
	await expect(hostOf(viewer).examine(go)).rejects.toMatchObject({ error: { code: 'read-only' } });
	expect(await hostOf(editor).file(wish, go)).toMatchObject({ records: 1, noted: true });
	await converge(alice, viewer, editor);
	for (const each of [alice, viewer, editor]) {
		const { events } = await hostOf(each).state(go);
		expect(events).toHaveLength(2);
		expect(events.find(({ device }) => device === by)).toMatchObject({ events: 1, lastCode: '01', faults: [] });
		expect(events.find(({ device }) => device === editor.workspace.device)).toMatchObject({ events: 1, lastCode: '08', faults: [] });
		expect(each.workspace.refusals).toEqual([]);
	}
});

it('an app that does not ask the rules adds no event but its own, and none under the id of another', async () => {
	const scene = await setup(['alice']);
	const { alice, converge } = scene;
	const eve = await comes(scene, alice, 'Eve', 'w');
	const wsId = toHex(alice.home.keys.wsId);
	await new BookCommands(alice.workspace, alice.home, wsId).save('business', businessId(wsId), SPANISH);
	await converge(alice, eve);
	const id = newId();
	const restored = encodeSystemEvent(stated({ kind: 'restored' }));
	for (const body of [restored, restored, encodeSystemEvent(stated({ kind: 'other' } as never))]) await write(eve, id, body);
	await converge(alice, eve);
	for (const each of [alice, eve]) {
		expect(each.workspace.refusals.map(({ reason }) => reason)).toEqual(['id-taken', 'unreadable']);
		const { events } = await hostOf(each).state(go);
		expect(events.map(({ device, events: count }) => [device === eve.workspace.device, count]).sort()).toEqual([
			[false, 1],
			[true, 1]
		]);
	}
	expect(await alice.workspace.verify()).toBeUndefined();
});

/** Puts an event on the waiting list that this device's own rules would refuse. */
async function write({ home, workspace }: Device, id: string, body: Uint8Array): Promise<void> {
	const found = home.registry.get('system-event')!;
	const { fold } = found;
	found.fold = (state) => ({ state, rows: [] });
	try {
		await workspace.save((transaction) => transaction.add('system-event', id, 'put', body));
	} finally {
		found.fold = fold;
	}
}
