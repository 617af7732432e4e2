/**
 * Makes the file a PDF/A-3b (ISO 19005-3) that carries an invoice, by what jsPDF lets one add when it writes: the metadata, what its colours mean,
 * and the files inside. Fonts are embedded and nothing is encrypted anyway.
 */
import type { jsPDF } from 'jspdf';
import { binaryString } from '../binary.ts';
import { srgbProfile } from './colour-profile.ts';
import { INVOICE_FILES, type EnclosedFile, type Enclosure } from './enclosure.ts';
import { xmpPacket, type Metadata } from './xmp.ts';

/** What jsPDF's own parts write with. */
interface Writing {
	events: { subscribe(topic: string, callback: () => void): void };
	write(...text: string[]): void;
	newObject(): number;
	putStream(stream: { data: string; additionalKeyValues: { key: string; value: string }[]; filters?: string[] }): void;
}

/** `AFRelationship`: the invoice says the same as the page; what goes with it says more (ISO 19005-3, annex E). */
type Relationship = 'Alternative' | 'Supplement';

export function makeArchive(pdf: jsPDF, { xml, level, files = [] }: Enclosure, about: Omit<Metadata, 'invoice'>): void {
	const { name, version } = INVOICE_FILES[level];
	const { events, write, newObject, putStream } = pdf.internal as unknown as Writing;
	const { setPdfVersion } = (pdf as unknown as { __private__: { setPdfVersion(version: string): void } }).__private__;
	setPdfVersion('1.7');
	let catalog: string[] = [];

	function stream(data: string, entries: Record<string, string>, compressed = true): number {
		const id = newObject();
		const additionalKeyValues = Object.entries(entries).map(([key, value]) => ({ key, value }));
		putStream({ data, additionalKeyValues, ...(!compressed && { filters: [] }) });
		write('endobj');
		return id;
	}
	function enclosed(file: EnclosedFile, relationship: Relationship): string {
		const content = stream(binaryString(file.bytes), {
			Type: '/EmbeddedFile',
			Subtype: nameOf(file.mime),
			Params: `<</ModDate ${dateOf(about.created)} /Size ${file.bytes.length}>>`
		});
		const id = newObject();
		write('<<');
		write(`/Type /Filespec /F ${textOf(file.name)} /UF ${textOf(file.name)} /AFRelationship /${relationship}`);
		if (file.description) write(`/Desc ${textOf(file.description)}`);
		write(`/EF <</F ${content} 0 R /UF ${content} 0 R>>`);
		write('>>');
		write('endobj');
		return `${id} 0 R`;
	}

	events.subscribe('postPutResources', () => {
		const packet = xmpPacket({ ...about, invoice: { name, version, level } });
		const metadata = stream(binaryString(new TextEncoder().encode(packet)), { Type: '/Metadata', Subtype: '/XML' }, false);
		const profile = stream(binaryString(srgbProfile()), { N: '3' });
		const invoice = { name, mime: 'text/xml', description: 'Factur-X', bytes: new TextEncoder().encode(xml) };
		const all: [name: string, reference: string][] = [
			[name, enclosed(invoice, 'Alternative')],
			...files.map((file): [string, string] => [file.name, enclosed(file, 'Supplement')])
		];
		const byName = all.map(([key, reference]) => [textOf(key), reference] as const).sort(([a], [b]) => (a < b ? -1 : 1));
		catalog = [
			`/Metadata ${metadata} 0 R`,
			`/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile ${profile} 0 R>>]`,
			`/AF [${all.map(([, reference]) => reference).join(' ')}]`,
			`/Names <</EmbeddedFiles <</Names [${byName.flat().join(' ')}]>>>>`
		];
	});
	events.subscribe('putCatalog', () => catalog.forEach((entry) => write(entry)));
}

/** A text string: ASCII as it is, anything else as UTF-16 (ISO 32000-1, 7.9.2.2), in hexadecimal digits. */
function textOf(text: string): string {
	const isAscii = /^[ -~]*$/.test(text);
	const codes = isAscii ? [...text] : ['\ufeff', ...text.split('')];
	const digits = codes.map((code) =>
		code
			.charCodeAt(0)
			.toString(16)
			.padStart(isAscii ? 2 : 4, '0')
	);
	return `<${digits.join('')}>`;
}

/** A name: what is no letter, digit or plain sign stands as its number (ISO 32000-1, 7.3.5). */
function nameOf(text: string): string {
	return `/${text.replace(/[^A-Za-z0-9.+-]/g, (character) => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
}

/** "2026-11-21T15:15:00Z" as PDF writes it. */
function dateOf(instant: string): string {
	return `(D:${instant.replace(/[-:T]/g, '')})`;
}
