/** Reads lists and files, of this device and of the host, and compares. Where the bytes come from is handed in. */
import { sha256 } from '../crypto/sha256.ts';
import { MANIFEST, readRelease, readSignature, servedAs, SIGNATURE, type Release, type Signed } from './manifest.ts';
import type { Build, Difference, FoundRelease, NextRelease, NotFound, Place } from './questions.ts';

/** A place where files of a build lie. `undefined`: it is not there. Throws where nothing answers. */
export interface Files {
	read(path: string): Promise<Uint8Array | undefined>;
	/** Paths of all there is, where that can be told. */
	paths?(): Promise<string[]>;
}
export interface Sources {
	/** The files of the build that runs, kept on this device; undefined where none are. */
	kept(build: Build): Promise<Files | undefined>;
	/** Of the build that waits. */
	waiting(build: Build): Promise<Files | undefined>;
	host(build: Build): Files;
}
interface Read {
	release: Release;
	signed: Signed;
}

/** Nobody keeps these: the browser does, or hosts read them. */
const NOT_KEPT = new Set(['service-worker.js', '_app/version.json', '_app/env.js']);
const isForSome = (name: string) => /\.(wasm|gz)$/.test(name);

export class Comparing {
	readonly #sources: Sources;
	readonly #found: Partial<Record<Place, { files: Files; release: Release }>> = {};

	constructor(sources: Sources) {
		this.#sources = sources;
	}

	async list(place: Place, build: Build): Promise<FoundRelease | NotFound> {
		delete this.#found[place];
		const files = place === 'host' ? this.#sources.host(build) : await this.#sources.kept(build);
		if (!files) return 'none';
		const read = await readFrom(files, build.base).catch(() => 'none' as const);
		if (read === 'none') return 'none';
		if (!read) return 'no-list';
		const { release, signed } = read;
		this.#found[place] = { files, release };
		const names = [...release.files.keys()].filter((name) => place === 'host' || !NOT_KEPT.has(name));
		const known = new Set([...release.files.keys(), MANIFEST, SIGNATURE].map((name) => build.base + servedAs(name)));
		const more = ((await files.paths?.()) ?? []).filter((path) => !known.has(path));
		return { version: release.version, ...(release.source && { source: release.source }), signed, files: names, more };
	}

	async compare(place: Place, names: string[]): Promise<Difference[]> {
		const found = this.#found[place];
		if (!found) return [];
		const each = await Promise.all(names.map((name) => difference(found.files, found.release, place, name)));
		return each.filter((one) => one !== undefined);
	}

	async next(build: Build): Promise<NextRelease | undefined> {
		const files = await this.#sources.waiting(build);
		const next = files && (await readFrom(files, build.base));
		if (!files || !next) return undefined;
		const kept = await this.#sources.kept(build);
		const now = kept && (await readFrom(kept, build.base));
		const names = [...next.release.files.keys()];
		const unlike = await Promise.all(
			names.filter((name) => !NOT_KEPT.has(name)).map((name) => difference(files, next.release, 'kept', name))
		);
		return {
			version: next.release.version,
			signed: next.signed,
			key: keyBeside(now?.signed, next.signed),
			files: names.length,
			changed: new Set(
				[...names, ...(now?.release.files.keys() ?? [])].filter((name) => now?.release.files.get(name) !== next.release.files.get(name))
			).size,
			broken: unlike.filter((one) => one && one.what !== 'apart').length
		};
	}
}

function keyBeside(now: Signed | undefined, next: Signed): NextRelease['key'] {
	if (next === 'wrong') return 'wrong';
	const before = typeof now === 'object' ? now.by : undefined;
	if (next === 'unsigned') return before === undefined ? 'none' : 'lost';
	if (before === undefined) return 'first';
	return before === next.by ? 'same' : 'another';
}

async function readFrom(files: Files, base: string): Promise<Read | undefined> {
	const list = await files.read(`${base}/${MANIFEST}`);
	const release = list && readRelease(list);
	if (!list || release?.base !== base) return undefined;
	return { release, signed: readSignature(list, await files.read(`${base}/${SIGNATURE}`)) };
}

async function difference(files: Files, release: Release, place: Place, name: string): Promise<Difference | undefined> {
	let bytes: Uint8Array | undefined;
	try {
		bytes = await files.read(release.base + servedAs(name));
	} catch {
		return { name, what: 'unreachable' };
	}
	if (!bytes) return { name, what: place === 'kept' && isForSome(name) ? 'apart' : 'missing' };
	return (await sha256(bytes)) === release.files.get(name) ? undefined : { name, what: 'changed' };
}
