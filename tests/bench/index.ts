/**
 * `npm run bench [NAME…] [--quick]`: runs the benchmarks whose names begin so (all without a name), prints a table, and writes
 * tests/bench/results.json. Each file of this folder that exports `benchmarks` adds its own.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findBrowser } from '../support/browser.mjs';
import { build, root } from '../support/run.mjs';
import type { Benchmark, Row } from './measure.ts';

const folder = join(root, 'tests', 'bench');

async function all(): Promise<Benchmark[]> {
	const files = readdirSync(folder).filter(
		(file) => file.endsWith('.ts') && !['index.ts', 'measure.ts'].includes(file) && !/\.(test|worker)\.ts$/.test(file)
	);
	const modules = await Promise.all(
		files.sort().map((file) => import(pathToFileURL(join(folder, file)).href) as Promise<{ benchmarks?: Benchmark[] }>)
	);
	return modules.flatMap(({ benchmarks }) => benchmarks ?? []);
}

function commit(): string {
	try {
		const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
		return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes');
	} catch {
		return 'unknown';
	}
}

const shown = (value: number) => (value >= 1000 ? value.toFixed(0) : value.toPrecision(3));

function print(rows: readonly Row[]): void {
	const table = rows.map(({ name, value, unit, reference, referenceValue, ratio, note }) => [
		name,
		`${shown(value)} ${unit}`,
		`${shown(referenceValue)} ${unit}`,
		ratio.toFixed(2),
		[reference, note].filter(Boolean).join('; ')
	]);
	const lines = [['name', 'value', 'reference', 'ratio', 'what the reference is'], ...table];
	const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
	for (const line of lines) console.log(line.map((cell, column) => (column < 4 ? cell.padEnd(widths[column] ?? 0) : cell)).join('  '));
}

const quick = process.argv.includes('--quick');
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const available = await all();
/** Filling larger books takes minutes: a quick run measures them only where they are named in full. */
const isLarge = (name: string) => Number(/@(\d+)$/.exec(name)?.[1] ?? 0) > 1000;
/** A name with its number is that one alone, not also those whose number begins so. */
const isNamed = (name: string) => names.length === 0 || names.some((each) => (/@\d+$/.test(each) ? name === each : name.startsWith(each)));
const chosen = available.filter(({ name }) => isNamed(name) && (!quick || !isLarge(name) || names.includes(name)));
if (chosen.length === 0) {
	console.error(`No benchmark is called ${names.join(', ')}. There are: ${available.map(({ name }) => name).join(', ')}`);
	process.exitCode = 1;
} else {
	await findBrowser();
	await build();
	const rows: Row[] = [];
	for (const { name, run } of chosen) {
		console.log(`${name} …`);
		rows.push(...(await run({ quick })));
	}
	console.log(`\nNode ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), commit ${commit()}\n`);
	print(rows);
	const measured = rows.map((row) => ({ ...row, commit: commit() }));
	writeFileSync(join(folder, 'results.json'), `${JSON.stringify(measured, null, '\t')}\n`);
}
