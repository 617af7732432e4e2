/** Every way the relay lies about files. Each is told to one device from then on, whatever file it asks for or brings. */
import { hex } from '../../../sync-server/protocol/bytes.ts';
import type { ServerFrame } from '../../../sync-server/protocol/wire.ts';
import { fromHex } from '#lib/workspace/bytes.ts';
import type { Lie, Line } from './liar.ts';
import type { Crew } from './crew.ts';
import type { Mutator } from './mutators.ts';

type Part = ServerFrame<'pack'>;

function tell(crew: Crew, victim: string, lie: Lie): void {
	crew.liar.lies.set(victim, lie);
}

/** Each part of a file is another one on its way down. */
function changing(crew: Crew, victim: string, change: (part: Part) => Part): void {
	tell(crew, victim, { fromRelay: (frame) => (frame.type === 'pack' ? [change(frame)] : undefined) });
}

/** The relay is not asked: parts of its own making. */
function inventing(crew: Crew, victim: string, part: (index: number) => Pick<Part, 'count' | 'chunk'>): void {
	tell(crew, victim, {
		fromDevice(frame, line) {
			if (frame.type !== 'packGet') return;
			const { address, index } = frame;
			line.toDevice({ type: 'pack', address, index, epoch: 0, salt: new Uint8Array(16), ...part(index) });
			return [];
		}
	});
}

export const FILE_LIES: readonly Mutator[] = [
	{
		name: 'a file without its end',
		threats: [18],
		begin: (crew, victim) => changing(crew, victim, (part) => ({ ...part, count: part.count - 1 }))
	},
	{
		name: 'a file with another byte',
		threats: [1],
		begin: (crew, victim) =>
			changing(crew, victim, (part) => {
				// Behind the part that shows whether it opens.
				if (part.index === 0) return part;
				const chunk = part.chunk.slice();
				chunk[chunk.length >> 1]! ^= 1;
				return { ...part, chunk };
			})
	},
	{
		name: 'an earlier file in the place of a newer one',
		threats: [1, 13],
		begin(crew, victim) {
			const [earlier] = crew.files.keys();
			const asked = new Map<Line, Uint8Array>();
			tell(crew, victim, {
				fromDevice(frame, line) {
					if (frame.type !== 'packGet' || !earlier) return;
					asked.set(line, frame.address.slice());
					return [{ ...frame, address: fromHex(earlier) }];
				},
				fromRelay(frame, line) {
					const address = asked.get(line);
					if (frame.type !== 'pack' || !address || hex(frame.address) !== earlier) return;
					return [{ ...frame, address }];
				}
			});
		}
	},
	{
		name: 'a file under another salt',
		threats: [3],
		begin: (crew, victim) => changing(crew, victim, (part) => ({ ...part, salt: new Uint8Array(16).fill(7) }))
	},
	{
		name: 'a file under another key’s number',
		threats: [3],
		begin: (crew, victim) => changing(crew, victim, (part) => ({ ...part, epoch: part.epoch + 1 }))
	},
	{
		name: 'a file that is nowhere',
		threats: [16],
		begin(crew, victim) {
			tell(crew, victim, {
				fromDevice(frame, line) {
					if (frame.type !== 'packGet') return;
					line.toDevice({ type: 'packState', address: frame.address, have: 0, count: 0 });
					return [];
				}
			});
		}
	},
	{
		name: 'a file of more parts than any',
		threats: [31],
		begin: (crew, victim) => inventing(crew, victim, () => ({ count: 2000, chunk: new Uint8Array(10) }))
	},
	{
		name: 'a file larger than any',
		threats: [31],
		begin: (crew, victim) => inventing(crew, victim, () => ({ count: 1000, chunk: new Uint8Array(250 * 1024) }))
	},
	{
		name: 'a file taken and not kept',
		threats: [18],
		begin(crew, victim) {
			tell(crew, victim, {
				fromDevice(frame, line) {
					if (frame.type !== 'packPut') return;
					const { address, index, count } = frame;
					line.toDevice({ type: 'packState', address, have: index + 1, count });
					return [];
				}
			});
		}
	}
];
