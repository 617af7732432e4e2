/** What the commands of all parts share: this device, the open books, and who hears of changes. What a part needs is loaded when it is first asked. */
import type { Change, Result } from '../../worker-api.ts';
import type { WorkspaceHome } from '../../workspace/home.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { BookCommands } from '../book-commands.ts';
import type { DeviceHost } from '../device-host.ts';
import { FirstAnswers } from '../first-answers.ts';
import { answer } from '../results.ts';

/** The books that are open now. */
export interface OpenBooks {
	workspace: Workspace;
	home: WorkspaceHome;
	/** Of the workspace. */
	id: string;
	books: BookCommands;
}

export class Desk {
	readonly started: Promise<DeviceHost>;
	readonly tell: (change: Change) => void;
	/** One per open workspace: it remembers rows as they are shown. */
	readonly #commands = new WeakMap<Workspace, BookCommands>();

	constructor(started: Promise<DeviceHost>, tell: (change: Change) => void) {
		this.started = started;
		this.tell = tell;
	}

	/** The state of the device or the books is another than before. */
	readonly tellStatus = (): void => this.tell({ types: [], ids: [], status: true });

	async open(): Promise<OpenBooks> {
		const { workspace, home, id } = (await this.started).open;
		let books = this.#commands.get(workspace);
		if (!books) this.#commands.set(workspace, (books = new BookCommands(workspace, home, id, new FirstAnswers(workspace))));
		return { workspace, home, id, books };
	}

	/** Runs a command on the open workspace, once its lists are read; `early` for one that does not need them. */
	books<T>(command: (commands: BookCommands) => Promise<T>, early = false): Promise<Result<T>> {
		return answer(async () => {
			const { workspace, books } = await this.open();
			if (!early) await workspace.loaded;
			return command(books);
		});
	}

	device<T>(command: (host: DeviceHost) => Promise<T> | T): Promise<Result<T>> {
		return answer(async () => {
			const host = await this.started;
			await host.loaded;
			return command(host);
		});
	}

	/** What another tab changed of the device counts here too. */
	refreshed<T>(command: (host: DeviceHost) => Promise<T> | T): Promise<Result<T>> {
		return this.device(async (host) => {
			await host.refresh();
			return command(host);
		});
	}

	/** Runs commands of a part on the open workspace, once its lists are read. `load` fetches their program; they are made once for each workspace. */
	part<Commands>(load: () => Promise<(open: OpenBooks) => Commands>) {
		const made = new WeakMap<Workspace, { commands: Commands }>();
		return <T>(command: (commands: Commands) => Promise<T> | T): Promise<Result<T>> =>
			answer(async () => {
				const open = await this.open();
				const make = await load();
				await open.workspace.loaded;
				let kept = made.get(open.workspace);
				if (!kept) made.set(open.workspace, (kept = { commands: make(open) }));
				return command(kept.commands);
			});
	}
}
