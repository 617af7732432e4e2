/**
 * What a relay leaves behind: its file with the write-ahead log, its journal, its metrics. Nothing of who connects, what is whispered or left in
 * the mailbox; ids of workspaces and devices in the file alone. That what the file holds is sealed is the devices' side: tests/e2e/canaries.spec.ts.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { Scanner } from '../../tests/support/canary/scan.ts';
import { Line, forgetFolders, found, second, startRelay, type TestRelay } from '../../tests/support/relay-device.ts';
import { deleteBytes, DELETE_DOMAIN } from '../protocol/wire.ts';

afterAll(forgetFolders);

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

function files({ file }: TestRelay) {
	return ['', '-wal', '-shm', '-journal']
		.map((end) => file + end)
		.filter(existsSync)
		.map((where) => ({ where, bytes: readFileSync(where) }));
}

/** Everything a connection brings along that is nobody's business, and some mischief that makes the relay speak of it. */
async function busy(relay: TestRelay, words: { address: string; agent: string; letter: string; whisper: string; token: string }) {
	const headers = { 'x-forwarded-for': words.address, 'user-agent': words.agent, origin: `https://${words.agent}.example` };
	const { books, line } = await found(relay);
	const phone = await second(relay, books, line);
	const guest = await Line.open(`${relay.url}?${words.token}`, { headers });
	await guest.ask({ type: 'mboxPut', rendezvous: bytes(words.letter.slice(0, 16)), slot: false, bytes: bytes(words.letter) }, 'mbox');
	await guest.ask({ type: 'create', token: bytes(words.token), genesis: bytes(words.letter) }, 'err');
	guest.ws.send(words.letter);
	await guest.closed;
	line.send({ type: 'eph', bytes: bytes(words.whisper) });
	await phone.line.next('eph');
	await line.ask({ type: 'append', ref: 1, entries: [books.data(books.founder)] }, 'ack');
	await line.ask({ type: 'append', ref: 2, entries: [bytes(words.letter)] }, 'nack');
	const id = new Uint8Array(randomBytes(32));
	const expires = line.hello.day + 9;
	const sealed = { version: 1, expires, part: 0, parts: 1, chunk: new Uint8Array(randomBytes(90)) };
	await line.ask({ type: 'packagePut', id, ...sealed }, 'packageDone');
	const client = await Line.open(`${relay.url}?${words.token}`, { headers });
	await client.ask({ type: 'packageGet', id, part: 0 }, 'packagePart');
	await client.ask({ type: 'answer', id, answer: id.slice(0, 16), version: 1, bytes: new Uint8Array(randomBytes(60)) }, 'packageDone');
	await line.next('answered');
	await client.ask({ type: 'packageGet', id: id.map((byte) => byte ^ 1), part: 0 }, 'err');
	await line.ask({ type: 'locatorPut', id: new Uint8Array(randomBytes(16)), bytes: new Uint8Array(randomBytes(40)) }, 'locator');
	return { books, phone: phone.device, line, id };
}

it('holds nothing of who connects and what is said in passing; ids stay in the file', async () => {
	const relay = await startRelay({ config: { proxy: true }, metricsToken: 'm' });
	const words = {
		address: '203.0.113.77',
		agent: 'agent-of-a-freelancer',
		letter: 'letter-of-two-devices-that-pair',
		whisper: 'somebody-is-typing-a-word',
		token: 'token-of-the-operator'
	};
	const { books, phone, id: link } = await busy(relay, words);
	const metrics = await (await fetch(`${relay.origin}/metrics`, { headers: { authorization: 'Bearer m' } })).text();
	const said = [
		{ where: 'journal', bytes: Buffer.from(relay.lines.join('\n')) },
		{ where: 'metrics', bytes: Buffer.from(metrics) }
	];
	const running = files(relay);
	expect(running.map(({ where }) => where).join()).toContain('-wal');
	const canaries = new Scanner([...Object.values(words), '127.0.0.1']);
	expect(canaries.scan([...running, ...said])).toEqual([]);
	expect(relay.lines.join()).toContain('malformed');

	const ids = [books.wsId, books.founder.devId, phone.devId, books.founder.signPk, link].map((id) => Buffer.from(id));
	for (const { where, bytes: content } of said) {
		for (const id of ids) {
			for (const form of [id.toString('hex'), id.toString('base64'), id.toString('base64url').slice(0, 21), id.toString('latin1')]) {
				expect(content.includes(form), `${where} has an id`).toBe(false);
			}
		}
	}
	expect(running.some(({ bytes: content }) => content.includes(ids[0]!))).toBe(true);
	await relay.stop();
	expect(canaries.scan(files(relay))).toEqual([]);
});

it('of a deleted workspace keeps nothing', async () => {
	const relay = await startRelay();
	const { books, line } = await found(relay);
	const content = new Uint8Array(randomBytes(272));
	await line.ask({ type: 'append', ref: 1, entries: [books.data(books.founder, { content })] }, 'ack');
	const id = new Uint8Array(randomBytes(32));
	const chunk = new Uint8Array(randomBytes(90));
	await line.ask({ type: 'packagePut', id, version: 1, expires: line.hello.day, part: 0, parts: 1, chunk }, 'packageDone');
	await line.ask({ type: 'answer', id, answer: id.slice(0, 16), version: 1, bytes: chunk.slice(40) }, 'packageDone');
	await line.next('answered');
	const signature = books.founder.sign(DELETE_DOMAIN, deleteBytes(relay.host, books.wsId, line.hello.nonce));
	line.send({ type: 'deleteWorkspace', signature });
	await line.next('deleted');
	await relay.stop();
	for (const { bytes: file } of files(relay)) {
		for (const trace of [books.wsId, books.founder.devId, content.slice(20, 60), id, chunk.slice(0, 40), chunk.slice(40)])
			expect(file.includes(Buffer.from(trace))).toBe(false);
	}
});
