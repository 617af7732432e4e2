/** Reads a file of books, JSON or XML, element by element; each has the shape the schema asks for when it is handed out. Writes nothing. */
import { hash32 } from '../../crypto/derive.ts';
import { toHex } from '../../workspace/bytes.ts';
import { canonicalJson } from '../../workspace/json.ts';
import { checkElement, checkMember, FORMAT, VERSION, type FileElement, type JournalElement, type RecordElement } from './format.ts';
import { ImportRefused } from './problem.ts';
import { scanXml } from '../xml/scan-xml.ts';
import { scanJson, type Scanned } from './scan.ts';

export type Element = { path: string; read: number } & (
	| { section: 'records'; element: RecordElement }
	| { section: 'journal'; element: JournalElement }
	| { section: 'files'; element: FileElement }
);

/** What is inside, for the person to see before anything is written. */
export interface Contents {
	business: string;
	exported: string;
	records: number;
	journal: number;
	files: number;
	issued: number;
	/** Entries that could not be read when the file was made. */
	unreadable: number;
	/** Of all that is in it, and of nothing else: the same for JSON and XML, for every layout and for every day of the export. */
	digest: string;
}

const MAKES_DOCUMENTS = ['issued', 'issued-elsewhere'];
const FIRST_OF_ALL = ['format', 'version'];

export async function* readElements(stream: ReadableStream<Uint8Array>, head: Map<string, unknown> = new Map()): AsyncGenerator<Element> {
	const ids = new Set<string>();
	const sections = new Set<string>();
	let businesses = 0;
	for await (const { section, index, value, read } of scan(stream)) {
		const place = head.size + sections.size;
		// Told first, so that any other file, and one from the future, is named as what it is.
		if (place < FIRST_OF_ALL.length && section !== FIRST_OF_ALL[place]) throw new ImportRefused('not-ours');
		if (index === undefined) {
			if (section === 'format' && value !== FORMAT) throw new ImportRefused('not-ours');
			if (section === 'version' && Number.isSafeInteger(value) && (value as number) > VERSION)
				throw new ImportRefused('newer-version', section);
			checkMember(section, value);
			head.set(section, value);
			continue;
		}
		checkElement(section, index, value);
		sections.add(section);
		const path = `${section}[${index}]`;
		if (isBusiness(section, value) && ++businesses > 1) throw new ImportRefused('several-businesses', path);
		for (const id of idsOf(section, value as never)) {
			if (ids.has(id)) throw new ImportRefused('duplicate-id', `${path}.id`);
			ids.add(id);
		}
		yield { section, element: value, path, read } as Element;
	}
	if (businesses === 0) throw new ImportRefused('no-business', 'records');
	for (const name of ['exported']) if (!head.has(name)) throw new ImportRefused('wrong-shape', name);
}

/** Which of the two it is, by its first character. */
async function* scan(stream: ReadableStream<Uint8Array>): AsyncGenerator<Scanned> {
	const [look, whole] = [stream.getReader(), [] as Uint8Array[]];
	let first: number | undefined;
	while (first === undefined) {
		const { done, value } = await look.read();
		if (done) break;
		whole.push(value);
		first = value.find((byte) => !BLANK.has(byte));
	}
	const again = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const held = whole.shift();
			if (held) return controller.enqueue(held);
			const { done, value } = await look.read();
			if (done) controller.close();
			else controller.enqueue(value);
		},
		cancel: (reason) => look.cancel(reason)
	});
	yield* first === LESS_THAN ? scanXml(again) : scanJson(again);
}

/** White space, and the mark that some programs begin a text with. */
const BLANK = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);
const LESS_THAN = 0x3c;

/** Reads the whole file without keeping it. `watch` answers false to stop. */
export async function inspectBooks(file: Blob, watch: (fraction: number) => boolean | Promise<boolean>): Promise<Contents> {
	const head = new Map<string, unknown>();
	const contents: Contents = { business: '', exported: '', records: 0, journal: 0, files: 0, issued: 0, unreadable: 0, digest: '' };
	const digest = new Digest();
	let seen = 0;
	for await (const each of readElements(file.stream(), head)) {
		const { section, element, read } = each;
		digest.add(each);
		contents[section]++;
		if (section === 'journal' && MAKES_DOCUMENTS.includes(element.type)) contents.issued++;
		if (section === 'records' && element.type === 'business') contents.business = element.value.name as string;
		if (++seen % 500 === 0 && !(await watch(read / file.size))) throw new ImportRefused('cancelled');
	}
	contents.exported = head.get('exported') as string;
	contents.unreadable = (head.get('unreadable') as number | undefined) ?? 0;
	contents.digest = digest.text;
	return contents;
}

/** What a file says, element by element. */
export class Digest {
	#hash: Uint8Array = new Uint8Array(32);

	add({ section, element }: Element): void {
		this.#hash = hash32('wb1/books', this.#hash, new TextEncoder().encode(section + canonicalJson(element)));
	}

	get text(): string {
		return toHex(this.#hash);
	}
}

/** A record has one id; an entry of the journal its own, and that of the record where it makes one. */
function idsOf(section: string, element: RecordElement | JournalElement | FileElement): string[] {
	if (section === 'records') return element.id ? [`r${element.id}`] : [];
	if (section === 'files') return [`f${element.id}`];
	const { type, id, record } = element as JournalElement;
	return MAKES_DOCUMENTS.includes(type) || type === 'payment' || type === 'booked' ? [`o${id}`, `r${record}`] : [`o${id}`];
}

function isBusiness(section: string, value: unknown): boolean {
	return section === 'records' && (value as RecordElement).type === 'business';
}
