import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import config from '../../.config/dependency-cruiser.js';

/** Breaches of the map, each by one file: who imports what, and the rule that must see it. */
const BREACHES: [file: string, source: string, rule: string][] = [
	['src/lib/money/a.ts', `import '../ui/button.ts';`, 'money-uses-only-what-it-may'],
	['src/lib/crypto/a.ts', `import { x } from '#lib/storage/store.ts'; x;`, 'crypto-uses-only-what-it-may'],
	['src/lib/parties/a.ts', `import { x } from '#lib/documents/totals.ts'; x;`, 'parties-uses-only-what-it-may'],
	['src/lib/documents/a.ts', `import { x } from '#lib/payments/pay.ts'; x;`, 'documents-uses-only-what-it-may'],
	['src/lib/workspace/a.ts', `import { x } from '#lib/documents/totals.ts'; x;`, 'workspace-uses-only-what-it-may'],
	['src/lib/identity/a.ts', `import { x } from '#lib/workspace/log.ts'; x;`, 'identity-uses-only-what-it-may'],
	[
		'src/lib/documents/A.svelte',
		`<script lang="ts">import { x } from '#lib/workspace/log.ts'; x;</script>`,
		'screens-know-sealed-layers-only-as-types'
	],
	['src/lib/documents/b.svelte.ts', `import { x } from '#lib/workspace/log.ts'; x;`, 'screens-know-sealed-layers-only-as-types'],
	[
		'src/routes/+page.svelte',
		`<script lang="ts">import { x } from '#lib/crypto/keys.ts'; x;</script>`,
		'screens-know-sealed-layers-only-as-types'
	],
	['src/lib/business/a.ts', `import { session } from '#lib/session.svelte.ts'; session;`, 'only-routes-know-the-session'],
	['src/lib/identity/b.ts', `import { x } from '../worker.ts'; x;`, 'the-worker-is-known-by-its-interface'],
	['sync-server/a.ts', `import { x } from '../src/lib/crypto/keys.ts'; x;`, 'sync-server-stands-alone'],
	['sync-server/protocol/a.ts', `import fs from 'node:fs'; fs;`, 'the-protocol-is-pure'],
	['src/lib/workspace/b.ts', `import * as Y from 'yjs'; Y;`, 'yjs-in-one-place'],
	['src/lib/documents/c.ts', `const pdf = await import('jspdf'); pdf;`, 'jspdf-in-one-place'],
	['src/lib/workspace/c.ts', `import sodium from 'libsodium-wrappers'; sodium;`, 'libsodiumwrappers-in-one-place'],
	['src/lib/workspace/d.ts', `import Dexie from 'dexie'; Dexie;`, 'dexie-in-one-place'],
	['src/lib/documents/totals.ts', `import { x } from './view.svelte.ts'; export { x };`, 'rules-are-pure'],
	[
		'src/lib/payments/a.ts',
		`import { x } from '#lib/documents/pdf/render.ts'; x;`,
		'payments-time-expenses-reports-use-pure-rules-of-documents'
	],
	['src/lib/ui/a.ts', `import { b } from './b.ts'; export const a = () => b;`, 'no-cycles'],
	['src/lib/catalog/a.ts', `import '#lib/ui/utils/all.ts';`, 'no-barrels-no-utils'],
	['src/lib/ui/c.ts', `import '../../routes/words.ts';`, 'capabilities-do-not-know-routes']
];
/** What they import, and imports that are allowed. */
const REST: [file: string, source: string][] = [
	['package.json', '{ "type": "module", "imports": { "#lib/*": "./src/lib/*" } }'],
	['tsconfig.json', '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "allowImportingTsExtensions": true } }'],
	...['yjs', 'jspdf', 'libsodium-wrappers', 'dexie'].flatMap((name): [string, string][] => [
		[`node_modules/${name}/package.json`, `{ "name": "${name}", "main": "index.js" }`],
		[`node_modules/${name}/index.js`, 'export default 1;']
	]),
	...[
		'src/lib/storage/store.ts',
		'src/lib/payments/pay.ts',
		'src/lib/crypto/keys.ts',
		'src/lib/ui/button.ts',
		'src/lib/documents/view.svelte.ts',
		'src/lib/documents/pdf/render.ts',
		'src/lib/session.svelte.ts',
		'src/lib/ui/utils/all.ts',
		'src/routes/words.ts',
		'src/lib/worker.ts'
	].map((file): [string, string] => [file, 'export const x = 1; export const session = 1; export type T = number;']),
	['src/lib/ui/b.ts', `import { a } from './a.ts'; export const b = a;`],
	[
		'src/lib/workspace/log.ts',
		`import { x } from '#lib/crypto/keys.ts'; import { x as y } from '../../../sync-server/protocol/codec.ts'; export { x, y }; export type T = number;`
	],
	['sync-server/protocol/codec.ts', 'export const x = 1;'],
	[
		'src/lib/documents/Good.svelte',
		`<script lang="ts">import type { T } from '#lib/workspace/log.ts'; import { x } from '#lib/ui/button.ts'; const t: T = x; t;</script>`
	],
	['src/lib/workspace/record.ts', `import * as Y from 'yjs'; Y;`],
	['src/lib/money/a.test.ts', `import { x } from '../crypto/keys.ts'; x;`]
];

test('the import rules see each breach, and nothing else', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'imports-'));
	for (const [file, source] of [...BREACHES, ...REST]) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), source);
	}
	const { options, forbidden = [] } = config;
	const result = await cruise(
		['src', 'sync-server'],
		{ ...options, baseDir: folder, ruleSet: { forbidden }, validate: true },
		{ ...options?.enhancedResolveOptions },
		{ tsConfig: { compilerOptions: {} } as never }
	);
	rmSync(folder, { recursive: true });
	// The framework itself is not installed there.
	const violations = (result.output as ICruiseResult).summary.violations.filter(({ to }) => !to.startsWith('svelte'));
	const seen = violations.map(({ from, rule }) => `${from}: ${rule.name}`);
	const wanted = BREACHES.map(([file, , rule]) => `${file}: ${rule}`);
	expect([...new Set(seen)].sort()).toEqual(expect.arrayContaining(wanted.sort()));
	// A breach may break two rules; a file without one breaks none.
	const guilty = new Set([...BREACHES.map(([file]) => file), 'src/lib/ui/b.ts']);
	expect(seen.filter((line) => !guilty.has(line.split(': ')[0] ?? ''))).toEqual([]);
});
