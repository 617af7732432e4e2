/** What the books ask of a file that is read into them, beyond its shape. */
import { KIND } from '../../../sync-server/protocol/codec.ts';
import type { IssuedDocument } from '../documents/document.ts';
import { NO_ISSUE } from '../documents/ledger.ts';
import type { SeriesEvent } from '../documents/series-events.ts';
import { computeTotals, ENGINE_VERSION, freezeTotals } from '../documents/totals.ts';
import type { BookedExpense } from '../expenses/expense.ts';
import { EXPENSE_ENGINE, expenseTotals, freezeExpenseTotals } from '../expenses/totals.ts';
import type { ImportTarget } from '../exchange/json/import-books.ts';
import { fromHex } from '../workspace/bytes.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import { canonicalJson } from '../workspace/json.ts';
import { seriesTag } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { businessId } from './registry.ts';

export function importTarget(workspace: Workspace, home: WorkspaceHome, workspaceId: string): ImportTarget {
	const { wsId, device } = home.keys;
	/** The segment of each series that this device has leased so far. */
	const leased = new Map<string, number>();
	return {
		workspace,
		home,
		businessId: businessId(workspaceId),
		check: (type, value) => (isWrong(type, value) ? WRONG_TOTALS : undefined),
		stated: (type, value) => (type === 'series-event' && value.kind === 'taken-over' ? { ...value, copied: true } : value),
		before(transaction, type, record, value) {
			const about = type === 'issued' ? (value as unknown as IssuedDocument) : type === 'series-event' ? taken(record, value) : undefined;
			if (!about) return;
			const { series, segment, sequence, previousIssue } = about;
			// Segments are opened one after the other, as they were.
			for (let next = (leased.get(series) ?? -1) + 1; next <= segment; next++) {
				const clear = {
					series: seriesTag(wsId, series),
					segment: next,
					holder: device.id,
					next: sequence,
					prevIssue: fromHex(previousIssue)
				};
				transaction.membership({ kind: KIND.SERIES_LEASE, ...clear });
				leased.set(series, next);
			}
		}
	};
}

function taken(series: string, value: Record<string, unknown>) {
	const { kind, segment } = value as unknown as SeriesEvent & { segment?: number };
	return kind === 'taken-over' && segment !== undefined ? { series, segment, sequence: 1, previousIssue: NO_ISSUE } : undefined;
}

const WRONG_TOTALS = { problem: 'wrong-totals', field: '.totals' } as const;

function isWrong(type: string, value: Record<string, unknown>): boolean {
	if (type === 'issued' || type === 'issued-elsewhere') return !totalsFollow(value as unknown as IssuedDocument);
	return type === 'booked' && !expenseTotalsFollow(value as unknown as BookedExpense);
}

function expenseTotalsFollow({ expense, totals, engine }: BookedExpense): boolean {
	if (engine !== EXPENSE_ENGINE) return true;
	const computed = expenseTotals(expense);
	return computed.ok && canonicalJson(freezeExpenseTotals(computed.value)) === canonicalJson(totals);
}

/** Totals frozen by another version of the engine stand as they are: this one may compute a cent otherwise. */
function totalsFollow({ content, totals, engine }: IssuedDocument): boolean {
	if (engine !== ENGINE_VERSION) return true;
	const computed = computeTotals(content);
	return computed.ok && canonicalJson(freezeTotals(computed.value)) === canonicalJson(totals);
}
