/**
 * Looks for texts that must not be readable anywhere. Three places: what the origin keeps (origin.ts), what went over the network, and the
 * raw files of the browser's profile. The raw scan reads each file as it is and, for LevelDB, also as the records it holds, because
 * those are cut into fragments and compressed; what other parts of the browser compress or encrypt by themselves is only seen as it is.
 */
import type { BrowserContext } from '@playwright/test';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RecordedRequest } from '../requests.ts';
import type { Piece } from './origin.ts';
import { formsOf } from './forms.ts';
import { logRecords, tableEntries, wrappedValues } from './leveldb.ts';
import { Matcher } from './matcher.ts';

export interface Finding {
	canary: string;
	where: string;
	form: string;
}

export class Scanner {
	#matcher: Matcher;
	#patterns: { canary: string; form: string }[];

	constructor(canaries: readonly string[]) {
		const forms = canaries.flatMap((canary) => formsOf(canary).map(({ name, bytes }) => ({ canary, form: name, bytes })));
		this.#patterns = forms;
		this.#matcher = new Matcher(forms.map(({ bytes }) => bytes));
	}

	scan(pieces: Iterable<Piece>): Finding[] {
		const findings: Finding[] = [];
		for (const { where, bytes } of pieces)
			for (const index of this.#matcher.search(bytes)) {
				const pattern = this.#patterns[index];
				if (pattern) findings.push({ canary: pattern.canary, where, form: pattern.form });
			}
		return findings;
	}
}

export function* requestPieces(requests: readonly RecordedRequest[]): Generator<Piece> {
	for (const { method, url, headers, body } of requests) {
		const where = `request ${method} ${new URL(url).pathname}`;
		yield { where: `${where}: address`, bytes: Buffer.from(url) };
		yield { where: `${where}: headers`, bytes: Buffer.from(Object.entries(headers).flat().join('\n')) };
		if (body) yield { where: `${where}: body`, bytes: body };
	}
}

export async function cookiePieces(context: BrowserContext): Promise<Piece[]> {
	return (await context.cookies()).map(({ name, value }) => ({ where: 'cookie', bytes: Buffer.from(`${name}\n${value}`) }));
}

/** Close the browser first: it holds some of this in memory until then. What a browser at work deletes meanwhile is passed over. */
export function* profilePieces(folder: string): Generator<Piece> {
	for (const name of readdirSync(folder, { recursive: true }).map(String)) {
		yield { where: `profile path ${name}`, bytes: Buffer.from(name) };
		const bytes = fileBytes(join(folder, name));
		if (!bytes) continue;
		yield { where: `profile ${name}`, bytes };
		for (const part of levelParts(name, bytes)) {
			yield { where: `profile ${name}, records`, bytes: part };
			for (const value of wrappedValues(part)) yield { where: `profile ${name}, inflated`, bytes: value };
		}
	}
}

function fileBytes(path: string): Buffer | undefined {
	if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
	try {
		return readFileSync(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}

function levelParts(name: string, bytes: Buffer): Buffer[] {
	if (name.endsWith('.ldb')) return tableEntries(bytes);
	if (/^\d{6}\.log$|^MANIFEST-\d+$/.test(basename(name))) return logRecords(bytes);
	return name.includes('.indexeddb.blob') ? [bytes] : [];
}
