/** A PDF on its way out: named, then shared or downloaded. Nothing of it is kept. */
import { saveFile } from '../ui/save-file.ts';

const LONGEST = 80;
/** Names Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

export function pdfFileName(number: string): string {
	return documentFileName(number, 'pdf');
}

/** A file name from a document's number that every system takes: "F/2026:1" becomes "F-2026-1.pdf". */
export function documentFileName(number: string, ending: 'pdf' | 'xml'): string {
	const safe = number
		.normalize('NFC')
		.replace(/[^\p{L}\p{N}._-]+/gu, '-')
		.replace(/^[.-]+|[.-]+$/g, '')
		.slice(0, LONGEST);
	return `${safe === '' || RESERVED.test(safe) ? `document-${safe}`.replace(/-$/, '') : safe}.${ending}`;
}

export function download(bytes: Uint8Array<ArrayBuffer>, name: string, type = 'application/pdf'): void {
	saveFile(new Blob([bytes], { type }), name);
}

/** Whether this device has a share sheet that takes PDF files. */
export function canShare(): boolean {
	const probe = new File([], 'document.pdf', { type: 'application/pdf' });
	return typeof navigator.canShare === 'function' && navigator.canShare({ files: [probe] });
}

/** False when the person turned away from the share sheet. */
export async function share(bytes: Uint8Array<ArrayBuffer>, name: string, title: string): Promise<boolean> {
	try {
		await navigator.share({ files: [new File([bytes], name, { type: 'application/pdf' })], title });
		return true;
	} catch (cause) {
		if (cause instanceof DOMException && cause.name === 'AbortError') return false;
		throw cause;
	}
}
