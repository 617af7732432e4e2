/** What a certificate says (X.509, RFC 5280): whose it is, who made it, for how long, and its key. It is read, not judged: no list of authorities is here. */
import { KeyFileRefused } from './problem.ts';
import { contentOf, readDer, type Der } from './der.ts';

export interface Certificate {
	der: Uint8Array<ArrayBuffer>;
	/** Common name of its owner. */
	name: string;
	/** NIF of the person, of the organisation, or of both. */
	nifs: string[];
	/** As RFC 4514 writes names. */
	issuer: string;
	/** Decimal. */
	serial: string;
	from: Date;
	to: Date;
	/** It says of itself that it is a qualified one (QcCompliance; ETSI EN 319 412-5, 4.2.1). */
	isQualified: boolean;
	/** SubjectPublicKeyInfo. */
	publicKey: Uint8Array<ArrayBuffer>;
	key: 'RSA' | 'P-256' | 'P-384' | 'P-521';
}

const COMMON_NAME = '2.5.4.3';
const SERIAL_NUMBER = '2.5.4.5';
const ORGANISATION_ID = '2.5.4.97';
const QC_STATEMENTS = '1.3.6.1.5.5.7.1.3';
const QC_COMPLIANCE = '0.4.0.1862.1.1';
/** Names that RFC 4514 has for kinds of attributes; others are written as numbers. */
const SHORT: Readonly<Record<string, string>> = {
	[COMMON_NAME]: 'CN',
	'2.5.4.7': 'L',
	'2.5.4.8': 'ST',
	'2.5.4.10': 'O',
	'2.5.4.11': 'OU',
	'2.5.4.6': 'C',
	'2.5.4.9': 'STREET',
	'0.9.2342.19200300.100.1.25': 'DC',
	'0.9.2342.19200300.100.1.1': 'UID'
};
const CURVES: Readonly<Record<string, Certificate['key']>> = {
	'1.2.840.10045.3.1.7': 'P-256',
	'1.3.132.0.34': 'P-384',
	'1.3.132.0.35': 'P-521'
};
const RSA = '1.2.840.113549.1.1.1';

/** Tags of ASN.1. */
const OID = 0x06;
const UTF8 = 0x0c;
const BMP = 0x1e;
const UTC_TIME = 0x17;
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;

/** @throws KeyFileRefused of a key that nothing here signs with; RangeError of what is no certificate */
export function readCertificate(der: Uint8Array<ArrayBuffer>): Certificate {
	const [tbs] = readDer(der).children;
	const parts = tbs!.children;
	const [serial, , issuer, validity, subject, publicKey] = parts[0]!.tag === VERSION ? parts.slice(1) : parts;
	const [from, to] = validity!.children.map(timeOf);
	const names = subject!.children.flatMap(({ children }) => children.map(attributeOf));
	const extensions = parts.find(({ tag }) => tag === EXTENSIONS)?.children[0]?.children ?? [];
	return {
		der,
		name: names.findLast(({ kind }) => kind === COMMON_NAME)?.text ?? '',
		nifs: nifsOf(names),
		issuer: nameOf(issuer!),
		serial: BigInt(`0x${hexOf(contentOf(serial!))}`).toString(),
		from: from!,
		to: to!,
		isQualified: extensions.some(({ children: [kind, ...rest] }) => oidOf(kind!) === QC_STATEMENTS && says(rest.at(-1)!, QC_COMPLIANCE)),
		publicKey: publicKey!.bytes.slice(),
		key: keyOf(publicKey!)
	};
}

/** "IDCES-12345678Z", "VATES-B12345674" (ETSI EN 319 412-1, 5.1.3 and 5.1.4), or the bare number of older ones. */
function nifsOf(names: readonly { kind: string; text: string }[]): string[] {
	const found = names
		.filter(({ kind }) => kind === SERIAL_NUMBER || kind === ORGANISATION_ID)
		.map(({ text }) => /^(?:(?:IDC|TIN|VAT|PNO|NTR)ES-)?([0-9A-Z]\d{7}[0-9A-Z])$/.exec(text.trim().toUpperCase())?.[1]);
	return [...new Set(found.filter((each) => each !== undefined))];
}

function keyOf(publicKey: Der): Certificate['key'] {
	const [kind, parameters] = publicKey.children[0]!.children;
	if (oidOf(kind!) === RSA) return 'RSA';
	const curve = parameters?.tag === OID ? CURVES[oidOf(parameters)] : undefined;
	if (!curve) throw new KeyFileRefused('key-kind');
	return curve;
}

/** The last part first, as RFC 4514, 2.1, has it. */
function nameOf(name: Der): string {
	return name.children
		.map(({ children }) => children.map(writtenAttribute).join('+'))
		.reverse()
		.join(',');
}

function writtenAttribute(attribute: Der): string {
	const { kind, text, value } = attributeOf(attribute);
	const short = SHORT[kind];
	return short ? `${short}=${escapedValue(text)}` : `${kind}=#${hexOf(value.bytes)}`;
}

/** RFC 4514, 2.4. */
function escapedValue(text: string): string {
	return text
		.replace(/["+,;<>\\]/g, '\\$&')
		.replace(/^[ #]/, '\\$&')
		.replace(/ $/, '\\ ');
}

function attributeOf({ children: [kind, value] }: Der): { kind: string; text: string; value: Der } {
	return { kind: oidOf(kind!), text: textOf(value!), value: value! };
}

function textOf(value: Der): string {
	const bytes = contentOf(value);
	if (value.tag === UTF8) return new TextDecoder().decode(bytes);
	if (value.tag === BMP) return new TextDecoder('utf-16be').decode(bytes);
	return new TextDecoder('latin1').decode(bytes);
}

/** UTCTime has two digits of the year, of 1950 to 2049. */
function timeOf(time: Der): Date {
	const text = textOf(time);
	const whole = time.tag === UTC_TIME ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
	return new Date(whole.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** One of the statements inside of an extension, whose value is packed once more. */
function says(packed: Der, oid: string): boolean {
	return readDer(contentOf(packed)).children.some(({ children: [kind] }) => kind !== undefined && oidOf(kind) === oid);
}

function oidOf(node: Der): string {
	const numbers: bigint[] = [];
	let at = 0n;
	for (const byte of contentOf(node)) {
		at = (at << 7n) | BigInt(byte & 0x7f);
		if (byte & 0x80) continue;
		numbers.push(at);
		at = 0n;
	}
	const [head = 0n, ...rest] = numbers;
	const first = head < 80n ? head / 40n : 2n;
	return [first, head - first * 40n, ...rest].join('.');
}

function hexOf(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
