/**
 * Finds a Chromium that really starts, or fetches one, and remembers it. In this order: CHROMIUM_PATH, the system's Chromium, Chrome or
 * Edge, Playwright's own, Playwright's download, and on Linux x64 the @sparticuz/chromium package from npm.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, npm, readJson, root, tool } from './run.mjs';

/** @typedef {{ executablePath: string, args: string[], env: Record<string, string>, version: string }} Browser */

const SPARTICUZ = '@sparticuz/chromium@153.0.0';
const found = () => join(cacheFolder('browser'), 'path.json');

/** What every launch needs here: no sandbox for root and in most containers, and nothing fetched behind our back. */
const ARGS = [...(process.platform === 'linux' ? ['--no-sandbox', '--disable-dev-shm-usage'] : []), '--disable-gpu'];

function onPath() {
	const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chrome', 'msedge'];
	const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
	return names.flatMap((name) => folders.map((folder) => join(folder, process.platform === 'win32' ? `${name}.exe` : name)));
}

function installedApps() {
	if (process.platform === 'darwin') {
		const apps = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
		return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
			apps.map((app) => `${folder}/${app}.app/Contents/MacOS/${app}`)
		);
	}
	if (process.platform !== 'win32') return ['/snap/bin/chromium'];
	const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
		(folder) => folder !== undefined
	);
	const apps = ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
	return folders.flatMap((folder) => apps.map((app) => join(folder, app)));
}

/** Starts it and draws a page: the one proof that counts. @param {string} executablePath @param {Record<string, string>} [env] @returns {Promise<Browser | undefined>} */
async function probe(executablePath, env = {}) {
	if (!existsSync(executablePath)) return undefined;
	const { chromium } = await import('playwright');
	try {
		const browser = await chromium.launch({ executablePath, args: ARGS, env: { ...process.env, ...env }, timeout: 30_000 });
		try {
			const page = await browser.newPage();
			await page.setContent('<p>text has a size</p>');
			const box = await page.locator('p').boundingBox();
			return box && box.height > 0 ? { executablePath, args: ARGS, env, version: browser.version() } : undefined;
		} finally {
			await browser.close();
		}
	} catch {
		return undefined;
	}
}

async function playwrightsOwn() {
	const { chromium } = await import('playwright');
	return probe(chromium.executablePath());
}

/** The npm package unpacks a Chromium and the libraries it needs; the fonts are ours, for text without a font has no size. @returns {Promise<Browser | undefined>} */
async function sparticuz() {
	if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
	const folder = cacheFolder('browser', 'sparticuz');
	writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
	if ((await npm(['install', '--no-audit', '--no-fund', '--no-save', SPARTICUZ], { cwd: folder, quiet: true })) !== 0) return undefined;
	// It unpacks into the folder for temporary files and takes what it finds there for its own.
	const unpacked = join(folder, 'unpacked');
	rmSync(unpacked, { recursive: true, force: true });
	mkdirSync(unpacked);
	const before = process.env.TMPDIR;
	process.env.TMPDIR = unpacked;
	try {
		const entry = createRequire(join(folder, 'package.json')).resolve('@sparticuz/chromium');
		const { default: chromium, inflate } = await import(pathToFileURL(entry).href);
		const executablePath = await chromium.executablePath();
		const libraries = join(folder, 'node_modules', '@sparticuz', 'chromium', 'bin', 'al2023.tar.br');
		if (inflate && existsSync(libraries)) await inflate(libraries);
		return await probe(executablePath, sparticuzEnvironment(unpacked));
	} finally {
		if (before === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = before;
	}
}

/** @param {string} unpacked */
function sparticuzEnvironment(unpacked) {
	const config = join(unpacked, 'fonts.conf');
	const folders = ['/usr/share/fonts', join(unpacked, 'fonts'), join(root, 'static', 'fonts')].filter(existsSync);
	const dirs = folders.map((folder) => `<dir>${folder}</dir>`).join('');
	writeFileSync(
		config,
		`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs}<cachedir>${unpacked}/font-cache</cachedir></fontconfig>\n`
	);
	const libraries = readdirSync(unpacked, { recursive: true })
		.map(String)
		.filter((name) => /(^|\/)lib$/.test(name));
	const path = [...libraries.map((name) => join(unpacked, name)), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
	return { FONTCONFIG_FILE: config, ...(path && { LD_LIBRARY_PATH: path }) };
}

/** @returns {Promise<Browser>} */
async function search() {
	if (process.env.CHROMIUM_PATH) {
		const chosen = await probe(process.env.CHROMIUM_PATH);
		if (!chosen) throw new Error(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which does not start`);
		return chosen;
	}
	if (!process.env.BROWSER_FETCH) {
		for (const path of [...onPath(), ...installedApps()]) {
			const browser = await probe(path);
			if (browser) return browser;
		}
		const own = await playwrightsOwn();
		if (own) return own;
	}
	console.log('No Chromium on this machine: fetching one …');
	await tool('playwright', ['install', 'chromium'], { quiet: true });
	const browser = (await playwrightsOwn()) ?? (await sparticuz());
	if (browser) return browser;
	throw new Error('Found no Chromium and could fetch none. Install Chromium, Chrome or Edge, or name one in CHROMIUM_PATH.');
}

/** The remembered browser if it still starts, else a search. @returns {Promise<Browser>} */
export async function findBrowser() {
	const known = readJson(found());
	const wanted = process.env.CHROMIUM_PATH;
	const stillThere =
		known && !process.env.BROWSER_FETCH && (!wanted || wanted === known.executablePath) && (await probe(known.executablePath, known.env));
	const browser = stillThere || (await search());
	writeFileSync(found(), JSON.stringify(browser, null, '\t'));
	return browser;
}

/** What was found, for configurations that cannot wait. @returns {Browser} */
export function knownBrowser() {
	return readJson(found()) ?? { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ARGS, env: {}, version: '' };
}
