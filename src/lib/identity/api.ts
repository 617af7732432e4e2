/** What opens this device, and what would be lost with it: a part of `WorkerApi`. Types only. */
import type { DeviceStatus, Result } from '../worker-api.ts';

export interface UnlockMethod {
	id: string;
	/** `both`: a passphrase and a passkey, together. */
	kind: 'passphrase' | 'recovery' | 'passkey' | 'both';
	/** Calendar date it was made. */
	made: string;
	/** What the person called the passkey. */
	name?: string;
	/** Calendar date it last opened this device. */
	used?: string;
	/** False where nothing but the recovery code, or not even that, would stay. */
	revocable: boolean;
}

export interface SafetyState {
	kit: {
		/** The recovery code was never typed back. */
		pending: boolean;
		/** Calendar date on which it was last typed and found right. */
		drilled?: string;
	};
	/** Other devices that hold the open books. */
	devices: number;
}

/** What a passkey is asked: its credential and the salt for its PRF, base64url. */
export interface PasskeyQuestion {
	credential: string;
	salt: string;
	/** The passphrase is needed beside it. */
	together: boolean;
}

/** Where a passphrase is not the only way to unlock. */
export interface UnlockWays {
	/** The passphrase alone opens. */
	passphrase: boolean;
	passkeys: PasskeyQuestion[];
}

export interface PasskeyAnswer {
	credential: string;
	/** 32 bytes; whoever is handed them overwrites them after use. */
	prf: Uint8Array;
}

export interface NewPasskey {
	credential: string;
	salt: string;
	/** What the PRF gave twice: a passkey that does not answer the same each time would lock its owner out. */
	evaluations: [Uint8Array, Uint8Array];
	name: string;
	/** From now on passphrase and passkey are needed together. */
	together: boolean;
}

/** That it is the owner who asks to change how the device unlocks. */
export type Proof = { passphrase: string } | { recoveryCode: string };

export interface UnlockApi {
	/** Pronounceable and random, at least 77 bits. */
	generatePassphrase(): Promise<string>;
	/** True when the code typed is this device's and the open workspace lists it; marks the kit as made, and remembers the day. May be asked at any time. */
	confirmRecovery(code: string): Promise<Result<boolean>>;
	/** The recovery code while it was never typed back; undefined once it was. */
	pendingKit(): Promise<Result<string | undefined>>;
	unlock(passphrase: string): Promise<Result<DeviceStatus>>;
	unlockWithRecovery(code: string): Promise<Result<DeviceStatus>>;
	/** `passphrase` where the passkey is one that is needed together with it. */
	unlockWithPasskey(answer: PasskeyAnswer, passphrase?: string): Promise<Result<DeviceStatus>>;
	changePassphrase(proof: Proof, next: string): Promise<Result<void>>;
	unlockMethods(): Promise<Result<{ methods: UnlockMethod[]; passkeys: PasskeyQuestion[] }>>;
	addPasskey(passkey: NewPasskey, proof: Proof): Promise<Result<void>>;
	/** Puts a new recovery code in place of the old one, which opens this device no more; `pendingKit` shows it until it is typed back. */
	renewRecovery(proof: Proof): Promise<Result<void>>;
	/** The recovery code, and a passphrase or a passkey, stay. The last passkey of a pair leaves the passphrase, which must be the proof. */
	revokeMethod(id: string, proof: Proof): Promise<Result<void>>;
	/** What the worker knows of how safe the open books are. */
	safety(): Promise<Result<SafetyState>>;
}
