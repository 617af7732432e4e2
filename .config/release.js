/**
 * The list of a build's files with their hashes, and its signature: what /release, the service worker's update prompt and
 * `npm run verify` compare with. The format is said in src/lib/release/README.md. Only node built-ins: who signs runs nothing else.
 */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const MANIFEST = 'release.json';
export const SIGNATURE = 'release-signature.json';
/** Signed before the bytes of the list, so that the key's signatures are worth nothing elsewhere. */
export const SIGNED_AS = 'waxbill release 1\n';
const FORMAT = 1;

/** Names of all files under a folder, with `/` between, in the order of code units: the same on every machine. @param {string} directory */
export function filesOf(directory) {
	return readdirSync(directory, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
		.sort((a, b) => (a < b ? -1 : 1));
}

/** The path by which a file is asked for: /a for a.html, / for index.html. The fallback shows any route and goes by its name. @param {string} name */
export function servedAs(name) {
	return name === '404.html' ? `/${name}` : `/${name}`.replace(/\/index\.html$/, '/').replace(/\.html$/, '');
}

/**
 * Writes both files; nobody has signed yet.
 * @param {string} directory
 * @param {{ version: string, base: string, source?: string | undefined }} about `source` is a commit, where it is known
 */
export function writeRelease(directory, { version, base, source }) {
	const names = filesOf(directory).filter((name) => ![MANIFEST, SIGNATURE, '_headers'].includes(name));
	const files = Object.fromEntries(names.map((name) => [name, sha256(readFileSync(join(directory, name)))]));
	const headers = readFileSync(join(directory, '_headers'), 'utf8');
	const list = { format: FORMAT, version, base, ...(source && { source }), headers, files };
	writeFileSync(join(directory, MANIFEST), `${JSON.stringify(list, undefined, '\t')}\n`);
	writeSignature(directory, null, null);
}

/**
 * Signs the list of a build.
 * @param {string} directory @param {string} pem an Ed25519 private key (PKCS #8, as `openssl genpkey -algorithm ed25519` makes it)
 * @returns {string} the public key, 32 bytes in base64
 */
export function signRelease(directory, pem) {
	const secret = createPrivateKey(pem);
	if (secret.asymmetricKeyType !== 'ed25519') throw new Error(`The key is ${secret.asymmetricKeyType}, not ed25519`);
	// The last 32 bytes of the DER are the key itself (RFC 8410, section 4).
	const key = createPublicKey(secret).export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
	const bytes = Buffer.concat([Buffer.from(SIGNED_AS), readFileSync(join(directory, MANIFEST))]);
	writeSignature(directory, key, sign(null, bytes, secret).toString('base64'));
	return key;
}

/** @param {string} directory @param {string | null} key @param {string | null} signature */
function writeSignature(directory, key, signature) {
	writeFileSync(join(directory, SIGNATURE), `${JSON.stringify({ format: FORMAT, key, signature }, undefined, '\t')}\n`);
}

/** @param {Buffer} bytes */
function sha256(bytes) {
	return createHash('sha256').update(bytes).digest('hex');
}
