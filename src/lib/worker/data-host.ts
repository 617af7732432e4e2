/** Everything a person may do with all data at once: export, import, one client's rights, the bin, erasing the device. Loaded when first asked for. */
import type { Business } from '../business/business.ts';
import { encodeDeviceSecrets } from '../crypto/device.ts';
import { exportBooks } from '../exchange/json/export-books.ts';
import { importBooks } from '../exchange/json/import-books.ts';
import { inspectBooks } from '../exchange/json/read-books.ts';
import { jsonBooks } from '../exchange/json/write-json.ts';
import { xmlBooks } from '../exchange/xml/write-xml.ts';
import { toBase64 } from '../identity/base64.ts';
import type { Device } from '../identity/device.ts';
import type { WorkspaceSecrets } from '../identity/header.ts';
import type { Party } from '../parties/party.ts';
import type { BooksFormat, Exported, FileContents, PartyData, TakePart, Watch } from '../rights/api.ts';
import type { SealedBytes } from '../storage/store.ts';
import { toHex } from '../workspace/bytes.ts';
import { learnEpochKeys } from '../workspace/epoch-keys.ts';
import { foundWorkspace } from '../workspace/found.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { DeviceHost } from './device-host.ts';
import { Erasure } from './erasure.ts';
import { importTarget } from './import-target.ts';
import { erasable, partyData, partyFile, type PartyBooks } from './party-rights.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';
import { todayIn } from './today.ts';

const WRITERS = { json: jsonBooks, xml: xmlBooks };

export class DataHost {
	readonly #host: DeviceHost;

	constructor(host: DeviceHost) {
		this.#host = host;
	}

	async exportBooks(format: BooksFormat, take: TakePart): Promise<Exported> {
		const { workspace, home, id } = this.#host.open;
		return exportBooks({ workspace, home, businessId: businessId(id) }, await this.#today(), take, WRITERS[format]);
	}

	async inspect(file: Blob, watch: Watch): Promise<FileContents> {
		const contents = await inspectBooks(file, watch);
		const here = this.#readFrom(await this.#host.refresh(), contents.digest);
		return { ...contents, ...(here && { here: { id: here.id, name: here.name } }) };
	}

	#readFrom(device: Device, digest: string): WorkspaceSecrets | undefined {
		return device.secrets.workspaces.find(({ readFrom }) => readFrom === digest);
	}

	/**
	 * The same file again, in whatever format, opens the books that it became; `anew` makes other ones of it.
	 *
	 * [Note: all or nothing] Until the header names the workspace, it does not exist for anybody; what was written of it before a failure is cleared.
	 */
	async importBooks(file: Blob, watch: Watch, anew = false, target = importTarget): Promise<string> {
		const { parts } = this.#host;
		const device = await this.#host.refresh();
		const founded = foundWorkspace(device.recoverySeed);
		const id = toHex(founded.wsId);
		const secrets: WorkspaceSecrets = {
			id,
			name: '',
			memberId: toHex(founded.memberId),
			sample: false,
			device: toBase64(encodeDeviceSecrets(founded.device))
		};
		// A stand-in: the keys of a workspace are looked up among those of the device.
		const known = device.secrets.workspaces;
		device.secrets.workspaces = [...known, secrets];
		const home = parts.homeOf(device, id);
		device.secrets.workspaces = known;
		const { store, vault } = home;
		try {
			const puts = founded.entries.map((bytes, key) => ({ table: 'log' as const, ws: vault.ws, key, bytes: bytes as SealedBytes }));
			await store.write({ puts }, 'relaxed');
			await learnEpochKeys(home);
			const workspace = await Workspace.open(home);
			const readFrom = await importBooks(file, target(workspace, home, id), watch);
			const here = anew ? undefined : this.#readFrom(device, readFrom);
			if (here) {
				await store.clear(vault.ws);
				await parts.change(device, () => (device.secrets.current = here.id));
				await parts.open(device, here.id);
				return here.id;
			}
			secrets.readFrom = readFrom;
			const business = await workspace.live<Business>('business', businessId(id));
			secrets.name = business?.name ?? '';
			await parts.change(device, () => {
				device.secrets.workspaces = [...device.secrets.workspaces, secrets];
				device.secrets.current = id;
			});
		} catch (cause) {
			await store.clear(vault.ws);
			throw cause;
		}
		await parts.open(device, id);
		return id;
	}

	get bin(): Erasure {
		const { workspace, home } = this.#host.open;
		return new Erasure(workspace, home, () => this.#today());
	}

	async partyData(id: string): Promise<PartyData> {
		return partyData(await this.#books(), id);
	}

	async partyFile(id: string): Promise<string> {
		return partyFile(await this.#books(), id);
	}

	async eraseParty(id: string): Promise<void> {
		await this.bin.eraseAtOnce(await erasable(await this.#books(), id));
	}

	async restrictParty(id: string, restricted: boolean): Promise<void> {
		const today = await this.#today();
		await this.#host.open.workspace.save(async (transaction) => {
			const party = await transaction.live<Party>('party', id);
			if (!party) throw new Refused({ code: 'not-found' });
			const { restricted: since, ...free } = party;
			await transaction.putLive('party', id, restricted ? { ...free, restricted: since ?? today } : free);
		});
	}

	async eraseDevice(): Promise<void> {
		await this.#host.parts.store().destroy();
	}

	async #books(): Promise<PartyBooks> {
		const { workspace, home } = this.#host.open;
		const business = await this.#business();
		if (!business) throw new Refused({ code: 'not-found' });
		return { workspace, registry: home.registry, business, today: todayIn(business.timeZone) };
	}

	#business(): Promise<Business | undefined> {
		const { workspace, id } = this.#host.open;
		return workspace.live<Business>('business', businessId(id));
	}

	async #today(): Promise<string> {
		return todayIn((await this.#business())?.timeZone ?? 'UTC');
	}
}
