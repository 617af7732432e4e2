import { expect, it } from 'vitest';
import { looksLikeDos } from './dos.ts';

/** Each character is a byte. */
const bytes = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0));

it.each([
	['Straße', 'Stra\xe1e'],
	['Größe', 'Gr\x94\xe1e'],
	['groß', 'gro\xe1 '],
	['Müller', 'M\x81ller']
])('%s in the page of DOS is known', (_word, text) => expect(looksLikeDos(bytes(text))).toBe(true));

it.each([
	['Málaga', 'M\xe1laga'],
	['Juárez', 'Ju\xe1rez'],
	['Müller', 'M\xfcller'],
	['Straße', 'Stra\xdfe'],
	['“no letters”', '\x93no letters\x94']
])('%s in the page of Windows is not taken for one of DOS', (_word, text) => expect(looksLikeDos(bytes(text))).toBe(false));
