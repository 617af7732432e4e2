import type { ChainState } from './api.ts';
import { t } from './words.ts';

/** What its person calls the device, or the beginning of its id. */
export function chainName({ name, device }: Pick<ChainState, 'name' | 'device'>): string {
	return name || t('unnamed', { id: device.slice(0, 8) });
}
