/** The files that go with a document, read from the books. */
import type { Books } from '../books.svelte.ts';
import type { IssuedDocument } from '../documents/document.ts';
import type { AttachedFiles } from './from/document.ts';

/** One of them is not on this device: nothing is sent without it. */
export class FileMissing extends Error {}

/** By their addresses. Throws `FileMissing` with the name of the first that is not here. */
export async function attachedFiles(api: Pick<Books['api'], 'getBlob'>, { content }: IssuedDocument): Promise<AttachedFiles> {
	const files = new Map<string, Uint8Array>();
	for (const { file, name } of content.attachments ?? []) {
		const result = await api.getBlob(file);
		if (!result.ok) throw new FileMissing(name);
		files.set(file, result.value);
	}
	return files;
}
