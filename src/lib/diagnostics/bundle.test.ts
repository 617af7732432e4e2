import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import type { WorkerFacts } from './api.ts';
import { bundleName, bundleText, isExpired, magnitude, supportBundle, type PageFacts } from './bundle.ts';
import { browserOf } from './page-facts.ts';

const WORKER: WorkerFacts = {
	rules: 6,
	books: '1-9',
	records: { party: '10-99' },
	log: { entries: '1k-9k', waiting: '0', damagedWaiting: '0', quarantined: '0', voids: '0', broken: false, shared: true, copied: false },
	refused: { 'in-use': '1-9' },
	team: { role: 'owner', members: '1-9', devices: '1-9' },
	relay: { link: 'live', elsewhere: false, arriving: false, alarms: ['fork-stop'] },
	errors: { 'invalid-too-large': '1-9' }
};
const PAGE: PageFacts = {
	version: '0a1b2c3d4e5f6071',
	browser: 'chromium',
	browserVersion: 131,
	system: 'linux',
	language: 'en',
	width: 'wide',
	online: true,
	installed: false,
	offlineShell: true,
	newVersionWaits: false,
	persisted: true,
	used: 12.4,
	allowed: 120_000
};
const NOW = new Date('2026-11-22T23:30:00Z');

describe('the support bundle', () => {
	it('says what it is, and on which day it expires', () => {
		const bundle = supportBundle(WORKER, PAGE, NOW);
		expect(bundle).toEqual({
			format: 'waxbill-support',
			version: 1,
			made: '2026-11-22',
			expires: '2026-12-06',
			app: {
				...{ version: '0a1b2c3d4e5f6071', browser: 'chromium', browserVersion: 131, system: 'linux', language: 'en', width: 'wide' },
				...{ online: true, installed: false, offlineShell: true, newVersionWaits: false, persisted: true },
				...{ usedMebibytes: '10-99', allowedMebibytes: '100k-999k' }
			},
			books: WORKER
		});
		expect(bundleName(bundle)).toBe('waxbill-support-until-2026-12-06.json');
		expect(JSON.parse(bundleText(bundle))).toEqual(bundle);
		const days = ['2026-12-05T23:59:59Z', '2026-12-06T00:00:00Z', '2027-01-01T00:00:00Z'];
		expect(days.map((day) => isExpired(bundle, new Date(day)))).toEqual([false, true, true]);
	});

	it('lets no text, number or id through, wherever one is put', () => {
		const paths: string[][] = [];
		const walk = (value: unknown, path: string[]) => {
			if (typeof value === 'object' && value !== null && !Array.isArray(value))
				for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
			else paths.push(path);
		};
		// A version is a short hash, and tells the same of everybody: tried below.
		const { version: _version, ...page } = PAGE;
		walk({ worker: WORKER, page }, []);
		const secret = fc.oneof(
			fc.constantFrom(
				'Zoë Maple',
				'maple@example.org',
				'1234.50',
				'F2026-0007',
				'd'.repeat(31) + '0',
				'https://relay.example',
				'DE89370400440532013000'
			),
			fc.integer({ min: 10_000 }),
			fc.bigInt({ min: 10n ** 9n }).map(String)
		);
		fc.assert(
			fc.property(fc.constantFrom(...paths), secret, fc.boolean(), (path, planted, asKey) => {
				const facts = structuredClone({ worker: WORKER, page: PAGE }) as unknown as Record<string, unknown>;
				let at = facts;
				for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
				const last = path.at(-1)!;
				// What is no text cannot stand where the browser tells bytes.
				if (asKey) at[last] = { [String(planted)]: planted };
				else if (last === 'used' || last === 'allowed') return;
				else at[last] = Array.isArray(at[last]) ? [planted] : planted;
				const { worker, page } = facts as unknown as { worker: WorkerFacts; page: PageFacts };
				expect(bundleText(supportBundle(worker, page, NOW))).not.toContain(String(planted));
			}),
			{ numRuns: 400 }
		);
	});

	it.each([['f'.repeat(32)], ['Zoë'], ['1234.50'], ['https://a.example'], ['']])('takes no version that is none: %s', (version) => {
		expect(supportBundle(WORKER, { ...PAGE, version }, NOW).app.version).toBe('other');
	});

	it('tells counts by their digits', () => {
		expect([0, 1, 9, 10, 999, 1000, 54_321, 999_999, 1e6, 1e12, Number.NaN, -1].map(magnitude)).toEqual([
			...['0', '1-9', '1-9', '10-99', '100-999', '1k-9k', '10k-99k', '100k-999k', '1M+', '1M+', '0', '0']
		]);
	});

	it.each([
		['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36', 'chromium', 131, 'linux'],
		[
			'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
			'edge',
			131,
			'windows'
		],
		[
			'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
			'safari',
			17,
			'ios'
		],
		['Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0', 'firefox', 133, 'android'],
		['something else', 'other', 0, 'other']
	])('%s', (agent, browser, browserVersion, system) => {
		expect(browserOf(agent)).toEqual({ browser, browserVersion, system });
	});
});
