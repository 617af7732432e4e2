/**
 * From a passphrase to the key that wraps the device's master key. What it makes never leaves the device, and parameters that came from
 * anywhere but `calibrate` are checked before a single byte is stretched: too weak would let a thief guess, too strong would hang the device.
 */
import { aeadKey, type AeadKey } from './brands.ts';
import { utf8 } from './derive.ts';
import { randomBytes } from './random.ts';
import { sodium } from './sodium.ts';
import { wipe } from './wipe.ts';

export interface KdfParams {
	alg: 'argon2id13';
	/** Passes. */
	ops: number;
	/** Bytes. */
	mem: number;
	/** 16 bytes. */
	salt: Uint8Array;
}
export type KdfCost = Pick<KdfParams, 'ops' | 'mem'>;

const MIB = 1024 * 1024;
export const FLOOR: Readonly<KdfCost> = { ops: 3, mem: 64 * MIB };
export const CEILING: Readonly<KdfCost> = { ops: 16, mem: 512 * MIB };
/** WebAssembly memory never shrinks and phones end a page that holds too much: beyond this, time is spent in passes. */
const CALIBRATION_MEMORY = 256 * MIB;
const SALT = 16;

export function checkParams(params: KdfParams): 'ok' | 'kdf-out-of-bounds' {
	const sound =
		params.alg === 'argon2id13' &&
		within(params.ops, FLOOR.ops, CEILING.ops) &&
		within(params.mem, FLOOR.mem, CEILING.mem) &&
		params.mem % 1024 === 0 &&
		params.salt instanceof Uint8Array &&
		params.salt.length === SALT;
	return sound ? 'ok' : 'kdf-out-of-bounds';
}

/** NFKC first: the same passphrase gives the same key on every keyboard. Throws on parameters out of bounds, and when memory runs out. */
export function stretch(passphrase: string, params: KdfParams): AeadKey {
	if (checkParams(params) !== 'ok') throw new RangeError('kdf-out-of-bounds');
	const secret = utf8(passphrase.normalize('NFKC'));
	try {
		return aeadKey(argon2id(secret, params));
	} finally {
		wipe(secret);
	}
}

/**
 * The dearest cost that stays within `targetMs` here, from the floor upward: memory doubles first, because it is what hurts a guesser,
 * then passes. Runs each cost it considers, so a device that lacks the memory is found out now and not at the next unlock.
 */
export function calibrate(targetMs: number, clock: () => number): KdfCost {
	let mem = FLOOR.mem;
	let spent = measure({ ...FLOOR, mem }, clock) ?? targetMs;
	while (mem * 2 <= CALIBRATION_MEMORY && spent * 2 <= targetMs) {
		const dearer = measure({ ...FLOOR, mem: mem * 2 }, clock);
		if (dearer === undefined || dearer > targetMs) break;
		mem *= 2;
		spent = dearer;
	}
	const ops = Math.floor((FLOOR.ops * targetMs) / Math.max(spent, 1));
	return { ops: Math.min(Math.max(ops, FLOOR.ops), CEILING.ops), mem };
}

export function newParams(cost: KdfCost): KdfParams {
	return { alg: 'argon2id13', ops: cost.ops, mem: cost.mem, salt: randomBytes(SALT) };
}

/** Milliseconds, or undefined when the device has not the memory. */
function measure(cost: KdfCost, clock: () => number): number | undefined {
	const before = clock();
	try {
		argon2id(new Uint8Array(SALT), { ...cost, salt: new Uint8Array(SALT) });
	} catch {
		return undefined;
	}
	return clock() - before;
}

function argon2id(secret: Uint8Array, { ops, mem, salt }: Omit<KdfParams, 'alg'>): Uint8Array {
	return sodium().crypto_pwhash(32, secret, salt, ops, mem, sodium().crypto_pwhash_ALG_ARGON2ID13);
}

function within(value: number, least: number, most: number): boolean {
	return Number.isSafeInteger(value) && value >= least && value <= most;
}
