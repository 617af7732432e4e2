/**
 * What a screen reads again whenever something changed. Only one run is ever under way, so that no slow answer replaces a newer one; asked for
 * meanwhile, however often, it runs once more afterwards. The promise is that of the run that saw what was there when it was asked for.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
	let running: Promise<void> | undefined;
	let next: Promise<void> | undefined;
	const run = (): Promise<void> => {
		const mine = work().finally(() => {
			if (running === mine) running = undefined;
		});
		return (running = mine);
	};
	return () => {
		if (next) return next;
		if (!running) return run();
		next = running
			.catch(() => {
				// Whoever asked for that run hears of it.
			})
			.then(() => {
				next = undefined;
				return run();
			});
		return next;
	};
}
