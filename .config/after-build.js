/**
 * What is added to the pages once they are built: `_headers`, in the form static hosts read, with the pages' own content security policy
 * once more as a real header (a <meta> policy governs neither workers nor framing); the service worker's list of files; and, last of all, the
 * list of all files with their hashes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, MANIFEST, servedAs, SIGNATURE, writeRelease } from './release.js';

const META = /<meta http-equiv="content-security-policy" content="([^"]*)"/;

/** @param {string} html @returns {Map<string, string[]>} directive and its sources */
export function metaPolicy(html) {
	const content = META.exec(html)?.[1];
	if (content === undefined) throw new Error('A built page has no content security policy');
	return new Map(
		content
			.split(';')
			.map((directive) => directive.trim().split(/\s+/))
			.map(([name = '', ...sources]) => [name, sources])
	);
}

/** Pages differ only in the hashes of their start scripts: the header allows those of all pages. @param {string[]} pages */
export function policyHeader(pages) {
	/** @type {Map<string, Set<string>>} */
	const union = new Map();
	for (const page of pages)
		for (const [name, sources] of metaPolicy(page)) union.set(name, new Set([...(union.get(name) ?? []), ...sources]));
	const directives = [...union].map(([name, sources]) => [name, ...sources].join(' '));
	return [...directives, "frame-ancestors 'none'"].join('; ');
}

/** @param {string[]} pages HTML of every built page @param {string} base */
export function headersFile(pages, base) {
	return `/*
  Content-Security-Policy: ${policyHeader(pages)}
  X-Content-Type-Options: nosniff
  X-Frame-Options: DENY
  Referrer-Policy: no-referrer
  Permissions-Policy: geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
${base}/_app/immutable/*
  Cache-Control: public, max-age=31536000, immutable
`;
}

/** @param {string} directory @param {string} base */
function writeHeaders(directory, base) {
	const pages = filesOf(directory)
		.filter((name) => name.endsWith('.html'))
		.map((name) => readFileSync(join(directory, name), 'utf8'));
	writeFileSync(join(directory, '_headers'), headersFile(pages, base));
}

/** What no page asks for: read by hosts, or the service worker itself. */
const APART = new Set(['_headers', 'service-worker.js', '_app/version.json', '_app/env.js', MANIFEST, SIGNATURE]);

/**
 * Hands the service worker the paths of the whole build. The framework's own lists lack the parts that a worker loads later, and come in another order
 * at each build. @param {string} directory @param {string} base
 */
function completeServiceWorker(directory, base) {
	const file = join(directory, 'service-worker.js');
	const paths = [...filesOf(directory).filter((name) => !APART.has(name)), MANIFEST, SIGNATURE].map((name) => base + servedAs(name));
	writeFileSync(file, `self.ours=${JSON.stringify(paths)};\n${readFileSync(file, 'utf8')}`);
}

/**
 * An adapter that adds all this after the pages are written.
 * @param {import('@sveltejs/kit').Adapter} adapter @param {{ directory: string, base: string, version: string }} options
 * @returns {import('@sveltejs/kit').Adapter}
 */
export function finished(adapter, { directory, base, version }) {
	return {
		...adapter,
		async adapt(builder) {
			await adapter.adapt(builder);
			writeHeaders(directory, base);
			completeServiceWorker(directory, base);
			writeRelease(directory, { version, base, source: process.env.SOURCE_COMMIT });
		}
	};
}
