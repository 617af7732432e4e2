/** Tasks on a board, by state and in order. Pure. */
import { orderBetween } from '../documents/order.ts';
import { TASK_STATES, type TaskState } from './time.ts';

export interface Placeable {
	id: string;
	state: TaskState;
	order: string;
}

/** In the order in which they stand; what has one place on two devices goes by id. */
export function column<T extends Placeable>(tasks: readonly T[], state: TaskState): T[] {
	return tasks.filter((task) => task.state === state).sort((a, b) => compare(a.order, b.order) || compare(a.id, b.id));
}

/** Where a task comes to stand at that place of a column; places count without itself. */
export function placeAt(tasks: readonly Placeable[], id: string, state: TaskState, at: number): Pick<Placeable, 'state' | 'order'> {
	const others = column(tasks, state).filter((task) => task.id !== id);
	const place = Math.max(0, Math.min(at, others.length));
	return { state, order: orderBetween(others[place - 1]?.order, others[place]?.order) };
}

/** A step to the next state or back, to its end; undefined at the edge of the board. */
export function stepTo(state: TaskState, by: 1 | -1): TaskState | undefined {
	return TASK_STATES[TASK_STATES.indexOf(state) + by];
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
