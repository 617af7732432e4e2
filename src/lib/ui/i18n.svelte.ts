/**
 * The message catalogue. Each folder with words of its own keeps them in `messages/en.ts` and `messages/<topic>.en.ts`, and makes its
 * translator from them; the same words in another language stand beside them in `messages/<language>.ts` and `messages/<topic>.<language>.ts`.
 * English is bundled with the screen that uses it; another language is fetched when it is chosen, and handed to `speak`.
 *
 * A message is a string with {placeholders}, or an object of plural forms (Unicode CLDR) chosen by the argument `count`.
 */
export type Message = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);
export type Messages = Record<string, Message>;
export type MessageArguments = Record<string, string | number>;

/** The same keys in another language. Which plural forms it needs is the language's own affair; a test asks for them. */
export type Translated<M extends Messages> = { readonly [K in keyof M]: M[K] extends string ? string : Exclude<Message, string> };

let tag = $state('en');
let spoken = $state.raw<ReadonlyMap<string, Messages>>(new Map());
const names = new WeakMap<Messages, string>();

/** BCP 47 language of the interface, with the region whose way of writing dates and numbers is wanted. */
export const locale = {
	get current() {
		return tag;
	},
	set current(next: string) {
		tag = next;
	}
};

/** The interface speaks the language of `next` from now on. @param translations by name of catalogue; none for English */
export function speak(next: string, translations: ReadonlyMap<string, Messages>): void {
	tag = next;
	spoken = translations;
}

/** The English messages of a catalogue. @param name its path below src without `messages`: translations are found by it */
export function messages<const M extends Messages>(name: string, english: M): M {
	names.set(english, name);
	return english;
}

/** The name under which `messages` took these. */
export const nameOf = (english: Messages): string | undefined => names.get(english);

/** A translator over one folder's messages, typed by its English keys. What a translation lacks is said in English. */
export function catalogue<M extends Messages>(english: M): (key: keyof M & string, args?: MessageArguments) => string {
	const name = names.get(english);
	return (key, args) => {
		const translated = name === undefined ? undefined : spoken.get(name);
		return translated && Object.hasOwn(translated, key) ? format(translated[key]!, tag, args) : format(english[key] ?? key, 'en', args);
	};
}

function format(message: Message, language: string, args: MessageArguments = {}): string {
	const text = typeof message === 'string' ? message : (message[pluralForm(language, args.count)] ?? message.other);
	return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole));
}

function pluralForm(language: string, count: string | number | undefined): Intl.LDMLPluralRule {
	return new Intl.PluralRules(language).select(Number(count ?? 0));
}
