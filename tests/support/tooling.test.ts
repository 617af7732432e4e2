import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { metaPolicy, policyHeader } from '../../.config/after-build.js';
import { cutList, secondList } from '../../.config/later-pages.js';
import type { Claim } from '../../src/lib/privacy/claims.ts';
import { missingTests, unproved } from './claims.ts';
import { fromPlaywright, fromVitest, type TestResult } from './reports.ts';
import { installIsStale, root } from './run.mjs';
import { testTitles } from './titles.ts';

const claim = (...names: string[]) => ({ id: 'P1', tests: names.map((name) => ({ file: 'a.test.ts', name })) }) as unknown as Claim;
const ran = (name: string, outcome: TestResult['outcome'] = 'passed'): TestResult => ({ file: 'a.test.ts', name, outcome });

describe('a claim', () => {
	test('must name tests, and tests that exist', () => {
		expect(missingTests([claim('one')], () => ['one'])).toEqual([]);
		expect(missingTests([claim('one', 'two')], () => ['one'])).toHaveLength(1);
		expect(missingTests([claim()], () => ['one'])).toHaveLength(1);
	});
	test('is proved only when each of its tests ran and passed', () => {
		expect(unproved(claim('one', 'two'), [ran('one'), ran('two')])).toEqual([]);
		expect(unproved(claim('one', 'two'), [ran('one')])).toHaveLength(1);
		expect(unproved(claim('one'), [ran('one', 'failed')])).toHaveLength(1);
		expect(unproved(claim('one'), [ran('one', 'skipped')])).toHaveLength(1);
		expect(unproved(claim('one'), [{ ...ran('one'), unsteady: true }])).toHaveLength(1);
		expect(unproved(claim('one'), [ran('one'), ran('one', 'failed')])).toHaveLength(1);
		expect(unproved(claim('one'), [{ ...ran('one'), file: 'b.test.ts' }])).toHaveLength(1);
	});
});

test('titles are read with their groups; skipped tests and texts in comments are none', () => {
	const folder = mkdtempSync(join(tmpdir(), 'titles-'));
	const file = join(folder, 'a.test.ts');
	writeFileSync(
		file,
		`describe('group', () => { it('inner', () => {}); test.describe("deep", () => { test(\`last\`, () => {}); }); });
		// test('in a comment', () => {});
		test('outer', () => { expect("test('in a string', 1)"); }); test.skip('skipped', () => {}); test.each([1])('each %i', () => {});`
	);
	expect(testTitles(file)).toEqual(['group › inner', 'group › deep › last', 'outer']);
	rmSync(folder, { recursive: true });
});

describe('reports', () => {
	test('of vitest: a file that did not load is a failure', () => {
		const assertion = (title: string, status: string) => ({
			ancestorTitles: ['group'],
			title,
			status,
			failureMessages: status === 'failed' ? ['expected 1'] : []
		});
		const results = fromVitest({
			testResults: [
				{
					name: join(root, 'src', 'a.test.ts'),
					status: 'failed',
					assertionResults: [assertion('one', 'passed'), assertion('two', 'failed'), assertion('three', 'pending')]
				},
				{ name: join(root, 'src', 'b.test.ts'), status: 'failed', message: 'no such module', assertionResults: [] }
			]
		});
		expect(results.map(({ file, name, outcome }) => [file, name, outcome])).toEqual([
			['src/a.test.ts', 'group › one', 'passed'],
			['src/a.test.ts', 'group › two', 'failed'],
			['src/a.test.ts', 'group › three', 'skipped'],
			['src/b.test.ts', '(the file did not load)', 'failed']
		]);
		expect(results.map(({ message }) => message || undefined)).toEqual([undefined, 'expected 1', undefined, 'no such module']);
	});
	test('of playwright: groups, and a test that needed a second try is named', () => {
		const spec = (title: string, status: string) => ({
			title,
			file: 'a.spec.ts',
			tests: [{ status, results: status === 'flaky' ? [{ error: { message: 'late' } }, {}] : [{}] }]
		});
		const results = fromPlaywright({
			config: { rootDir: join(root, 'tests', 'e2e') },
			suites: [
				{
					title: 'a.spec.ts',
					specs: [spec('one', 'expected'), spec('two', 'flaky')],
					suites: [{ title: 'group', specs: [spec('three', 'skipped')] }]
				}
			],
			errors: [{ message: 'no tests\nmore' }]
		});
		expect(results.map(({ file, name, outcome }) => [file, name, outcome])).toEqual([
			['tests/e2e/a.spec.ts', 'one', 'passed'],
			['tests/e2e/a.spec.ts', 'two', 'passed'],
			['tests/e2e/a.spec.ts', 'group › three', 'skipped'],
			['', 'no tests', 'failed']
		]);
		expect(results.map(({ unsteady }) => unsteady)).toEqual([false, true, false, undefined]);
		expect(results.map(({ message }) => message)).toEqual([undefined, 'late', undefined, 'no tests\nmore']);
	});
});

describe('what is installed is stale', () => {
	const lock = {
		packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/other-system': { version: '1.0.0', optional: true } }
	};
	const installed = (version: string) => ({ packages: { 'node_modules/a': { version } } });
	test('when nothing is there, or another version, or a package is missing', () => {
		expect(installIsStale(lock, undefined)).toBe(true);
		expect(installIsStale(lock, installed('1.0.1'))).toBe(true);
		expect(installIsStale(lock, { packages: {} })).toBe(true);
	});
	test('but not when only packages for other systems are missing', () => {
		expect(installIsStale(lock, installed('1.0.0'))).toBe(false);
	});
});

test('the header allows the start scripts of every page, and no framing', () => {
	const page = (hash: string) => `<meta http-equiv="content-security-policy" content="default-src 'self'; script-src 'self' '${hash}'">`;
	expect(policyHeader([page('sha256-a'), page('sha256-b')])).toBe(
		"default-src 'self'; script-src 'self' 'sha256-a' 'sha256-b'; frame-ancestors 'none'"
	);
	expect(() => metaPolicy('<html></html>')).toThrow(/no content security policy/);
});

test('the first script names the pages of the start alone, and each other page is in the second list once', () => {
	const page = (number: number) => `() => import('./nodes/${number}')`;
	const list = `export const nodes = [\n${[0, 1, 2, 3, 4].map(page).join(',\n')}\n];\n`;
	const cut = cutList(`${list}export const dictionary = {\n\t"/": [3],\n\t"/(app)/bank": [4,[2]]\n};`);
	expect(cut?.later).toEqual(['2', '4']);
	expect(cut?.first).toContain([page(0), page(1), '() => later(2)', page(3), '() => later(4)'].join(',\n'));
	expect(secondList(cut?.later ?? [])).toBe(`export const nodes = {\n\t2: ${page(2)},\n\t4: ${page(4)}\n};\n`);
	expect(cutList('export const pages = [];')).toBeUndefined();
});
