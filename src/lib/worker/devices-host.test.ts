import { afterEach, describe, expect, it } from 'vitest';
import { anItem, aParty } from '../../../tests/support/books.ts';
import { newId, PASSPHRASE } from '../../../tests/support/device.ts';
import { alicesBooks, another, endPaired, online } from '../../../tests/support/paired-books.ts';
import { pair } from '../../../tests/support/paired.ts';
import { recoverySeed, parseRecoveryCode } from '../crypto/recovery.ts';
import { openParts } from '../crypto/seal.ts';
import { additionalData, holdsOperations, isParseError, parseEntry } from '../../../sync-server/protocol/codec.ts';
import { mayAdmit } from '../workspace/admission.ts';
import { DevicesHost } from './devices-host.ts';

afterEach(endPaired);

const seedOf = (code: string) => recoverySeed(parseRecoveryCode(code)!);

describe('a device that is put out', () => {
	it('opens nothing that is written from then on, writes nothing, and says so itself; the code it knew admits nobody', async () => {
		const { relay, alice, line } = await alicesBooks();
		const { device: bob, line: bobs } = await another(alice, relay);
		const { device: tablet, line: tablets } = await another(alice, relay);
		await line.level(tablet.host);
		await bobs.level(tablet.host);
		const from = alice.host.open.workspace.entries;
		const bobsId = bob.host.open.workspace.device;
		await new DevicesHost(alice.host).revoke(bobsId, '2026-11-22');
		const secret = newId();
		await alice.books().save('item', secret, anItem({ name: 'Only for those who stay' }));
		await line.level();
		await tablets.level(alice.host);

		const { home } = alice.host.open;
		const rows = await home.store.range('log', home.vault.ws, from, 1e6, 1000);
		const bobsKeys = bob.host.open.home.keys;
		let sealed = 0;
		for (const { bytes } of rows) {
			const entry = parseEntry(bytes);
			if (isParseError(entry) || !holdsOperations(entry.kind)) continue;
			sealed++;
			expect(bobsKeys.hasEpoch(entry.epoch)).toBe(false);
			for (const [epoch] of bobsKeys.known()) expect(openParts(bobsKeys.dataKey(epoch), entry, additionalData(entry))).toBeUndefined();
		}
		expect(sealed).toBeGreaterThan(0);
		expect(await tablet.host.open.workspace.live('item', secret)).toMatchObject({ name: 'Only for those who stay' });

		// It hears that it was put out, and no more.
		await bobs.until(() => bobs.session.status.link !== 'live');
		expect(bob.host.open.workspace.entries).toBeLessThan(alice.host.open.workspace.entries);
		expect(await bob.host.open.workspace.live('item', secret)).toBeUndefined();
		expect(await new DevicesHost(bob.host).list()).toMatchObject({ revoked: true });
		expect(await bob.host.status()).toMatchObject({ workspaces: [{ readOnly: { code: 'read-only', detail: 'revoked' } }] });
		await expect(bob.books().save('item', newId(), anItem({ name: 'Too late' }))).rejects.toMatchObject({ code: 'read-only' });
		expect((await new DevicesHost(alice.host).list()).devices.find(({ id }) => id === bobsId)).toMatchObject({
			active: false,
			name: 'Phone'
		});

		const { membership } = alice.host.open.workspace;
		expect(mayAdmit(membership, seedOf(alice.code))).toBe(false);
		const next = alice.host.pendingKit()!;
		expect(mayAdmit(membership, seedOf(next))).toBe(true);
		// The one that stays takes the new code over, without anybody typing it there.
		await tablet.host.settle();
		expect(await tablet.host.confirmRecovery(next)).toBe(true);
		expect(await tablet.host.confirmRecovery(alice.code)).toBe(false);
		expect(await (await tablet.restart()).unlockWithRecovery(next)).toMatchObject({ state: 'open' });
	});

	it('comes back with new keys when it is paired again, and what waited on it is not lost', async () => {
		const { relay, alice, line } = await alicesBooks();
		const { device: bob, line: bobs } = await another(alice, relay);
		await bobs.stop();
		const waiting = newId();
		await bob.books().save('party', waiting, aParty({ name: 'Written offline' }));
		const before = bob.host.open.workspace.device;
		await line.level(bob.host);
		await new DevicesHost(alice.host).revoke(before, '2026-11-22');
		const { offer, join } = await pair(alice.host, bob.host);
		expect([offer.status, join.status]).toEqual(['fulfilled', 'fulfilled']);
		const again = await online(bob, relay);
		await again.level(alice.host);
		await line.level(bob.host);
		expect(bob.host.open.workspace.device).not.toBe(before);
		expect(await alice.host.open.workspace.live('party', waiting)).toMatchObject({ name: 'Written offline' });
		expect(bob.host.open.workspace.rollingHash).toBe(alice.host.open.workspace.rollingHash);
		expect((await new DevicesHost(bob.host).list()).revoked).toBe(false);
		expect(await (await bob.restart()).unlock(PASSPHRASE)).toMatchObject({ state: 'open' });
	});

	it('is not itself, not unknown, and not without the relay', async () => {
		const { relay, alice, line } = await alicesBooks();
		const { device: bob } = await another(alice, relay);
		await line.level(bob.host);
		const list = new DevicesHost(alice.host);
		const kit = alice.code;
		await expect(list.revoke(alice.host.open.workspace.device, '')).rejects.toMatchObject({ error: { detail: 'itself' } });
		await expect(list.revoke('00'.repeat(16), '')).rejects.toMatchObject({ error: { code: 'not-found' } });
		await line.stop();
		alice.host.open.workspace.submit = undefined;
		await expect(list.revoke(bob.host.open.workspace.device, '')).rejects.toMatchObject({ code: 'needs-relay' });
		expect(await alice.host.confirmRecovery(kit)).toBe(true);
	});
});

describe('a name', () => {
	it('has at most 64 characters, and is of a device there is', async () => {
		const { alice } = await alicesBooks();
		const list = new DevicesHost(alice.host);
		const own = alice.host.open.workspace.device;
		await expect(list.name(own, 'x'.repeat(65))).rejects.toMatchObject({ error: { field: 'name', detail: 'too-long' } });
		await expect(list.name('11'.repeat(16), 'Ghost')).rejects.toMatchObject({ error: { code: 'not-found' } });
		await list.name(own, '  Laptop ');
		expect((await list.list()).devices[0]!.name).toBe('Laptop');
	});
});
