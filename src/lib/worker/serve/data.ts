/** All data at once: export, import, tables, what an accountant gets, one client's rights, the bin, erasing the device. */
import type { PackApi } from '../../accounting/api.ts';
import type { DiagnosticsApi } from '../../diagnostics/api.ts';
import type { TablesApi } from '../../exchange/csv/api.ts';
import type { ForeignApi } from '../../exchange/foreign/api.ts';
import type { DataApi } from '../../rights/api.ts';
import { forgetFolder } from '../../storage/folder-handle.ts';
import type { DataHost } from '../data-host.ts';
import type { ForeignHost } from '../foreign-host.ts';
import type { PackHost } from '../pack-host.ts';
import type { TableHost } from '../table-host.ts';
import type { Desk } from './desk.ts';
import type { Hosts } from './hosts.ts';

export function dataApi(desk: Desk, hosts: Hosts): DataApi {
	const data = <T>(command: (host: DataHost) => Promise<T> | T) => desk.device(async () => command(await hosts.data()));
	return {
		exportBooks: (format, take) => data((host) => host.exportBooks(format, take)),
		inspectBooks: (file, watch) => data((host) => host.inspect(file, watch)),
		importBooks: (file, watch, anew) => data((host) => host.importBooks(file, watch, anew)),
		bin: () => data((host) => host.bin.bin()),
		restore: (id) => data((host) => host.bin.restore(id)),
		erase: (ids) => data((host) => host.bin.erase(ids)),
		partyData: (id) => data((host) => host.partyData(id)),
		exportParty: (id) => data((host) => host.partyFile(id)),
		eraseParty: (id) => data((host) => host.eraseParty(id)),
		restrictParty: (id, restricted) => data((host) => host.restrictParty(id, restricted)),
		eraseDevice: () =>
			data(async (host) => {
				await host.eraseDevice();
				await forgetFolder();
			})
	};
}

export function tablesApi(desk: Desk): TablesApi {
	let kept: TableHost | undefined;
	const tables = <T>(command: (host: TableHost) => Promise<T>) =>
		desk.device(async (device) => {
			const { TableHost } = await import('../table-host.ts');
			return command((kept ??= new TableHost(device)));
		});
	return {
		exportTable: (type, take) => tables((host) => host.export(type, take)),
		inspectTable: (file, type, form) => tables((host) => host.inspect(file, type, form)),
		tryTable: (file, wish, watch) => tables((host) => host.try(file, wish, watch)),
		importTable: (file, wish, watch) => tables((host) => host.import(file, wish, watch)),
		undoTable: (watch) => tables((host) => host.undo(watch))
	};
}

export function foreignApi(desk: Desk): ForeignApi {
	let kept: ForeignHost | undefined;
	const foreign = <T>(command: (host: ForeignHost) => Promise<T>) =>
		desk.device(async (device) => {
			const { ForeignHost } = await import('../foreign-host.ts');
			return command((kept ??= new ForeignHost(device)));
		});
	return {
		tryForeign: (file, wish, watch) => foreign((host) => host.try(file, wish, watch)),
		importForeign: (file, wish, watch) => foreign((host) => host.import(file, wish, watch)),
		undoForeign: (watch) => foreign((host) => host.undo(watch))
	};
}

export function packApi(desk: Desk): PackApi {
	let kept: PackHost | undefined;
	const pack = <T>(command: (host: PackHost) => Promise<T> | T) =>
		desk.device(async (device) => {
			const { PackHost } = await import('../pack-host.ts');
			return command((kept ??= new PackHost(device)));
		});
	return {
		preparePack: (wish, watch) => pack((host) => host.prepare(wish, watch)),
		packText: (name, take) => pack((host) => host.text(name, take)),
		packMembers: (offset, limit) => pack((host) => host.members(offset, limit))
	};
}

export function diagnosticsApi(desk: Desk, hosts: Hosts): DiagnosticsApi {
	return {
		diagnose: () =>
			desk.device(async (host) => {
				const { diagnose } = await import('../diagnose.ts');
				return diagnose(host, await hosts.withSync((sync) => sync.status()));
			})
	};
}
