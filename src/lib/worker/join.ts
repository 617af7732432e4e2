/**
 * A device that was admitted stores what it was handed over. The log itself is still to come: the header names the books, their rows are empty,
 * and the connection brings entry after entry, of which the first can be opened because the epochs' keys came along.
 */
import { kdfKey } from '../crypto/brands.ts';
import { encodeDeviceSecrets } from '../crypto/device.ts';
import { equalBytes, toHex } from '../workspace/bytes.ts';
import { toBase64 } from '../identity/base64.ts';
import type { Device } from '../identity/device.ts';
import type { WorkspaceSecrets } from '../identity/header.ts';
import type { Joined } from '../identity/pairing/joining.ts';
import { joinedNotes, notesPut, readNotes } from '../workspace/device-notes.ts';
import { epochKeysRow } from '../workspace/epoch-keys.ts';
import { headKey } from '../workspace/home.ts';
import { workspaceKeys, type WorkspaceKeys } from '../workspace/keys.ts';
import { openVault } from '../workspace/vault.ts';
import type { DeviceParts } from './take-in.ts';
import { Refused } from './results.ts';

/**
 * [Note: one kit] The seed behind the recovery code is handed over, and an empty device is opened by the same code: so there is one sheet of paper
 * for all devices of a person, which works wherever they lose the others. It gives the new device nothing it could not do anyway, since a device
 * may admit another one; but one that is put out knows it, which is why the code is replaced then (`revokeDevice`). A device that has books of its
 * own keeps its own code for itself and for them, and the seed of these books beside them.
 *
 * A browser that was put out and is paired again comes with new keys; what it has of the log and what still waits on it stay.
 *
 * @param passphrase of the new device; undefined where there is one
 * @param current whether they are the ones that are open from now on
 */
export async function keepJoined(
	parts: DeviceParts,
	{ keys, wsId, relay, handOver }: Joined,
	passphrase: string | undefined,
	{ current = true } = {}
): Promise<[device: Device, id: string]> {
	const existing = parts.device();
	const seed = kdfKey(handOver.seed);
	if (!existing && passphrase === undefined) throw new Refused({ code: 'invalid', field: 'passphrase' });
	const device = existing ?? (await parts.createWithSeed(passphrase!, seed));
	if (!existing) await parts.empty();
	const id = toHex(wsId);
	const joined: WorkspaceSecrets = {
		id,
		name: handOver.name,
		memberId: toHex(handOver.memberId),
		sample: handOver.sample,
		device: toBase64(encodeDeviceSecrets(keys)),
		relay,
		joined: { n: handOver.n, R: toHex(handOver.R) },
		...(!equalBytes(device.recoverySeed, seed) && { kit: toBase64(seed) })
	};
	const own = workspaceKeys(wsId, keys);
	handOver.epochKeys.forEach((key, epoch) => own.learn(epoch, kdfKey(key)));
	await storeJoined(parts, device, own, joined, { current });
	return [device, id];
}

/**
 * The header names the books from now on, in place of what it knew of them, and their rows have the keys of their epochs.
 * @param current whether they are the ones that are open from now on
 * @param also in the same write of the header; throws where it is not to happen
 */
export async function storeJoined(
	parts: DeviceParts,
	device: Device,
	keys: WorkspaceKeys,
	joined: WorkspaceSecrets,
	{ current, also = () => {} }: { current: boolean; also?: () => void }
): Promise<void> {
	const { id } = joined;
	const vault = openVault(device.master, keys.wsId);
	const isKnown = device.secrets.workspaces.some((each) => each.id === id);
	if (!isKnown) await parts.store().clear(vault.ws);
	const notes = await readNotes({ store: parts.store(), vault });
	await parts.change(
		device,
		() => {
			also();
			device.secrets.workspaces = [...device.secrets.workspaces.filter((each) => each.id !== id), joined];
			if (current) device.secrets.current = id;
		},
		async () => ({
			puts: [
				// What the old identity had under way is none of the new one's; where the log ended here is still so.
				notes ? notesPut(vault, { shared: true, n: notes.n, R: notes.R, made: [] }) : joinedNotes(vault),
				epochKeysRow(vault, keys)
			],
			// What is derived from the log is made again: some of it was said of the device this one was.
			deletes: isKnown ? [{ table: 'meta', ws: vault.ws, key: headKey(vault) }] : []
		})
	);
}
