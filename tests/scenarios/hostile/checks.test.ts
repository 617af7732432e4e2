/** The table of checks says of each lie which check stands in its way, and each check is still where it says. That taking one out is noticed: `npm run test:hostile`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../support/run.mjs';
import { CHECKS, LIES } from './checks.ts';
import { FILE_LIES } from './file-lies.ts';
import { PAIRING_LIES, RECOVERY_LIES } from './letter-lies.ts';
import { LINK_LIES } from './link-lies.ts';
import { MUTATORS } from './mutators.ts';
import { PRESENCE_LIES } from './presence-lies.ts';
import { TEAM_LIES } from './team-lies.ts';

/** No line of the client alone stands in their way. */
const NO_LINE = [
	// It keeps its own files, and asks anew on each connection what is there.
	'a file taken and not kept',
	// y-protocols takes no word that is older than the last either.
	'a word of presence again, after the goodbye',
	// Keys of their own stand in the way of these: what is sealed under others does not open, whatever is compared behind that.
	'the package of another link',
	'a package with another byte',
	'an answer made up',
	'an answer to another link',
	// A relay can always keep silent; what it held back counts when it comes.
	'no answers at all'
];

it('names a check for each lie', () => {
	const told = [MUTATORS, TEAM_LIES, FILE_LIES, PRESENCE_LIES, PAIRING_LIES, RECOVERY_LIES, LINK_LIES].flatMap((lies) =>
		lies.map(({ name }) => name)
	);
	const listed = Object.values(LIES).flatMap((lies) => Object.keys(lies));
	expect([...listed, ...NO_LINE].sort()).toEqual(told.sort());
	expect([...new Set(Object.values(LIES).flatMap((lies) => Object.values(lies)))].sort()).toEqual(Object.keys(CHECKS).sort());
});

it.each(Object.entries(CHECKS))('“%s” is one line, where the table says', (_, edits) => {
	for (const [file, find] of edits)
		expect([file, find, readFileSync(join(root, file), 'utf8').split(find).length - 1]).toEqual([file, find, 1]);
});
