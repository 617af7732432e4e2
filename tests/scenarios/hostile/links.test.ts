import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hashOf32 } from '#lib/crypto/brands.ts';
import { concat } from '#lib/crypto/derive.ts';
import { newId16 } from '#lib/crypto/random.ts';
import { open, seal } from '#lib/crypto/seal.ts';
import type { SealedAnswer } from '#lib/sharing/answer.ts';
import { MOST_ANSWERS } from '#lib/sharing/link-record.ts';
import { getPackage, type PackageLine } from '#lib/sharing/member-packages.ts';
import { openPackage, placeOf } from '#lib/sharing/package.ts';
import type { ClientFrame, ServerFrame } from '../../../sync-server/protocol/wire.ts';
import { MAX_PACKAGE } from '../../../sync-server/protocol/wire.ts';
import { Client, deskOf, ESTIMATE, INVOICE, issueAll, OTHER, PAGE, takeAll, TODAY, wish, type Desk } from '../client-links.ts';
import { endAll, setup, type Scene } from '../setup.ts';
import { LINK_LIES, type LinkLie } from './link-lies.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${TODAY}T12:00:00Z`) }));
afterEach(async () => {
	await endAll();
	vi.useRealTimers();
});

type Heard = ServerFrame | undefined;
/** Given what the device asked, says what it hears; `honest` asks the relay. */
type Lie = (frame: ClientFrame, honest: () => Promise<Heard>) => Promise<Heard> | Heard;

/** In the long run 10,000. */
const ANSWERS = Number(process.env.ANSWERS ?? 200);
/** After so many questions a lie that would go on for ever ends. */
const ENDLESS = 100;
const ACCEPTED = { kind: 'accepted', name: 'Grace' } as const;

class Stage {
	readonly scene: Scene & { laptop: Desk['device'] };
	readonly desk: Desk;
	lie: Lie | undefined;

	constructor(scene: Stage['scene']) {
		this.scene = scene;
		this.desk = deskOf(scene.laptop, scene.relay.address.origin, () => this.line);
	}

	/** The device's connection, of which it hears what the lie makes of it. */
	get line(): PackageLine {
		const { session } = this.scene.laptop;
		const ask = (frame: ClientFrame, ...types: never[]) => {
			const honest = () => session.ask(frame, ...types) as Promise<Heard>;
			return Promise.resolve(this.lie ? this.lie(frame, honest) : honest());
		};
		return { ask: ask as PackageLine['ask'] };
	}

	async link(documentId: string, over = {}) {
		const { id, address } = await this.desk.links.make(wish(documentId, over), PAGE);
		return { id, client: new Client(address) };
	}

	/** An answer as a client sends it, given to the device and not to the relay. */
	async bring(client: Client, ...answers: SealedAnswer[]): Promise<void> {
		const sorted = [...answers].sort((a, b) => Buffer.compare(a.id, b.id));
		this.lie = async (frame, honest) => {
			if (frame.type === 'packageList') {
				const heard = (await honest()) as ServerFrame<'packageInfos'>;
				// As if some waited, of each.
				const infos = new Uint8Array(heard.infos);
				for (let at = 47; at < infos.length; at += 48) infos[at] = 9;
				return { ...heard, infos };
			}
			if (frame.type !== 'answersGet' || Buffer.compare(frame.id, client.id) !== 0) return honest();
			const next = sorted.find(({ id }) => Buffer.compare(id, frame.after) > 0);
			return next ? { type: 'answer', id: client.id, answer: next.id, version: next.version, bytes: next.bytes } : { type: 'listEnd' };
		};
		await takeAll(this.desk);
	}

	async said(documentId: string): Promise<string[]> {
		return (await this.desk.links.of(documentId)).flatMap(({ answered }) => answered.map(({ said }) => said.kind));
	}

	async standing(documentId: string): Promise<string> {
		return (await this.desk.books.document(documentId)).status;
	}

	async faults(documentId: string) {
		return (await this.desk.links.of(documentId))[0]!.faults;
	}

	/** A second version of the estimate's package. */
	async replace(): Promise<void> {
		await this.desk.books.addFact({ kind: 'accepted', documentId: ESTIMATE, date: TODAY });
		await takeAll(this.desk);
	}
}

async function stage(lettersPerMinute = 120): Promise<Stage> {
	const on = new Stage(await setup(['laptop'], { relay: { config: { lettersPerMinute } } }));
	await issueAll(on.desk);
	return on;
}

/** The package as it comes over the line, opened. */
async function opened(on: Stage, { id, keys }: Client): Promise<string> {
	const got = await getPackage(on.line, hashOf32(id));
	if (typeof got === 'string') return got;
	const read = openPackage(keys, got.version, got.sealed);
	return typeof read === 'string' ? read : `${got.version} ${read.status}`;
}

const part = (frame: ClientFrame, over: Partial<ServerFrame<'packagePart'>>): Heard => {
	const { id, part } = frame as ClientFrame<'packageGet'>;
	return { type: 'packagePart', id, part, version: 1, parts: 1, chunk: new Uint8Array(4), ...over };
};

const STORIES: Record<LinkLie, (on: Stage) => Promise<void>> = {
	async 'an older package under the number of the newest'(on) {
		const { client } = await on.link(ESTIMATE);
		const old = await getPackage(on.line, client.id);
		await on.replace();
		expect(await opened(on, client)).toBe('2 accepted');
		on.lie = (frame, honest) =>
			frame.type === 'packageGet' ? part(frame, { version: 2, chunk: (old as { sealed: Uint8Array }).sealed }) : honest();
		expect(await opened(on, client)).toBe('damaged');
	},
	async 'the package of another link'(on) {
		const [one, other] = [await on.link(ESTIMATE), await on.link(OTHER)];
		const { sealed } = (await getPackage(on.line, other.client.id)) as { sealed: Uint8Array };
		on.lie = (frame) => part(frame, { chunk: sealed });
		expect(await opened(on, one.client)).toBe('damaged');
	},
	async 'a package with another byte'(on) {
		const { client } = await on.link(ESTIMATE);
		const { sealed } = (await getPackage(on.line, client.id)) as { sealed: Uint8Array };
		for (const at of [0, 30, 5000, sealed.length - 1]) {
			const changed = sealed.slice();
			changed[at]! ^= 1;
			on.lie = (frame) => part(frame, { chunk: changed });
			expect(await opened(on, client)).toBe('damaged');
		}
	},
	async 'a package of parts of two versions'(on) {
		const { client } = await on.link(ESTIMATE);
		let asked = 0;
		on.lie = (frame) => part(frame, { parts: 2, version: ++asked });
		expect(await opened(on, client)).toBe('unreachable');
		expect(asked).toBeGreaterThan(2);
	},
	async 'one part of a package in the place of another'(on) {
		const { client } = await on.link(ESTIMATE);
		on.lie = (frame) => part(frame, { part: 0, parts: 2 });
		expect(await opened(on, client)).toBe('unreachable');
	},
	async 'a package of more parts than any'(on) {
		const { client } = await on.link(ESTIMATE);
		let asked = 0;
		on.lie = (frame) => (asked++, part(frame, { parts: 60_000 }));
		expect(await opened(on, client)).toBe('unreachable');
		expect(asked).toBe(1);
	},
	async 'a package larger than any'(on) {
		const { client } = await on.link(ESTIMATE);
		let bytes = 0;
		const chunk = new Uint8Array(200_000);
		on.lie = (frame) => ((bytes += chunk.length), part(frame, { parts: 32, chunk }));
		expect(await opened(on, client)).toBe('unreachable');
		expect(bytes).toBeLessThan(MAX_PACKAGE + 2 * chunk.length);
	},
	async 'an older package as the newest'(on) {
		const { id } = await on.link(ESTIMATE);
		await on.replace();
		on.lie = async (frame, honest) => {
			const heard = await honest();
			if (frame.type !== 'packageList' || heard?.type !== 'packageInfos') return heard;
			const infos = new Uint8Array(heard.infos);
			for (let at = 32; at < infos.length; at += 48) infos.set([0, 0, 0, 1], at);
			return { ...heard, infos };
		};
		expect(await on.desk.links.counts(ESTIMATE)).toMatchObject({ [id]: { state: 'older' } });
	},
	async 'the package of another link, to be replaced'(on) {
		const [one, other] = [await on.link(ESTIMATE), await on.link(OTHER)];
		const { sealed } = (await getPackage(on.line, other.client.id)) as { sealed: Uint8Array };
		on.lie = (frame, honest) => (frame.type === 'packageGet' ? part(frame, { chunk: sealed }) : honest());
		await on.replace();
		expect(await on.faults(ESTIMATE)).toMatchObject({ package: true });
		on.lie = undefined;
		expect(await opened(on, one.client)).toBe('1 open');
	},
	async 'a list of links without end'(on) {
		await on.link(ESTIMATE);
		let first: Heard;
		let asked = 0;
		on.lie = async (frame, honest) => {
			if (frame.type !== 'packageList') return honest();
			return ++asked < ENDLESS ? (first ??= await honest()) : undefined;
		};
		await takeAll(on.desk);
		expect(asked).toBe(2);
	},
	async 'answers without end'(on) {
		const { client } = await on.link(ESTIMATE);
		const sealed = await client.seal({ kind: 'question', text: 'When?' });
		let asked = 0;
		on.lie = (frame, honest) => {
			if (frame.type !== 'answersGet') return honest();
			return ++asked < ENDLESS ? { type: 'answer', id: client.id, answer: sealed.id, version: 1, bytes: sealed.bytes } : undefined;
		};
		await client.answer({ kind: 'question', text: 'a true one' });
		await on.desk.links.tend();
		expect([await on.said(ESTIMATE), asked]).toEqual([['question'], 2]);
	},
	async 'no answers at all'(on) {
		const { client } = await on.link(ESTIMATE);
		await client.answer(ACCEPTED);
		on.lie = (frame, honest) => (frame.type === 'answersGet' ? { type: 'listEnd' } : honest());
		await takeAll(on.desk);
		expect(await on.standing(ESTIMATE)).toBe('open');
		// The count it cannot hide without hiding the link; and what it held back counts once it gives it.
		expect(Object.values((await on.desk.links.counts(ESTIMATE))!)).toMatchObject([{ waiting: 1 }]);
		on.lie = undefined;
		await takeAll(on.desk);
		expect(await on.standing(ESTIMATE)).toBe('accepted');
	},
	async 'an answer made up'(on) {
		const { client } = await on.link(ESTIMATE);
		const made = { id: newId16(), version: 1, bytes: new Uint8Array(randomBytes(400)) };
		await on.bring(client, made);
		expect([await on.said(ESTIMATE), await on.standing(ESTIMATE)]).toEqual([[], 'open']);
		expect((await on.faults(ESTIMATE)).false).toBeGreaterThan(0);
	},
	async 'an answer to another link'(on) {
		const [one, other] = [await on.link(ESTIMATE), await on.link(ESTIMATE)];
		await on.bring(one.client, await other.client.seal(ACCEPTED));
		expect([await on.said(ESTIMATE), await on.standing(ESTIMATE)]).toEqual([[], 'open']);
	},
	async 'an answer again, under another number'(on) {
		const { client } = await on.link(ESTIMATE);
		const sealed = await client.seal({ kind: 'question', text: 'When?' });
		await on.bring(client, sealed, { ...sealed, id: newId16() });
		expect(await on.said(ESTIMATE)).toEqual(['question']);
		expect((await on.faults(ESTIMATE)).false).toBeGreaterThan(0);
	},
	async 'an answer under another version'(on) {
		const { client } = await on.link(ESTIMATE);
		await on.bring(client, { ...(await client.seal(ACCEPTED)), version: 2 });
		expect([await on.said(ESTIMATE), await on.standing(ESTIMATE)]).toEqual([[], 'open']);
	},
	async 'an answer again, after it was taken'(on) {
		const { client } = await on.link(ESTIMATE);
		const sealed = await client.seal({ kind: 'question', text: 'When?' });
		for (let times = 0; times < 3; times++) await on.bring(client, sealed);
		expect(await on.said(ESTIMATE)).toEqual(['question']);
	},
	async 'the box of another client in a seal of his own'(on) {
		const { client } = await on.link(ESTIMATE);
		const { keys } = client;
		const sealed = await client.seal(ACCEPTED);
		const place = (id: Uint8Array) => concat([placeOf(client.id, 1), id]);
		const box = open(keys.answer, sealed.bytes, place(sealed.id))!;
		const id = newId16();
		await on.bring(client, { id, version: 1, bytes: seal(keys.answer, box, place(id)) });
		expect([await on.said(ESTIMATE), await on.standing(ESTIMATE)]).toEqual([[], 'open']);
		expect((await on.faults(ESTIMATE)).moved).toBeGreaterThan(0);
	},
	async 'an acceptance of something else'(on) {
		const { client } = await on.link(ESTIMATE);
		const shown = await client.open();
		await on.bring(client, await client.seal(ACCEPTED, { ...shown, hash: hashOf32(new Uint8Array(32).fill(7)) }));
		expect([await on.said(ESTIMATE), await on.standing(ESTIMATE)]).toEqual([['accepted'], 'open']);
	},
	async 'an acceptance by a link that allows none'(on) {
		const { client } = await on.link(ESTIMATE, { answers: ['question'] });
		await on.bring(client, await client.seal(ACCEPTED));
		expect([await on.said(ESTIMATE), await on.standing(ESTIMATE)]).toEqual([[], 'open']);
	},
	async 'an acceptance by a link that was revoked'(on) {
		const { id, client } = await on.link(ESTIMATE);
		const sealed = await client.seal(ACCEPTED);
		await on.desk.links.revoke(id);
		await on.bring(client, sealed);
		expect([await on.said(ESTIMATE), await on.standing(ESTIMATE)]).toEqual([['accepted'], 'open']);
	},
	async 'more answers than a link may bring'(on) {
		const { client } = await on.link(INVOICE);
		const shown = await client.open();
		const many = await Promise.all(
			Array.from({ length: MOST_ANSWERS + 9 }, (_, n) => client.seal({ kind: 'question', text: `${n}` }, shown))
		);
		await on.bring(client, ...many);
		expect(await on.said(INVOICE)).toHaveLength(MOST_ANSWERS);
		expect(await on.faults(INVOICE)).toMatchObject({ full: true });
	}
};

describe('a relay that shows one device', () => {
	it.each(LINK_LIES.map(({ name, threats }) => [name, threats.join(', ')] as const))('%s (threats %s)', async (name) => {
		const on = await stage();
		await STORIES[name](on);
		on.lie = undefined;
		await on.desk.device.level();
		expect(on.desk.device.workspace.refusals).toEqual([]);
	});
});

it(`${ANSWERS} answers of many links come into the books and leave the relay`, async () => {
	const on = await stage(1e9);
	const links = [];
	for (let n = 0; n < ANSWERS / 20; n++) links.push(await on.link(INVOICE));
	for (const { client } of links) {
		const shown = await client.open();
		for (let n = 0; n < 20; n++)
			expect(await client.relay.answer(client.id, await client.seal({ kind: 'question', text: `${n}` }, shown))).toBe('kept');
	}
	await takeAll(on.desk);
	expect(await on.said(INVOICE)).toHaveLength(ANSWERS);
	expect(Object.values((await on.desk.links.counts(INVOICE))!).every(({ waiting }) => waiting === 0)).toBe(true);
});
