/** For tests: props that a mounted component can write back to, as with `bind:`. */
export function boundProps<P extends object>(initial: P): P {
	const props = $state(initial);
	return props;
}
