/**
 * `npm run check`: types, lint, format, import rules, dead code, privacy claims, start budget. Runs all of them, two at a time, and says which failed.
 * What one has to say is printed when it is done.
 */
import { build, install, script, tool } from './run.mjs';

/** @typedef {NonNullable<Parameters<typeof tool>[2]>} Options */

await install();
/** @type {string[]} */
const failed = [];
// Types, lint and dead code all read what this writes.
if ((await tool('@sveltejs/kit', ['sync'])) !== 0) failed.push('types of the routes');

const COMPONENTS = '**/*.svelte';
/** @param {string[]} files @param {Options} options */
const lint = (files, options) => tool('eslint', ['--config', '.config/eslint.config.js', '--max-warnings', '0', ...files], options);

/** The longest first: what is short fills the end. @type {[name: string, run: (options: Options) => Promise<number>][]} */
const steps = [
	['lint of components', (options) => lint([COMPONENTS], options)],
	['types', (options) => tool('svelte-check', ['--fail-on-warnings', '--output', 'human'], options)],
	['lint of all else', (options) => lint(['--ignore-pattern', COMPONENTS, '.'], options)],
	['start budget', async (options) => (await build(options), script('tests/support/budget.ts', [], options))],
	['format', (options) => tool('prettier', ['--check', '--log-level', 'warn', '.'], options)],
	[
		'import rules',
		(options) =>
			tool(
				'dependency-cruiser',
				['--config', '.config/dependency-cruiser.js', 'src', 'sync-server', 'tests', '.config', 'svelte.config.js', 'vite.config.ts'],
				options
			)
	],
	['types of the service worker', (options) => tool('typescript', ['--noEmit', '-p', 'src/service-worker'], options)],
	['dead code', (options) => tool('knip', ['--no-progress'], options)],
	['claims name tests that exist', (options) => script('tests/support/claims.ts', ['named'], options)],
	['PRIVACY.md', (options) => script('tests/support/privacy.ts', ['--check'], options)]
];

const waiting = [...steps];
/** Takes one step after the other until none is left. */
async function lane() {
	for (let next = waiting.shift(); next; next = waiting.shift()) {
		const [name, step] = next;
		const begun = Date.now();
		/** @type {string[]} */
		const said = [];
		const code = await step({ told: (text) => said.push(text) }).catch(
			(/** @type {Error} */ error) => (said.push(`${error.message}\n`), 1)
		);
		if (code !== 0) failed.push(name);
		console.log(`\n── ${name}\n${said.join('')}   ${code === 0 ? 'ok' : 'FAILED'} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
	}
}
await Promise.all([lane(), lane()]);
console.log(failed.length === 0 ? `\nAll ${steps.length} checks passed` : `\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
