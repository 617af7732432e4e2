/** How the light in the shell shows a status: calm unless a person is needed. Pure. */
import type { SyncStatus } from './api.ts';
import type { en } from './messages/en.ts';

/** `off`: no relay. `good`: nothing is to be done. `busy`: something is on its way. `waiting`: offline. */
export type LightTone = 'off' | 'good' | 'busy' | 'waiting' | 'attention' | 'stop';

export interface Light {
	tone: LightTone;
	says: keyof typeof en;
	args?: Record<string, string | number>;
}

export function lightOf(status: SyncStatus): Light {
	const { link, waiting, progress } = status;
	const worst = status.alarms[0]?.level;
	if (worst === 'stop') return { tone: 'stop', says: 'lightStopped' };
	if (worst === 'act' || link === 'held') return { tone: 'attention', says: 'lightAttention' };
	switch (link) {
		case 'none':
			return { tone: 'off', says: waiting > 0 ? 'lightWaiting' : 'lightOff', args: { count: waiting } };
		case 'offline':
			return { tone: 'waiting', says: waiting > 0 ? 'lightWaiting' : 'lightOffline', args: { count: waiting } };
		case 'connecting':
			return { tone: 'busy', says: 'lightConnecting' };
		case 'pulling':
		case 'uploading': {
			const says = link === 'pulling' ? 'lightReceiving' : 'lightUploading';
			if (progress === undefined) return { tone: 'busy', says };
			return { tone: 'busy', says: `${says}Part`, args: { percent: Math.floor(progress * 100) } };
		}
		case 'live':
			return waiting > 0 ? { tone: 'busy', says: 'lightSending', args: { count: waiting } } : arrived(status);
	}
}

/** Everything is on the relay; perhaps further. */
function arrived({ devices }: SyncStatus): Light {
	const others = devices.filter(({ self }) => !self);
	const saw = others.filter(({ sawMine }) => sawMine);
	if (others.length > 1 && saw.length === others.length) return { tone: 'good', says: 'lightSeenAll' };
	const named = saw.find(({ name }) => name !== '');
	return named ? { tone: 'good', says: 'lightSeenOne', args: { device: named.name } } : { tone: 'good', says: 'lightOnRelay' };
}
