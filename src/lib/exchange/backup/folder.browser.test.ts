import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateX25519Identity } from 'age-encryption';
import { ready } from '#lib/crypto/sodium.ts';
import { forgetFolder, keepFolder, keptFolder } from '#lib/storage/folder-handle.ts';
import { sealStream, type BackupKey } from './age.ts';
import { addGeneration, generationsIn, openGeneration, type Folder } from './folder.ts';
import { readBackup } from './read-backup.ts';
import { encodeMember } from './tar.ts';
import { backupArchive } from './write-backup.ts';
import { kdfKey } from '#lib/crypto/brands.ts';
import { randomKey } from '#lib/crypto/random.ts';

const DEVICE = '0a1b2c3d';
const DAY = 86_400_000;
let root: FileSystemDirectoryHandle;
let folder: Folder;
let key: BackupKey;

beforeAll(async () => {
	await ready();
	key = { identity: await generateX25519Identity() };
	root = await navigator.storage.getDirectory();
});
beforeEach(async () => {
	folder = await root.getDirectoryHandle('backups', { create: true });
});
afterEach(() => root.removeEntry('backups', { recursive: true }).catch(() => undefined));

/** A backup of a device without books: whole, and small. */
const aBackup = (made: Date) => sealStream(backupArchive([], randomKey(kdfKey), made, { entries: 0, files: 0, left: [] }), key);
const names = async () => {
	const found: string[] = [];
	for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) found.push(name);
	return found.sort();
};

describe('a folder of backups', () => {
	it('gets whole generations under their names, and loses the superfluous ones only', async () => {
		await (await folder.getFileHandle('taxes.txt', { create: true })).createWritable().then((file) => file.close());
		await folder.getFileHandle('waxbill-ffffffff-20200101T000000Z.age', { create: true });
		const start = Date.UTC(2026, 5, 1, 8);
		for (let index = 0; index < 12; index++) {
			const made = new Date(start + index * DAY);
			await addGeneration(folder, DEVICE, made, await aBackup(made), key);
		}
		const generations = await generationsIn(folder, DEVICE);
		expect(generations.map(({ made }) => made.slice(0, 10))).toEqual(
			['12', '11', '10', '09', '08', '07', '06'].map((day) => `2026-06-${day}`)
		);
		expect(generations.every(({ bytes }) => bytes > 1000)).toBe(true);
		await readBackup(await openGeneration(folder, generations[0]!.name), key);
		expect((await names()).filter((name) => !name.includes(DEVICE))).toEqual(['taxes.txt', 'waxbill-ffffffff-20200101T000000Z.age']);
		expect((await names()).some((name) => name.endsWith('.part'))).toBe(false);
	});

	it('keeps what it has when the new one is not whole', async () => {
		const made = new Date(Date.UTC(2026, 5, 1));
		const first = await addGeneration(folder, DEVICE, made, await aBackup(made), key);
		const half = new Response(encodeMember({ name: 'backup.json', bytes: new Uint8Array(10) }, 0)[0] as BodyInit).body!;
		const adding = addGeneration(folder, DEVICE, new Date(Date.UTC(2026, 5, 2)), await sealStream(half, key), key);
		await expect(adding).rejects.toMatchObject({ why: 'not-written' });
		expect(await names()).toEqual([first]);
	});

	it('is cleared of what a killed tab left half written', async () => {
		await folder.getFileHandle(`waxbill-${DEVICE}-20260601T000000Z.age.part`, { create: true });
		const made = new Date(Date.UTC(2026, 5, 2));
		const name = await addGeneration(folder, DEVICE, made, await aBackup(made), key);
		expect(await names()).toEqual([name]);
	});

	it('that is gone is said to be gone', async () => {
		await root.removeEntry('backups', { recursive: true });
		await expect(generationsIn(folder, DEVICE)).rejects.toMatchObject({ why: 'folder-gone' });
		const made = new Date();
		await expect(addGeneration(folder, DEVICE, made, await aBackup(made), key)).rejects.toMatchObject({ why: 'folder-gone' });
	});
});

describe('the handle of the folder', () => {
	it('is kept until it is forgotten, and no database is made by asking', async () => {
		await forgetFolder();
		expect(await keptFolder()).toBeUndefined();
		expect((await indexedDB.databases()).some(({ name }) => name === 'wb1-folder')).toBe(false);
		await keepFolder(folder);
		expect(await (await keptFolder())?.isSameEntry(folder)).toBe(true);
		await forgetFolder();
		expect(await keptFolder()).toBeUndefined();
	});
});
