import type { DeviceInfo } from './api.ts';
import { t } from './words.ts';

/** What a device is called where it is spoken of; one without a name by the beginning of its id. */
export function nameOf({ id, name }: Pick<DeviceInfo, 'id' | 'name'>): string {
	return name || t('unnamedNumber', { id: id.slice(0, 8) });
}
