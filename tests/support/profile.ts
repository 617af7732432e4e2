/** A browser with a profile of its own on disk: closed and started again, it remembers what a person's browser would. */
import { chromium, type BrowserContext } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knownBrowser } from './browser.mjs';

export interface Profile {
	folder: string;
	/** Starts the browser on this profile. Close the context before the next start. */
	open(options?: ProfileOptions): Promise<BrowserContext>;
	/** Closes what is open and deletes the folder. */
	remove(): Promise<void>;
}
export interface ProfileOptions {
	baseURL?: string;
	/** More switches for the browser. */
	args?: string[];
	/** Keeps left pages for going back, as a person's browser does. */
	keepPages?: boolean;
}

export function newProfile(): Profile {
	const folder = mkdtempSync(join(tmpdir(), 'profile-'));
	const { executablePath, args, env } = knownBrowser();
	let context: BrowserContext | undefined;
	return {
		folder,
		async open(options = {}) {
			context = await chromium.launchPersistentContext(folder, {
				executablePath,
				args: [...args, ...(options.args ?? [])],
				env: { ...process.env, ...env } as Record<string, string>,
				...(options.keepPages && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
				baseURL: options.baseURL,
				// Whatever a file of tests says of its other browsers.
				serviceWorkers: 'allow',
				acceptDownloads: true
			});
			// A step that finds nothing to act on says so, before the whole test runs out of time.
			context.setDefaultTimeout(40_000);
			return context;
		},
		async remove() {
			await context?.close();
			rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
		}
	};
}
