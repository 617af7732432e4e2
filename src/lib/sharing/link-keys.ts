/** The keys that a link's record leads to. */
import { boxPublic, boxSecret, kdfKey } from '../crypto/brands.ts';
import { clientKeys, type ClientKeys } from '../crypto/client-link.ts';
import type { BoxPair } from '../crypto/device.ts';
import type { LinkRecord } from './link-record.ts';

export function keysOf({ secret, root }: LinkRecord): ClientKeys {
	return clientKeys(secret, kdfKey(root));
}

/** Opens answers. */
export function answerPair({ answerKey: { publicKey, secretKey } }: LinkRecord): BoxPair {
	return { publicKey: boxPublic(publicKey), secretKey: boxSecret(secretKey) };
}
