/** Periods shared with an accountant as screens ask for them: a part of `WorkerApi`. Types only. */
import type { Person } from '../team/api.ts';
import type { Result } from '../worker-api.ts';

type Watch = (fraction: number) => boolean | Promise<boolean>;

export interface PeriodWish {
	/** YYYY-MM-DD, both inside. */
	from: string;
	to: string;
	/** The last day. */
	expires: string;
	/** With logos, receipts and attachments. */
	files: boolean;
}

export interface PeriodShareView {
	id: string;
	from: string;
	to: string;
	expires: string;
	/** Instant. */
	at: string;
	state: 'open' | 'expired' | 'revoked';
	by: Person;
}

export interface PeriodsApi {
	/** @param page address of the page for periods, without a fragment */
	sharePeriod(wish: PeriodWish, page: string, watch: Watch): Promise<Result<{ id: string; address: string }>>;
	periodShares(): Promise<Result<PeriodShareView[]>>;
	/** By id; undefined where the relay does not answer. It proves nothing: a relay can count as it likes. */
	periodCounts(): Promise<Result<Record<string, number> | undefined>>;
	periodAddress(id: string, page: string): Promise<Result<string>>;
	revokePeriod(id: string): Promise<Result<void>>;
	/** In a worker that keeps nothing: fetches what the link leads to, and opens it to be looked at. */
	openShared(link: string, watch: Watch): Promise<Result<void>>;
}
