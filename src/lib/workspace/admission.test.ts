import { afterEach, describe, expect, it } from 'vitest';
import { kdfKey } from '#lib/crypto/brands.ts';
import { newDeviceKeys } from '#lib/crypto/device.ts';
import { randomKey } from '#lib/crypto/random.ts';
import { aBusiness, anItem } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { admitByRecovery, isAdmitted, listRecoveryPair, mayAdmit } from './admission.ts';
import { toHex } from './bytes.ts';
import { learnEpochKeys } from './epoch-keys.ts';
import { workspaceKeys } from './keys.ts';
import { openVault } from './vault.ts';
import type { WorkspaceHome } from './home.ts';
import { Workspace } from './workspace.ts';

const BUSINESS = '11'.repeat(16);
const ITEM = '22'.repeat(16);
const open: TestWorkspace[] = [];

async function alicesBooks() {
	const alice = await foundOnFile();
	open.push(alice);
	const workspace = await alice.open();
	await workspace.save((transaction) => transaction.putLive('business', BUSINESS, aBusiness()));
	return { alice, workspace };
}

/** The same log under another master key, read with keys of a device nobody has admitted yet. */
async function copyOf(alice: TestWorkspace, learnt = true, from: WorkspaceHome = alice.home): Promise<WorkspaceHome> {
	const vault = openVault(randomKey(kdfKey), alice.founded.wsId);
	for await (const rows of alice.store.all('log', from.vault.ws, 100))
		await alice.store.write({ puts: rows.map(({ key, bytes }) => ({ table: 'log' as const, ws: vault.ws, key, bytes })) }, 'relaxed');
	const keys = workspaceKeys(alice.founded.wsId, newDeviceKeys());
	if (learnt) for (const [epoch, key] of from.keys.known()) keys.learn(epoch, key);
	return { ...alice.home, vault, keys };
}

afterEach(() => open.splice(0).forEach((workspace) => workspace.end()));

describe('a device admitted by the recovery code', () => {
	it('is the only one left, and writes on in a key that nobody else was given', async () => {
		const { alice } = await alicesBooks();
		const home = await copyOf(alice);
		const copy = await Workspace.open(home);
		await expect(copy.save((transaction) => transaction.putLive('item', ITEM, anItem()))).rejects.toMatchObject({ code: 'read-only' });
		expect(await admitByRecovery(copy, home.keys, alice.founded.seed)).toBe(true);

		const active = [...copy.membership!.devices.values()].filter((device) => device.active);
		expect(active.map(({ devId }) => toHex(devId))).toEqual([toHex(home.keys.device.id)]);
		expect(copy.epoch).toBe(2);
		await copy.save((transaction) => transaction.putLive('item', ITEM, anItem()));
		expect(await copy.verify()).toBeUndefined();
		expect(await copy.live('item', ITEM)).toMatchObject({ name: 'Design day' });
		expect(await copy.live('business', BUSINESS)).toMatchObject({ name: 'Atelier Mésange' });
	});

	it('opens everything again from the log alone, its row of keys gone', async () => {
		const { alice } = await alicesBooks();
		const home = await copyOf(alice);
		const copy = await Workspace.open(home);
		await admitByRecovery(copy, home.keys, alice.founded.seed);
		await copy.save((transaction) => transaction.putLive('item', ITEM, anItem()));
		for (const tables of [undefined, ['meta', 'record', 'page'] as const]) {
			if (tables) await alice.store.clear(home.vault.ws, tables);
			const again = { ...home, keys: workspaceKeys(alice.founded.wsId, home.keys.device) };
			expect(await learnEpochKeys(again)).toBe(true);
			expect(again.keys.known().map(([epoch, key]) => [epoch, toHex(key)])).toEqual(
				home.keys.known().map(([epoch, key]) => [epoch, toHex(key)])
			);
			expect(await (await Workspace.open(again)).live('business', BUSINESS)).toMatchObject({ name: 'Atelier Mésange' });
		}
	});

	it('that came late finds the keys from before its time in the rotations', async () => {
		const { alice } = await alicesBooks();
		const second = await copyOf(alice);
		const bobs = await Workspace.open(second);
		await admitByRecovery(bobs, second.keys, alice.founded.seed);
		const seed = randomKey(kdfKey);
		await listRecoveryPair(bobs, second.keys, seed);
		const third = await copyOf(alice, true, second);
		await admitByRecovery(await Workspace.open(third), third.keys, seed);
		await alice.store.clear(third.vault.ws, ['meta', 'record', 'page']);
		const again = { ...third, keys: workspaceKeys(alice.founded.wsId, third.keys.device) };
		expect(await learnEpochKeys(again)).toBe(true);
		expect(again.keys.known()).toEqual(third.keys.known());
		expect(await (await Workspace.open(again)).live('business', BUSINESS)).toMatchObject({ name: 'Atelier Mésange' });
	});

	it('is admitted once by a pair, whatever copy it comes from', async () => {
		const { alice } = await alicesBooks();
		const home = await copyOf(alice);
		const copy = await Workspace.open(home);
		expect(mayAdmit(copy.membership, alice.founded.seed)).toBe(true);
		expect(mayAdmit(copy.membership, randomKey(kdfKey))).toBe(false);
		await admitByRecovery(copy, home.keys, alice.founded.seed);
		expect(mayAdmit(copy.membership, alice.founded.seed)).toBe(false);
		const third = { ...home, keys: workspaceKeys(alice.founded.wsId, newDeviceKeys()) };
		for (const [epoch, key] of home.keys.known()) third.keys.learn(epoch, key);
		const reader = await Workspace.open(third);
		expect(await admitByRecovery(reader, third.keys, alice.founded.seed)).toBe(false);
		expect(isAdmitted(reader.membership, third.keys.device)).toBe(false);
	});

	it('lists the pair of its own new code, and refuses one that was used', async () => {
		const { alice } = await alicesBooks();
		const home = await copyOf(alice);
		const copy = await Workspace.open(home);
		await admitByRecovery(copy, home.keys, alice.founded.seed);
		expect(await listRecoveryPair(copy, home.keys, alice.founded.seed)).toBe('spent');
		const seed = randomKey(kdfKey);
		expect(await listRecoveryPair(copy, home.keys, seed)).toBe('listed');
		const before = copy.entries;
		expect(await listRecoveryPair(copy, home.keys, seed)).toBe('listed');
		expect(copy.entries).toBe(before);
		expect(mayAdmit(copy.membership, seed)).toBe(true);
		// The code is replaced once more: the pair before it may no longer admit anybody.
		const newer = randomKey(kdfKey);
		expect(await listRecoveryPair(copy, home.keys, newer)).toBe('listed');
		expect(mayAdmit(copy.membership, seed)).toBe(false);
		expect(await copy.verify()).toBeUndefined();
	});

	it('does not believe a key that is not the one the log committed to', async () => {
		const { alice } = await alicesBooks();
		const home = await copyOf(alice, false);
		home.keys.learn(0, randomKey(kdfKey));
		expect((await Workspace.open(home)).broken).toMatchObject({ why: 'entry-unreadable', n: 0 });
	});
});
