/** A text as the dark modules of a QR code with error correction level M, in runs from left to right, without the white border. Loaded where one is shown. */
import { encodeQR } from 'qr';

export interface QrModules {
	/** On a side. */
	count: number;
	runs: { x: number; y: number; length: number }[];
}

export function qrModules(text: string): QrModules {
	// The library draws a border of one at least.
	const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 1 });
	const runs: QrModules['runs'] = [];
	for (const [y, row] of rows.entries()) {
		for (let x = 0; x < row.length; x++) {
			const from = x;
			while (row[x]) x++;
			if (x > from) runs.push({ x: from - 1, y: y - 1, length: x - from });
		}
	}
	return { count: rows.length - 2, runs };
}
