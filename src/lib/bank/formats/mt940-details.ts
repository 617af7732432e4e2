import { readAmount } from './values.ts';

/** Field 86 of MT940, "information to account owner", in the ways banks fill it. */
export interface Mt940Details {
	name: string;
	account: string;
	text: string;
	references: string[];
	/** What was ordered. */
	original?: { currency: string; amount: string };
}

/** @param supplement what stands below the line 61 itself */
export function detailsOf(lines: readonly string[], supplement: readonly string[]): Mt940Details {
	const joined = lines.join('').trim();
	// A code of three digits, then the mark that parts all that follows: German banks write "?", others "<", "^", "~", ">" …
	const mark = /^\d{3}([^\w\s])\d{2}/.exec(joined)?.[1] ?? /^([?<^~>#@!|;])\d{2}/.exec(joined)?.[1];
	if (mark) return numbered(joined, mark);
	const words = slashed(joined);
	if (words) return words.name || words.text || words.account ? words : { ...words, text: unslashed(lines) };
	return { name: '', account: '', text: [...lines, ...supplement].join(' '), references: [] };
}

/** [Note: numbered details] 00 kind of booking, 10 batch, 20–29 and 60–63 text, 30 bank, 31 account, 32–33 name, 34 code of a return. */
function numbered(joined: string, mark: string): Mt940Details {
	const fields = new Map<string, string>();
	const escaped = mark.replace(/[?^|]/g, '\\$&');
	for (const [, number, value] of joined.matchAll(new RegExp(`${escaped}(\\d{2})((?:(?!${escaped}\\d{2})[^])*)`, 'g')))
		fields.set(number!, (fields.get(number!) ?? '') + value!);
	const text = [...range(20, 29), ...range(60, 63)].map((number) => fields.get(number) ?? '');
	// Where a field ends before its width, what comes next begins anew.
	const tagged = sepaTags(text.map((field) => (field !== '' && field.length < FULL ? `${field}${END}` : field)).join(''));
	return {
		name: joinWrapped([fields.get('32') ?? '', fields.get('33') ?? '']) || (tagged?.get('ABWA') ?? ''),
		account: fields.get('31') ?? tagged?.get('IBAN') ?? '',
		// What was torn at the end of a field has no blank there; where fields are lines of their own it reads better with one.
		text: tagged?.get('SVWZ') ?? (tagged ? '' : joinWrapped(text)),
		references: [tagged?.get('EREF') ?? '', tagged?.get('KREF') ?? '']
	};
}

function range(from: number, to: number): string[] {
	return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

/** Characters of a field of the text; and what marks the end of one that is shorter. */
const FULL = 27;
const END = '\u0000';

/** A full field (27 characters) goes on in the next without a blank. */
function joinWrapped(fields: readonly string[]): string {
	return fields
		.filter((field) => field !== '')
		.map((field, index, all) => (index === all.length - 1 || field.length >= FULL ? field : `${field} `))
		.join('')
		.trim();
}

const SEPA_TAG = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|BREF|RREF|RETURN|INFO|PURP)\+/g;

/** What German banks put in front of each part of a SEPA transfer; undefined where nothing is. */
function sepaTags(text: string): Map<string, string> | undefined {
	const marks = [...text.matchAll(SEPA_TAG)];
	if (marks.length === 0) return undefined;
	const parts = new Map<string, string>();
	marks.forEach((mark, index) => {
		const value = text.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? text.length);
		if (parts.has(mark[1]!)) return;
		const end = REFERENCES.has(mark[1]!) ? value.indexOf(END) : -1;
		parts.set(mark[1]!, whole(end < 0 ? value : value.slice(0, end)));
		// Behind a reference that ends with its field, the text begins without a mark of its own.
		const behind = end < 0 ? '' : whole(value.slice(end));
		if (behind && !text.includes('SVWZ+')) parts.set('SVWZ', [parts.get('SVWZ') ?? '', behind].join(' ').trim());
	});
	const before = whole(text.slice(0, marks[0]!.index));
	if (before && !parts.has('SVWZ')) parts.set('SVWZ', before);
	return parts;
}

const REFERENCES: ReadonlySet<string> = new Set(['EREF', 'KREF', 'MREF', 'CRED', 'DEBT']);

function whole(text: string): string {
	return text.replaceAll(END, ' ').trim();
}

const WORD =
	/\/(TRTP|TYPE|IBAN|BIC|NAME|REMI|EREF|MARF|CSID|PREF|RTRN|ORDP|BENM|CNTP|ADDR|ISDT|PURP|ULTC|ULTD|ULTB|EXCH|CHGS|OCMT|KREF|BUSP|CREF|TRCD|SVCL|ID)\//g;

/** Words between slashes, as Dutch banks write them; undefined where there are none. */
function slashed(joined: string): Mt940Details | undefined {
	const marks = [...joined.matchAll(WORD)];
	if (marks.length === 0 || marks[0]!.index > 4) return undefined;
	const parts = new Map<string, string>();
	marks.forEach((mark, index) => {
		const next = marks[index + 1]?.index ?? joined.length;
		const value = joined
			.slice(mark.index + mark[0].length, next)
			.replace(/^\/+|\/+$/g, '')
			.trim();
		// Two words may share the slash between them.
		if (!parts.has(mark[1]!) && value) parts.set(mark[1]!, value);
	});
	// "/CNTP/account/bank/name/city" of ING.
	const [account = '', , name = ''] = parts.get('CNTP')?.split('/') ?? [];
	const [, currency = '', amount = ''] = /^([A-Z]{3})(\d+,?\d*)/.exec(parts.get('OCMT') ?? '') ?? [];
	const ordered = readAmount(currency, amount);
	const remittance = (parts.get('REMI') ?? '').replace(/^(USTD|STRD)\/+/, '').replace(/^(CUR|ISO)\//, '');
	return {
		name: parts.get('NAME') ?? name,
		account: parts.get('IBAN') ?? account,
		text: remittance.replace(/\/+/g, ' ').trim(),
		references: [parts.get('EREF') ?? '', parts.get('PREF') ?? '', parts.get('KREF') ?? '', parts.get('CREF') ?? ''],
		...(ordered.ok && { original: { currency, amount: ordered.value } })
	};
}

/** The lines that no word between slashes begins. */
function unslashed(lines: readonly string[]): string {
	return lines
		.filter((line) => line.trim() !== '' && !/^\/[A-Z]{3,4}\//.test(line))
		.map((line) => line.replace(/^\/|\/$/g, ''))
		.join(' ');
}
