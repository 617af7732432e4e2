/** Codes that a PDF carries as links: what is drawn is one too. */

export interface FoundCode {
	address: string;
	/** Base32. */
	symbols: string;
}

/** Each once, in the order of the file. */
export function codesIn(pdf: Uint8Array): FoundCode[] {
	const text = new TextDecoder('latin1').decode(pdf);
	const found = [...text.matchAll(/\/URI \((https?:\/\/[^\s()#]+\/verify#([0-9A-Z]+))\)/g)].map(([, address, symbols]) => ({
		address: address!,
		symbols: symbols!
	}));
	return found.filter(({ symbols }, at) => found.findIndex((each) => each.symbols === symbols) === at);
}

/** Of a text that was scanned or pasted: an address, or the code alone. Undefined where it is neither. */
export function symbolsIn(text: string): string | undefined {
	const plain = text.replace(/\s/g, '');
	const hash = plain.indexOf('#');
	const symbols = plain.slice(hash + 1).toUpperCase();
	return /^[0-9A-Z]{100,}$/.test(symbols) ? symbols : undefined;
}
