/**
 * The code by which one issued document proves itself, version 1. Integers are unsigned and big-endian; a text is its length in UTF-8 bytes (1) and them.
 *
 *     code        = ver1 document certificate n1 succession*n sig64 zero*
 *     document    = type1 date2 number total currency iban
 *     certificate = device32 name taxId notAfter2 issuer32 sig64
 *     succession  = previous32 sig64
 *
 * Days are counted from 1970-01-01. `zero*` fills up to a multiple of five bytes, so that base32 has one text for each code; `readCode` takes no other.
 * README.md says what is signed with what.
 */
import { isZero, Reader, Writer } from '../../../../sync-server/protocol/bytes.ts';
import { fromBase32, toBase32 } from '../../crypto/base32.ts';
import { concat, utf8 } from '../../crypto/derive.ts';
import type { DocumentType } from '../../documents/document.ts';

/** What a code says of a document. Times and amounts are the document's own words, nothing is worked out of them. */
export interface CodedDocument {
	type: DocumentType;
	number: string;
	/** YYYY-MM-DD */
	date: string;
	/** A decimal without grouping, in the currency's own digits. */
	total: string;
	currency: string;
	/** Without blanks; empty where the document asks for no transfer. */
	iban: string;
}

/** Says that a device signs for a seller, up to and on a day. */
export interface Certificate {
	device: Uint8Array;
	name: string;
	/** Empty where the seller has none. */
	taxId: string;
	notAfter: string;
	issuer: Uint8Array;
	signature: Uint8Array;
}

/** A word of an issuer key for the one after it. */
export interface Succession {
	previous: Uint8Array;
	signature: Uint8Array;
}

export interface IssueCode {
	document: CodedDocument;
	certificate: Certificate;
	/** The newest first: each `previous` signed the key before it in the list, the first one the issuer of the certificate. */
	successions: Succession[];
	signature: Uint8Array;
}

export type CodeProblem = 'not-a-code' | 'newer-version' | 'malformed';

const VERSION = 1;
/** More would not fit a printed code. Who has missed more changes of the key than these sees another sender. */
export const MAX_SUCCESSIONS = 3;
/** The place of a type is its number: new ones go to the end. */
const TYPES: readonly DocumentType[] = [
	'invoice',
	'credit-note',
	'deposit-invoice',
	'estimate',
	'proforma',
	'delivery-note',
	'purchase-order',
	'receipt'
];
const DAY = 86_400_000;
const LAST_DAY = 0xffff;
const AMOUNT = /^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d+)$/;
const CURRENCY = /^[A-Z]{3}$/;
const IBAN = /^([A-Z]{2}\d{2}[A-Z\d]{1,30})?$/;

/** Throws a RangeError that names the field which has no place in a code. */
export function encodeDocument({ type, date, number, total, currency, iban }: CodedDocument): Uint8Array {
	if (!TYPES.includes(type)) throw new RangeError('type: codes do not know it');
	if (number === '') throw new RangeError('number: it is missing');
	if (!AMOUNT.test(total)) throw new RangeError('total: not a plain decimal');
	if (!CURRENCY.test(currency)) throw new RangeError('currency: not three letters');
	if (!IBAN.test(iban)) throw new RangeError('iban: not an IBAN without blanks');
	const head = new Writer(3).uint(TYPES.indexOf(type), 1).uint(dayNumber('date', date), 2).finish();
	return concat([head, text('number', number), text('total', total), text('currency', currency), text('iban', iban)]);
}

/** All of a certificate that its issuer signs: the whole but for the signature. */
export function encodeCertified({ device, name, taxId, notAfter, issuer }: Omit<Certificate, 'signature'>): Uint8Array {
	const end = new Writer(34).uint(dayNumber('notAfter', notAfter), 2).bytes(issuer, 32).finish();
	return concat([new Writer(32).bytes(device, 32).finish(), text('name', name), text('taxId', taxId), end]);
}

/** Throws as `encodeDocument` does. */
export function writeCode({ document, certificate, successions, signature }: IssueCode): string {
	if (successions.length > MAX_SUCCESSIONS) throw new RangeError('successions: too many');
	const bytes = concat([
		Uint8Array.of(VERSION),
		encodeDocument(document),
		encodeCertified(certificate),
		certificate.signature,
		Uint8Array.of(successions.length),
		...successions.flatMap((each) => [each.previous, each.signature]),
		signature
	]);
	return toBase32(concat([bytes, new Uint8Array((5 - (bytes.length % 5)) % 5)]));
}

/** Reads the form alone; no signature is checked. */
export function readCode(symbols: string): IssueCode | CodeProblem {
	const bytes = fromBase32(symbols);
	if (!bytes || bytes.length === 0 || symbols.length % 8 !== 0) return 'not-a-code';
	const reader = new Reader(bytes);
	const version = reader.uint(1);
	if (version !== VERSION) return version > VERSION ? 'newer-version' : 'not-a-code';
	const document = readDocument(reader);
	const certificate = readCertificate(reader);
	const count = reader.uint(1);
	if (!document || !certificate || count > MAX_SUCCESSIONS) return 'malformed';
	const successions = Array.from({ length: count }, () => ({ previous: reader.bytes(32), signature: reader.bytes(64) }));
	const signature = reader.bytes(64);
	if (reader.short || reader.left >= 5 || !isZero(reader.bytes(reader.left))) return 'malformed';
	return { document, certificate, successions, signature };
}

function readDocument(reader: Reader): CodedDocument | undefined {
	const type = TYPES[reader.uint(1)];
	const date = dayText(reader.uint(2));
	const [number, total, currency, iban] = [readText(reader), readText(reader), readText(reader), readText(reader)];
	if (!type || !number || total === undefined || currency === undefined || iban === undefined) return undefined;
	if (!AMOUNT.test(total) || !CURRENCY.test(currency) || !IBAN.test(iban)) return undefined;
	return { type, date, number, total, currency, iban };
}

function readCertificate(reader: Reader): Certificate | undefined {
	const device = reader.bytes(32);
	const [name, taxId] = [readText(reader), readText(reader)];
	const notAfter = dayText(reader.uint(2));
	const [issuer, signature] = [reader.bytes(32), reader.bytes(64)];
	if (name === undefined || taxId === undefined) return undefined;
	return { device, name, taxId, notAfter, issuer, signature };
}

function text(field: string, value: string): Uint8Array {
	const bytes = utf8(value);
	if (bytes.length > 255) throw new RangeError(`${field}: longer than 255 bytes`);
	if (!value.isWellFormed()) throw new RangeError(`${field}: half a character`);
	return concat([Uint8Array.of(bytes.length), bytes]);
}

function readText(reader: Reader): string | undefined {
	const bytes = reader.bytes(reader.uint(1));
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

function dayNumber(field: string, date: string): number {
	const day = Date.parse(`${date}T00:00:00Z`) / DAY;
	if (!(day >= 0 && day <= LAST_DAY) || dayText(day) !== date) throw new RangeError(`${field}: not a day from 1970 to 2149`);
	return day;
}

function dayText(day: number): string {
	return new Date(day * DAY).toISOString().slice(0, 10);
}
