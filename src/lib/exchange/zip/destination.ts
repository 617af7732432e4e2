/**
 * Where a large file goes: straight into a file that the person picks, where the browser can, so that it never lies in memory; else into parts that the
 * browser may lay aside, handed to its downloads at the end.
 */
import { saveFile } from '../../ui/save-file.ts';

export interface Destination {
	write(part: Uint8Array): Promise<void>;
	/** All is there. */
	close(): Promise<void>;
	/** Nothing of it stays. */
	abort(): Promise<void>;
}

type Picker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

const PART = 4 * 1024 * 1024;

/** Undefined when the person thought better of it. Must be called by a click. */
export async function destinationFor(name: string, type: string): Promise<Destination | undefined> {
	const pick = (globalThis as unknown as { showSaveFilePicker?: Picker }).showSaveFilePicker;
	if (!pick) return downloaded(name, type);
	try {
		const handle = await pick.call(globalThis, { suggestedName: name });
		const stream = await handle.createWritable();
		return {
			write: (part) => stream.write(part as Uint8Array<ArrayBuffer>),
			close: () => stream.close(),
			abort: () => stream.abort()
		};
	} catch (cause) {
		if (cause instanceof DOMException && cause.name === 'AbortError') return undefined;
		// A page in a frame, or a browser that is driven by a program, may not ask.
		return downloaded(name, type);
	}
}

function downloaded(name: string, type: string): Destination {
	const laidAside: Blob[] = [];
	let held: Uint8Array[] = [];
	let size = 0;
	const lay = () => {
		laidAside.push(new Blob(held as Uint8Array<ArrayBuffer>[]));
		held = [];
		size = 0;
	};
	return {
		async write(part) {
			held.push(part);
			size += part.length;
			if (size >= PART) lay();
		},
		async close() {
			lay();
			saveFile(new Blob(laidAside, { type }), name);
		},
		async abort() {
			laidAside.length = 0;
			held = [];
		}
	};
}
