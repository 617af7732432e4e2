import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import fc from '../../../tests/support/property.ts';
import { readAddresses } from './addresses.ts';
import { mailFile, mailLink, type Mail } from './mail.ts';

const MAIL: Mail = { to: ['alice@example.com'], cc: [], subject: 'Invoice 7', text: 'Hello\n\nBob', files: [] };
const parse = (mail: Partial<Mail>) => PostalMime.parse(mailFile({ ...MAIL, ...mail }));
const bytesOf = (content: unknown) => [...new Uint8Array(content as ArrayBuffer)];
const lines = (mail: Partial<Mail>) => new TextDecoder().decode(mailFile({ ...MAIL, ...mail })).split('\r\n');

describe('a draft as a file', () => {
	it('is read by another program as it was written, with the same bytes in its files', async () => {
		const pdf = new Uint8Array(40_000).map((_, at) => (at * 31) & 255);
		const files = [
			{ name: 'F-2026-1.pdf', type: 'application/pdf', bytes: pdf },
			{ name: 'Überweisung «März» 請求書.xml', type: 'application/xml', bytes: new Uint8Array([60, 97, 47, 62]) }
		];
		const read = await parse({
			to: ['alice@example.com', 'a.b+c@bücher.example'],
			cc: ['carol@example.org'],
			from: 'bob@example.net',
			files
		});
		expect(read.to!.map(({ address }) => address)).toEqual(['alice@example.com', 'a.b+c@xn--bcher-kva.example']);
		expect(read.cc!.map(({ address }) => address)).toEqual(['carol@example.org']);
		expect(read.from!.address).toBe('bob@example.net');
		expect(read.headers.find(({ key }) => key === 'x-unsent')!.value).toBe('1');
		expect([read.subject, read.text!.replace(/\r\n/g, '\n').trimEnd()]).toEqual([MAIL.subject, MAIL.text]);
		expect(read.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual(files.map(({ name, type }) => [name, type]));
		expect(read.attachments.map(({ content }) => bytesOf(content))).toEqual(files.map(({ bytes }) => [...bytes]));
	});

	it('has its lines end as letters do, whatever they were typed with', () => {
		const all = lines({ text: 'a\nb\r\nc\rd' });
		const body = all.slice(all.indexOf('', all.indexOf('') + 1) + 1, all.indexOf('--=_waxbill--'));
		expect(atob(body.join(''))).toBe('a\r\nb\r\nc\r\nd');
	});

	it('keeps any subject, text and file name in its place: none ends a header, none begins a part', async () => {
		const hostile = fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 400 }),
			fc.constantFrom(
				'a\r\nBcc: eve@example.com',
				'--=_waxbill--',
				'=?UTF-8?B?Zg==?=',
				'"; filename="x.exe',
				'\u202efdp.exe',
				'فاتورة ١',
				'👩‍👩‍👧',
				'a\ud800b',
				'  '
			)
		);
		await fc.assert(
			fc.asyncProperty(hostile, hostile, hostile, async (subject, text, name) => {
				const file = { name: `x${name}.pdf`, type: 'application/pdf', bytes: new Uint8Array([1, 2, 3]) };
				const read = await parse({ subject, text, files: [file] });
				const flat = (said: string) => said.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
				expect(read.subject ?? '').toBe(flat(subject).trim());
				expect((read.text ?? '').replace(/\s+/g, ' ').trim()).toBe(text.toWellFormed().replace(/\s+/g, ' ').trim());
				expect(read.bcc ?? []).toEqual([]);
				expect(read.attachments.map(({ filename, content }) => [filename, bytesOf(content)])).toEqual([
					[flat(file.name).trim().replaceAll('=?', '=_'), [1, 2, 3]]
				]);
				expect(Math.max(...lines({ subject, text, files: [file] }).map(({ length }) => length))).toBeLessThanOrEqual(998);
				expect(lines({ subject, text, files: [file] }).join('')).toMatch(/^[\x20-\x7e]*$/);
			}),
			{ numRuns: 300 }
		);
	});
});

describe('a link to the mail program', () => {
	it('has the words, not the files, and nothing in them begins another field', () => {
		const link = mailLink({
			...MAIL,
			to: ['a&b?c=d@example.com', 'x@bücher.example'],
			cc: ['y@example.com'],
			subject: 'A & B?\r\nBcc: e@x.io',
			text: 'one\ntwo & #3'
		});
		const url = new URL(link);
		expect(link).toMatch(/^mailto:a%26b%3Fc%3Dd@example\.com,x@xn--bcher-kva\.example\?cc=/);
		expect([url.protocol, url.hash]).toEqual(['mailto:', '']);
		expect(url.pathname.split(',').map(decodeURIComponent)).toEqual(['a&b?c=d@example.com', 'x@xn--bcher-kva.example']);
		expect([...url.searchParams]).toEqual([
			['cc', 'y@example.com'],
			['subject', 'A & B? Bcc: e@x.io'],
			['body', 'one\r\ntwo & #3']
		]);
	});
});

describe('addresses', () => {
	it('are taken as people put them, once each', () => {
		expect(readAddresses(' a@example.com; <b@example.com>,\n a@example.com')).toEqual({ addresses: ['a@example.com', 'b@example.com'] });
		expect(readAddresses('')).toEqual({ addresses: [] });
	});

	it('are twenty at most', () => {
		const many = Array.from({ length: 21 }, (_, at) => `a${at}@example.com`);
		expect(readAddresses(many.slice(1).join(',')).wrong).toBeUndefined();
		expect(readAddresses(many.join(',')).wrong).toBe('a20@example.com');
	});

	it.each([
		'alice',
		'a@b',
		'@example.com',
		'a@@example.com',
		'a..b@example.com',
		'a@exa_mple.com',
		'a@example.com\u0000',
		`${'a'.repeat(65)}@example.com`,
		'a@-x.com',
		'a@1.2.3',
		'a@256.256.256.256',
		'a@xn--a.com',
		`${'a'.repeat(60)}@${'b.'.repeat(96)}com`
	])('names what is none: %s', (typed) => expect(readAddresses(`ok@example.com, ${typed}`).wrong).toBe(typed));
});
