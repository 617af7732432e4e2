/** A thread does not inherit the loader of TypeScript: it is brought along. */
import { register } from 'tsx/esm/api';

register();
await import('./thread-side.ts');
