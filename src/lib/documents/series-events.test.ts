import { beforeAll, describe, expect, it } from 'vitest';
import { KIND } from '../../../sync-server/protocol/codec.ts';
import { afterSeriesEntry, type Lease } from '../../../sync-server/protocol/leases.ts';
import { ready } from '#lib/crypto/sodium.ts';
import { fromHex } from '../workspace/bytes.ts';
import { diffTo } from '../workspace/record.ts';
import type { FoldResult, Ledger, RecordState } from '../workspace/registry.ts';
import { hashHex } from '../workspace/transaction.ts';
import { ANYBODY, seriesLedger } from './ledger.ts';
import { encodeSeriesEvent, SERIES_EVENT_TYPE, type SeriesEvent } from './series-events.ts';

beforeAll(ready);

const SERIES = 'ab'.repeat(16);
const [LAPTOP, PHONE, TABLET] = ['11', '22', '33'].map((byte) => byte.repeat(16)) as [string, string, string];
const LOST = { run: 'F-{0000}', period: '', sequence: 40, first: 1 };
const NO_HASH = new Uint8Array(32);

/** A series on which entries of the log follow each other. */
class Turns {
	lease: Lease | undefined;
	n = 1;

	#next(clear: Parameters<typeof afterSeriesEntry>[1], author: string): this {
		this.lease = afterSeriesEntry(this.lease, clear, author, this.n++);
		return this;
	}
	leased(by: string, segment = 0): this {
		return this.#next({ kind: KIND.SERIES_LEASE, series: fromHex(SERIES), segment, holder: fromHex(by), next: 1, prevIssue: NO_HASH }, by);
	}
	released(by: string): this {
		return this.#next({ kind: KIND.SERIES_RELEASE, series: fromHex(SERIES), segment: 0, next: 1, prevIssue: NO_HASH }, by);
	}
	takenOver(by: string, from: string, segment = 0): this {
		const clear = {
			kind: KIND.SERIES_TAKEOVER,
			series: fromHex(SERIES),
			segment,
			holder: fromHex(by),
			from: fromHex(from),
			next: 1,
			prevIssue: NO_HASH
		};
		return this.#next(clear, by);
	}
	says(by: string, event: SeriesEvent, ledger: Ledger = {}): FoldResult {
		const live = diffTo(undefined, { name: 'Invoices' }, { texts: [], keyed: [] })!;
		const state: RecordState = { type: 'series', schema: 1, live, facts: [] };
		const operation = {
			opId: new Uint8Array(16),
			recordId: fromHex(SERIES),
			type: 'series-event',
			schema: 1,
			action: 'put' as const,
			body: encodeSeriesEvent(event)
		};
		const placed = { n: this.n++, by, hash: hashHex, tenures: () => this.lease?.tenures ?? [] };
		return SERIES_EVENT_TYPE.fold(state, operation, placed, ledger, SERIES, new Map());
	}
}
const takenOver = (from: string, more: object = {}): SeriesEvent => ({ kind: 'taken-over', date: '2026-11-22', from, segment: 0, ...more });
const lostOf = ({ ledger = {} }: FoldResult) => seriesLedger(ledger, SERIES).runs.map(({ by, from, to, lost }) => [by, from, to, lost]);

describe('what a device may say of the numbers of another', () => {
	it('whoever took the series over from it declares what it gave last', () => {
		const said = new Turns()
			.leased(LAPTOP)
			.takenOver(PHONE, LAPTOP)
			.says(PHONE, takenOver(LAPTOP, { lost: LOST }));
		expect(said.refused).toBeUndefined();
		expect(lostOf(said)).toEqual([[LAPTOP, 1, 40, true]]);
	});
	it('a device that leased what was free declares nothing lost, and opens no next segment', () => {
		const given = () => new Turns().leased(LAPTOP).released(LAPTOP).leased(PHONE);
		expect(given().says(PHONE, takenOver(LAPTOP, { lost: LOST }))).toMatchObject({ refused: 'not-holder' });
		expect(given().says(PHONE, takenOver(PHONE, { lost: LOST }))).toMatchObject({ refused: 'not-holder' });
		expect(given().says(PHONE, takenOver(LAPTOP, { lost: LOST, copied: true }))).toMatchObject({ refused: 'not-holder' });
		expect(
			given()
				.leased(PHONE, 1)
				.says(PHONE, takenOver(LAPTOP, { segment: 1 }))
		).toMatchObject({ refused: 'not-holder' });
	});
	it('a takeover names the device that it passed by, and no other', () => {
		const given = () => new Turns().leased(LAPTOP).takenOver(TABLET, LAPTOP).takenOver(PHONE, TABLET);
		expect(given().says(PHONE, takenOver(LAPTOP, { lost: LOST }))).toMatchObject({ refused: 'not-holder' });
		expect(given().says(PHONE, takenOver(TABLET, { lost: LOST })).refused).toBeUndefined();
		expect(given().says(TABLET, takenOver(LAPTOP, { lost: LOST })).refused).toBeUndefined();
	});
	it('in a copy of other books it is nobody’s, and said only while nobody else has numbered the series', () => {
		const copied = takenOver(TABLET, { lost: LOST, copied: true });
		const said = new Turns().leased(PHONE).says(PHONE, copied);
		expect(lostOf(said)).toEqual([[ANYBODY, 1, 40, true]]);
		expect(new Turns().leased(PHONE).says(PHONE, takenOver(TABLET, { lost: LOST }))).toMatchObject({ refused: 'not-holder' });
		expect(new Turns().leased(LAPTOP).takenOver(PHONE, LAPTOP).says(PHONE, copied)).toMatchObject({ refused: 'not-holder' });
	});
	it('a mark that is none makes it unreadable', () => {
		const odd = takenOver(LAPTOP, { copied: 'yes' });
		expect(new Turns().leased(LAPTOP).takenOver(PHONE, LAPTOP).says(PHONE, odd)).toMatchObject({ refused: 'unreadable' });
	});
});
