import { afterEach, expect, it } from 'vitest';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { randomBytes } from '../crypto/random.ts';
import { getBlob, getPack, putBlob, takePack, type SealedPack } from './blobs.ts';

let device: TestWorkspace;
afterEach(() => device?.end());

it('a file from a relay is taken only where each of its parts opens', async () => {
	device = await foundOnFile();
	const { home } = device;
	const file = randomBytes(200_000);
	const name = await putBlob(home, file, 0);
	const pack = await getPack(home, name);
	const [first, second, ...rest] = pack.chunks as [Uint8Array, Uint8Array, Uint8Array];
	const joined = new Uint8Array([...second, ...rest[0]!]);
	// The same bytes under the same address, cut elsewhere.
	const cut: SealedPack = { ...pack, chunks: [first, joined.subarray(0, 9), joined.subarray(9), ...rest.slice(1)] };
	const lies: SealedPack[] = [cut, { ...pack, salt: randomBytes(16) }, { ...pack, epoch: 1 }, { ...pack, chunks: [] }];
	for (const lie of lies) expect(await takePack(home, name, lie)).toBe(false);
	expect(await takePack(home, name, pack)).toBe(true);
	expect(Buffer.compare(await getBlob(home, name), file)).toBe(0);
});
