/** Every rule that the official files ask is asked by the checker too, or listed as not asked: nothing is left out in silence. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkedRules } from '#lib/einvoice/check/check.ts';
import { NOT_CHECKED } from '#lib/einvoice/check/not-checked.ts';

/** Profiles of Factur-X that are no invoices in the sense of EN 16931, or more than it; no file claims them. */
const OTHERS = /FACTUR-X_(MINIMUM|BASIC-WL|EXTENDED)/;
/** Compiled Schematron: what fails, or is reported, and the number it names itself by. */
const ASSERTION = /<svrl:(?:failed-assert|successful-report)\b[^>]*>((?:(?!<\/svrl:).)*?)<svrl:text>/gs;
const ID = /<xsl:attribute name="id">([^<]+)</;
/** The checker's own name for a breach of the schemas. */
const OWN = new Set(['XSD']);

/** @returns how many are neither asked nor listed, or are listed or asked and in no file. */
export function compareRules(data: string): number {
	const asked = checkedRules();
	const official = new Set<string>();
	let wrong = 0;
	const say = (what: string, rules: readonly string[]) => {
		wrong += rules.length;
		if (rules.length) console.log(`    ${what}: ${rules.join(' ')}`);
	};
	for (const name of (readdirSync(join(data, 'xslt'), { recursive: true }) as string[]).sort()) {
		if (!name.endsWith('.xslt') || OTHERS.test(name)) continue;
		const assertions = [...readFileSync(join(data, 'xslt', name), 'utf8').matchAll(ASSERTION)].map(([, head]) =>
			ID.exec(head!)?.[1]!.trim()
		);
		const rules = new Set(assertions.filter((id) => id !== undefined));
		const unnamed = assertions.filter((id) => id === undefined).length;
		for (const rule of rules) official.add(rule);
		const count = (of: ReadonlySet<string>) => [...rules].filter((rule) => of.has(rule)).length;
		console.log(
			`${basename(name)}: ${rules.size} rules, ${count(asked)} asked, ${count(NOT_CHECKED)} listed as not asked; ${unnamed} without a number`
		);
		say(
			'neither asked nor listed',
			[...rules].filter((rule) => !asked.has(rule) && !NOT_CHECKED.has(rule))
		);
	}
	const known = [...asked, ...NOT_CHECKED].filter((rule) => !OWN.has(rule));
	console.log(`rules of all: ${official.size}; ${known.length - NOT_CHECKED.size} asked, ${NOT_CHECKED.size} listed as not asked`);
	say(
		'in no official file',
		known.filter((rule) => !official.has(rule))
	);
	return wrong + (official.size === 0 ? 1 : 0);
}
