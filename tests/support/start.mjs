/** `npm start`: installs what is missing, builds what is stale, serves the app and the relay. `npm run relay`: the relay alone, nothing built. */
import { build, install } from './run.mjs';

const alone = process.argv[2] === 'relay';
await install();
if (!alone) await build();
const { register } = await import('tsx/esm/api');
register();
await import(alone ? '../../sync-server/relay-main.ts' : '../../sync-server/main.ts');
