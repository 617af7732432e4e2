/** A server for one test, so that the test can end it. Serves on a free port of this machine. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { staticHandler } from '../../sync-server/static.ts';
import { root } from './run.mjs';

export interface TestServer {
	origin: string;
	port: number;
	/** How many requests it has had. */
	answered(): number;
	/** Serves another build from now on, as a new release does. */
	serve(directory: string): void;
	stop(): Promise<void>;
}

/** In this process. `port` 0 takes a free one. */
export async function startServer(directory = 'build', { base = '', host = 'localhost', port = 0 } = {}): Promise<TestServer> {
	let handler = staticHandler({ directory, base });
	let answered = 0;
	const server = createServer((request, response) => {
		answered++;
		void handler(request, response);
	});
	server.listen(port, host);
	await once(server, 'listening');
	const listening = (server.address() as AddressInfo).port;
	return {
		origin: `http://${host}:${listening}`,
		port: listening,
		answered: () => answered,
		serve: (next) => (handler = staticHandler({ directory: next, base })),
		async stop() {
			server.close();
			server.closeAllConnections();
			if (server.listening) await once(server, 'close');
		}
	};
}

/** As its own process, for journeys in which the server is killed. */
export async function startServerProcess(directory = 'build'): Promise<{ origin: string; kill(): Promise<void> }> {
	const child = spawn(process.execPath, ['--import', 'tsx', 'sync-server/main.ts'], {
		cwd: root,
		env: { ...process.env, PORT: '0', BUILD_DIR: directory, RELAY: 'off' },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const [line] = (await once(child.stdout, 'data')) as [Buffer];
	const origin = /http:\/\/[^/\s]+/.exec(line.toString())?.[0];
	if (!origin) throw new Error(`The server did not start: ${line.toString()}`);
	return {
		origin,
		async kill() {
			child.kill('SIGKILL');
			if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
		}
	};
}
