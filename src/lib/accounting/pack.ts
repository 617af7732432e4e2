/** The pack as an archive: texts as the worker writes them, PDFs as they are made, receipts as they lie in the books, one after the other. */
import type { Books } from '../books.svelte.ts';
import { endPdf, makePdf } from '../documents/pdf/make-pdf.ts';
import { verifyAddress } from '../documents/verify-address.ts';
import type { ZipMember } from '../exchange/zip/zip.ts';
import type { AppError, Result } from '../worker-api.ts';
import type { PackContents, PackMember } from './api.ts';

type Api = Pick<Books['api'], 'packText' | 'packMembers' | 'document' | 'documentCode' | 'getBlob'>;
type Text = Uint8Array<ArrayBuffer>;

export class PackFailed extends Error {
	readonly error: AppError;
	constructor(error: AppError) {
		super(error.code);
		this.error = error;
	}
}

export interface PackWatch {
	/** Answers false to stop. */
	(fraction: number): boolean;
}

const AT_ONCE = 100;
/** Pages by one drawing worker. Afterwards a new one draws: what the old one held of memory is free. */
const DRAWN_AT_ONCE = 500;
/** How much of the work are the texts, where there is anything else. */
const TEXTS = 0.3;

export async function* packFiles(api: Api, contents: PackContents, watch: PackWatch): AsyncGenerator<ZipMember> {
	const { texts, documents, receipts } = contents;
	const others = documents + receipts;
	const share = others > 0 && texts.length > 0 ? TEXTS : others > 0 ? 0 : 1;
	const go = (fraction: number) => {
		if (!watch(fraction)) throw new PackFailed({ code: 'invalid', field: 'pack', detail: 'cancelled' });
	};
	for (const [at, name] of texts.entries())
		yield { name, input: textParts(api, name, (fraction) => watch(((at + fraction) / texts.length) * share)) };
	const logos = new Logos(api);
	try {
		let done = 0;
		for (let offset = 0; ; offset += AT_ONCE) {
			const members = must(await api.packMembers(offset, AT_ONCE));
			for (const member of members) {
				go(share + (done++ / others) * (1 - share));
				const input = await bytesOf(api, logos, member);
				if (input) yield { name: member.name, input };
				if (done % DRAWN_AT_ONCE === 0) endPdf();
			}
			if (members.length < AT_ONCE) break;
		}
	} finally {
		endPdf();
	}
}

/** The parts of a text while the worker writes it: it waits until each was taken. */
async function* textParts(api: Api, name: string, watch: PackWatch): AsyncGenerator<Text> {
	let offered: ((part: Text | undefined) => void) | undefined;
	let taken: (() => void) | undefined;
	let ready = new Promise<Text | undefined>((resolve) => (offered = resolve));
	const finished = api
		.packText(name, async (part, fraction) => {
			offered!(part);
			await new Promise<void>((resolve) => (taken = resolve));
			return watch(fraction);
		})
		.then((result) => {
			offered!(undefined);
			return result;
		});
	for (let part = await ready; part; part = await ready) {
		yield part;
		ready = new Promise((resolve) => (offered = resolve));
		taken!();
	}
	must(await finished);
}

async function bytesOf(api: Api, logos: Logos, member: PackMember): Promise<Text | undefined> {
	if (member.kind === 'document') {
		const { document } = must(await api.document(member.id));
		const code = await api.documentCode(member.id);
		return makePdf(document, await logos.get(document.seller.logo), undefined, code.ok ? verifyAddress(code.value) : undefined);
	}
	// A receipt that has not arrived on this device, or is damaged, must not keep the rest out.
	const found = await api.getBlob(member.file);
	return found.ok ? new Uint8Array(found.value) : undefined;
}

/** A business has few: each is read once. */
class Logos {
	readonly #api: Api;
	readonly #known = new Map<string, Uint8Array | undefined>();

	constructor(api: Api) {
		this.#api = api;
	}

	async get(id: string | undefined): Promise<Uint8Array | undefined> {
		if (!id) return undefined;
		if (!this.#known.has(id)) {
			const found = await this.#api.getBlob(id);
			this.#known.set(id, found.ok ? found.value : undefined);
		}
		const bytes = this.#known.get(id);
		return bytes && new Uint8Array(bytes);
	}
}

function must<T>(result: Result<T>): T {
	if (result.ok) return result.value;
	throw new PackFailed(result.error);
}
