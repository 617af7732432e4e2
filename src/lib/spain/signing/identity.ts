/** Who signs: a certificate and its key. The key stays in WebCrypto and cannot be read out again. */
import { readCertificate, type Certificate } from './certificate.ts';
import { openKeyFile } from './p12.ts';
import { KeyFileRefused } from './problem.ts';

export interface Identity {
	certificate: Certificate;
	/** Of XML signatures (RFC 9231). */
	method: string;
	sign(text: string): Promise<Uint8Array<ArrayBuffer>>;
}

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const WAYS = {
	RSA: { import: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, sign: { name: 'RSASSA-PKCS1-v1_5' }, method: `${MORE}rsa-sha256` },
	'P-256': curve('P-256', 256),
	'P-384': curve('P-384', 384),
	'P-521': curve('P-521', 512)
} as const;

function curve(namedCurve: string, bits: number) {
	const hash = `SHA-${bits}`;
	return { import: { name: 'ECDSA', namedCurve }, sign: { name: 'ECDSA', hash }, method: `${MORE}ecdsa-sha${bits}` };
}

/** @param now what must lie within the time of the certificate @throws KeyFileRefused */
export async function identityOf(file: Uint8Array, password: string, now: Date): Promise<Identity> {
	const { keys, certificates } = openKeyFile(file, password);
	const read = certificates.map(certificateOf).filter((each) => each !== undefined);
	const pairs: Identity[] = [];
	for (const pkcs8 of keys) {
		for (const certificate of read) {
			const pair = await pairOf(pkcs8, certificate);
			if (pair) pairs.push(pair);
		}
		pkcs8.fill(0);
	}
	const [latest] = pairs.sort((a, b) => b.certificate.to.getTime() - a.certificate.to.getTime());
	if (!latest) throw new KeyFileRefused(certificates.length > read.length ? 'key-kind' : 'no-certificate');
	const valid = pairs.find(({ certificate: { from, to } }) => from <= now && now <= to);
	if (valid) return valid;
	const { from, to } = latest.certificate;
	throw to < now ? new KeyFileRefused('expired', { date: to }) : new KeyFileRefused('not-yet-valid', { date: from });
}

/** Undefined of those that nothing here signs with: a file has those of authorities too. */
function certificateOf(der: Uint8Array<ArrayBuffer>): Certificate | undefined {
	try {
		return readCertificate(der);
	} catch {
		return undefined;
	}
}

/** Undefined where they do not belong together. */
async function pairOf(pkcs8: Uint8Array<ArrayBuffer>, certificate: Certificate): Promise<Identity | undefined> {
	const way = WAYS[certificate.key];
	try {
		const key = await crypto.subtle.importKey('pkcs8', pkcs8, way.import, false, ['sign']);
		const publicKey = await crypto.subtle.importKey('spki', certificate.publicKey, way.import, false, ['verify']);
		const sign = async (text: string) => new Uint8Array(await crypto.subtle.sign(way.sign, key, new TextEncoder().encode(text)));
		const probe = await sign(certificate.serial);
		const fits = await crypto.subtle.verify(way.sign, publicKey, probe, new TextEncoder().encode(certificate.serial));
		return fits ? { certificate, method: way.method, sign } : undefined;
	} catch (cause) {
		// A key of another kind than that of the certificate.
		if (cause instanceof DOMException) return undefined;
		throw cause;
	}
}
