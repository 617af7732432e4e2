/** `npm start`: installs what is missing, builds what is stale, serves the app. */
import { build, install } from './run.mjs';

await install();
await build();
const { register } = await import('tsx/esm/api');
register();
await import('../../sync-server/main.ts');
