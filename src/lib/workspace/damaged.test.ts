/** Rows of the outbox that do not open any more. */
import { afterEach, describe, expect, it } from 'vitest';
import { aParty } from '../../../tests/support/books.ts';
import { sharedBooks, type SharedBooks, type SharingDevice } from '../../../tests/support/shared-books.ts';
import type { SealedBytes } from '../storage/store.ts';

let shared: SharedBooks | undefined;
afterEach(() => {
	shared?.end();
	shared = undefined;
});

const id = (n: number) => n.toString(16).padStart(32, '0');
const save = ({ workspace }: SharingDevice, n: number, name: string) =>
	workspace.save((transaction) => transaction.putLive('party', id(n), aParty({ name })));
const names = ({ workspace }: SharingDevice) => [...workspace.list('party').values()].map((row) => (row as { name: string }).name).sort();

/** Three changes wait; the bytes of the second are damaged. */
async function damaged() {
	shared = await sharedBooks(1);
	const [laptop, phone] = shared.devices as [SharingDevice, SharingDevice];
	await laptop.hear();
	await phone.hear();
	await save(laptop, 1, 'before it');
	await laptop.send();
	await laptop.hear();
	await save(laptop, 2, 'first');
	await save(laptop, 1, 'damaged');
	await save(laptop, 3, 'third');
	const { store, vault } = laptop.home;
	const key = laptop.workspace.books.outbox.items[1]!.key;
	const bytes = (await store.get('outbox', vault.ws, key))!.slice() as SealedBytes;
	bytes[bytes.length - 20]! ^= 1;
	await store.write({ puts: [{ table: 'outbox', ws: vault.ws, key, bytes }] }, 'strict');
	return { laptop, phone, key, bytes };
}

async function meet(...devices: SharingDevice[]): Promise<void> {
	for (const device of devices) await device.send();
	for (const device of devices) await device.hear();
}

describe('a waiting change that does not open', () => {
	it.each(['found when it is to be sent', 'found when the books are opened'])('is shown and stops nothing else: %s', async (when) => {
		const { laptop, phone, key, bytes } = await damaged();
		if (when.includes('opened')) await laptop.reopen();
		await meet(laptop, phone);
		// What it changed is as the log has it, on both, and goes on from there.
		expect(names(laptop)).toEqual(['before it', 'first', 'third']);
		expect(names(phone)).toEqual(names(laptop));
		expect(laptop.workspace.waiting).toBe(0);
		const [item, ...more] = await laptop.workspace.damaged();
		expect(more).toEqual([]);
		expect(item).toMatchObject({ key, bytes });
		await save(phone, 1, 'by the phone');
		await meet(phone, laptop);
		expect(names(laptop)).toEqual(['by the phone', 'first', 'third']);
		const entries = laptop.log.entries.length;
		expect([await laptop.send(), laptop.log.entries.length]).toEqual([0, entries]);
		// Still told after the next start, and not looked for in the whole log each time.
		const { built } = laptop.workspace.books.head;
		await laptop.reopen();
		expect(await laptop.workspace.damaged()).toHaveLength(1);
		expect(laptop.workspace.books.head.built).toBe(built);
		expect(await laptop.workspace.verify()).toBeUndefined();
	});

	it('is told between the changes around it, and gone once it is let go', async () => {
		const { laptop } = await damaged();
		await laptop.reopen();
		const [item] = await laptop.workspace.damaged();
		expect([item!.after, item!.before].every((minute) => minute! > 0)).toBe(true);
		expect(laptop.workspace.waiting).toBe(2);
		await laptop.workspace.dropDamaged();
		expect(await laptop.workspace.damaged()).toEqual([]);
		await laptop.reopen();
		expect([await laptop.workspace.damaged(), laptop.workspace.waiting]).toEqual([[], 2]);
		await meet(laptop);
		expect([laptop.workspace.waiting, names(laptop)]).toEqual([0, ['before it', 'first', 'third']]);
	});
});
