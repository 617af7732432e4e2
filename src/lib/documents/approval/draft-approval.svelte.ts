/** How the draft on the desk stands with those who approve. [Note: approval] */
import { onDestroy } from 'svelte';
import { useBooks } from '../../books.svelte.ts';
import type { ApprovalState } from './api.ts';

/** What is the next step of this person; undefined where it is somebody else's. */
export type Step = 'issue' | 'submit' | 'approve';

export class DraftApproval {
	state = $state.raw<ApprovalState | undefined>();
	readonly step: Step | undefined = $derived(stepOf(this.state));
	readonly #id: string;
	readonly #books = useBooks();
	#reading = false;
	#again = false;

	constructor(id: string) {
		this.#id = id;
		void this.read();
		// The client's particulars, the business's and who may do what count too.
		onDestroy(this.#books.onChange(() => void this.read()));
	}

	async read(): Promise<void> {
		this.#again = true;
		if (this.#reading) return;
		this.#reading = true;
		while (this.#again) {
			this.#again = false;
			const result = await this.#books.api.approval(this.#id);
			if (result.ok) this.state = result.value;
			// One that was never saved is not there yet: it can only be submitted, which saves it first.
			else if (result.error.code === 'not-found') this.state = NEW;
		}
		this.#reading = false;
	}
}

const NEW: ApprovalState = { needed: true, status: 'draft', changed: false, mayApprove: false, maySendBack: false, seen: '' };

function stepOf(state: ApprovalState | undefined): Step | undefined {
	if (!state?.needed || state.status === 'approved') return 'issue';
	if (state.mayApprove) return 'approve';
	return state.status === 'submitted' ? undefined : 'submit';
}
