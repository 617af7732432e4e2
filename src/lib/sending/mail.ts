/**
 * A letter as a file that a mail program opens as a draft, and as a link that it opens without the files. Pure.
 *
 * RFC 5322 (letter), 2045 to 2047 (parts, words in headers), 2231 (names of files), 6068 (link). Each part is base64, so that no line of it can be
 * taken for a boundary or a header, and no byte of a file is changed on the way.
 */
import { wireAddress } from './addresses.ts';

export interface MailFile {
	name: string;
	/** "application/pdf" */
	type: string;
	bytes: Uint8Array<ArrayBuffer>;
}

export interface Mail {
	/** Checked by `readAddresses`. */
	to: readonly string[];
	cc: readonly string[];
	/** Absent: the mail program knows. */
	from?: string;
	subject: string;
	text: string;
	files: readonly MailFile[];
}

/** "=_" comes up in no base64. */
const BOUNDARY = '=_waxbill';
const CRLF = '\r\n';
/** RFC 2047 2: an encoded word is no longer than 75 characters; these are bytes before base64. */
const WORD_BYTES = 45;
/** RFC 2045 6.8 */
const LINE = 76;
/** Characters of a file's name in one piece (RFC 2231 3). */
const PIECE = 54;

/** The draft, to be opened, looked at and sent by the person: `X-Unsent` is what makes a mail program offer that. */
export function mailFile({ to, cc, from, subject, text, files }: Mail): Uint8Array<ArrayBuffer> {
	const head = [
		'X-Unsent: 1',
		...(from ? [addressLine('From', [from])] : []),
		...(to.length > 0 ? [addressLine('To', to)] : []),
		...(cc.length > 0 ? [addressLine('Cc', cc)] : []),
		`Subject: ${words(oneLine(subject))}`,
		'MIME-Version: 1.0',
		`Content-Type: multipart/mixed; boundary="${BOUNDARY}"`
	];
	const letter = part(['Content-Type: text/plain; charset=utf-8'], utf8(crlf(text)));
	const parts = [letter, ...files.map(filePart)];
	return utf8([...head, '', ...parts, `--${BOUNDARY}--`, ''].join(CRLF));
}

/** Carries no files: no mail program takes them from a link. */
export function mailLink({ to, cc, subject, text }: Omit<Mail, 'files' | 'from'>): string {
	const fields = [...(cc.length > 0 ? [['cc', cc.map(wireAddress).join(',')]] : []), ['subject', oneLine(subject)], ['body', crlf(text)]];
	// An address's own "&" or "?" would begin a field.
	const recipients = to.map((each) => encodeURIComponent(wireAddress(each)).replace('%40', '@')).join(',');
	return `mailto:${recipients}?${fields.map(([name, value]) => `${name}=${encodeURIComponent(value!.toWellFormed())}`).join('&')}`;
}

function addressLine(name: string, addresses: readonly string[]): string {
	return `${name}: ${addresses.map(wireAddress).join(`,${CRLF} `)}`;
}

function part(head: readonly string[], bytes: Uint8Array): string {
	return [
		`--${BOUNDARY}`,
		...head,
		'Content-Transfer-Encoding: base64',
		'',
		...(base64(bytes).match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [])
	].join(CRLF);
}

/** `name` and `filename` are for programs that know no other. */
function filePart({ name, type, bytes }: MailFile): string {
	// Some programs take it for an encoded word even here.
	const said = oneLine(name).replaceAll('=?', '=_');
	const plain = said.replace(/[^\w. -]/g, '_');
	return part(
		[
			`Content-Type: ${type};${CRLF} name="${plain}"`,
			`Content-Disposition: attachment;${CRLF} filename="${plain}"${plain === said ? '' : `;${CRLF} ${encodedName(said)}`}`
		],
		bytes
	);
}

/** RFC 2231: percent-encoded UTF-8, in pieces that fit into a line and part no character's bytes. */
function encodedName(name: string): string {
	const pieces: string[] = [''];
	for (const letter of name) {
		const encoded = [...utf8(letter)].map((byte) => (isPlain(byte) ? String.fromCharCode(byte) : `%${hex(byte)}`)).join('');
		if (pieces.at(-1)!.length + encoded.length > PIECE) pieces.push('');
		pieces[pieces.length - 1] += encoded;
	}
	if (pieces.length === 1) return `filename*=UTF-8''${pieces[0]}`;
	return pieces.map((piece, at) => `filename*${at}*=${at === 0 ? "UTF-8''" : ''}${piece}`).join(`;${CRLF} `);
}

/** A letter or digit of ASCII, or one of ". - _". */
function isPlain(byte: number): boolean {
	return /[\w.-]/.test(String.fromCharCode(byte)) && byte < 128;
}

function hex(byte: number): string {
	return byte.toString(16).toUpperCase().padStart(2, '0');
}

/** Encoded words (RFC 2047) where it is not plain, each of whole characters. */
function words(text: string): string {
	if (/^[\x20-\x7e]*$/.test(text) && text.length <= LINE - 'Subject: '.length && !text.includes('=?')) return text;
	const pieces: string[] = [''];
	for (const letter of text) {
		if (utf8(pieces.at(-1)! + letter).length > WORD_BYTES) pieces.push('');
		pieces[pieces.length - 1] += letter;
	}
	return pieces.map((piece) => `=?UTF-8?B?${base64(utf8(piece))}?=`).join(`${CRLF} `);
}

/** What would end a header's line, or hide what follows, is a space. */
function oneLine(text: string): string {
	return text
		.toWellFormed()
		.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
		.trim();
}

function crlf(text: string): string {
	return text.toWellFormed().replace(/\r\n|[\r\n\u2028\u2029]/g, CRLF);
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(text);
}

function base64(bytes: Uint8Array): string {
	let binary = '';
	// In blocks: a call takes only so many arguments.
	for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
	return btoa(binary);
}
