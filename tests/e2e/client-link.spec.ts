/** A client with a link and nothing else: what he sees, what he answers, and what of the link is left behind. The relay is a real one. */
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64 } from '../../src/lib/identity/base64.ts';
import { sealPackage, shownHash } from '../../src/lib/sharing/package.ts';
import { readStrokes } from '../../src/lib/sharing/signature-strokes.ts';
import { axeOn } from '../support/axe.ts';
import { startFiles } from '../support/budget.ts';
import { heapPieces } from '../support/canary/heap.ts';
import { dumpOrigin } from '../support/canary/origin.ts';
import { cookiePieces, requestPieces, Scanner } from '../support/canary/scan.ts';
import { estimate, Sender, type SentLink } from '../support/client-links.ts';
import { foreignOrigins, recordRequests } from '../support/requests.ts';
import { root } from '../support/run.mjs';
import { RelayServer } from '../support/relay-server.ts';

let server: RelayServer;
let sender: Sender;
test.beforeAll(async () => {
	server = await RelayServer.start();
	sender = await Sender.at({ url: `${server.origin.replace('http', 'ws')}/relay` }, `${server.origin}/client`);
});
test.afterAll(async () => {
	await sender.close();
	await server.remove();
});

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const show = (page: Page) => page.getByRole('button', { name: 'Show the document' }).click();

async function open(page: Page, { link }: SentLink): Promise<void> {
	await page.goto(link);
	await show(page);
}

/** Nothing that axe finds wrong. */
async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await axeOn(page);
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('a link is opened by a click, on a telephone too; programs that look at it fetch nothing; the files are those that were sent', async ({
	browser
}) => {
	const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
	const page = await context.newPage();
	await page.addInitScript(() => {
		const look = () => {
			if (document.querySelector('main button')) Object.assign(globalThis, { shownAt: performance.now() });
			else requestAnimationFrame(look);
		};
		requestAnimationFrame(look);
	});
	const sent = await sender.share();
	await page.goto(sent.link);
	await expect(heading(page, 'A document for you')).toBeVisible();
	await page.waitForFunction(() => 'shownAt' in globalThis);
	// What `npm run check` counts in the build is what a browser asks for until then.
	const counted = startFiles(join(root, 'build'), 'client.html').map(({ file }) => `/${file}`);
	const asked = await page.evaluate(() => {
		const { shownAt } = globalThis as unknown as { shownAt: number };
		const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
		return entries.filter(({ responseEnd }) => responseEnd <= shownAt).map(({ name }) => new URL(name).pathname);
	});
	expect(counted).toEqual(expect.arrayContaining(asked.filter((path) => /\/immutable\/.*\.(js|css)$/.test(path))));
	expect(asked.length).toBeGreaterThan(20);
	await expectAccessible(page);
	expect(await sender.fetched(sent)).toBe(0);
	await show(page);
	await expect(heading(page, 'Invoice F-0042')).toBeVisible();
	await expect(page.getByText('€321.30').first()).toBeVisible();
	await expect(page.getByText('as of', { exact: false }).first()).toBeVisible();
	await expect(page.getByRole('img', { name: 'Code to pay with' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'https://pay.example/F-0042' })).toHaveAttribute('rel', 'noopener noreferrer');
	expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
	await expectAccessible(page);
	expect(await sender.fetched(sent)).toBe(1);

	for (const { name, bytes } of sent.content.files) {
		const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `Save ${name}` }).click()]);
		expect(download.suggestedFilename()).toBe(name);
		expect(readFileSync(await download.path()).equals(Buffer.from(bytes))).toBe(true);
	}
	await sender.replace(sent, { status: 'paid' });
	await page.getByRole('button', { name: 'Look again' }).click();
	await expect(page.getByText('Paid', { exact: true })).toBeVisible();
	await expect(page.getByRole('img', { name: 'Code to pay with' })).toHaveCount(0);
	await context.close();
});

test('each way in which a link does not open has a screen and a remedy of its own', async ({ page, context }) => {
	const sent = await sender.share();
	await page.goto(sent.link.slice(0, -2));
	await show(page);
	await expect(heading(page, 'This link is not whole')).toBeVisible();
	await expectAccessible(page);

	// A link opened over the page takes its place.
	await page.evaluate((link) => (location.href = link), sent.link);
	await expect(heading(page, 'A document for you')).toBeVisible();
	await sender.revoke(sent);
	await show(page);
	await expect(heading(page, 'This document is no longer there')).toBeVisible();
	await expectAccessible(page);

	const locked = await sender.share({ passphrase: 'Möwe 7' });
	await open(page, locked);
	const field = page.getByLabel('Passphrase', { exact: true });
	await expect(field).toBeFocused();
	await expectAccessible(page);
	await field.fill('möwe 7');
	await page.getByRole('button', { name: 'Open', exact: true }).click();
	await expect(page.getByText('That is not the passphrase of this document.')).toBeVisible();
	await expectAccessible(page);
	await field.fill('Möwe 7');
	await page.keyboard.press('Enter');
	await expect(heading(page, 'Invoice F-0042')).toBeVisible();
	expect(await sender.fetched(locked)).toBe(1);

	const lost = await sender.share({ relay: 'http://localhost:9' });
	await open(page, lost);
	await expect(heading(page, 'The document cannot be fetched')).toBeVisible();
	await expectAccessible(page);

	// What somebody else has sealed or signed.
	const mixed = { publicKey: sender.device.box.publicKey as never, secretKey: sender.device.sign.secretKey };
	const forged = await sender.share();
	forged.version++;
	await sender.put(forged, sealPackage(forged.keys, forged.version, forged.content, mixed));
	await open(page, forged);
	await expect(heading(page, 'The signature of this document is false')).toBeVisible();
	await sender.put({ ...forged, version: ++forged.version }, Buffer.alloc(16_500, 7));
	await open(page, forged);
	await expect(heading(page, 'What was fetched is not this document')).toBeVisible();
	await sender.replace(forged);
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(heading(page, 'Invoice F-0042')).toBeVisible();
	await sender.replace(forged, { document: { form: 2 } });
	await open(page, forged);
	await expect(heading(page, 'This link needs a newer version of this page')).toBeVisible();

	await page.goto(`${server.origin}/client`);
	await expect(heading(page, 'Open the link again')).toBeVisible();
	await expectAccessible(page);
	await context.close();
});

/** What the history of this tab has. What its user typed, or a test, the browser keeps beside it for itself: no page can change that, and this one says so. */
async function historyOf(context: BrowserContext, page: Page): Promise<string> {
	const session = await context.newCDPSession(page);
	const { entries } = await session.send('Page.getNavigationHistory');
	await session.detach();
	return JSON.stringify(entries.map(({ url, title }) => ({ url, title })));
}

test('threat 43: no request, address, history, title, storage, console line, nor anything at the relay has the secret', async ({
	browser
}) => {
	const context = await browser.newContext();
	const asked = recordRequests(context);
	const page = await context.newPage();
	const said: string[] = [];
	page.on('console', (message) => said.push(message.text()));
	page.on('pageerror', (error) => said.push(String(error)));
	const sent = await sender.share({ passphrase: 'Kormoran-Kolonie' });
	const fragment = new URL(sent.link).hash.slice(1);
	const base64 = toBase64(sent.secret);
	const scanner = new Scanner([fragment, base64, Buffer.from(sent.secret).toString('hex'), 'Kormoran-Kolonie']);
	const find = (where: string, text: string | Buffer) => scanner.scan([{ where, bytes: Buffer.from(text) }]);
	expect(find('the link', sent.link)).not.toEqual([]);

	await page.goto(sent.link);
	await expect(heading(page, 'A document for you')).toBeVisible();
	await expect(page).toHaveURL(`${server.origin}/client`);
	await show(page);
	await page.getByLabel('Passphrase', { exact: true }).fill('Kormoran-Kolonie');
	await page.keyboard.press('Enter');
	await expect(heading(page, 'Invoice F-0042')).toBeVisible();
	await page.evaluate(() => navigator.serviceWorker.ready);

	const places = await page.evaluate(() =>
		JSON.stringify([location.href, history.state, document.title, document.referrer, name, sessionStorage, localStorage])
	);
	expect(find('page', places)).toEqual([]);
	expect(find('page', await page.content())).toEqual([]);
	expect(find('history', await historyOf(context, page))).toEqual([]);
	expect(find('console', said.join('\n'))).toEqual([]);
	// The thread that has the keys has a heap of its own.
	expect(scanner.scan(await heapPieces(page))).toEqual([]);
	expect(await page.title()).toBe('A document for you · Waxbill');
	expect(scanner.scan(await cookiePieces(context))).toEqual([]);
	const kept = await dumpOrigin(page);
	expect(kept.some(({ where }) => where.includes('waxbill-client'))).toBe(true);
	expect(scanner.scan(kept)).toEqual([]);
	// What was shown lies there sealed.
	expect(new Scanner(['F-0042', 'Hafenweg 12', 'Kleine Brücke']).scan(kept)).toEqual([]);
	// The browser's own event tells the page's address as it was typed; what goes out is asked for without the fragment.
	const out = asked.map((request) => ({ ...request, url: request.url.replace(/^(http:\/\/localhost:\d+\/client)#.*$/, '$1') }));
	expect(scanner.scan(requestPieces(out))).toEqual([]);
	expect(foreignOrigins(asked, server.origin).filter((origin) => origin !== server.origin.replace('http', 'ws'))).toEqual([]);

	// From here the page is loaded anew, by a link over it, and left again.
	await page.evaluate((link) => (location.href = link), sent.link);
	await expect(heading(page, 'A document for you')).toBeVisible();
	await page.goto(`${server.origin}/privacy`);
	await page.goBack();
	await expect(heading(page, 'Open the link again')).toBeVisible();
	expect(find('history', await historyOf(context, page))).toEqual([]);

	await server.stop();
	expect(scanner.scan(server.files())).toEqual([]);
	expect(find('log', server.said)).toEqual([]);
	await context.close();
	await server.start();
	sender = await sender.again({ url: `${server.origin.replace('http', 'ws')}/relay` });
});

test('an estimate is accepted and signed on a telephone, by name and by drawing; what was signed is what was shown', async ({
	browser
}) => {
	const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
	const page = await context.newPage();
	// What a name says is text, whatever it looks like.
	const named = '<img src=x onerror="document.title=1">';
	const document = { ...estimate(), buyer: { ...estimate().buyer, name: named } };
	const sent = await sender.share({ document, change: { answers: ['accepted', 'declined', 'question'] } });
	await open(page, sent);
	await expect(page.getByText('Waits for your answer')).toBeVisible();
	await expect(page.getByText(named, { exact: true })).toBeVisible();
	await expect(page.locator('article img')).toHaveCount(0);
	await page.getByRole('button', { name: 'Accept and sign' }).click();
	await expect(page.getByText('I accept Estimate E-0007 of November 21, 2026 from Nordlicht Werkstatt GmbH, €321.30')).toBeVisible();
	await page.getByRole('button', { name: 'Sign and send' }).click();
	await expect(page.getByText('Type your name: it is your signature.')).toBeVisible();
	await page.getByLabel('Your name').fill('Grete Brücke');
	await page.getByLabel('Draw my signature as well').check();
	await page.getByRole('button', { name: 'Sign and send' }).click();
	await expect(page.getByText('Draw your signature, or leave the drawing out.')).toBeVisible();
	const pad = page.getByRole('img', { name: /^Draw your signature/ });
	await pad.scrollIntoViewIfNeeded();
	const { x, y, width, height } = (await pad.boundingBox())!;
	const draw = async (points: [number, number][]) => {
		for (const [i, [right, down]] of points.entries()) {
			await page.mouse.move(x + width * right, y + height * down);
			if (i === 0) await page.mouse.down();
		}
		await page.mouse.up();
	};
	await draw([
		[0.25, 0.25],
		[0.5, 0.75],
		[0.75, 0.25]
	]);
	await draw([[0.5, 0.5]]);
	await draw([
		[0.1, 0.1],
		[0.2, 0.2]
	]);
	await page.getByRole('button', { name: 'Take back the last line' }).click();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Sign and send' }).click();
	await expect(page.getByText('Accepted and signed as Grete Brücke')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Decline' })).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Ask a question' })).toBeVisible();
	await expectAccessible(page);

	const [answer, ...more] = await sender.answers(sent);
	expect(more).toEqual([]);
	if (typeof answer !== 'object' || answer.answer.kind !== 'accepted') throw new Error(String(answer));
	expect(answer.answer.name).toBe('Grete Brücke');
	expect(Buffer.from(answer.shown).equals(Buffer.from(shownHash(sent.content.document, sent.content.files)))).toBe(true);
	const strokes = readStrokes(answer.answer.strokes!)!;
	expect(strokes.map(({ length }) => length)).toEqual([3, 1]);
	expect(Math.abs(strokes[0]![1]!.x - 512)).toBeLessThan(8);
	expect(Math.abs(strokes[0]![1]!.y - 288)).toBeLessThan(8);
	await context.close();
});

test('questions, refusals and payments reach the sender; without a network they stay as typed, are sent once, and the document opens from the device', async ({
	page,
	context
}) => {
	const sent = await sender.share({ change: { answers: ['declined', 'question', 'saysPaid'] } });
	await open(page, sent);
	await page.getByRole('button', { name: 'Say that I have paid' }).click();
	await page.getByLabel('Paid on').fill('2026-11-20');
	await page.getByLabel('Note').fill('<b>By transfer</b>');
	await page.getByRole('button', { name: 'Send', exact: true }).click();
	await expect(page.getByText('Said that it is paid')).toBeVisible();
	await page.getByRole('button', { name: 'Decline' }).click();
	await expect(page.getByLabel('Reason')).toBeFocused();
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(page.getByText('Declined', { exact: true })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Decline' })).toHaveCount(0);
	await page.evaluate(() => navigator.serviceWorker.ready);

	await page.getByRole('button', { name: 'Ask a question' }).click();
	await page.getByLabel('Question').fill('With or without assembly?');
	await server.stop();
	await page.getByRole('button', { name: 'Send', exact: true }).click();
	await expect(page.getByText('Not sent yet: there is no connection.')).toBeVisible();
	await expectAccessible(page);
	await expect(page.getByLabel('Question')).toHaveValue('With or without assembly?');

	// Another tab, and the link again: sealed on the device, opened without a network.
	const offline = await context.newPage();
	await offline.goto(sent.link);
	await show(offline);
	await expect(heading(offline, 'Invoice F-0042')).toBeVisible();
	await expect(offline.getByText('No connection: this is the copy of')).toBeVisible();
	await expectAccessible(offline);
	await offline.close();

	await server.start();
	// As the browser says when the network is back.
	await page.evaluate(() => dispatchEvent(new Event('online')));
	await expect(page.getByText('Question sent')).toBeVisible();
	sender = await sender.again({ url: `${server.origin.replace('http', 'ws')}/relay` });
	const said = (await sender.answers(sent)).map((each) => (typeof each === 'object' ? each.answer : each));
	expect(said).toHaveLength(3);
	expect(said).toEqual(
		expect.arrayContaining([
			{ kind: 'saysPaid', on: '2026-11-20', text: '<b>By transfer</b>' },
			{ kind: 'declined', reason: '' },
			{ kind: 'question', text: 'With or without assembly?' }
		])
	);
});
