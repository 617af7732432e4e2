/** Files of the open books on their way through the relay: all that is here goes there; what a screen asks for and is not here is fetched. */
import type { Business } from '../business/business.ts';
import { Packs } from '../sync/packs.ts';
import type { Session } from '../sync/session.ts';
import { getPack, packAddresses, takePack } from '../workspace/blobs.ts';
import { decodeJson } from '../workspace/json.ts';
import { recordIdOf, type FileName } from '../workspace/file-type.ts';
import { whyNoRecords } from '../workspace/may-save.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { businessId } from './registry.ts';

export function packsOf(session: Session, workspace: Workspace, home: WorkspaceHome, id: string): Packs {
	return new Packs(session, {
		here: () => packAddresses(home),
		async missing() {
			const logo = (await workspace.live<Business>('business', businessId(id)))?.logo;
			return logo && !(await isHere(home, logo)) ? [logo] : [];
		},
		mayOffer: () => !whyNoRecords(workspace.books),
		get: (address) => getPack(home, address),
		put: (address, pack) => takePack(home, address, pack)
	});
}

/** The pack under this name, or the one it lies in here. True when it has come. */
export async function fetchFile(packs: Packs, workspace: Workspace, name: string): Promise<boolean> {
	const record = await workspace.read(recordIdOf(name));
	const named = record?.type === 'file' && record.frozen ? decodeJson<FileName>(record.frozen) : undefined;
	const address = named?.id === name ? named.pack : name;
	return (await packs.fetch(address)) === 'here';
}

async function isHere(home: WorkspaceHome, address: string): Promise<boolean> {
	return getPack(home, address).then(
		() => true,
		() => false
	);
}
