/** The relay alone: no app, only what devices ask for. */
import { serve } from './serve.ts';

await serve({ app: false, port: 4181 });
