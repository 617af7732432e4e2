/** The server's entry: serves the built app. PORT (4180), HOST (localhost), BUILD_DIR (build) and BASE_PATH (the root) change it. */
import { createServer } from 'node:http';
import { staticHandler } from './static.ts';

const port = Number(process.env.PORT ?? 4180);
const host = process.env.HOST ?? 'localhost';
const base = process.env.BASE_PATH ?? '';
const handler = staticHandler({ directory: process.env.BUILD_DIR ?? 'build', base });

const server = createServer((request, response) => {
	handler(request, response).catch(() => response.writeHead(500).end());
});
server.on('error', (error: NodeJS.ErrnoException) => {
	const hint = error.code === 'EADDRINUSE' ? `Port ${port} is taken; choose another with PORT.` : error.message;
	console.error(hint);
	process.exitCode = 1;
});
server.listen(port, host, () => {
	const address = server.address();
	const listening = typeof address === 'object' && address ? address.port : port;
	console.log(`Waxbill is served on http://${host.includes(':') ? `[${host}]` : host}:${listening}${base}/`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		server.close();
		server.closeAllConnections();
	});
}
