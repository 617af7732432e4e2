import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { servedAs as builtAs, signRelease } from '../../../.config/release.js';
import { aRelease, releaseKey } from '../../../tests/support/a-release.ts';
import { ready } from '../crypto/sodium.ts';
import { Comparing, type Files } from './comparing.ts';
import { readRelease, readSignature, servedAs } from './manifest.ts';
import type { Build } from './questions.ts';

const folders: string[] = [];
const build = (options?: Parameters<typeof aRelease>[0]) => {
	const folder = aRelease(options);
	folders.push(folder);
	return folder;
};
beforeAll(() => ready());
afterEach(() => {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const bytes = (folder: string, name: string) => new Uint8Array(readFileSync(join(folder, name)));
const list = (folder: string) => bytes(folder, 'release.json');
const signature = (folder: string) => bytes(folder, 'release-signature.json');
/** A folder as a place where files are asked for by path. */
const at = (folder: string, also: string[] = []): Files => {
	const release = readRelease(list(folder))!;
	const names = [...release.files.keys(), 'release.json', 'release-signature.json'];
	const named = new Map(names.map((name) => [servedAs(name), name]));
	return {
		read: (path) => Promise.resolve(named.has(path) ? readOr(folder, named.get(path)!) : undefined),
		paths: () => Promise.resolve([...named.keys(), ...also])
	};
};
const readOr = (folder: string, name: string) => {
	try {
		return bytes(folder, name);
	} catch {
		return undefined;
	}
};
const RUNS: Build = { base: '', version: '0123456789abcdef' };
const comparing = (kept?: Files, host?: Files, waiting?: Files) =>
	new Comparing({
		kept: () => Promise.resolve(kept),
		waiting: () => Promise.resolve(waiting),
		host: () => host ?? { read: () => Promise.reject(new Error('no answer')) }
	});

describe('the list and its signature', () => {
	it('are read as they were written, signed or not', () => {
		const folder = build();
		expect(readRelease(list(folder))).toMatchObject({ version: '0123456789abcdef', base: '' });
		expect(readRelease(list(folder))!.files.size).toBe(8);
		expect(readSignature(list(folder), signature(folder))).toBe('unsigned');
		const by = signRelease(folder, releaseKey());
		expect(readSignature(list(folder), signature(folder))).toEqual({ by });
	});

	it('threat 38: a list of which any byte was changed is not the one that was signed', () => {
		const folder = build();
		signRelease(folder, releaseKey());
		const [whole, proof] = [list(folder), signature(folder)];
		for (let i = 0; i < whole.length; i += 7) {
			const touched = whole.slice();
			touched[i]! ^= 1;
			expect(readSignature(touched, proof)).toBe('wrong');
		}
	});

	it.each([
		['cut off', (text: string) => text.slice(0, -20)],
		['empty', () => ''],
		['of another format', (text: string) => text.replace('"format": 1', '"format": 2')],
		['without files', (text: string) => text.replace(/"files": \{[^}]*\}/, '"files": {}')],
		['with a hash that is none', (text: string) => text.replace(/[0-9a-f]{64}/, 'abc')],
		['with a name that leads out', (text: string) => text.replace('"create.html"', '"../create.html"')],
		['of null', () => 'null']
	])('a list %s is none', (_, change) => {
		const text = readFileSync(join(build(), 'release.json'), 'utf8');
		const changed = change(text);
		expect(changed).not.toBe(text);
		expect(readRelease(new TextEncoder().encode(changed))).toBeUndefined();
	});

	it.each([
		['missing', undefined],
		['no JSON', 'x'],
		['without a key', '{"format":1,"key":null,"signature":"AAAA"}'],
		['with a key that is none', '{"format":1,"key":"?","signature":"AAAA"}'],
		['of a short key', '{"format":1,"key":"AAAA","signature":"AAAA"}']
	])('a signature that is %s is wrong', (_, text) => {
		expect(readSignature(list(build()), text === undefined ? undefined : new TextEncoder().encode(text))).toBe('wrong');
	});

	it('names are asked for as the build says', () => {
		for (const name of ['404.html', 'index.html', 'create.html', 'a/index.html', 'a/b.html', '_app/x.js', 'index.html.js'])
			expect(servedAs(name)).toBe(builtAs(name));
	});
});

describe('files beside their list', () => {
	const all = async (folder: string, files = at(folder)) => {
		const one = comparing(files);
		const found = await one.list('kept', RUNS);
		if (typeof found === 'string') return found;
		return { found, differences: await one.compare('kept', found.files) };
	};

	it('are all as it says in a build that nobody touched', async () => {
		expect(await all(build())).toMatchObject({ found: { signed: 'unsigned', more: [] }, differences: [] });
	});

	it('threat 38: a changed, a missing and an added file are named', async () => {
		const folder = build();
		writeFileSync(join(folder, '_app/immutable/start.js'), 'start();steal()');
		rmSync(join(folder, 'create.html'));
		expect(await all(folder, at(folder, ['/_app/immutable/more.js']))).toMatchObject({
			found: { more: ['/_app/immutable/more.js'] },
			differences: [
				{ name: '_app/immutable/start.js', what: 'changed' },
				{ name: 'create.html', what: 'missing' }
			]
		});
	});

	it('text recognition that was never used is not missing on a device, and is at a host', async () => {
		const folder = build();
		rmSync(join(folder, '_app/immutable/engine.wasm'));
		expect(await all(folder)).toMatchObject({ differences: [{ name: '_app/immutable/engine.wasm', what: 'apart' }] });
		const one = comparing(undefined, at(folder));
		await one.list('host', RUNS);
		expect(await one.compare('host', ['_app/immutable/engine.wasm'])).toEqual([{ name: '_app/immutable/engine.wasm', what: 'missing' }]);
	});

	it('says what it could not look at', async () => {
		expect(await comparing().list('kept', RUNS)).toBe('none');
		expect(await comparing().list('host', RUNS)).toBe('none');
		const folder = build();
		const files = at(folder);
		writeFileSync(join(folder, 'release.json'), '{');
		expect(await comparing(files).list('kept', RUNS)).toBe('no-list');
		const other = build({ base: '/x' });
		expect(await comparing(at(other)).list('kept', RUNS)).toBe('no-list');
	});
});

describe('the version that waits', () => {
	const beside = async (now: string, next: string) => (await comparing(at(now), undefined, at(next)).next(RUNS))!;
	const [ours, stranger] = [releaseKey(), releaseKey()];
	const signedBy = (key: string | undefined, folder: string) => {
		if (key) signRelease(folder, key);
		return folder;
	};
	const newer = {
		version: 'fedcba9876543210',
		files: { '_app/immutable/start.js': 'start(2)', 'new.html': '<meta http-equiv="content-security-policy" content="">' }
	};

	it.each([
		['same', ours, ours],
		['another', ours, stranger],
		['lost', ours, undefined],
		['first', undefined, ours],
		['none', undefined, undefined]
	] as const)('threat 38: its key is told beside that of the version that runs: %s', async (key, before, after) => {
		const next = await beside(signedBy(before, build()), signedBy(after, build(newer)));
		expect(next).toMatchObject({ key, version: 'fedcba9876543210', files: 9, changed: 2, broken: 0 });
	});

	it('threat 38: a signature of another list, and files that are not of it, are told', async () => {
		const now = signedBy(ours, build());
		const next = signedBy(ours, build(newer));
		writeFileSync(join(next, 'release-signature.json'), signature(now));
		writeFileSync(join(next, 'deep/page.html'), 'another');
		expect(await beside(now, next)).toMatchObject({ key: 'wrong', broken: 1 });
	});

	it('is nothing where none waits', async () => expect(await comparing(at(build())).next(RUNS)).toBeUndefined());
});
