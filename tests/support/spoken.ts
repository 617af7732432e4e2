/** The words of the interface in each language, so that a journey can look for what a person would read. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { catalogueName } from '../../src/lib/languages/names.ts';
import type { Message, Messages } from '../../src/lib/ui/i18n.svelte.ts';
import { root } from './run.mjs';

/** A message by name of catalogue and key; plural forms by `count`. */
export type Words = (catalogue: string, key: string, args?: Record<string, string | number>) => string;

const folder = join(root, 'src');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
	.map((path) => `/src/${path.replaceAll('\\', '/')}`)
	.filter((path) => /\/messages\/[^/]+\.ts$/.test(path));
const byName = (language: string) =>
	new Map(files.filter((path) => catalogueName(path).language === language).map((path) => [catalogueName(path).name, path]));

export async function wordsOf(language: string): Promise<Words> {
	// English is written in files of components, whose state is plain here.
	Object.assign(globalThis, { $state: Object.assign((value: unknown) => value, { raw: (value: unknown) => value }) });
	const paths = byName(language);
	const loaded = new Map<string, Messages>();
	for (const [name, path] of paths) {
		const module = (await import(pathToFileURL(join(root, path)).href)) as Record<string, Messages>;
		loaded.set(name, module.translated ?? Object.values(module)[0]!);
	}
	return (catalogue, key, args = {}) => {
		const message: Message | undefined = loaded.get(catalogue)?.[key];
		if (message === undefined) throw new Error(`${language}: no message ${key} in ${catalogue}`);
		const form = new Intl.PluralRules(language).select(Number(args.count ?? 0));
		const text = typeof message === 'string' ? message : (message[form] ?? message.other);
		return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole));
	};
}
