/** A package as a relay gives it, part by part. */
import { ERR, MAX_PACKAGE, MAX_PACKAGE_PARTS, type ServerFrame } from '../../../sync-server/protocol/wire.ts';
import type { Hash32 } from '../crypto/brands.ts';
import { concat } from '../crypto/derive.ts';

/** How often reading begins again because the package was replaced meanwhile. */
const BEGINNINGS = 3;

type Heard = ServerFrame<'packagePart' | 'err'> | undefined;

/** @param ask sends PACKAGE_GET for the part; undefined where there is no line */
export async function readPackage(
	ask: (part: number) => Promise<Heard>,
	id: Hash32
): Promise<{ version: number; sealed: Uint8Array } | 'gone' | 'unreachable'> {
	for (let beginning = 0; beginning < BEGINNINGS; beginning++) {
		const first = partOf(await ask(0), id, 0);
		if (typeof first === 'string') return first;
		const { version, parts } = first;
		if (parts === 0 || parts > MAX_PACKAGE_PARTS) return 'unreachable';
		const chunks = [first.chunk];
		let size = first.chunk.length;
		while (chunks.length < parts) {
			const next = partOf(await ask(chunks.length), id, chunks.length);
			if (next === 'unreachable') return next;
			if (next === 'gone' || next.version !== version || next.parts !== parts) break;
			size += next.chunk.length;
			if (size > MAX_PACKAGE) return 'unreachable';
			chunks.push(next.chunk);
		}
		if (chunks.length === parts) return { version, sealed: concat(chunks) };
	}
	return 'unreachable';
}

type Part = Pick<ServerFrame<'packagePart'>, 'version' | 'parts' | 'chunk'>;

function partOf(heard: Heard, id: Hash32, part: number): Part | 'gone' | 'unreachable' {
	if (!heard) return 'unreachable';
	if (heard.type === 'err') return heard.code === ERR.GONE ? 'gone' : 'unreachable';
	const isAsked = heard.part === part && heard.id.every((byte, i) => byte === id[i]);
	// A frame's bytes are a view of its message.
	return isAsked ? { version: heard.version, parts: heard.parts, chunk: new Uint8Array(heard.chunk) } : 'unreachable';
}
