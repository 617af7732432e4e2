/** An XML element as both syntaxes use them: either texts or other elements in it, never both. */
export interface XmlElement {
	/** With the prefix that the syntax's own documents use ("cbc:ID"), whatever the file calls it. */
	name: string;
	attributes: Map<string, string>;
	text: string;
	children: XmlElement[];
	/** Says nothing by itself: written only beside something that does. */
	fixed?: true;
}

export function element(name: string, text: string, children: XmlElement[] = []): XmlElement {
	return { name, attributes: new Map(), text, children };
}

/** A whole document. Texts are written without blanks around them, and an element without content is not written at all. */
export function serialise(root: XmlElement, namespaces: Readonly<Record<string, string>>): string {
	const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
	for (const [prefix, uri] of Object.entries(namespaces)) root.attributes.set(prefix ? `xmlns:${prefix}` : 'xmlns', uri);
	put(root, '', lines);
	return `${lines.join('\n')}\n`;
}

function put({ name, attributes, text, children }: XmlElement, indent: string, lines: string[]) {
	const listed = [...attributes].map(([key, value]) => ` ${key}="${escaped(value).replaceAll('"', '&quot;')}"`).join('');
	if (children.length === 0) {
		lines.push(`${indent}<${name}${listed}>${escaped(text)}</${name}>`);
		return;
	}
	lines.push(`${indent}<${name}${listed}>`);
	for (const child of children) put(child, `${indent}  `, lines);
	lines.push(`${indent}</${name}>`);
}

/** As it will be read: XML has no other control characters, and one kind of line end. */
export function clean(text: string): string {
	return (
		text
			.toWellFormed()
			.replace(/\r\n?/g, '\n')
			// eslint-disable-next-line no-control-regex -- these are what XML 1.0 cannot hold
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
			.trim()
	);
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
