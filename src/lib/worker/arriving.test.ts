/** A device that was just let in, while its books are still on their way: what is here is shown, can be opened, and how far they are is told. */
import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import { afterEach, describe, expect, it } from 'vitest';
import { aParty } from '../../../tests/support/books.ts';
import { emptyDevice, newId } from '../../../tests/support/device.ts';
import { alicesBooks, ended, endPaired } from '../../../tests/support/paired-books.ts';
import { pair } from '../../../tests/support/paired.ts';
import type { SyncStatus } from '../relay/api.ts';
import type { SocketClass } from '../sync/connection.ts';
import { SyncHost } from './sync-host.ts';

afterEach(endPaired);

const CLIENTS = 500;
const [ENTRIES, PACK_STATE] = [0x90, 0xa1];

/** A line that holds back what comes once so many frames of one kind have come, until it is let go. */
class Line {
	#left = Infinity;
	#kind = 0;
	#held: (() => void)[] = [];
	readonly Socket: SocketClass;

	constructor() {
		const pass = (kind: number, hand: () => void) => this.#pass(kind, hand);
		class SlowSocket extends WebSocket {
			#hear: ((event: { data: ArrayBuffer }) => void) | null = null;
			constructor(url: string) {
				super(url);
				this.on('message', (data: ArrayBuffer) => pass(new Uint8Array(data)[0]!, () => this.#hear?.({ data })));
			}
			// @ts-expect-error only what is asked of it here
			override set onmessage(hear: ((event: { data: ArrayBuffer }) => void) | null) {
				this.#hear = hear;
			}
		}
		this.Socket = SlowSocket as unknown as SocketClass;
	}

	holdAfter(frames: number, kind: number): void {
		[this.#left, this.#kind] = [frames, kind];
	}

	letGo(): void {
		this.#left = Infinity;
		for (const hand of this.#held.splice(0)) hand();
	}

	#pass(kind: number, hand: () => void): void {
		if (this.#held.length > 0 || (kind === this.#kind && this.#left-- <= 0)) this.#held.push(hand);
		else hand();
	}
}

describe('books that are still arriving', () => {
	it('can be listed, opened and written in; the status tells how far they are until the last has come', async () => {
		const { alice, line } = await alicesBooks();
		const { workspace } = alice.host.open;
		const last = newId();
		for (let from = 0; from < CLIENTS; from += 50)
			for (let at = from; at < from + 50; at++)
				await alice.books().save('party', at === CLIENTS - 1 ? last : newId(), aParty({ name: `Client ${at}`, notes: 'x'.repeat(900) }));
		await line.level();
		const phone = await ended(emptyDevice());
		expect((await pair(alice.host, phone.host)).join.status).toBe('fulfilled');
		const all = workspace.entries;

		const slow = new Line();
		slow.holdAfter(1, ENTRIES);
		const told: SyncStatus[] = [];
		const sync = new SyncHost(phone.host, { WebSocket: slow.Socket });
		phone.host.open.workspace.onChange = () => sync.changed();
		const when = (is: (status: SyncStatus) => boolean) =>
			new Promise<SyncStatus>((resolve) => {
				const look = (status: SyncStatus) => {
					told.push(status);
					if (is(status)) resolve(status);
				};
				sync.watch(look);
				sync.changed();
			});
		try {
			await sync.opened(phone.host.open.workspace);
			const some = await when(({ entries }) => entries > 90);
			expect(some).toMatchObject({ link: 'pulling', arriving: true, there: all });
			expect(some.entries).toBeLessThan(all);
			expect(some.progress).toBeCloseTo(some.entries / all, 2);
			const page = await phone.books().list('party', { limit: 20 });
			expect(page.total).toBeGreaterThan(20);
			expect(page.total).toBeLessThan(CLIENTS);
			expect(await phone.books().get('party', page.rows[0]!.id)).toMatchObject({ name: page.rows[0]!.name });
			const early = newId();
			await phone.books().save('party', early, aParty({ name: 'Written meanwhile' }));
			expect((await phone.books().list('party', { search: 'meanwhile' })).rows.map(({ id }) => id)).toEqual([early]);
			expect(await phone.host.open.workspace.live('party', last)).toBeUndefined();

			slow.letGo();
			const done = await when(({ link, waiting, arriving }) => link === 'live' && waiting === 0 && !arriving);
			expect(done.entries).toBeGreaterThanOrEqual(all);
			expect(done).not.toHaveProperty('there');
			expect(await phone.host.open.workspace.live('party', last)).toMatchObject({ name: `Client ${CLIENTS - 1}` });
			await line.until(async () => (await workspace.live('party', early)) !== undefined);
			const counts = told.map(({ entries }) => entries);
			expect(counts).toEqual([...counts].sort((a, b) => a - b));

			// A file takes its way too: told while it is on it, and no longer.
			slow.holdAfter(6, PACK_STATE);
			await phone.books().putBlob(randomBytes(1_500_000));
			sync.filesChanged();
			const { files } = await when(({ files }) => files !== undefined);
			expect(files!.of).toBe(1);
			expect(files!.done).toBeGreaterThan(0);
			expect(files!.done).toBeLessThan(1);
			slow.letGo();
			await when(({ files }) => files === undefined);
		} finally {
			await sync.close();
		}
	});
});

describe('what a device was told of the log when it was let in', () => {
	it.each([
		['withheld', 'goes further than what the relay shows', { n: 100_000 }],
		['fork', 'is of another log', { R: '00'.repeat(32) }]
	])('raises the alarm “%s” where it %s', async (kind, _, told) => {
		const { alice } = await alicesBooks();
		const phone = await ended(emptyDevice());
		expect((await pair(alice.host, phone.host)).join.status).toBe('fulfilled');
		const device = phone.host.parts.device()!;
		await phone.host.parts.change(device, () => Object.assign(device.secrets.workspaces[0]!.joined!, told));
		const sync = new SyncHost(phone.host, { WebSocket: WebSocket as unknown as SocketClass });
		phone.host.open.workspace.onChange = () => sync.changed();
		try {
			const alarmed = new Promise<void>((resolve) =>
				sync.watch(({ alarms }) => alarms.some(({ alarm }) => alarm.kind === kind) && resolve())
			);
			await sync.opened(phone.host.open.workspace);
			await alarmed;
		} finally {
			await sync.close();
		}
	});
});
