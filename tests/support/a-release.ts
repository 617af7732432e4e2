/** A small build with its list, for tests of what reads it; keys that are thrown away. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { headersFile } from '../../.config/after-build.js';
import { writeRelease } from '../../.config/release.js';

export function releaseKey(): string {
	return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

const page = (title: string) => `<meta http-equiv="content-security-policy" content="default-src 'self'"><title>${title}</title>`;
const FILES = {
	'404.html': page('shell'),
	'index.html': page('start'),
	'create.html': page('create'),
	'deep/page.html': page('deep'),
	'_app/immutable/start.js': 'start()',
	'_app/immutable/look.css': 'a{}',
	'_app/immutable/engine.wasm': '\0asm',
	'service-worker.js': 'keep()'
};

/** @returns its folder */
export function aRelease({ base = '', version = '0123456789abcdef', files = {} as Record<string, string> } = {}): string {
	const folder = mkdtempSync(join(tmpdir(), 'release-'));
	const all: Record<string, string> = { ...FILES, ...files };
	for (const [name, text] of Object.entries(all)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	}
	const pages = Object.entries(all).filter(([name]) => name.endsWith('.html'));
	writeFileSync(
		join(folder, '_headers'),
		headersFile(
			pages.map(([, text]) => text),
			base
		)
	);
	writeRelease(folder, { version, base });
	return folder;
}
