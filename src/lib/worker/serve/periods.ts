/** Periods shared by a link, and such a link opened. */
import type { PeriodsApi } from '../../sharing/period-api.ts';
import { clientRelay } from '../../sharing/package-relay.ts';
import type { PeriodCommands } from '../period-commands.ts';
import type { Desk } from './desk.ts';
import type { Hosts } from './hosts.ts';

export function periodsApi(desk: Desk, hosts: Hosts): PeriodsApi {
	const part = desk.part(async () => {
		const [{ PeriodCommands }, device] = await Promise.all([import('../period-commands.ts'), desk.started]);
		return ({ workspace, home, id, books }) =>
			new PeriodCommands({
				workspace,
				home,
				line: () => hosts.withSync((sync) => sync.session()),
				relay: async () => (await device.refresh()).secrets.workspaces.find((each) => each.id === id)?.relay,
				today: () => books.today()
			});
	});
	const command = <T>(work: (commands: PeriodCommands) => Promise<T>) => part(work);
	return {
		sharePeriod: (wish, page, watch) => command((commands) => commands.make(wish, page, watch)),
		periodShares: () => command((commands) => commands.shares()),
		periodCounts: () => command((commands) => commands.counts()),
		periodAddress: (id, page) => command((commands) => commands.address(id, page)),
		revokePeriod: (id) => command((commands) => commands.revoke(id)),
		openShared: (link, watch) =>
			desk.device(async (device) => {
				const { openShared } = await import('../shared-host.ts');
				await openShared(device, link, location.origin, (origin) => clientRelay(origin, hosts.Socket), watch);
			})
	};
}
