/**
 * `npm test`: installs, finds or fetches a Chromium, runs the unit and browser tests, builds, runs the journeys, and at last proves the
 * privacy claims on what ran. `npm run test:e2e -- [file …]` runs only the journeys, `npm run test:crash` kills the browser
 * and its tabs a hundred times at work; `npm run test:restore` backs up and restores books of 10,000 documents, `npm run test:exchange` exports and
 * imports them as JSON and XML. `npm run test:fuzz` sends the
 * relay 100,000 malformed frames and a record 10,000 hostile updates, `npm run test:relay-kill` kills the relay sixty times under load, and
 * `npm run test:hostile` plays 10,000 random schedules with a lying relay (SCHEDULES, SEED), after it has shown that each check is missed when taken out.
 * `npm run test:random` tries every property with cases that no run has tried (SEED repeats them). `npm run test:away` lets a device come back with 2,000 operations of its own while 5,000 entries were written (AWAY, WRITTEN).
 */
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { build, cacheFolder, install, script, tool } from './run.mjs';

const [part, ...rest] = process.argv.slice(2);

await install();
const { register } = await import('tsx/esm/api');
register();
const { buildVariants } = await import('./builds.ts');
const browser = await findBrowser();
console.log(`Chromium ${browser.version} (${browser.executablePath})`);

/** @param {string[]} [files] */
async function journeys(files = []) {
	await build();
	// Two journeys may want the same one at once.
	if (files.length !== 1) await buildVariants();
	return tool('@playwright/test', ['test', '--config', 'tests/e2e/playwright.config.ts', ...files]);
}

/** `npm test` tries the same cases every time; these runs others, unless some are wished for. */
function otherCases() {
	process.env.SEED ??= String(randomInt(2 ** 31));
	console.log(`SEED=${process.env.SEED}`);
}

/** Every file that imports support/property.ts. */
function withProperties() {
	return ['src', 'sync-server', 'tests'].flatMap((folder) =>
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.map((name) => join(folder, name))
			.filter((name) => name.endsWith('.test.ts') && !name.endsWith('.browser.test.ts'))
			.filter((name) => /[/"']property\.ts'/.test(readFileSync(name, 'utf8')))
	);
}

if (part === 'e2e') {
	process.exitCode = await journeys(rest);
} else if (part === 'crash') {
	process.env.KILLS ??= '100';
	process.exitCode = await journeys(['crash.spec.ts']);
} else if (part === 'restore') {
	process.env.RESTORED ??= '10000';
	process.exitCode = await tool('vitest', ['run', '--project', 'node', 'src/lib/worker/restore-large.test.ts']);
} else if (part === 'exchange') {
	process.env.EXCHANGED ??= '10000';
	process.exitCode = await tool('vitest', ['run', '--project', 'node', 'src/lib/exchange/xml/large.test.ts']);
} else if (part === 'fuzz') {
	process.env.FUZZED ??= '100000';
	process.env.FUZZ_UPDATES ??= '10000';
	process.exitCode = await tool('vitest', [
		'run',
		'--project',
		'node',
		'sync-server/relay/fuzz.test.ts',
		'src/lib/workspace/guard-fuzz.test.ts'
	]);
} else if (part === 'hostile') {
	process.env.SCHEDULES ??= '10000';
	process.env.ANSWERS ??= '10000';
	const checks = process.env.SEED ? 0 : await script('tests/scenarios/hostile/checks.run.ts');
	otherCases();
	process.exitCode =
		(await tool('vitest', [
			'run',
			'--project',
			'node',
			'tests/scenarios/hostile/links.test.ts',
			'tests/scenarios/hostile/schedules.test.ts',
			'tests/scenarios/hostile/team-schedules.test.ts'
		])) || checks;
} else if (part === 'random') {
	otherCases();
	process.exitCode = await tool('vitest', ['run', '--project', 'node', ...withProperties()]);
} else if (part === 'away') {
	process.env.AWAY ??= '2000';
	process.env.WRITTEN ??= '5000';
	process.exitCode = await tool('vitest', ['run', '--project', 'node', 'tests/scenarios/year.test.ts']);
} else if (part === 'relay-kill') {
	process.env.RELAY_KILLS ??= '60';
	process.exitCode = await tool('vitest', ['run', '--project', 'node', 'sync-server/relay/kill.test.ts']);
} else {
	const { forgetReports, readResults, vitestReport } = await import('./reports.ts');
	forgetReports();
	// Builds fill the time in which unit tests wait; one that fails is tried again, and said, where it is needed.
	const builds = buildVariants().catch(() => undefined);
	const unit = await tool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]);
	await builds;
	const e2e = await journeys();
	const claims = await script('tests/support/claims.ts', ['proved']);

	const results = readResults();
	/** @param {string} outcome */
	const count = (outcome) => results.filter((result) => result.outcome === outcome).length;
	const steps = { 'unit tests': unit, journeys: e2e, claims };
	const brokenSteps = Object.entries(steps).filter(([, code]) => code !== 0);
	// A runner may end badly with no failed test to show for it: that is one failure more.
	const failed = Math.max(count('failed'), brokenSteps.length);
	// Once more at the end: whoever sees only the last page of a long log knows which, and why.
	for (const { file, name, outcome, message } of results) {
		if (outcome === 'failed') console.log(`\nfailed: ${file} › ${name}\n${(message ?? '').split('\n').slice(0, 12).join('\n')}`);
	}
	for (const { file, name, message } of results.filter(({ unsteady }) => unsteady))
		console.log(`\nunsteady, passed when tried again: ${file} › ${name}\n${(message ?? '').split('\n').slice(0, 12).join('\n')}`);
	if (count('skipped') > 0) console.log(`\n${count('skipped')} skipped`);
	for (const [name] of brokenSteps) console.log(`\n${name}: failed`);
	const summary = { passed: count('passed'), failed };
	writeFileSync(join(cacheFolder('reports'), 'summary.json'), JSON.stringify(summary));
	console.log(`\n${summary.passed} passed, ${summary.failed} failed`);
	process.exitCode = failed > 0 ? 1 : 0;
}
