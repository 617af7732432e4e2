/**
 * Of this device's tabs, one at a time has the turn, and keeps it until it gives it up: the tab with the socket. [Note: handing over]
 *
 * The turn is a Web Lock, so a tab that dies loses it. The others wait in line. A tab that cannot wait asks: whoever has the turn finishes what
 * it must not leave half done and passes it; the others step back, so that the next in line is the one who asked. What tabs say to each other is
 * one byte: "I ask", "how do you stand?", or how the one who has the turn stands.
 *
 * Without Web Locks (Node, in tests) a queue in the process takes their place.
 */
const ASK = 0;
const HOW = 255;
/** How often an asker repeats itself: who just got the turn may not have heard it. Milliseconds. */
const ASK_EVERY = 1500;

export interface TurnHolder {
	/** It is this tab's now. */
	taken(): void;
	/** Another tab asks for it: resolves when nothing is left half done. */
	pass(): Promise<void>;
	/** What another tab told while it had the turn: the number that its `tell` was given. It may have lost it since. */
	heard(state: number): void;
}

export interface Turn {
	readonly mine: boolean;
	/** Stands in line, until `leave`. */
	wait(): void;
	/** Asks for the turn; false when the patience, in milliseconds, ran out. It is kept like any other. */
	ask(patience: number): Promise<boolean>;
	/** Gives it up, or leaves the line. */
	leave(): void;
	/** Tells the other tabs, those that come later too, how this one stands, which has the turn. From 1 to 254. */
	tell(state: number): void;
	close(): void;
}

export function openTurn(name: string, holder: TurnHolder): Turn {
	const channel = new BroadcastChannel(name);
	let place: { release?: () => void; leave: AbortController } | undefined;
	let mine = false;
	let asking = 0;
	let told: number | undefined;
	let passing: Promise<void> | undefined;
	let closed = false;
	const say = (what: number) => {
		if (!closed) channel.postMessage(Uint8Array.of(what));
	};
	const waiters = new Set<(taken: boolean) => void>();

	function stand(): void {
		if (closed) return;
		const leave = new AbortController();
		const here: NonNullable<typeof place> = { leave };
		place = here;
		exclusively(name, leave.signal, () => {
			if (place !== here) return Promise.resolve();
			mine = true;
			for (const waiter of [...waiters]) waiter(true);
			holder.taken();
			return new Promise<void>((resolve) => (here.release = resolve));
		}).catch(() => undefined);
	}

	function step(): void {
		const left = place;
		place = undefined;
		mine = false;
		told = undefined;
		if (left?.release) left.release();
		else left?.leave.abort();
	}

	async function give(): Promise<void> {
		try {
			await holder.pass();
		} finally {
			passing = undefined;
			if (mine) {
				step();
				stand();
			}
		}
	}

	channel.onmessage = ({ data }: MessageEvent<unknown>) => {
		if (!(data instanceof Uint8Array) || data.byteLength !== 1) return;
		const said = data[0]!;
		if (said === HOW) {
			if (mine && told !== undefined) say(told);
		} else if (said !== ASK) {
			holder.heard(said);
		} else if (mine) {
			if (asking === 0) passing ??= give();
		} else if (place && asking === 0) {
			// Behind who asks: his place in line is older than this new one.
			step();
			stand();
		}
	};

	return {
		get mine() {
			return mine;
		},
		wait() {
			if (place) return;
			stand();
			say(HOW);
		},
		async ask(patience) {
			if (mine && !passing) return true;
			asking++;
			let again: ReturnType<typeof setInterval> | undefined;
			let end: ReturnType<typeof setTimeout> | undefined;
			let heard: ((taken: boolean) => void) | undefined;
			try {
				return await new Promise<boolean>((resolve) => {
					heard = resolve;
					waiters.add(heard);
					if (!place) stand();
					say(ASK);
					again = setInterval(() => say(ASK), ASK_EVERY);
					end = setTimeout(() => resolve(false), patience);
				});
			} finally {
				clearInterval(again);
				clearTimeout(end);
				if (heard) waiters.delete(heard);
				asking--;
			}
		},
		leave: step,
		tell(state) {
			told = state;
			if (mine) say(state);
		},
		close() {
			step();
			closed = true;
			for (const waiter of [...waiters]) waiter(false);
			channel.close();
		}
	};
}

function exclusively(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
	const locks = globalThis.navigator?.locks;
	if (locks) return locks.request(name, { signal }, work);
	const turn = (queues.get(name) ?? Promise.resolve()).then(() => (signal.aborted ? undefined : work()));
	queues.set(
		name,
		turn.catch(() => undefined)
	);
	return turn;
}

const queues = new Map<string, Promise<unknown>>();
