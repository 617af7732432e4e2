/** Reports and the forecast, and Spain's billing records. */
import type { ReportsApi } from '../../reports/api.ts';
import type { SpainApi } from '../../spain/api.ts';
import type { Desk } from './desk.ts';

export function reportsApi(desk: Desk): ReportsApi {
	const reports = desk.part(async () => {
		const { ReportCommands } = await import('../report-commands.ts');
		return ({ workspace, books }) => new ReportCommands(workspace, books);
	});
	return {
		report: (wish, watch) => reports((commands) => commands.report(wish, watch)),
		reportSources: (wish, at, offset, limit) => reports((commands) => commands.sources(wish, at, offset, limit)),
		forecast: (watch) => reports((commands) => commands.forecast(watch))
	};
}

export function spainApi(desk: Desk): SpainApi {
	const spain = desk.part(async () => {
		const { SpainHost } = await import('../spain-host.ts');
		return ({ workspace, home, id }) => new SpainHost(workspace, home, id);
	});
	return {
		billingRecords: (watch) => spain((host) => host.state(watch)),
		billingFile: (wish, watch) => spain((host) => host.file(wish, watch)),
		billingToSign: (wish, watch) => spain((host) => host.toSign(wish, watch)),
		billingEventsToSign: (wish, watch) => spain((host) => host.eventsToSign(wish, watch)),
		examineBilling: (watch) => spain((host) => host.examine(watch)),
		checkBillingFile: (file, watch) => spain((host) => host.check(file, watch))
	};
}
