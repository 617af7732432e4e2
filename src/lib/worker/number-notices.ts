/** What a person must decide about numbers: series that other devices ask for, documents marked or refused because devices issued apart. */
import type { DocumentFact, FlagReason } from '../documents/document.ts';
import { issuedDocument } from '../documents/records.ts';
import { openRequests, seriesEvents, unseenTakeover, type StatedSeriesEvent } from '../documents/series-events.ts';
import type { Series } from '../documents/series.ts';
import { standing } from '../documents/status.ts';
import type { NumberNotice } from '../documents/series-api.ts';
import type { Lease } from '../../../sync-server/protocol/leases.ts';
import type { RefusalReason } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { leaseState } from './series-commands.ts';
import { writerNames } from './writer-names.ts';

const FLAGS: readonly RefusalReason[] = [
	'number-doubled',
	'issued-twice',
	'over-credited',
	'not-approved',
	'over-converted',
	'source-closed',
	'billed-twice'
] satisfies FlagReason[];
/** Of an `issued` operation. What else is refused for these reasons has nothing to read. */
const NOT_TAKEN: readonly RefusalReason[] = [
	'not-holder',
	'number-used',
	'number-skipped',
	'chain-broken',
	'no-source',
	'other-currency',
	'other-client',
	'unreadable'
];

export class NumberNotices {
	readonly #workspace: Workspace;

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	async all(): Promise<NumberNotice[]> {
		const names = await writerNames(this.#workspace);
		const nameOf = (id: string) => names.get(id) ?? id.slice(0, 6);
		return [...(await this.#series(nameOf)), ...(await this.#documents(nameOf))];
	}

	async #series(nameOf: (id: string) => string): Promise<NumberNotice[]> {
		const notices: NumberNotice[] = [];
		for (const row of this.#workspace.list('series').values()) {
			const { id: seriesId, name: series } = row as Series & { id: string };
			const lease = this.#workspace.lease(seriesId);
			if (!lease) continue;
			const events = seriesEvents(await this.#workspace.read(seriesId));
			const state = leaseState(this.#workspace, seriesId);
			if (state === 'mine')
				for (const by of openRequests(events, lease.holder, lease.n).filter((id) => this.#isActive(id)))
					notices.push({ kind: 'asked', seriesId, series, device: nameOf(by) });
			else if (state === 'free') {
				if (this.#wasAsked(events, lease)) notices.push({ kind: 'handed-over', seriesId, series });
			} else {
				const taken = unseenTakeover(events, this.#workspace.device);
				if (taken)
					notices.push({ kind: 'taken-over', seriesId, series, device: nameOf(taken.by), declared: taken.event.lost !== undefined });
			}
		}
		return notices;
	}

	/** By this device, of the device that has given the series up since. */
	#wasAsked(events: readonly StatedSeriesEvent[], { holder, tenures }: Lease): boolean {
		const { device } = this.#workspace;
		const asked = openRequests(events, holder, tenures.at(-1)?.since ?? 0).includes(device);
		const last = events.findLastIndex(({ event, by }) => by === device && (event.kind === 'asked' || event.kind === 'noted'));
		return asked && events[last]?.event.kind === 'asked';
	}

	#isActive(device: string): boolean {
		return this.#workspace.membership?.devices.get(device)?.active === true;
	}

	async #documents(nameOf: (id: string) => string): Promise<NumberNotice[]> {
		const notices: NumberNotice[] = [];
		const wanted = this.#workspace.refusals.filter(({ reason }) => FLAGS.includes(reason) || NOT_TAKEN.includes(reason));
		for (const id of new Set(wanted.map(({ recordId }) => recordId))) {
			const state = await this.#workspace.read(id);
			if (!state || state.erased) continue;
			const document = issuedDocument(state);
			const facts = state.facts.map(({ opId, by, body }) => ({ id: opId, by, fact: body as DocumentFact }));
			for (const { id: factId, by, fact } of standing(facts)) {
				if (fact.kind === 'flagged' && document)
					notices.push({ kind: fact.reason, id, factId, number: document.number, ...(fact.other !== undefined && { other: fact.other }) });
				if (fact.kind !== 'not-taken') continue;
				const { document: made } = fact;
				notices.push({
					kind: 'not-taken',
					id,
					factId,
					number: made.number,
					device: nameOf(by),
					document: made,
					draft: state.live !== undefined && !state.removed
				});
			}
		}
		return notices;
	}
}
