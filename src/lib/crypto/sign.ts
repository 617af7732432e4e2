/** Signatures: Ed25519 over BLAKE2b-256(domain ‖ bytes), so that what is signed for one purpose is worth nothing for another. */
import { signature, type Signature, type SignSecret } from './brands.ts';
import { hash32 } from './derive.ts';
import { sodium } from './sodium.ts';

export function sign(secret: SignSecret, domain: string, bytes: Uint8Array): Signature {
	return signature(sodium().crypto_sign_detached(hash32(domain, bytes), secret));
}

/** Takes plain bytes, because keys and signatures to be checked come from elsewhere; a wrong length is a false signature. */
export function verify(publicKey: Uint8Array, domain: string, bytes: Uint8Array, proof: Uint8Array): boolean {
	if (publicKey.length !== 32 || proof.length !== 64) return false;
	return sodium().crypto_sign_verify_detached(proof, hash32(domain, bytes), publicKey);
}
