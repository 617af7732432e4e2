/** A signed record verified without anything of what signed it: canonical bytes by libxml2 (xmllint), hashes and signature by Node. */
import { createHash, verify, X509Certificate } from 'node:crypto';
import { spawnSync } from 'node:child_process';

export const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

const SPACES = { ds: 'http://www.w3.org/2000/09/xmldsig#', xades: 'http://uri.etsi.org/01903/v1.3.2#' };

/** @returns what does not fit; nothing where the signature holds */
export function signatureFaults(file: string): string[] {
	const part = (name: string) => new RegExp(`<${name}[ >].*?</${name}>`, 's').exec(file)?.[0] ?? '';
	const record = /xmlns:sf="([^"]*)"/.exec(file)![1]!;
	const faults: string[] = [];
	const hashed = (what: string, bytes: Buffer, reference: string) => {
		const value = /<ds:DigestValue>([^<]*)</.exec(reference)?.[1];
		if (createHash('sha256').update(bytes).digest('base64') !== value) faults.push(what);
	};
	const info = part('ds:SignedInfo');
	const [whole = '', properties = ''] = info.split('</ds:Reference>');
	hashed('record', canonical(file.replace(part('ds:Signature'), '')), whole);
	const inside = (text: string, spaces: Record<string, string>) =>
		canonical(
			text.replace(
				/^<[\w:]+/,
				(tag) =>
					`${tag} ${Object.entries(spaces)
						.map(([name, uri]) => `xmlns:${name}="${uri}"`)
						.join(' ')}`
			)
		);
	const signed = part('xades:SignedProperties');
	hashed('properties', inside(signed, { ...SPACES, sf: record }), properties);
	const certificate = Buffer.from(/<ds:X509Certificate>([^<]*)</.exec(file)![1]!, 'base64');
	hashed('certificate', certificate, /<xades:CertDigest>.*?<\/xades:CertDigest>/s.exec(signed)![0]);
	const { publicKey: key } = new X509Certificate(certificate);
	const value = Buffer.from(/<ds:SignatureValue[^>]*>([^<]*)</.exec(file)![1]!, 'base64');
	const [, algorithm, bits] = /xmldsig-more#(rsa|ecdsa)-sha(\d+)"/.exec(info)!;
	const bytes = inside(info, { ds: SPACES.ds, sf: record });
	if (!verify(`sha${bits}`, bytes, algorithm === 'rsa' ? key : { key, dsaEncoding: 'ieee-p1363' }, value)) faults.push('signature');
	return faults;
}

/** Canonical XML 1.0. */
function canonical(xml: string): Buffer {
	const { stdout, stderr, status } = spawnSync('xmllint', ['--nonet', '--c14n', '-'], { input: xml });
	if (status !== 0) throw new Error(stderr.toString());
	return stdout;
}
