import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { licences, licencesFile } from './licences.ts';

test('the licences of all that is built in are shipped, of the versions that are installed', () => {
	const shipped = readFileSync(licencesFile, 'utf8');
	expect(shipped, 'run `npx tsx tests/support/licences.ts`').toBe(licences());
	for (const name of ['tesseract.js-core', '@tesseract.js-data/deu', 'dexie', 'svelte']) expect(shipped).toContain(`\n${name} `);
	for (const text of ['Apache License', 'SIL OPEN FONT LICENSE', 'The MIT License']) expect(shipped).toContain(text);
});
