import { describeStore } from './acceptance.ts';
import { MemoryPlace, MemoryStore } from './memory-store.ts';

const places = new Map<string, MemoryPlace>();
const placeOf = (name: string) => {
	const place = places.get(name) ?? new MemoryPlace();
	places.set(name, place);
	return place;
};

describeStore('memory', {
	open: async (name) => new MemoryStore(placeOf(name)),
	async squeeze(name) {
		placeOf(name).most = 4 * 1024 * 1024;
		return async () => void (placeOf(name).most = Infinity);
	}
});
