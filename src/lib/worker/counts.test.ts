import { expect, test } from 'vitest';
import { aParty } from '../../../tests/support/books.ts';
import { newDevice, newId } from '../../../tests/support/device.ts';

test('the values of a column are counted over the whole answer, each tag of a client for itself', async () => {
	const device = await newDevice();
	try {
		const books = device.books();
		const clients = [
			{ tags: ['art', 'late'], country: 'FR' },
			{ tags: ['art'], country: 'CA' },
			{ tags: [], country: 'FR' },
			{ tags: ['late', 'art'], country: '', archived: true }
		];
		for (const [n, { tags, country, archived = false }] of clients.entries()) {
			const party = aParty({ name: `Client ${n}`, tags, archived });
			await books.save('party', newId(), { ...party, address: { ...party.address, country } });
		}
		const { rows, total, counts } = await books.list('party', { where: { archived: false }, limit: 0, countBy: ['tags', 'country'] });
		expect(rows).toEqual([]);
		expect(total).toBe(3);
		expect(counts).toEqual({
			tags: [
				{ value: 'art', count: 2 },
				{ value: 'late', count: 1 }
			],
			country: [
				{ value: 'FR', count: 2 },
				{ value: 'CA', count: 1 }
			]
		});
	} finally {
		device.end();
	}
});
