import { defineConfig } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knownBrowser } from '../support/browser.mjs';
import { playwrightReport } from '../support/reports.ts';
import { cacheFolder } from '../support/run.mjs';

const freePort = `const s = require('node:net').createServer().listen(0, 'localhost', () => { console.log(s.address().port); s.close(); })`;
// Worker processes read this file again and must come to the same port.
process.env.E2E_PORT ??= execFileSync(process.execPath, ['-e', freePort], { encoding: 'utf8' }).trim();
const origin = `http://localhost:${process.env.E2E_PORT}`;
const { executablePath, args, env } = knownBrowser();

export default defineConfig({
	testDir: '.',
	testMatch: '*.spec.ts',
	outputDir: cacheFolder('e2e'),
	// A journey waits for a good half of its time, for pages and for the other side: three share two cores well.
	workers: 3,
	// One journey of a hundred that loses a race must not hide what the others say; it is named at the end of the run, and to be looked into.
	retries: process.env.CI ? 1 : 0,
	timeout: 300_000,
	expect: { timeout: 60_000 },
	forbidOnly: Boolean(process.env.CI),
	reporter: [['list'], ['json', { outputFile: playwrightReport }]],
	use: {
		baseURL: origin,
		// Traces cost a fifth of the time: ask for one with `--trace on`.
		trace: 'off',
		screenshot: 'only-on-failure',
		launchOptions: { executablePath, args, env: { ...process.env, ...env } as Record<string, string> }
	},
	webServer: {
		command: 'node --import tsx sync-server/main.ts',
		cwd: fileURLToPath(new URL('../..', import.meta.url)),
		// A relay of its own, apart from the one `npm start` may be serving here.
		env: { PORT: process.env.E2E_PORT, RELAY_DATA: join(tmpdir(), `waxbill-e2e-${process.env.E2E_PORT}`) },
		url: origin,
		reuseExistingServer: false
	}
});
