/**
 * The app on this device and its next version. A new build is fetched beside the one in use and waits; nothing changes until the user
 * asks, and then every tab learns that it still shows the old one.
 */
import type { Workbox } from 'workbox-window';
import { sameOriginScript } from '#lib/trusted-url.ts';

class Update {
	/** A newer version is on the device and waits for the click. */
	waiting = $state(false);
	/** Another tab took the newer version: this one shows it after a reload. */
	outdated = $state(false);
	#workbox: Workbox | undefined;
	#asked = false;

	/** Once the page has nothing better to do: fetching the whole app must not delay the form. */
	startWhenIdle(serviceWorker: string): void {
		const idle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1000));
		// A browser that keeps no app offline, or is told not to, shows it all the same.
		requestAnimationFrame(() => idle(() => void this.start(serviceWorker).catch(() => {})));
	}

	/** `serviceWorker` is the address of the build's service worker. */
	async start(serviceWorker: string): Promise<void> {
		if (this.#workbox || !('serviceWorker' in navigator)) return;
		const { Workbox } = await import('workbox-window');
		const workbox = new Workbox(sameOriginScript(serviceWorker), { updateViaCache: 'none' });
		this.#workbox = workbox;
		workbox.addEventListener('waiting', () => (this.waiting = true));
		workbox.addEventListener('controlling', (event) => this.#controlled(event.isUpdate));
		await workbox.register();
	}

	/** Asks the host for a newer version, now. */
	async look(): Promise<void> {
		await this.#workbox?.update();
	}

	/** The user's click: the waiting version takes over and this tab starts again with it. */
	apply(): void {
		this.#asked = true;
		if (this.outdated) location.reload();
		else this.#workbox?.messageSkipWaiting();
	}

	#controlled(isUpdate: boolean | undefined): void {
		this.waiting = false;
		if (this.#asked) location.reload();
		else if (isUpdate) this.outdated = true;
	}
}

export const update = new Update();
