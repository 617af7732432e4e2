/** Forms that several people have open. */
import type { LiveApi } from '../../editing/live-api.ts';
import { ephemeralsDelivered } from '../../sync/ephemeral-channel.ts';
import { answer } from '../results.ts';
import type { Desk } from './desk.ts';
import type { Hosts } from './hosts.ts';

export function liveApi(desk: Desk, hosts: Hosts): LiveApi {
	return {
		openLive: (type, id, hear) => answer(async () => (await hosts.liveForms()).open((await desk.started).open, type, id, hear as never)),
		openReading: (id, hear) => answer(async () => (await hosts.liveForms()).read((await desk.started).open, id, hear)),
		saveLive: (form, seen, value) =>
			answer(async () => {
				const saved = await (await hosts.liveForms()).save(form, seen, value);
				if ('fiscalYearStart' in value && !saved.error) await (await desk.started).rename(value.name);
				return saved;
			}),
		pointLive: async (form, field) => (await hosts.liveForms()).point(form, field),
		closeLive: async (form) => (await hosts.liveForms()).close(form),
		takeLeave: async () => {
			if (!hosts.live) return;
			await hosts.live.closeAll();
			await ephemeralsDelivered();
			await hosts.sync?.said();
		}
	};
}
