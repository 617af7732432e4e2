/** `npm run check`: types, lint, format, import rules, dead code, privacy claims, start budget. Runs all of them and says which failed. */
import { build, install, script, tool } from './run.mjs';

await install();
/** @type {[name: string, run: () => Promise<number>][]} */
const steps = [
	[
		'types',
		async () => (await tool('@sveltejs/kit', ['sync'])) || (await tool('svelte-check', ['--fail-on-warnings', '--output', 'human']))
	],
	['types of the service worker', () => tool('typescript', ['--noEmit', '-p', 'src/service-worker'])],
	['lint', () => tool('eslint', ['--config', '.config/eslint.config.js', '--max-warnings', '0', '.'])],
	['format', () => tool('prettier', ['--check', '--log-level', 'warn', '.'])],
	[
		'import rules',
		() =>
			tool('dependency-cruiser', [
				'--config',
				'.config/dependency-cruiser.js',
				'src',
				'sync-server',
				'tests',
				'.config',
				'svelte.config.js',
				'vite.config.ts'
			])
	],
	['dead code', () => tool('knip', ['--no-progress'])],
	['claims name tests that exist', () => script('tests/support/claims.ts', ['named'])],
	['PRIVACY.md', () => script('tests/support/privacy.ts', ['--check'])],
	['start budget', async () => (await build(), script('tests/support/budget.ts'))]
];

/** @type {string[]} */
const failed = [];
for (const [name, step] of steps) {
	const begun = Date.now();
	console.log(`\n── ${name}`);
	const code = await step().catch((/** @type {Error} */ error) => (console.error(error.message), 1));
	if (code !== 0) failed.push(name);
	console.log(`   ${code === 0 ? 'ok' : 'FAILED'} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
}
console.log(failed.length === 0 ? `\nAll ${steps.length} checks passed` : `\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
