/** A QR code as the path of an SVG, so that nothing is parsed as markup. Loaded only where a code is shown. */
import { encodeQR } from 'qr';

/** Light modules around the code, as the standard asks. */
const QUIET = 4;

export interface QrPath {
	/** For a `viewBox` of `size` by `size`. */
	path: string;
	size: number;
}

export function qrPath(text: string): QrPath {
	const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
	let path = '';
	for (const [y, row] of modules.entries()) {
		for (let x = 0; x < row.length; x++) {
			const from = x;
			while (row[x]) x++;
			if (x > from) path += `M${from} ${y}h${x - from}v1h${from - x}z`;
		}
	}
	return { path, size: modules.length };
}
