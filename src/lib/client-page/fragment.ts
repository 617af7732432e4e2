/**
 * What stands behind the # of a client's link, or of a shared period's, is a secret, and an address is shown, kept and passed on. It is taken out of the address before anything else of
 * the page runs (hooks.client.ts), and again when a link is pasted over the open page: neither the framework nor the history gets to see it.
 */
const PAGE = /\/(?:client|share)(\.html|\/)?$/;

let taken: string | undefined;
let told: (() => void) | undefined;

/** Does nothing on other pages: theirs mean something else. */
export function hideFragment(): void {
	take();
	// Before the framework's own, which reads the address.
	for (const event of ['popstate', 'hashchange']) addEventListener(event, take, { capture: true });
}

/** The link that the page was opened with, once: afterwards the page alone has it. */
export function takenLink(): string | undefined {
	const link = taken;
	taken = undefined;
	return link;
}

/** @param listener told of each link that is opened over the page. Returns what ends that. */
export function onLink(listener: () => void): () => void {
	told = listener;
	return () => (told = undefined);
}

function take(): void {
	if (!PAGE.test(location.pathname) || location.hash.length < 2) return;
	taken = location.hash;
	history.replaceState(history.state, '', location.pathname + location.search);
	told?.();
}
