/** A column of numbers, as narrow as what it holds allows: one, two or four bytes for whole numbers, else eight. */
export type NumberArray = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

const WIDTHS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: Float64Array } as const;
export type Width = keyof typeof WIDTHS;

export function numbers(width: Width, length: number): NumberArray {
	return new WIDTHS[width](length);
}

/** Over bytes that begin anywhere: copied, since a number must lie at a multiple of its width. */
export function numbersOf(width: Width, bytes: Uint8Array): NumberArray {
	return new WIDTHS[width](bytes.slice().buffer);
}

export function isWidth(value: number): value is Width {
	return value in WIDTHS;
}

function widthOf(value: number): Width {
	if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff || Object.is(value, -0)) return 8;
	return value > 0xffff ? 4 : value > 0xff ? 2 : 1;
}

/** The column with `value` at `index`: the same array, or a wider copy where it does not fit. */
export function withNumber(column: NumberArray, index: number, value: number): NumberArray {
	const width = widthOf(value);
	if (width <= column.BYTES_PER_ELEMENT) {
		column[index] = value;
		return column;
	}
	const wider = numbers(width, column.length);
	wider.set(column);
	wider[index] = value;
	return wider;
}

/** The first `count` numbers, as narrow as they allow. */
export function narrowest(column: NumberArray, count: number): NumberArray {
	let width: Width = 1;
	for (let index = 0; index < count && width < 8; index++) {
		const wanted = widthOf(column[index]!);
		if (wanted > width) width = wanted;
	}
	const part = column.subarray(0, count);
	if (width === column.BYTES_PER_ELEMENT) return part;
	const narrow = numbers(width, count);
	narrow.set(part);
	return narrow;
}
