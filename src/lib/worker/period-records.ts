/**
 * Which records somebody needs who is to understand one period, and nothing else: what is dated in it, and what that names, as far as it goes: the invoice
 * that a credit note corrects, the payment that settled two. Of the period, that is more than its days; of what lies before, no more than it hangs together with.
 */
import type { BankLineRow } from '../bank/rows.ts';
import type { DocumentRow, ExpenseRow, PaymentRow } from '../worker-api.ts';
import { decodeJson } from '../workspace/json.ts';
import type { RecordState } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Types that belong to what is final, or are named by it. No draft, no item, no time, no comment. */
const TOLD: ReadonlySet<string> = new Set(['payment', 'bank-statement', 'bank-line', 'party', 'series', 'project']);
const ID = /^[0-9a-f]{32}$/;
const AT_ONCE = 200;

/** @param watch answers false to stop; then the answer is undefined */
export async function periodRecords(
	workspace: Workspace,
	{ from, to }: { from: string; to: string },
	watch: (fraction: number) => boolean | Promise<boolean>
): Promise<Set<string> | undefined> {
	const inside = (date: string) => date >= from && date <= to;
	const rows = <T>(list: string) => [...workspace.list(list).values()] as T[];
	const wanted = [
		...rows<DocumentRow>('document').filter(({ issued, issueDate }) => issued && inside(issueDate)),
		...rows<ExpenseRow>('expense').filter(({ booked, date }) => booked && inside(date)),
		...rows<PaymentRow>('payment').filter(({ date }) => inside(date)),
		...rows<BankLineRow>('bank-line').filter(({ date }) => inside(date))
	].map(({ id }) => id);
	const told = new Set(rows<{ id: string }>('rates').map(({ id }) => id));
	const seen = new Set(wanted);
	for (let at = 0; at < wanted.length;) {
		const ids = wanted.slice(at, at + AT_ONCE);
		// More may come with them.
		at += ids.length;
		for (const [index, state] of (await workspace.readMany(ids)).entries()) {
			if (!state || !isTold(state)) continue;
			told.add(ids[index]!);
			for (const id of namedBy(state)) {
				if (seen.has(id)) continue;
				seen.add(id);
				wanted.push(id);
			}
		}
		if (!(await watch(at / wanted.length))) return undefined;
	}
	return told;
}

function isTold({ type, frozen, removed, erased }: RecordState): boolean {
	return !erased && !removed && (frozen !== undefined || TOLD.has(type));
}

function namedBy({ frozen, facts }: RecordState): string[] {
	const found: string[] = [];
	if (frozen) collect(decodeJson(frozen), found);
	for (const { body } of facts) collect(body, found);
	return found;
}

function collect(value: unknown, found: string[]): void {
	if (typeof value === 'string') {
		if (ID.test(value)) found.push(value);
	} else if (Array.isArray(value)) for (const each of value) collect(each, found);
	else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array))
		for (const each of Object.values(value)) collect(each, found);
}
