/**
 * [Note: billed time] Entries of time that stand on an invoice are marked by the fold of its issue, in the same step on every device: from there on they do
 * not change. What is credited in full gives them free. Two devices that billed one entry have both given numbers and may have sent the pages, so both
 * invoices stand and the second is marked; the entry is free when both are credited.
 */
import type { Placed, RecordState } from '../../workspace/registry.ts';
import type { DocumentContent, IssuedDocument } from '../document.ts';
import { isInvoice } from '../kinds.ts';

/** What became of an entry of time, written by the folds of documents. */
export type TimeFact =
	/** It stands on that issued invoice. */
	{ kind: 'billed'; to: string; number: string; date: string } | { kind: 'released'; to: string; number: string; date: string };

type Records = ReadonlyMap<string, RecordState>;

/** The type of record that holds an entry. */
const ENTRY = 'time-entry';

/** Record ids of the time that an invoice bills, as far as they are ids. */
export function billedTime(content: Pick<DocumentContent, 'type' | 'lines'> | undefined): string[] {
	const lines: unknown = content?.lines;
	if (!content || !isInvoice(content.type) || !Array.isArray(lines)) return [];
	return idsIn((lines as { time?: unknown }[]).flatMap((line) => (Array.isArray(line?.time) ? line.time : [])));
}

/** Entries that the issue of a document looks at: those it bills, or of a credit note those its invoice billed. */
export function timeOf(content: DocumentContent | undefined): string[] {
	const named: unknown = content?.preceding?.time;
	return [...billedTime(content), ...idsIn(Array.isArray(named) ? named : [])];
}

function idsIn(values: readonly unknown[]): string[] {
	return [...new Set(values.filter((id): id is string => typeof id === 'string' && /^[0-9a-f]{32}$/.test(id)))];
}

/** The entries with the mark of the invoice; those that are not in these books any more are passed over. */
export function billTime(
	id: string,
	{ content, number }: IssuedDocument,
	opId: string,
	{ n, by }: Pick<Placed, 'n' | 'by'>,
	others: Records
): { others: Map<string, RecordState>; isTwice: boolean } {
	const changed = new Map<string, RecordState>();
	let isTwice = false;
	for (const entryId of billedTime(content)) {
		const state = others.get(entryId);
		if (state?.type !== ENTRY || state.removed) continue;
		isTwice ||= billings(state.facts).length > 0;
		const body: TimeFact = { kind: 'billed', to: id, number, date: content.issueDate };
		changed.set(entryId, { ...state, facts: [...state.facts, { opId: `${opId}/${entryId}`, n, by, body }] });
	}
	return { others: changed, isTwice };
}

/** The entries without the mark of an invoice that was credited in full. */
export function releaseTime(
	id: string,
	{ content, number }: IssuedDocument,
	date: string,
	opId: string,
	{ n, by }: Pick<Placed, 'n' | 'by'>,
	others: Records
): Map<string, RecordState> {
	const changed = new Map<string, RecordState>();
	for (const entryId of billedTime(content)) {
		const state = others.get(entryId);
		if (state?.type !== ENTRY || !billings(state.facts).some(({ to }) => to === id)) continue;
		const body: TimeFact = { kind: 'released', to: id, number, date };
		changed.set(entryId, { ...state, facts: [...state.facts, { opId: `${opId}/${entryId}`, n, by, body }] });
	}
	return changed;
}

/** The invoices that an entry stands on now, the first one first. */
export function billings(facts: RecordState['facts']): { to: string; number: string }[] {
	const found = new Map<string, string>();
	for (const { body } of facts) {
		const fact = body as TimeFact;
		if (fact.kind === 'billed') found.set(fact.to, fact.number);
		else if (fact.kind === 'released') found.delete(fact.to);
	}
	return [...found].map(([to, number]) => ({ to, number }));
}
