/**
 * The forms of this tab in which a record is open. [Note: open forms]
 *
 * Each has a document of its own, kept like the stored record by a y-websocket provider (`sync/live.ts`). A save is an edit of that document,
 * which the provider tells the record; it answers what the record then holds, with what others wrote meanwhile. A save that failed leaves nothing
 * behind: the form goes on from the record as it is, with a document made anew.
 */
import type { Tag } from '../storage/store.ts';
import type { LiveNews, LiveOpened, LiveSaved, OtherForm } from '../editing/live-api.ts';
import { openEphemeral, type Ephemeral } from '../sync/ephemeral-channel.ts';
import { openLive, RecordClosed, type Here, type Live } from '../sync/live.ts';
import type { LiveRecords, LiveType } from '../worker-api.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import { LiveDocument } from '../workspace/live-document.ts';
import { openPresence, sealPresence } from '../workspace/presence.ts';
import type { LiveShape } from '../workspace/record.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { othersIn } from './live-others.ts';
import { Reading } from './live-reading.ts';
import { RecordRoom } from './live-room.ts';
import { errorOf, Refused } from './results.ts';

/** What the host needs of a device. */
export interface OpenBooks {
	workspace: Workspace;
	home: WorkspaceHome;
}
type Hear = (news: LiveNews<LiveType>) => number | Promise<number>;

export class LiveHost {
	readonly #forms = new Map<number, Form | Reading>();
	readonly #lines = new Map<Workspace, Ephemeral>();
	/** Ids under which forms of this tab write, free to be used again: a record should not know a stranger for each time it was opened. */
	readonly #authors: number[] = [];
	#last = 0;

	async open<T extends LiveType>({ workspace, home }: OpenBooks, type: T, id: string, hear: Hear): Promise<LiveOpened<T>> {
		const shape = home.registry.get(type)?.shape;
		if (!shape) throw new TypeError(`${type} is not edited`);
		const room = new RecordRoom(workspace, type, id, (here) => this.#say(workspace, home, id, here));
		if ((await workspace.read(id))?.removed) throw new Refused({ code: 'not-found' });
		const form = new Form(workspace, room, shape, hear, this.#authors);
		this.#listen(workspace, home);
		const number = ++this.#last;
		this.#forms.set(number, form);
		try {
			await form.open();
		} catch (cause) {
			await this.close(number);
			throw cause instanceof RecordClosed ? new Refused({ code: 'not-found' }) : cause;
		}
		form.follow();
		return { form: number, ...(form.show() as LiveSaved<T>), texts: shape.texts };
	}

	/** A record that is looked at: `hear` is told who else has it open. Closed like a form. */
	async read({ workspace, home }: OpenBooks, id: string, hear: (others: OtherForm[]) => unknown): Promise<number> {
		const reading = new Reading(workspace, id, (here) => this.#say(workspace, home, id, here), hear);
		this.#listen(workspace, home);
		const number = ++this.#last;
		this.#forms.set(number, reading);
		await reading.open(newAuthor());
		return number;
	}

	async save<T extends LiveType>(number: number, seen: number, value: LiveRecords[T]): Promise<LiveSaved<T>> {
		return (await this.#form(number).save(seen, value)) as LiveSaved<T>;
	}

	point(number: number, field: string | undefined): void {
		this.#forms.get(number)?.point(field);
	}

	async close(number: number): Promise<void> {
		const form = this.#forms.get(number);
		if (!form) return;
		await form.close();
		this.#forms.delete(number);
		if ([...this.#forms.values()].some(({ workspace }) => workspace === form.workspace)) return;
		this.#lines.get(form.workspace)?.close();
		this.#lines.delete(form.workspace);
	}

	async closeAll(): Promise<void> {
		await Promise.allSettled([...this.#forms.keys()].map((number) => this.close(number)));
	}

	/** The workspace took in a change, of whomever. */
	changed(workspace: Workspace): void {
		for (const form of this.#forms.values()) if (form.workspace === workspace) form.changed();
	}

	#form(number: number): Form {
		const form = this.#forms.get(number);
		if (!(form instanceof Form)) throw new Refused({ code: 'not-found' });
		return form;
	}

	#listen(workspace: Workspace, { vault, keys }: WorkspaceHome): void {
		if (this.#lines.has(workspace)) return;
		const heard = (frame: Uint8Array) => {
			const other = workspace.membership && openPresence(keys, workspace.membership, frame);
			if (!other) return;
			for (const form of this.#forms.values()) if (form.workspace === workspace && form.room.id === other.recordId) form.room.hear(other);
		};
		this.#lines.set(workspace, openEphemeral(vault.ws as Tag, heard));
	}

	/** A device that is not admitted has no key to say it with, or nobody who believes it. */
	#say(workspace: Workspace, { keys }: WorkspaceHome, id: string, here: Here): void {
		if (workspace.admitted && keys.hasEpoch(workspace.epoch))
			this.#lines.get(workspace)?.send(sealPresence(keys, workspace.epoch, id, here));
	}
}

/** The form is at a version from before the document was made anew: it takes this one in and saves again. */
const BEHIND = { code: 'unexpected', detail: 'behind' } as const;

class Form {
	readonly workspace: Workspace;
	readonly room: RecordRoom;
	readonly #shape: LiveShape;
	readonly #hear: Hear;
	readonly #authors: number[];
	#document: LiveDocument;
	#live: Live | undefined;
	#author: number;
	#field: string | undefined = '';
	#isOpen = false;
	#isSaving = false;
	#isClosed = false;
	#hasNews = false;
	#isTelling = false;
	#isChecking = false;

	constructor(workspace: Workspace, room: RecordRoom, shape: LiveShape, hear: Hear, authors: number[]) {
		this.workspace = workspace;
		this.room = room;
		this.#shape = shape;
		this.#hear = hear;
		this.#authors = authors;
		this.#author = authors.pop() ?? newAuthor();
		this.#document = new LiveDocument(shape, this.#author);
	}

	async open(): Promise<void> {
		const document = this.#document;
		this.#live = await openLive(document.doc, this.room, { others: () => this.#news(), closed: () => this.#end() });
		document.doc.on('update', (_update: Uint8Array, origin: unknown) => {
			if (origin !== 'typed') this.#news();
		});
	}

	/** From here on its form hears what others do. */
	follow(): void {
		this.#isOpen = true;
		if (this.#hasNews) this.#news();
	}

	show(): { version: number; value: LiveRecords[LiveType] | undefined } {
		return this.#document.show() as { version: number; value: LiveRecords[LiveType] | undefined };
	}

	async save(seen: number, value: LiveRecords[LiveType]): Promise<LiveSaved<LiveType>> {
		this.#isSaving = true;
		try {
			if (!this.#live) await this.#again();
			if (!this.#document.knows(seen)) return { ...this.show(), error: BEHIND };
			this.#document.edit(seen, value as unknown as Record<string, unknown>);
			await this.#live!.stored();
			return this.show();
		} catch (cause) {
			if (cause instanceof RecordClosed) return { ...this.show(), error: { code: 'invalid', detail: 'already-issued' } };
			// Thrown as it is where the record cannot be read either.
			await this.#again().catch(() => Promise.reject(cause));
			return { ...this.show(), error: errorOf(cause) };
		} finally {
			this.#isSaving = false;
		}
	}

	point(field: string | undefined): void {
		this.#field = field;
		this.#live?.point(field);
	}

	changed(): void {
		this.room.changed();
		if (!this.#isChecking) void this.#check();
	}

	async close(): Promise<void> {
		this.#isOpen = false;
		try {
			await this.#live?.stored();
			this.#authors.push(this.#author);
		} catch {
			// What was not stored may never have been: nobody else writes under that id.
		}
		this.#live?.close();
	}

	/** What was decided about the log can take something out of a record that a form still holds: then it starts from the record again. */
	async #check(): Promise<void> {
		this.#isChecking = true;
		try {
			// Twice: what its provider has heard may be newer than what was read first.
			for (let turn = 0; turn < 2; turn++) {
				await this.#live?.stored();
				if (this.#document.isIn(await this.room.state())) return;
			}
			if (this.#isSaving || !this.#isOpen) return;
			await this.#again();
			this.#news();
		} catch {
			// A record that cannot be read, or takes no more changes, is met by its provider.
		} finally {
			this.#isChecking = false;
		}
	}

	/** A new document, from the record as it is; versions go on counting. */
	async #again(): Promise<void> {
		this.#live?.close();
		this.#live = undefined;
		this.#author = newAuthor();
		this.#document = new LiveDocument(this.#shape, this.#author, this.#document.show().version + 1);
		await this.open();
		if (this.#field !== '') this.#live!.point(this.#field);
	}

	#end(): void {
		this.#isClosed = true;
		this.#news();
	}

	#news(): void {
		this.#hasNews = true;
		if (this.#isOpen && !this.#isTelling) void this.#tell();
	}

	/** One piece of news at a time: what happens meanwhile is told together. A save answers by itself what it found. */
	async #tell(): Promise<void> {
		this.#isTelling = true;
		try {
			while (this.#hasNews && this.#isOpen) {
				this.#hasNews = false;
				const others = this.#live ? await othersIn(this.workspace, this.#live) : [];
				const seen = await this.#hear({ ...this.show(), others, isClosed: this.#isClosed });
				this.#document.seen(seen);
			}
		} catch {
			// The page is gone.
		} finally {
			this.#isTelling = false;
		}
	}
}

function newAuthor(): number {
	return crypto.getRandomValues(new Uint32Array(1))[0]!;
}
