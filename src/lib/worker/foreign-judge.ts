/** What one planned record of another program's export would do to the books. Writes nothing. */
import { randomBytes } from '../crypto/random.ts';
import { orderBetween } from '../documents/order.ts';
import { cellsOf, recordOf } from '../exchange/csv/columns.ts';
import { completed } from '../exchange/csv/complete.ts';
import type { ForeignRowProblem, ForeignType, ForeignWish } from '../exchange/foreign/api.ts';
import { PROGRAM_NAMES } from '../exchange/foreign/names.ts';
import type { Plan, Planned } from '../exchange/foreign/plan.ts';
import { checkElement } from '../exchange/json/format.ts';
import { ImportRefused } from '../exchange/json/problem.ts';
import type { Expense } from '../expenses/expense.ts';
import { draftExpenseRow } from '../expenses/rows.ts';
import type { Party } from '../parties/party.ts';
import { secondsOf } from '../time/entry.ts';
import type { TimeEntry } from '../time/time.ts';
import type { PartyRow } from '../worker-api.ts';
import { toHex } from '../workspace/bytes.ts';
import { canonicalJson } from '../workspace/json.ts';
import { matchedBy, matchKey } from './foreign-match.ts';
import type { Written } from './import-step.ts';
import { beginningOf, fieldOf, schemaOf, type RowContext } from './table-rows.ts';

type Value = Record<string, unknown>;

export type ForeignVerdict =
	{ kind: 'write'; step: Written } | { kind: 'here' } | { kind: 'refused'; field: string; why: ForeignRowProblem };

export interface ForeignContext extends RowContext {
	/** Id of a member by what he is called, in lower case; of those whose time may be written here. */
	members: ReadonlyMap<string, string>;
	memberName: string;
}

/** Judges the records of one plan, one after the other: it knows what came before. */
export class ForeignJudge {
	readonly #context: ForeignContext;
	readonly #wish: ForeignWish;
	readonly #plan: Plan;
	readonly #ids = new Map<string, string>();
	/** Of what is in the books already, by how it is recognised; each is taken once. */
	readonly #here: Map<string, string[]>;
	readonly #numbers: Set<string>;
	/** Ids of those who are only kept. */
	readonly #restricted: ReadonlySet<string>;
	readonly #bases = new Map<ForeignType, Value>();
	#order: string | undefined;

	constructor(context: ForeignContext, plan: Plan, wish: ForeignWish) {
		this.#context = context;
		this.#plan = plan;
		this.#wish = wish;
		const { workspace } = context;
		this.#here = matchedBy(workspace);
		const parties = [...(workspace.list('party').values() as Iterable<PartyRow>)];
		this.#numbers = new Set(parties.map(({ number }) => number));
		this.#restricted = new Set(parties.filter(({ restricted }) => restricted).map(({ id }) => id));
	}

	async judge(planned: Planned): Promise<ForeignVerdict> {
		const { type, key } = planned;
		const value = this.#valueOf(planned);
		if (typeof value === 'string') return { kind: 'refused', field: value, why: 'unknown-reference' };
		const restricted = Object.entries(planned.refs).find(([, named]) => this.#restricted.has(this.#ids.get(named)!))?.[0];
		if (restricted !== undefined) return { kind: 'refused', field: restricted, why: 'restricted' };
		try {
			checkElement('records', 0, { type, id: '0'.repeat(32), value });
		} catch (cause) {
			if (cause instanceof ImportRefused) return { kind: 'refused', field: fieldOf(cause.path), why: 'wrong-shape' };
			throw cause;
		}
		const isOne = type === 'time-entry' || type === 'expense';
		const twin = isOne && this.#wish.duplicates === 'add' ? undefined : this.#here.get(identityOf(type, value))?.shift();
		if (twin !== undefined) {
			this.#ids.set(key, twin);
			return type === 'party' ? this.#join(twin, planned) : { kind: 'here' };
		}
		const id = toHex(randomBytes(16));
		this.#ids.set(key, id);
		if (type === 'party') this.#numbers.add(String(value.number));
		return { kind: 'write', step: { kind: 'make', type, id, value } };
	}

	/** Who is here already is a supplier or client too; all else is as it was. */
	async #join(id: string, { value }: Planned): Promise<ForeignVerdict> {
		const before = await this.#context.workspace.live<Party>('party', id);
		if (!before || before.restricted) return { kind: 'here' };
		const roles = [...new Set([...before.roles, ...(value.roles as Party['roles'])])];
		if (roles.length === before.roles.length) return { kind: 'here' };
		const step = { kind: 'change', type: 'party', id, value: asValue({ ...before, roles }), before: asValue(before) } as const;
		return { kind: 'write', step };
	}

	/** Id of the client of an invoice; undefined where he could not be taken, or is only kept. */
	partyOf(key: string): string | undefined {
		const id = this.#ids.get(key);
		return id !== undefined && !this.#restricted.has(id) ? id : undefined;
	}

	/** The path of what it names and nobody knows; else its fields, whole. */
	#valueOf({ type, value, refs }: Planned): Value | string {
		const made: Value = { ...this.#base(type), ...value };
		for (const [path, key] of Object.entries(refs)) {
			const id = this.#ids.get(key);
			if (id === undefined) return path;
			const [outer, inner] = path.split('.') as [string, string?];
			made[outer] = inner === undefined ? id : { ...(made[outer] as Value), [inner]: id };
		}
		if (type === 'task') made.order = this.#order = orderBetween(this.#order, undefined);
		if (type === 'time-entry') this.#own(made);
		if (type === 'party') this.#keepNumber(made);
		return asValue(made);
	}

	/** A new record with every field that one always has. */
	#base(type: ForeignType): Value {
		let base = this.#bases.get(type);
		if (!base) {
			const schema = schemaOf(type);
			base = completed(recordOf(cellsOf(beginningOf(type, this.#context), schema), schema), schema);
			this.#bases.set(type, base);
		}
		return base;
	}

	/** Whoever is called as a member is him, where his time may be written; all others' becomes that of whoever imports, under their names. */
	#own(entry: Value): void {
		const name = String(entry.memberName);
		entry.member = this.#context.members.get(name.toLowerCase()) ?? this.#context.memberId;
		entry.memberName = name || this.#context.memberName;
	}

	/** A number that somebody else has here is kept beside. */
	#keepNumber(party: Value): void {
		const number = String(party.number ?? '');
		if (number === '' || !this.#numbers.has(number)) return;
		const beside = { id: 'number', name: PROGRAM_NAMES[this.#plan.program], value: number, printed: false };
		party.number = '';
		party.customFields = [...((party.customFields as Value[] | undefined) ?? []), beside];
	}
}

function identityOf(type: ForeignType, value: Value): string {
	if (type === 'time-entry') return matchKey(type, { ...value, seconds: secondsOf(value as unknown as TimeEntry) });
	if (type === 'expense') return matchKey(type, draftExpenseRow('', value as unknown as Expense, 0));
	return matchKey(type, value);
}

function asValue(value: object): Value {
	return JSON.parse(canonicalJson(value)) as Value;
}
