/** Time in the open books, as its commands read it. */
import type { Business } from '../business/business.ts';
import { billings } from '../documents/convert/time-billing.ts';
import { partyOf } from '../parties/merged.ts';
import type { Party } from '../parties/party.ts';
import type { ShownEntry } from '../time/api.ts';
import { findingsOf, overlaps, type Numbered } from '../time/entry.ts';
import { rateFor } from '../time/rates.ts';
import type { ProjectRow, TimeRow } from '../time/rows.ts';
import type { CopiedRate, Project, TimeEntry, Work } from '../time/time.ts';
import { isAdmin, memberOf } from '../workspace/authority.ts';
import type { Ledger } from '../workspace/registry.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { BookCommands } from './book-commands.ts';
import { peopleNames } from './people.ts';
import { Refused } from './results.ts';

export class TimeBooks {
	readonly workspace: Workspace;
	readonly books: Pick<BookCommands, 'today' | 'business'>;

	constructor(workspace: Workspace, books: Pick<BookCommands, 'today' | 'business'>) {
		this.workspace = workspace;
		this.books = books;
	}

	/** Of all entries. */
	rows(): TimeRow[] {
		return [...this.workspace.list('time-entry').values()] as TimeRow[];
	}

	async read(ids: readonly string[]): Promise<Numbered[]> {
		const found: Numbered[] = [];
		for (const id of ids) {
			const entry = await this.workspace.live<TimeEntry>('time-entry', id);
			if (entry) found.push({ id, entry });
		}
		return found;
	}

	async shown(entries: readonly Numbered[], now?: string): Promise<ShownEntry[]> {
		const { membership, device } = this.workspace;
		const me = memberOf(membership, device);
		const beside = overlaps(entries, now);
		const shown: ShownEntry[] = [];
		for (const { id, entry } of entries) {
			const billed = billings((await this.workspace.read(id))?.facts ?? []);
			const mine = me !== undefined && (entry.member === me || isAdmin(membership, me));
			shown.push({ id, entry, billed, findings: findingsOf(entry, now), overlaps: beside.get(id) ?? [], mine });
		}
		return shown;
	}

	runningIds(member: string): string[] {
		return this.rows()
			.filter((row) => row.running && row.member === member)
			.map(({ id }) => id);
	}

	projectsOf(group: readonly string[]): Map<string, ProjectRow> {
		const rows = [...this.workspace.list('project').values()] as ProjectRow[];
		return new Map(rows.filter(({ clientId }) => group.includes(clientId)).map((row) => [row.id, row]));
	}

	/** What an hour costs, by the cascade; `typed` comes before it. */
	async rate(
		transaction: Transaction,
		ledger: Ledger,
		member: string,
		{ projectId, typed }: Pick<Work, 'projectId'> & { typed?: string }
	): Promise<CopiedRate | undefined> {
		const { id } = await this.books.business();
		const business = await transaction.live<Business>('business', id);
		if (!business) throw new Refused({ code: 'not-found' });
		const project = projectId ? await transaction.live<Project>('project', projectId) : undefined;
		if (projectId && !project) throw new Refused({ code: 'invalid', field: 'projectId', detail: 'no-source' });
		const client = project?.clientId ? await transaction.live<Party>('party', partyOf(ledger, project.clientId)) : undefined;
		return rateFor({ typed, member, project, client, business });
	}

	async nameOf(member: string): Promise<string> {
		return (await peopleNames(this.workspace)).get(member) ?? '';
	}

	me(): string | undefined {
		return memberOf(this.workspace.membership, this.workspace.device);
	}

	mustBeMember(): string {
		const member = this.me();
		if (member === undefined) throw new Refused({ code: 'read-only' });
		return member;
	}
}
