/** The id of the record that is made for one period: the same on every device, so that two of them make one record. */
import { hash16 } from '../crypto/derive.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';

export function periodId(profileId: string, period: number): string {
	const number = new Uint8Array(4);
	new DataView(number.buffer).setUint32(0, period);
	return toHex(hash16('wb1/period', fromHex(profileId), number));
}
