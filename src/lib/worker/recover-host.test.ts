import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, anInvoice, anItem, aParty } from '../../../tests/support/books.ts';
import { emptyDevice, issueInvoice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { alicesBooks, another, ended, endPaired, online } from '../../../tests/support/paired-books.ts';
import { SOCKETS } from '../../../tests/support/paired.ts';
import type { TestRelay } from '../../../tests/support/relay-device.ts';
import type { SocketClass } from '../sync/connection.ts';
import { tagKey } from '../crypto/brands.ts';
import { checkCode } from '../proof/code/check-code.ts';
import { readCode, type IssueCode } from '../proof/code/format.ts';
import { DevicesHost } from './devices-host.ts';
import { IssuerCommands } from './issuer-commands.ts';
import { kitOf } from './kit-of.ts';
import { refreshLocator } from './locators.ts';
import { RecoverHost } from './recover-host.ts';

afterEach(endPaired);

const DAY = '2026-11-22';
const locate = (device: TestDevice, day = DAY) => refreshLocator(device.host, SOCKETS, day);
function recover(device: TestDevice, relay: TestRelay, code: string, sockets: SocketClass = SOCKETS) {
	const input = { relay: relay.origin, code, passphrase: PASSPHRASE, name: 'New laptop' };
	return new RecoverHost(device.host, sockets).recover(input, () => {}, DAY);
}

/** The document signed, and its code read. @param level until what was said is in the relay's log */
async function coded(device: TestDevice, id: string, level: () => Promise<unknown>): Promise<IssueCode> {
	const { workspace, home, id: ws } = device.host.open;
	const commands = new IssuerCommands(workspace, home.keys, ws, kitOf(device.host.parts.device(), home.keys.wsId));
	await commands.sign(id);
	await level();
	await commands.tend();
	await level();
	const code = readCode((await commands.code(id)) ?? '');
	if (typeof code === 'string') throw new Error(`no code: ${code}`);
	return code;
}

describe('the recovery code alone', () => {
	it('brings the books to a new machine: admitted once, the code replaced, the others stay and show it', async () => {
		const { relay, alice, invoice, line } = await alicesBooks();
		const { device: phone, line: phones } = await another(alice, relay);
		await line.level(phone.host);
		await locate(alice);
		// Written after the record: it is no more than the least there must be.
		await issueInvoice(alice);
		await line.level();
		const fresh = await ended(emptyDevice());
		const recovered = await recover(fresh, relay, alice.code);
		expect(recovered).toMatchObject({
			others: 2,
			books: [{ newest: { number: (await alice.books().document(invoice)).document.number.replace(/1$/, '2') } }]
		});
		expect(fresh.host.open.workspace.broken).toBeUndefined();

		const freshLine = await online(fresh, relay);
		await freshLine.level();
		await line.level(fresh.host);
		await phones.level(fresh.host);
		expect(alice.host.open.workspace.rollingHash).toBe(fresh.host.open.workspace.rollingHash);
		const newcomer = fresh.host.open.workspace.device;
		for (const device of [alice, phone]) {
			const list = new DevicesHost(device.host);
			expect(await list.list()).toMatchObject({ recovered: [newcomer] });
			await list.acknowledge(newcomer);
			expect(await list.list()).toMatchObject({ recovered: [] });
		}
		expect((await new DevicesHost(fresh.host).list()).devices).toMatchObject([
			{ isThis: true, name: 'New laptop', recovered: true },
			{ active: true },
			{ active: true }
		]);
		// All write on, the new one too.
		const item = newId();
		await fresh.books().save('item', item, anItem({ name: 'From the new machine' }));
		await freshLine.level();
		await line.level(fresh.host);
		expect(await alice.host.open.workspace.live('item', item)).toMatchObject({ name: 'From the new machine' });

		const twice = await ended(emptyDevice());
		await expect(recover(twice, relay, alice.code)).rejects.toMatchObject({ why: 'used' });
		expect(await twice.host.status()).toEqual({ state: 'empty' });
		expect(await fresh.host.confirmRecovery(recovered.recoveryCode)).toBe(true);
		await locate(fresh);
		const third = await ended(emptyDevice());
		expect(await recover(third, relay, recovered.recoveryCode)).toMatchObject({ others: 3 });
	});

	it('brings all books of the code, each with its newest document; every one of them knows what the device is called', async () => {
		const { relay, alice, line } = await alicesBooks();
		const first = alice.host.open.id;
		await locate(alice);
		await line.stop();
		const second = await alice.host.addWorkspace({ business: { ...aBusiness(), name: 'Second' }, series: [] });
		await alice.host.openWorkspace(second);
		const seconds = await online(alice, relay, true);
		await seconds.level();
		await locate(alice);
		const fresh = await ended(emptyDevice());
		const { books } = await recover(fresh, relay, alice.code);
		// The larger ones are open.
		expect(books).toMatchObject([{ newest: { number: expect.stringMatching(/1$/) } }, { name: 'Second' }]);
		expect(books[1]).toEqual({ name: 'Second' });
		expect(fresh.host.open.id).toBe(first);
		await seconds.until(() => alice.host.open.workspace.otherDevices === 1);
		await seconds.until(async () => (await new DevicesHost(alice.host).list()).devices.some(({ name }) => name === 'New laptop'));
		const again = await ended(emptyDevice());
		await expect(recover(again, relay, alice.code)).rejects.toMatchObject({ why: 'used' });
	});

	it('brings back the issuer key: who knew the sender knows him by what is issued on the new machine', async () => {
		const { relay, alice, line } = await alicesBooks();
		const before = await coded(alice, await issueInvoice(alice), () => line.level());
		await locate(alice);
		await line.stop();
		const fresh = await ended(emptyDevice());
		await recover(fresh, relay, alice.code);
		const freshLine = await online(fresh, relay);
		await freshLine.level();
		const [party, series, draft] = [newId(), newId(), newId()];
		const books = fresh.books();
		await books.save('party', party, aParty());
		await books.save('series', series, { name: 'New', type: 'invoice', pattern: 'N{0000}', start: 1, yearly: false });
		await books.series.leaseFree();
		await books.save('draft', draft, anInvoice({ partyId: party, seriesId: series, issueDate: '', dueDate: '' }));
		await books.issue(draft);
		const after = await coded(fresh, draft, () => freshLine.level());
		const key = tagKey(new Uint8Array(32).fill(3));
		const first = checkCode(before, [], key, DAY);
		if (!('pin' in first)) throw new Error('the first code is not sound');
		expect(first.sender).toBe('first-time');
		expect(checkCode(after, [first.pin], key, DAY)).toMatchObject({ sender: expect.stringMatching(/^(same|succeeded)$/) as string });
		expect(fresh.host.open.workspace.refusals).toEqual([]);
	});

	it('is no news to a device that was let in after it', async () => {
		const { relay, alice, line } = await alicesBooks();
		await locate(alice);
		const fresh = await ended(emptyDevice());
		await recover(fresh, relay, alice.code);
		await line.level(fresh.host);
		expect((await new DevicesHost(alice.host).list()).recovered).toHaveLength(1);
		const { device: phone } = await another(alice, relay);
		expect((await new DevicesHost(phone.host).list()).recovered).toEqual([]);
	});

	it('is told plainly when it finds nothing, when the relay is gone, and when books are here already', async () => {
		const { relay, alice } = await alicesBooks();
		const fresh = await ended(emptyDevice());
		await expect(recover(fresh, relay, alice.code)).rejects.toMatchObject({ why: 'not-found' });
		await expect(recover(fresh, relay, `${alice.code.slice(0, -1)}!`)).rejects.toMatchObject({
			error: { code: 'wrong-recovery-code', field: 'code' }
		});
		await locate(alice);
		await expect(recover(alice, relay, alice.code)).rejects.toMatchObject({ why: 'not-empty' });
		await relay.stop();
		await expect(recover(fresh, relay, alice.code)).rejects.toMatchObject({ why: 'no-relay' });
		expect(await fresh.host.status()).toEqual({ state: 'empty' });
	});

	it('goes on where it was cut short: whether or not its entry came into the log', async () => {
		const { relay, alice, line } = await alicesBooks();
		await locate(alice);
		for (const swallow of ['request', 'answer'] as const) {
			const fresh = await ended(emptyDevice());
			const code = swallow === 'request' ? alice.code : alice.host.pendingKit()!;
			await expect(recover(fresh, relay, code, cutAt(swallow))).rejects.toMatchObject({ why: 'no-relay' });
			// The device is there, with the keys the log may know already.
			const again = await fresh.restart();
			await again.unlock(PASSPHRASE);
			await new RecoverHost(again, SOCKETS).resume();
			expect(again.open.workspace.admitted).toBe(true);
			expect(again.open.workspace.broken).toBeUndefined();
			await line.level(again);
			if (swallow === 'request') {
				// A new code for the next round.
				await alice.host.renewRecovery({ passphrase: PASSPHRASE });
				await line.level();
				await locate(alice);
			}
		}
	});
});

/** A line that breaks for good when RESTORE is sent, before or after the relay gets it. */
function cutAt(swallow: 'request' | 'answer'): SocketClass {
	const RESTORE = 0x12;
	let broken = false;
	const Real = SOCKETS as unknown as new (url: string) => { send(data: Uint8Array): void; close(): void; onmessage: unknown };
	return class extends Real {
		constructor(url: string) {
			super(broken ? 'ws://127.0.0.1:9/relay' : url);
		}
		override send(data: Uint8Array): void {
			if (data[0] !== RESTORE) return super.send(data);
			broken = true;
			this.onmessage = null;
			if (swallow === 'answer') super.send(data);
			this.close();
		}
	} as unknown as SocketClass;
}
