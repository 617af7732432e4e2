import { onDestroy } from 'svelte';
import { useBooks } from '../books.svelte.ts';

/** The logo as bytes and as an address to draw it from; the address ends with the screen. Call while a component is being set up. */
export class Logo {
	bytes = $state.raw<Uint8Array | undefined>();
	url = $state<string | undefined>();
	#turn = 0;

	constructor(id: () => string | undefined) {
		const { api } = useBooks();
		$effect(() => {
			const wanted = id();
			const turn = ++this.#turn;
			if (!wanted) this.#show(undefined);
			else
				void api.getBlob(wanted).then((result) => {
					if (turn === this.#turn) this.#show(result.ok ? result.value : undefined);
				});
		});
		onDestroy(() => {
			this.#turn = -1;
			this.#show(undefined);
		});
	}

	#show(bytes: Uint8Array | undefined): void {
		if (this.url) URL.revokeObjectURL(this.url);
		this.bytes = bytes;
		this.url = bytes && URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
	}
}
