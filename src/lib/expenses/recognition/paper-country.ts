/** The currency of a receipt, and what else its words say of where it was printed. Pure. */
import type { Found, PaperLine } from './receipt-text.ts';

/** Codes that are taken as such beside a figure; others are words too often ("ALL", "TOP", "CUP"). */
const CODES =
	/(?:\b(EUR|USD|GBP|CHF|CAD|AUD|NZD|MXN|MAD|JPY|INR|SEK|NOK|DKK|PLN|CZK|HUF|TND|DZD|XOF|XAF|BRL)\b(?=[ :]*-?\d))|(?:\d ?(EUR|USD|GBP|CHF|CAD|AUD|NZD|MXN|MAD|JPY|INR|SEK|NOK|DKK|PLN|CZK|HUF|TND|DZD|XOF|XAF|BRL)\b)|\b(?:TOTAL|SUMME|BETRAG|GESAMT|EN|IN) (EUR|USD|GBP|CHF|CAD|MAD|INR)\b/g;
const CANADA = /\b(T\.?P\.?S|T\.?V\.?Q|T\.?V\.?H|H\.?S\.?T|Q\.?S\.?T|INTERAC|QUEBEC|ONTARIO|[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d)\b/;
const UNITED_STATES =
	/\bSALES TAX\b|\b(A[KLRZ]|C[AOT]|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? \d{5}\b/;
const MEXICO = /\bR\.?F\.?C\b|\bMEXICO\b/;
const SIGNS: readonly [sign: RegExp, currency: string][] = [
	[/€/, 'EUR'],
	[/£/, 'GBP'],
	[/\bUS ?\$/i, 'USD'],
	[/\bC(A|DN)? ?\$/i, 'CAD'],
	[/₹|\bRS\.? ?\d/i, 'INR'],
	[/\bFR\. ?\d|\bSFR\b/i, 'CHF'],
	[/\d ?DHS?\b/i, 'MAD'],
	[/[¥￥]/, 'JPY']
];
const DOLLARS = ['CAD', 'USD', 'AUD', 'NZD', 'MXN', 'SGD', 'HKD'];

export function currencyOn(lines: readonly PaperLine[], base: string): Found<string> | undefined {
	const counted = new Map<string, { count: number; from: string }>();
	const count = (currency: string, from: string) => {
		const known = counted.get(currency);
		counted.set(currency, { count: (known?.count ?? 0) + 1, from: known?.from ?? from });
	};
	for (const { text, words } of lines) {
		const codes = [...words.matchAll(CODES)].map((match) => match.slice(1).find((code) => code !== undefined)!);
		for (const code of codes) count(code, text);
		if (codes.length > 0) continue;
		const sign = SIGNS.find(([pattern]) => pattern.test(text));
		if (sign) count(sign[1], text);
	}
	const [most, next] = [...counted].sort(([, a], [, b]) => b.count - a.count);
	if (most) {
		const sureness = next && next[1].count * 2 > most[1].count ? 'guess' : most[1].count > 1 ? 'sure' : 'likely';
		return { value: most[0], sureness, from: most[1].from };
	}
	const dollar = lines.find(({ text }) => /\$ ?\d|\d ?\$/.test(text));
	const all = lines.map(({ words }) => words).join('\n');
	if (CANADA.test(all)) return { value: 'CAD', sureness: dollar ? 'likely' : 'guess', from: dollar?.text ?? '' };
	if (!dollar) return undefined;
	if (MEXICO.test(all)) return { value: 'MXN', sureness: 'likely', from: dollar.text };
	if (UNITED_STATES.test(all)) return { value: 'USD', sureness: 'likely', from: dollar.text };
	return { value: DOLLARS.includes(base) ? base : 'USD', sureness: 'guess', from: dollar.text };
}

/** Whether "03/04" is the fourth of March; undefined where nothing says. */
export function writesMonthFirst(lines: readonly PaperLine[]): boolean | undefined {
	const all = lines.map(({ words }) => words).join('\n');
	if (UNITED_STATES.test(all)) return true;
	if (
		/\b(T\.?V\.?A|I\.?V\.?A|I\.?G\.?I\.?C|MWST|UST|MEHRWERTSTEUER|V\.?A\.?T)\b|£/.test(all) ||
		lines.some(({ text }) => /[€£]/.test(text))
	)
		return false;
	return undefined;
}
