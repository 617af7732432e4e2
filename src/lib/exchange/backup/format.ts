/**
 * What lies in a backup, and what a reader believes of it; README.md beside this file says it for people.
 * Numbers that come from a file are bounds to be checked, never sizes to be allocated.
 */
import { BackupError } from './problem.ts';

export const FORMAT = 'waxbill-backup';
export const VERSION = 1;
export const MANIFEST = 'backup.json';
export const README_MEMBER = 'README.txt';
export const SUMS = 'SHA256SUMS';
const MAX_MANIFEST = 1024 * 1024;
const MAX_WORKSPACES = 100;
const MAX_ENTRIES = 100_000_000;
const MAX_EPOCHS = 10_000;

export interface WorkspaceManifest {
	/** Hexadecimal. */
	id: string;
	name: string;
	sample: boolean;
	/** Number of log entries, and the rolling hash of the last. */
	entries: number;
	R: string;
	/**
	 * Others wrote to this log too, and void entries in it are no damage. The first `confirmed` entries, hashing to `R`, have their places in the log that
	 * is shared; those after them were waiting for one.
	 */
	shared?: { confirmed: number; R: string };
	/** Origin of the relay at which these books are. */
	relay?: string;
	/** Behind the recovery code of these books, where that is another than the device's. Hexadecimal. */
	seed?: string;
	/** Key of each epoch from 0 on, hexadecimal. */
	epochKeys: string[];
	/** For people: what is to be found inside. */
	documents: number;
	newest?: { number: string; date: string };
}

export interface Manifest {
	format: typeof FORMAT;
	version: number;
	/** Instant, ISO 8601. */
	made: string;
	/** Hexadecimal; behind the recovery code of the device that made the backup. */
	recoverySeed: string;
	workspaces: WorkspaceManifest[];
}

/** Twelve digits of the position of the first entry, so that names sort as the log does. */
export function logMember(id: string, from: number): string {
	return `workspaces/${id}/log/${String(from).padStart(12, '0')}`;
}
/** A name in a tar has 100 letters at most; the whole address stands in the member. */
export function blobMember(id: string, address: string): string {
	return `workspaces/${id}/blobs/${address.slice(0, 32)}`;
}

const PATH = /^workspaces\/([0-9a-f]{32})\/(log|blobs)\/([0-9a-f]{12,32})$/;
export function memberPath(name: string): { id: string; part: 'log' | 'blobs'; rest: string } | undefined {
	const found = PATH.exec(name);
	return found ? { id: found[1]!, part: found[2] as 'log' | 'blobs', rest: found[3]! } : undefined;
}

/** Throws `foreign`, `newer`, `over-limit` or `damaged`. */
export function parseManifest(bytes: Uint8Array): Manifest {
	if (bytes.length > MAX_MANIFEST) throw new BackupError('over-limit');
	let value: unknown;
	try {
		value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
	} catch (cause) {
		throw new BackupError('foreign', cause);
	}
	const manifest = value as Manifest;
	if (manifest?.format !== FORMAT || !Number.isSafeInteger(manifest.version)) throw new BackupError('foreign');
	if (manifest.version > VERSION) throw new BackupError('newer');
	const { workspaces } = manifest;
	if (!isText(manifest.made) || !isHex(manifest.recoverySeed, 32) || !Array.isArray(workspaces)) throw new BackupError('damaged');
	if (workspaces.length > MAX_WORKSPACES) throw new BackupError('over-limit');
	if (!workspaces.every(isWorkspace)) throw new BackupError('damaged');
	if (new Set(workspaces.map(({ id }) => id)).size !== workspaces.length) throw new BackupError('damaged');
	if (workspaces.some(({ entries, epochKeys }) => entries > MAX_ENTRIES || epochKeys.length > MAX_EPOCHS))
		throw new BackupError('over-limit');
	return manifest;
}

function isWorkspace(value: WorkspaceManifest): boolean {
	return (
		typeof value === 'object' &&
		value !== null &&
		isHex(value.id, 16) &&
		isText(value.name) &&
		typeof value.sample === 'boolean' &&
		isCount(value.entries) &&
		// The first entry is what the id is the hash of: there are no books without it.
		value.entries > 0 &&
		isHex(value.R, 32) &&
		(value.shared === undefined ||
			(isCount(value.shared?.confirmed) && value.shared.confirmed <= value.entries && isHex(value.shared.R, 32))) &&
		(value.relay === undefined || isText(value.relay)) &&
		(value.seed === undefined || isHex(value.seed, 32)) &&
		Array.isArray(value.epochKeys) &&
		value.epochKeys.every((key) => isHex(key, 32)) &&
		isCount(value.documents) &&
		(value.newest === undefined || (isText(value.newest?.number) && isText(value.newest?.date)))
	);
}

function isHex(value: unknown, bytes: number): value is string {
	return typeof value === 'string' && value.length === 2 * bytes && /^[0-9a-f]*$/.test(value);
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.length <= 1000;
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}
