/** What a person brings, checked: text that was scanned or pasted, or a file. */
import { PdfRefused } from '../../einvoice/reading/pdf/problem.ts';
import { checkSymbols } from './check-symbols.ts';
import { differing } from './compare.ts';
import { readCode } from './format.ts';
import { codesIn, symbolsIn } from './in-file.ts';
import { pageText } from './page-text.ts';
import type { CheckedCode } from './shown.ts';

/** @param today YYYY-MM-DD, by this device */
export async function checkShown(from: string | File, today: string): Promise<CheckedCode> {
	if (typeof from === 'string') return checkSymbols(symbolsIn(from), today);
	const bytes = new Uint8Array(await from.arrayBuffer());
	const [found, ...more] = codesIn(bytes);
	if (!found) return { ok: false, problem: 'no-code-in-file' };
	// Which of them is that of the page, nobody can tell.
	if (more.length > 0) return { ok: false, problem: 'several-codes' };
	const code = readCode(found.symbols);
	if (typeof code === 'string') return { ok: false, problem: code };
	try {
		const text = await pageText(bytes);
		if (text.runs.length === 0) return { ok: false, problem: 'no-text-in-file' };
		return await checkSymbols(found.symbols, today, differing(code.document, text));
	} catch (error) {
		if (error instanceof PdfRefused) return { ok: false, problem: 'no-text-in-file' };
		throw error;
	}
}
