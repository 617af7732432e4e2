/**
 * The server's entry: serves the built app and the relay on one port, or the relay alone (`relay-main.ts`). README.md lists the environment
 * it is told by.
 */
import { serve } from './serve.ts';

await serve({ app: true, port: 4180 });
