/** The devices of the open books: what they are called, which was put out, and putting one out. */
import type { DeviceInfo, DeviceList } from '../devices/api.ts';
import { shareKit } from '../devices/kit.ts';
import { nameIfNone } from '../devices/names.ts';
import { deviceRecordId, type DeviceRecord } from '../devices/records.ts';
import { newRecoveryCode, recoveryPair } from '../crypto/recovery.ts';
import { LONGEST_NAME } from '../identity/pairing/messages.ts';
import { revokeDevice } from '../workspace/admission.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { DeviceHost } from './device-host.ts';
import { namedByOther } from './named-by.ts';
import { peopleNames } from './people.ts';
import { Refused } from './results.ts';

export class DevicesHost {
	readonly #host: DeviceHost;

	constructor(host: DeviceHost) {
		this.#host = host;
	}

	async list(): Promise<DeviceList> {
		const { workspace, home, id } = this.#host.open;
		const device = await this.#host.refresh();
		const relay = device.secrets.workspaces.find((each) => each.id === id)?.relay;
		const { membership } = workspace;
		const own = toHex(home.keys.device.id);
		const me = membership?.devices.get(own);
		const people = await peopleNames(workspace);
		const devices: DeviceInfo[] = [];
		for (const [each, { kind, member, active, since, admittedBy }] of membership?.devices ?? []) {
			if (kind !== 'device' || member !== me?.member) continue;
			const record = await workspace.live<DeviceRecord>('device', deviceRecordId(each));
			const word = workspace.lastWords.get(each);
			const namer = await namedByOther(workspace, people, deviceRecordId(each), member);
			devices.push({
				id: each,
				name: record?.name ?? '',
				...(namer && { namedBy: namer }),
				isThis: each === own,
				active,
				recovered: admittedBy !== undefined,
				admitted: since,
				...(record?.since && { since: record.since }),
				...(word && { word })
			});
		}
		devices.sort((a, b) => Number(b.isThis) - Number(a.isThis) || Number(b.active) - Number(a.active) || b.admitted - a.admitted);
		const known = await this.#acknowledged(home);
		return {
			devices,
			head: workspace.entries,
			...(relay !== undefined && { relay }),
			revoked: me !== undefined && !me.active,
			recovered: devices
				// One that was here first is no news to a device that was let in after it.
				.filter((each) => each.recovered && each.active && !each.isThis && each.admitted > (me?.since ?? 0) && !known.includes(each.id))
				.map(({ id }) => id)
		};
	}

	async name(id: string, name: string): Promise<void> {
		const trimmed = name.trim();
		if (trimmed.length > LONGEST_NAME) throw new Refused({ code: 'invalid', field: 'name', detail: 'too-long' });
		const { workspace } = this.#host.open;
		if (workspace.membership?.devices.get(id)?.kind !== 'device') throw new Refused({ code: 'not-found' });
		await workspace.save(async (transaction) => {
			const record = await transaction.live<DeviceRecord>('device', deviceRecordId(id));
			await transaction.putLive('device', deviceRecordId(id), { ...record, name: trimmed });
		});
	}

	/** What this device is called from now on, where nobody has named it. */
	async nameThis(name: string): Promise<void> {
		const { workspace } = this.#host.open;
		await workspace.save((transaction) => nameIfNone(transaction, workspace.device, name.trim().slice(0, LONGEST_NAME)));
	}

	/** The code's new seed is in the header before the log lists its pair: what is cut short in between is made up for by `settle`. */
	async revoke(id: string, today: string): Promise<void> {
		const { workspace, home, id: books } = this.#host.open;
		const { membership } = workspace;
		if (!membership?.devices.get(id)?.active) throw new Refused({ code: 'not-found' });
		if (id === toHex(home.keys.device.id)) throw new Refused({ code: 'invalid', field: 'device', detail: 'itself' });
		if (!workspace.submit) throw new WorkspaceError('needs-relay');
		const device = await this.#host.refresh();
		const kitOf = () => device.secrets.workspaces.find((each) => each.id === books)!;
		// Books that came with another code go over to this device's own, unless that was theirs once.
		const isFresh = kitOf().kit !== undefined && !membership.devices.has(toHex(recoveryPair(device.recoverySeed, home.keys.wsId).id));
		const code = newRecoveryCode();
		await this.#host.parts.change(device, () => {
			delete kitOf().kit;
			if (!isFresh) device.replaceRecovery(code, today);
		});
		const seed = device.recoverySeed;
		await revokeDevice(workspace, home.keys, fromHex(id), seed, (transaction) => shareKit(transaction, workspace, home.keys, seed, id));
	}

	async acknowledge(id: string): Promise<void> {
		const { home } = this.#host.open;
		const known = await this.#acknowledged(home);
		if (known.includes(id)) return;
		await home.store.write({ puts: [home.vault.sealJson('meta', home.vault.tag('recoveries'), [...known, id])] }, 'relaxed');
	}

	/** Devices admitted by the recovery code of which a person has said, here, that it was them. */
	async #acknowledged({ store, vault }: WorkspaceHome): Promise<string[]> {
		const key = vault.tag('recoveries');
		const row = await store.get('meta', vault.ws, key);
		return (row && vault.openJson<string[]>('meta', key, row)) ?? [];
	}
}
