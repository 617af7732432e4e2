/** SECURITY.md names for each attack the test that proves it fails: each of these is there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './run.mjs';

const text = (file: string) => readFileSync(join(root, file), 'utf8');
const rows = text('SECURITY.md')
	.split('\n')
	.filter((line) => /^\| .*`.*\.ts`/.test(line))
	.map((line) => line.split('|').map((cell) => cell.trim()));

/** Parts of titles: what stands between them is left out, and how many there are. */
const named = (cell: string) =>
	cell.split(/ · |; |…|\(\d\)/).flatMap((part) => (part.trim() && !part.startsWith('all of') ? [part.trim()] : []));
/** A title may be put together of a name and what a table adds; titles of describe and it stand apart. */
const parts = (name: string) => name.split(/: (?=[a-z])| \(threat/);

it('names files, and tests in them, that are there', () => {
	expect(rows.length).toBeGreaterThan(70);
	const missing = rows.flatMap(([, no, , files, tests]) => {
		const sources = [...files!.matchAll(/`([^`]+)`/g)].map(([, file]) => text(file!)).join('\n');
		// Stories are named by the lies they tell.
		const lies = files!.includes('/hostile/')
			? ['mutators', 'team-lies', 'file-lies', 'presence-lies', 'letter-lies'].map((name) => text(`tests/scenarios/hostile/${name}.ts`))
			: [];
		const all = [sources, ...lies].join('\n');
		return named(tests!).flatMap((name) =>
			parts(name)
				.filter((part) => !all.includes(part))
				.map((part) => `${no}: ${files}: ${part}`)
		);
	});
	expect(missing).toEqual([]);
});
