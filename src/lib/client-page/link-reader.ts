/**
 * A client's link, from its text to the document: fetched, opened, answered. Runs in the page's own thread, which alone has the keys. What the relay gives is
 * believed only as far as it opens; what was fetched is kept sealed, so that the link opens it without a network as well.
 */
import type { ClientKeys } from '../crypto/client-link.ts';
import { clientKeys, clientRoot, packageIdOf } from '../crypto/client-link.ts';
import { readSharedDocument, type ReadDocument } from '../documents/read-shared-document.ts';
import { sealAnswer, type SealedAnswer } from '../sharing/answer.ts';
import type { Answer } from '../sharing/answer-shape.ts';
import { readClientLink, type ClientLink } from '../sharing/link.ts';
import { openPackage, type OpenedPackage } from '../sharing/package.ts';
import type { PackageRelay } from '../sharing/package-relay.ts';
import { toHex } from '../workspace/bytes.ts';
import type { FetchedPackage, KeptPackages } from './kept-packages.ts';
import type { Opened, Sent, Signed } from './questions.ts';

const DAY = 86_400_000;

interface Surroundings {
	relayAt(origin: string): PackageRelay;
	/** The page's. */
	origin: string;
	kept: KeptPackages;
	/** Milliseconds since 1970. */
	now(): number;
	/** What the code of the document proves here. */
	signedBy(symbols: string, document: ReadDocument, today: string): Promise<Signed | 'false'>;
}

type Found = { package: FetchedPackage; keptSince?: number; relayIsBehind?: true };

export class LinkReader {
	readonly #around: Surroundings;
	#link: ClientLink | undefined;
	#keys: ClientKeys | undefined;
	#found: Found | undefined;
	#opened: { package: OpenedPackage; version: number } | undefined;
	readonly #attempts = new Map<number, SealedAnswer>();

	constructor(around: Surroundings) {
		this.#around = around;
	}

	async begin(text: string): Promise<Opened> {
		const link = readClientLink(text);
		if (link === 'damaged') return { state: 'failed', why: 'damaged-link' };
		if (link === 'newer') return { state: 'failed', why: 'newer' };
		this.#link = link;
		this.#opened = undefined;
		this.#attempts.clear();
		this.#keys = link.passphrase ? undefined : clientKeys(link.secret, clientRoot(link.secret));
		return this.again();
	}

	/** Fetches and opens, with the passphrase that was given before. */
	async again(): Promise<Opened> {
		if (!this.#link) return { state: 'failed', why: 'damaged-link' };
		const found = await this.#fetch(this.#link);
		if (found === 'gone' || found === 'unreachable') return { state: 'failed', why: found };
		this.#found = found;
		return this.#keys ? this.#open(this.#keys) : { state: 'asks', wrong: false };
	}

	/** As long as unlocking a profile takes. */
	async passphrase(typed: string): Promise<Opened> {
		if (!this.#link || !this.#found) return { state: 'failed', why: 'damaged-link' };
		if (typed === '') return { state: 'asks', wrong: true };
		const { secret } = this.#link;
		const keys = clientKeys(secret, clientRoot(secret, typed));
		const opened = await this.#open(keys);
		if (opened.state === 'shown') this.#keys = keys;
		return opened;
	}

	file(at: number): Uint8Array<ArrayBuffer> | undefined {
		const file = this.#opened?.package.files[at];
		return file && new Uint8Array(file.bytes);
	}

	async send(attempt: number, answer: Answer): Promise<Sent> {
		if (!this.#link || !this.#keys || !this.#opened) return 'refused';
		const { package: about, version } = this.#opened;
		let sealed = this.#attempts.get(attempt);
		if (!sealed) {
			try {
				sealed = sealAnswer(this.#keys, { to: about.answerKey, version, shown: about.hash }, answer);
			} catch (error) {
				if (error instanceof RangeError) return 'too-long';
				throw error;
			}
			this.#attempts.set(attempt, sealed);
		}
		return this.#relay(this.#link).answer(this.#keys.id, sealed);
	}

	#relay(link: ClientLink): PackageRelay {
		return this.#around.relayAt(link.relay ?? this.#around.origin);
	}

	async #fetch(link: ClientLink): Promise<Found | 'gone' | 'unreachable'> {
		const { kept, now } = this.#around;
		const id = packageIdOf(link.secret);
		const [got, copy] = await Promise.all([this.#relay(link).get(id), kept.find(id)]);
		if (got === 'gone') {
			// Who took the link back means the copy as well.
			await kept.drop(id);
			return 'gone';
		}
		if (got === 'unreachable') return copy ? { package: copy, keptSince: copy.at } : 'unreachable';
		// No relay takes back what was seen here.
		if (copy && copy.version > got.version) return { package: copy, keptSince: copy.at, relayIsBehind: true };
		return { package: { ...got, at: now() } };
	}

	async #open(keys: ClientKeys): Promise<Opened> {
		const { package: fetched, keptSince, relayIsBehind } = this.#found!;
		const { kept, now } = this.#around;
		const opened = openPackage(keys, fetched.version, fetched.sealed);
		if (opened === 'wrong-passphrase') return this.#link!.passphrase ? { state: 'asks', wrong: true } : { state: 'failed', why: 'damaged' };
		if (typeof opened === 'string') return this.#failed(keys, opened);
		// Its day is over, and no relay has been asked.
		if (opened.expires * DAY + DAY <= now()) {
			await kept.drop(keys.id);
			return { state: 'failed', why: 'gone' };
		}
		const read = readSharedDocument(opened.document);
		if (!read.ok) return this.#failed(keys, read.problem === 'newer' ? 'newer' : 'damaged');
		if (keptSince === undefined) await kept.keep(keys.id, fetched);
		this.#opened = { package: opened, version: fetched.version };
		const { sender, status, asOf, expires, answers, files, hash, proof } = opened;
		const signed = proof === undefined ? undefined : await this.#around.signedBy(proof, read.value, dayOf(now()));
		return {
			state: 'shown',
			shown: {
				...read.value,
				sender,
				status,
				asOf,
				expires,
				answers,
				files: files.map(({ name, type, bytes }) => ({ name, type, size: bytes.length })),
				fingerprint: toHex(hash),
				...(signed && { signed }),
				...(keptSince !== undefined && { keptSince }),
				...(relayIsBehind && { relayIsBehind })
			}
		};
	}

	/** A copy that does not open helps nobody, and would stand in the way of one that does. */
	async #failed(keys: ClientKeys, why: 'damaged' | 'newer' | 'false-signature'): Promise<Opened> {
		if (this.#found?.keptSince !== undefined && why !== 'newer') await this.#around.kept.drop(keys.id);
		return { state: 'failed', why };
	}
}

/** YYYY-MM-DD, where the reader is. */
function dayOf(now: number): string {
	const date = new Date(now);
	const two = (number: number) => String(number).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
