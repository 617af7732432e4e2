/**
 * The metadata packet of a PDF/A-3 (ISO 19005-3, 6.6) that carries an invoice: what the file's own dictionary says, the part of PDF/A, and the
 * four properties of Factur-X with the description of their schema (ISO 19005-3, 6.6.2.3; Factur-X 1.09, PDF/A-3).
 */

export interface Metadata {
	title: string;
	author: string;
	/** The program, and what wrote the file for it. */
	creator: string;
	producer: string;
	/** Instant, as the file's dictionary has it: "2026-11-21T15:15:00Z". */
	created: string;
	/** What is in the file as an invoice. */
	invoice: { name: string; version: string; level: string };
}

const FACTUR_X = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';
const NAMESPACES: Readonly<Record<string, string>> = {
	rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
	dc: 'http://purl.org/dc/elements/1.1/',
	xmp: 'http://ns.adobe.com/xap/1.0/',
	pdf: 'http://ns.adobe.com/pdf/1.3/',
	pdfaid: 'http://www.aiim.org/pdfa/ns/id/',
	pdfaExtension: 'http://www.aiim.org/pdfa/ns/extension/',
	pdfaSchema: 'http://www.aiim.org/pdfa/ns/schema#',
	pdfaProperty: 'http://www.aiim.org/pdfa/ns/property#',
	fx: FACTUR_X
};

const PROPERTIES: readonly [name: string, description: string][] = [
	['DocumentFileName', 'Name of the embedded file that holds the invoice'],
	['DocumentType', 'Kind of the document that the embedded file holds'],
	['Version', 'Version of the rules that the embedded file follows'],
	['ConformanceLevel', 'Profile of the embedded file']
];

/** The whole packet, of which all text is in ASCII or UTF-8 to be encoded by the caller. */
export function xmpPacket({ title, author, creator, producer, created, invoice }: Metadata): string {
	const properties = {
		'pdfaid:part': '3',
		'pdfaid:conformance': 'B',
		'pdf:Producer': producer,
		'xmp:CreatorTool': creator,
		'xmp:CreateDate': created,
		'xmp:ModifyDate': created,
		'xmp:MetadataDate': created,
		'dc:format': 'application/pdf',
		'fx:DocumentType': 'INVOICE',
		'fx:DocumentFileName': invoice.name,
		'fx:Version': invoice.version,
		'fx:ConformanceLevel': invoice.level
	};
	const spaces = Object.entries(NAMESPACES).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
	return [
		'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
		'<x:xmpmeta xmlns:x="adobe:ns:meta/">',
		`<rdf:RDF${spaces.join('')}>`,
		'<rdf:Description rdf:about="">',
		...Object.entries(properties).map(([name, value]) => tag(name, escaped(value))),
		tag('dc:title', `<rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt>`),
		tag('dc:creator', `<rdf:Seq>${tag('rdf:li', escaped(author))}</rdf:Seq>`),
		tag('pdfaExtension:schemas', `<rdf:Bag>${resource(facturXSchema())}</rdf:Bag>`),
		'</rdf:Description>',
		'</rdf:RDF>',
		'</x:xmpmeta>',
		'<?xpacket end="w"?>'
	].join('\n');
}

function facturXSchema(): string {
	const described = PROPERTIES.map(([name, description]) =>
		resource(
			tag('pdfaProperty:name', name) +
				tag('pdfaProperty:valueType', 'Text') +
				tag('pdfaProperty:category', 'external') +
				tag('pdfaProperty:description', description)
		)
	);
	return (
		tag('pdfaSchema:schema', 'Factur-X PDFA Extension Schema') +
		tag('pdfaSchema:namespaceURI', FACTUR_X) +
		tag('pdfaSchema:prefix', 'fx') +
		tag('pdfaSchema:property', `<rdf:Seq>${described.join('')}</rdf:Seq>`)
	);
}

function resource(content: string): string {
	return `<rdf:li rdf:parseType="Resource">${content}</rdf:li>`;
}

function tag(name: string, content: string): string {
	return `<${name}>${content}</${name}>`;
}

function escaped(text: string): string {
	return (
		text
			.toWellFormed()
			// eslint-disable-next-line no-control-regex -- these are what XML 1.0 cannot hold
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
			.replaceAll('&', '&amp;')
			.replaceAll('<', '&lt;')
			.replaceAll('>', '&gt;')
	);
}
