/** Everything a browser asks for, of pages, workers and the service worker alike. */
import type { BrowserContext } from '@playwright/test';

export interface RecordedRequest {
	method: string;
	url: string;
	headers: Record<string, string>;
	body: Buffer | null;
}

/** Starts recording; the list grows while the context lives. */
export function recordRequests(context: BrowserContext): RecordedRequest[] {
	const requests: RecordedRequest[] = [];
	context.on('request', (request) => {
		requests.push({ method: request.method(), url: request.url(), headers: request.headers(), body: request.postDataBuffer() });
	});
	context.on('page', (page) => {
		page.on('websocket', (socket) => requests.push({ method: 'WEBSOCKET', url: socket.url(), headers: {}, body: null }));
	});
	return requests;
}

/** Origins other than the app's own. What the page makes itself (blob:, data:) leaves nothing. */
export function foreignOrigins(requests: readonly RecordedRequest[], origin: string): string[] {
	const origins = requests.map(({ url }) => new URL(url)).filter(({ protocol }) => protocol !== 'blob:' && protocol !== 'data:');
	return [...new Set(origins.map((url) => url.origin).filter((each) => each !== origin))];
}
