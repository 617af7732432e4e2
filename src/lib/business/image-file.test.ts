import { expect, it } from 'vitest';
import { declaredPixels, imageType, isComplete } from './image-file.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

it('goes by the content, not by a name', () => {
	expect(imageType(bytes('\x89PNG\r\n\x1a\n…'))).toBe('image/png');
	expect(imageType(bytes('\xff\xd8\xff\xe0'))).toBe('image/jpeg');
	expect(imageType(bytes('GIF89a'))).toBe('image/gif');
	expect(imageType(bytes('RIFF\0\0\0\0WEBPVP8 '))).toBe('image/webp');
	expect(imageType(bytes('hello'))).toBeUndefined();
	expect(imageType(bytes(''))).toBeUndefined();
});

it('sees an SVG behind declarations and comments, and no SVG in a page', () => {
	expect(imageType(bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('image/svg+xml');
	expect(imageType(bytes('\n<?xml version="1.0"?>\n<!-- made by hand --><!DOCTYPE svg [<!ENTITY a "b">]>\n<svg>'))).toBe('image/svg+xml');
	expect(imageType(bytes('<html><svg></svg></html>'))).toBeUndefined();
	expect(imageType(bytes('<!-- <svg> -->'))).toBeUndefined();
});

it('follows a JPEG to its end, past the preview inside', () => {
	const preview = '\xff\xe1\x00\x06\xff\xd8\xff\xd9';
	const scan = '\xff\xda\x00\x04\x01\x02\x11\x22\xff\x00\x33\xff\xd0\x44';
	expect(isComplete(bytes(`\xff\xd8${preview}${scan}\xff\xd9`), 'image/jpeg')).toBe(true);
	expect(isComplete(bytes(`\xff\xd8${preview}${scan}`), 'image/jpeg')).toBe(false);
	expect(isComplete(bytes(`\xff\xd8${preview}`), 'image/jpeg')).toBe(false);
	expect(isComplete(bytes('\xff\xd8\xff'), 'image/jpeg')).toBe(false);
	expect(isComplete(bytes('\xff\xd8\xff\xe1'), 'image/jpeg')).toBe(false);
});

it('reads how many pixels a PNG or GIF claims', () => {
	expect(declaredPixels(bytes('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x75\x30\0\0\x75\x30'), 'image/png')).toBe(900_000_000);
	expect(declaredPixels(bytes('GIF89a\x10\x00\x02\x00'), 'image/gif')).toBe(32);
});
