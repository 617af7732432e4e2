/** What this page knows of its browser, for the support bundle. */
import type { PageFacts } from './bundle.ts';

const BROWSERS: readonly (readonly [name: string, found: RegExp])[] = [
	['edge', /Edg(?:A|iOS)?\/(\d+)/],
	['opera', /OPR\/(\d+)/],
	['firefox', /(?:Firefox|FxiOS)\/(\d+)/],
	['chromium', /(?:Chrome|CriOS)\/(\d+)/],
	['safari', /Version\/(\d+).*Safari/]
];
const SYSTEMS: readonly (readonly [name: string, found: RegExp])[] = [
	['android', /Android/],
	['ios', /iPhone|iPad|iPod/],
	['windows', /Windows/],
	['mac', /Mac OS/],
	['linux', /Linux|CrOS/]
];
const MEBIBYTE = 1024 * 1024;

export function browserOf(agent: string): Pick<PageFacts, 'browser' | 'browserVersion' | 'system'> {
	const found = BROWSERS.map(([name, pattern]) => ({ name, version: pattern.exec(agent)?.[1] })).find(({ version }) => version);
	const system = SYSTEMS.find(([, pattern]) => pattern.test(agent))?.[0] ?? 'other';
	return { browser: found?.name ?? 'other', browserVersion: Number(found?.version ?? 0), system };
}

export async function pageFacts(version: string, newVersionWaits: boolean): Promise<PageFacts> {
	const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
	const width = globalThis.innerWidth;
	return {
		version,
		...browserOf(navigator.userAgent),
		language: document.documentElement.lang.slice(0, 2).toLowerCase(),
		width: width < 600 ? 'narrow' : width < 1100 ? 'medium' : 'wide',
		online: navigator.onLine,
		installed: matchMedia('(display-mode: standalone)').matches,
		offlineShell: Boolean(navigator.serviceWorker?.controller),
		newVersionWaits,
		persisted: (await navigator.storage?.persisted?.()) ?? false,
		...(usage !== undefined && { used: usage / MEBIBYTE }),
		...(quota !== undefined && { allowed: quota / MEBIBYTE })
	};
}
