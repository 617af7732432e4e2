/** What a device of the books asks of their relay about client links, over the connection that syncs them. Undefined everywhere: there is no line. */
import { readInfos, type PackageInfo } from '../../../sync-server/protocol/package-infos.ts';
import { ERR } from '../../../sync-server/protocol/wire.ts';
import type { Hash32 } from '../crypto/brands.ts';
import { toHex } from '../workspace/bytes.ts';
import type { Session } from '../sync/session.ts';
import type { SealedAnswer } from './answer.ts';
import { readPackage } from './package-parts.ts';

export type PackageLine = Pick<Session, 'ask'>;
/** `old`: another device put this version or a later one. `full`: the relay takes no more links of these books, or no more bytes. */
export type PutResult = 'put' | 'old' | 'gone' | 'full' | 'read-only' | 'refused';

const PART = 128 * 1024;
const PUT_REFUSALS: Partial<Record<number, PutResult>> = {
	[ERR.PACKAGE_VERSION]: 'old',
	[ERR.GONE]: 'gone',
	[ERR.QUOTA]: 'full',
	[ERR.READ_ONLY]: 'read-only'
};

export interface PutPackage {
	id: Uint8Array;
	version: number;
	/** The last day, since 1970. */
	expires: number;
	sealed: Uint8Array;
}

export async function putPackage(line: PackageLine, { id, version, expires, sealed }: PutPackage): Promise<PutResult | undefined> {
	const parts = Math.max(1, Math.ceil(sealed.length / PART));
	for (let part = 0; part < parts; part++) {
		const chunk = sealed.subarray(part * PART, (part + 1) * PART);
		const heard = await line.ask({ type: 'packagePut', id, version, expires, part, parts, chunk }, 'packageDone');
		if (!heard) return undefined;
		if (heard.type === 'err') return PUT_REFUSALS[heard.code] ?? 'refused';
	}
	return 'put';
}

/** True also where it is not there. */
export async function dropPackage(line: PackageLine, id: Uint8Array): Promise<boolean | undefined> {
	const heard = await line.ask({ type: 'packageDrop', id }, 'packageDone');
	return heard && heard.type === 'packageDone';
}

/** Of all links of the books that the relay knows, by id in hexadecimal. */
export async function packageInfos(line: PackageLine): Promise<Map<string, PackageInfo> | undefined> {
	const all = new Map<string, PackageInfo>();
	let after: Uint8Array = new Uint8Array(32);
	for (;;) {
		const heard = await line.ask({ type: 'packageList', after }, 'packageInfos');
		const infos = heard?.type === 'packageInfos' ? readInfos(heard.infos) : undefined;
		if (!infos) return undefined;
		const last = infos.at(-1)?.id;
		// A relay that goes round in circles would keep this device busy for ever.
		if (!last || toHex(last) <= toHex(after)) return all;
		for (const info of infos) all.set(toHex(info.id), info);
		after = last;
	}
}

/** The answer with the next id. */
export async function nextAnswer(line: PackageLine, id: Uint8Array, after: Uint8Array): Promise<SealedAnswer | 'none' | undefined> {
	const heard = await line.ask({ type: 'answersGet', id, after }, 'answer', 'listEnd');
	if (!heard) return undefined;
	if (heard.type !== 'answer' || toHex(heard.answer) <= toHex(after)) return 'none';
	// A frame's bytes are a view of its message.
	return { id: heard.answer.slice(), version: heard.version, bytes: heard.bytes.slice() };
}

export async function dropAnswer(line: PackageLine, id: Uint8Array, answer: Uint8Array): Promise<void> {
	await line.ask({ type: 'answerDrop', id, answer }, 'packageDone');
}

export async function getPackage(line: PackageLine, id: Hash32): Promise<{ version: number; sealed: Uint8Array } | 'gone' | 'unreachable'> {
	return readPackage((part) => line.ask({ type: 'packageGet', id, part }, 'packagePart'), id);
}
