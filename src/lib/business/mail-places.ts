/** What the letter a document goes with can name, in braces. Pure. */
const MAIL_PLACES = ['number', 'date', 'total', 'due', 'client', 'business'] as const;
export type MailPlace = (typeof MAIL_PLACES)[number];

const BRACES = /\{([^{}]*)\}/g;

/** The first thing in braces that is none of them. */
export function unknownPlace(text: string): string | undefined {
	return [...text.matchAll(BRACES)].map(([, name]) => name!).find((name) => !isPlace(name));
}

/** The text with the values in their places. A line all of whose places are empty for this document is left out: nobody is asked to pay by nothing. */
export function fillPlaces(text: string, values: Readonly<Record<MailPlace, string>>): string {
	const lines = text.split('\n').filter((line) => {
		const named = [...line.matchAll(BRACES)].map(([, name]) => name!).filter(isPlace);
		return named.length === 0 || named.some((name) => values[name] !== '');
	});
	return lines.join('\n').replace(BRACES, (whole, name: string) => (isPlace(name) ? values[name] : whole));
}

function isPlace(name: string): name is MailPlace {
	return (MAIL_PLACES as readonly string[]).includes(name);
}
