/** What a version, or a device, cannot read yet: set aside, shown, and tried again when it can. */
import { afterEach, expect, it } from 'vitest';
import { aParty, anItem } from '../../../tests/support/books.ts';
import { sharedBooks, type SharedBooks, type SharingDevice } from '../../../tests/support/shared-books.ts';
import { REGISTRY } from '../worker/registry.ts';
import type { Registry } from './registry.ts';

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
