/**
 * A screen from which something is written asks first whether anything can be: whoever is a viewer is not offered it, and books that are shut say why.
 * A dialog leaves that to the screen that opens it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
/** Commands that write into the open books, as screens name them. */
const WRITES =
	/\bapi\.(save|remove|restore|issue|addFact|recordPayment|reversePayment|make\w+|skip\w+|remind|bookExpense|cancelExpense|correctExpense|addReceipts|bill(?!ing)\w+|mergeParties|unmergeParty|importStatements|acceptProposal|acceptSure|bookLine|findOnLine|freeLine|setLinesAside|eraseStatement|readRates)\(/;
/** It knows whether the books are shut, or is made of what does. */
const ASKS = /\buseShut\(|<Editable\b|<ListScreen\b|<RecordScreen\b/;
/** It stands in the way of all else until it is answered, and is opened by what asks. */
const IS_DIALOG = /<(Save|Form|Delete)?Dialog\b/;
/** A field of a form that cannot be edited, and what a series offers to whoever numbers it: what they stand in asks. */
const WITHIN = ['lib/expenses/SupplierField.svelte', 'lib/documents/SeriesHeld.svelte'];
/** They write before there is anybody who could be a viewer, or what is not of the books. */
const APART = /routes\/(?!\(app\))|lib\/(identity|devices|relay|exchange|safety|update|proof)\//;

const files = (readdirSync(SRC, { recursive: true }) as string[]).filter((file) => file.endsWith('.svelte'));
const text = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]));

/** Components that draw this one. */
const users = new Map<string, string[]>();
for (const [file, source] of text)
	for (const [, from] of source.matchAll(/(?:from |import\()'([^']+\.svelte)'/g)) {
		const path = from!.startsWith('#lib/') ? join('lib', from!.slice(5)) : relative(SRC, resolve(SRC, dirname(file), from!));
		users.set(path, [...(users.get(path) ?? []), file]);
	}

function unasked(file: string, seen: ReadonlySet<string> = new Set()): string[] {
	if (ASKS.test(text.get(file)!) || APART.test(file) || seen.has(file)) return [];
	const by = users.get(file) ?? [];
	return by.length === 0 ? [file] : by.flatMap((each) => unasked(each, new Set([...seen, file])));
}

it('nothing is written from a screen that does not ask whether it can be', () => {
	const writing = files.filter((file) => WRITES.test(text.get(file)!));
	expect(writing.length).toBeGreaterThan(25);
	expect(writing.flatMap((file) => unasked(file).map((screen) => `${file} from ${screen}`))).toEqual([]);
});

it('what writes and is no dialog asks itself, whatever the screen around it asks', () => {
	const own = files.filter((file) => WRITES.test(text.get(file)!) && !IS_DIALOG.test(text.get(file)!) && !APART.test(file));
	expect(own.length).toBeGreaterThan(10);
	expect(own.filter((file) => !ASKS.test(text.get(file)!)).sort()).toEqual([...WITHIN].sort());
});
