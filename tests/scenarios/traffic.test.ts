/** What goes over the line and lies on the relay, as whoever only looks at bytes and lengths sees it: of whole devices at work, in every kind of frame. */
import Database from 'libsql';
import { afterEach, expect, it } from 'vitest';
import { hex } from '../../sync-server/protocol/bytes.ts';
import { holdsOperations, isParseError, parseEntry } from '../../sync-server/protocol/codec.ts';
import type { ClientFrame } from '../../sync-server/protocol/wire.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { refreshLocator } from '#lib/worker/locators.ts';
import { putBlob } from '#lib/workspace/blobs.ts';
import { aBusiness, anItem } from '../support/books.ts';
import { issueInvoice, newDevice, newId, type TestDevice } from '../support/device.ts';
import { ended, endPaired, online, relayHouse } from '../support/paired-books.ts';
import { SOCKETS } from '../support/paired.ts';
import { packsOf } from './carrying.ts';
import { fresh, house, pairing } from './hostile/letters.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
	await endPaired();
	for (const end of ends.splice(0)) await end();
});

/** Steps of 256 bytes up to 4 KiB; above, as many leading bits as the length of the length has. */
function isBucket(size: number): boolean {
	if (size <= 4096) return size > 0 && size % 256 === 0;
	const exponent = Math.floor(Math.log2(size));
	const step = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1));
	return size % step === 0;
}

const TAG = 16;
/** Version, nonce and tag. */
const ENVELOPE = 1 + 24 + TAG;

/** Lengths of what is sealed in a frame, without what sealing adds; by its kind. */
function sealedIn(frame: ClientFrame): [kind: string, size: number][] {
	switch (frame.type) {
		case 'append':
		case 'restore':
			return frame.entries.flatMap((bytes): [string, number][] => {
				const entry = parseEntry(bytes);
				return isParseError(entry) || !holdsOperations(entry.kind) ? [] : [['entry', entry.ciphertext.length - TAG]];
			});
		case 'packPut':
			return [['file', frame.chunk.length - ENVELOPE]];
		case 'locatorPut':
			return [['locator', frame.bytes.length - ENVELOPE]];
		case 'mboxPut':
			return [['letter', frame.bytes.length - ENVELOPE]];
		default:
			return [];
	}
}

it('threat 28: everything that is sealed goes over the line in one of few sizes', async () => {
	const home = await house();
	ends.push(() => home.liar.end());
	const sizes = new Map<string, number[]>();
	home.liar.lieToAll = {
		fromDevice(frame) {
			for (const [kind, size] of sealedIn(frame)) sizes.set(kind, [...(sizes.get(kind) ?? []), size]);
		}
	};
	const { alice, line } = home;
	for (const length of [0, 1, 100, 200, 300, 900, 2500, 4000, 5000, 20_000]) {
		await alice.books().save('item', newId(), anItem({ description: 'x'.repeat(length) }));
		await line.level();
	}
	await issueInvoice(alice);
	const files = [0, 1, 300, 5000, 100_000];
	for (const length of files) await putBlob(alice.host.open.home, randomBytes(length), 0);
	await packsOf({ session: line.session, home: alice.host.open.home }).run();
	await home.locate();
	const { offer, join } = await pairing(home, await fresh());
	expect([offer.status, join.status]).toEqual(['fulfilled', 'fulfilled']);
	await line.level();

	expect([...sizes.keys()].sort()).toEqual(['entry', 'file', 'letter', 'locator']);
	for (const [kind, all] of sizes) expect([kind, all.filter((size) => !isBucket(size))]).toEqual([kind, []]);
	expect(sizes.get('entry')!.length).toBeGreaterThanOrEqual(12);
	expect(new Set(sizes.get('entry')).size).toBeLessThan(sizes.get('entry')!.length);
	expect(sizes.get('file')!.length).toBeGreaterThan(files.length);
});

/** Some work in the open books, with a file and the record of the recovery code, as it lies on the relay in the end. */
async function work(device: TestDevice, origin: string): Promise<void> {
	const line = await online(device, { origin }, true);
	await issueInvoice(device);
	const { home } = device.host.open;
	await putBlob(home, new TextEncoder().encode('the same words'.repeat(500)), 0);
	await line.level();
	await packsOf({ session: line.session, home }).run();
	await refreshLocator(device.host, SOCKETS, '2026-11-22');
	await line.stop();
}

/** All that the relay keeps of each workspace. */
function kept(file: string): Map<string, Uint8Array[]> {
	const db = new Database(file, { readonly: true } as never);
	const byBooks = new Map<string, Uint8Array[]>();
	for (const sql of [
		'SELECT wsId, bytes AS a FROM entries',
		'SELECT wsId, bytes AS a, hash AS b, salt AS c FROM packs',
		'SELECT wsId, bytes AS a, id AS b FROM locators',
		'SELECT wsId, wsId AS a, R AS b FROM workspaces'
	]) {
		for (const { wsId, ...columns } of db.prepare(sql).all([]) as Record<string, ArrayBuffer>[]) {
			const name = hex(new Uint8Array(wsId!));
			const all = byBooks.get(name) ?? [];
			all.push(...Object.values(columns).map((value) => new Uint8Array(value)));
			byBooks.set(name, all);
		}
	}
	db.close();
	return byBooks;
}

/** Every run of sixteen bytes; zeros of empty fields, and small numbers among them, are nobody's. */
function pieces(parts: readonly Uint8Array[]): Set<string> {
	const found = new Set<string>();
	for (const part of parts) {
		for (let at = 0; at + 16 <= part.length; at++) {
			const piece = part.subarray(at, at + 16);
			if (piece.filter((byte) => byte === 0).length < 6) found.add(Buffer.from(piece).toString('latin1'));
		}
	}
	return found;
}

it('threat 30: two books of one person, on one device and under one recovery code, share no bytes on the relay', async () => {
	const relay = await relayHouse();
	const alice = await ended(newDevice());
	await work(alice, relay.origin);
	const series = [{ name: 'Invoices', type: 'invoice' as const, pattern: 'F{YYYY}-{0000}', start: 1, yearly: true }];
	await alice.host.openWorkspace(await alice.host.addWorkspace({ business: aBusiness(), series }));
	await work(alice, relay.origin);
	await relay.stop();
	const [one, two, ...more] = [...kept(relay.file).values()].map(pieces);
	expect(more).toEqual([]);
	expect([one!.size > 5000, two!.size > 5000]).toEqual([true, true]);
	expect([...one!].filter((piece) => two!.has(piece))).toEqual([]);
});
