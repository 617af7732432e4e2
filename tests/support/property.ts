/**
 * Properties over random cases. The cases are the same at every run, so that a run speaks of the change and not of its luck; `npm run test:random` tries
 * others, and `SEED=N npm test` repeats what it found.
 */
import fc from 'fast-check';

const SEED = 20_261_123;

const { SEED: wished } = process.env;
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: wished === undefined ? SEED : Number(wished) });

export default fc;
