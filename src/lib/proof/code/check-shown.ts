/** What a person brings, checked: text that was scanned or pasted, or a file. Keeps of it the pin of its sender, and nothing where the page is another. */
import { PdfRefused } from '../../einvoice/reading/pdf/problem.ts';
import { tagKey } from '../../crypto/brands.ts';
import { randomBytes } from '../../crypto/random.ts';
import { keepPins, keptPins, type KeptPins } from '../../storage/verifier-pins.ts';
import { equal } from '../../../../sync-server/protocol/bytes.ts';
import { checkCode } from './check-code.ts';
import { differing } from './compare.ts';
import { readCode } from './format.ts';
import { codesIn, symbolsIn } from './in-file.ts';
import { pageText } from './page-text.ts';
import type { CheckedCode, Field } from './shown.ts';

/** @param today YYYY-MM-DD, by this device */
export async function checkShown(from: string | File, today: string): Promise<CheckedCode> {
	if (typeof from === 'string') return check(symbolsIn(from), today);
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
		return await check(found.symbols, today, differing(code.document, text));
	} catch (error) {
		if (error instanceof PdfRefused) return { ok: false, problem: 'no-text-in-file' };
		throw error;
	}
}

async function check(symbols: string | undefined, today: string, differs?: Field[]): Promise<CheckedCode> {
	const code = symbols === undefined ? 'not-a-code' : readCode(symbols);
	if (typeof code === 'string') return { ok: false, problem: code };
	const kept = await keptPins().catch(() => undefined);
	const { key, pins }: KeptPins = kept ?? { key: randomBytes(32), pins: [] };
	const verdict = checkCode(code, pins, tagKey(key), today);
	let forgets = false;
	if ('pin' in verdict && !differs?.some((field) => field !== 'other-iban')) {
		const others = pins.filter(({ seller }) => !equal(seller, verdict.pin.seller));
		forgets = await keepPins({ key, pins: [...others, verdict.pin] }).then(
			() => false,
			() => true
		);
	}
	const { name, taxId, notAfter } = code.certificate;
	return {
		ok: true,
		shown: {
			document: code.document,
			name,
			taxId,
			notAfter,
			sender: verdict.sender,
			ended: 'ended' in verdict && verdict.ended,
			...('broken' in verdict && { broken: verdict.broken }),
			...(differs && { differs }),
			...(forgets && { forgets })
		}
	};
}
