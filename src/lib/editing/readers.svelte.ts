/** Who else looks at what is on the screen, and that this person does. Call while a component is being set up. */
import { onDestroy } from 'svelte';
import { useBooks } from '../books.svelte.ts';
import type { OtherForm } from './live-api.ts';

export class Readers {
	others = $state.raw<OtherForm[]>([]);

	constructor(id: string) {
		const { api } = useBooks();
		let number: number | undefined;
		let isGone = false;
		const close = () => number !== undefined && void api.closeLive(number);
		const point = (field: string | undefined) => number !== undefined && void api.pointLive(number, field);
		const [leave, back] = [() => point(undefined), () => point('')];
		void api
			.openReading(id, (others) => (this.others = others))
			.then((opened) => {
				if (opened.ok) number = opened.value;
				if (isGone) close();
			});
		window.addEventListener('pagehide', leave);
		window.addEventListener('pageshow', back);
		onDestroy(() => {
			isGone = true;
			window.removeEventListener('pagehide', leave);
			window.removeEventListener('pageshow', back);
			close();
		});
	}
}
