/** The shapes inside a package, checked on both sides: a device of ours signs nothing that a client's page would refuse. */
import { isPlainText } from '../ui/plain-text.ts';

export const ANSWER_KINDS = ['accepted', 'declined', 'question', 'saysPaid'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** A file that goes with the document: its PDF, its e-invoice. */
export interface SharedFile {
	name: string;
	/** Media type, as `application/pdf`. */
	type: string;
	bytes: Uint8Array;
}
export interface ListedFile {
	name: string;
	type: string;
	size: number;
}
export interface SenderFace {
	name: string;
	/** Lines, as printed. */
	address: string[];
	logo?: { type: string; bytes: Uint8Array };
}
export interface About {
	sender: SenderFace;
	/** As the list of documents names it. */
	status: string;
	/** When that was so, milliseconds since 1970. */
	asOf: number;
	/** What may be answered. */
	answers: AnswerKind[];
	answerKey: Uint8Array;
	/** Of the page, BCP 47. */
	language: string;
	/** Last day the relay keeps it, days since 1970. */
	expires: number;
	/** The code that proves who issued the document (proof/code), where there is one. */
	proof?: string;
}

const MAX_FILES = 8;
const MAX_LINE = 300;
const MAX_LINES = 12;
const LOGO_TYPES = ['image/png', 'image/jpeg'];

/** Throws a `RangeError` that names the field. */
export function checkShown(value: unknown): { document: object; files: ListedFile[] } {
	const { document, files } = objectOf(value, 'shown');
	ensure(Array.isArray(files) && files.length <= MAX_FILES, 'files');
	const listed = (files as unknown[]).map((file) => {
		const { name, type, size } = objectOf(file, 'file');
		// It becomes the name of a download.
		ensure(isPlainText(name, MAX_LINE) && !/[\n\t/\\]/.test(name), 'file.name');
		ensure(typeof type === 'string' && /^(application|text)\/[\w.+-]{1,60}$/.test(type), 'file.type');
		ensure(isCount(size), 'file.size');
		return { name, type, size };
	});
	return { document: objectOf(document, 'document'), files: listed };
}

/** Throws a `RangeError` that names the field. */
export function checkAbout(value: unknown): About {
	const { sender, status, asOf, answers, answerKey, language, expires, proof } = objectOf(value, 'about');
	ensure(typeof status === 'string' && /^[a-zA-Z-]{1,40}$/.test(status), 'status');
	ensure(isCount(asOf), 'asOf');
	ensure(isCount(expires) && expires <= 0xffff_ffff, 'expires');
	ensure(Array.isArray(answers) && answers.every((kind) => ANSWER_KINDS.includes(kind as AnswerKind)), 'answers');
	ensure(answerKey instanceof Uint8Array && answerKey.length === 32, 'answerKey');
	ensure(typeof language === 'string' && /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(language), 'language');
	ensure(proof === undefined || (typeof proof === 'string' && /^[A-Z0-9]{1,2000}$/.test(proof)), 'proof');
	const about = { sender: checkSender(sender), status, asOf, answers: answers as AnswerKind[], answerKey, language, expires };
	return proof === undefined ? about : { ...about, proof };
}

function checkSender(value: unknown): SenderFace {
	const { name, address, logo } = objectOf(value, 'sender');
	ensure(isPlainText(name, MAX_LINE), 'sender.name');
	ensure(Array.isArray(address) && address.length <= MAX_LINES && address.every((line) => isPlainText(line, MAX_LINE)), 'sender.address');
	if (logo === undefined) return { name, address: address as string[] };
	const { type, bytes } = objectOf(logo, 'sender.logo');
	// No SVG: it can hold script.
	ensure(typeof type === 'string' && LOGO_TYPES.includes(type) && bytes instanceof Uint8Array, 'sender.logo');
	return { name, address: address as string[], logo: { type, bytes } };
}

function objectOf(value: unknown, field: string): Record<string, unknown> {
	ensure(typeof value === 'object' && value !== null && !Array.isArray(value), field);
	return value as Record<string, unknown>;
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

function ensure(holds: boolean, field: string): asserts holds {
	if (!holds) throw new RangeError(`the package's ${field} is not as it has to be`);
}
