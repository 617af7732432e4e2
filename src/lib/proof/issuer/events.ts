/**
 * What the log says of the keys by which documents prove themselves. One record of a workspace (`issuerId`) holds, in log order, what was said:
 *
 *     device       a device names the key with which it signs documents: not the one it signs entries with, which a relay sees
 *     key          an owner's device made the issuer key; its secret is sealed to the owners' devices. After another it bears that one's word
 *     shared       the same secret, sealed to owners' devices that have come since
 *     certificate  an owner's device certified the key of a device, for the seller as it was then
 *
 * Bytes are hexadecimal; boxes stand by device id.
 */
import { hash16, hash32 } from '../../crypto/derive.ts';
import { signPairFrom, type DeviceKeys, type SignPair } from '../../crypto/device.ts';
import { fromHex, toHex } from '../../workspace/bytes.ts';
import { decodeJson } from '../../workspace/json.ts';
import type { Certificate } from '../code/format.ts';

export type Boxes = Record<string, string>;
export type IssuerEvent =
	| { kind: 'device'; key: string }
	| { kind: 'key'; key: string; boxes: Boxes; word?: string }
	| { kind: 'shared'; key: string; boxes: Boxes }
	| { kind: 'certificate'; device: string; name: string; taxId: string; notAfter: string; issuer: string; signature: string };
export type CertificateEvent = Extract<IssuerEvent, { kind: 'certificate' }>;

/** A device's signature of a document, beside it: the record is found by the document's id. */
export interface IssueSignature {
	key: string;
	signature: string;
}

export function issuerId(workspaceId: string): string {
	return toHex(hash16('wb1/code-keys', fromHex(workspaceId)));
}

export function signatureId(documentId: string): string {
	return toHex(hash16('wb1/code-signature', fromHex(documentId)));
}

/** Follows from the device's own secret, so that it is kept nowhere, and tells who sees a document nothing of who the device is on a relay. */
export function issuingPair({ sign }: DeviceKeys): SignPair {
	return signPairFrom(hash32('wb1/code-device', sign.secretKey.subarray(0, 32)));
}

export function certificateOf({ device, issuer, signature, name, taxId, notAfter }: CertificateEvent): Certificate {
	return { device: fromHex(device), issuer: fromHex(issuer), signature: fromHex(signature), name, taxId, notAfter };
}

/** Undefined of what is no event: another program may have written it. */
export function readIssuerEvent(body: Uint8Array): IssuerEvent | undefined {
	const event = json(body) as IssuerEvent | undefined;
	switch (event?.kind) {
		case 'device':
			return isBytes(event.key, 32) ? event : undefined;
		case 'key':
		case 'shared': {
			const { boxes, key } = event;
			const isBoxed = typeof boxes === 'object' && boxes !== null && Object.keys(boxes).length > 0;
			const isWord = event.kind === 'shared' || event.word === undefined || isBytes(event.word, 64);
			return isBytes(key, 32) && isWord && isBoxed && Object.entries(boxes).every(([id, box]) => isBytes(id, 16) && isBytes(box, BOX))
				? event
				: undefined;
		}
		case 'certificate': {
			const { device, issuer, signature, name, taxId, notAfter } = event;
			const texts = [name, taxId, notAfter].every((text) => typeof text === 'string' && text.length <= 255);
			return texts && isBytes(device, 32) && isBytes(issuer, 32) && isBytes(signature, 64) ? event : undefined;
		}
		default:
			return undefined;
	}
}

export function readIssueSignature(body: Uint8Array): IssueSignature | undefined {
	const said = json(body) as IssueSignature | undefined;
	return said && isBytes(said.key, 32) && isBytes(said.signature, 64) ? { key: said.key, signature: said.signature } : undefined;
}

/** A sealed box adds 48 bytes to the seed. */
const BOX = 80;

function isBytes(value: unknown, length: number): value is string {
	return typeof value === 'string' && value.length === 2 * length && /^[0-9a-f]*$/.test(value);
}

function json(body: Uint8Array): object | undefined {
	try {
		const value = decodeJson<unknown>(body);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}
