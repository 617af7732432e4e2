/** Elements of the tax agency's schemas, written as canonical XML (Canonical XML 1.0): what is signed is what stands in the file. */

export type Node = readonly [name: string, value: string | readonly (Node | undefined)[]];

/** @param space the namespace, where the element begins a document of its own */
export function written([name, value]: Node, space?: string): string {
	const inside = typeof value === 'string' ? escaped(value) : value.map((each) => (each ? written(each) : '')).join('');
	return `<sf:${name}${space === undefined ? '' : ` xmlns:sf="${space}"`}>${inside}</sf:${name}>`;
}

export function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;');
}
