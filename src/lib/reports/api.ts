/** Reports and the forecast, worked out on this device: a part of `WorkerApi`. Types only. */
import type { Result } from '../worker-api.ts';
import type { ForecastReport } from './make-forecast.ts';
import type { FigureAt, Report, ReportWish, SourcePage } from './report.ts';

export interface ReportsApi {
	/** `watch` hears how far the books are read, when they are for the first time; answers false to stop. */
	report(wish: ReportWish, watch?: (fraction: number) => boolean | Promise<boolean>): Promise<Result<Report>>;
	/** The records behind a figure of that report, the newest first. */
	reportSources(wish: ReportWish, at: FigureAt, offset: number, limit: number): Promise<Result<SourcePage>>;
	/** The twelve months from today on. */
	forecast(watch?: (fraction: number) => boolean | Promise<boolean>): Promise<Result<ForecastReport>>;
}
