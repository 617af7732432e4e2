/** Names of files in an archive that every system unpacks, each once. */

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

export function safeName(text: string): string {
	const safe = text
		.normalize('NFC')
		.replace(/[^\p{L}\p{N}._-]+/gu, '-')
		.replace(/([.-])[.-]+/g, '$1')
		.replace(/^[.-]+|[.-]+$/g, '')
		.slice(0, 80);
	return safe === '' || RESERVED.test(safe) ? `file-${safe}`.replace(/-$/, '') : safe;
}

/** Adds a number to what is taken already; names that differ only by case are one. */
export class OnceEach {
	readonly #taken = new Set<string>();

	take(folder: string, name: string, ending: string): string {
		for (let count = 1; ; count++) {
			const path = `${folder}/${name}${count > 1 ? `-${count}` : ''}${ending}`;
			if (this.#taken.has(path.toLowerCase())) continue;
			this.#taken.add(path.toLowerCase());
			return path;
		}
	}
}
