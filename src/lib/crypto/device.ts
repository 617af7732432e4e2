/**
 * A device in one workspace: a signing pair, a box pair, and an id that is their hash. Drawn at random for one admission and never derived
 * from anything or used for a second one; pairing again, restoring and recovering make new ones. (The recovery pair is the one exception:
 * `recovery.ts`.)
 */
import {
	boxPublic,
	boxSecret,
	signPublic,
	signSecret,
	type BoxPublic,
	type BoxSecret,
	type Id16,
	type SignPublic,
	type SignSecret
} from './brands.ts';
import { concat, hash16 } from './derive.ts';
import { sodium } from './sodium.ts';

export interface SignPair {
	publicKey: SignPublic;
	secretKey: SignSecret;
}
export interface BoxPair {
	publicKey: BoxPublic;
	secretKey: BoxSecret;
}
export interface DeviceKeys {
	sign: SignPair;
	box: BoxPair;
	id: Id16;
}

const SEED = 32;
const SECRETS = SEED + 32;

export function newDeviceKeys(): DeviceKeys {
	const sign = sodium().crypto_sign_keypair();
	return deviceKeys({ publicKey: signPublic(sign.publicKey), secretKey: signSecret(sign.privateKey) }, newBoxPair());
}

export function newBoxPair(): BoxPair {
	const { publicKey, privateKey } = sodium().crypto_box_keypair();
	return { publicKey: boxPublic(publicKey), secretKey: boxSecret(privateKey) };
}

function deviceId(sign: SignPublic, box: BoxPublic): Id16 {
	return hash16('wb1/dev', sign, box);
}

/** What is sealed under the device's master key: Ed25519 seed 32 ‖ X25519 secret 32. The rest follows from it. */
export function encodeDeviceSecrets(keys: DeviceKeys): Uint8Array {
	return concat([keys.sign.secretKey.subarray(0, SEED), keys.box.secretKey]);
}

export function decodeDeviceSecrets(bytes: Uint8Array): DeviceKeys | undefined {
	if (bytes.length !== SECRETS) return undefined;
	const secretKey = boxSecret(bytes.slice(SEED));
	return deviceKeys(signPairFrom(bytes.subarray(0, SEED)), {
		publicKey: boxPublic(sodium().crypto_scalarmult_base(secretKey)),
		secretKey
	});
}

export function signPairFrom(seed: Uint8Array): SignPair {
	const pair = sodium().crypto_sign_seed_keypair(seed);
	return { publicKey: signPublic(pair.publicKey), secretKey: signSecret(pair.privateKey) };
}

export function deviceKeys(sign: SignPair, box: BoxPair): DeviceKeys {
	return { sign, box, id: deviceId(sign.publicKey, box.publicKey) };
}
