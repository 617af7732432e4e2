/** Builds beside build/, for journeys that need a second release or another path. Kept until the sources change. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sourceVersion } from '../../.config/source-version.js';
import { cacheFolder, readJson, tool } from './run.mjs';

interface Variant {
	/** What the build calls itself, before the hash of its sources. */
	version?: string;
	base?: string;
}
const VARIANTS = { next: { version: 'next' }, 'sub-path': { base: '/x' } } satisfies Record<string, Variant>;

/** The folder of the build. */
export async function buildVariant(name: keyof typeof VARIANTS, { idle = false } = {}): Promise<string> {
	const { version, base = '' }: Variant = VARIANTS[name];
	const folder = cacheFolder('builds', `${name}${base.replaceAll('/', '-')}`);
	const directory = join(folder, 'build');
	const wanted = `${version ?? ''}${sourceVersion()}`;
	const env = { BUILD_DIR: directory, KIT_DIR: join(folder, 'kit'), BASE_PATH: base, APP_VERSION: wanted };
	const built = readJson(join(directory, '_app', 'version.json'));
	if (built?.version === wanted && existsSync(join(directory, '_headers'))) return directory;
	if ((await tool('vite', ['build', '--logLevel', 'warn'], { env, quiet: true, idle })) !== 0)
		throw new Error(`The build "${name}" failed`);
	return directory;
}

/** All of them, one after the other, from what other work leaves of the machine. */
export async function buildVariants(): Promise<void> {
	for (const name of Object.keys(VARIANTS)) await buildVariant(name as keyof typeof VARIANTS, { idle: true });
}
