/** The code pages of DOS, which MT940 is still written in and browsers do not know: the characters of the bytes from 128 on. */
const PAGES = {
	/** Western Europe; the letters of page 437 stand in the same places. */
	ibm850:
		'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
	/** Central Europe. */
	ibm852:
		'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0'
};
export type DosPage = keyof typeof PAGES;

export function isDosPage(encoding: string): encoding is DosPage {
	return encoding in PAGES;
}

export function decodeDos(bytes: Uint8Array, page: DosPage): string {
	const upper = PAGES[page];
	const parts: string[] = [];
	for (let from = 0; from < bytes.length; from += STEP)
		parts.push(
			String.fromCharCode(...bytes.subarray(from, from + STEP)).replace(/[\u0080-\u00ff]/g, (byte) =>
				upper.charAt(byte.charCodeAt(0) - 128)
			)
		);
	return parts.join('');
}

const STEP = 8192;

/**
 * Whether bytes that are no UTF-8 are of DOS: letters of ours stand below 0xA6 there, between others, and from 0xC0 on only "ß", where Windows has
 * its letters. That byte is "á" of Windows: after "a" and "o", as in "Straße" and "groß", hardly a language has that.
 */
export function looksLikeDos(bytes: Uint8Array): boolean {
	let votes = 0;
	for (const [index, byte] of bytes.entries()) {
		if (byte < 0x80) continue;
		if (byte >= 0xc0 && byte !== ESZETT) return false;
		if (byte === ESZETT && /[ao]/i.test(String.fromCharCode(bytes[index - 1] ?? 0))) votes++;
		if (LETTERS.has(byte) && isLetter(bytes[index - 1]) && isLetter(bytes[index + 1])) votes++;
	}
	return votes > 0;
}

const ESZETT = 0xe1;
const LETTERS: ReadonlySet<number> = new Set([
	0x81, 0x82, 0x83, 0x84, 0x85, 0x87, 0x88, 0x8a, 0x8e, 0x90, 0x94, 0x99, 0x9a, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5
]);

function isLetter(byte: number | undefined): boolean {
	return byte === ESZETT || (byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)));
}
