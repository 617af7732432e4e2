/** Client links. */
import type { LinksApi } from '../../sharing/api.ts';
import type { Session } from '../../sync/session.ts';
import type { LinkCommands } from '../link-commands.ts';
import { answer } from '../results.ts';
import type { Desk, OpenBooks } from './desk.ts';
import type { Hosts } from './hosts.ts';

export class Links {
	readonly #desk: Desk;
	readonly #hosts: Hosts;
	readonly #made = new WeakMap<OpenBooks['workspace'], LinkCommands>();
	/** Something taken in is not in the relay's log yet. */
	#waits = false;

	constructor(desk: Desk, hosts: Hosts) {
		this.#desk = desk;
		this.#hosts = hosts;
	}

	async commands(open: OpenBooks): Promise<LinkCommands> {
		const { LinkCommands } = await import('../link-commands.ts');
		const { workspace, home, id, books } = open;
		let made = this.#made.get(workspace);
		if (!made) {
			const device = await this.#desk.started;
			made = new LinkCommands({
				workspace,
				home,
				line: () => this.#hosts.withSync((sync) => sync.session()),
				held: () => liveOf(this.#hosts.sync?.held),
				relay: async () => (await device.refresh()).secrets.workspaces.find((each) => each.id === id)?.relay,
				stretch: (passphrase, params) => device.parts.stretch(passphrase, params),
				code: async (documentId) => (await this.#hosts.issuer()).code(documentId),
				today: () => books.today()
			});
			this.#made.set(workspace, made);
		}
		return made;
	}

	/** When the relay answers, and when it says that somebody answered. What fails is tried with the next of these. */
	async tend(): Promise<void> {
		try {
			const open = await this.#desk.open();
			await open.workspace.loaded;
			if (open.workspace.list('client-link').size === 0) return;
			this.#waits = await (await this.commands(open)).tend();
		} catch {
			// Locked meanwhile, or the relay went away.
		}
	}

	/** The books changed: what waited may be in the relay's log by now, and a document may stand otherwise than its link says. */
	changed(open: OpenBooks['workspace'], lists: readonly string[]): void {
		const isToTend = this.#waits ? open.waiting === 0 : lists.includes('document') && open.list('client-link').size > 0;
		if (isToTend && liveOf(this.#hosts.sync?.held)) void this.tend();
	}
}

function liveOf(session: Session | undefined): Session | undefined {
	return session?.status.link === 'live' ? session : undefined;
}

export function linksApi(desk: Desk, links: Links): LinksApi {
	const open = desk.part(async () => (books) => links.commands(books));
	const command = <T>(work: (commands: LinkCommands) => Promise<T>) => open(async (commands) => work(await commands));
	return {
		clientLinks: (documentId) => command((commands) => commands.of(documentId)),
		clientLinkCounts: (documentId) => command((commands) => commands.counts(documentId)),
		makeClientLink: (wish, page) => command((commands) => commands.make(wish, page)),
		clientLinkAddress: (id, page) => command((commands) => commands.address(id, page)),
		revokeClientLink: (id) => command((commands) => commands.revoke(id)),
		sawClientAnswers: (id) => command((commands) => commands.saw(id)),
		answerNotices: () =>
			answer(async () => {
				const books = await desk.open();
				await books.workspace.loaded;
				// Asked for by every start: what there is to tell of no links needs no program.
				return books.workspace.list('client-link').size === 0 ? [] : (await links.commands(books)).notices();
			})
	};
}
