/** What really ran: the reports of both test runners, read into one list. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { cacheFolder, root } from './run.mjs';

export interface TestResult {
	/** From the root of the project, with slashes. */
	file: string;
	/** 'group › test'. */
	name: string;
	outcome: 'passed' | 'failed' | 'skipped';
	/** Why it failed, in the runner's words. */
	message?: string | undefined;
	/** Passed when tried again: a fault of the test or of the product that has not been found yet. */
	unsteady?: boolean;
}

const folder = cacheFolder('reports');
export const vitestReport = join(folder, 'vitest.json');
export const playwrightReport = join(folder, 'playwright.json');

/** Before a run: no report of an earlier one may count. */
export function forgetReports(): void {
	for (const file of [vitestReport, playwrightReport]) rmSync(file, { force: true });
}

export function readResults(): TestResult[] {
	return [...fromVitest(read(vitestReport)), ...fromPlaywright(read(playwrightReport))];
}

function read<T>(file: string): T | undefined {
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

interface VitestReport {
	testResults: {
		name: string;
		status: string;
		message?: string;
		assertionResults: { ancestorTitles: string[]; title: string; status: string; failureMessages?: string[] }[];
	}[];
}

/** A file that could not be loaded has no tests: it counts as one that failed. */
export function fromVitest(report: VitestReport | undefined): TestResult[] {
	return (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
		const file = fromRoot(name);
		if (assertionResults.length === 0 && status === 'failed')
			return [{ file, name: '(the file did not load)', outcome: 'failed', message }];
		return assertionResults.map(({ ancestorTitles, title, status, failureMessages }) => ({
			file,
			name: [...ancestorTitles, title].join(' › '),
			outcome: status === 'passed' || status === 'failed' ? status : 'skipped',
			message: failureMessages?.join('\n')
		}));
	});
}

interface PlaywrightSuite {
	title: string;
	suites?: PlaywrightSuite[];
	specs: { title: string; file: string; tests: { status: string; results?: { error?: { message?: string } }[] }[] }[];
}
interface PlaywrightReport {
	config: { rootDir: string };
	suites: PlaywrightSuite[];
	errors: { message?: string }[];
}

/** A journey is tried twice: what passed only then is passed, and named as unsteady. */
export function fromPlaywright(report: PlaywrightReport | undefined): TestResult[] {
	if (!report) return [];
	const outcomes: Record<string, TestResult['outcome']> = { expected: 'passed', flaky: 'passed', skipped: 'skipped' };
	const walk = (suite: PlaywrightSuite, groups: string[]): TestResult[] => [
		...suite.specs.flatMap(({ title, file, tests }) =>
			tests.map(({ status, results }) => ({
				file: fromRoot(join(report.config.rootDir, file)),
				name: [...groups, title].join(' › '),
				outcome: outcomes[status] ?? ('failed' as const),
				message: results?.find(({ error }) => error)?.error?.message,
				unsteady: status === 'flaky'
			}))
		),
		...(suite.suites ?? []).flatMap((inner) => walk(inner, [...groups, inner.title]))
	];
	const broken = report.errors.map(({ message }) => ({
		file: '',
		name: message?.split('\n')[0] ?? 'error',
		outcome: 'failed' as const,
		message
	}));
	return [...report.suites.flatMap((suite) => walk(suite, [])), ...broken];
}

function fromRoot(path: string): string {
	return relative(root, path).split(sep).join('/');
}
