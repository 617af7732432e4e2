/** Values of ASN.1 as DER writes them (X.690), as far as certificates need them: tags of one byte, lengths that are told. */

export interface Der {
	tag: number;
	/** With tag and length. */
	bytes: Uint8Array<ArrayBuffer>;
	/** Where its content begins in `bytes`. */
	start: number;
	/** Of what is put together from others. */
	children: Der[];
}

const CONSTRUCTED = 0x20;

export function contentOf({ bytes, start }: Der): Uint8Array<ArrayBuffer> {
	return bytes.subarray(start);
}

/** @throws RangeError */
export function readDer(bytes: Uint8Array<ArrayBuffer>): Der {
	const [tag, first] = bytes;
	if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new RangeError('no value');
	const more = first < 0x80 ? 0 : first & 0x7f;
	if (first === 0x80 || more > 4) throw new RangeError('no length');
	const start = 2 + more;
	const length = more === 0 ? first : bytes.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
	if (start + length > bytes.length) throw new RangeError('cut short');
	const own = bytes.subarray(0, start + length);
	const children: Der[] = [];
	if (tag & CONSTRUCTED)
		for (let at = start; at < own.length; at += children.at(-1)!.bytes.length) children.push(readDer(own.subarray(at)));
	return { tag, bytes: own, start, children };
}
