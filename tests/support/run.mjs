/** Running things the same way on every system: tools are started with this very node, never through a shell. Only node built-ins. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourceVersion } from '../../.config/source-version.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where tests and checks keep what they find, fetch and report. */
export const cache = join(root, 'node_modules', '.cache', 'waxbill');

/** @param {string} path @returns {any} parsed JSON, undefined when there is no such file */
export function readJson(path) {
	return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** @param {...string} parts a folder in the cache, made when missing */
export function cacheFolder(...parts) {
	const folder = join(cache, ...parts);
	mkdirSync(folder, { recursive: true });
	return folder;
}

/**
 * Runs a program, its output on ours. Resolves to its exit code; 1 when it could not start.
 * @param {string} command @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, quiet?: boolean, shell?: boolean, cwd?: string, idle?: boolean, told?: (text: string) => void }} [options] `idle` lets other work go first; `told` hears what would be printed
 * @returns {Promise<number>}
 */
export function run(command, args, { env, quiet = false, shell = false, cwd = root, idle = false, told } = {}) {
	const output = told ? 'pipe' : quiet ? 'ignore' : 'inherit';
	return new Promise((settle) => {
		const child = spawn(command, args, {
			cwd,
			shell,
			stdio: ['ignore', output, output],
			env: { ...process.env, ...env }
		});
		if (idle && child.pid) setPriority(child.pid, 5);
		child.on('error', () => settle(1));
		for (const stream of told ? [child.stdout, child.stderr] : []) stream?.setEncoding('utf8').on('data', told ?? (() => {}));
		child.on('close', (code) => settle(code ?? 1));
	});
}

/** A tool of node_modules. @param {string} name of its package @param {string[]} args @param {Parameters<typeof run>[2]} [options] */
export function tool(name, args, options) {
	const folder = join(root, 'node_modules', name);
	const { bin } = readJson(join(folder, 'package.json'));
	const file = typeof bin === 'string' ? bin : (bin[name.split('/').at(-1) ?? name] ?? Object.values(bin)[0]);
	return run(process.execPath, [join(folder, file), ...args], options);
}

/** A TypeScript file of ours. @param {string} file @param {string[]} [args] @param {Parameters<typeof run>[2]} [options] */
export function script(file, args = [], options) {
	return run(process.execPath, ['--import', 'tsx', join(root, file), ...args], options);
}

/** npm itself, found where it is running from. @param {string[]} args @param {Parameters<typeof run>[2]} [options] */
export function npm(args, options) {
	const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
	const cli = [process.env.npm_execpath, beside].find((file) => file?.endsWith('.js') && existsSync(file));
	return cli ? run(process.execPath, [cli, ...args], options) : run('npm', args, { ...options, shell: process.platform === 'win32' });
}

/**
 * True when what is installed differs from the lock file. Optional packages may be absent: they are for other systems.
 * @param {any} lock package-lock.json @param {any} installed node_modules/.package-lock.json
 */
export function installIsStale(lock, installed) {
	if (!installed) return true;
	return Object.entries(lock.packages).some(([path, wanted]) => {
		if (path === '') return false;
		const present = installed.packages[path];
		return present ? present.version !== wanted.version : !wanted.optional && !wanted.devOptional;
	});
}

/** Installs what the lock file names, when it is not there yet. */
export async function install() {
	const lock = readJson(join(root, 'package-lock.json'));
	if (!installIsStale(lock, readJson(join(root, 'node_modules', '.package-lock.json')))) return;
	console.log('Installing what is missing …');
	if ((await npm(['ci', '--no-audit', '--no-fund'])) !== 0) throw new Error('npm ci failed');
}

/** Builds when the sources differ from what build/ was made of. @param {Parameters<typeof run>[2]} [options] */
export async function build(options) {
	const built = readJson(join(root, 'build', '_app', 'version.json'));
	if (built?.version === sourceVersion() && existsSync(join(root, 'build', '_headers'))) return;
	console.log('Building …');
	if ((await npm(['run', 'build', '--silent'], options)) !== 0) throw new Error('The build failed');
}
