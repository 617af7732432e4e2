/**
 * A passkey of this device, asked by the page: WebAuthn with its PRF extension, which gives the same 32 secret bytes for the same salt each time.
 * No server takes part: the challenge is never looked at again, and what counts is whether the bytes open a slot.
 *
 * The authenticator stores a name beside a passkey: it is the program's, so that nothing of the books shows in a list of passkeys.
 */
import type { PasskeyAnswer, PasskeyQuestion } from '#lib/identity/api.ts';
import { fromBase64, toBase64 } from './base64.ts';

/** Keys of the message catalogue. */
export type PasskeyFailure = 'passkeyNone' | 'passkeyCancelled' | 'passkeyNoPrf' | 'passkeyFailed' | 'passkeyKnown' | 'passkeyUnsteady';

export interface MadePasskey {
	credential: string;
	salt: string;
	evaluations: [Uint8Array, Uint8Array];
}

const APP = 'Waxbill';
const WAIT_MS = 120_000;
/** ES256, EdDSA, RS256: every authenticator knows one of them. */
const ALGORITHMS = [-7, -8, -257];

export function passkeysPossible(): boolean {
	return 'PublicKeyCredential' in globalThis;
}

/** Evaluates the PRF of whichever of the passkeys the person uses. */
export async function askPasskey(questions: readonly PasskeyQuestion[]): Promise<PasskeyAnswer | PasskeyFailure> {
	if (!passkeysPossible()) return 'passkeyNone';
	try {
		const credential = await navigator.credentials.get({
			publicKey: {
				challenge: random(),
				timeout: WAIT_MS,
				userVerification: 'required',
				allowCredentials: questions.map(({ credential }) => ({ type: 'public-key', id: bytes(credential) })),
				extensions: {
					prf: { evalByCredential: Object.fromEntries(questions.map(({ credential, salt }) => [credential, { first: bytes(salt) }])) }
				}
			}
		});
		if (!isPasskey(credential)) return 'passkeyFailed';
		const prf = prfOf(credential);
		return prf ? { credential: toBase64(new Uint8Array(credential.rawId)), prf } : 'passkeyNoPrf';
	} catch (cause) {
		return failureOf(cause);
	}
}

/** Makes a passkey and evaluates its PRF until two evaluations in a row gave the same, three times at most. `known` are refused: they are here already. */
export async function makePasskey(known: readonly PasskeyQuestion[]): Promise<MadePasskey | PasskeyFailure> {
	if (!passkeysPossible()) return 'passkeyNone';
	const salt = random();
	let made: PublicKeyCredential;
	try {
		const credential = await navigator.credentials.create({
			publicKey: {
				rp: { name: APP },
				user: { id: random(), name: APP, displayName: APP },
				challenge: random(),
				timeout: WAIT_MS,
				pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
				authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
				excludeCredentials: known.map(({ credential }) => ({ type: 'public-key', id: bytes(credential) })),
				extensions: { prf: { eval: { first: salt } } }
			}
		});
		if (!isPasskey(credential)) return 'passkeyFailed';
		made = credential;
	} catch (cause) {
		return failureOf(cause);
	}
	const outputs = made.getClientExtensionResults() as { prf?: { enabled?: boolean } };
	let before = prfOf(made);
	if (!before && !outputs.prf?.enabled) return 'passkeyNoPrf';
	const question = { credential: toBase64(new Uint8Array(made.rawId)), salt: toBase64(salt), together: false };
	for (let left = 2; left > 0; left--) {
		const answer = await askPasskey([question]);
		if (typeof answer === 'string') return answer;
		if (before && same(before, answer.prf)) {
			return { credential: question.credential, salt: question.salt, evaluations: [before, answer.prf] };
		}
		before?.fill(0);
		before = answer.prf;
	}
	return 'passkeyUnsteady';
}

/** A copy of its own; the browser's is overwritten. */
function prfOf(credential: PublicKeyCredential): Uint8Array | undefined {
	const { prf } = credential.getClientExtensionResults() as { prf?: { results?: { first?: ArrayBuffer } } };
	const first = prf?.results?.first;
	if (!first) return undefined;
	const given = new Uint8Array(first);
	const copy = given.slice();
	given.fill(0);
	return copy;
}

function failureOf(cause: unknown): PasskeyFailure {
	const name = cause instanceof Error ? cause.name : '';
	// The browser says the same of a person who cancels, of time running out, and of an authenticator without the passkey: so that no page learns which.
	if (name === 'NotAllowedError' || name === 'AbortError') return 'passkeyCancelled';
	if (name === 'InvalidStateError') return 'passkeyKnown';
	if (name === 'NotSupportedError') return 'passkeyNoPrf';
	return 'passkeyFailed';
}

function isPasskey(credential: Credential | null): credential is PublicKeyCredential {
	return credential !== null && 'rawId' in credential;
}

function same(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function random(): Uint8Array<ArrayBuffer> {
	return crypto.getRandomValues(new Uint8Array(32));
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(fromBase64(text));
}
