import { activeDevices } from '../../../sync-server/protocol/membership-state.ts';
import { KIND } from '../../../sync-server/protocol/codec.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { aParty } from '../../../tests/support/books.ts';
import { emptyDevice, newDevice, newId, PASSPHRASE } from '../../../tests/support/device.ts';
import { alicesBooks, ended, endPaired, online, relayHouse } from '../../../tests/support/paired-books.ts';
import { OFFER, pair, SOCKETS } from '../../../tests/support/paired.ts';
import type { BoxPublic } from '../crypto/brands.ts';
import { boxEpochKey, commitment, newEpochKey, sealPreviousKey } from '../crypto/epoch.ts';
import { MOST_EPOCH_KEYS } from '../identity/pairing/messages.ts';
import type { WorkspaceKeys } from '../workspace/keys.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { DevicesHost } from './devices-host.ts';
import { PairingHost } from './pairing-host.ts';

afterEach(endPaired);

describe('two devices of one person', () => {
	it('are paired by the QR code: the books arrive whole, both write, and one kit opens both', async () => {
		const { relay, alice, invoice, line } = await alicesBooks();
		const bob = await ended(emptyDevice());
		const { offer, join, seen } = await pair(alice.host, bob.host);
		expect([offer.status, join.status]).toEqual(['fulfilled', 'fulfilled']);
		expect(seen.old).toHaveLength(4);
		expect(seen.joining).toEqual(seen.old);

		// Before a single entry has come, a client can be written down.
		const early = newId();
		await bob.host.open.workspace.save((transaction) => transaction.putLive('party', early, aParty({ name: 'Early' })));
		const bobs = await online(bob, relay);
		await bobs.level(alice.host);
		await line.level(bob.host);
		expect((await bob.books().document(invoice)).document.content.type).toBe('invoice');
		const late = newId();
		await alice.books().save('party', late, aParty({ name: 'Late' }));
		await line.level();
		await bobs.level(alice.host);
		for (const device of [alice, bob]) {
			expect(await device.host.open.workspace.live('party', early)).toMatchObject({ name: 'Early' });
			expect(await device.host.open.workspace.live('party', late)).toMatchObject({ name: 'Late' });
		}
		expect(bob.host.open.workspace.rollingHash).toBe(alice.host.open.workspace.rollingHash);

		const list = await new DevicesHost(alice.host).list();
		expect(list).toMatchObject({ revoked: false, relay: relay.origin, recovered: [] });
		expect(list.devices).toMatchObject([
			{ isThis: true, active: true, admitted: 0, name: 'Desk' },
			{ isThis: false, active: true, name: 'Phone', since: '2026-11-22', id: bob.host.open.workspace.device }
		]);
		await new DevicesHost(bob.host).name(list.devices[0]!.id, 'Laptop');
		await bobs.level();
		await line.level(bob.host);
		expect((await new DevicesHost(alice.host).list()).devices[0]!.name).toBe('Laptop');

		expect(await bob.host.confirmRecovery(alice.code)).toBe(true);
		expect(await (await bob.restart()).unlock(PASSPHRASE)).toMatchObject({ state: 'open' });
		expect(await (await bob.restart()).unlockWithRecovery(alice.code)).toMatchObject({ state: 'open' });
	});

	it('are paired by the typed code; a device with books of its own keeps them, and its kit', async () => {
		const { relay, alice } = await alicesBooks();
		const carol = await ended(newDevice());
		const own = carol.host.open.id;
		const input = ({ code, relay: host }: { code: string; relay: string }) => ({ code: code.toLowerCase(), relay: `http://${host}` });
		const { offer, join } = await pair(alice.host, carol.host, { input });
		expect([offer.status, join.status]).toEqual(['fulfilled', 'fulfilled']);
		const id = alice.host.open.id;
		expect(carol.host.open.id).toBe(id);
		const line = await online(carol, relay);
		await line.level(alice.host);
		expect(await carol.host.status()).toMatchObject({ workspaces: [{ id: own }, { id }] });
		// Neither kit puts the other out.
		expect((await alice.host.confirmRecovery(alice.code)) && alice.host.open.workspace.rollingHash).toBe(
			carol.host.open.workspace.rollingHash
		);
		await carol.host.openWorkspace(own);
		expect(await carol.host.confirmRecovery(carol.code)).toBe(true);
	});

	it.each([40, 200])(
		'are paired after %d changes of keys, and read the books from the first entry on, before the last has come',
		async (count) => {
			const { relay, alice, invoice, line } = await alicesBooks();
			const { workspace, home } = alice.host.open;
			const late = newId();
			await rotate(workspace, home.keys, count);
			await alice.books().save('party', late, aParty({ name: 'Under the newest key' }));
			await line.level();
			expect(workspace.membership?.epoch).toBe(count);
			const bob = await ended(emptyDevice());
			expect((await pair(alice.host, bob.host)).join.status).toBe('fulfilled');
			expect(bob.host.open.home.keys.known()).toHaveLength(count + 1);
			// Locked before anything has come, and opened again.
			await (await bob.restart()).unlock(PASSPHRASE);
			const bobs = await online(bob, relay);
			await bobs.level(alice.host);
			expect((await bob.books().document(invoice)).document.content.type).toBe('invoice');
			expect(await bob.host.open.workspace.live('party', late)).toMatchObject({ name: 'Under the newest key' });
			expect(bob.host.open.workspace.quarantine).toBeUndefined();
		}
	);

	it('are not paired where there are more keys than a pairing can carry: nothing is admitted', async () => {
		const { alice } = await alicesBooks();
		const { workspace, home } = alice.host.open;
		const { entries } = workspace;
		for (let epoch = 1; epoch <= MOST_EPOCH_KEYS; epoch++) home.keys.learn(epoch, newEpochKey());
		const bob = await ended(emptyDevice());
		const { offer, join } = await pair(alice.host, bob.host);
		expect(offer).toMatchObject({ reason: { why: 'too-many-keys' } });
		expect(join).toMatchObject({ reason: { why: 'failed' } });
		expect([workspace.entries, workspace.otherDevices]).toEqual([entries, 0]);
		expect(await bob.host.status()).toEqual({ state: 'empty' });
	});

	it('are not paired when the words are not the same, on whichever device that is said: nothing is admitted, nothing is stored', async () => {
		const { alice } = await alicesBooks();
		const { entries } = alice.host.open.workspace;
		for (const people of [{ old: () => false }, { joining: () => false }, { old: () => undefined, joining: () => false }]) {
			const bob = await ended(emptyDevice());
			const { offer, join } = await pair(alice.host, bob.host, people);
			expect(offer).toMatchObject({ status: 'rejected', reason: { why: 'words-differ' } });
			expect(join).toMatchObject({ status: 'rejected', reason: { why: 'words-differ' } });
			expect(alice.host.open.workspace.entries).toBe(entries);
			expect(await bob.host.status()).toEqual({ state: 'empty' });
		}
	});
});

describe('a code', () => {
	it('is of no use a second time, nor a wrong one, nor one that was taken back', async () => {
		const { relay, alice } = await alicesBooks();
		const [bob, eve] = [await ended(emptyDevice()), await ended(emptyDevice())];
		let used = '';
		await pair(alice.host, bob.host, {
			input: ({ link, code }) => {
				used = code;
				return { link };
			}
		});
		const join = (code: string) => new PairingHost(eve.host, SOCKETS).join({ code, relay: relay.origin, name: 'Eve' }, () => {});
		await expect(join(used)).rejects.toMatchObject({ why: 'used' });
		await expect(join(used.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')))).rejects.toMatchObject({ why: 'no-such-code' });
		await expect(join('U'.repeat(26))).rejects.toMatchObject({ error: { code: 'invalid', field: 'code' } });
		const offering = new PairingHost(alice.host, SOCKETS);
		const code = await new Promise<string>((resolve, reject) => {
			const ended = offering.offer(OFFER, (step) => {
				if (step.step !== 'offered') return;
				offering.cancel();
				ended.catch(() => resolve(step.code));
			});
			ended.catch((cause: { why?: string }) => cause.why !== 'cancelled' && reject(cause as unknown as Error));
		});
		await expect(join(code)).rejects.toMatchObject({ why: 'cancelled' });
		expect(await eve.host.status()).toEqual({ state: 'empty' });
	});

	it('ends after its time, on both devices', async () => {
		const { alice, relay } = await alicesBooks();
		const late: (() => void)[] = [];
		const timers = {
			after: (_: number, work: () => void) => {
				late.push(work);
				return () => {};
			}
		};
		const bob = await ended(emptyDevice());
		const offering = new PairingHost(alice.host, SOCKETS, { timers });
		const joiner = new PairingHost(bob.host, SOCKETS, { timers });
		const compared = new Promise<{ joining: Promise<void> }>((resolve) => {
			void offering
				.offer(OFFER, (step) => {
					if (step.step !== 'offered') return;
					const joining = joiner.join({ code: step.code, relay: relay.origin, name: 'Bob' }, (next) => {
						if (next.step === 'compare') resolve({ joining });
					});
					joining.catch(() => undefined);
				})
				.catch((cause: { why: string }) => expect(cause.why).toBe('expired'));
		});
		const { joining } = await compared;
		late[1]!();
		await expect(joining).rejects.toMatchObject({ why: 'expired' });
		late[0]!();
		expect(alice.host.open.workspace.otherDevices).toBe(0);
		expect(await bob.host.status()).toEqual({ state: 'empty' });
	});

	it('is not given out without a relay, nor at one that does not answer', async () => {
		const alice = await ended(newDevice());
		const offer = () => new PairingHost(alice.host, SOCKETS).offer(OFFER, () => {});
		await expect(offer()).rejects.toMatchObject({ error: { field: 'pairing', detail: 'no-relay' } });
		const eve = await ended(emptyDevice());
		const join = (relay: string) => new PairingHost(eve.host, SOCKETS).join({ code: '0'.repeat(26), relay, name: '' }, () => {});
		await expect(join('http://127.0.0.1:9')).rejects.toMatchObject({ why: 'no-relay' });
		const busy = await relayHouse({ config: { lettersPerMinute: 0 } });
		await expect(join(busy.origin)).rejects.toMatchObject({ why: 'limited' });
		await expect(join('http://relay.example')).rejects.toMatchObject({ error: { field: 'relay', detail: 'not-secure' } });
	});
});

/** As after many devices were put out: so many times a new key for all who stay. */
async function rotate(workspace: Workspace, keys: WorkspaceKeys, times: number): Promise<void> {
	await workspace.save(async (transaction) => {
		const membership = workspace.membership!;
		for (let epoch = membership.epoch + 1; epoch <= times; epoch++) {
			const key = newEpochKey();
			const boxes = activeDevices(membership).map(({ devId, boxPk }) => ({ devId, box: boxEpochKey(boxPk as BoxPublic, key) }));
			const previous = sealPreviousKey(key, keys.epochKey(epoch - 1), keys.wsId, epoch);
			transaction.membership({ kind: KIND.ROTATE, rotation: { epoch, commitment: commitment(key), boxes, previous } });
			keys.learn(epoch, key);
		}
	});
}
