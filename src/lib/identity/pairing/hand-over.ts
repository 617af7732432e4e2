/** What makes a device one of the books', in as many letters as it takes. The hand-over comes last: who has it finds the others. */
import type { BoxPublic } from '../../crypto/brands.ts';
import type { BoxPair } from '../../crypto/device.ts';
import { keysSlot, SLOT } from '../../crypto/pairing.ts';
import type { Letters } from './letters.ts';
import { KEYS_IN_HAND_OVER, KEYS_IN_LETTER, MOST_KEY_LETTERS, type Handed } from './messages.ts';
import { PairingError } from './problem.ts';

export async function sendHandOver(letters: Letters, reader: BoxPublic, { epochKeys, ...handed }: Handed): Promise<void> {
	const further: Uint8Array[][] = [];
	for (let from = KEYS_IN_HAND_OVER; from < epochKeys.length; from += KEYS_IN_LETTER)
		further.push(epochKeys.slice(from, from + KEYS_IN_LETTER));
	for (const [index, keys] of further.entries()) await letters.put(keysSlot(index), { kind: 'keys', epochKeys: keys }, reader);
	const first = epochKeys.slice(0, KEYS_IN_HAND_OVER);
	await letters.put(SLOT.handOver, { kind: 'handOver', ...handed, epochKeys: first, letters: further.length }, reader);
}

export async function receiveHandOver(letters: Letters, reader: BoxPair, signal: AbortSignal): Promise<Handed> {
	const message = await letters.wait(SLOT.handOver, signal, reader);
	if (message.kind !== 'handOver' || message.epochKeys.length === 0 || message.letters > MOST_KEY_LETTERS)
		throw new PairingError('tampered');
	const { kind: _, letters: count, ...handed } = message;
	for (let index = 0; index < count; index++) {
		const more = await letters.get(keysSlot(index), reader);
		if (more.kind !== 'keys') throw new PairingError('tampered');
		handed.epochKeys.push(...more.epochKeys);
	}
	return handed;
}
