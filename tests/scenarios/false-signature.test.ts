/**
 * A device whose own connection brings an entry that it did not sign: a fault of its memory, or somebody who has the connection and not the key. The
 * relay looks at signatures of DATA only where it is told to, and goes on from that entry; every device knows it for void and goes on from the one
 * before. So what that device writes next cannot be taken there, and it has to say so instead of trying for ever.
 */
import { randomBytes } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { KIND } from '../../sync-server/protocol/codec.ts';
import { AUTH_DOMAIN, NACK, authBytes } from '../../sync-server/protocol/wire.ts';
import { newId16 } from '#lib/crypto/random.ts';
import { makeEntry } from '#lib/workspace/author.ts';
import { encodeBatch } from '#lib/workspace/operations.ts';
import { Line } from '../support/relay-device.ts';
import { endAll, setup, type Device, type RelayHouse } from './setup.ts';

afterEach(endAll);

const METRICS = 'm';

/** A second connection of this device. */
async function lineOf({ signer, home }: Device, { address }: RelayHouse): Promise<Line> {
	const line = await Line.open(address.url);
	const nonce = new Uint8Array(randomBytes(32));
	const { wsId } = home.keys;
	const signature = signer.sign(AUTH_DOMAIN, authBytes(line.host, wsId, line.hello.nonce, nonce));
	await line.ask({ type: 'auth', version: 1, wsId, devicePk: signer.publicKey, nonce, signature }, 'ok');
	return line;
}

/** The next entry of this device, with a bit of its signature turned over. */
function forged({ workspace, home: { keys } }: Device): Uint8Array {
	const { log } = workspace.books.head;
	const { seq, prev } = log.perDevice.get(workspace.device)!;
	const place = { wsId: keys.wsId, devSeq: seq + 1, prevDev: prev, seenN: log.n - 1, seenR: log.R, epoch: 0 };
	const operation = { opId: newId16(), recordId: newId16(), type: 'item', schema: 1, action: 'put' as const, body: new Uint8Array(2) };
	const entry = makeEntry(keys.device, place, KIND.DATA, { plain: encodeBatch([operation]), key: keys.dataKey(0) });
	return entry.map((byte, at) => (at === entry.length - 1 ? byte ^ 1 : byte));
}

async function refusals({ address }: RelayHouse): Promise<number> {
	const answer = await fetch(`${address.origin}/metrics`, { headers: { authorization: `Bearer ${METRICS}` } });
	return Number(/^waxbill_relay_nacks_total\{code="device_sequence"\} (\d+)$/m.exec(await answer.text())![1]);
}

it('everybody knows the entry for void and whose it is; its device is refused a few times, says so, and keeps what it has', async () => {
	const { alice, bob, relay, converge } = await setup(['alice', 'bob'], { relay: { metricsToken: METRICS } });
	const line = await lineOf(alice, relay);
	const { n } = await line.ask({ type: 'append', ref: 1, entries: [forged(alice)] }, 'ack');
	await line.close();
	for (const device of [alice, bob]) {
		expect(await device.raises('bad-signature')).toMatchObject({ n: n - 1, device: alice.keys.id });
		expect(device.workspace.entries).toBe(n);
	}
	expect(await alice.view()).toBe(await bob.view());

	await alice.save('written after it');
	const refused = await alice.raises('refused');
	expect(refused).toMatchObject({ code: 'device-sequence' });
	expect(alice.session.status).toMatchObject({ isHeld: true, inFlight: 0 });
	const tries = await refusals(relay);
	expect(tries).toBeLessThan(12);
	// What else is saved waits, too, and the others write on.
	await alice.save('and after that');
	await bob.save('of the other device');
	await converge(bob);
	await alice.until(() => alice.workspace.entries === bob.workspace.entries);
	expect(await refusals(relay)).toBe(tries);
	expect(await alice.items()).toEqual(['and after that', 'of the other device', 'written after it']);
	expect(alice.workspace.waiting).toBe(2);
	expect(await bob.items()).toEqual(['of the other device']);
});

it('a relay that looks at every signature refuses it, and nobody hears of it', async () => {
	const { alice, bob, relay, converge } = await setup(['alice', 'bob'], { relay: { config: { verifyAll: true } } });
	const line = await lineOf(alice, relay);
	const { code } = await line.ask({ type: 'append', ref: 1, entries: [forged(alice)] }, 'nack');
	expect(code).toBe(NACK.SIGNATURE);
	await line.close();
	await alice.save('written after it');
	await converge(alice, bob);
	expect(await bob.items()).toEqual(['written after it']);
	expect([alice, bob].flatMap(({ raised }) => [...raised])).toEqual([]);
});
