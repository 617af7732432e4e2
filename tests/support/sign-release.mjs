/**
 * `npm run sign [FOLDER]`: signs the list of a build (default build/) with the Ed25519 key in RELEASE_KEY (PEM) or in the file RELEASE_KEY_FILE. Apart
 * from the build, so that no tool of the build runs where the key is.
 */
import { readFileSync } from 'node:fs';
import { signRelease } from '../../.config/release.js';

const { RELEASE_KEY, RELEASE_KEY_FILE, BUILD_DIR = 'build' } = process.env;
const pem = RELEASE_KEY ?? (RELEASE_KEY_FILE && readFileSync(RELEASE_KEY_FILE, 'utf8'));
if (!pem) {
	console.error('Set RELEASE_KEY_FILE to a file made by: openssl genpkey -algorithm ed25519 -out release-key.pem');
	process.exitCode = 2;
} else {
	console.log(`signed by ${signRelease(process.argv[2] ?? BUILD_DIR, pem)}`);
}
