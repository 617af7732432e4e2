/** PDFs that carry files, put together as different writers do it. */
import { deflateSync } from 'node:zlib';

export interface PdfMake {
	/** By name. */
	files: Record<string, string | Buffer>;
	/** Where the files are named; the catalog's tree unless told. */
	listed?: 'names' | 'kids' | 'af' | 'annotation';
	/** The catalog and what it names lie in an object stream, and the trailer is a stream. */
	isPacked?: boolean;
	isEncrypted?: boolean;
	/** Streams say their length by another object. */
	isLengthApart?: boolean;
	/** Streams are not compressed. */
	isPlain?: boolean;
	/** Of the packed stream, before it is written. */
	spoil?: (packed: Buffer) => Buffer;
	/** Put before the header. */
	before?: string;
	/** Names are strings in UTF-16, as hexadecimal digits. */
	isWide?: boolean;
}

export function invoicePdf({
	files,
	listed = 'names',
	isPacked,
	isEncrypted,
	isLengthApart,
	isPlain,
	spoil = (all) => all,
	before = '',
	isWide
}: PdfMake): Uint8Array<ArrayBuffer> {
	const parts: Buffer[] = [Buffer.from(`${before}%PDF-1.7\n%\u00e2\u00e3\n`, 'latin1')];
	const add = (text: string | Buffer) => parts.push(Buffer.isBuffer(text) ? text : Buffer.from(text, 'latin1'));
	const inside: [number, string][] = [];
	/** An object without a stream. */
	const object = (id: number, text: string) => (isPacked ? inside.push([id, text]) : add(`${id} 0 obj\n${text}\nendobj\n`));
	const stream = (id: number, dict: string, content: Buffer, isRaw = isPlain) => {
		const data = isRaw ? content : spoil(deflateSync(content));
		const length = isLengthApart ? `${id + 500} 0 R` : `${data.length}`;
		add(`${id} 0 obj\n<<${dict} /Length ${length}${isRaw ? '' : ' /Filter /FlateDecode'}>>\nstream\r\n`);
		add(data);
		add('\nendstream\nendobj\n');
		if (isLengthApart) add(`${id + 500} 0 obj ${data.length} endobj\n`);
	};
	const text = (name: string) => (isWide ? `<FEFF${Buffer.from(name, 'utf16le').swap16().toString('hex')}>` : `(${name})`);
	const names = Object.keys(files);
	const spec = (at: number) => 20 + at * 2;
	names.forEach((name, at) => {
		object(spec(at), `<</Type /Filespec /F ${text(name)} /UF ${text(name)} /AFRelationship /Alternative /EF <</F ${spec(at) + 1} 0 R>>>>`);
		stream(spec(at) + 1, '/Type /EmbeddedFile /Subtype /text#2Fxml', Buffer.from(files[name]!));
	});
	const pairs = names.map((name, at) => `${text(name)} ${spec(at)} 0 R`).join(' ');
	const refs = names.map((_, at) => `${spec(at)} 0 R`).join(' ');
	if (listed === 'kids') {
		// A tree of two levels that leads back to its root.
		object(10, '<</Kids [11 0 R 10 0 R]>>');
		object(11, `<</Names [${pairs}] /Kids [10 0 R]>>`);
	} else if (listed === 'names') object(10, `<</Names [${pairs}]>>`);
	else if (listed === 'annotation')
		names.forEach((_, at) => object(300 + at, `<</Type /Annot /Subtype /FileAttachment /FS ${spec(at)} 0 R>>`));
	const tree = listed === 'names' || listed === 'kids' ? '/Names <</EmbeddedFiles 10 0 R>>' : listed === 'af' ? `/AF [${refs}]` : '';
	object(2, '<</Type /Pages /Kids [3 0 R] /Count 1>>');
	object(3, '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<>>>>');
	object(1, `<</Type /Catalog /Pages 2 0 R ${tree}>>`);
	const trailer = `/Root 1 0 R${isEncrypted ? ' /Encrypt 99 0 R' : ''}`;
	if (isPacked) {
		const bodies = inside.map(([, body]) => `${body}\n`);
		let at = 0;
		const head = inside.map(([id], index) => {
			const place = `${id} ${at}`;
			at += bodies[index]!.length;
			return place;
		});
		const first = `${head.join(' ')}\n`;
		stream(90, `/Type /ObjStm /N ${inside.length} /First ${first.length}`, Buffer.from(first + bodies.join(''), 'latin1'));
		stream(91, `/Type /XRef /Size 92 /W [1 2 1] ${trailer}`, Buffer.alloc(8));
		add('startxref\n0\n%%EOF\n');
	} else add(`xref\n0 1\n0000000000 65535 f \ntrailer\n<<${trailer} /Size 92>>\nstartxref\n0\n%%EOF\n`);
	return new Uint8Array(Buffer.concat(parts));
}

/** The same file, with other bytes for one object appended as an update. */
export function updatedPdf(pdf: Uint8Array, id: number, content: string): Uint8Array<ArrayBuffer> {
	const data = deflateSync(Buffer.from(content));
	return new Uint8Array(
		Buffer.concat([
			pdf,
			Buffer.from(`${id} 0 obj\n<</Type /EmbeddedFile /Length ${data.length} /Filter /FlateDecode>>\nstream\n`),
			data,
			Buffer.from('\nendstream\nendobj\ntrailer\n<</Root 1 0 R /Prev 0>>\n%%EOF\n')
		])
	);
}
