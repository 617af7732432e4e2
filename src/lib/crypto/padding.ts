/**
 * Hides lengths in buckets: steps of 256 bytes up to 4 KiB, above that Padmé (at most 12 % more, and only log log n bits of the length show).
 *
 * The plain bytes are followed by 0x80 and zeros up to the bucket (ISO/IEC 7816-4), so that their length can be found again. There is
 * exactly one padded form of any bytes; `unpad` refuses every other.
 */
const STEP = 256;
const STEPS_END = 4096;
const MARK = 0x80;

export function pad(bytes: Uint8Array): Uint8Array {
	const padded = new Uint8Array(paddedLength(bytes.length));
	padded.set(bytes);
	padded[bytes.length] = MARK;
	return padded;
}

/** Undefined when this is not what `pad` makes of anything. A view of the bytes given. */
export function unpad(padded: Uint8Array): Uint8Array | undefined {
	let end = padded.length - 1;
	while (end >= 0 && padded[end] === 0) end--;
	if (end < 0 || padded[end] !== MARK || paddedLength(end) !== padded.length) return undefined;
	return padded.subarray(0, end);
}

/** The bucket that `length` plain bytes and their mark fall into. */
export function paddedLength(length: number): number {
	const marked = length + 1;
	return roundUp(marked, marked <= STEPS_END ? STEP : padmeStep(marked));
}

/** Padmé keeps as many leading bits of a length as its exponent has bits (Nikitin et al., PETS 2019). */
function padmeStep(length: number): number {
	const exponent = Math.floor(Math.log2(length));
	const kept = Math.floor(Math.log2(exponent)) + 1;
	return 2 ** (exponent - kept);
}

function roundUp(value: number, step: number): number {
	return Math.ceil(value / step) * step;
}
