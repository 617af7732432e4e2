/** The address where invoices are paid online, with places for what tells one from another. Pure. */

const PLACES = ['number', 'amount', 'currency'] as const;
type Place = (typeof PLACES)[number];
const PLACE = new RegExp(`\\{(${PLACES.join('|')})\\}`, 'g');

/** Characters of a template: with the longest number and amount it stays below the 2,000 that every browser takes. */
const LIMIT = 500;

export type LinkProblem = 'linkForm' | 'linkHttps' | 'linkCredentials' | 'linkHost' | 'linkPlace';

/** What is wrong with a template, by the key of its words; undefined where nothing is, or nothing is typed. */
export function linkProblem(template: string): LinkProblem | undefined {
	const text = template.trim();
	if (text === '') return undefined;
	// Anything else can be read and changed on its way, or is no page at all.
	if (!/^https:\/\//i.test(text)) return 'linkHttps';
	// A parser drops line breaks and takes a backslash for a slash: what is printed would not be what is opened.
	if (text.length > LIMIT || /[\s\\\p{C}]/u.test(text)) return 'linkForm';
	const host = text.slice('https://'.length).split(/[/?#]/, 1)[0]!;
	// Without a host a parser takes what comes next for one.
	if (host === '') return 'linkForm';
	if (host.includes('@')) return 'linkCredentials';
	// Who is paid never depends on what an invoice says.
	if (/[{}]/.test(host)) return 'linkHost';
	if (/[{}]/.test(text.replace(PLACE, ''))) return 'linkPlace';
	return URL.canParse(filled(text, { number: '1', amount: '1', currency: 'EUR' })) ? undefined : 'linkForm';
}

/** The address with the values in their places, as a parser writes it: in ASCII, so that no letter of another script passes for one of a host that is known. */
export function linkFor(template: string, values: Record<Place, string>): string | undefined {
	return linkProblem(template) ? undefined : new URL(filled(template.trim(), values)).href;
}

function filled(template: string, values: Record<Place, string>): string {
	return template.replace(PLACE, (_, place: Place) => encodeURIComponent(values[place]));
}
