import type { RowChange } from './registry.ts';

/** A change whose row is worked out when it is first looked at: of many changes of one record in a save or a rebuild only the last one's is. */
export function rowChange(
	list: string,
	id: string,
	make: () => object | undefined,
	text: () => string | undefined = () => undefined
): RowChange {
	let made: { row: object | undefined } | undefined;
	return {
		get text() {
			return text();
		},
		list,
		id,
		get row() {
			return (made ??= { row: make() }).row;
		}
	};
}
