/** What PACKAGE_INFOS says of the packages of a workspace, one behind the other: id 32 ‖ version 4 ‖ last day 4 ‖ openings 4 ‖ answers that wait 4. */
export interface PackageInfo {
	/** 32 bytes. */
	id: Uint8Array;
	/** 0 where it is revoked. */
	version: number;
	/** The last day on which it is given out, since 1970. */
	expires: number;
	gets: number;
	answers: number;
}

const SIZE = 48;
/** In one frame. */
export const MOST_INFOS = 1024;

export function packInfos(infos: readonly PackageInfo[]): Uint8Array {
	const bytes = new Uint8Array(infos.length * SIZE);
	const view = new DataView(bytes.buffer);
	for (const [index, { id, version, expires, gets, answers }] of infos.entries()) {
		const at = index * SIZE;
		bytes.set(id, at);
		for (const [place, value] of [version, expires, gets, answers].entries()) view.setUint32(at + 32 + 4 * place, value);
	}
	return bytes;
}

/** Undefined where the bytes are no whole number of them. */
export function readInfos(bytes: Uint8Array): PackageInfo[] | undefined {
	if (bytes.length % SIZE !== 0) return undefined;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return Array.from({ length: bytes.length / SIZE }, (_, index) => {
		const at = index * SIZE;
		const [version, expires, gets, answers] = [32, 36, 40, 44].map((place) => view.getUint32(at + place)) as [
			number,
			number,
			number,
			number
		];
		return { id: bytes.slice(at, at + 32), version, expires, gets, answers };
	});
}
