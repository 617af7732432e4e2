/**
 * Every language says what English says: the same messages, the same placeholders, the plural forms its grammar has, and nothing left in English.
 * A language is held to this from its first file on.
 */
import { describe, expect, test } from 'vitest';
import { nameOf, type Message, type Messages } from '../ui/i18n.svelte.ts';
import { catalogueName } from './names.ts';
import { SPOKEN } from './tags.ts';

const english = import.meta.glob<Record<string, Messages>>(['/src/**/messages/en.ts', '/src/**/messages/*.en.ts'], { eager: true });
const translated = import.meta.glob<{ translated?: Messages }>(
	['/src/**/messages/{fr,es,de,ar,hi}.ts', '/src/**/messages/*.{fr,es,de,ar,hi}.ts'],
	{ eager: true }
);
/** Messages that are rightly the same in both: `catalogue key`. */
const same = import.meta.glob<readonly string[]>('./same/*.ts', { eager: true, import: 'same' });

const byName = new Map(Object.entries(english).map(([path, module]) => [catalogueName(path).name, Object.values(module)[0]!]));
const languages = [...new Set(Object.keys(translated).map((path) => catalogueName(path).language))].sort();

const texts = (message: Message) => (typeof message === 'string' ? [message] : Object.values(message));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
const union = (message: Message) => [...new Set(texts(message).flatMap(placeholders))].sort();

test('each catalogue goes by the name of its path, one in each file', () => {
	for (const [path, module] of Object.entries(english)) {
		expect(Object.keys(module), path).toHaveLength(1);
		expect(nameOf(Object.values(module)[0]!), path).toBe(catalogueName(path).name);
	}
	expect(byName.size).toBe(Object.keys(english).length);
});

test('what is offered is what has words', () => expect(languages).toEqual(SPOKEN.filter((language) => language !== 'en').sort()));

describe.each(languages)('%s', (language) => {
	const theirs = new Map(
		Object.entries(translated)
			.filter(([path]) => catalogueName(path).language === language)
			.map(([path, { translated }]) => [catalogueName(path).name, translated])
	);
	const each = [...byName].flatMap(([name, messages]) =>
		Object.entries(messages).map(([key, message]) => ({ name, key, message, in: theirs.get(name)?.[key] }))
	);
	const present = each.filter((entry): entry is typeof entry & { in: Message } => entry.in !== undefined);

	test('lacks no catalogue and no message, and has none that English lacks', () => {
		expect([...theirs.keys()].filter((name) => !byName.has(name))).toEqual([]);
		expect([...byName.keys()].filter((name) => !theirs.get(name))).toEqual([]);
		expect(each.filter((entry) => entry.in === undefined).map(({ name, key }) => `${name} ${key}`)).toEqual([]);
		const more = [...theirs].flatMap(([name, messages]) =>
			Object.keys(messages ?? {})
				.filter((key) => !Object.hasOwn(byName.get(name) ?? {}, key))
				.map((key) => `${name} ${key}`)
		);
		expect(more).toEqual([]);
	});

	test('keeps the placeholders of each message', () => {
		const wrong = present.filter((entry) => union(entry.in).join() !== union(entry.message).join());
		expect(wrong.map(({ name, key }) => `${name} ${key}`)).toEqual([]);
	});

	test('has a plural where English has one, in every form of its grammar', () => {
		const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
		const wrong = present.filter(
			(entry) =>
				(typeof entry.message === 'string') !== (typeof entry.in === 'string') ||
				(typeof entry.in !== 'string' && forms.some((form) => !(form in (entry.in as object))))
		);
		expect(wrong.map(({ name, key }) => `${name} ${key}`)).toEqual([]);
	});

	test('says nothing in English but what is listed, and lists nothing that differs', () => {
		const listed = new Set(same[`./same/${language}.ts`] ?? []);
		const left = present
			.filter(
				({ message, in: own }) =>
					JSON.stringify(message) === JSON.stringify(own) && texts(message).some((text) => /\p{L}/u.test(text.replace(/\{\w+\}/g, '')))
			)
			.map(({ name, key }) => `${name} ${key}`);
		expect(left.filter((entry) => !listed.has(entry))).toEqual([]);
		expect([...listed].filter((entry) => !left.includes(entry))).toEqual([]);
	});

	test('is written in its letters, without space at the ends or twice', () => {
		const wrong = present.filter(({ in: own, message }) =>
			texts(own).some(
				(text) => text === '' || (text !== text.trim() && !texts(message).some((other) => other !== other.trim())) || / {2}/.test(text)
			)
		);
		expect(wrong.map(({ name, key }) => `${name} ${key}`)).toEqual([]);
	});
});
