/** Each rule has a case in which it is broken. A rule without one is named by the last test. */
import { describe, expect, test } from 'vitest';
import type { EInvoice } from '../model.ts';
import { SPECIFICATIONS, SYNTAXES, type Profile, type Syntax } from '../profiles.ts';
import { readEInvoice } from '../read.ts';
import { writeEInvoice } from '../write.ts';
import { element, type XmlElement } from '../xml/element.ts';
import { checkedRules, checkInvoice } from './check.ts';
import { findingText, mayBeMore } from './finding-text.ts';
import { NOT_CHECKED } from './not-checked.ts';
import { SCHEMA_CASES, SOUND_CASES } from './red-cases-schema.ts';
import { CASES, FILE_CASES, sound, type Case } from './red-cases.ts';
import { FORBIDDEN_ATTRIBUTES, FORBIDDEN_CHILDREN, ONCE } from './structure.ts';

const PROFILES = Object.keys(SYNTAXES) as Profile[];
const proven = new Set<string>();

function rulesOf(invoice: EInvoice, profile: Profile, syntax: Syntax, root?: XmlElement): string[] {
	return checkInvoice(invoice, { profile, syntax, ...(root && { root }) }).map(({ rule }) => rule);
}

const read = (xml: string) => readEInvoice(new TextEncoder().encode(xml) as Uint8Array<ArrayBuffer>);

describe('a sound invoice', () => {
	test.each(PROFILES.flatMap((profile) => SYNTAXES[profile].map((syntax) => [profile, syntax] as const)))(
		'breaks no rule of %s in %s, as a model and as a file',
		async (profile, syntax) => {
			const invoice = sound(profile);
			expect(rulesOf(invoice, profile, syntax)).toEqual([]);
			const file = await read(writeEInvoice(invoice, syntax));
			expect(checkInvoice(file.invoice, { profile, syntax, root: file.root })).toEqual([]);
		}
	);
});

test.each(SOUND_CASES.map((each) => [String(each.from), each] as const))(
	'an unusual file breaks no rule: %s',
	async (_, { profile, syntax, from, to, set = {} }) => {
		const invoice = sound(profile);
		for (const [path, value] of Object.entries(set)) put(invoice, path, value);
		const xml = writeEInvoice(invoice, syntax);
		const changed = xml.replace(from, to);
		expect(changed).not.toBe(xml);
		const file = await read(changed);
		expect(checkInvoice(file.invoice, { profile, syntax, root: file.root })).toEqual([]);
	}
);

/** "lines.0.price.net": sets it, or takes it away. */
function put(invoice: EInvoice, path: string, value: unknown) {
	const keys = path.split('.');
	const last = keys.pop()!;
	let at = invoice as unknown as Record<string, unknown>;
	for (const key of keys) at = (at[key] ??= {}) as Record<string, unknown>;
	if (value === undefined) delete at[last];
	else at[last] = value;
}

describe('a broken invoice', () => {
	test.each(CASES.map((each): [string, Case] => [each.rules, each]))('breaks %s', (rules, { profile = 'en16931', syntax, set }) => {
		const invoice = sound(profile);
		for (const [path, value] of Object.entries(set)) put(invoice, path, value);
		const findings = checkInvoice(invoice, { profile, syntax: syntax ?? SYNTAXES[profile][0]! });
		const found = findings.map(({ rule }) => rule);
		// Every finding has words: the name of its term, what is there, and no gap.
		for (const finding of findings) expect(findingText(finding)).not.toMatch(/\{|“…”|\bB[TG]-[A-Z0-9-]+(?: is|:)/);
		for (const rule of rules.split(' ')) {
			expect(found).toContain(rule);
			proven.add(rule);
		}
	});
});

test('a finding says what is there where its rule does not: a text, an identifier with its scheme, of a card the end alone', () => {
	const textOf = (profile: Profile, path: string, value: unknown, rule: string) => {
		const invoice = sound(profile);
		put(invoice, path, value);
		const found = checkInvoice(invoice, { profile, syntax: SYNTAXES[profile][0]! }).find((each) => each.rule === rule);
		return found && findingText(found);
	};
	expect(textOf('xrechnung', 'seller.contact.phone', 'ask', 'BR-DE-27')).toContain('“ask”');
	expect(textOf('xrechnung', 'seller.contact.phone', undefined, 'BR-DE-27')).toContain('“–”');
	expect(textOf('xrechnung', 'paymentTerms', 'Net\n#SKONTO#TAGE=x#', 'BR-DE-18')).toContain('“#SKONTO#TAGE=x#”');
	expect(textOf('france', 'seller.legalRegistration', { id: '12345', scheme: '0009' }, 'BR-FR-10_BT-30')).toContain('“12345 (0009)”');
	expect(textOf('en16931', 'payments.0.card', { number: '4000123412341234' }, 'BR-51')).toContain('“****1234”');
});

describe('a broken file', () => {
	test.each([...FILE_CASES, ...SCHEMA_CASES].map(({ rules, ...each }) => [rules, each] as const))(
		'breaks %s',
		async (rules, { profile, syntax, from, to, set = {} }) => {
			const invoice = sound(profile);
			for (const [path, value] of Object.entries(set)) put(invoice, path, value);
			const xml = writeEInvoice(invoice, syntax);
			const changed = xml.replace(from, to);
			expect(changed).not.toBe(xml);
			const file = await read(changed);
			const found = rulesOf(file.invoice, profile, syntax, file.root);
			for (const rule of rules.split(' ')) {
				expect(found).toContain(rule);
				proven.add(rule);
			}
		}
	);
});

/** A root with one element in it, at a path of names. */
function rootOf(syntax: Syntax, path: string, fill: (at: XmlElement) => void): XmlElement {
	const names = path.split('/');
	const isRoot = names[0] === 'Invoice:Invoice';
	const root = element(syntax === 'ubl' ? 'Invoice:Invoice' : 'rsm:CrossIndustryInvoice', '');
	let at = root;
	for (const name of isRoot ? names.slice(1) : names) {
		const child = element(name, '');
		at.children.push(child);
		at = child;
	}
	fill(at);
	return root;
}

function nested(path: string, text: string): XmlElement {
	const [name, ...rest] = path.split('/') as [string, ...string[]];
	return element(name, rest.length ? '' : text, rest.length ? [nested(rest.join('/'), text)] : []);
}

test('a rule that is broken on every line is told of the first hundred, and that there may be more', () => {
	const invoice = sound('en16931');
	invoice.lines = Array.from({ length: 5000 }, () => ({ ...invoice.lines[0]!, unit: '' }));
	const findings = checkInvoice(invoice, { profile: 'en16931', syntax: 'ubl' }).filter(({ rule }) => rule === 'BR-23');
	expect([findings.length, findings.at(-1)!.path, mayBeMore(findings), mayBeMore(findings.slice(1))]).toEqual([
		100,
		'lines.99.unit',
		true,
		false
	]);
});

describe('structure', () => {
	test.each(ONCE)('%s: in %s one %s', (id, context, children, syntax, where) => {
		const one = () => {
			const made = nested(children.split('|')[0]!, 'x');
			let last = made;
			while (last.children[0]) last = last.children[0];
			// What the rule counts: of VAT, of type 130, with a name.
			if (where && !where(last)) {
				if (last.name === 'cac:PartyTaxScheme') last.children.push(nested('cac:TaxScheme/cbc:ID', 'VAT'));
				else if (last.name === 'cac:AdditionalDocumentReference') last.children.push(nested('cbc:DocumentTypeCode', '130'));
				else last.attributes.set('name', 'x');
			}
			return made;
		};
		const times = (count: number) =>
			rulesOf(
				sound('en16931'),
				'en16931',
				syntax,
				rootOf(syntax, context.split('|')[0]!, (at) => {
					for (let index = 0; index < count; index++) at.children.push(one());
				})
			);
		expect(times(1)).not.toContain(id);
		expect(times(2)).toContain(id);
		proven.add(id);
	});

	test.each(FORBIDDEN_ATTRIBUTES)('%s: no %s', (id, attribute, isAsked, syntax) => {
		const path = [
			'cbc:ID',
			'ram:ID',
			'ram:TypeCode',
			'rsm:ExchangedDocument/ram:TypeCode',
			'ram:LineTotalAmount',
			'ram:BilledQuantity'
		].find((each) => {
			const [name, parent = ''] = each.split('/').reverse() as [string, string?];
			return isAsked(name, parent) && (syntax === 'ubl') === name.startsWith('cbc');
		})!;
		const found = (has: boolean) =>
			rulesOf(
				sound('en16931'),
				'en16931',
				syntax,
				rootOf(syntax, path, (at) => {
					at.text = 'x';
					if (has) at.attributes.set(attribute, 'x');
				})
			);
		expect(found(false)).not.toContain(id);
		expect(found(true)).toContain(id);
		proven.add(id);
	});

	test.each(FORBIDDEN_CHILDREN)('%s: in %s no %s', (id, context, child) => {
		const name = ['ram:ContractReferencedDocument', 'ram:BillingSpecifiedPeriod', 'ram:PostalTradeAddress', 'ram:ApplicableTradeTax'].find(
			(each) => context.test(each)
		)!;
		const found = (has: boolean) =>
			rulesOf(
				sound('en16931'),
				'en16931',
				'cii',
				rootOf('cii', name, (at) => {
					if (has) at.children.push(element(child, 'x'));
				})
			);
		expect(found(false)).not.toContain(id);
		expect(found(true)).toContain(id);
		proven.add(id);
	});
});

test('every rule that is asked has a case, and none is listed as not asked', () => {
	const checked = [...checkedRules()];
	expect(checked.filter((rule) => !proven.has(rule))).toEqual([]);
	expect(checked.filter((rule) => NOT_CHECKED.has(rule))).toEqual([]);
	expect(SPECIFICATIONS.en16931).toBe(sound('en16931').specification);
});
