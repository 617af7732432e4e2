import { beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_SECRET, clientKeys, clientRoot, newClientSecret, packageIdOf } from '../crypto/client-link.ts';
import { ready } from '../crypto/sodium.ts';
import { toBase64 } from '../identity/base64.ts';
import { clientLink, readClientLink } from './link.ts';

beforeAll(ready);
const PAGE = 'https://app.example/client';

describe('a client’s link', () => {
	it('is read as it was written, with the relay only where it is another', () => {
		const secret = newClientSecret();
		for (const link of [
			{ secret, passphrase: false },
			{ secret, passphrase: true, relay: 'https://relay.example:8443' }
		]) {
			expect(readClientLink(clientLink(PAGE, link))).toEqual(link);
		}
	});

	it('keeps its secret behind the #', () => {
		const url = new URL(clientLink(PAGE, { secret: newClientSecret(), passphrase: false }));
		expect(url.pathname + url.search).toBe('/client');
		expect(url.hash.length).toBeGreaterThan(CLIENT_SECRET);
	});

	it('that lost its end or has one letter changed is damaged, never another link', () => {
		const [, code] = clientLink(PAGE, { secret: newClientSecret(), passphrase: true, relay: 'https://relay.example' }).split('#') as [
			string,
			string
		];
		for (let end = 0; end < code.length; end++) expect(readClientLink(`#${code.slice(0, end)}`), String(end)).toBe('damaged');
		// The first two letters hold the version, and say that it is newer.
		for (let at = 2; at < code.length; at++) {
			const other = code[at] === 'A' ? 'Q' : 'A';
			expect(readClientLink(`#${code.slice(0, at)}${other}${code.slice(at + 1)}`), String(at)).toBe('damaged');
		}
	});

	it('of a newer version says so; what is no link at all is damaged', () => {
		expect(readClientLink(`#${toBase64(Uint8Array.of(2, 0, 0))}`)).toBe('newer');
		for (const text of ['', '#', '#<script>', '#' + 'A'.repeat(5000), 'https://app.example/client', '#AA==']) {
			expect(readClientLink(text), text.slice(0, 20)).toBe('damaged');
		}
	});

	it('leads to no relay that is not an origin', () => {
		for (const relay of ['javascript:alert(1)', 'https://relay.example/path', 'relay.example', 'https://a@b.example']) {
			expect(readClientLink(clientLink(PAGE, { secret: newClientSecret(), passphrase: false, relay })), relay).toBe('damaged');
		}
	});
});

describe('what a link’s secret leads to', () => {
	it('is the same at each reading, and every key is another', () => {
		const secret = newClientSecret();
		const keys = clientKeys(secret, clientRoot(secret));
		expect(clientKeys(secret.slice(), clientRoot(secret.slice()))).toEqual(keys);
		const all = [secret, keys.id, keys.outer, keys.inner, keys.answer].map((key) => key.join());
		expect(new Set(all).size).toBe(all.length);
		expect(packageIdOf(secret)).toEqual(keys.id);
	});

	it('hangs on the passphrase, the place at the relay aside', () => {
		const secret = newClientSecret();
		const [open, one, two] = [undefined, 'one', 'two'].map((phrase) => clientKeys(secret, clientRoot(secret, phrase))) as [
			ReturnType<typeof clientKeys>,
			ReturnType<typeof clientKeys>,
			ReturnType<typeof clientKeys>
		];
		expect([one.id, two.id]).toEqual([open.id, open.id]);
		for (const key of ['inner', 'answer'] as const) expect(new Set([open, one, two].map((keys) => keys[key].join())).size).toBe(3);
		expect(() => clientRoot(secret, '')).toThrow(/passphrase/);
	});
});
