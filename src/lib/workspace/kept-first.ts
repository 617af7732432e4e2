/** What a screen may see before the lists are read: kept by the device, dropped when anything changes. */
import { toHex } from './bytes.ts';
import { readHead } from './head.ts';
import { FIRST_KEY, LARGEST_PAGE } from './lists/pieces.ts';
import type { OpenBooks } from './open-books.ts';

interface KeptFirst<T> {
	step: number;
	/** Rolling hash of the log, hexadecimal. */
	R: string;
	value: T;
}

export async function readFirst<T>({ home, head }: Pick<OpenBooks, 'home' | 'head'>): Promise<T | undefined> {
	const { store, vault } = home;
	const bytes = await store.get('page', vault.ws, FIRST_KEY);
	const kept = bytes && vault.openJson<KeptFirst<T>>('page', FIRST_KEY, bytes);
	return kept?.step === head.step && kept.R === toHex(head.log.R) ? kept.value : undefined;
}

/** Keeps `value` as what is true of the books as they are now. Does nothing when it is too large for a page or another tab has written. */
export async function keepFirst<T>({ home, head }: Pick<OpenBooks, 'home' | 'head'>, value: T): Promise<void> {
	const { step } = head;
	const put = home.vault.sealJson('page', FIRST_KEY, { step, R: toHex(head.log.R), value } satisfies KeptFirst<T>);
	if (put.bytes.length > LARGEST_PAGE) return;
	await home.locked(async () => {
		if ((await readHead(home))?.step === step) await home.store.write({ puts: [put] }, 'relaxed');
	});
}
