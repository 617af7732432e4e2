import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Sender, type SentLink } from '../../../tests/support/client-links.ts';
import { forgetFolders, startRelay, type TestRelay } from '../../../tests/support/relay-device.ts';
import { toHex } from '../workspace/bytes.ts';
import { newDeviceKeys } from '../crypto/device.ts';
import { seal } from '../crypto/seal.ts';
import { placeOf, sealPackage, shownHash } from '../sharing/package.ts';
import { clientRelay, type PackageRelay } from '../sharing/package-relay.ts';
import type { SocketClass } from '../sync/connection.ts';
import type { FetchedPackage, KeptPackages } from './kept-packages.ts';
import { LinkReader } from './link-reader.ts';
import type { Opened } from './questions.ts';

let relay: TestRelay;
let sender: Sender;
beforeAll(async () => {
	relay = await startRelay();
	sender = await Sender.at(relay, 'https://books.example/client');
});
afterAll(async () => {
	await sender.close();
	await relay.stop();
	forgetFolders();
});

/** The device's, in memory. */
class Shelf implements KeptPackages {
	readonly held = new Map<string, FetchedPackage>();
	find = (id: Uint8Array) => Promise.resolve(this.held.get(toHex(id)));
	keep = (id: Uint8Array, fetched: FetchedPackage) => Promise.resolve(void this.held.set(toHex(id), fetched));
	drop = (id: Uint8Array) => Promise.resolve(void this.held.delete(toHex(id)));
}
let shelf: Shelf;
let now: number;
let asked: string[];
beforeEach(() => {
	shelf = new Shelf();
	now = Date.now();
	asked = [];
});

function reader(
	relayAt: (origin: string) => PackageRelay = (origin) => clientRelay(origin, WebSocket as unknown as SocketClass)
): LinkReader {
	return new LinkReader({
		relayAt: (origin) => (asked.push(origin), relayAt(origin)),
		origin: relay.origin,
		kept: shelf,
		now: () => now,
		// None of these documents has a code.
		signedBy: () => Promise.reject(new Error('no code was sent'))
	});
}
const none: PackageRelay = { get: () => Promise.resolve('unreachable'), answer: () => Promise.resolve('unreachable') };

function shown(opened: Opened) {
	if (opened.state !== 'shown') throw new Error(JSON.stringify(opened));
	return opened.shown;
}
const failed = (why: string) => ({ state: 'failed', why });

describe('a link', () => {
	it('leads to the document, its files and how it stands; no key leaves', async () => {
		const sent = await sender.share();
		const mine = reader();
		const got = shown(await mine.begin(sent.link));
		expect(got.paper).toMatchObject({ number: 'F-0042', totals: { payable: 32130n } });
		expect(got.files.map(({ name }) => name)).toEqual(['F-0042.pdf', 'F-0042.xml']);
		expect(Buffer.from(mine.file(0)!).toString()).toBe('%PDF-1.7 the very bytes');
		expect(mine.file(9)).toBeUndefined();
		expect(got.fingerprint).toBe(toHex(shownHash(sent.content.document, sent.content.files)));
		const said = JSON.stringify(got, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
		for (const key of [sent.secret, ...Object.values(sent.keys)]) expect(said).not.toContain(toHex(key));
	});

	it('goes to the relay that it names, else to the page’s own', async () => {
		shown(await reader().begin((await sender.share()).link));
		shown(await reader().begin((await sender.share({ relay: relay.origin })).link));
		await reader(() => none).begin((await sender.share({ relay: 'https://relay.example' })).link);
		expect(asked).toEqual([relay.origin, relay.origin, 'https://relay.example']);
	});

	it('with a passphrase asks for it, as often as it is wrong, and fetches once', async () => {
		const sent = await sender.share({ passphrase: 'Möwe 7' });
		const mine = reader();
		expect(await mine.begin(sent.link)).toEqual({ state: 'asks', wrong: false });
		for (const typed of ['', 'möwe 7']) expect(await mine.passphrase(typed)).toEqual({ state: 'asks', wrong: true });
		expect(shelf.held.size).toBe(0);
		expect(shown(await mine.passphrase('Möwe 7')).paper.number).toBe('F-0042');
		expect(await sender.fetched(sent)).toBe(1);
		// Looked for again it needs no passphrase.
		await sender.replace(sent, { status: 'paid' });
		expect(shown(await mine.again()).status).toBe('paid');
	});

	it('that is cut, changed or of later times is told apart', async () => {
		const { link } = await sender.share();
		expect(await reader().begin(link.slice(0, -3))).toEqual(failed('damaged-link'));
		expect(await reader().begin('#')).toEqual(failed('damaged-link'));
		const [page, code] = link.split('#') as [string, string];
		expect(await reader().begin(`${page}#Ag${code.slice(2)}`)).toEqual(failed('newer'));
		expect(asked).toEqual([]);
		expect(await reader().again()).toEqual(failed('damaged-link'));
		expect(await reader().passphrase('x')).toEqual(failed('damaged-link'));
		expect(await reader().send(1, { kind: 'question', text: 'x' })).toBe('refused');
	});
});

describe('what the relay gives', () => {
	async function given(put: (sent: SentLink) => Uint8Array): Promise<Opened> {
		const sent = await sender.share();
		const bytes = put(sent);
		return reader(() => ({ ...none, get: () => Promise.resolve({ version: 1, sealed: bytes }) })).begin(sent.link);
	}

	it('is shown only when it is the package of this link', async () => {
		const other = await sender.share();
		const another = newDeviceKeys();
		const bytes = (sent: SentLink) => sealPackage(sent.keys, 1, sent.content, sender.device.sign);
		expect(await given((sent) => sealPackage(other.keys, 1, sent.content, sender.device.sign))).toEqual(failed('damaged'));
		expect(await given((sent) => sealPackage(sent.keys, 2, sent.content, sender.device.sign))).toEqual(failed('damaged'));
		expect(await given((sent) => bytes(sent).fill(0, 60, 61))).toEqual(failed('damaged'));
		// Signed by one device in the name of another.
		const mixed = { publicKey: another.sign.publicKey, secretKey: sender.device.sign.secretKey };
		expect(await given((sent) => sealPackage(sent.keys, 1, sent.content, mixed))).toEqual(failed('false-signature'));
		expect(await given((sent) => sealPackage(sent.keys, 1, { ...sent.content, document: { form: 1 } }, sender.device.sign))).toEqual(
			failed('damaged')
		);
		expect(await given((sent) => sealPackage(sent.keys, 1, { ...sent.content, document: { form: 2 } }, sender.device.sign))).toEqual(
			failed('newer')
		);
		// The outer seal is right, the inner one is not, and the link has no passphrase to be wrong.
		expect(await given((sent) => seal(sent.keys.outer, new Uint8Array(100), placeOf(sent.keys.id, 1)))).toEqual(failed('damaged'));
		expect(shelf.held.size).toBe(0);
	});

	it('may be nothing: taken back or never there, or no relay at all', async () => {
		const sent = await sender.share();
		expect(await reader(() => none).begin(sent.link)).toEqual(failed('unreachable'));
		await sender.revoke(sent);
		expect(await reader().begin(sent.link)).toEqual(failed('gone'));
	});
});

describe('a copy on the device', () => {
	it('opens without a relay, with its time, and only with the link', async () => {
		const sent = await sender.share();
		shown(await reader().begin(sent.link));
		const kept = shelf.held.get(toHex(sent.keys.id))!;
		expect(Buffer.from(kept.sealed).includes('F-0042')).toBe(false);
		const at = now;
		now += 5000;
		const again = shown(await reader(() => none).begin(sent.link));
		expect(again).toMatchObject({ keptSince: at, paper: { number: 'F-0042' } });
		// Its own time stays that of the fetching.
		expect(shelf.held.get(toHex(sent.keys.id))!.at).toBe(at);
		expect(await reader(() => none).begin((await sender.share()).link)).toEqual(failed('unreachable'));
	});

	it('is kept before an older version that a relay gives', async () => {
		const sent = await sender.share();
		const old = sealPackage(sent.keys, 1, sent.content, sender.device.sign);
		await sender.replace(sent, { status: 'paid' });
		shown(await reader().begin(sent.link));
		const behind = reader(() => ({ ...none, get: () => Promise.resolve({ version: 1, sealed: old }) }));
		expect(shown(await behind.begin(sent.link))).toMatchObject({ status: 'paid', relayIsBehind: true, keptSince: now });
	});

	it('goes when the sender takes the link back, when its day is over, and when it does not open', async () => {
		const sent = await sender.share();
		shown(await reader().begin(sent.link));
		await sender.revoke(sent);
		expect(await reader().begin(sent.link)).toEqual(failed('gone'));
		expect(shelf.held.size).toBe(0);

		const other = await sender.share();
		shown(await reader().begin(other.link));
		const day = other.content.expires * 86_400_000;
		now = day + 86_399_999;
		shown(await reader(() => none).begin(other.link));
		now++;
		expect(await reader(() => none).begin(other.link)).toEqual(failed('gone'));
		expect(shelf.held.size).toBe(0);

		now = Date.now();
		await shelf.keep(other.keys.id, { version: 1, sealed: new Uint8Array(99), at: now });
		expect(await reader(() => none).begin(other.link)).toEqual(failed('damaged'));
		expect(shelf.held.size).toBe(0);
	});
});

describe('an answer', () => {
	it('reaches the sender sealed, about what was shown; sent twice it is one', async () => {
		const sent = await sender.share({ passphrase: 'x' });
		const mine = reader();
		await mine.begin(sent.link);
		await mine.passphrase('x');
		const answer = { kind: 'question', text: 'Mit oder ohne Montage?' } as const;
		expect(await mine.send(1, answer)).toBe('kept');
		expect(await mine.send(1, answer)).toBe('kept');
		const came = await sender.answers(sent);
		expect(came).toHaveLength(1);
		expect(came[0]).toMatchObject({ version: 1, answer, shown: shownHash(sent.content.document, sent.content.files) });
		expect(await mine.send(2, answer)).toBe('kept');
		expect(await sender.answers(sent)).toHaveLength(2);
	});

	it('is about the link that is open, not about one before it', async () => {
		const [before, sent] = [await sender.share(), await sender.share()];
		const mine = reader();
		shown(await mine.begin(before.link));
		await mine.send(1, { kind: 'question', text: 'of the first' });
		shown(await mine.begin(sent.link));
		expect(await mine.send(1, { kind: 'question', text: 'of the second' })).toBe('kept');
		expect(await sender.answers(sent)).toMatchObject([{ answer: { text: 'of the second' } }]);
	});

	it('after a break is the same one, and is not lost', async () => {
		const sent = await sender.share();
		let away = true;
		const real = clientRelay(relay.origin, WebSocket as unknown as SocketClass);
		const lost: Uint8Array[] = [];
		const mine = reader(() => ({
			get: (id) => real.get(id),
			// The relay has it, and what it says does not come.
			answer: async (id, sealed) => {
				lost.push(sealed.id);
				const said = await real.answer(id, sealed);
				return away ? 'unreachable' : said;
			}
		}));
		shown(await mine.begin(sent.link));
		const answer = { kind: 'declined', reason: '' } as const;
		expect(await mine.send(7, answer)).toBe('unreachable');
		away = false;
		expect(await mine.send(7, answer)).toBe('kept');
		expect(lost[1]).toEqual(lost[0]);
		expect(await sender.answers(sent)).toHaveLength(1);
	});

	it('that is out of its limits says so', async () => {
		const sent = await sender.share();
		const mine = reader();
		shown(await mine.begin(sent.link));
		expect(await mine.send(1, { kind: 'question', text: 'x'.repeat(2001) })).toBe('too-long');
		expect(await sender.answers(sent)).toEqual([]);
	});
});
