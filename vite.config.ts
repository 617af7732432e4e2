import { fileURLToPath } from 'node:url';
import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { laterPages } from './.config/later-pages.js';
import { knownBrowser } from './tests/support/browser.mjs';

// jspdf would bring these for drawing web pages; documents are drawn from their layout.
const unusedByJspdf = fileURLToPath(new URL('src/lib/documents/pdf/unused-by-jspdf.ts', import.meta.url));

const { executablePath, args, env } = knownBrowser();

// `Features.DirSelector` of lightningcss. Browsers know :dir(); spelled out as a list of languages it misses a page of which only the direction is set.
const DIR_SELECTOR = 4;

// Long enough that a slow machine is slow, not red.
const patience = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 150_000 } } };

export default defineConfig({
	plugins: [laterPages(), sveltekit()],
	resolve: { alias: { html2canvas: unusedByJspdf, canvg: unusedByJspdf, dompurify: unusedByJspdf } },
	css: { lightningcss: { exclude: DIR_SELECTOR } },
	build: {
		target: 'es2022',
		// The list of what each part imports would be loaded with the start; scripts find each other, and after the first visit all of them lie here.
		modulePreload: { resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css')) }
	},
	worker: { format: 'es' },
	test: {
		projects: [
			{
				extends: true,
				test: {
					...patience,
					name: 'node',
					environment: 'node',
					// Not one less than there are, which would be one of two.
					maxWorkers: '100%',
					sequence: { groupOrder: 0 },
					// Its ES modules import each other without file extensions, which Node does not follow.
					server: { deps: { inline: ['stdnum'] } },
					include: ['src/**/*.test.ts', 'sync-server/**/*.test.ts', 'tests/{vectors,support,scenarios}/**/*.test.ts'],
					exclude: ['**/*.browser.test.ts']
				}
			},
			{
				extends: true,
				// Only workers of the page import them: found late, they would load the page anew in the middle of a test.
				optimizeDeps: { include: ['jspdf', 'yjs', 'tesseract.js-core/tesseract-core-simd-lstm.js'] },
				test: {
					...patience,
					name: 'browser',
					// The pages of one origin share locks and databases: one file after the other.
					maxWorkers: 1,
					sequence: { groupOrder: 1 },
					include: ['src/**/*.browser.test.ts', 'tests/browser/**/*.test.ts'],
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						instances: [{ browser: 'chromium' }],
						provider: playwright({ launchOptions: { executablePath, args, env: { ...process.env, ...env } as Record<string, string> } })
					}
				}
			}
		]
	}
});
