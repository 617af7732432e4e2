/** What a picture file says about itself, read before a browser is asked to unpack it. Pure. */

/** By its first bytes: a file's name and stated type say what someone wants it to be. */
export function imageType(bytes: Uint8Array): string | undefined {
	const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
	if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
	if (text(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
	if (/^GIF8[79]a$/.test(text(0, 6))) return 'image/gif';
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
	if (/^ftypavi[fs]$/.test(text(4, 12))) return 'image/avif';
	if (text(0, 2) === 'BM') return 'image/bmp';
	return isSvg(bytes) ? 'image/svg+xml' : undefined;
}

/** The root element is svg; declarations and comments may stand before it. */
function isSvg(bytes: Uint8Array): boolean {
	let head = new TextDecoder().decode(bytes.subarray(0, 8192)).trimStart();
	for (;;) {
		const skipped = head.replace(/^(<\?[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(\[[^\]]*\])?[^>]*>)\s*/i, '');
		if (skipped === head) return /^<(\w+:)?svg[\s>]/i.test(head);
		head = skipped;
	}
}

/** Width times height as the file's head claims; 0 where the head is not that simple, and the browser will say. */
export function declaredPixels(bytes: Uint8Array, type: string): number {
	const view = viewOf(bytes);
	if (type === 'image/png' && bytes.length >= 24) return view.getUint32(16) * view.getUint32(20);
	if (type === 'image/gif' && bytes.length >= 10) return view.getUint16(6, true) * view.getUint16(8, true);
	return 0;
}

/** Browsers draw what there is of a picture cut short, grey below: as a logo that is a mistake. */
export function isComplete(bytes: Uint8Array, type: string): boolean {
	if (type === 'image/webp') return bytes.length >= 12 && viewOf(bytes).getUint32(4, true) + 8 <= bytes.length;
	if (type === 'image/gif') return bytes.lastIndexOf(0x3b) > 13;
	if (type === 'image/jpeg') return isCompleteJpeg(bytes);
	return type !== 'image/png' || isCompletePng(bytes);
}

/** The chain of chunks reaches IEND. */
function isCompletePng(bytes: Uint8Array): boolean {
	const view = viewOf(bytes);
	for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) if (view.getUint32(at + 4) === 0x49454e44) return true;
	return false;
}

/** The chain of segments reaches the end marker; a preview inside a segment has one of its own, which does not count. */
function isCompleteJpeg(bytes: Uint8Array): boolean {
	const view = viewOf(bytes);
	for (let at = 2; at + 4 <= bytes.length + 2;) {
		if (bytes[at] !== 0xff) {
			// Compressed data: on to the next marker.
			at = bytes.indexOf(0xff, at);
			if (at < 0) return false;
			continue;
		}
		const marker = bytes[at + 1];
		if (marker === 0xd9) return true;
		const standsAlone = marker === undefined || marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd7);
		if (marker === 0xff) at += 1;
		else if (standsAlone) at += 2;
		else if (at + 4 > bytes.length) return false;
		else at += 2 + view.getUint16(at + 2);
	}
	return false;
}

function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
