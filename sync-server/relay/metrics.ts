/** Totals since the start, in the text format of Prometheus. Nothing here is told apart by workspace, device or address. */
import type { Totals } from '../log/store.ts';
import { ERR, NACK, type ErrCode, type NackCode } from '../protocol/wire.ts';

const COUNTERS = {
	connections_total: 'Connections accepted.',
	refused_total: 'Connections refused: too many of one address, or the relay was stopping.',
	authenticated_total: 'Connections that proved to be a device.',
	frames_total: 'Frames received.',
	malformed_total: 'Connections ended by what was no frame.',
	silent_total: 'Connections ended because nothing was heard.',
	slow_total: 'Connections ended because they read too slowly.',
	entries_total: 'Entries stored.',
	entry_bytes_total: 'Bytes of them.',
	commits_total: 'Transactions of entries.',
	commit_seconds_total: 'Time they took.',
	commit_failures_total: 'Transactions that failed.',
	pulled_total: 'Entries sent on demand.',
	created_total: 'Workspaces created.',
	deleted_total: 'Workspaces deleted.',
	letters_total: 'Letters put into the mailbox.'
} as const;
type Counter = keyof typeof COUNTERS;

/** What is read when asked. */
export interface Gauges extends Totals {
	connections: number;
	openLogs: number;
}

export class Metrics {
	readonly #counts = Object.fromEntries(Object.keys(COUNTERS).map((name) => [name, 0])) as Record<Counter, number>;
	readonly #errors = new Map<ErrCode, number>();
	readonly #nacks = new Map<NackCode, number>();

	add(counter: Counter, by = 1): void {
		this.#counts[counter] += by;
	}

	error(code: ErrCode): void {
		this.#errors.set(code, (this.#errors.get(code) ?? 0) + 1);
	}

	nack(code: NackCode): void {
		this.#nacks.set(code, (this.#nacks.get(code) ?? 0) + 1);
	}

	text(gauges: Gauges): string {
		const memory = process.memoryUsage.rss();
		return [
			...Object.entries(COUNTERS).map(([name, help]) => metric(name, 'counter', help, [['', this.#counts[name as Counter]]])),
			metric('errors_total', 'counter', 'Frames refused, by code.', byCode(ERR, this.#errors)),
			metric('nacks_total', 'counter', 'APPENDs and RESTOREs refused, by code.', byCode(NACK, this.#nacks)),
			metric('connections', 'gauge', 'Connections now.', [['', gauges.connections]]),
			metric('open_logs', 'gauge', 'Logs kept in memory.', [['', gauges.openLogs]]),
			metric('workspaces', 'gauge', 'Workspaces stored.', [['', gauges.workspaces]]),
			metric('stored_bytes', 'gauge', 'Bytes they take.', [['', gauges.bytes]]),
			metric('memory_bytes', 'gauge', 'Memory of the process.', [['', memory]])
		].join('');
	}
}

function metric(name: string, type: 'counter' | 'gauge', help: string, values: [label: string, value: number][]): string {
	const lines = values.map(([label, value]) => `waxbill_relay_${name}${label} ${value}\n`);
	return `# HELP waxbill_relay_${name} ${help}\n# TYPE waxbill_relay_${name} ${type}\n${lines.join('')}`;
}

function byCode<C extends number>(names: Readonly<Record<string, C>>, counts: ReadonlyMap<C, number>): [string, number][] {
	return Object.entries(names).map(([name, code]) => [`{code="${name.toLowerCase()}"}`, counts.get(code) ?? 0]);
}
