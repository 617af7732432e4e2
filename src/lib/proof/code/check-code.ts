/** What a code proves, and to whom: its signatures, and whether the key behind it is the one that was seen under this seller before. */
import { equal } from '../../../../sync-server/protocol/bytes.ts';
import type { SignSecret, TagKey } from '../../crypto/brands.ts';
import { concat, hash32, keyedTag16, utf8 } from '../../crypto/derive.ts';
import { sign, verify } from '../../crypto/sign.ts';
import { encodeCertified, encodeDocument, type Certificate, type CodedDocument, type IssueCode, type Succession } from './format.ts';

const CERTIFIED = 'wb1/code-certificate';
const SUCCEEDED = 'wb1/code-next';
const ISSUED = 'wb1/code-document';

/** What a verifier keeps of a seller. Without the verifier's tag key it tells neither who the seller is nor whether a guess is right. */
export interface Pin {
	seller: Uint8Array;
	/** Hashes of the issuer keys that were seen, the newest first. */
	issuers: Uint8Array[];
}

/** Which part of a code is false. */
export type Broken = 'certificate' | 'succession' | 'document' | 'dated-after-certificate';

export type Verdict =
	| { sender: 'first-time' | 'succeeded'; pin: Pin; ended: boolean }
	/** `former`: the key was the seller's, and has been replaced since. */
	| { sender: 'same' | 'former' | 'another'; ended: boolean }
	| { sender: 'broken'; broken: Broken };

export function certify(secret: SignSecret, certified: Omit<Certificate, 'signature'>): Certificate {
	return { ...certified, signature: sign(secret, CERTIFIED, encodeCertified(certified)) };
}

/** The word of a key for the next one. */
export function succeed(previous: { publicKey: Uint8Array; secretKey: SignSecret }, next: Uint8Array): Succession {
	return { previous: previous.publicKey, signature: sign(previous.secretKey, SUCCEEDED, next) };
}

export function isCertified(certificate: Certificate): boolean {
	try {
		return verify(certificate.issuer, CERTIFIED, encodeCertified(certificate), certificate.signature);
	} catch {
		// It has no form that could have been signed.
		return false;
	}
}

export function isSucceeded(next: Uint8Array, { previous, signature }: Succession): boolean {
	return verify(previous, SUCCEEDED, next, signature);
}

/** Signed by the issuing device. The seller goes in, so that no later certificate of the device puts another name over the document. */
export function signIssue(secret: SignSecret, document: CodedDocument, seller: Pick<Certificate, 'name' | 'taxId'>): Uint8Array {
	return sign(secret, ISSUED, issuedBytes(document, seller));
}

export function isSigned(
	device: Uint8Array,
	document: CodedDocument,
	seller: Pick<Certificate, 'name' | 'taxId'>,
	signature: Uint8Array
): boolean {
	return verify(device, ISSUED, issuedBytes(document, seller), signature);
}

/**
 * @param pins what this verifier knows, of any sellers
 * @param today YYYY-MM-DD, by the clock of the verifier
 * @returns with `first-time` and `succeeded` the pin to keep in place of what was known of the seller
 */
export function checkCode(code: IssueCode, pins: readonly Pin[], key: TagKey, today: string): Verdict {
	const broken = brokenPart(code);
	if (broken) return { sender: 'broken', broken };
	const { certificate, successions } = code;
	const ended = certificate.notAfter < today;
	const seller = sellerTag(key, certificate);
	const issuer = issuerHash(certificate.issuer);
	const known = pins.find((each) => equal(each.seller, seller));
	if (!known) return { sender: 'first-time', pin: { seller, issuers: [issuer] }, ended };
	const place = known.issuers.findIndex((each) => equal(each, issuer));
	if (place >= 0) return { sender: place === 0 ? 'same' : 'former', ended };
	// Only the newest key that is known names the next: one that was replaced may be in the hands of whoever had to go.
	const replaced = successions.map(({ previous }) => issuerHash(previous));
	const from = replaced.findIndex((each) => equal(each, known.issuers[0]!));
	if (from >= 0) return { sender: 'succeeded', pin: { seller, issuers: [issuer, ...replaced.slice(0, from), ...known.issuers] }, ended };
	return { sender: 'another', ended };
}

function brokenPart({ document, certificate, successions, signature }: IssueCode): Broken | undefined {
	if (!isCertified(certificate)) return 'certificate';
	let next = certificate.issuer;
	for (const succession of successions) {
		if (!isSucceeded(next, succession)) return 'succession';
		next = succession.previous;
	}
	if (!isSigned(certificate.device, document, certificate, signature)) return 'document';
	// The date is the issuer's own word: this finds a device that goes on after its end, not one that dates back.
	return document.date > certificate.notAfter ? 'dated-after-certificate' : undefined;
}

function issuedBytes(document: CodedDocument, { name, taxId }: Pick<Certificate, 'name' | 'taxId'>): Uint8Array {
	return concat([
		hash32('wb1/code-seller', hash32('wb1/code-name', utf8(name)), hash32('wb1/code-tax-id', utf8(taxId))),
		encodeDocument(document)
	]);
}

function issuerHash(issuer: Uint8Array): Uint8Array {
	return hash32('wb1/code-pin', issuer);
}

/** A seller is known by the tax id, however it is spaced; by the name where there is none. */
function sellerTag(key: TagKey, { name, taxId }: Pick<Certificate, 'name' | 'taxId'>): Uint8Array {
	const id = plain(taxId);
	return id === '' ? keyedTag16(key, utf8('name'), utf8(plain(name))) : keyedTag16(key, utf8('tax-id'), utf8(id));
}

function plain(text: string): string {
	return text
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}
