/**
 * `claims.ts named`: every test a claim names exists. `claims.ts proved`: each of them ran in the last test run, and passed; prints the table.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { claims, type Claim } from '../../src/lib/privacy/claims.ts';
import { readResults, type TestResult } from './reports.ts';
import { root } from './run.mjs';
import { testTitles } from './titles.ts';

/** What is wrong with the tests the claims name; nothing, when all exist. */
export function missingTests(all: readonly Claim[], titlesOf: (file: string) => readonly string[]): string[] {
	return all.flatMap(({ id, tests }) => {
		if (tests.length === 0) return [`${id} names no test`];
		return tests
			.filter(({ file, name }) => !titlesOf(file).includes(name))
			.map(({ file, name }) => `${id} names a test that does not exist: ${file}: ${name}`);
	});
}

/** The tests of a claim that did not run and pass. A test that ran more than once must have passed each time. */
export function unproved({ tests }: Claim, results: readonly TestResult[]): string[] {
	return tests.flatMap(({ file, name }) => {
		const runs = results.filter((result) => result.file === file && result.name === name);
		if (runs.length === 0) return [`did not run: ${file}: ${name}`];
		return runs.every(({ outcome, unsteady }) => outcome === 'passed' && !unsteady) ? [] : [`did not pass: ${file}: ${name}`];
	});
}

function titlesOf(file: string): string[] {
	const path = join(root, file);
	return existsSync(path) ? testTitles(path) : [];
}

function checkNamed(): boolean {
	const problems = missingTests(claims, titlesOf);
	for (const problem of problems) console.error(problem);
	return problems.length === 0;
}

function checkProved(): boolean {
	const results = readResults();
	let proved = true;
	console.log('\nThe privacy claims, and the tests that proved them in this run');
	for (const claim of claims) {
		const problems = unproved(claim, results);
		if (problems.length > 0) proved = false;
		console.log(
			`  ${claim.id.padEnd(4)} ${problems.length === 0 ? 'proved    ' : 'NOT PROVED'} ${claim.title} (${claim.tests.length} tests)`
		);
		for (const problem of problems) console.log(`         ${problem}`);
	}
	return proved;
}

const mode = process.argv[1]?.endsWith('claims.ts') ? process.argv[2] : undefined;
if (mode === 'named') process.exitCode = checkNamed() ? 0 : 1;
if (mode === 'proved') process.exitCode = checkNamed() && checkProved() ? 0 : 1;
