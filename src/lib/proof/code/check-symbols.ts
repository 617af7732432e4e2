/** The text of a code, checked against what this device knows of its sender. Keeps of it the pin of the sender, and nothing where the page is another. */
import { equal } from '../../../../sync-server/protocol/bytes.ts';
import { tagKey } from '../../crypto/brands.ts';
import { randomBytes } from '../../crypto/random.ts';
import { keepPins, keptPins, type KeptPins } from '../../storage/verifier-pins.ts';
import { checkCode } from './check-code.ts';
import { readCode } from './format.ts';
import type { CheckedSymbols, Field } from './shown.ts';

/** @param today YYYY-MM-DD, by this device @param differs what stands otherwise on the page that the code came with; absent: nothing was compared */
export async function checkSymbols(symbols: string | undefined, today: string, differs?: Field[]): Promise<CheckedSymbols> {
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
