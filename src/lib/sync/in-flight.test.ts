import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { InFlight } from './in-flight.ts';

const entry = (name: number) => Uint8Array.of(name);

describe('entries in flight', () => {
	it('come back in the order sent, however the acknowledgements are joined', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), fc.array(fc.boolean()), (sizes, joined) => {
				const flight = new InFlight();
				let name = 0;
				const sent = sizes.map((size) => {
					const entries = Array.from({ length: size }, () => entry(name++ % 256));
					return { ref: flight.add(entries), entries };
				});
				const back: Uint8Array[] = [];
				let run = 0;
				sent.forEach(({ ref, entries }, index) => {
					run += entries.length;
					if (joined[index] && index < sent.length - 1) return;
					back.push(...flight.acknowledge(ref, run)!.entries);
					run = 0;
				});
				expect(back).toEqual(sent.flatMap(({ entries }) => entries));
				expect(flight.size).toBe(0);
			})
		);
	});

	it('are not taken for acknowledged by an answer that does not fit', () => {
		const flight = new InFlight();
		const first = flight.add([entry(1), entry(2)]);
		const second = flight.add([entry(3)]);
		expect(flight.acknowledge(99, 1)).toBeUndefined();
		expect(flight.acknowledge(first, 1)).toBeUndefined();
		expect(flight.acknowledge(second, 1)).toBeUndefined();
		expect(flight.size).toBe(3);
		expect(flight.refuse(99)).toBe(false);
		expect(flight.refuse(second)).toBe(true);
		expect(flight.refuse(second)).toBe(false);
		expect(flight.acknowledge(first, 2)?.refs).toEqual([first]);
	});
});
