import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Crc32 } from './crc32.ts';
import { zipParts, type ZipMember } from './zip.ts';

it('the checksum is that of the standard', () => {
	const crc = new Crc32();
	crc.add(new TextEncoder().encode('1234'));
	crc.add(new TextEncoder().encode('56789'));
	expect(crc.value).toBe(0xcbf43926);
});

describe('an archive', () => {
	const unzip = (file: string, ...options: string[]) => spawnSync('unzip', [...options, file], { encoding: 'utf8', maxBuffer: 1 << 28 });
	const hasUnzip = spawnSync('unzip', ['-v']).status === 0;

	async function written(members: Iterable<ZipMember>, limits?: { most: number; largest: number }) {
		async function* each() {
			yield* members;
		}
		const folder = mkdtempSync(join(tmpdir(), 'waxbill-zip-'));
		const file = join(folder, 'pack.zip');
		const parts: Uint8Array<ArrayBuffer>[] = [];
		for await (const part of zipParts(each(), new Date('2026-11-22T10:20:30Z'), limits)) parts.push(part);
		writeFileSync(file, new Uint8Array(await new Blob(parts).arrayBuffer()));
		return { folder, file };
	}

	it.skipIf(!hasUnzip)('is opened by unzip, with names and bytes as they were', async () => {
		async function* parts() {
			for (let n = 0; n < 3; n++) yield new Uint8Array([97 + n]);
		}
		const { folder, file } = await written([
			{ name: 'journal.csv', input: parts() },
			{ name: 'documents/é 漢.pdf', input: new TextEncoder().encode('%PDF-') }
		]);
		expect(unzip(file, '-tq').status).toBe(0);
		spawnSync('unzip', ['-q', file, '-d', folder], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
		expect(readFileSync(join(folder, 'journal.csv'), 'utf8')).toBe('abc');
		expect(readFileSync(join(folder, 'documents/é 漢.pdf'), 'utf8')).toBe('%PDF-');
		rmSync(folder, { recursive: true });
	});

	it.skipIf(!hasUnzip)('has more files than the first kind of archive could', async () => {
		const { folder, file } = await written(Array.from({ length: 70_000 }, (_, n) => ({ name: `d/${n}.pdf`, input: new Uint8Array([1]) })));
		const { status, stdout } = unzip(file, '-tqq');
		expect(stdout.slice(0, 500)).toBe('');
		expect(status).toBe(0);
		// Some readers count on by themselves, others believe what stands there.
		const bytes = readFileSync(file);
		expect(bytes.readUInt16LE(bytes.length - 12)).toBe(0xffff);
		const far = bytes.length - 22 - 20 - 56;
		expect(bytes.readUInt32LE(far)).toBe(0x06064b50);
		expect(bytes.readBigUInt64LE(far + 32)).toBe(70_000n);
		expect(bytes.readBigUInt64LE(bytes.length - 22 - 12)).toBe(BigInt(far));
		rmSync(folder, { recursive: true });
	});

	it.skipIf(!hasUnzip)('goes on beyond the sizes of the first kind, here with a border near by', async () => {
		const members = Array.from({ length: 9 }, (_, n) => ({ name: `d/${n}.txt`, input: new TextEncoder().encode(`${n}`.repeat(40)) }));
		const { folder, file } = await written(members, { most: 4, largest: 300 });
		const { status, stdout } = unzip(file, '-tqq');
		expect(stdout).toBe('');
		expect(status).toBe(0);
		expect(unzip(file, '-p').stdout).toBe(members.map(({ input }) => new TextDecoder().decode(input)).join(''));
		expect(unzip(file, '-l').stdout).toContain('2026-11-22 10:20');
		rmSync(folder, { recursive: true });
	});
});
