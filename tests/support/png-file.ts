/** Small PNG files of each kind that a logo can be. */
import { crc32, deflateSync } from 'node:zlib';

const KINDS = {
	rgba: { type: 6, pixel: (half: boolean) => [31, 78, 95, half ? 128 : 0] },
	rgb: { type: 2, pixel: (half: boolean) => [31, half ? 78 : 255, 95] },
	'grey-alpha': { type: 4, pixel: (half: boolean) => [80, half ? 128 : 0] },
	grey: { type: 0, pixel: (half: boolean) => [half ? 80 : 255] },
	palette: { type: 3, pixel: (half: boolean) => [half ? 1 : 0] }
} as const;

/** Two halves, the upper one in half a colour where the kind has transparency. */
export function png(kind: keyof typeof KINDS, width: number, height: number): Uint8Array {
	const { type, pixel } = KINDS[kind];
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, type, 0, 0, 0], 8);
	const rows = Array.from({ length: height }, (_, y) => [0, ...Array.from({ length: width }, () => pixel(y < height / 2)).flat()]);
	const palette = [chunk('PLTE', [255, 255, 255, 31, 78, 95]), chunk('tRNS', [0, 160])];
	const parts = [chunk('IHDR', header), ...(kind === 'palette' ? palette : []), chunk('IDAT', deflateSync(Buffer.from(rows.flat())))];
	return new Uint8Array(Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts, chunk('IEND', [])]));
}

function chunk(name: string, data: Uint8Array | number[]): Buffer {
	const body = Buffer.concat([Buffer.from(name, 'latin1'), Buffer.from(data)]);
	const whole = Buffer.alloc(body.length + 8);
	whole.writeUInt32BE(body.length - 4, 0);
	whole.set(body, 4);
	whole.writeUInt32BE(crc32(body), body.length + 4);
	return whole;
}
