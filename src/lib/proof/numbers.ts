/** The rules of numbers over what a proof shows or states, in the order of the log: the same that every device of the books goes by. Pure. */
import { sequenceReport, type PeriodReport } from '../documents/gap-report.ts';
import { give, type NumberRefusal } from '../documents/give.ts';
import { mayNumber } from '../documents/holders.ts';
import { ANYBODY, seriesLedger, withSeries } from '../documents/ledger.ts';
import { fillRun, isRun } from '../documents/numbering.ts';
import { declareLost, openSegment } from '../documents/segments.ts';
import type { Ledger, Tenure } from '../workspace/registry.ts';
import type { Issue, RefusalSaid, TakeoverSaid } from './proof.ts';

/** Whose entry it is, and who numbered the series at its place. */
interface Said {
	/** Hexadecimal device id. */
	by: string;
	tenures: readonly Tenure[];
}
export type NumberEvent = Said & ({ issue: Issue } | { takeover: TakeoverSaid });

/** `doubled`: another document has the number. `refused`: the books did not take the document. */
export type NumberVerdict = 'stands' | 'doubled' | 'refused' | 'not-holder' | NumberRefusal;

export interface NumberedSeries {
	/** Record id. */
	id: string;
	/** As it prints its first number: "F2026-{0000}". */
	run: string;
	periods: PeriodReport[];
}

/** @param refusals by "n/index" */
export function judgeNumbers(
	events: readonly NumberEvent[],
	refusals: ReadonlyMap<string, RefusalSaid>
): { verdicts: NumberVerdict[]; series: NumberedSeries[] } {
	let ledger: Ledger = {};
	const runs = new Map<string, { run: string; type: Issue['type'] }>();
	const verdicts = events.map((event): NumberVerdict => {
		if ('takeover' in event) {
			const after = afterTakeover(ledger, event.takeover, event);
			ledger = after ?? ledger;
			return after ? 'stands' : 'not-holder';
		}
		const { issue } = event;
		if (!runs.has(issue.series)) runs.set(issue.series, issue);
		const refusal = refusals.get(`${issue.n}/${issue.index}`);
		if (refusal && !refusal.used) return 'refused';
		if (!mayNumber(event.tenures, event.by, issue.segment)) return 'not-holder';
		const id = `${issue.n}/${issue.index}`;
		const given = {
			...issue,
			seriesId: issue.series,
			by: event.by,
			issueDate: issue.date,
			previousIssue: issue.previous,
			issue: issue.hash,
			id
		};
		const outcome = give(ledger, given, refusal !== undefined);
		if ('refused' in outcome) return outcome.refused;
		ledger = outcome.ledger;
		if (refusal) return 'refused';
		return outcome.doubled ? 'doubled' : 'stands';
	});
	const series = [...runs].map(([id, { run, type }]): NumberedSeries => {
		const named = { name: '', type, pattern: run, start: 1, yearly: false };
		return { id, run, periods: sequenceReport(id, named, seriesLedger(ledger, id), [], '').periods };
	});
	return { verdicts, series };
}

/** Of a document that is shown without those before it. */
export function judgeAlone({ issue, by, tenures }: Said & { issue: Issue }, refusal: RefusalSaid | undefined): NumberVerdict {
	if (refusal) return 'refused';
	if (!mayNumber(tenures, by, issue.segment)) return 'not-holder';
	return isRun(issue.run) && fillRun(issue.run, issue.sequence, issue.client) === issue.number ? 'stands' : 'unreadable';
}

function afterTakeover(ledger: Ledger, { series, from, segment, lost }: TakeoverSaid, { by, tenures }: Said): Ledger | undefined {
	if (!tenures.some((tenure) => tenure.holder === by && tenure.segment === segment)) return undefined;
	const given = seriesLedger(ledger, series);
	if (segment === given.segment + 1) return withSeries(ledger, series, openSegment(given));
	if (segment !== given.segment) return undefined;
	const gone = tenures.some(({ holder }) => holder === from) ? from : ANYBODY;
	return lost ? declareLost(ledger, series, { ...lost, by: gone, taker: by }) : ledger;
}
