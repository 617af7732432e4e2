/**
 * Books of N documents without screens, for benchmarks: filled once through the sealed batch path, kept as a browser profile, and measured by the
 * built worker on a copy of it. The data always has one origin, whatever port serves it.
 */
import type { Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newBusiness, newSeries, presetOf } from '../../src/lib/business/presets.ts';
import type { CreateInput, ListQuery, WorkerApi } from '../../src/lib/worker-api.ts';
import { PASSPHRASE } from '../support/journey.ts';
import { newProfile, type Profile } from '../support/profile.ts';
import { cacheFolder, root } from '../support/run.mjs';
import { startServer } from '../support/server.ts';
import { openForBench } from './browser.ts';
import type { Filler } from './filler.worker.ts';
import { benchSite } from './site.ts';

export interface Bench {
	books: WorkerApi;
	reference: { put(key: number, bytes: Uint8Array): Promise<unknown> };
	filler: { [K in keyof Filler]: (...args: Parameters<Filler[K]>) => Promise<Awaited<ReturnType<Filler[K]>>> };
	startWorker(name: 'books' | 'reference' | 'filler'): unknown;
	endWorker(name: 'books' | 'reference' | 'filler'): void;
}

export interface Books {
	page: Page;
	/** Unlocks without stretching anything. */
	code: string;
	documents: number;
	profile: Profile;
}

const ORIGIN = 'http://bench.localhost';
/** Above this, list pages stand alone: no log and no records behind them. */
const MOST_DOCUMENTS = 100_000;
/** What the log behind pages alone holds. */
const BEHIND_PAGES = 1000;

export const hasRecords = (documents: number) => documents <= MOST_DOCUMENTS;

/** What decides what a filled profile holds; after a change of anything else it is filled again by hand: delete the cache. */
function contentVersion(): string {
	const hash = createHash('sha256');
	const lists = readdirSync(join(root, 'src/lib/workspace/lists')).filter((name) => /(?<!\.test)\.ts$/.test(name));
	const files = [
		'tests/support/generated-books.ts',
		'tests/support/generated-conversions.ts',
		'tests/support/generated-desk.ts',
		'tests/support/generated-purchases.ts',
		'tests/support/every-record.ts',
		'src/lib/workspace/operations.ts',
		'src/lib/workspace/record-row.ts',
		'src/lib/workspace/rules-version.ts'
	];
	for (const file of [...files, 'src/lib/workspace/projection.ts', ...lists.sort().map((name) => `src/lib/workspace/lists/${name}`)])
		hash.update(readFileSync(join(root, file)));
	return hash.digest('hex').slice(0, 12);
}

/** Opens the bench's page on the profile. */
export async function openBench(profile: Profile, port: number, path = '/bench.html'): Promise<Page> {
	const args = [`--host-resolver-rules=MAP bench.localhost:80 127.0.0.1:${port}`];
	const page = await (await openForBench(profile, { args })).newPage();
	await page.goto(ORIGIN + path);
	if (path === '/bench.html') await page.waitForFunction(() => 'startWorker' in globalThis);
	return page;
}

/** `desk`: every other type of record lies beside the documents. `open`: nobody has paid any of them. */
export type Filling = 'plain' | 'desk' | 'open';

/** Runs `use` on a copy of the filled profile; the browser is not started yet. */
export async function withProfile<T>(
	documents: number,
	use: (profile: Profile, port: number, code: string) => Promise<T>,
	filling: Filling = 'plain'
): Promise<T> {
	const server = await startServer(await benchSite(), { host: '127.0.0.1' });
	const profile = newProfile();
	try {
		const filled = await (filling === 'desk'
			? filledDesk(documents, server.port)
			: filledFolder(documents, server.port, filling === 'open'));
		cpSync(join(filled, 'profile'), profile.folder, { recursive: true });
		return await use(profile, server.port, readFileSync(join(filled, 'code'), 'utf8'));
	} finally {
		await profile.remove();
		await server.stop();
	}
}

/** Runs `measure` on a page whose app worker is unlocked, has shown its first list and followed its log. */
export async function withBooks<T>(documents: number, measure: (books: Books) => Promise<T>, filling?: Filling): Promise<T> {
	const use = async (profile: Profile, port: number, code: string) => {
		const page = await openBench(profile, port);
		await page.evaluate(async (recovery) => {
			const bench = globalThis as unknown as Bench;
			for (const name of ['books', 'reference', 'filler'] as const) bench.startWorker(name);
			const opened = await bench.books.unlockWithRecovery(recovery);
			if (!opened.ok) throw new Error(opened.error.code);
			await bench.books.list('document', { limit: 50 });
			await bench.filler.unlock(recovery);
			// As long as the app's own audit, begun before it: what is measured is work on books that have been open for a while.
			await new Promise((resolve) => setTimeout(resolve, 2000));
			await bench.filler.audit();
		}, code);
		return measure({ page, code, documents, profile });
	};
	return withProfile(documents, use, filling);
}

export const NEWEST: ListQuery<'document'> = { sort: { by: 'issueDate', descending: true }, limit: 50 };

/** The folder of that name if it is filled already; one of another content goes. */
function keptFolder(name: string): { folder: string; isFilled: boolean } {
	const profiles = cacheFolder('bench', 'profiles');
	const folder = join(profiles, `${name}-${contentVersion()}`);
	if (existsSync(folder)) return { folder, isFilled: true };
	for (const old of readdirSync(profiles)) if (old.startsWith(`${name}-`)) rmSync(join(profiles, old), { recursive: true, force: true });
	return { folder, isFilled: false };
}

/** Keeps a profile whose browser is closed; whole or not at all. */
function keep(profile: Profile, folder: string, code: string): void {
	const building = `${folder}.new`;
	rmSync(building, { recursive: true, force: true });
	mkdirSync(building, { recursive: true });
	cpSync(profile.folder, join(building, 'profile'), {
		recursive: true,
		filter: (path) => !/Singleton|Cache/.test(path.slice(profile.folder.length))
	});
	writeFileSync(join(building, 'code'), code);
	renameSync(building, folder);
}

async function filledFolder(documents: number, port: number, open = false): Promise<string> {
	const { folder, isFilled } = keptFolder(`${open ? 'open-' : ''}${documents}`);
	if (isFilled) return folder;
	const profile = newProfile();
	try {
		const page = await openBench(profile, port);
		page.setDefaultTimeout(0);
		const preset = presetOf('CA-QC');
		const input: CreateInput = { passphrase: PASSPHRASE, business: newBusiness(preset, 'Atelier'), series: newSeries(preset) };
		const code = await page.evaluate(async (given) => {
			const bench = globalThis as unknown as Bench;
			bench.startWorker('books');
			const created = await bench.books.create(given);
			if (!created.ok) throw new Error(created.error.code);
			bench.endWorker('books');
			return created.value.recoveryCode;
		}, input);
		const took = await page.evaluate(
			async ([recovery, count, most, areOpen]) => {
				const bench = globalThis as unknown as Bench;
				bench.startWorker('filler');
				await bench.filler.unlock(recovery);
				const milliseconds = await bench.filler.fill(most, areOpen);
				if (count > most) await bench.filler.fillPages(count);
				return milliseconds;
			},
			[code, documents, hasRecords(documents) ? documents : BEHIND_PAGES, open] as const
		);
		console.log(`filled ${documents} in ${(took / 1000).toFixed(1)} s`);
		await page.context().close();
		keep(profile, folder, code);
		return folder;
	} finally {
		await profile.remove();
	}
}

/** The same documents, and the rest beside them. */
async function filledDesk(documents: number, port: number): Promise<string> {
	const alone = await filledFolder(documents, port);
	const { folder, isFilled } = keptFolder(`desk-${documents}`);
	if (isFilled) return folder;
	const code = readFileSync(join(alone, 'code'), 'utf8');
	const profile = newProfile();
	try {
		cpSync(join(alone, 'profile'), profile.folder, { recursive: true });
		const page = await openBench(profile, port);
		page.setDefaultTimeout(0);
		const took = await page.evaluate(
			async ([recovery, count]) => {
				const bench = globalThis as unknown as Bench;
				bench.startWorker('filler');
				await bench.filler.unlock(recovery);
				return bench.filler.fillDesk(count);
			},
			[code, documents] as const
		);
		console.log(`filled the desk beside ${documents} in ${(took / 1000).toFixed(1)} s`);
		await page.context().close();
		keep(profile, folder, code);
		return folder;
	} finally {
		await profile.remove();
	}
}
