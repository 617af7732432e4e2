/** What a version, or a device, cannot read yet: set aside, shown, and tried again when it can. */
import { afterEach, expect, it } from 'vitest';
import { aParty, anItem } from '../../../tests/support/books.ts';
import { sharedBooks, type SharedBooks, type SharingDevice } from '../../../tests/support/shared-books.ts';
import { REGISTRY } from '../worker/registry.ts';
import { readHead } from './head.ts';
import { headKey } from './home.ts';
import type { RefusalReason, Registry } from './registry.ts';
import { RULES_VERSION } from './rules-version.ts';

let shared: SharedBooks | undefined;
afterEach(() => {
	shared?.end();
	shared = undefined;
});

const id = (n: number) => n.toString(16).padStart(32, '0');
const names = ({ workspace }: SharingDevice, list: string) =>
	[...workspace.list(list).values()].map((row) => (row as { name: string }).name).sort();
const runs = async (device: SharingDevice, registry: Registry) => {
	(device.home as { registry: Registry }).registry = registry;
	await device.reopen();
};
const item = REGISTRY.get('item')!;
const NEWER: Registry = new Map(REGISTRY).set('item', { ...item, schema: item.schema + 1 });
const WITHOUT: Registry = new Map([...REGISTRY].filter(([type]) => type !== 'item'));

it.each([
	['a newer schema', REGISTRY, 'newer-schema'],
	['a type it does not know', WITHOUT, 'unknown-type']
] as const)('an older version meets %s: the rest goes on, and the newer version reads it', async (_, older, reason) => {
	shared = await sharedBooks(1, { registry: NEWER });
	const [laptop, phone] = shared.devices as [SharingDevice, SharingDevice];
	await laptop.hear();
	await phone.hear();
	await runs(phone, older);
	await laptop.workspace.save(async (transaction) => {
		await transaction.putLive('item', id(1), anItem({ name: 'from the newer', code: 'n' }));
		await transaction.putLive('party', id(2), aParty({ name: 'read by both' }));
	});
	await laptop.send();
	await phone.hear();
	expect(phone.workspace.refusals).toMatchObject([{ recordId: id(1), reason }]);
	expect(names(phone, 'party')).toEqual(['read by both']);
	const { built } = phone.workspace.books.head;
	await runs(phone, older);
	// The same version again does not read the whole log each time.
	expect([phone.workspace.refusals.length, phone.workspace.books.head.built]).toEqual([1, built]);
	await runs(phone, NEWER);
	expect(phone.workspace.refusals).toEqual([]);
	expect(names(phone, 'item')).toEqual(['from the newer']);
	expect(await phone.workspace.verify()).toBeUndefined();
});

/** A program whose guard lets nothing of that name pass. */
const refusing = (name: string, reason: RefusalReason): Registry =>
	new Map(REGISTRY).set('item', {
		...item,
		fold(state, ...rest) {
			const done = item.fold(state, ...rest);
			return JSON.stringify(done.rows.map(({ row }) => row)).includes(name) ? { state, rows: [], refused: reason } : done;
		}
	});
/** As if a program with earlier rules had made the rows. */
async function madeByEarlierRules({ home }: SharingDevice): Promise<void> {
	const key = headKey(home.vault);
	await home.store.write({ puts: [home.vault.sealJson('meta', key, { ...(await readHead(home))!, rules: RULES_VERSION - 1 })] }, 'strict');
}

it.each([['unsafe'], ['too-large']] as const)(
	'what the guard of an earlier program refused as %s is judged again by the next one',
	async (reason) => {
		shared = await sharedBooks(1);
		const [laptop, phone] = shared.devices as [SharingDevice, SharingDevice];
		await laptop.hear();
		await phone.hear();
		await runs(phone, refusing('large', reason));
		for (const [n, name] of ['small', 'large'].entries())
			await laptop.workspace.save((transaction) => transaction.putLive('item', id(n), anItem({ name, code: name })));
		await laptop.send();
		await phone.hear();
		expect(phone.workspace.refusals).toMatchObject([{ recordId: id(1), reason }]);
		expect(names(phone, 'item')).toEqual(['small']);
		const { built } = phone.workspace.books.head;
		// The same rules come to the same, and are not asked each time.
		await phone.reopen();
		expect([phone.workspace.refusals.length, phone.workspace.books.head.built]).toEqual([1, built]);
		await madeByEarlierRules(phone);
		await runs(phone, REGISTRY);
		expect(phone.workspace.refusals).toEqual([]);
		expect(names(phone, 'item')).toEqual(['large', 'small']);
		expect(phone.workspace.books.head.rules).toBe(RULES_VERSION);
		expect(await phone.workspace.verify()).toBeUndefined();
	}
);

it('what an earlier program took and this one does not is judged again as well: each device has what a new one would have', async () => {
	shared = await sharedBooks(1);
	const [laptop, phone] = shared.devices as [SharingDevice, SharingDevice];
	await laptop.hear();
	await phone.hear();
	await laptop.workspace.save((transaction) => transaction.putLive('item', id(1), anItem({ name: 'large', code: 'l' })));
	await laptop.send();
	await phone.hear();
	expect(names(phone, 'item')).toEqual(['large']);
	await madeByEarlierRules(phone);
	await runs(phone, refusing('large', 'unsafe'));
	expect(phone.workspace.refusals).toMatchObject([{ recordId: id(1), reason: 'unsafe' }]);
	expect(names(phone, 'item')).toEqual([]);
});
