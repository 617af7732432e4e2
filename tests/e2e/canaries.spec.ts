/**
 * One person works through the whole app with a text that occurs nowhere else in every field. Then everything the browser keeps, sends and
 * shows after locking is searched for it. That the search itself finds such a text wherever it lies is proved by canary-scan.spec.ts.
 */
import { readFileSync } from 'node:fs';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { fillBooks } from '../support/canary/fill.ts';
import { heapPieces } from '../support/canary/heap.ts';
import { drawnPieces, dumpOrigin, type Piece } from '../support/canary/origin.ts';
import { NEEDLES, marked } from '../support/canary/records.ts';
import { pageKey } from '../../src/lib/workspace/lists/pieces.ts';
import { cookiePieces, profilePieces, requestPieces, Scanner, type Finding } from '../support/canary/scan.ts';
import { openPart, recordPayment } from '../support/invoice-desk.ts';
import { createWorkspace, fillFields, goTo, unlock } from '../support/journey.ts';
import { must } from '../support/page-api.ts';
import { pdfPages } from '../support/pdf.ts';
import { newProfile } from '../support/profile.ts';
import { camtFile, type Account } from '../support/statement-files.ts';
import { foreignOrigins, recordRequests, type RecordedRequest } from '../support/requests.ts';
import { startServer } from '../support/server.ts';

const PASSPHRASE = marked('passphrase');
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><title>${marked('logo title').replaceAll('"', '&quot;')}</title><rect width="30" height="10" fill="#225"/></svg>`;

interface Places {
	unlocked: Finding[];
	keepsFigures: boolean;
	locked: Finding[];
	/** Closed while unlocked; closed while locked. */
	profile: [Finding[], Finding[]];
	requests: Finding[];
	cookies: Finding[];
	console: Finding[];
	/** What is drawn after locking, and what the page's memory holds then. */
	drawn: Finding[];
	heap: Finding[];
	/** The same of the open page: there it must be found, or the search looks in the wrong place. */
	drawnOpen: Finding[];
	heapOpen: Finding[];
	foreign: string[];
	asked: RecordedRequest[];
	printed: string;
}
let found: Places;

test.beforeAll(async () => {
	test.setTimeout(300_000);
	const server = await startServer();
	const profile = newProfile();
	try {
		const context = await profile.open({ baseURL: server.origin });
		const asked = recordRequests(context);
		const said = watchConsole(context);
		const page = await newPage(context);
		await page.goto('/');
		const code = await createWorkspace(page, { name: marked('business name'), passphrase: PASSPHRASE });
		const scanner = new Scanner([...NEEDLES, code, code.replaceAll('-', '')]);
		await fillAll(page);
		const printed = await lookAround(page);
		await typeHalf(page);

		const drawnOpen = scanner.scan(await drawnPieces(page));
		const heapOpen = scanner.scan(await heapPieces(page));
		const kept = await dumpOrigin(page);
		const unlocked = scanner.scan(kept);
		await page.getByRole('button', { name: 'Lock', exact: true }).click();
		await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
		const drawn = scanner.scan(await drawnPieces(page));
		// Only the new worker that waits for a passphrase: neither the one that had the keys, nor the one that made the PDF.
		await expect.poll(() => page.workers().length).toBe(1);
		let heap: Finding[] = [];
		// What the lock itself was still doing when the form was drawn ends a moment later.
		const emptied = expect.poll(async () => (heap = scanner.scan(await heapPieces(page))).length);
		await emptied.toBe(0).catch(() => undefined);
		const locked = scanner.scan(await dumpOrigin(page));
		await unlockByCode(page, code);
		await typeHalf(page);
		const cookies = scanner.scan(await cookiePieces(context));
		await context.close();
		const closedUnlocked = scanner.scan(profilePieces(profile.folder));

		const again = await profile.open({ baseURL: server.origin });
		const other = recordRequests(again);
		const second = await newPage(again);
		await second.goto('/invoices');
		await unlock(second, PASSPHRASE);
		await second.getByRole('searchbox').fill(marked('search again'));
		await second.getByRole('button', { name: 'Lock', exact: true }).click();
		await expect(second.getByLabel('Passphrase', { exact: true })).toBeVisible();
		await again.close();
		const closedLocked = scanner.scan(profilePieces(profile.folder));
		const all = [...asked, ...other];
		found = {
			unlocked,
			keepsFigures: keepsFigures(kept),
			locked,
			profile: [closedUnlocked, closedLocked],
			requests: scanner.scan(requestPieces(all)),
			cookies,
			console: scanner.scan(said),
			drawn,
			heap,
			drawnOpen,
			heapOpen,
			foreign: foreignOrigins(all, server.origin),
			asked: all,
			printed
		};
	} finally {
		await profile.remove();
		await server.stop();
	}
});

test('no text of a record is kept in clear while the workspace is open', () => {
	expect(found.keepsFigures).toBe(true);
	expect(found.unlocked).toEqual([]);
});

test('no text of a record is kept in clear after locking', () => {
	expect(found.locked).toEqual([]);
});

test('the files of the browser hold no text of a record, closed open or closed locked', () => {
	expect(found.profile).toEqual([[], []]);
});

test('no request carries anything that was typed, and nobody but the own origin is asked', () => {
	expect(found.asked.length).toBeGreaterThan(50);
	expect(found.requests).toEqual([]);
	expect(found.foreign).toEqual([]);
	expect(found.asked.filter(({ method, body }) => method !== 'GET' || body !== null)).toEqual([]);
	expect(found.asked.filter(({ headers }) => headers.cookie || headers.referer)).toEqual([]);
});

test('work on a whole workspace sets no cookie', () => {
	expect(found.cookies).toEqual([]);
});

test('after locking, nothing of a record is on the page', () => {
	expect(found.drawnOpen.map(({ where }) => where)).toEqual(expect.arrayContaining(['document', 'values of fields']));
	expect(found.drawn).toEqual([]);
});

test('after locking, nothing of a record is left in the memory of the page', () => {
	expect(found.heapOpen.length).toBeGreaterThan(100);
	expect(found.heap).toEqual([]);
});

test('nothing of a record is said in the console', () => {
	expect(found.console).toEqual([]);
});

test('the printed document of the same workspace holds what was typed', () => {
	// Lines are broken where they are full.
	const dense = (text: string) => text.replace(/\s/g, '');
	const printed = dense(found.printed);
	for (const place of ['business name', 'line 1', 'notes']) expect(printed).toContain(dense(marked(place)));
	for (const place of ['private notes', 'hidden value']) expect(printed).not.toContain(dense(marked(place)));
});

/** What is typed and cannot be kept as it stands asks before it is left: yes, leave. */
async function newPage(context: BrowserContext): Promise<Page> {
	const page = await context.newPage();
	page.on('dialog', (dialog) => void dialog.accept());
	await page.setViewportSize({ width: 1440, height: 900 });
	return page;
}

function watchConsole(context: BrowserContext): Piece[] {
	const said: Piece[] = [];
	context.on('console', (message) => said.push({ where: 'console', bytes: Buffer.from(`${message.text()} ${message.location().url}`) }));
	context.on('weberror', (error) => said.push({ where: 'uncaught', bytes: Buffer.from(error.error().stack ?? error.error().message) }));
	return said;
}

/** Every field of every record: what has a file through the screen, all else through the page's own handle on its worker. */
async function fillAll(page: Page): Promise<void> {
	await goTo(page, 'Settings');
	await page.locator('a[href$="/settings/business"]').first().click();
	await chooseLogo(page, `${marked('logo file').replaceAll('"', '')}.svg`);
	await expect(page.getByRole('img', { name: 'Your logo' })).toBeVisible();
	await goTo(page, 'Home');
	const { value } = await must(page, 'business');
	if (!value.logo) throw new Error('the logo was not kept');
	await fillBooks((name, ...args) => must(page, name, ...args), value.logo);
}

function markedAccount(): Account {
	const booking = {
		...{ date: '2026-11-21', amount: '5.00', reference: marked('reference in a file'), endToEnd: marked('end to end') },
		...{ name: marked('payer in a file'), account: 'NL91ABNA0417164300', text: marked('text in a file') }
	};
	return { iban: 'DE89370400440532013000', bic: 'COBADEFF', currency: 'CAD', decimals: 2, opening: '1.00', bookings: [booking] };
}

/** As a file dropped on the page: a file set from outside would keep its field in the browser's memory, and all that hangs on it. */
async function chooseLogo(page: Page, name: string): Promise<void> {
	await dropFile(page, { name, type: 'image/svg+xml', text: LOGO });
}

async function dropFile(page: Page, file: { name: string; type: string; text: string }): Promise<void> {
	await page.locator('input[type=file]').evaluate((input: HTMLInputElement, { name, type, text }) => {
		const picked = new DataTransfer();
		picked.items.add(new File([text], name, { type }));
		input.files = picked.files;
		input.dispatchEvent(new Event('change', { bubbles: true }));
	}, file);
}

/** Every screen with every record on it, words searched for, forms sent off, a page previewed, a PDF taken. Returns the PDF's text. */
async function lookAround(page: Page): Promise<string> {
	for (const place of ['Clients', 'Items', 'Suppliers', 'Bills', 'Projects'] as const) {
		await goTo(page, place);
		await page.getByRole('searchbox').fill(marked(''));
		await page
			.getByRole('link', { name: /Wqxjz7c1e/ })
			.first()
			.click();
		await expect(page.getByRole('heading', { level: 1 })).toContainText('Wqxjz7c1e');
	}
	await goTo(page, 'Time');
	await expect(page.getByPlaceholder('What are you working on?')).toHaveValue(marked('running note'));
	for (const place of ['Home', 'Recurring', 'Payments'] as const) {
		await goTo(page, place);
		await expect(page.getByRole('main')).toContainText('Wqxjz7c1e');
	}
	const frozen = { Bills: '/expenses/view#', Estimates: '/estimates/view#', Orders: '/orders/view#' } as const;
	for (const place of ['Bills', 'Estimates', 'Orders'] as const) {
		await goTo(page, place);
		await page.locator(`a[href*="${frozen[place]}"]`).first().click();
		await expect(page).toHaveURL(new RegExp(frozen[place]));
		await expect(page.getByRole('main')).toContainText('Wqxjz7c1e');
	}
	await lookAtBank(page);
	await lookAtReports(page);
	await goTo(page, 'Settings');
	await page.locator('a[href$="/settings/business"]').first().click();
	await expect(page.getByLabel('Legal name')).toHaveValue(marked('business name'));
	await goTo(page, 'Invoices');
	await page.getByRole('searchbox').fill(marked('party name'));
	await page.locator('a[href*="/invoices/view#"]').first().click();
	await expect(page.locator('svg[aria-label]').first()).toContainText('Wqxjz7c1e');
	await recordPayment(page, { Amount: '12', Reference: marked('typed reference') });
	await page.getByRole('button', { name: 'More actions', exact: true }).click();
	await page.getByRole('menuitem', { name: 'Mark as sent' }).click();
	await fillFields(page.getByRole('dialog'), { To: marked('typed recipient') });
	await page.getByRole('dialog').getByRole('button', { name: 'Mark as sent' }).click();
	await expect(page.getByRole('dialog')).toHaveCount(0);
	// Its client takes an e-invoice inside the PDF; a stamp duty has no place in one.
	await page.getByRole('button', { name: 'Download PDF' }).click();
	const dialog = page.getByRole('dialog', { name: 'E-invoice' });
	await expect(dialog.getByText('A stamp duty has no place in it.')).toBeVisible();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		dialog.getByRole('button', { name: 'PDF without the e-invoice' }).click()
	]);
	await expect(dialog).toHaveCount(0);
	return pdfPages(readFileSync(await download.path())).join('\n');
}

/** A statement read from a file, a line booked by what was proposed, and one searched for. */
async function lookAtBank(page: Page): Promise<void> {
	await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Bank' }).click();
	await expect(page.getByText('2 lines to match')).toBeVisible();
	await page.getByRole('link', { name: 'Read a statement' }).click();
	const text = camtFile(markedAccount(), { version: 8 });
	await dropFile(page, { name: `${marked('statement file').replaceAll('"', '')}.xml`, type: 'text/xml', text });
	await page.getByRole('button', { name: 'Take in 1 line' }).click();
	await expect(page.getByText('3 lines to match')).toBeVisible();
	await page.getByRole('button', { name: 'Book', exact: true }).first().click();
	await expect(page.getByText('2 lines to match')).toBeVisible();
	await page.getByRole('link', { name: 'All lines' }).click();
	await page.getByRole('searchbox').fill(marked('open payer'));
	await page
		.getByRole('link', { name: /Wqxjz7c1e/ })
		.first()
		.click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Wqxjz7c1e');
}

/** Reports that name clients, suppliers, categories and taxes: their figures are kept for the next start. */
async function lookAtReports(page: Page): Promise<void> {
	for (const report of ['Tax summary', 'Statements of clients', 'Statements of suppliers', 'Sales by client', 'Costs by category']) {
		await goTo(page, 'Reports');
		await page.getByRole('link', { name: report }).first().click();
		await page.getByLabel('Period').selectOption({ value: 'custom' });
		await page.getByLabel('From', { exact: true }).fill('2020-01-01');
		await page.getByLabel('To', { exact: true }).fill('2030-12-31');
		await expect(page.locator('.report[aria-busy=false]').getByRole('table', { name: report, exact: true })).toContainText('Wqxjz7c1e');
	}
	await page.getByRole('table', { name: 'Costs by category' }).getByRole('button').first().click();
	await expect(page.getByRole('dialog', { name: 'Behind this figure' })).toContainText('Wqxjz7c1e');
	await page.keyboard.press('Escape');
	await goTo(page, 'Reports');
	await page.getByRole('link', { name: 'Cash forecast' }).click();
	await expect(page.getByRole('heading', { name: 'What is expected' })).toBeVisible();
	await expect(page.getByRole('main')).toContainText('Wqxjz7c1e');
}

/** Whether figures are kept on the device: without them nothing would be proved of them. */
function keepsFigures(pieces: readonly Piece[]): boolean {
	const state = String(pageKey({ list: 199, kind: 'derived', number: 0 }));
	return pieces.some(({ where, bytes }) => where.endsWith('/page key') && bytes.toString() === state);
}

/** A draft left in the middle of a word. Going elsewhere and back makes the browser note down the page as it was. */
async function typeHalf(page: Page): Promise<void> {
	await goTo(page, 'Invoices');
	await page.locator('a[href*="/invoices/edit#"]').first().click();
	const note = page.getByLabel('Private note', { exact: true });
	await openPart(page, 'Terms and notes');
	await note.fill(marked('half typed').slice(0, -2));
	await page.getByLabel('Item or service', { exact: true }).first().fill(marked('half a line'));
	await goTo(page, 'Home');
	await page.goBack();
	await expect(note).toHaveValue(marked('half typed').slice(0, -2));
	await openPart(page, 'Terms and notes');
	await note.fill(marked('half typed agai'));
}

async function unlockByCode(page: Page, code: string): Promise<void> {
	await page.getByRole('button', { name: 'Use the recovery code instead' }).click();
	await page.getByLabel('Recovery code').fill(code);
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.getByRole('button', { name: 'Keep the old one' }).click();
	await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}
