/**
 * Records that say what a member or a device of this log is called. [Note: who names whom] Editors write records; what people go by on every screen is
 * not theirs to choose for others. So each update is judged by who signed it, at its place in the log, and one of somebody else has no effect. Who gave
 * the name that stands is kept beside it, to be shown.
 */
import { liveType, type LiveTypeOptions } from './live-type.ts';
import { readState } from './record.ts';
import type { RecordState, RecordType } from './registry.ts';

interface Named {
	kind: 'named';
	name: string;
}

export function namedType<T extends { name: string }>(
	options: Omit<LiveTypeOptions<T>, 'title'>,
	entitled: NonNullable<RecordType['entitled']>
): RecordType {
	const type = liveType<T>({ ...options, title: ({ name }) => name });
	const nameOf = (state: RecordState | undefined) => (state?.live ? nameIn(readState(state.live, options.shape)) : undefined);
	return {
		...type,
		ofThisLog: true,
		entitled,
		fold(state, operation, placed, ...rest) {
			const done = type.fold(state, operation, placed, ...rest);
			const name = nameOf(done.state);
			if (done.refused || !done.state?.live || name === undefined || name === nameOf(state)) return done;
			const opId = Array.from(operation.opId, (byte) => byte.toString(16).padStart(2, '0')).join('');
			const named: Named = { kind: 'named', name };
			// The last one is the one that stands: what it was called before is in the log.
			return { ...done, state: { ...done.state, facts: [{ opId, n: placed.n, by: placed.by, body: named }] } };
		}
	};
}

/** Device (hexadecimal) that gave the name that stands; undefined where there is none. */
export function namedBy(state: RecordState | undefined): string | undefined {
	const last = state?.facts.at(-1);
	const { kind, name } = (last?.body ?? {}) as Partial<Named>;
	return kind === 'named' && name ? last!.by : undefined;
}

/** Of a record that another device made: anything may lie there. */
function nameIn({ name }: { name?: unknown }): string | undefined {
	return typeof name === 'string' ? name : undefined;
}
