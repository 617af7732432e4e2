import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { describeStore } from '#lib/storage/acceptance.ts';
import { openFileStore } from './file-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'file-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

const squeezed = new Set<string>();

describeStore('SQLite file', {
	open: (place) => openFileStore(join(folder, place), squeezed.has(place) ? 1024 : undefined),
	async squeeze(place) {
		squeezed.add(place);
		return async () => void squeezed.delete(place);
	}
});
