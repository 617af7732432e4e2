/** ZIP files as other programs pack them: deflated, or stored. */
import { deflateRawSync } from 'node:zlib';
import { Crc32 } from '#lib/exchange/zip/crc32.ts';

export interface PackedMember {
	name: string;
	content: string | Uint8Array;
	stored?: boolean;
	/** In place of the size it has: what the archive says. */
	says?: number;
}

export function packedZip(members: readonly PackedMember[]): Blob {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const { name, content, stored = false, says } of members) {
		const whole = Buffer.from(content as string);
		const body = stored ? whole : deflateRawSync(whole);
		const sum = new Crc32();
		sum.add(whole);
		const file = Buffer.from(name);
		const shared = Buffer.alloc(26);
		shared.writeUInt16LE(20, 0);
		shared.writeUInt16LE(stored ? 0 : 8, 4);
		shared.writeUInt32LE(sum.value, 10);
		shared.writeUInt32LE(body.length, 14);
		shared.writeUInt32LE(says ?? whole.length, 18);
		shared.writeUInt16LE(file.length, 22);
		const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, file, body]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(offset, 10);
		directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, file]));
		parts.push(local);
		offset += local.length;
	}
	const list = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 0, 'latin1');
	end.writeUInt16LE(members.length, 8);
	end.writeUInt16LE(members.length, 10);
	end.writeUInt32LE(list.length, 12);
	end.writeUInt32LE(offset, 16);
	return new Blob([...parts, list, end].map((part) => new Uint8Array(part)));
}
