/**
 * What an export becomes: records for these books that name each other by keys of the plan, what was left out, and what could not be read. Every
 * reader fills the same one; it knows nothing of the books that it will go to.
 */
import { splitName } from './names.ts';
import type { ForeignFault, ForeignRowProblem, ForeignType, LeftKind, OwedElsewhere, Program } from './api.ts';
import { ForeignRefused } from './problem.ts';

/** More than anybody's export, and less than the books would stand at once. */
const MOST_RECORDS = 250_000;
const MOST_FAULTS = 100;
const INVOICED_TAG = 'invoiced';

export interface PlannedInvoice extends OwedElsewhere {
	/** Key of the client. */
	party: string;
}

export interface Place {
	table: string;
	line: number;
}

export interface Planned {
	type: ForeignType;
	key: string;
	/** Laid over what a new record of its type begins with. */
	value: Record<string, unknown>;
	/** Paths of fields that name other records, and their keys. */
	refs: Record<string, string>;
	place: Place;
}

export interface PlannedEntry {
	place: Place;
	person: string;
	project?: string;
	task?: string;
	note: string;
	tags: string[];
	billable: boolean;
	/** The other program has billed it. */
	invoiced?: boolean;
	date: string;
	/** Instants. */
	start?: string;
	end?: string;
	/** Counts before start and end. */
	seconds?: number;
	/** An hour. */
	rate?: string;
	currency?: string;
}

export interface PlannedExpense {
	place: Place;
	date: string;
	currency: string;
	amount: string;
	prices?: 'gross' | 'net';
	taxes?: { name: string; rate?: string; amount?: string }[];
	description: string;
	category: string;
	number?: string;
	supplier?: string;
	supplierName?: string;
	/** Key of the client it is billed to. */
	rebill?: string;
	project?: string;
	notes?: string;
}

export class Plan {
	readonly program: Program;
	readonly records: Planned[] = [];
	readonly left = new Map<LeftKind, number>();
	readonly owed: PlannedInvoice[] = [];
	readonly people = new Set<string>();
	readonly faults: ForeignFault[] = [];
	faultCount = 0;
	invoiced = 0;
	readonly #keys = new Set<string>();

	constructor(program: Program) {
		this.program = program;
	}

	has(key: string): boolean {
		return this.#keys.has(key);
	}

	/** The first of a key counts. Answers the key. */
	add(type: ForeignType, key: string, place: Place, value: Record<string, unknown>, refs: Record<string, string | undefined> = {}): string {
		if (this.#keys.has(key)) return key;
		if (this.records.length >= MOST_RECORDS) throw new ForeignRefused('too-many');
		this.#keys.add(key);
		const named = Object.entries(refs).filter((each): each is [string, string] => each[1] !== undefined);
		this.records.push({ type, key, place, value, refs: Object.fromEntries(named) });
		return key;
	}

	/** A client that is known by the name alone; undefined for none. */
	client(name: string, place: Place): string | undefined {
		return name === '' ? undefined : this.add('party', `client ${name}`, place, { name, roles: ['client'] });
	}

	supplier(name: string, place: Place): string | undefined {
		return name === '' ? undefined : this.add('party', `supplier ${name}`, place, { name, roles: ['supplier'] });
	}

	/** The same of a project: two clients can have one of the same name. */
	project(name: string, client: string | undefined, place: Place, value: Record<string, unknown> = {}): string | undefined {
		return name === ''
			? undefined
			: this.add('project', `project ${client ?? ''}\n${name}`, place, { name, ...value }, { clientId: client });
	}

	task(name: string, project: string | undefined, place: Place, value: Record<string, unknown> = {}): string | undefined {
		if (name === '' || project === undefined) return undefined;
		return this.add('task', `task ${project}\n${name}`, place, { name, ...value }, { projectId: project });
	}

	entry({ place, person, project, task, invoiced = false, rate, currency, ...entry }: PlannedEntry): void {
		if (person) this.people.add(person);
		if (invoiced) this.invoiced++;
		const worth = rate !== undefined && Number(rate) > 0 && currency ? { rate: { rate, currency, from: 'entry' } } : {};
		const value = {
			...entry,
			...worth,
			memberName: person,
			billable: entry.billable && !invoiced,
			tags: [...new Set([...entry.tags, ...(invoiced ? [INVOICED_TAG] : [])])]
		};
		this.add('time-entry', `entry ${place.table} ${this.records.length}`, place, value, { projectId: project, taskId: task });
	}

	expense({ place, amount, taxes = [], description, category, supplier, rebill, ...expense }: PlannedExpense): void {
		const line = {
			id: '1',
			order: 'V',
			description,
			amount,
			taxes: taxes.map((tax) => ({ ...tax, reclaim: true })),
			...(category && {
				category: {
					id:
						category
							.toLowerCase()
							.replace(/[^\p{L}\p{N}]+/gu, '-')
							.slice(0, 60) || '1',
					name: category
				}
			})
		};
		const value = { ...expense, kind: 'expense', lines: [line], ...(rebill !== undefined && { rebill: { markup: '0' } }) };
		this.add('expense', `expense ${place.table} ${this.records.length}`, place, value, { supplierId: supplier, 'rebill.clientId': rebill });
	}

	leave(kind: LeftKind, count = 1): void {
		if (count > 0) this.left.set(kind, (this.left.get(kind) ?? 0) + count);
	}

	/** It comes in as issued elsewhere where something is still owed on it, and is left out else. */
	owe(party: string | undefined, owed: OwedElsewhere): void {
		if (party === undefined || !(Number(owed.open) > 0)) return this.leave('invoice');
		if (this.records.length + this.owed.length >= MOST_RECORDS) throw new ForeignRefused('too-many');
		this.owed.push({ ...owed, party });
	}

	fault({ table, line }: Place, field: string, why: ForeignRowProblem): void {
		this.faultCount++;
		if (this.faults.length < MOST_FAULTS) this.faults.push({ table, line, field, why });
	}
}

/** "Anna", "Berg" as contacts have it. */
export function contactOf(first: string, last: string, email: string, phone: string, index: number): Record<string, unknown> | undefined {
	const name = splitName(first, last);
	if (!name && !email && !phone) return undefined;
	return { id: String(index + 1), name, ...(email && { email }), ...(phone && { phone }), primary: index === 0 };
}
