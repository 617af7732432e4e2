/**
 * What a device keeps of senders whose documents were checked on it: hashes of keys, under tags that say nothing without the key beside them. A device that
 * checks has no books and no passphrase, so nothing seals this: whoever has the device can test whether the documents of a sender he guesses were checked.
 */
import { OneValue } from './one-value.ts';

export interface KeptPins {
	/** 32 bytes, drawn on this device. */
	key: Uint8Array;
	pins: { seller: Uint8Array; issuers: Uint8Array[] }[];
}

const PINS = new OneValue<KeptPins>('wb1-senders', 'pins');

export const keptPins = (): Promise<KeptPins | undefined> => PINS.get();
export const keepPins = (kept: KeptPins): Promise<void> => PINS.put(kept);
