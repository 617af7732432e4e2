/** Somebody has the disk in hand, or a script in the page. The numbers are those of the threat list in SECURITY.md. */
import { expect, test, type Page } from '@playwright/test';
import { decodeDeviceSecrets } from '#lib/crypto/device.ts';
import { hash32, utf8 } from '#lib/crypto/derive.ts';
import { ready } from '#lib/crypto/sodium.ts';
import { Device } from '#lib/identity/device.ts';
import { fromBase64, toBase64 } from '#lib/identity/base64.ts';
import type { Header } from '#lib/identity/header.ts';
import { aParty } from '../support/books.ts';
import { Scanner } from '../support/canary/scan.ts';
import { watchChannels, watchWorker } from '../support/crossing.ts';
import { dumpDatabases, flipByte, overwriteRow, swapRows, type RawRow } from '../support/dump.ts';
import { createWorkspace, expectSaved, goTo, PASSPHRASE, unlock } from '../support/journey.ts';
import { openKept, type Books } from '../support/kept-books.ts';
import { must, saveNew } from '../support/page-api.ts';

// No test here knows of another: the last file of all is shared out to those who are done.
test.describe.configure({ mode: 'parallel' });
// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

const LOGO = {
	name: 'logo.svg',
	mimeType: 'image/svg+xml',
	buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10" fill="#225"/></svg>')
};
const passphraseField = (page: Page) => page.getByLabel('Passphrase', { exact: true });

async function lock(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Lock', exact: true }).click();
	await expect(passphraseField(page)).toBeVisible();
}

async function openSettings(page: Page): Promise<void> {
	await goTo(page, 'Settings');
	await page.locator('a[href$="/settings/business"]').first().click();
}

/** A workspace with some clients and a logo. */
async function found(page: Page): Promise<void> {
	await page.goto('/');
	await createWorkspace(page, { name: 'Alice' });
	for (const name of ['Bob', 'Carla', 'Dirk']) await saveNew(page, 'party', aParty({ name }));
	await openSettings(page);
	await page.locator('input[type=file]').setInputFiles(LOGO);
	await expect(page.getByRole('img', { name: 'Your logo' })).toBeVisible();
	await goTo(page, 'Home');
}
const ALICES: Books = { name: 'Alice with a logo', make: found };

async function rowsOf(page: Page, table: string): Promise<RawRow[]> {
	return (await dumpDatabases(page)).rows.filter((row) => row.table === table);
}

async function books(page: Page) {
	const { rows } = await must(page, 'list', 'party');
	const parties = [];
	for (const { id } of rows) parties.push([id, await must(page, 'get', 'party', id)]);
	const sorted = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
	return { rows: sorted, parties: parties.sort(), business: await must(page, 'business') };
}

test('a byte changed in any record, list page or head is mended from the log', async ({ page }) => {
	await openKept(page, ALICES);
	const before = await books(page);
	for (const table of ['record', 'page', 'meta']) {
		await lock(page);
		const rows = await rowsOf(page, table);
		expect(rows.length).toBeGreaterThan(0);
		for (const [index, row] of rows.entries()) await flipByte(page, row, index % 2 ? -1 : 30);
		await unlock(page);
		expect(await books(page), table).toEqual(before);
		await expect(page.getByRole('alert')).toHaveCount(0);
	}
});

test('threat 1: rows that change places are mended from the log', async ({ page }) => {
	await openKept(page, ALICES);
	const before = await books(page);
	await lock(page);
	const records = await rowsOf(page, 'record');
	await swapRows(page, records[0]!, records[1]!);
	await unlock(page);
	expect(await books(page)).toEqual(before);

	await lock(page);
	const [list, meta] = [await rowsOf(page, 'page'), await rowsOf(page, 'meta')];
	await swapRows(page, list[0]!, meta[0]!);
	await unlock(page);
	expect(await books(page)).toEqual(before);
});

test('a byte changed in the logo is said at the logo, and nothing else is touched', async ({ page }) => {
	await openKept(page, ALICES);
	const before = await books(page);
	await lock(page);
	for (const row of await rowsOf(page, 'blob')) await flipByte(page, row, -1);
	await unlock(page);
	expect(await books(page)).toEqual(before);
	await openSettings(page);
	await expect(page.getByText('The stored logo does not open on this device.')).toBeVisible();
});

test('a byte changed in the log is named after the unlock and by the check, and what stands in the rows stays', async ({ page }) => {
	await openKept(page, ALICES);
	const before = await books(page);
	await lock(page);
	const log = await rowsOf(page, 'log');
	const at = log.length - 2;
	await flipByte(page, log[at]!, -1);
	await unlock(page);
	const alarm = page.getByRole('alert').filter({ hasText: 'This workspace can be read but not changed' });
	await expect(alarm).toContainText(`entry ${at} is not what this device wrote`);
	expect(await books(page)).toEqual(before);
	await goTo(page, 'Settings');
	await page.getByRole('button', { name: 'Check now' }).click();
	await expect(page.getByText('The check found a fault')).toBeVisible();

	await overwriteRow(page, log[at]!, log[at]!.bytes!);
	await lock(page);
	await unlock(page);
	await page.getByRole('button', { name: 'Check now' }).click();
	await expect(page.getByText('Everything fits together.')).toBeVisible();
	expect(await books(page)).toEqual(before);
});

test('a changed key header is refused before any passphrase is asked for, and opens again when it is put back', async ({ page }) => {
	await openKept(page, ALICES);
	const before = await books(page);
	const [header] = await rowsOf(page, 'header');
	for (const at of [0, 40, 300, -2]) {
		await flipByte(page, header!, at);
		await page.reload();
		await expect(page.getByRole('alert')).toContainText('The key file on this device was changed by something other than Waxbill');
		await expect(page.getByRole('textbox')).toHaveCount(0);
		await overwriteRow(page, header!, header!.bytes!);
	}
	await page.reload();
	await unlock(page);
	expect(await books(page)).toEqual(before);
});

test('threat 7: hostile parameters in the key header are refused at once, forged ones open nothing', async ({ page }) => {
	await ready();
	await openKept(page, ALICES);
	const [header] = await rowsOf(page, 'header');
	const forge = async (kdf: { ops?: number; mem?: number }) => {
		const { v, slots, body } = JSON.parse(header!.bytes!.toString()) as Header;
		for (const slot of slots) if (slot.kdf) Object.assign(slot.kdf, kdf);
		const check = toBase64(hash32('wb1/header', utf8(JSON.stringify([v, slots, body]))));
		await overwriteRow(page, header!, Buffer.from(JSON.stringify({ v, slots, body, check })));
		await page.reload();
	};
	const tooHeavy = { mem: 2 ** 40 };
	for (const kdf of [tooHeavy, { ops: 1e9 }, { ops: 1 }, { mem: 8192 }, { mem: -1 }]) {
		await forge(kdf);
		await expect(page.getByRole('alert')).toContainText('too weak or too heavy to be genuine');
		await expect(page.getByRole('textbox')).toHaveCount(0);
	}
	// Within the bounds, but not what the passphrase was sealed with.
	await forge({ ops: 4, mem: 65 * 2 ** 20 });
	await passphraseField(page).fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Unlock', exact: true }).click();
	await expect(passphraseField(page)).toHaveAccessibleDescription(/not the passphrase of this device/);
	await overwriteRow(page, header!, header!.bytes!);
	await page.reload();
	await unlock(page);
	expect((await must(page, 'list', 'party')).total).toBe(3);
});

test('threat 37: no key of the device or the books ever comes from the worker to the page', async ({ context, page }) => {
	await ready();
	const crossed = await watchWorker(page);
	await found(page);
	await goTo(page, 'Clients');
	await lock(page);
	await unlock(page);
	const [header] = await rowsOf(page, 'header');
	const opened = await Device.unlock(header!.bytes!, PASSPHRASE);
	if (!opened.ok) throw new Error(opened.code);
	const { master, secrets } = opened.device;
	const own = decodeDeviceSecrets(fromBase64(secrets.workspaces[0]!.device))!;
	const keys = { master, seed: fromBase64(secrets.recoverySeed), sign: own.sign.secretKey.slice(0, 32), box: own.box.secretKey };

	const pieces = await crossed();
	const from = pieces.filter(({ where }) => where === 'from worker');
	const to = pieces.filter(({ where }) => where === 'to worker');
	// The watch sees both ways, or its silence means nothing.
	expect(new Scanner([PASSPHRASE]).scan(to).length).toBeGreaterThan(1);
	expect(new Scanner(['Carla']).scan(from).length).toBeGreaterThan(0);
	for (const [name, key] of Object.entries(keys)) {
		expect(key).toHaveLength(32);
		const shapes = ['hex', 'base64', 'base64url', 'latin1'] as const;
		const seen = pieces.filter(({ bytes }) => shapes.some((shape) => bytes.toString('latin1').includes(Buffer.from(key).toString(shape))));
		expect(seen, name).toEqual([]);
	}
	// And the page itself has nothing by which a script could ask for one: all that it adds to the names of a page with nothing but a picture.
	const names = (of: Page) => of.evaluate(() => Object.getOwnPropertyNames(globalThis));
	const picture = await context.newPage();
	await picture.goto('/icons/icon-192.png');
	const empty = await names(picture);
	const added = (await names(page)).filter((name) => !empty.includes(name) && name !== 'crossed');
	expect(added.filter((name) => !/^__svelte(kit_\w+)?$/.test(name))).toEqual([]);
});

test('threats 40 and 41: left alone it locks, the worker with the keys ends, and the form says so', async ({ page }) => {
	await page.clock.install();
	await page.goto('/');
	await createWorkspace(page, { name: 'Alice' });
	await goTo(page, 'Clients');
	await page.getByRole('link', { name: 'New client' }).first().click();
	await page.getByLabel('Name', { exact: true }).first().fill('Bob');
	await expectSaved(page);
	await goTo(page, 'Settings');
	await page.getByLabel('Lock after').selectOption('1');
	await goTo(page, 'Clients');
	await expect(page.getByText('Bob')).toBeVisible();
	const worker = page.workers().find((each) => /\/worker-/.test(each.url()));
	if (!worker) throw new Error('no worker');
	const ended = worker.waitForEvent('close');
	await page.clock.fastForward('00:50');
	// A key press is answered once the page has seen it; a turn of the wheel may still be under way when the clock jumps.
	await page.keyboard.press('Shift');
	await page.clock.fastForward('00:50');
	await expect(page.getByText('Bob')).toBeVisible();
	await page.clock.fastForward('00:11');
	await expect(passphraseField(page)).toBeVisible();
	await expect(page.getByText('Locked after a while without use.')).toBeVisible();
	await ended;
	await expect(page.getByText('Bob')).toHaveCount(0);
	await page.goBack();
	await expect(passphraseField(page)).toBeVisible();
	await expect(page.getByText('Bob')).toHaveCount(0);
});

test('threat 42: tabs tell each other that something changed, and nothing of what', async ({ context }) => {
	const said = await watchChannels(context);
	const [alice, other] = [await context.newPage(), await context.newPage()];
	await alice.goto('/');
	await createWorkspace(alice, { name: 'Alice' });
	await other.goto('/clients');
	await unlock(other);
	const id = await saveNew(alice, 'party', aParty({ name: 'Bob Wqxjz7c1e' }));
	await expect(other.getByText('Bob Wqxjz7c1e')).toBeVisible();
	const pieces = await said();
	const ours = pieces.filter(({ where }) => where === 'channel wb1');
	expect(new Set(ours.map(({ bytes }) => bytes.length))).toEqual(new Set([24]));
	// When it makes the database, Dexie names its tables to other tabs, once; rows are never its own.
	const others = pieces.filter(({ where }) => where !== 'channel wb1');
	expect(others.length).toBeLessThanOrEqual(1);
	expect(others.map(({ where }) => where).filter((where) => where !== 'channel x-storagemutated-1')).toEqual([]);
	expect(new Scanner(['Wqxjz7c1e', id, PASSPHRASE]).scan(pieces)).toEqual([]);
	expect(pieces.filter(({ bytes }) => bytes.includes(Buffer.from(id, 'hex')))).toEqual([]);
});

test('threat 44: a recovery code that was copied leaves the clipboard after a minute', async ({ context, page }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.clock.install();
	await page.goto('/create');
	await page.getByLabel('Business name').fill('Alice');
	await page.getByRole('button', { name: 'Continue' }).click();
	await passphraseField(page).fill(PASSPHRASE);
	await page.getByLabel('Repeat it', { exact: true }).fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Seal and continue' }).click();
	const code = (await page.getByTestId('recovery-code').innerText()).replace(/\s+/g, '');
	const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
	await page.getByRole('button', { name: 'Copy', exact: true }).click();
	await expect.poll(clipboard).toBe(code);
	await page.clock.fastForward('00:55');
	expect(await clipboard()).toBe(code);
	await page.clock.fastForward('00:06');
	await expect.poll(clipboard).toBe('');
});
