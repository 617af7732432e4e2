/** Syncing as the worker does it, in one browser with several tabs: a whole device on a real file, a real relay, real sockets. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { aParty } from '../../../tests/support/books.ts';
import { issueInvoice, newDevice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { forgetFolders, newFolder, startRelay, type TestRelay, type TestRelayOptions } from '../../../tests/support/relay-device.ts';
import { encodeServerFrame } from '../../../sync-server/protocol/wire.ts';
import type { SyncStatus } from '../relay/api.ts';
import { openChannel } from '../storage/channel.ts';
import { TABLES, type Put } from '../storage/store.ts';
import type { SocketClass } from '../sync/connection.ts';
import { BookCommands } from './book-commands.ts';
import type { DeviceHost } from './device-host.ts';
import { answer } from './results.ts';
import { SyncHost } from './sync-host.ts';

/** Waits short enough for tests; nothing is ever asserted about time. */
const QUICK = { backoff: { first: 5, most: 40 } };

interface Tab {
	host: DeviceHost;
	sync: SyncHost;
	/** Resolves when the status is as asked. */
	when(what: string, is: (status: SyncStatus) => boolean): Promise<SyncStatus>;
	saveClient(name: string): Promise<string>;
}

let device: TestDevice & { code: string };
let relay: TestRelay;
let tabs: Tab[] = [];
const ends: (() => unknown)[] = [];

beforeEach(async () => {
	device = await newDevice();
	relay = await startRelay();
});
afterEach(async () => {
	for (const { sync } of tabs.splice(0)) await sync.close();
	for (const end of ends.splice(0)) await end();
	await relay.stop();
	device.end();
	forgetFolders();
});

/** What the worker does when books are opened: the other tabs hear that something was saved. */
async function open(host: DeviceHost, options: { origin?: string } = {}): Promise<Tab> {
	const sync = new SyncHost(host, { WebSocket: WebSocket as unknown as SocketClass, session: QUICK, ...options });
	const { workspace, home } = host.open;
	const watchers = new Set<() => void>();
	workspace.onChange = () => sync.changed();
	const channel = openChannel(() => void workspace.follow(), device.code);
	ends.push(() => channel.close());
	home.announce = (n) => channel.announce(home.vault.ws, n);
	sync.watch(() => watchers.forEach((look) => look()));
	await sync.opened(workspace);
	const tab: Tab = {
		host,
		sync,
		async when(what, is) {
			let last: SyncStatus | undefined;
			const found = await new Promise<SyncStatus | undefined>((resolve) => {
				const late = setTimeout(() => done(undefined), 150_000);
				const done = (status: SyncStatus | undefined) => {
					clearTimeout(late);
					watchers.delete(look);
					resolve(status);
				};
				const look = () =>
					void sync.status().then((status) => {
						last = status;
						if (is(status)) done(status);
					});
				watchers.add(look);
				look();
			});
			if (!found) throw new Error(`never ${what}; last: ${JSON.stringify(last)}`);
			return found;
		},
		async saveClient(name) {
			const id = newId();
			await new BookCommands(workspace, home, host.open.id).save('party', id, { ...aParty(), name });
			return id;
		}
	};
	tabs.push(tab);
	return tab;
}

/** The app in one more tab. */
async function anotherTab(): Promise<Tab> {
	const host = await device.restart();
	await host.unlock(PASSPHRASE);
	return open(host);
}

/** The same relay, on the same port, as `options` have it. */
async function startAgain(options: TestRelayOptions = {}): Promise<void> {
	const port = Number(relay.host.split(':')[1]);
	relay = await startRelay({ folder: relay.folder, port, ...options });
}

const allThere = ({ link, waiting }: SyncStatus) => link === 'live' && waiting === 0;
/** Sockets that are open at the relay. */
const connections = async () => {
	const metrics = await fetch(`${relay.origin}/metrics`, { headers: { authorization: 'Bearer look' } });
	return /^\w*connections (\d+)$/m.exec(await metrics.text())?.[1];
};
const refused = (work: () => Promise<unknown>) =>
	answer(work).then((result) => (result.ok ? undefined : [result.error.field, result.error.detail].join(' ')));

describe('connecting later', () => {
	it('uploads the books as they are, remembers the relay, and sends what is saved afterwards', async () => {
		await issueInvoice(device);
		const tab = await open(device.host);
		expect(await tab.sync.status()).toMatchObject({ link: 'none', waiting: 0, alarms: [] });
		await tab.sync.connect(relay.origin);
		// Not the nothing it had at the greeting, before it was given the books.
		const before = await tab.when('on the relay', (status) => allThere(status) && status.usage !== undefined);
		expect(before.relay).toBe(relay.host);
		const { store, vault } = device.host.open.home;
		const log = await store.range('log', vault.ws, 0, 1000, 1000);
		expect(before.usage!.used).toBeGreaterThanOrEqual(log.reduce((sum, { bytes }) => sum + bytes.length, 0));
		await tab.saveClient('Later');
		const after = await tab.when('the save on the relay', (status) => allThere(status) && status.entries > before.entries);
		expect(after.devices).toMatchObject([{ self: true, word: { n: after.entries - 1 } }]);
		expect(after.fingerprint).not.toBe(before.fingerprint);
	});

	it('is there again after the app was closed, without being asked for', async () => {
		const tab = await open(device.host);
		await tab.sync.connect(relay.origin);
		await tab.when('on the relay', allThere);
		await tab.sync.close();
		tabs = [];
		const again = await anotherTab();
		await again.when('live again', allThere);
	});

	it('saves offline wait, named, and are sent when the relay is back', async () => {
		const tab = await open(device.host);
		await tab.sync.connect(relay.origin);
		await tab.when('on the relay', allThere);
		await relay.stop();
		await tab.when('offline', ({ link }) => link === 'offline');
		await tab.saveClient('Written offline');
		expect(await tab.sync.status()).toMatchObject({ waiting: 1 });
		expect((await tab.sync.details()).waiting).toMatchObject([{ type: 'party', title: 'Written offline', action: 'put', count: 1 }]);
		await startAgain();
		tab.sync.reachable({ online: true, visible: true });
		await tab.when('sent', allThere);
		expect((await tab.sync.details()).waiting).toEqual([]);
	});
});

describe('what is typed wrong is told at its field', () => {
	it.each([
		['not an address', 'relay not-an-address'],
		['http://relay.example', 'relay not-secure'],
		['https://me:secret@relay.example', 'relay credentials'],
		['https://relay.example/books', 'relay more-than-an-origin'],
		['http://127.0.0.1:9', 'relay no-answer']
	])('%s: %s', async (typed, told) => {
		const tab = await open(device.host);
		expect(await refused(() => tab.sync.connect(typed))).toBe(told);
		expect(await tab.sync.status()).toMatchObject({ link: 'none' });
	});

	it('a server that is no relay', async () => {
		const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
		await once(server, 'listening');
		ends.push(() => server.close());
		const tab = await open(device.host);
		expect(await refused(() => tab.sync.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))).toBe('relay no-answer');
	});

	it('a relay of another version', async () => {
		const newer = new WebSocketServer({ port: 0, host: '127.0.0.1' });
		await once(newer, 'listening');
		ends.push(() => newer.close());
		const hello = { type: 'hello', version: 9, nonce: new Uint8Array(32), maxFrame: 9, maxEntry: 9, window: 9, day: 9 } as const;
		newer.on('connection', (socket) => socket.send(encodeServerFrame(hello)));
		const tab = await open(device.host);
		expect(await refused(() => tab.sync.connect(`http://127.0.0.1:${(newer.address() as AddressInfo).port}`))).toBe('relay other-version');
	});

	it('a relay that asks for a token; with it the books are taken', async () => {
		await relay.stop();
		await startAgain({ config: { token: 'right' } });
		const tab = await open(device.host);
		expect(await refused(() => tab.sync.connect(relay.origin))).toBe('token token');
		expect(await refused(() => tab.sync.connect(relay.origin, 'wrong'))).toBe('token token');
		expect(await tab.sync.status()).toMatchObject({ link: 'none', alarms: [] });
		await tab.sync.connect(relay.origin, 'right');
		await tab.when('on the relay', allThere);
	});

	it('finds the relay beside the app, and none where there is none', async () => {
		const tab = await open(device.host, { origin: relay.origin });
		expect(await tab.sync.own()).toEqual({ address: relay.host });
		const other = new SyncHost(device.host, { WebSocket: WebSocket as unknown as SocketClass, origin: 'http://127.0.0.1:9' });
		expect(await other.own()).toBeUndefined();
	});
});

describe('a relay whose disk was wiped', () => {
	it('is noticed in every tab and after a new start, gets nothing by itself, and everything on the click', async () => {
		const tab = await open(device.host);
		await tab.sync.connect(relay.origin);
		await tab.when('on the relay', allThere);
		await relay.stop();
		rmSync(relay.file);
		for (const suffix of ['-wal', '-shm']) rmSync(relay.file + suffix, { force: true });
		await startAgain();
		tab.sync.reachable({ online: true, visible: true });
		const noticed = await tab.when('noticed', ({ alarms }) => alarms.some(({ alarm }) => alarm.kind === 'regression'));
		expect(noticed).toMatchObject({ link: 'held', alarms: [{ level: 'act', alarm: { relay: 0, here: noticed.entries } }] });
		// Saving goes on here.
		await tab.saveClient('Meanwhile');
		const other = await anotherTab();
		await other.when('told in another tab', ({ alarms }) => alarms.some(({ alarm }) => alarm.kind === 'regression'));
		expect(await tab.sync.status()).toMatchObject({ waiting: 1 });
		// The tab with the connection is closed: the other connects anew, and gives the relay nothing either.
		await tab.sync.close();
		tabs = [other];
		await other.when('noticed by the other itself', ({ elsewhere, link }) => !elsewhere && link === 'held');
		expect(await other.sync.status()).toMatchObject({ waiting: 1, alarms: [{ alarm: { kind: 'regression', relay: 0 } }] });
		await other.sync.restore();
		const done = await other.when('refilled', allThere);
		expect(done.alarms).toEqual([]);
		expect(done.entries).toBe(noticed.entries + 1);
		const third = await anotherTab();
		await third.when('well in another tab', ({ alarms, link }) => alarms.length === 0 && link === 'live');
	});
});

describe('two tabs, one connection', () => {
	it('what the other tab saves goes out through the one with the socket', async () => {
		await relay.stop();
		await startAgain({ metricsToken: 'look' });
		const first = await open(device.host);
		await first.sync.connect(relay.origin);
		await first.when('on the relay', allThere);
		const second = await anotherTab();
		const there = await second.when('told of the connection', ({ link, elsewhere }) => link === 'live' && elsewhere);
		await second.saveClient('From the second tab');
		await second.when('sent', (status) => allThere(status) && status.entries > there.entries);
		expect(await first.sync.status()).toMatchObject({ elsewhere: false, waiting: 0 });
		expect(await connections()).toBe('1');
	});

	it('a tab that needs a live answer gets the socket, and the one that had it goes on without', async () => {
		await relay.stop();
		await startAgain({ metricsToken: 'look' });
		const first = await open(device.host);
		await first.sync.connect(relay.origin);
		await first.when('on the relay', allThere);
		const second = await anotherTab();
		const session = await second.sync.session();
		expect(session?.status.link).toBe('live');
		await first.when('handed over', ({ elsewhere, link }) => elsewhere && link === 'live');
		expect(await second.sync.status()).toMatchObject({ elsewhere: false, link: 'live' });
		expect(await connections()).toBe('1');
		await first.saveClient('From the one that handed over');
		await first.when('sent by the other', allThere);
	});

	it('when the tab with the socket is closed the next one connects', async () => {
		const first = await open(device.host);
		await first.sync.connect(relay.origin);
		await first.when('on the relay', allThere);
		const second = await anotherTab();
		await second.when('told of the connection', ({ elsewhere }) => elsewhere);
		await first.sync.close();
		tabs = [second];
		await second.when('connected itself', (status) => allThere(status) && !status.elsewhere);
	});

	it('a relay chosen in one tab is known in the other, and so is one that was left', async () => {
		const first = await open(device.host);
		const second = await anotherTab();
		await first.sync.connect(relay.origin);
		await second.when('known', (status) => status.relay === relay.host && status.elsewhere && status.link === 'live');
		await second.sync.disconnect();
		await first.when('left', ({ link }) => link === 'none');
		expect(await second.sync.status()).toMatchObject({ link: 'none', alarms: [] });
	});
});

describe('leaving', () => {
	it('disconnected alone, the books give positions themselves again; connected again, the relay gets the rest', async () => {
		const tab = await open(device.host);
		await tab.sync.connect(relay.origin);
		const before = await tab.when('on the relay', allThere);
		await tab.sync.disconnect();
		await tab.saveClient('Alone');
		const alone = await tab.sync.status();
		expect(alone).toMatchObject({ link: 'none', waiting: 0, alarms: [] });
		expect(alone.entries).toBeGreaterThan(before.entries);
		await tab.sync.connect(relay.origin);
		expect((await tab.when('on the relay again', allThere)).entries).toBe(alone.entries);
	});

	it('deleted on the relay, everything stays here and can be uploaded again', async () => {
		const tab = await open(device.host);
		await tab.sync.connect(relay.origin);
		await tab.when('on the relay', allThere);
		await tab.sync.delete();
		expect(await tab.sync.status()).toMatchObject({ link: 'none', waiting: 0, alarms: [] });
		const id = await tab.saveClient('Still here');
		expect(await device.books().get('party', id)).toMatchObject({ name: 'Still here' });
		await tab.sync.connect(relay.origin);
		await tab.when('uploaded anew', allThere);
	});
});

describe('moving', () => {
	it('the new relay has everything, the old one says where it went, and nothing is lost on the way', async () => {
		const tab = await open(device.host);
		await tab.sync.connect(relay.origin);
		await tab.when('on the relay', allThere);
		const other = await startRelay();
		ends.push(() => other.stop());
		await tab.sync.move(other.origin);
		const moved = await tab.when('on the new relay', (status) => allThere(status) && status.relay === other.host);
		const id = await tab.saveClient('After the move');
		await tab.when('sent there', (status) => allThere(status) && status.entries > moved.entries);
		expect(await device.books().get('party', id)).toMatchObject({ name: 'After the move' });
		expect(await refused(() => tab.sync.move('http://127.0.0.1:9'))).toBe('relay no-answer');
		expect(await tab.sync.status()).toMatchObject({ relay: other.host, link: 'live', alarms: [] });
	});
});

describe('files', () => {
	it('go to the relay with the books, those put later too, and come back where they are missing', async () => {
		const tab = await open(device.host);
		const { home, workspace } = device.host.open;
		const bytes = (fill: number) => new Uint8Array(200_000).fill(fill);
		const comesBack = async (id: string, fill: number) => {
			await expect.poll(() => tab.sync.fetchFile(id)).toBe(true);
			await home.store.clear(home.vault.ws, ['blob']);
			expect(await answer(() => device.books().getBlob(id))).toMatchObject({ ok: false, error: { code: 'not-found' } });
			expect(await tab.sync.fetchFile(id)).toBe(true);
			expect(await device.books().getBlob(id)).toEqual(bytes(fill));
		};
		const early = await device.books().putBlob(bytes(1));
		await tab.sync.connect(relay.origin);
		await tab.when('on the relay', allThere);
		await comesBack(early, 1);
		const late = await device.books().putBlob(bytes(2));
		tab.sync.filesChanged();
		await comesBack(late, 2);
		expect(workspace.broken).toBeUndefined();
	});
});

describe('two versions of the books', () => {
	/** All rows of the open books, to be put back as they were: what a copied profile is. */
	async function rows() {
		const { store, vault } = device.host.open.home;
		const puts: Put[] = [];
		for (const table of TABLES)
			for await (const some of store.all(table, vault.ws, 500))
				for (const { key, bytes } of some) puts.push({ table, ws: vault.ws, key, bytes });
		return async () => {
			await store.clear(vault.ws);
			await store.write({ puts }, 'strict');
		};
	}
	const isForked = ({ alarms }: SyncStatus) => alarms[0]?.alarm.kind === 'fork';

	/** The relay was put back, and went on with what somebody else wrote there meanwhile. */
	async function forked(): Promise<Tab> {
		const tab = await open(device.host);
		await tab.sync.connect(relay.origin);
		await tab.when('on the relay', allThere);
		await relay.stop();
		const earlier = newFolder();
		cpSync(relay.folder, earlier, { recursive: true });
		const before = await rows();
		await startAgain();
		tab.sync.reachable({ online: true, visible: true });
		await tab.saveClient('In mine');
		await tab.when('mine on the relay', allThere);
		await tab.sync.close();
		tabs = [];
		await relay.stop();
		const mine = await rows();
		await before();
		await startAgain({ folder: earlier });
		const theirs = await anotherTab();
		await theirs.saveClient('In theirs');
		await theirs.when('theirs on the relay', allThere);
		await theirs.sync.close();
		tabs = [];
		await mine();
		const again = await anotherTab();
		await again.when('forked', isForked);
		return again;
	}

	it('stop every save, also after a new start without a relay, and say so', async () => {
		const tab = await forked();
		expect(await tab.sync.status()).toMatchObject({ link: 'held', alarms: [{ level: 'stop' }] });
		expect(await answer(() => tab.saveClient('Never'))).toMatchObject({ ok: false, error: { code: 'stopped', detail: 'fork' } });
		await tab.sync.close();
		tabs = [];
		await relay.stop();
		const again = await anotherTab();
		await again.when('still known', isForked);
		expect(await answer(() => again.saveClient('Never'))).toMatchObject({ ok: false, error: { code: 'stopped' } });
		await startAgain();
	});

	it('mine goes on: the relay forgets the other and is given this one', async () => {
		const tab = await forked();
		await tab.sync.resolveFork('mine', []);
		const done = await tab.when('mine on the relay', allThere);
		expect(done.alarms).toEqual([]);
		await tab.saveClient('Afterwards');
		await tab.when('saved again', (status) => allThere(status) && status.entries > done.entries);
		const names = (await new BookCommands(tab.host.open.workspace, tab.host.open.home, tab.host.open.id).list('party')).rows.map(
			({ name }) => name
		);
		expect(names).toEqual(expect.arrayContaining(['In mine', 'Afterwards']));
		expect(names).not.toContain('In theirs');
	});
});
