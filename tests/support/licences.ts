/**
 * `licences.ts` writes static/licences.txt: every package whose program or data is a part of the built app, with its licence. What is shipped to
 * each visitor must carry them. A test compares the file with what is installed.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

interface Package {
	version: string;
	license?: string;
	dependencies?: Record<string, string>;
}
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Package & { packages: Record<string, Package> };

/** Of the relay alone. */
const SERVER_ONLY = ['libsql', 'ws'];
/** Tools of which a part is built in, with what that part brings; the rest of what they need stays behind. */
const BUILT_IN = ['svelte', '@sveltejs/kit', 'devalue', 'esm-env', 'clsx'];

/** Typefaces, whose licences lie beside them. */
const TYPEFACES = [
	'src/lib/ui/fonts/instrument-sans-OFL.txt',
	'src/lib/ui/fonts/newsreader-OFL.txt',
	'src/lib/documents/pdf/fonts/OFL.txt'
];

export const licencesFile = join(root, 'static', 'licences.txt');

/** Folders under node_modules, each once. */
function shipped(): string[] {
	const { packages } = read('package-lock.json');
	const queue = [...Object.keys(read('package.json').dependencies ?? {}).filter((name) => !SERVER_ONLY.includes(name)), ...BUILT_IN].map(
		(name) => `node_modules/${name}`
	);
	const found = new Set<string>();
	for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
		if (found.has(path)) continue;
		found.add(path);
		if (BUILT_IN.some((name) => path === `node_modules/${name}`)) continue;
		for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
			const own = `${path}/node_modules/${name}`;
			queue.push(own in packages ? own : `node_modules/${name}`);
		}
	}
	return [...found].filter((path) => !path.startsWith('node_modules/@types/')).sort();
}

/** The file as it must be for what is installed. Each text stands once, under all packages that have it. */
export function licences(): string {
	const byText = new Map<string, string[]>();
	for (const path of shipped()) {
		const { version, license = '' } = read(`${path}/package.json`);
		const texts = readdirSync(join(root, path)).filter((name) => /^(licen[cs]e|copying|notice)(\.(md|txt|mit))?$/i.test(name));
		const text = texts
			.sort()
			.map((name) =>
				readFileSync(join(root, path, name), 'utf8')
					.replaceAll('\r\n', '\n')
					.trim()
			)
			.join('\n\n');
		byText.set(text, [...(byText.get(text) ?? []), `${path.replace(/^.*node_modules\//, '')} ${version} (${license})`]);
	}
	const parts = [...byText].map(
		([text, names]) =>
			`${names.join('\n')}\n\n${text || 'The package has no file with its licence: it is the one named above. The data for text recognition is Tesseract’s own, under the Apache License 2.0, whose text stands below.'}`
	);
	for (const file of TYPEFACES) parts.push(readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n').trim());
	const intro =
		'Waxbill is under the GNU Affero General Public License, version 3 or later. Built into it are the packages and typefaces below.';
	return `${[intro, ...parts].join(`\n\n${'-'.repeat(78)}\n\n`)}\n`;
}

if (process.argv[1]?.endsWith('licences.ts')) writeFileSync(licencesFile, licences());
