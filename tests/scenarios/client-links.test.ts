/** Client links on a real relay: what a client sees and answers, and what becomes of it in the books. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packageInfos } from '#lib/sharing/member-packages.ts';
import { MOST_ANSWERS } from '#lib/sharing/link-record.ts';
import type { Business } from '#lib/business/business.ts';
import { partyFile } from '#lib/worker/party-rights.ts';
import { businessId } from '#lib/worker/registry.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { Client, deskOf, ESTIMATE, INVOICE, issueAll, OTHER, PAGE, takeAll, TODAY, wish, type Desk } from './client-links.ts';
import { comes } from './inviting.ts';
import { endAll, setup } from './setup.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${TODAY}T12:00:00Z`) }));
afterEach(async () => {
	await endAll();
	vi.useRealTimers();
});

async function one() {
	const scene = await setup(['laptop']);
	const desk = deskOf(scene.laptop, scene.relay.address.origin);
	await issueAll(desk);
	return { scene, desk };
}

async function linkTo(desk: Desk, documentId: string, over = {}, passphrase?: string) {
	const { id, address } = await desk.links.make(wish(documentId, { ...over, ...(passphrase !== undefined && { passphrase }) }), PAGE);
	return { id, address, client: new Client(address, passphrase) };
}
const answered = async (desk: Desk, documentId: string) =>
	(await desk.links.of(documentId)).flatMap((link) => link.answered.map(({ offered, said }) => ({ offered, ...said })));
const standing = async (desk: Desk, id: string) => (await desk.books.document(id)).status;

describe('a client link', () => {
	it('shows the document and its files to who has it, says how the document stands, and counts', async () => {
		const { desk } = await one();
		const asked = wish(INVOICE);
		const { id, address } = await desk.links.make(asked, PAGE);
		expect(address.startsWith(`${PAGE}#`)).toBe(true);
		const shown = await new Client(address).open();
		expect(shown).toMatchObject({ version: 1, status: 'open', sender: asked.sender, answers: asked.answers, language: 'en' });
		expect(shown.files).toEqual(asked.files);
		expect(shown.document).toMatchObject({ number: 'I-0001' });
		expect(await desk.links.counts(INVOICE)).toEqual({ [id]: { state: 'there', opened: 1, waiting: 0 } });
		expect(await desk.links.of(INVOICE)).toMatchObject([{ id, state: 'open', expires: '2026-12-31', passphrase: false }]);
		expect(await desk.links.address(id, PAGE)).toBe(address);
	});

	it('claim P3: leaves nothing readable at the relay, of the document, the answers or the key', async () => {
		const { desk, scene } = await one();
		const phrase = 'quarry heron 52 violet';
		const { client } = await linkTo(desk, ESTIMATE, {}, phrase);
		await client.answer({ kind: 'question', text: 'Is delivery in it?' });
		await client.answer({ kind: 'accepted', name: 'Grace Hopper' });
		const { secret } = client.link;
		const words = ['E-0001', 'Is delivery in it?', 'Grace Hopper', phrase, 'document.pdf', 'Ada Ltd', toHex(secret)];
		const bytes = [secret, client.keys.inner, client.keys.outer, client.keys.answer];
		const forms = bytes.flatMap((each) =>
			(['latin1', 'hex', 'base64url', 'base64'] as const).map((form) => Buffer.from(each).toString(form))
		);
		const sought = [...words, ...words.map((word) => Buffer.from(word).toString('base64')), ...forms];
		const kept = ['', '-wal'].map((end) => `${scene.relay.file}${end}`).filter((file) => existsSync(file));
		for (const file of kept) {
			const content = readFileSync(file, 'latin1');
			expect(content.length).toBeGreaterThan(0);
			for (const each of sought) expect(content.includes(each)).toBe(false);
			// What is there is the sealed package, under its id.
			if (file.endsWith('-wal')) expect(content).toContain(Buffer.from(client.id).toString('latin1'));
		}
		expect(kept.length).toBeGreaterThan(1);
		for (const line of scene.relay.journal) for (const each of sought) expect(line).not.toContain(each);
		await takeAll(desk);
		expect(await answered(desk, ESTIMATE)).toHaveLength(2);
	});

	it('with a passphrase opens for who has both, and is kept without it', async () => {
		const { desk } = await one();
		const { address } = await linkTo(desk, INVOICE, {}, 'tramway violet 52');
		expect(await new Client(address, 'tramway violet 52').open()).toMatchObject({ version: 1 });
		await expect(new Client(address, 'tramway violet 53').open()).rejects.toThrow('wrong-passphrase');
		await expect(desk.links.make(wish(INVOICE, { passphrase: 'short' }), PAGE)).rejects.toMatchObject({ error: { field: 'passphrase' } });
	});

	it('is replaced when the document stands otherwise, by any device, and what is offered stays the same', async () => {
		const { desk, scene } = await one();
		const { client } = await linkTo(desk, INVOICE);
		const { hash } = await client.open();
		await desk.books.addFact({ kind: 'written-off', documentId: INVOICE, date: TODAY, amount: '1', cause: 'other' });
		const phone = await scene.admit('phone', scene.laptop);
		await scene.connect(phone);
		await scene.converge(scene.laptop, phone);
		const other = deskOf(phone, scene.relay.address.origin);
		const before = (await client.open()).status;
		const { balance } = await other.books.document(INVOICE);
		const rest = `${balance / 100n}.${`${balance % 100n}`.padStart(2, '0')}`;
		await other.books.addFact({ kind: 'written-off', documentId: INVOICE, date: TODAY, amount: rest, cause: 'bad-debt' });
		await takeAll(other);
		const after = await client.open();
		expect(after.version).toBeGreaterThan(1);
		expect(after.status).not.toBe(before);
		expect(after.hash).toEqual(hash);
		// The first device learns of the new version by the log, and has nothing left to do.
		await scene.converge(scene.laptop, phone);
		await takeAll(desk);
		expect((await client.open()).version).toBe(after.version);
	});

	it('is gone at once when it is revoked, and when its last day is over', async () => {
		const { desk } = await one();
		const [first, second] = [await linkTo(desk, INVOICE), await linkTo(desk, INVOICE)];
		await desk.links.revoke(first.id);
		await expect(first.client.open()).rejects.toThrow('gone');
		vi.setSystemTime(Date.parse('2027-01-01T12:00:00Z'));
		await expect(second.client.open()).rejects.toThrow('gone');
		expect(await desk.links.of(INVOICE)).toMatchObject([{ state: 'open' }, { state: 'revoked' }]);
	});

	it('revoked without a line is deleted with the next one', async () => {
		const { desk, scene } = await one();
		const { id, client } = await linkTo(desk, INVOICE);
		const away = deskOf(scene.laptop, scene.relay.address.origin, () => ({ ask: () => Promise.resolve(undefined) }));
		await away.links.revoke(id);
		expect(await client.open()).toMatchObject({ version: 1 });
		await takeAll(desk);
		await expect(client.open()).rejects.toThrow('gone');
	});

	it('is refused with what is to be mended', async () => {
		const { desk, scene } = await one();
		for (const expires of ['2026-11-20', '2027-12-27', 'soon'])
			await expect(desk.links.make(wish(INVOICE, { expires }), PAGE)).rejects.toMatchObject({
				error: { code: 'invalid', field: 'expires' }
			});
		const files = [{ name: 'a.pdf', type: 'application/pdf', bytes: new Uint8Array(randomBytes(2 ** 21)) }];
		await expect(desk.links.make(wish(INVOICE, { files }), PAGE)).rejects.toMatchObject({ error: { field: 'files', detail: 'too-large' } });
		await expect(desk.links.make(wish('0'.repeat(32)), PAGE)).rejects.toMatchObject({ error: { code: 'not-found' } });
		const away = deskOf(scene.laptop, scene.relay.address.origin, () => ({ ask: () => Promise.resolve(undefined) }));
		await expect(away.links.make(wish(INVOICE), PAGE)).rejects.toMatchObject({ error: { code: 'needs-relay' } });
		expect(await desk.links.of(INVOICE)).toEqual([]);
		expect((await packageInfos(scene.laptop.session))!.size).toBe(0);
	});

	it('is made and revoked by who may write, and by no viewer', async () => {
		const { desk, scene } = await one();
		const bob = await comes(scene, scene.laptop, 'Bob', 'r');
		await scene.converge(scene.laptop, bob);
		const { client } = await linkTo(desk, INVOICE);
		await scene.converge(scene.laptop, bob);
		const viewer = deskOf(bob, scene.relay.address.origin);
		await expect(viewer.links.make(wish(INVOICE), PAGE)).rejects.toMatchObject({ error: { field: 'link', detail: 'read-only' } });
		const [link] = await viewer.links.of(INVOICE);
		await expect(viewer.links.revoke(link!.id)).rejects.toThrow();
		expect(await client.open()).toMatchObject({ version: 1 });
	});
});

describe('an answer', () => {
	it('of each kind comes into the books once, and is dropped at the relay when the log there has it', async () => {
		const { desk } = await one();
		const { id, client } = await linkTo(desk, ESTIMATE);
		await client.answer({ kind: 'question', text: 'Is <b>VAT</b> in it?' });
		await client.answer({ kind: 'accepted', name: 'Grace Hopper', strokes: new Uint8Array([1, 2, 3]) });
		await takeAll(desk);
		expect(new Set((await answered(desk, ESTIMATE)).map(({ kind }) => kind))).toEqual(new Set(['question', 'accepted']));
		expect(await standing(desk, ESTIMATE)).toBe('accepted');
		const { facts } = await desk.books.document(ESTIMATE);
		expect(facts.find(({ fact }) => fact.kind === 'accepted')!.fact).toMatchObject({
			by: 'Grace Hopper',
			signed: { link: id, strokes: 'AQID' }
		});
		expect(await desk.links.counts(ESTIMATE)).toMatchObject({ [id]: { waiting: 0 } });
		expect(await desk.links.notices()).toMatchObject([{ id, documentId: ESTIMATE, number: 'E-0001', count: 2 }]);
		await desk.links.saw(id);
		expect(await desk.links.notices()).toEqual([]);
		// The client sees that it counts.
		expect(await client.open()).toMatchObject({ status: 'accepted' });
	});

	it('that declines says why in the books', async () => {
		const { desk } = await one();
		const { client } = await linkTo(desk, ESTIMATE);
		await client.answer({ kind: 'declined', reason: 'Too late' });
		await takeAll(desk);
		const { status, facts } = await desk.books.document(ESTIMATE);
		expect([status, facts.map(({ fact }) => fact)]).toMatchObject(['declined', [{ kind: 'declined', reason: 'Too late' }]]);
	});

	it('that says paid books no payment', async () => {
		const { desk } = await one();
		const { client } = await linkTo(desk, INVOICE);
		await client.answer({ kind: 'saysPaid', on: TODAY, text: '' });
		await takeAll(desk);
		expect(await answered(desk, INVOICE)).toMatchObject([{ kind: 'saysPaid', offered: true }]);
		expect(await standing(desk, INVOICE)).toBe('open');
	});

	it('to an estimate that was withdrawn, declined or has expired is kept, and changes nothing', async () => {
		const { desk } = await one();
		const [first, second] = [await linkTo(desk, ESTIMATE), await linkTo(desk, OTHER)];
		const late = { kind: 'accepted', name: 'Grace' } as const;
		await desk.books.addFact({ kind: 'voided', documentId: ESTIMATE, date: TODAY, reason: 'a mistake' });
		await first.client.answer(late);
		await second.client.answer(late);
		vi.setSystemTime(Date.parse('2026-12-22T12:00:00Z'));
		const tomorrow = deskOf(desk.device, '', undefined, () => '2026-12-22');
		await takeAll(tomorrow);
		expect([await standing(desk, ESTIMATE), await standing(desk, OTHER)]).toEqual(['voided', 'expired']);
		for (const id of [ESTIMATE, OTHER]) expect(await answered(desk, id)).toMatchObject([{ kind: 'accepted', name: 'Grace' }]);
	});

	it('taken in by two devices at once is there once, and the estimate accepted once', async () => {
		const { desk, scene } = await one();
		const { client } = await linkTo(desk, ESTIMATE);
		await desk.device.level();
		const phone = await scene.admit('phone', scene.laptop);
		await scene.connect(phone);
		await scene.converge(scene.laptop, phone);
		const other = deskOf(phone, scene.relay.address.origin);
		await client.answer({ kind: 'accepted', name: 'Grace' });
		await Promise.all([desk.links.tend(), other.links.tend()]);
		await scene.converge(scene.laptop, phone);
		await Promise.all([takeAll(desk), takeAll(other)]);
		await scene.converge(scene.laptop, phone);
		for (const each of [desk, other]) {
			expect(await answered(each, ESTIMATE)).toHaveLength(1);
			expect((await each.books.document(ESTIMATE)).facts.map(({ fact }) => fact.kind)).toEqual(['accepted']);
			expect(each.device.workspace.refusals).toEqual([]);
		}
	});

	it('is in what the client is given of everything about him, without the keys of the link', async () => {
		const { desk } = await one();
		const { client } = await linkTo(desk, ESTIMATE);
		await client.answer({ kind: 'question', text: 'Which colour?' });
		await takeAll(desk);
		const { workspace, home } = desk.device;
		const party = (await desk.books.document(ESTIMATE)).document.content.partyId!;
		const business = (await workspace.live<Business>('business', businessId(toHex(home.keys.wsId))))!;
		const text = await partyFile({ workspace, registry: home.registry, business, today: TODAY }, party);
		expect(text).toContain('Which colour?');
		expect(text).not.toContain(toHex(client.link.secret));
	});

	it('beyond what one link may bring waits at the relay, and is said', async () => {
		const { desk } = await one();
		const { client } = await linkTo(desk, INVOICE);
		const shown = await client.open();
		let sent = 0;
		while (sent < MOST_ANSWERS + 3) {
			for (let n = 0; n < 30 && sent < MOST_ANSWERS + 3; n++, sent++)
				expect(await client.relay.answer(client.id, await client.seal({ kind: 'question', text: `${sent}` }, shown))).toBe('kept');
			await desk.links.tend();
			await desk.device.level();
			await desk.links.tend();
		}
		const [link] = await desk.links.of(INVOICE);
		expect(link).toMatchObject({ faults: { full: true } });
		expect(link!.answered).toHaveLength(MOST_ANSWERS);
		expect(Object.values((await desk.links.counts(INVOICE))!)).toMatchObject([{ waiting: 3 }]);
	});
});
