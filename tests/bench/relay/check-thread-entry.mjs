/** A thread does not inherit the loader of TypeScript: it is brought along. */
import { register } from 'tsx/esm/api';

register();
const { answerChecks } = await import('./check-thread.ts');
await answerChecks();
