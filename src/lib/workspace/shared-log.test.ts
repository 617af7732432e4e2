import fc from '../../../tests/support/property.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { aParty } from '../../../tests/support/books.ts';
import { sharedBooks, type SharedBooks, type SharingDevice } from '../../../tests/support/shared-books.ts';
import { REGISTRY } from '../worker/registry.ts';
import { toHex } from './bytes.ts';
import { decodeJson, encodeJson } from './json.ts';
import { recordKey } from './home.ts';
import { readState } from './record.ts';
import { registry, type RecordState, type RecordType } from './registry.ts';
import type { Workspace } from './workspace.ts';

/** A number that one record alone may have: whoever comes first in the log. */
const TICKET: RecordType = {
	type: 'ticket',
	schema: 1,
	list: { list: 'ticket', columns: { number: 'count', changed: 'count' } },
	fold(state, operation, placed, ledger, recordId) {
		if (state) return { state, rows: [], refused: 'already-issued' };
		const { number } = decodeJson<{ number: number }>(operation.body);
		const used = (ledger.tickets as number[] | undefined) ?? [];
		if (used.includes(number)) return { state, rows: [], refused: 'number-used' };
		const next: RecordState = { type: 'ticket', schema: 1, frozen: operation.body, facts: [] };
		return { state: next, rows: TICKET.rows!(recordId, next, placed), ledger: { ...ledger, tickets: [...used, number] } };
	},
	rows: (id, state, { n }) => [
		{ list: 'ticket', id, row: { id, number: decodeJson<{ number: number }>(state.frozen!).number, changed: n } }
	]
};

const left = (state: RecordState) => state.facts.reduce((sum, { body }) => sum + (body as number), 10);

/** Ten coins that go from purse to purse, as far as they reach. */
const PURSE: RecordType = {
	type: 'purse',
	schema: 1,
	list: { list: 'purse', columns: { coins: 'count', changed: 'count' } },
	related: (_, operation) => [decodeJson<{ to: string }>(operation.body).to],
	fold(state, operation, placed, _ledger, recordId, others) {
		const { to, coins } = decodeJson<{ to: string; coins: number }>(operation.body);
		const [from, other] = [state ?? EMPTY, others.get(to) ?? EMPTY];
		if (left(from) < coins || to === recordId) return { state, rows: [], refused: 'more-than-left' };
		const fact = { opId: toHex(operation.opId), n: placed.n, by: placed.by };
		const give: RecordState = { ...from, facts: [...from.facts, { ...fact, body: -coins }] };
		const take: RecordState = { ...other, facts: [...other.facts, { ...fact, body: coins }] };
		return { state: give, rows: PURSE.rows!(recordId, give, placed), others: new Map([[to, take]]) };
	},
	rows: (id, state, { n }) => [{ list: 'purse', id, row: { id, coins: left(state), changed: n } }]
};
const EMPTY: RecordState = { type: 'purse', schema: 1, facts: [] };
const ALL = registry(...REGISTRY.values(), TICKET, PURSE);
const LISTS = ['party', 'ticket', 'purse', 'bin'];

let shared: SharedBooks | undefined;
afterEach(() => {
	shared?.end();
	shared = undefined;
});

const id = (n: number) => n.toString(16).padStart(32, '0');
const saveParty = ({ workspace }: Pick<SharingDevice, 'workspace'>, n: number, name: string) =>
	workspace.save((transaction) => transaction.putLive('party', id(n), aParty({ name })));
const give = ({ workspace }: SharingDevice, from: number, to: number, coins: number) =>
	workspace.save((transaction) => transaction.add('purse', id(from), 'put', encodeJson({ to: id(to), coins }))).catch(refusedHere);
const ticket = ({ workspace }: SharingDevice, n: number, number: number) =>
	workspace.save((transaction) => transaction.add('ticket', id(n), 'put', encodeJson({ number }))).catch(refusedHere);
const names = ({ workspace }: Pick<SharingDevice, 'workspace'>) =>
	[...workspace.list('party').values()].map((row) => (row as { name: string }).name).sort();

/** What the books refuse at once is no failure of the test. */
function refusedHere(error: unknown): void {
	if ((error as { code?: string }).code !== 'invalid') throw error;
}

/** Everything a person could see, in comparable form. `positions` leaves out where in the log it was said. */
async function contents(workspace: Workspace, ids: readonly string[], positions = true) {
	const describeRecord = (state: RecordState | undefined) => {
		if (!state) return undefined;
		const shape = ALL.get(state.type)?.shape;
		const facts = state.facts.map((fact) => (positions ? fact : { ...fact, n: 0 }));
		return { ...state, facts, live: state.live && shape && readState(state.live, shape), frozen: state.frozen && toHex(state.frozen) };
	};
	const lists = LISTS.map((name) => {
		const rows = [...workspace.list(name)].sort(([a], [b]) => (a < b ? -1 : 1));
		return positions ? rows : rows.map(([id, row]) => [id, { ...row, changed: 0 }]);
	});
	const refusals = workspace.refusals.map((refusal) => (positions ? refusal : { ...refusal, n: 0 }));
	return {
		records: await Promise.all(ids.map(async (each) => describeRecord(await workspace.read(each)))),
		lists,
		ledger: workspace.ledger,
		refusals
	};
}

async function settle(devices: readonly SharingDevice[]): Promise<void> {
	for (let round = 0; round < 2; round++)
		for (const device of devices) {
			await device.hear();
			await device.send();
			await device.hear();
		}
	for (const device of devices) await device.hear();
}

describe('devices that share a log', () => {
	it('show what the others saved, and what waits here, before and after it is exchanged', async () => {
		shared = await sharedBooks(1);
		const [laptop, phone] = shared.devices as [SharingDevice, SharingDevice];
		expect(phone.workspace.entries).toBe(0);
		await saveParty(phone, 7, 'saved before anything came');
		await saveParty(laptop, 1, 'Zoé');
		expect([...laptop.workspace.lastWords.values()]).toEqual([{ n: 2, seenN: 1 }]);
		expect([names(laptop), laptop.workspace.waiting, laptop.workspace.entries]).toEqual([['Zoé'], 1, 3]);
		await settle(shared.devices);
		expect(names(phone)).toEqual(['Zoé', 'saved before anything came']);
		expect(names(laptop)).toEqual(names(phone));
		expect([laptop.workspace.waiting, phone.workspace.waiting]).toEqual([0, 0]);
		expect(laptop.workspace.fingerprint).toBe(phone.workspace.fingerprint);
		expect(await laptop.workspace.verify()).toBeUndefined();
		expect(names(laptop)).toEqual(names(phone));
	});

	it('fold again what hangs together with an entry through other waiting operations, and nothing else', async () => {
		shared = await sharedBooks(1, { registry: ALL });
		const [laptop, phone] = shared.devices as [SharingDevice, SharingDevice];
		await phone.hear();
		const coins = async () =>
			Object.fromEntries(
				[...laptop.workspace.list('purse')].map(([each, row]) => [Number(`0x${each}`) - 100, (row as { coins: number }).coins])
			);
		await give(laptop, 101, 102, 5);
		await give(laptop, 102, 103, 12);
		await saveParty(laptop, 1, 'apart');
		await give(phone, 103, 104, 3);
		await ticket(laptop, 1001, 7);
		await ticket(phone, 1002, 7);
		await phone.send();
		const writes: string[] = [];
		const { store } = laptop.home;
		const write = store.write.bind(store);
		store.write = (batch, durability) => {
			for (const { table, key } of batch.puts ?? []) writes.push(`${table}/${String(key)}`);
			return write(batch, durability);
		};
		await laptop.hear();
		expect(await coins()).toEqual({ 1: 5, 2: 3, 3: 19, 4: 13 });
		// The number went to who came first in the log.
		const refusal = { recordId: id(1001), reason: 'number-used', opId: expect.stringMatching(/^[0-9a-f]{32}$/) };
		expect(laptop.workspace.refusals).toMatchObject([refusal]);
		expect([await laptop.workspace.read(id(1001)), laptop.workspace.list('ticket').size]).toEqual([undefined, 1]);
		expect(writes).not.toContain(`record/${String(recordKey(laptop.home.vault, id(1)))}`);
		store.write = write;
		await settle(shared.devices);
		expect(await coins()).toEqual({ 1: 5, 2: 3, 3: 19, 4: 13 });
		expect(phone.workspace.refusals).toEqual(laptop.workspace.refusals);
	});

	it('come to the same books, whoever wrote what in whatever order, and the same as from the log', async () => {
		const step = fc.record({
			device: fc.nat(2),
			action: fc.constantFrom('party', 'party', 'remove', 'erase', 'ticket', 'give', 'give', 'send', 'hear', 'hear', 'reopen', 'check'),
			record: fc.nat(3),
			other: fc.nat(3),
			number: fc.nat(9)
		});
		const ids = [
			...Array.from({ length: 4 }, (_, n) => [id(n), id(100 + n), id(200 + n)]).flat(),
			...Array.from({ length: 400 }, (_, n) => id(1000 + n))
		];
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
				shared = await sharedBooks(2, { registry: ALL });
				try {
					for (const [index, { device: which, action, record, other, number }] of steps.entries()) {
						const device = shared.devices[which]!;
						const { workspace } = device;
						if (action === 'party') await saveParty(device, record, `${index}`);
						else if (action === 'ticket') await ticket(device, 1000 + index, number);
						else if (action === 'give') await give(device, 100 + record, 100 + other, number);
						else if (action === 'send') await device.send(number * 400);
						else if (action === 'hear') await device.hear(1 + number);
						else if (action === 'reopen') await device.reopen();
						else if (action === 'check') {
							const before = await contents(workspace, ids, false);
							expect(await workspace.verify()).toBeUndefined();
							expect(await contents(workspace, ids, false)).toEqual(before);
						} else if (await workspace.read(id(record)))
							await workspace
								.save((transaction) =>
									action === 'remove' ? transaction.remove('party', id(record)) : transaction.erase('party', id(record), '2026-11-22')
								)
								.catch(refusedHere);
					}
					await settle(shared.devices);
					const expected = await contents(shared.devices[0]!.workspace, ids);
					for (const { workspace, home } of shared.devices) {
						expect(await contents(workspace, ids)).toEqual(expected);
						expect([workspace.waiting, workspace.quarantine, workspace.entries]).toEqual([0, undefined, shared.log.entries.length]);
						// The device's notes and nothing else.
						expect(await home.store.count('outbox', home.vault.ws)).toBe(1);
						expect(await workspace.verify()).toBeUndefined();
						expect(await contents(workspace, ids)).toEqual(expected);
					}
				} finally {
					shared.end();
					shared = undefined;
				}
			}),
			{ numRuns: 30 }
		);
	});
});
