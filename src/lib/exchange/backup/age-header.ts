/**
 * Looks at the head of an age file before anything is computed: what it was sealed to, and whether it would be dear to try. A hostile file can
 * ask for gigabytes of memory in one line.
 */
import { BackupError } from './problem.ts';

/** Far more than the one stanza of ours takes. */
export const HEADER_WINDOW = 64 * 1024;
const MAX_STANZAS = 32;
const VERSION = 'age-encryption.org/v1';
/** 2^18 blocks of 1 KiB: the age tool's own; more would not fit into a browser's worker. */
const MAX_WORK = 18;

export type SealedTo = 'passphrase' | 'code';

/** @param head the first `HEADER_WINDOW` bytes of the file, or all of it */
export function sealedTo(head: Uint8Array): SealedTo {
	const text = String.fromCharCode(...head.subarray(0, Math.min(head.length, VERSION.length + 1)));
	if (text !== `${VERSION}\n`) throw new BackupError('not-age');
	const stanzas: string[][] = [];
	for (const line of lines(head)) {
		if (line.startsWith('---')) return kindOf(stanzas);
		if (line.startsWith('-> ')) stanzas.push(line.slice(3).split(' '));
		if (stanzas.length > MAX_STANZAS) break;
	}
	throw new BackupError('header-damaged');
}

function kindOf(stanzas: string[][]): SealedTo {
	const scrypt = stanzas.find(([type]) => type === 'scrypt');
	if (!scrypt) return 'code';
	const work = scrypt[2] ?? '';
	if (stanzas.length !== 1 || !/^[1-9][0-9]{0,2}$/.test(work)) throw new BackupError('header-damaged');
	if (Number(work) > MAX_WORK) throw new BackupError('work-factor');
	return 'passphrase';
}

function* lines(head: Uint8Array): Generator<string> {
	let from = 0;
	for (;;) {
		const end = head.indexOf(0x0a, from);
		if (end < 0) return;
		yield String.fromCharCode(...head.subarray(from, Math.min(end, from + 1024)));
		from = end + 1;
	}
}
