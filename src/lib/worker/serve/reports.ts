/** Reports and the forecast. */
import type { ReportsApi } from '../../reports/api.ts';
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
