/**
 * The message catalogue. Each folder with words of its own keeps them in `messages/<language>.ts` and makes its translator here;
 * English is bundled with the screen that uses it, other languages load when chosen.
 *
 * A message is a string with {placeholders}, or an object of plural forms chosen by the argument `count`.
 */
export type Message = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);
export type Messages = Record<string, Message>;
export type MessageArguments = Record<string, string | number>;

let language = $state('en');

/** BCP 47 language of the interface. */
export const locale = {
	get current() {
		return language;
	},
	set current(next: string) {
		language = next;
	}
};

/** A translator over one folder's messages, typed by its English keys. */
export function catalogue<M extends Messages>(english: M): (key: keyof M & string, args?: MessageArguments) => string {
	return (key, args) => format(english[key] ?? key, args);
}

function format(message: Message, args: MessageArguments = {}): string {
	const text = typeof message === 'string' ? message : (message[pluralForm(args.count)] ?? message.other);
	return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole));
}

function pluralForm(count: string | number | undefined): Intl.LDMLPluralRule {
	return new Intl.PluralRules(language).select(Number(count ?? 0));
}
