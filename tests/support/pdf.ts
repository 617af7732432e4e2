/** Reads a PDF as a person would: its words, and how its pages look (poppler's pdftotext and pdftoppm). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The text of each page, laid out as printed. */
export function pdfPages(bytes: Uint8Array): string[] {
	return inFolder(bytes, (folder) => {
		const text = execFileSync('pdftotext', ['-layout', '-enc', 'UTF-8', join(folder, 'in.pdf'), '-'], { encoding: 'utf8' });
		return text.split('\f').slice(0, -1);
	});
}

/** Each page as a PNG. */
export function pdfImages(bytes: Uint8Array, dotsPerInch = 60): Buffer[] {
	return inFolder(bytes, (folder) => {
		execFileSync('pdftoppm', ['-png', '-r', String(dotsPerInch), join(folder, 'in.pdf'), join(folder, 'page')]);
		const names = readdirSync(folder).filter((name) => name.endsWith('.png'));
		return names.sort().map((name) => readFileSync(join(folder, name)));
	});
}

function inFolder<T>(bytes: Uint8Array, read: (folder: string) => T): T {
	const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
	try {
		writeFileSync(join(folder, 'in.pdf'), bytes);
		return read(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}
