/** Sealing to and opening from age files (age-encryption.org/v1). The only file that imports the library. */
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { HEADER_WINDOW, sealedTo } from './age-header.ts';
import { BackupError } from './problem.ts';

/** What seals and opens a file: the identity of a recovery code (AGE-SECRET-KEY-1…), or a passphrase. */
export type BackupKey = { identity: string } | { passphrase: string };

/** scrypt with 2^17 blocks: 128 MiB, about what a phone still gives. */
const WORK = 17;

export async function sealStream(plain: ReadableStream<Uint8Array>, key: BackupKey): Promise<ReadableStream<Uint8Array>> {
	const encrypter = new Encrypter();
	if ('identity' in key) encrypter.addRecipient(await identityToRecipient(key.identity));
	else {
		encrypter.setPassphrase(normal(key.passphrase));
		encrypter.setScryptWorkFactor(WORK);
	}
	return encrypter.encrypt(plain);
}

/**
 * The plain bytes as they are read. Throws a `BackupError` that says why the file does not open with this key, before the first byte; a file cut
 * short or changed further on throws `damaged` where that shows.
 * @param read hears how many bytes of the file were taken
 */
export async function* openStream(file: Blob, key: BackupKey, read: (bytes: number) => void = () => {}): AsyncGenerator<Uint8Array> {
	const kind = sealedTo(new Uint8Array(await file.slice(0, HEADER_WINDOW).arrayBuffer()));
	if (kind === 'passphrase' && 'identity' in key) throw new BackupError('needs-passphrase');
	if (kind === 'code' && 'passphrase' in key) throw new BackupError('needs-code');
	const decrypter = new Decrypter();
	if ('identity' in key) decrypter.addIdentity(key.identity);
	else decrypter.addPassphrase(normal(key.passphrase));
	let plain: ReadableStream<Uint8Array>;
	try {
		plain = await decrypter.decrypt(file.stream().pipeThrough(counter(read)));
	} catch (cause) {
		throw new BackupError(whyNot(cause, kind), cause);
	}
	const reader = plain.getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read().catch((cause: unknown) => {
				throw new BackupError('damaged', cause);
			});
			if (done) return;
			yield value;
		}
	} finally {
		// Also where the caller has seen enough.
		await reader.cancel().catch(() => undefined);
	}
}

/** The library's errors have no codes; these are its words for a file key that none of the identities unwraps. */
function whyNot(cause: unknown, kind: 'passphrase' | 'code') {
	const text = cause instanceof Error ? cause.message : '';
	if (text.startsWith('no identity matched')) return kind === 'passphrase' ? 'wrong-passphrase' : 'other-code';
	return text.startsWith('stream ended') ? 'damaged' : 'header-damaged';
}

function counter(read: (bytes: number) => void): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
	let bytes = 0;
	return new TransformStream({
		transform(chunk, controller) {
			read((bytes += chunk.length));
			controller.enqueue(chunk);
		}
	});
}

/** The same passphrase gives the same key on every keyboard. */
function normal(passphrase: string): string {
	return passphrase.normalize('NFKC');
}
