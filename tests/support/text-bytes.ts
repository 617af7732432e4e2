/** Text as bytes, in the encodings banks write files in. */
import { decodeDos } from '../../src/lib/bank/formats/dos.ts';

export const WRITTEN = ['utf-8', 'utf-8 with a mark', 'utf-16le', 'utf-16be', 'iso-8859-1', 'windows-1252', 'ibm850'] as const;
export type Written = (typeof WRITTEN)[number];

/** What a page of eight bits cannot say is written as "?". */
export function written(text: string, encoding: Written): Uint8Array {
	switch (encoding) {
		case 'utf-8':
			return new TextEncoder().encode(text);
		case 'utf-8 with a mark':
			return new TextEncoder().encode(`\ufeff${text}`);
		case 'utf-16le':
		case 'utf-16be':
			return wide(`\ufeff${text}`, encoding === 'utf-16le');
		case 'iso-8859-1':
			return narrow(text, (byte) => String.fromCharCode(byte));
		case 'windows-1252':
			return narrow(text, (byte) => new TextDecoder('windows-1252').decode(Uint8Array.of(byte)));
		case 'ibm850':
			return narrow(text, (byte) => decodeDos(Uint8Array.of(byte), 'ibm850'));
	}
}

function wide(text: string, little: boolean): Uint8Array {
	const bytes = new Uint8Array(text.length * 2);
	const view = new DataView(bytes.buffer);
	for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), little);
	return bytes;
}

function narrow(text: string, meaning: (byte: number) => string): Uint8Array {
	const page = new Map(Array.from({ length: 256 }, (_, byte) => [meaning(byte), byte]));
	return Uint8Array.from(text, (character) => page.get(character) ?? 0x3f);
}
