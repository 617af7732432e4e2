/** One HTTP server: the relay and, unless it stands alone, the files of the app. Ends on SIGINT and SIGTERM with everything stored. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import { RELAY_PATH } from './protocol/wire.ts';
import { configFrom, portFrom } from './relay/config.ts';
import { journal, kindOf } from './relay/journal.ts';
import type { Relay } from './relay/relay.ts';
import { staticHandler } from './static.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export async function serve({ app, port: usualPort }: { app: boolean; port: number }): Promise<void> {
	const { env } = process;
	const host = env.HOST ?? 'localhost';
	const base = env.BASE_PATH ?? '';
	const files = app ? staticHandler({ directory: env.BUILD_DIR ?? 'build', base }) : noFiles;

	const server = createServer((request, response) => {
		if (relay?.answer(request, response)) return;
		files(request, response).catch(() => response.writeHead(500).end());
	});
	// The relay alone has nothing else to do; beside the app it can be left out.
	let relay: Relay | undefined;
	let port: number;
	try {
		port = portFrom(env.PORT, usualPort);
		relay = app && env.RELAY === 'off' ? undefined : await openRelay();
	} catch (error) {
		console.error(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
		return;
	}

	async function openRelay(): Promise<Relay> {
		// Brings libsodium and the database: not for who wants files alone.
		const [{ openSqliteThread }, { attachRelay }] = await Promise.all([import('./log/thread.ts'), import('./relay/relay.ts')]);
		const config = configFrom(env);
		const store = await openSqliteThread(join(resolve(env.RELAY_DATA ?? 'data'), 'relay.sqlite'));
		return attachRelay(server, { store, config, metricsToken: env.RELAY_METRICS_TOKEN ?? '' });
	}

	async function stop(): Promise<void> {
		server.close();
		await relay?.close().catch((error: unknown) => journal('error', 'stop-failed', { cause: kindOf(error) }));
		if (relay) journal('info', 'stopped');
		server.closeAllConnections();
	}

	server.on('error', (error: NodeJS.ErrnoException) => {
		console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken; choose another with PORT.` : error.message);
		process.exitCode = 1;
		void stop();
	});
	server.listen(port, host, () => {
		const address = server.address();
		const listening = typeof address === 'object' && address ? address.port : port;
		const named = host.includes(':') ? `[${host}]` : host;
		if (app) console.log(`Waxbill is served on http://${named}:${listening}${base}/`);
		if (relay) console.log(`Relay for devices: ws://${named}:${listening}${RELAY_PATH}`);
		if (relay) journal('info', 'started');
	});
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

const noFiles: Handler = async (_, response) => {
	response.writeHead(404, { 'content-type': 'text/plain' }).end('A Waxbill relay. Devices connect to /relay.\n');
};
