/**
 * The objects of a PDF, found by reading the file from its start to its end: tables and streams of cross-references are not asked, so that one that is
 * wrong hides nothing. Of an object that was written several times (updates are appended) the last one counts; objects inside object streams are
 * found too. ISO 32000-1, 7.3.10, 7.5.7.
 */
import { inflated } from './inflate.ts';
import { PdfRefused } from './problem.ts';
import { PdfName, PdfRef, ValueReader, type PdfDict, type PdfValue } from './values.ts';

const PDF_LIMITS = {
	bytes: 40 * 1024 * 1024,
	objects: 400_000,
	/** Of one unpacked stream. */
	stream: 32 * 1024 * 1024,
	/** Of all that are unpacked. */
	unpacked: 96 * 1024 * 1024
} as const;

/** Objects that cannot be read: more are no damage but a trap. */
const MOST_FAILURES = 1000;

interface PdfObject {
	value: PdfValue;
	/** Where its stream begins. */
	stream?: number;
}

const PLACES = /(?<![\d])(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj(?![A-Za-z])|\btrailer(?![A-Za-z])/g;

export class PdfObjects {
	readonly #bytes: Uint8Array<ArrayBuffer>;
	readonly #text: string;
	readonly #objects = new Map<number, PdfObject>();
	readonly #trailers: PdfDict[] = [];
	#unpacked = 0;

	private constructor(bytes: Uint8Array<ArrayBuffer>) {
		this.#bytes = bytes;
		this.#text = latin(bytes);
	}

	/** @throws PdfRefused */
	static async read(bytes: Uint8Array<ArrayBuffer>): Promise<PdfObjects> {
		if (bytes.length > PDF_LIMITS.bytes) throw new PdfRefused('pdf-too-large');
		const objects = new PdfObjects(bytes);
		await objects.#scan();
		if (objects.#trailers.some((trailer) => trailer.has('Encrypt'))) throw new PdfRefused('pdf-encrypted');
		return objects;
	}

	/** The catalog that the last trailer names; where none does, the last one there is. */
	get catalog(): PdfDict | undefined {
		const named = this.#trailers.findLast((trailer) => trailer.has('Root'))?.get('Root');
		const root = this.dict(named);
		if (root) return root;
		return this.dicts().findLast((dict) => isName(dict.get('Type'), 'Catalog'));
	}

	/** All dictionaries that are objects of their own. */
	dicts(): PdfDict[] {
		return [...this.#objects.values()].flatMap(({ value }) => (value instanceof Map ? [value] : []));
	}

	/** What a value stands for. */
	get(value: PdfValue | undefined): PdfValue | undefined {
		let found = value;
		for (let hops = 0; found instanceof PdfRef && hops < 20; hops++) found = this.#objects.get(found.id)?.value;
		return found instanceof PdfRef ? undefined : found;
	}

	dict(value: PdfValue | undefined): PdfDict | undefined {
		const found = this.get(value);
		return found instanceof Map ? found : undefined;
	}

	list(value: PdfValue | undefined): PdfValue[] {
		const found = this.get(value);
		return Array.isArray(found) ? found : [];
	}

	/** What the stream holds, unpacked. @throws PdfRefused where it is none, or packed in a way that is not read here. */
	async stream(value: PdfValue | undefined): Promise<Uint8Array<ArrayBuffer>> {
		const object = value instanceof PdfRef ? this.#objects.get(value.id) : undefined;
		if (object?.stream === undefined || !(object.value instanceof Map)) throw new PdfRefused('pdf-broken');
		const filter = this.get(object.value.get('Filter'));
		const filters = (Array.isArray(filter) ? filter : filter ? [filter] : []).map((each) => this.get(each));
		const raw = this.#raw(object.value, object.stream);
		if (filters.length === 0) return raw;
		if (filters.length > 1 || !isName(filters[0], 'FlateDecode', 'Fl')) throw new PdfRefused('pdf-broken');
		const predictor = this.dict(this.list(object.value.get('DecodeParms'))[0] ?? object.value.get('DecodeParms'))?.get('Predictor');
		if (typeof predictor === 'number' && predictor > 1) throw new PdfRefused('pdf-broken');
		const whole = await inflated(raw, Math.min(PDF_LIMITS.stream, PDF_LIMITS.unpacked - this.#unpacked));
		this.#unpacked += whole.length;
		return whole;
	}

	/** Its bytes by its length, where "endstream" stands behind them; else up to where it stands. */
	#raw(dict: PdfDict, start: number): Uint8Array<ArrayBuffer> {
		const length = this.get(dict.get('Length'));
		const end = typeof length === 'number' ? start + length : -1;
		if (end >= start && /^[\0\t\n\f\r ]*endstream/.test(this.#text.slice(end, end + 20))) return this.#bytes.subarray(start, end);
		const found = this.#text.indexOf('endstream', start);
		if (found < 0) throw new PdfRefused('pdf-broken');
		return this.#bytes.subarray(start, found);
	}

	async #scan(): Promise<void> {
		const packs: { pack: number; after: number }[] = [];
		const order = new Map<number, number>();
		let failures = 0;
		PLACES.lastIndex = 0;
		for (let found = PLACES.exec(this.#text); found; found = PLACES.exec(this.#text)) {
			const reader = new ValueReader(this.#text, PLACES.lastIndex);
			let value: PdfValue;
			try {
				value = reader.value();
			} catch (cause) {
				// Of one that cannot be read nothing is known; what needs it says so.
				if (cause instanceof PdfRefused && ++failures < MOST_FAILURES) continue;
				throw cause;
			}
			if (found[1] === undefined) {
				if (value instanceof Map) this.#trailers.push(value);
				PLACES.lastIndex = reader.at;
				continue;
			}
			const id = Number(found[1]);
			const stream = value instanceof Map ? this.#streamStart(reader) : undefined;
			this.#put(id, { value, ...(stream !== undefined && { stream }) });
			order.set(id, found.index);
			PLACES.lastIndex = reader.at;
			if (stream === undefined || !(value instanceof Map)) continue;
			PLACES.lastIndex = this.#streamEnd(value, stream);
			if (isName(value.get('Type'), 'XRef')) this.#trailers.push(value);
			if (isName(value.get('Type'), 'ObjStm')) packs.push({ pack: id, after: found.index });
		}
		if (this.#objects.size === 0) throw new PdfRefused('pdf-broken');
		if (this.#trailers.some((trailer) => trailer.has('Encrypt'))) throw new PdfRefused('pdf-encrypted');
		for (const { pack, after } of packs) await this.#open(pack, after, order);
	}

	/** The objects of an object stream; not where a later one of the same number stands in the file. */
	async #open(pack: number, after: number, order: Map<number, number>): Promise<void> {
		const head = this.#objects.get(pack)!.value;
		if (!(head instanceof Map)) return;
		const [count, first] = [this.get(head.get('N')), this.get(head.get('First'))];
		if (typeof count !== 'number' || typeof first !== 'number' || !(count >= 0 && count <= PDF_LIMITS.objects))
			throw new PdfRefused('pdf-broken');
		const text = latin(await this.stream(new PdfRef(pack)));
		const places = new ValueReader(text);
		for (let each = 0; each < count; each++) {
			const [id, at] = [places.value(), places.value()];
			if (typeof id !== 'number' || typeof at !== 'number') throw new PdfRefused('pdf-broken');
			if ((order.get(id) ?? -1) > after) continue;
			this.#put(id, { value: new ValueReader(text, first + at).value() });
			order.set(id, after);
		}
	}

	#put(id: number, object: PdfObject): void {
		// In the order of the file: a later one moves to the end.
		this.#objects.delete(id);
		this.#objects.set(id, object);
		if (this.#objects.size > PDF_LIMITS.objects) throw new PdfRefused('pdf-broken');
	}

	/** Behind the dictionary: the first byte of its stream, if it has one. */
	#streamStart(reader: ValueReader): number | undefined {
		reader.skipSpace();
		const head = /^stream(\r\n|\n|\r)?/.exec(this.#text.slice(reader.at, reader.at + 8));
		return head ? reader.at + head[0].length : undefined;
	}

	#streamEnd(dict: PdfDict, start: number): number {
		const length = dict.get('Length');
		if (typeof length === 'number' && length >= 0 && /^[\0\t\n\f\r ]*endstream/.test(this.#text.slice(start + length, start + length + 20)))
			return start + length;
		const found = this.#text.indexOf('endstream', start);
		return found < 0 ? this.#text.length : found;
	}
}

function isName(value: PdfValue | undefined, ...names: string[]): boolean {
	return value instanceof PdfName && names.includes(value.name);
}

/** One character for each byte. */
function latin(bytes: Uint8Array): string {
	const parts: string[] = [];
	for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
	return parts.join('');
}
