/**
 * Names for bytes that must not be swapped. Each has one factory, which checks the length; nothing else casts to it.
 * A factory does not copy: what it returns is the array it was given.
 */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** Seals and opens, and does nothing else. */
export type AeadKey = Brand<Uint8Array, 'AeadKey'>;
/** Only ever a source of other keys. */
export type KdfKey = Brand<Uint8Array, 'KdfKey'>;
/** Makes row tags that say nothing without it. */
export type TagKey = Brand<Uint8Array, 'TagKey'>;
export type Hash32 = Brand<Uint8Array, 'Hash32'>;
export type Id16 = Brand<Uint8Array, 'Id16'>;
export type Nonce24 = Brand<Uint8Array, 'Nonce24'>;
export type SignSecret = Brand<Uint8Array, 'SignSecret'>;
export type SignPublic = Brand<Uint8Array, 'SignPublic'>;
export type Signature = Brand<Uint8Array, 'Signature'>;
export type BoxSecret = Brand<Uint8Array, 'BoxSecret'>;
export type BoxPublic = Brand<Uint8Array, 'BoxPublic'>;
/** Bytes only a key holder can read, in the envelope of `seal.ts`. */
export type Sealed = Brand<Uint8Array, 'Sealed'>;

export const aeadKey = (bytes: Uint8Array) => sized(bytes, 32, 'AeadKey') as AeadKey;
export const kdfKey = (bytes: Uint8Array) => sized(bytes, 32, 'KdfKey') as KdfKey;
export const tagKey = (bytes: Uint8Array) => sized(bytes, 32, 'TagKey') as TagKey;
export const hashOf32 = (bytes: Uint8Array) => sized(bytes, 32, 'Hash32') as Hash32;
export const id16 = (bytes: Uint8Array) => sized(bytes, 16, 'Id16') as Id16;
export const nonce24 = (bytes: Uint8Array) => sized(bytes, 24, 'Nonce24') as Nonce24;
export const signSecret = (bytes: Uint8Array) => sized(bytes, 64, 'SignSecret') as SignSecret;
export const signPublic = (bytes: Uint8Array) => sized(bytes, 32, 'SignPublic') as SignPublic;
export const signature = (bytes: Uint8Array) => sized(bytes, 64, 'Signature') as Signature;
export const boxSecret = (bytes: Uint8Array) => sized(bytes, 32, 'BoxSecret') as BoxSecret;
export const boxPublic = (bytes: Uint8Array) => sized(bytes, 32, 'BoxPublic') as BoxPublic;
/** Any length: whether it is an envelope shows when it is opened. */
export const sealed = (bytes: Uint8Array) => bytes as Sealed;

function sized(bytes: Uint8Array, length: number, name: string): Uint8Array {
	if (bytes.length !== length) throw new RangeError(`${name} has ${length} bytes, not ${bytes.length}`);
	return bytes;
}
