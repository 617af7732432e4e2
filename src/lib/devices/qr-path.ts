/** A QR code as the path of an SVG, so that nothing is parsed as markup. Loaded only where a code is shown. */
import { qrModules } from '../ui/qr-modules.ts';

/** Light modules around the code, as the standard asks. */
const QUIET = 4;

export interface QrPath {
	/** For a `viewBox` of `size` by `size`. */
	path: string;
	size: number;
}

export function qrPath(text: string): QrPath {
	const { count, runs } = qrModules(text);
	const path = runs.map(({ x, y, length }) => `M${x + QUIET} ${y + QUIET}h${length}v1h${-length}z`).join('');
	return { path, size: count + 2 * QUIET };
}
