import type { Schedule } from './schedule.ts';
import { t } from './words.ts';

/** "Every 3 months". */
export function rhythmText({ unit, every }: Pick<Schedule, 'unit' | 'every'>): string {
	return t(`every_${unit}`, { count: every });
}
